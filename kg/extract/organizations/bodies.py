"""Bodies with names by system: committees of the Party, congresses and their committees, missions abroad, journals."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.organizations.kinds import ORGANIZATION
from kg.extract.words import Words
from kg.knowledge import gazetteer

_LEVEL = "省|自治区|市|自治州|州|盟|县|区|旗"
_SESSION = "(?:第?[一二三四五六七八九十]+届)?"
_LOCAL = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{2,8}}?)?(?P<level>{_LEVEL})?{_SESSION}"
    r"(?P<body>委(?!员|托|派|任|屈|曲|以|外|内|市|办公厅?室)|纪委监委|纪委|监委|政法委|人大常委会|人民代表大会常务委员会|人民代表大会|人大|政协|人民政府|政府)"
    r"(?P<committee>(?:[\u4e00-\u9fff]{2,10}?(?:和|与)?[\u4e00-\u9fff]{2,8})?(?:工作委员会|专门委员会|委员会))?"
)
_BARE = re.compile(
    rf"(?:省|自治区|市|自治州|州|县|区){_SESSION}(?:委(?!员|托|派|任|屈|曲|以|外|内|市|办公厅?室)|纪委监委|纪委|监委|政法委|人大常委会|人大(?!代表|工作|制度)|政协(?!委员|工作))"
)
_MISSION = re.compile(
    r"(?P<from>[\u4e00-\u9fff]{2,10})(?:常?驻)(?P<to>[\u4e00-\u9fff]{2,10}?)(?:大使馆|使馆|总领事馆|领事馆|代表团|代表处|办事处|商会)"
)
_JOURNAL = re.compile(
    r"(?:期刊|学术期刊|杂志|学报|子刊|刊物|刊发于|发表于|发表在)[^《。，]{0,4}《(?P<name>[^《》]{2,20})》(?!杂志)"
)
_MAGAZINE = re.compile(r"《[^《》]{2,16}》(?:杂志|周刊|月刊|期刊)")


def bodies(words: Words) -> Iterator[Candidate]:
    """Yield bodies named by system.

    Example: 德阳市委, 省十四届人大常委会, 中国驻哈萨克斯坦大使馆, the journal in 发表于期刊《自然·电子学》.
    """
    yield from _local(words)
    yield from _bare(words)
    yield from _missions(words)
    for match in _JOURNAL.finditer(words.text):
        yield Candidate(*match.span("name"), ORGANIZATION, "Media", "organization.journal", 3)
    for match in _MAGAZINE.finditer(words.text):
        yield Candidate(*match.span(), ORGANIZATION, "Media", "organization.journal", 3)


def _local(words: Words) -> Iterator[Candidate]:
    for match in _LOCAL.finditer(words.text):
        begin = _place_begin(words, match)
        if begin is None or not words.starts(begin):
            continue
        end = match.end()
        if not words.ends(end):
            end = match.end("body")
        if words.ends(end) or match.group("body") in ("委", "人大常委会"):
            yield Candidate(begin, end, ORGANIZATION, "GovernmentBody", "organization.local", 3)


def _bare(words: Words) -> Iterator[Candidate]:
    """Bodies of the article's own province, city or county: 省十四届人大常委会, 市委."""
    for match in _BARE.finditer(words.text):
        if words.starts(match.start()):
            yield Candidate(*match.span(), ORGANIZATION, "GovernmentBody", "organization.local", 3)


def _place_begin(words: Words, match: re.Match[str]) -> int | None:
    """Where the name begins: at a known place, or at a bare 省, 市, 县."""
    level, place = match.start("level"), match.group("place") or ""
    stop = match.end("level") if match.group("level") else match.end("place")
    for size in range(2, len(place) + 2):
        begin = stop - size
        if begin < match.start():
            break
        if any(
            k.subtype in ("Province", "City", "County") for k in gazetteer().lookup(words.text[begin:stop])
        ):
            return begin
    bare = (
        match.group("level") in ("省", "市", "县", "区", "自治区", "州")
        and match.group("body") != "人民代表大会"
    )
    return level if bare else None


def _missions(words: Words) -> Iterator[Candidate]:
    for match in _MISSION.finditer(words.text):
        sender = match.group("from")
        for size in range(min(len(sender), 8), 1, -1):
            known = gazetteer().lookup(sender[-size:])
            if any(k.subtype in ("Country", "InternationalOrganization") for k in known):
                yield Candidate(
                    match.end("from") - size,
                    match.end(),
                    ORGANIZATION,
                    "GovernmentBody",
                    "organization.mission",
                    3,
                )
                break
