"""Departments: after their body, on a list with another one, and alone before a title."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.candidates import Candidate
from kg.extract.organizations.kinds import APPOSED, DEPARTMENT, GENERIC, ORGANIZATION, known_body, subtype_of
from kg.extract.phrases import false_head, nominal, walk_left
from kg.extract.titles import TITLE
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import EntityType

_CONJUNCTIONS = ("和", "与", "及")
_SIBLING = re.compile(r"(?:学院|研究院|研究所|研究中心|实验室|医院|[^部]司|办公厅|管理局|委员会)$")
_UNIT = re.compile(r"[部处科室司局]$|办公室$|办公厅$|分行$|支行$|分公司$|事业部$|中心$|分院$|学院$")
_OTHER_BODY = re.compile(r"会同|联合|省|市(?!场)|县|区(?!域)")
_FOREIGN_TAGS = frozenset({"w", "u", "r", "PER", "TIME", "d", "p", "m"})


def departments(words: Words, bodies: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield bodies with the department that follows them: 工业和信息化部|信息通信发展司 is one name."""
    for body in bodies:
        if not words.starts(body.end) or APPOSED.match(words.text[body.begin : body.end + 4]):
            continue
        index = words.at(body.end)
        for last in range(index, min(index + 8, len(words))):
            word = words[last]
            if word.text not in _CONJUNCTIONS and (word.tag in _FOREIGN_TAGS or not nominal(word)):
                break
            if word.tag == "ORG" and _OTHER_BODY.match(word.text):
                break  # 市生态环境局|会同市发展和改革委员会
            if word.tag in ("LOC", "ORG") and last > index and words[last - 1].text in _CONJUNCTIONS:
                break  # 甲公司和|乙公司: another name begins
            if (
                DEPARTMENT.search(word.text)
                and not words.text.startswith(("组", "户", "村", "镇"), word.end)
                and not any(k.type is EntityType.PLACE for k in gazetteer().lookup(word.text))
                and (last > index or len(word.text) > 2)
                and not false_head(word.text)
            ):
                text = words.text[body.begin : word.end]
                subtype = (
                    body.subtype
                    if body.subtype in ("GovernmentBody", "Company")
                    else subtype_of(text) or body.subtype
                )
                yield Candidate(body.begin, word.end, ORGANIZATION, subtype, "organization.department", 3)


def siblings(words: Words, elders: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield names that go on a list begun by a full one: 北京大学人工智能研究院、|集成电路学院."""
    for elder in elders:
        begin = elder.end + 1
        if words.text[elder.end : begin] not in ("、", *_CONJUNCTIONS):
            continue
        for last in range(words.at(begin), min(words.at(begin) + 7, len(words))):
            word = words[last]
            if word.tag in _FOREIGN_TAGS or word.tag in ("LOC", "ORG", "c"):
                break
            text = words.text[begin : word.end]
            if _SIBLING.search(word.text) and len(text) >= 4 and not GENERIC.match(text):
                body = known_body(words.text[elder.begin : elder.end])
                name = body + text if body else None
                yield Candidate(
                    begin,
                    word.end,
                    ORGANIZATION,
                    subtype_of(text) or elder.subtype,
                    "organization.sibling",
                    2,
                    name,
                )
                break


@cache
def _bare_departments() -> frozenset[str]:
    """Names of departments of central bodies without the body: 统计分析司."""
    known = gazetteer().by_key.values()
    return frozenset(k.attributes["department"] for k in known if len(k.attributes.get("department", "")) > 3)


def _bare_department(text: str, end: int) -> str | None:
    """The known department name that ends at `end` and has no body before it."""
    for size in range(min(14, end), 3, -1):
        if text[end - size : end] in _bare_departments():
            before = text[end - size - 1 : end - size]
            return (
                text[end - size : end]
                if before in ("", "、", "，", "。", "；", "任", "由", "和", "（", "兼")
                else None
            )
    return None


def units(words: Words) -> Iterator[Candidate]:
    """Yield departments named without their body before a title, as in a career: 计划财务部|处长."""
    for match in TITLE.finditer(words.text):
        bare = _bare_department(words.text, match.start())
        if bare:
            yield Candidate(
                match.start() - len(bare),
                match.start(),
                ORGANIZATION,
                "GovernmentBody",
                "organization.unit",
                2,
            )
            continue
        index = words.at(match.start()) - 1
        if (
            index < 0
            or words[index].end != match.start()
            or gazetteer().lookup(words[index].text[:2])
            or false_head(words[index].text)
            or not _UNIT.search(words[index].text)
        ):
            continue
        reach = walk_left(words, index, conjunctions=True, limit=7)
        if any(words[k].tag in ("LOC", "ORG") for k in reach.anchors if k != index):
            continue
        first = reach.first
        if (
            first > 1
            and words[first - 1].tag == "v"
            and words[first - 2].text in ("，", "、", "（", "任", "担任")
        ):
            first -= 1  # 计划|财务部 where the tagger took the first word for a verb
        begin, end = words[first].begin, words[index].end
        text = words.text[begin:end]
        if len(text) >= 3 and not GENERIC.match(text):
            yield Candidate(
                begin,
                end,
                ORGANIZATION,
                subtype_of(text) if text.endswith("学院") else None,
                "organization.unit",
                1,
            )
