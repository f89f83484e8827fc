"""Organizations by their last word, and the tagger's own, cut to what belongs to the name."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import Candidate
from kg.extract.organizations.bodies import of_all_levels
from kg.extract.organizations.kinds import (
    APPOSED,
    COMPLETE,
    GENERIC,
    GENERIC_START,
    ORGANIZATION,
    SUFFIX,
    SUFFIXES,
    TRADES,
    acts,
    subtype_of,
    title_after,
)
from kg.extract.phrases import ANCHORS, OPENERS, nominal, walk_left
from kg.extract.places import ORGANIZATION_END, SOME_THERE
from kg.extract.words import Words
from kg.knowledge import gazetteer

_COMMITTEE = re.compile(r"(?:党委|党组|团委)$")
_OF_COMMITTEE = re.compile(r"(?:副?书记|委员|成员|常委)")
_JOINT = re.compile(r"(?:会同|以及|和|与|及|暨)")
_WHOLE_END = re.compile(
    r"(?:有限公司|集团公司|公司|集团|大学|协会|学会|商会|银行|部|局|厅|委员会|政府|研究院|研究所|中心|医院|法院|检察院|总署|总局)$"
)
_FIRM = re.compile(r"^(?P<firm>.{3,}?(?:有限责任公司|股份有限公司|有限公司))(?P<rest>.+)$")
_SHARED = re.compile(
    r"^(?P<head>.{2,}?(?:大学|学院|公司|集团|研究院|研究所|银行|医院|协会))(?:共建|合作|联合|共同)"
)
_STATUS = re.compile(r"(?:现任|时任|曾任|历任|出任|担任|就任|原任|任)(?=[\u4e00-\u9fff]{3})")
"""What stands before the body in a career and is no part of its name: 现任|商务部."""
_OF_NATION = re.compile(r"全国|国家|联邦|中央|国立|皇家|国民|联合|全球|国际")
"""How names begin that say nothing without the country before them: 意大利|全国建筑商协会."""
_BARE_BODY = re.compile(r"[省市县区乡镇州盟旗](?:委|人民政府|人大|人大常委会|政协|纪委|监委|党委|政府)")
_CAPITAL = re.compile(r"首都|省会|首府")
"""What a city is, before its name: 首都|明斯克市国家展览中心."""
_ROLE = re.compile(
    r"(?:运营|运作|主办|承办|协办|合作|投资|出资|建设|施工|项目|技术|供应|供货|供给|采购|收购|开发|委托|受托|出品|发行|赞助|组织|研发|设计|管理|经营|制作|生产|承建|总包|设备|业主|平台|品牌|版权)方(?=[\u4e00-\u9fff]{4})"
)
"""What a firm is to a project, right before its name: 运营方|远洋集团."""
_SEVERAL = re.compile(r"[两三四五六七八九十][省市县区州国](?:人民政府|政府|人大|政协|党委)")
_NUMBERED_SCHOOL = re.compile(r"[\u4e00-\u9fff]{2,}(?:[一二三四五六七八九十]{1,3}|\d{1,3})中$")
_SOME_FIRM = re.compile(
    r"(?:当地)?(?:[一某两几](?:家|所|个|位)?[\u4e00-\u9fff]{1,6}|地区)(?:公司|企业|银行|集团|酒店|工厂)$"
)
_FIRM_PART = re.compile(r"(?:分公司|子公司|事业部|[^建]部|分行|支行|研究院|研究所|技术中心|公司|工厂|分厂)$")
_FOUNDS = re.compile(r"(?:共建|组建|成立|设立|揭牌|合建|筹建|创办|联合建立|共同建立)了?$")
"""What stands before the name of a new institute that has nothing else to show that it is one."""
_CITY = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:市|州|县|区)")


def suffixed(words: Words) -> Iterator[Candidate]:
    """Yield organizations by suffix or tag: 海州省航运集团; 甲公司和乙公司 as two; 美国|哈佛大学 without the country."""
    for candidate in (*_tagged(words), *_by_suffix(words)):
        for part in _apart(words, candidate):
            cut = trimmed(words, part)
            text = words.text[cut.begin : cut.end]
            if _SEVERAL.search(text):
                continue  # 湖南和|贵州两省人民政府
            if _BARE_BODY.fullmatch(text) and of_all_levels(words, cut.begin):
                continue
            if len(text) > 1 and not GENERIC.match(text) and not _some_firm(text):
                yield cut


def _some_firm(text: str) -> bool:
    """Whether a name is only that of a place with a kind of firm: 江州|一地产公司, 海州|地区银行, 青山镇|一食品工厂."""
    return bool(SOME_THERE.search(text)) or any(
        _SOME_FIRM.match(text[cut:])
        for cut in range(2, min(6, len(text) - 2))
        if any(k.type is not ORGANIZATION for k in gazetteer().lookup(text[:cut]))
    )


def _tagged(words: Words) -> Iterator[Candidate]:
    for begin, end, label in words.names:
        begin, end = _unmarked(words.text, begin, end)
        text = words.text[begin:end]
        named = label == "ORG" or (label == "LOC" and ORGANIZATION_END.search(text))
        if text.endswith("中心") and words.text.startswith("组", end):
            continue  # 学习中心|组
        if not named or len(text) < 2 or GENERIC.match(text) or not re.search(r"[\u4e00-\u9fffA-Za-z]", text):
            continue
        ending = SUFFIX.search(text)
        if ending:
            begin -= _founded_lead(words, begin) if _joins(ending.group()) else 0
            yield Candidate(begin, end, ORGANIZATION, subtype_of(text), "organization.tagged", 1)
        elif _NUMBERED_SCHOOL.fullmatch(text):
            yield Candidate(begin, end, ORGANIZATION, "Institute", "organization.tagged", 1)
        elif acts(words, end) and not GENERIC_START.match(text):
            yield Candidate(
                begin, end, ORGANIZATION, None if text.endswith("队") else "Company", "organization.acting", 1
            )


def _founded_lead(words: Words, begin: int) -> int:
    """Length of the first half of a new body's name that the tagger left out: 设立|智慧城市与|新兴产业委员会."""
    joint = words.at(begin) - 1
    if joint < 1 or words[joint].text not in ("和", "与", "及") or not nominal(words[joint - 1]):
        return 0
    start = words[joint - 1].begin
    alone = words[joint - 1].tag in ("LOC", "ORG", "PER")
    return 0 if alone or not _FOUNDS.search(words.text[max(0, start - 4) : start]) else begin - start


