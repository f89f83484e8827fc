"""Short forms that a text defines: 北方深海装备研究中心有限公司（以下简称“北深装备”）, 《…管理办法》（以下简称《办法》）."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.candidates import Candidate
from kg.extract.phrases import walk_left
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import EntityType

_DEFINED = re.compile(
    r"[”》’]?[（(](?:以下|下文)?(?:统|均|并)?(?:简)?称(?:为|作)?[:：]?\s*(?P<short>[^（）()，。；]{2,24}?)[）)]"
)
_ALSO = re.compile(r"[”》]?，(?:也就是|即|又称|俗称|简称|又叫)“(?P<short>[^“”，。]{2,16})”")
_INITIALS = re.compile(r"[”》]?[（(](?P<short>[A-Z][A-Za-z&\-]{1,11})[）)]")
_BRACKETED = re.compile(r"[”》]?[（(](?P<short>[\u4e00-\u9fff]{2,6})[）)]")
_MARKS = "“”‘’《》\"'「」"


@dataclass(frozen=True, slots=True)
class ShortForm:
    """`short` stands for `full` from offset `begin` of the article on; `marked` when the text writes it in 《》."""

    short: str
    full: Candidate
    name: str
    begin: int
    marked: bool


def short_forms(text: str, chosen: Sequence[Candidate]) -> Iterator[ShortForm]:
    """Yield the short forms that `text` defines right after a chosen name.

    Example: 东方海洋研究中心（以下简称“东海中心”） gives 东海中心.
    """
    for full in chosen:
        name = full.name or text[full.begin : full.end]
        for pattern in (_DEFINED, _ALSO, _INITIALS, _BRACKETED):
            match = pattern.match(text, full.end)
            if not match:
                continue
            raw = match.group("short").strip()
            if pattern is _BRACKETED and not _abbreviates(raw, name):
                continue
            if pattern is _INITIALS and full.type not in (EntityType.ORGANIZATION, EntityType.EVENT):
                continue
            short = raw.strip(_MARKS)
            if len(short) >= 2:
                yield ShortForm(short, full, name, match.start("short"), raw.startswith("《"))
            break


def defined_phrases(words: Words, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Names that no rule found but that the text itself shortens: 全国某某登记系统（简称“某某登”）."""
    ends = {c.end for c in chosen}
    for match in _DEFINED.finditer(words.text):
        end = match.start()
        index = words.at(end - 1) if end else -1
        if index < 0 or end in ends or words[index].end != end or "《" in match.group("short"):
            continue
        reach = walk_left(words, index, conjunctions=True, limit=16)
        if reach.anchors and len(words.text[words[reach.anchors[0]].begin : end]) > len(match.group("short")):
            site = _SITE_END.search(words[index].text)
            kind, subtype = (EntityType.PLACE, "Site") if site else (EntityType.ORGANIZATION, None)
            if _PROJECT_END.search(words[index].text):
                kind, subtype = EntityType.POLICY, "Plan"
            yield Candidate(words[reach.anchors[0]].begin, end, kind, subtype, "defined", 2)


_PROJECT_END = re.compile(r"(?:工程|行动|计划|战略|规划|方案)$")
_SITE_END = re.compile(r"(?:场|港|园|区|站|基地|码头|口岸|大桥|岛|馆)$")


_LEGAL = re.compile(r"(?:集团)?(?:股份|有限责任|控股)?(?:有限)?公司$|集团(?:股份)?(?:有限公司)?$")
_FIELD = re.compile(r"(?:科技|实业|集团|控股|投资|发展|技术|信息|电子科技|智能科技|生物科技|网络科技)$")


def firm_names(text: str, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The short forms that follow from a firm's full name: 鸢飞航空 after 浙江鸢飞航空科技有限公司.

    The place before and the legal form behind go; then the field of business, when three characters stay.
    """
    for full in chosen:
        name = text[full.begin : full.end]
        if full.subtype != "Company" or not _LEGAL.search(name) or len(name) < 7:
            continue
        core = _LEGAL.sub("", name)
        cut = next(
            (
                n
                for n in range(min(6, len(core) - 2), 1, -1)
                if any(k.type is EntityType.PLACE for k in gazetteer().lookup(core[:n]))
            ),
            0,
        )
        core = core[cut:].removeprefix("市").removeprefix("省")
        for short in dict.fromkeys((core, _FIELD.sub("", core))):
            if len(short) >= 3 and short != name and not gazetteer().lookup(short):
                for match in re.finditer(re.escape(short), text[full.end :]):
                    begin = full.end + match.start()
                    yield Candidate(
                        begin,
                        begin + len(short),
                        full.type,
                        full.subtype,
                        "firm.short",
                        2,
                        full.name or name,
                        full.key,
                    )


def _abbreviates(short: str, full: str) -> bool:
    """Whether the characters of `short` occur in `full` in that order: 北约 in 北大西洋公约组织."""
    position = -1
    for char in short:
        position = full.find(char, position + 1)
        if position < 0:
            return False
    return len(short) < len(full) - 1


def occurrences(text: str, form: ShortForm) -> Iterator[Candidate]:
    """Yield every occurrence of a short form from its definition on, marks excluded."""
    pattern = re.compile(rf"《{re.escape(form.short)}》" if form.marked else re.escape(form.short))
    for match in pattern.finditer(text, max(form.begin - 2, 0)):
        inner = int(form.marked)
        yield Candidate(
            match.start() + inner, match.end() - inner, form.full.type, form.full.subtype, "short_form", 4, form.name, form.full.key
        )  # fmt: skip
