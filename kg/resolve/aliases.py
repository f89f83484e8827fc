"""Short names whose full form the article gives: 宝马 after 宝马集团, 桥装协 after 中国桥梁装备协会."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.knowledge import gazetteer
from kg.records import EntityType, Mention

_LEGAL = re.compile(
    r"(?:集团股份有限公司|集团有限责任公司|集团有限公司|股份有限公司|有限责任公司|控股有限公司|有限公司|控股集团|集团公司|集团|总公司|公司|控股)$"
)
"""Legal forms that everyday names leave out."""
_KINDS = (
    "科技",
    "大学",
    "银行",
    "地区",
    "自治政府",
    "汽车",
    "股份",
    "证券",
    "保险",
    "能源",
    "药业",
    "重工",
    "电子",
    "航空",
    "机械",
    "食品",
    "化工",
)
"""Last words that everyday names leave out too, where the article uses such a name."""
_BRACKETS = re.compile(r"（[^（）]{1,10}）")
_ABBREVIATED = re.compile(r"[会院所校局委办大盟司社团行协学研]$")
"""Last characters of abbreviations of bodies: 钢协, 工信厅, 交大."""
_PLAIN_END = re.compile(
    r"(?:法院|医院|学院|大学|中学|小学|学校|银行|研究院|研究所|协会|学会|委员会|警察局|公司|集团|政府)$"
)
"""What ends names that are no abbreviations: 最高法院 is not short for 法国最高行政法院."""
_BY_LEVEL = re.compile(r"[我全本省市州县区旗]")
"""What begins names that the article's place completes: 省委, 市监委."""
_SHORTEST = 2


def fuller_names(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """Map mentions to the full name another mention of the same article and type gives for them.

    Only one full name may fit; what the seeds know by the short name is left to them.

    Example: with 华远集团 in the article, its 华远 is 华远集团.
    """
    full: dict[tuple[EntityType, str], str] = {}
    for kind in (EntityType.ORGANIZATION, EntityType.PLACE):
        names = sorted({m.name or m.text for m in mentions if m.type is kind}, key=lambda n: (-len(n), n))
        texts = sorted({m.text for m in mentions if m.type is kind and m.name is None and not _seeded(m)})
        shortened = _shortened(names)
        for text in texts:
            found = _longest(shortened.get(text, ()))
            if found is None and kind is EntityType.ORGANIZATION:
                found = _only(name for name in names if _abbreviates(text, name)) or _only(
                    n for n in names if _begins(text, n)
                )
            if found and found != text:
                full[kind, text] = found
    full |= _sites(mentions)
    return {m: full[m.type, m.text] for m in mentions if m.name is None and (m.type, m.text) in full}


def _seeded(mention: Mention) -> bool:
    """Whether the seeds know a mention by its text: 中钢协 needs no help of the article."""
    return mention.key is not None or any(k.type is mention.type for k in gazetteer().lookup(mention.text))


def _shortened(names: Sequence[str]) -> dict[str, list[str]]:
    """Everyday forms of the names by system, each with the names it can stand for."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for form in _forms(name):
            if form != name and len(form) >= _SHORTEST:
                found[form].append(name)
    return found


def _forms(name: str) -> Iterator[str]:
    """Shorter forms of a full name: without brackets, place, legal form, last word.

    Example: 海州市华远机械（集团）有限公司 gives 华远机械集团, 华远机械, 华远集团 and 华远, with and without 海州.
    """
    plain = _BRACKETS.sub("", name)
    group = "集团" if re.search(r"集团|（集团）", name) else ""
    for start in (plain, plain[_place_length(plain) :]):
        core = _LEGAL.sub("", start)
        if start != plain and core == start and len(core) < _SHORTEST + 2:
            continue  # 美协 may be another than 西藏美协
        yield from (start, core, core + group, core + "公司")
        kind = next((k for k in _KINDS if core.endswith(k) and len(core) - len(k) >= _SHORTEST), "")
        if kind:
            yield from (core.removesuffix(kind), core.removesuffix(kind) + group)


def short_forms_of(name: str, *, trade: bool = True) -> frozenset[str]:
    """Return a name and its everyday forms of two and more characters; `trade=False` keeps its legal form and last word.

    Example: 海州华远科技有限公司 gives 华远科技有限公司, 华远科技, 华远 and more.
    """
    plain = _BRACKETS.sub("", name)
    if not trade:
        start = _place_length(plain)
        return frozenset(
            form for form in (name, plain, plain[start:]) if len(form) >= _SHORTEST + 1 or form == name
        )
    return frozenset(form for form in (name, *_forms(name)) if len(form) >= _SHORTEST)


def _place_length(name: str) -> int:
    """How many characters of a name its leading place takes: 3 of 海州市华远机械."""
    for cut in range(min(len(name) - 2, 9), 1, -1):
        if any(k.type is EntityType.PLACE for k in gazetteer().lookup(name[:cut])):
            return cut
    return 0


def _longest(names: Sequence[str]) -> str | None:
    """The longest of the names if the others are short forms of it; None when two bodies could be meant."""
    if not names:
        return None
    best = max(names, key=len)
    forms = set(_forms(best))
    return best if all(name == best or name in forms for name in names) else None


def _only(names: Iterator[str]) -> str | None:
    found = sorted(set(names), key=len)
    return found[0] if len(found) == 1 else None


def _abbreviates(short: str, name: str) -> bool:
    """Whether `short` takes characters of a body's name in their order: 桥装协 of 中国桥梁装备协会.

    It ends as abbreviations of bodies end, begins with the first character of the name or of what follows 中国 or the
    place, and is at most half as long.
    """
    if short in name or _LEGAL.search(name) or _BY_LEVEL.match(short) or _PLAIN_END.search(short):
        return False
    place = _place_length(name)
    if place and short.startswith((name[:place], name[:place].rstrip("省市县区"))):
        prefix = name[:place] if short.startswith(name[:place]) else name[:place].rstrip("省市县区")
        short, name = short.removeprefix(prefix), name[place:]
        place = 0
    if not (_SHORTEST <= len(short) <= 5 and len(name) >= 2 * len(short) and len(name) >= 4):
        return False
    if (
        not _ABBREVIATED.search(short)
        or short[-1] not in name[-3:]
        or (len(short) == _SHORTEST and short[-1] not in "大协")
    ):
        return False
    starts = {name[0], name.removeprefix("中国")[:1], name[place:][:1]}
    position = -1
    for char in short:
        position = name.find(char, position + 1)
        if position < 0:
            return False
    return short[0] in starts


def _begins(short: str, name: str) -> bool:
    """Whether a firm's everyday name begins its full one: 华远 of 海州华远精密机械股份有限公司."""
    if (
        not _LEGAL.search(name)
        or not _SHORTEST <= len(short) <= 4
        or not name.endswith(("有限公司", "有限责任公司"))
    ):
        return False
    return len(name) > len(short) + 4 and any(
        start.startswith(short) for start in (name, name[_place_length(name) :])
    )


def _sites(mentions: Sequence[Mention]) -> dict[tuple[EntityType, str], str]:
    """Sites by the end of their one longer name: 联合停车场 after 东山…联合停车场."""
    sites = sorted({m.text for m in mentions if m.subtype == "Site"})
    found = {}
    for text in sites:
        longer = [other for other in sites if other != text and other.endswith(text)]
        if len(longer) == 1:
            found[EntityType.PLACE, text] = longer[0]
    return found