def _unmarked(text: str, begin: int, end: int) -> tuple[int, int]:
    """Without the marks that enclose the whole name, or its end behind a kind of body: 极端组织“黑旗军”."""
    match = _MARKED.fullmatch(text, begin, end)
    return match.span("name") if match else (begin, end)


_MARKED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:组织|武装|公司|集团|企业|品牌|平台|机构|团体|政党))?“(?P<name>[^“”]{2,})”"
)


def _by_suffix(words: Words) -> Iterator[Candidate]:
    for index, word in enumerate(words):
        match = SUFFIX.search(word.text) if word.tag not in ("PER", "TIME", "v", "m", "w", "d", "p") else None
        if not match:
            continue
        suffix = match.group()
        if suffix.endswith("中心") and words.text.startswith("组", word.end):
            continue  # 学习中心|组
        if (
            len(suffix) == 1
            and len(word.text) in (2, 3)
            and not any(k.type is ORGANIZATION for k in gazetteer().lookup(word.text))
        ):
            continue  # 开局, 布局, 干部: words that only end like a department
        reach = walk_left(
            words, index, conjunctions=_joins(suffix), stop_at=None if _joins(suffix) else COMPLETE
        )
        start = _opening(words, reach.anchors)
        if (
            start is None
            and _FOUNDS.search(words.text[max(0, words[reach.first].begin - 4) : words[reach.first].begin])
            and reach.first < index
        ):
            start = reach.first
        if start is None or not _makes_name(words, start, index, suffix):
            continue
        weight = 2 if SUFFIXES[suffix]["strength"] == "strong" else 1
        yield Candidate(
            words[start].begin,
            word.end,
            ORGANIZATION,
            SUFFIXES[suffix]["subtype"] or None,
            "organization.suffix",
            weight,
        )


def _makes_name(words: Words, start: int, last: int, suffix: str) -> bool:
    """Whether the words before a suffix make a name of it: 比亚迪|汽车 is one, 新能源|汽车 and 有关|部门 are none."""
    text, row = words.text[words[start].begin : words[last].end], SUFFIXES[suffix]
    if len(text) - len(suffix) < 2 or GENERIC.match(text):
        return False
    if row["strength"] == "weak" and (
        GENERIC_START.match(words[start].text)
        or (words[start].tag not in ANCHORS and words[start].text not in OPENERS)
    ):
        return False
    if suffix not in TRADES:
        return not _GENERIC_IN_PLACE.match(text.removeprefix(words[start].text))
    if any(k.type is not ORGANIZATION for k in gazetteer().lookup(text.removesuffix(suffix))):
        return False  # 巴西|矿业: a trade in a place
    firm = (
        acts(words, words[last].end)
        or title_after(words, words[last].end)
        or (start == last and words[last].tag == "ORG")
    )
    return firm and words[start].text not in OPENERS


_GENERIC_IN_PLACE = re.compile(
    r"^(?:地区|一家?|某家?|两家|几家|县级|市级|省级|乡镇|社区|基层|中小|各级|重点|龙头|骨干|民营|国有|外资|上市|本土|当地|部分|多家|各)[\u4e00-\u9fff]{0,6}$"
)


def _joins(suffix: str) -> bool:
    """Whether names with this suffix hold conjunctions: 新闻与传播|学院."""
    return suffix.endswith(
        (
            "司",
            "局",
            "处",
            "科",
            "厅",
            "部",
            "室",
            "学院",
            "研究所",
            "研究院",
            "委员会",
            "中心",
            "协会",
            "学会",
            "署",
        )
    )


