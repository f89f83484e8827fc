"""From bytes to text: which encoding a Chinese text file is in, never a guess that gives mojibake.

Strict UTF-8 comes first; a file that is not UTF-8 is read as GB18030 or Big5 only when the characters that come out
are the ones that Chinese prose is made of.
"""

import codecs
import re

from charset_normalizer import from_bytes

_SAMPLE = 1 << 16  # bytes judged for plausibility; the whole file is still decoded strictly
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLAUSIBLE = 0.22  # share of the commonest characters: prose has 0.35 to 0.6, a wrong decoding under 0.1
_MARGIN = 1.5  # how many times more plausible the winner must be than the other encoding
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

# The commonest characters of modern prose, simplified and traditional (public character-frequency counts).
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十"
    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员"
    "入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"
    "這個來時們為國說對會過學發動經實當種現間關長點開無產業應體與還進樣問題後將數機電華兩從員黨總統計設處區見論運農應並務報記"
    "省市县委局长书记会议企同比增元万亿報導報聞記者縣億萬網務則東車話見錄證證書準議選聯團導總認識"
)


class EncodingProblem(ValueError):
    """The bytes are not text in an encoding that can be told for sure; the message is one sentence."""


def decode(data: bytes) -> str:
    """Return the text of a file with every line ending one `\\n` and without a byte-order mark.

    Raises EncodingProblem when the bytes are binary, or no encoding fits beyond doubt.

    Example: the bytes D6 D0 B9 FA of a GBK file that reads 中国… give that text.
    """
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(data: bytes) -> str | None:
    """Decode a file that begins with a byte-order mark, or is plainly UTF-16 without one."""
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], "utf-8", "UTF-8")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strict(data, "utf-32", "UTF-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", "UTF-16")
    head = data[:_SAMPLE]
    if b"\0" in head:
        for name in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            if _share(text[:_SAMPLE]) >= _PLAUSIBLE and "\0" not in text:
                return text
        raise EncodingProblem("the file is binary, not text")
    return None


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise EncodingProblem(
            f"the file says it is {name}, but its bytes from position {error.start} on are not"
        ) from error


def _decode_unmarked(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, error.start)
    if _looks_binary(data):
        raise EncodingProblem("the file is binary, not text")
    return text


def _looks_binary(data: bytes) -> bool:
    """Whether control characters are more than stray ones; unmarked UTF-16 has them in its bytes too."""
    head = data[:_SAMPLE]
    return len(_CONTROL.findall(head)) > max(2, len(head) // 200)


def _decode_legacy(data: bytes, broken_at: int) -> str:
    """Decode GB18030, Big5 or unmarked UTF-16, whichever is plausible Chinese and clearly more so than the others."""
    found: dict[str, tuple[float, str]] = {}
    for codec in (
        "utf-16-le",
        "utf-16-be",
        *(() if _looks_binary(data) else ("gb18030", "big5", "big5hkscs")),
    ):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        found[codec] = (_share(text[:_SAMPLE]), text)
    if found:
        best = max(found, key=lambda c: (found[c][0], c == "gb18030", c == "big5"))
        rivals = [share for codec, (share, _) in found.items() if codec[:4] != best[:4]]
        if found[best][0] >= _PLAUSIBLE and all(found[best][0] > _MARGIN * share for share in rivals):
            return found[best][1]
    if _looks_binary(data):
        raise EncodingProblem("the file is binary, not text")
    raise EncodingProblem(
        f"the encoding cannot be told: the bytes from position {broken_at} on are not UTF-8, and neither GB18030 nor Big5 "
        f"gives plausible Chinese{_opinion(data)}; convert the file to UTF-8"
    )


def _share(text: str) -> float:
    """Share of the commonest characters among the Han characters of `text`, 0 when there are too many odd signs."""
    han = _HAN.findall(text)
    if not han:
        return 0.0
    strange = sum(1 for c in text if "\ue000" <= c <= "\uf8ff" or c == "\ufffd")
    outside = sum(1 for c in text if c > "\xff") - len(han)
    if strange * 50 > len(han) or outside > 3 * len(han):
        return 0.0
    return sum(c in _COMMON for c in han) / len(han)


def _opinion(data: bytes) -> str:
    """Say what charset-normalizer would take the bytes for, as a hint to the reader of the problem."""
    best = from_bytes(data[:_SAMPLE]).best()
    return f" (it may be {best.encoding})" if best else ""
