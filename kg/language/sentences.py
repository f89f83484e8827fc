"""Where sentences begin and end in Chinese news text.

A sentence ends at 。！？； (also !, ? and, before a quotation or at the end of a line, ……) with the quotation marks and
brackets that close there, and at every line break. It goes on where the mark stands inside 《》, inside brackets or a short
quotation, and where the quotation that it closes is still to be attributed: “要抓紧落实。”他说。
"""

import re
from collections.abc import Iterator

from kg.language.blanks import BLANK

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
"""A run without a line break."""

_MARKS = "。！？；!?…"
_PAIRS = {
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    '"': '"',
}
_QUOTES = frozenset('“‘「『"')
_INNER = frozenset("‘『《〈（(【")
_STOP = re.compile(f"[{_MARKS}]+|[{re.escape(''.join(_PAIRS))}]")
_CLOSERS = frozenset("”’」』》〉）)】")
_CLOSING_QUOTES = frozenset('”’」』"')

_REACH = {"《": 120, "〈": 120}
"""How far (characters) the closing mark may be from the opening one so that what lies between is guarded."""
_SHORT = 30  # a quotation or bracket up to this length is part of the sentence around it

_RUNS_ON = re.compile(r"[，、；：。！？,:;…]")
"""After a closing quotation mark: the sentence around the quotation goes on."""
_OF_QUOTE = re.compile(r"的|等|之类|之[声问]")
"""After 。”: the quotation is only a part of a phrase."""
_OF_CRY = re.compile(
    r"的|等|之|声|这|那|是|为|和|与|及|或|一[声句类种词语]|字样|口号|成为|到|再到|在|让|已|不"
)
"""After ！” or ？” or ……”: a cry, a question or a slogan quoted in mid-sentence, “加油！”的喊声."""
_ATTRIBUTION = re.compile(
    r"[^，。！？；：!?…“”\n]{0,40}?"
    r"(?:说|表示|指出|强调|认为|介绍|称|坦言|感慨|感叹|告诉[^，。！？；：!?…“”\n]{1,12}|道|回忆|解释|透露|呼吁|建议|补充|写|喊|问|答|表态|直言|总结|评价|判断|预测|提醒|回应)"
    r"(?:道|说|着|了)?(?:[，。,！…]|$)"
)
"""After a closing quotation mark: who said it, before a comma or full stop: 他说。 商务部发言人李明告诉记者，"""


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (begin, end) of every sentence of `text`, without the blanks around it, in order.

    Time is linear in the length of the text. Example: 增长3.6%。“要抓紧落实。”他说。 gives two sentences, (0, 7) and (7, 18).
    """
    spans = []
    for line in LINE.finditer(text):
        begin = line.start()
        for end in (*_ends(line.group()), len(line.group())):
            span = strip(text, begin, line.start() + end)
            if span[0] < span[1]:
                spans.append(span)
            begin = line.start() + end
    return spans


def strip(text: str, begin: int, end: int) -> tuple[int, int]:
    """Return the span without the blanks at its edges: in 　新华社 (0, 4) becomes (1, 4)."""
    while begin < end and BLANK.match(text, begin):
        begin += 1
    while begin < end and BLANK.match(text, end - 1):
        end -= 1
    return begin, end


def _ends(line: str) -> Iterator[int]:
    """Yield the end of every sentence of a line that a mark ends."""
    straight = [i for i, c in enumerate(line) if c == '"'] if '"' in line else []
    closing_straight = frozenset(straight[1::2])
    guard = 0
    introduced = False  # the quotation that was opened last follows a colon, 他说：“, so its speaker is known
    first = _first_ink(line, 0)
    for stop in _STOP.finditer(line):
        at = stop.start()
        if at < guard:
            continue
        if line[at] in _PAIRS:
            if at not in closing_straight:
                guard = _guard(line, at, opens_sentence=at == first)
                introduced = introduced if line[at] in _INNER else line[at - 1 : at] in ("：", ":")
            continue
        end = stop.end()
        while end < len(line) and (line[end] in _CLOSERS or end in closing_straight):
            end += 1
        if _is_end(line, stop.end(), end, introduced=introduced):
            yield end
            guard = end
            first = _first_ink(line, end)


def _first_ink(line: str, begin: int) -> int:
    """Return the place of the first character from `begin` on that is no blank."""
    while begin < len(line) and BLANK.match(line, begin):
        begin += 1
    return begin


def _guard(line: str, at: int, *, opens_sentence: bool) -> int:
    """Return the offset up to which marks are ignored after the opening mark at `at`."""
    opener = line[at]
    close = line.find(_PAIRS[opener], at + 1, at + 2 + _REACH.get(opener, _SHORT))
    if close < 0:
        return at + 1
    last = close
    while last > at + 1 and line[last - 1] in _MARKS:
        last -= 1
    # the marks right before a closing quotation mark, or those of a whole sentence in brackets, are looked at
    return last if opener in _QUOTES or (opener in "（(【" and opens_sentence) else close + 1


def _is_end(line: str, marks_end: int, end: int, *, introduced: bool) -> bool:
    """Tell whether a sentence ends at `end`, whose marks end at `marks_end` and are followed by closing marks."""
    mark = line[marks_end - 1]
    if (
        mark in "!?"
        and marks_end == end
        and end < len(line)
        and line[end].isascii()
        and not line[end].isspace()
    ):
        return False  # http://example.org/?id=1, Yahoo!Mail
    if end == len(line):
        return True
    if mark == "…" and marks_end == end:
        return line[end] in _QUOTES
    if marks_end == end:
        return True
    if _RUNS_ON.match(line, end):
        return False
    if not _CLOSING_QUOTES & set(line[marks_end:end]):
        return True
    going_on = _OF_QUOTE if mark in "。；" else _OF_CRY
    attributed = not introduced and _ATTRIBUTION.match(line, end, end + 80)
    return not (going_on.match(line, end) or attributed)