def _opening(words: Words, anchors: tuple[int, ...]) -> int | None:
    """The anchor at which the name begins: past a country, or a short province before another place."""
    for here, after in itertools.pairwise(anchors):
        if not (
            after == here + 1
            and words[here].tag == "LOC"
            and words[after].tag in ("LOC", "ORG")
            and _separable(words, here, after)
        ):
            return here
    return anchors[-1] if anchors else None


def _separable(words: Words, here: int, after: int) -> bool:
    """Whether the place before a name is told apart from it: 美国|哈佛大学, but 北京市海淀区法院 is one."""
    places = gazetteer().lookup(words[here].text)
    if any(p.subtype == "Country" and p.name != "中国" for p in places):
        return not _OF_NATION.match(words[after].text)
    return words[after].tag == "LOC" and any(
        p.subtype in ("Province", "City") and words[here].text != p.name for p in places
    )


def _apart(words: Words, candidate: Candidate) -> Iterator[Candidate]:
    """Two whole names that the tagger or a walk took for one: 甲公司|和|乙公司; 甲公司|共建实验室."""
    text = words.text[candidate.begin : candidate.end]
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if (
            len(left) > 3
            and len(right) > 3
            and _WHOLE_END.search(left)
            and SUFFIX.search(right)
            and not GENERIC.match(left)
        ) and _names_alone(words, candidate.begin + joint.end(), right):
            middle = candidate.begin + joint.start()
            yield replace(candidate, end=middle, subtype=subtype_of(left))
            yield from _apart(words, replace(candidate, begin=candidate.begin + joint.end()))
            return
    shared = _SHARED.match(text)
    if shared:
        yield replace(
            candidate, end=candidate.begin + shared.end("head"), subtype=subtype_of(shared.group("head"))
        )
        return
    yield candidate


def _names_alone(words: Words, begin: int, right: str) -> bool:
    """Whether what follows a conjunction is a name of its own: it begins with a place, a name or 中国, 国家…"""
    first = words[words.at(begin)]
    if first.begin == begin and (first.tag in ANCHORS or first.text in OPENERS):
        return True
    return any(k for cut in range(2, len(right)) for k in gazetteer().lookup(right[:cut]))


def trimmed(words: Words, candidate: Candidate) -> Candidate:
    """Cut what does not belong to a name.

    国家银行党委|书记 → 国家银行 (the committee is part of the title); 中国|国家医疗保障局 and 电|国务院 → the body;
    进口商|远洋集团 → the firm; 运营方|某公司 → the firm; 远洋五金有限公司|电气 → the firm.
    """
    text = words.text[candidate.begin : candidate.end]
    begin, end, subtype = candidate.begin, candidate.end, candidate.subtype
    if _COMMITTEE.search(text) and _OF_COMMITTEE.match(words.text, end) and len(text) > 3:
        end -= 2
    if _CAPITAL.match(text) and any(gazetteer().lookup(text[2:cut]) for cut in range(4, min(8, len(text)))):
        begin += 2
    if (text.startswith(("中国国家", "中国国务院", "中国全国")) and not gazetteer().lookup(text)) or (
        re.match(r"会同|联合(?![国会体])", text)
        and SUFFIX.search(text)
        and len(text) > 5
        and not gazetteer().lookup(text)
    ):
        begin += 2
    elif (text[0] in "电据经由在向被为以受对与和及" and gazetteer().lookup(text[1:])) or (
        text[0] in "商业"
        and len(text) > 4
        and begin
        and words.text[begin - 1] not in "，。、；：！？“”《》 \n"
    ):
        begin += 1
    firm = _FIRM.match(words.text[begin:end])
    if firm and not _FIRM_PART.search(firm.group("rest")):
        end, subtype = begin + firm.end("firm"), "Company"
    status = _STATUS.match(words.text[begin:end])
    if status and (SUFFIX.search(text) or gazetteer().lookup(text[status.end() :])):
        begin += status.end()
    begin += _separate_place(words.text[begin:end])
    apposed = APPOSED.match(words.text[begin:end])
    if apposed and SUFFIX.search(text):
        begin += apposed.end()
    role = _ROLE.match(words.text[begin:end])
    begin += role.end() if role else 0
    return (
        candidate
        if (begin, end) == (candidate.begin, candidate.end)
        else replace(candidate, begin=begin, end=end, subtype=subtype)
    )


def _separate_place(text: str) -> int:
    """Length of a country, or of a province before a city, that stands before a name and is told apart from it.

    美国|远航大学, 陕西|宝鸡市科技馆; a government's country belongs to its name (韩国央行).
    """
    if gazetteer().lookup(text):
        return 0
    if any(
        p.subtype == "Province" and p.name == text[:n]
        for n in range(3, 9)
        for p in gazetteer().lookup(text[:n])
    ):
        return 0  # 福建省漳州市…: written in full, part of the name
    government = subtype_of(text) == "GovernmentBody"
    for size in range(min(6, len(text) - 4), 1, -1):
        for place in gazetteer().lookup(text[:size]):
            if (
                place.subtype == "Country"
                and place.name != "中国"
                and not government
                and not _OF_NATION.match(text, size)
            ):
                return size
            if place.subtype == "Province" and _CITY.match(text, size):
                return size
    return 0
