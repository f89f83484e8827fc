"""Full names of organizations from the short ones in the text, by system: 天津医保局 → 天津市医疗保障局."""

import re

from kg.knowledge import Known, gazetteer, read_table, words
from kg.records import EntityType
from kg.resolve.setting import Setting
from kg.resources import folder

_BUREAUS = {row["short"]: row["full"] for row in read_table(folder("seeds") / "words" / "local_bureaus.tsv")}
_LEVELS = {"省": "Province", "自治区": "Province", "市": "City", "州": "City", "县": "County", "区": "County", "旗": "County"}
_LEVEL = re.compile(r"^(?:我|全|本)?(?P<level>自治区|省|市|州|县|区|旗)(?=\S)")
_PART = re.compile("(?:%s)$" % "|".join(re.escape(s) for s in (*words("department_suffixes"), *words("organization_suffixes"))))


def organization(name: str, setting: Setting) -> tuple[Known | None, str]:
    """Return the seed entity that `name` is, or None, and the full name.

    Example: 市场监管总局质量发展局 → (None, 国家市场监督管理总局质量发展局).
    """
    known = setting.pick(k for k in gazetteer().lookup(name) if k.type is EntityType.ORGANIZATION)
    if known:
        return known, known.name
    for full in (_local(name, setting), _of_parent(name), name):
        if full:
            found = [k for k in gazetteer().lookup(full) if k.type is EntityType.ORGANIZATION]
            return (found[0] if len(found) == 1 else None), full
    return None, name


def _of_parent(name: str) -> str | None:
    """A department of a known body, under that body's full name; a country before the body is no part of the name."""
    bare = name.removeprefix("中国")
    for cut in range(len(name) - 1, 1, -1):
        for head in dict.fromkeys((name[:cut], bare[: cut - len(name) + len(bare)])):
            parents = [k for k in gazetteer().lookup(head) if k.type is EntityType.ORGANIZATION]
            if len(parents) == 1 and _PART.search(name[cut:]):
                return parents[0].name + name[cut:]
    return None


def _local(name: str, setting: Setting) -> str | None:
    """A local body under the full name of its place: 广西医保局, 省人大常委会."""
    level = _LEVEL.match(name)
    if level:
        home = setting.home(_LEVELS[level.group("level")])
        rest = name[level.end() :]
        if home is None and level.group("level") == "市":
            home = _municipality(setting)
        return _compose(home, rest) if home else None
    for cut in range(min(len(name) - 1, 12), 1, -1):
        place = setting.pick(
            k for k in gazetteer().lookup(name[:cut]) if k.type is EntityType.PLACE and k.subtype in ("Province", "City", "County")
        )  # fmt: skip
        if place:
            return _compose(place, name[cut:]) or _nested(name, cut, setting)
    return None


def _municipality(setting: Setting) -> Known | None:
    home = setting.home("Province")
    return home if home and home.name.endswith("市") else None


def _nested(name: str, cut: int, setting: Setting) -> str | None:
    """A chain of places before the body: 四川省南充市卫健委."""
    inner = _local(name[cut:], setting)
    return name[:cut] + inner if inner and inner != name[cut:] else None


def _compose(place: Known, rest: str) -> str | None:
    full = _BUREAUS.get(rest)
    if full is None:
        return None
    return full.replace("X", place.name) if "X" in full else place.name + full
