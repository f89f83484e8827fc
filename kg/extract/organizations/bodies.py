"""Bodies with names by system: committees of the Party, congresses and their committees, missions abroad, journals."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.organizations.kinds import ORGANIZATION
from kg.extract.phrases import false_head, nominal
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
    rf"(?:自治区党委|(?:省|自治区|市|自治州|州|县|区){_SESSION}(?:人民政府|政府(?!工作报告|部门|采购|债|性|补贴|投资|引导|职能|购买|网站|服务|规章|信息)|委(?!员|托|派|任|屈|曲|以|外|内|市|办公厅?室)|纪委监委|纪委|监委|政法委|人大常委会|人大(?!代表|工作|制度)|政协(?!委员|工作)))"
)
_WHOLE = ("委", "人大常委会", "人民代表大会常务委员会", "人民代表大会", "人民政府")
"""Bodies whose name is whole although the tagger goes on in the same word."""
_LEVELS = re.compile(r"(?<![\u4e00-\u9fff])(省|市|县|区|乡|镇)(?=委|人大|政协|政府|人民政府|党委|纪委)")
_WIDER = re.compile(r"[省市县区州][、和）]$|[各该两三四五六七八九十]$")
"""What stands before a bare body that is one of many: 市、|县人民政府, 各|区人民政府."""
"""The levels that a sentence speaks of in general: 市人大、县人大、乡人大."""
_MISSION = re.compile(
    r"(?P<from>[\u4e00-\u9fff]{2,10})(?:常?驻)(?P<to>[\u4e00-\u9fff]{2,10}?)(?:大使馆|使馆|总领事馆|总领馆|领事馆|领馆|代表团|代表处|办事处|商会)"
)
_MINISTRY = re.compile(r"[部署](?![门队件分位落长级]|委(?!员)|署)")
_STATE = re.compile(r"[\u4e00-\u9fff]{2,7}[省州邦]$")
_MARKS = frozenset({"和", "与", "及", "、"})
_PORTFOLIOS = re.compile(r"(?:[^、和与及]+、)*[^、和与及]+[和与及][^、和与及]+|[^、和与及]+")
"""What a ministry is for: one field, or several whose last is joined by 和."""
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
    yield from _ministries(words)
    for match in _JOURNAL.finditer(words.text):
        yield Candidate(*match.span("name"), ORGANIZATION, "Media", "organization.journal", 3)
    for match in _MAGAZINE.finditer(words.text):
        yield Candidate(*match.span(), ORGANIZATION, "Media", "organization.journal", 3)


def _local(words: Words) -> Iterator[Candidate]:
    for match in _LOCAL.finditer(words.text):
        begin = _place_begin(words, match)
        bare = begin == match.start("level")
        if begin is None or not words.starts(begin) or (bare and of_all_levels(words, begin)):
            continue
        end = match.end()
        if not words.ends(end):
            end = match.end("body")
        if words.ends(end) or match.group("body") in _WHOLE:
            yield Candidate(begin, end, ORGANIZATION, "GovernmentBody", "organization.local", 3)


def _bare(words: Words) -> Iterator[Candidate]:
    """Bodies of the article's own province, city or county: 省十四届人大常委会, 市委."""
    for match in _BARE.finditer(words.text):
        if words.starts(match.start()) and not of_all_levels(words, match.start()):
            yield Candidate(*match.span(), ORGANIZATION, "GovernmentBody", "organization.local", 3)


def of_all_levels(words: Words, offset: int) -> bool:
    """Whether the sentence speaks of the bodies of every level and of none by name."""
    levels = set(_LEVELS.findall(words.text, *words.sentence(offset)))
    return (
        len(levels) > 2
        or "乡" in levels
        or _WIDER.search(words.text[max(0, offset - 3) : offset]) is not None
    )


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


def _ministries(words: Words) -> Iterator[Candidate]:
    """Ministries of other countries, with the country and the state in the name: 挪威|渔业与海洋部."""
    for begin, end, items in gazetteer().scan(words.text):
        foreign = any(k.subtype == "Country" and k.name != "中国" for k in items) and end - begin > 1
        if not foreign or not words.starts(begin) or not words.starts(end):
            continue
        for index in range(words.at(end), min(words.at(end) + 9, len(words))):
            word = words[index]
            if not (nominal(word) or word.text in _MARKS or _STATE.match(word.text)):
                break
            if (
                _MINISTRY.match(words.text, word.end - 1)
                and word.end - end > 2
                and not false_head(word.text)
                and word.text not in _MARKS
                and _PORTFOLIOS.fullmatch(words.text, end, word.end)
            ):
                yield Candidate(begin, word.end, ORGANIZATION, "GovernmentBody", "organization.ministry", 3)
                break


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
