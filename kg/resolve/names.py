"""Full names of organizations from the short ones in the text, by system: 天津医保局 → 天津市医疗保障局."""

import re

from kg.knowledge import Known, gazetteer, read_table, words
from kg.records import EntityType
from kg.resolve.setting import Setting, chain
from kg.resources import folder

_BUREAUS = {row["short"]: row["full"] for row in read_table(folder("seeds") / "words" / "local_bureaus.tsv")}
_SUFFIXES = {
    row["suffix"]: row["subtype"]
    for row in read_table(folder("seeds") / "words" / "organization_suffixes.tsv")
}
_LEVEL = re.compile(r"^(?:我|全|本)?(?P<level>自治区|省|市|州|盟|县|区|旗)(?=\S)")
_NOT_LEVEL = re.compile(r"^(?:会|级|际|域|内|外|属|直|辖)")
"""What follows 省 when it is no prefix of a name: 省会, 省级, 省际."""
_PART = re.compile(
    "(?:{})$".format(
        "|".join(re.escape(s) for s in (*words("department_suffixes"), *words("organization_suffixes")))
    )
)
_SUFFIX = re.compile("(?:{})$".format("|".join(re.escape(s) for s in words("organization_suffixes"))))
_SESSION = re.compile(r"第?[一二三四五六七八九十]{1,3}届(?=人大|人民代表大会|政协|中央|全国委员会|委员会|纪)")
"""Which of its terms a body is in is no part of its name: 省十四届人大常委会."""
_LEGAL_FORMS = frozenset("公司 集团 集团公司 有限公司 有限责任公司 总公司 集团有限公司".split())
_OF_INTERNATIONAL = re.compile(r"(?:秘书处|委员会|总部|办事处|代表处|分会|理事会|[^队伍]部|司|处|局)$")
_MISSION = re.compile(
    r"^(?P<sender>[\u4e00-\u9fff]{2,14}?)(?:常?驻)[\u4e00-\u9fff]{2,12}(?:代表团|代表处|使团|办事处)$"
)


def organization(name: str, setting: Setting, at: int | None = None) -> tuple[Known | None, str]:
    """Return the seed entity that `name` is, or None, and the full name; `at` is where the article says it.

    Example: 市场监管总局质量发展局 → (None, 国家市场监督管理总局质量发展局).
    """
    known = setting.pick(k for k in gazetteer().lookup(name) if k.type is EntityType.ORGANIZATION)
    if known:
        return known, known.name
    bare = _SESSION.sub("", name)
    state = _of_state(bare)
    if state:
        return state, state.name
    for full in (_local(bare, setting, at), _of_parent(bare), bare):
        if full:
            found = _organizations(full)
            return (found[0] if len(found) == 1 else None), full
    return None, name


def subtype_of_part(name: str, given: str | None) -> str | None:
    """Return the subtype of a body by the body that its full name begins with, else `given`.

    What is an institute by its last word stays one; any other part is what the whole is (a bank's 信贷部 is Company),
    and a mission abroad what its sender is.

    Example: 中国快递协会法律事务部 → Association, 欧盟驻巴西代表团 → InternationalOrganization.
    """
    mission = _MISSION.match(name)
    if mission:
        sender = next(
            (
                k
                for k in gazetteer().lookup(mission.group("sender"))
                if k.subtype == "InternationalOrganization"
            ),
            None,
        )
        return sender.subtype if sender else given
    whole = whole_of(name)
    if whole is None:
        return given
    suffix = _SUFFIX.search(name)
    own = _SUFFIXES[suffix.group()] if suffix else None
    return own if own in ("Institute", "Company", "Media", "Association") else whole.subtype or given


def whole_of(name: str) -> Known | None:
    """Return the known body whose part a full name is: 国家税务总局 for 国家税务总局货物和劳务税司."""
    for cut in range(len(name) - 2, 3, -1):
        parents = [k for k in _organizations(name[:cut]) if k.name == name[:cut]]
        if len(parents) == 1 and _PART.search(name[cut:]):
            return parents[0]
    return None


