"""Organizations that the seeds know, where the text names them and not something that only reads alike."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.organizations.kinds import ORGANIZATION, acts, title_after
from kg.extract.phrases import ANCHORS
from kg.extract.words import Words
from kg.knowledge import Known, gazetteer

_SESSION = re.compile(r"第?[一二三四五六七八九十]+届$")
_NUMBER = re.compile(r"[发函字]?〔|发\[")
_GOES_ON = re.compile(r"[副的发召举今昨明日近在与和及、，。；：！？”’》）]|\d")
"""What may follow a name although the tagger drew it into the name's last word."""
_LONGER = re.compile(r"(?<=部)[门队件分位落]|(?<=局)[面势域限]|(?<=院)[校士]")
"""What makes another word of a name's last character, even where the tagger cuts between them: 各级财政部|门."""
_OWN = frozenset({"本报", "本台", "本网", "本刊", "本社"})


def known(words: Words) -> Iterator[Candidate]:
    """Yield the organizations of the seeds: 科技部, 十四届|全国人大常委会, guarded 联想 only where it acts like a firm."""
    for begin, end, items in gazetteer().scan(words.text):
        found = [k for k in items if k.type is ORGANIZATION]
        if found and words.text[begin:end] not in _OWN and _stands(words, begin, end, found):
            yield _candidate(words, begin, end, found)
    for begin, end, items in gazetteer().scan_guarded(words.text):
        found = [k for k in items if k.type is ORGANIZATION and k.subtype in ("Company", "Media")]
        supported = (
            acts(words, end) or title_after(words, end) or words.text[begin - 1 : begin] in ("/", "／")
        )
        if found and words.aligned(begin, end) and supported:
            yield Candidate(
                begin,
                end,
                ORGANIZATION,
                found[0].subtype,
                "organization.guarded",
                2,
                found[0].name,
                found[0].key,
            )


def _candidate(words: Words, begin: int, end: int, found: list[Known]) -> Candidate:
    if words.text[begin] + words.text[end - 1] in ("《》", "“”"):
        begin, end = begin + 1, end - 1
    one = found[0] if len(found) == 1 else None
    session = (
        _SESSION.search(words.text[max(0, begin - 8) : begin])
        if words.text.startswith("全国", begin)
        else None
    )
    begin -= len(session.group()) if session else 0
    return Candidate(
        begin,
        end,
        ORGANIZATION,
        found[0].subtype,
        "organization.known",
        3,
        one.name if one else None,
        one.key if one else None,
    )


def _stands(words: Words, begin: int, end: int, found: list[Known]) -> bool:
    """Whether the name at `begin:end` is one there: not the inside of a word, a person, or a document number (国办发〔…〕)."""
    if _LONGER.match(words.text, end):
        return False
    inside = words.between(begin, end)
    cut = inside[0].begin != begin or inside[-1].end != end
    if inside[-1].end != end and inside[-1].tag not in ANCHORS and not _GOES_ON.match(words.text, end):
        return False  # 公司法|律, 中国移动|互联网: the inside of a longer word
    tagged = all(w.tag in ANCHORS for w in (inside[0], inside[-1]))
    starts_late = inside[0].begin != begin and inside[0].tag in ("v", "PER", "m")
    if cut and not tagged and (end - begin < 4 or starts_late):
        return False
    if any(w.tag == "PER" and not (begin <= w.begin and w.end <= end) for w in inside) or _NUMBER.match(
        words.text, end
    ):
        return False
    ordinary = end - begin == 2 and len(inside) == 1 and inside[0].tag not in ANCHORS
    return not (ordinary and found[0].subtype in ("Company", "Media") and not acts(words, end))
