"""Firms that only their neighbours show: before a title and a name, and on a list with its number."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.organizations.kinds import DEPARTMENT, GENERIC, ORGANIZATION, SUFFIX, known_body, subtype_of
from kg.extract.phrases import ANCHORS, BREAKERS, DESCRIPTORS, OPENERS, nominal, walk_left
from kg.extract.titles import Title, title_at
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import EntityType

_TAILS = ("大中华区", "中国区", "亚太区", "华东区", "华南区", "华北区", "事业群", "全球")
_SPECIALIST = re.compile(r"(?:主管|分析师|经济学家|策略师|总监|顾问|专家)$")
"""Titles that a field stands before, not a part of the firm."""
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,}(?:省|市|县|自治区|自治州)$")
_NOUNS = frozenset({"n", "nz", "nw", "ORG", "LOC", "vn", "an"})
_LIST = re.compile(
    r"(?P<items>(?:[^，。、；：！？\s“”]{2,8}、){1,9}[^，。、；：！？\s“”等]{2,8})等"
    r"(?:\d+多?|[一二两三四五六七八九十百]+多?|多|几|数[十百])家[^，。；、]{0,12}?(?:企业|公司|厂商|车企|药企|银行|机构|单位)"
)


def beside_titles(words: Words) -> Iterator[Candidate]:
    """Yield what stands between a boundary and a title that a person's name follows: 远航科技|董事长陈致远."""
    for begin, _, label in words.names:
        title = title_at(words, begin) if label == "PER" else None
        if title is None or not words.starts(title.begin):
            continue
        index = words.at(title.begin) - 1
        while index > 0 and words[index].text in DESCRIPTORS:
            index -= 1
        if index < 0 or not nominal(words[index]):
            continue
        reach = walk_left(words, index, conjunctions=False, limit=6)
        start = next(
            (k for k in reach.anchors if words[k].tag in ANCHORS or words[k].text in OPENERS), reach.first
        )
        text = words.text[words[start].begin : words[index].end]
        body = known_body(text)
        if body and _SPECIALIST.search(title.text) and not (SUFFIX.search(text) or DEPARTMENT.search(text)):
            continue  # 花旗集团|大宗商品研究|主管: what the title is for
        tail = next((t for t in _TAILS if text.endswith(t) and len(text) - len(t) >= 2), "")
        if _is_employer(words, start, index, text.removesuffix(tail)) and _proper(words, start, index, title):
            subtype = subtype_of(text) or (
                None if text.endswith(("队", "足", "排", "篮")) else title.employer
            )
            yield Candidate(
                words[start].begin,
                words[index].end - len(tail),
                ORGANIZATION,
                subtype,
                "organization.title",
                1,
            )


def _is_employer(words: Words, start: int, last: int, text: str) -> bool:
    """Whether a run of words before a title can be the name of who employs."""
    tags = [words[k].tag for k in range(start, last + 1)]
    if len(text) < 2 or GENERIC.match(text) or words[last].text in BREAKERS or not _NOUNS.intersection(tags):
        return False
    if any(k.type is EntityType.PLACE for k in gazetteer().lookup(words[last].text)) or _DIVISION.search(
        text
    ):
        return False  # 云南|昆明市|市长: a place has that post
    return not {"PER", "TIME"}.intersection(tags) and tags != ["LOC"]


def _proper(words: Words, start: int, last: int, title: Title) -> bool:
    """Whether a run of words names somebody: firms may be called anything (荣耀|总裁), others show a name's class.

    动画长片|导演, 内地摇滚乐|代表 and 旅游产品拓展|总经理 are no employers.
    """
    run = [words[k] for k in range(start, last + 1)]
    if title.kind == "company":
        joined = start and words[start - 1].text in (
            "及",
            "和",
            "与",
        )  # 银行及|资本市场业务|主管: the rest of a field
        return (len(run) < 3 and not joined) or any(w.tag in ANCHORS for w in run)
    return run[-1].tag == "ORG" or bool(
        SUFFIX.search(run[-1].text) or DEPARTMENT.search(run[-1].text) or gazetteer().lookup(run[-1].text)
    )


def listed(words: Words) -> Iterator[Candidate]:
    """Yield firms listed before their number: 甲、乙、丙等20多家企业."""
    for match in _LIST.finditer(words.text):
        begin = match.start("items")
        for position, item in enumerate(match.group("items").split("、")):
            end = begin + len(item)
            start = begin if position else _item_start(words, begin, end)
            text = words.text[start:end]
            if len(text) >= 2 and not GENERIC.match(text) and words.starts(start):
                yield Candidate(
                    start, end, ORGANIZATION, subtype_of(text) or "Company", "organization.listed", 2
                )
            begin = end + 1


def _item_start(words: Words, begin: int, end: int) -> int:
    """Where the first item of a list begins: after the last word before it that cannot be part of a name."""
    start = end
    for word in reversed(words.between(begin, end)):
        if (
            word.tag not in ("n", "nz", "ORG", "LOC", "PER", "nw", "an")
            or word.text in BREAKERS
            or word.begin < begin
        ):
            break
        start = word.begin
    return start