def _of_state(name: str) -> Known | None:
    """The ministry or office that 中国 or 国家 stands before: 中国人力资源和社会保障部."""
    if not name.startswith(("中国", "国家")):
        return None
    found = [k for k in _organizations(name[2:]) if k.parent == "organization/state-council"]
    return found[0] if len(found) == 1 else None


def _organizations(name: str) -> list[Known]:
    return [k for k in gazetteer().lookup(name) if k.type is EntityType.ORGANIZATION]


def _of_parent(name: str) -> str | None:
    """A department of a known body, under that body's full name; a country before the body is no part of the name.

    A legal form behind a firm's short name is the firm itself: 某某集团|公司.
    """
    bare = name.removeprefix("中国")
    for cut in range(len(name) - 1, 1, -1):
        rest = name[cut:]
        for head in dict.fromkeys((name[:cut], bare[: cut - len(name) + len(bare)])):
            parents = _organizations(head)
            if len(parents) != 1:
                continue
            if rest in _LEGAL_FORMS and parents[0].subtype == "Company":
                return parents[0].name
            own = next((k for k in _organizations(rest) if k.parent == parents[0].key), None)
            if own:
                return own.name
            return parents[0].name + rest if _is_part(parents[0], rest) else None
    return None


def _is_part(whole: Known, rest: str) -> bool:
    """Whether `rest` behind a body is a part of it: no body or place of its own (新华社|莫斯科), no firm, no 东盟|共同体."""
    if (
        not _PART.search(rest)
        or gazetteer().lookup(rest)
        or (rest.endswith("公司") and not rest.endswith("分公司"))
    ):
        return False
    return whole.subtype != "InternationalOrganization" or bool(_OF_INTERNATIONAL.search(rest))


def _local(name: str, setting: Setting, at: int | None = None) -> str | None:
    """A local body under the full name of its place: 广西医保局, 省人大常委会."""
    level = _LEVEL.match(name)
    if level:
        return _at_home(level.group("level"), name[level.end() :], setting, at)
    for cut in range(min(len(name) - 1, 12), 1, -1):
        place = setting.pick(
            k for k in gazetteer().lookup(name[:cut]) if k.type is EntityType.PLACE and k.subtype in ("Province", "City", "County")
        )  # fmt: skip
        if place:
            return _compose(place, name[cut:]) or _nested(place, name, cut, setting)
    return None


def _at_home(level: str, rest: str, setting: Setting, at: int | None) -> str | None:
    """A body named by its level only: 省水利厅, 市委, 省药品检验研究院."""
    home = setting.home(level, at)
    if home is None:
        return None
    full = _compose(home, rest)
    if (
        full is None
        and level in ("省", "自治区")
        and len(rest) > 3
        and _PART.search(rest)
        and not _NOT_LEVEL.match(rest)
    ):
        return home.name + rest
    return full


def _nested(outer: Known, name: str, cut: int, setting: Setting) -> str | None:
    """A chain of places before the body: 四川省南充市卫健委 is 南充市卫生健康委员会, as without its province."""
    rest = name[cut:]
    for size in range(min(len(rest) - 1, 12), 1, -1):
        inner = [
            k for k in gazetteer().lookup(rest[:size]) if k.type is EntityType.PLACE and outer in chain(k)[1:]
        ]
        if len(inner) == 1:
            full = _compose(inner[0], rest[size:])
            return full or _nested(inner[0], rest, size, setting)
    composed = None if _LEVEL.match(rest) else _local(rest, setting)  # no 江州|市教育局 of the article's city
    return name[:cut] + composed if composed and composed != rest else None


def _compose(place: Known, rest: str) -> str | None:
    """The body `rest` of a place; a district, and a county that shares its name, is named with what it lies in."""
    full = _BUREAUS.get(rest)
    if full is None:
        return None
    above = gazetteer().by_key.get(place.parent or "")
    alike = [
        k for k in gazetteer().lookup(place.name) if k.type is EntityType.PLACE and k.subtype == "County"
    ]
    district = place.subtype == "County" and (place.name.endswith("区") or len(alike) > 1)
    name = above.name + place.name if above and district else place.name
    return full.replace("X", name) if "X" in full else name + full
