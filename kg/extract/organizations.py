"""Organizations: what the seeds know, names by their last word, departments after their parent, firms beside a title."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.candidates import Candidate
from kg.extract.places import ORGANIZATION_END
from kg.extract.phrases import ANCHORS, BREAKERS, DESCRIPTORS, OPENERS, false_head, nominal, walk_left
from kg.extract.titles import TITLE, title_at
from kg.extract.words import Words
from kg.knowledge import gazetteer, read_table, words as word_list
from kg.records import EntityType
from kg.resources import folder

ORGANIZATION = EntityType.ORGANIZATION

_TABLE = {row["suffix"]: row for row in read_table(folder("seeds") / "words" / "organization_suffixes.tsv")}
_SUFFIX = re.compile("(?:%s)$" % "|".join(re.escape(s) for s in word_list("organization_suffixes")))
_DEPARTMENT = re.compile("(?:%s)$" % "|".join(re.escape(s) for s in word_list("department_suffixes")))

_GENERIC = re.compile(
    r"^(?:(?:有关|相关|各级?|各有关|该|本|我|其|某|一些|部分|主要|重点|所属|下属|上述|两个?|三|四|多|基层|地方|当地|全国|全省|全市|国家|中国|中央|省|市|县|区|国际|国外|国内|"
    r"外国|民营|国有|新能源|智能网联|燃油|国产|自主品牌|乘用|商用|共享|数字|现代|流动|大型|知名|头部|链主|农业|工业|服务|绿色|低碳|上市|跨国|外资|中小|龙头|骨干|大型|科技|网络|互联网|保险|证券|基金|房地产|汽车|电子|能源|科研|教育|医疗|科创|创新|战略|金融|优质|政府|行政|司法|执法|监管|职能|主管|"
    r"业务|领导|专门|常设|社会|行业|专业|商业|政策性|股份制|世界|全球|小|大|高等|职业|公立|民办|私立|定点|城乡|农村|城市|社区|街道|乡镇|企业|单位|现代|新型|产业|公司|研究|集团))*"
    r"(?:部门|机构|单位|公司|企业|集团|银行|大学|学院|学校|医院|研究院|研究所|协会|商会|委员会|法院|检察院|海关|政府|办公室|办公厅|中心|平台|基金|部|局|厅|司|处|科|室|党委|"
    r"科技馆|文化馆|美术馆|纪念馆|展览馆|体育馆|中学|小学|工厂|电厂|酒店|商场|超市|实验室|图书馆|博物馆|幼儿园|合作社|电视台|出版社|杂志|日报|党校|智库|联盟|工会|部委|汽车|电子|科技|能源|保险|证券|药业|重工|航空|俱乐部|交易所|工作室|总部|分公司|子公司|母公司|总公司|支行|分行|政协|人大|领导小组|指挥部|理事会|基金会|分局|总局|法庭|联席会议|党组|书院)$"
)
"""Common nouns for kinds of organizations: 有关部门, 中小企业, 国有银行."""


def organizations(words: Words) -> Iterator[Candidate]:
    """Yield candidates for organizations in a document.

    Example: 工业和信息化部信息通信发展司 is one, 江苏省港口集团 one by its suffix, 天兵科技董事长 one beside a title.
    """
    found = [*_known(words), *(_trimmed(words, c) for c in (*_tagged(words), *_by_suffix(words)))]
    yield from found
    departments = list(_departments(words, found))
    yield from departments
    yield from _siblings(words, [*found, *departments])
    yield from _beside_title(words)
    yield from _listed(words)
    yield from _units(words)


_COMMITTEE = re.compile(r"(?:党委|党组|团委)$")
_OF_COMMITTEE = re.compile(r"(?:副?书记|委员|成员|常委)")


def _trimmed(words: Words, candidate: Candidate) -> Candidate:
    """Cut what does not belong to a name the tagger or a walk proposed.

    国家银行党委|书记 → 国家银行 (the committee is part of the title); 中国|国家医疗保障局 → the body; 电|国务院 → the body.
    """
    text = words.text[candidate.begin : candidate.end]
    begin, end = candidate.begin, candidate.end
    if _COMMITTEE.search(text) and _OF_COMMITTEE.match(words.text, end) and len(text) > 3:
        end -= 2
    if text.startswith(("中国国家", "中国国务院", "中国全国")) and not gazetteer().lookup(text):
        begin += 2
    if text[0] in "电据经由在向被为以受对与和及" and gazetteer().lookup(text[1:]):
        begin += 1
    if text[0] in "商业" and len(text) > 4 and begin and words.text[begin - 1] not in "，。、；：！？“”《》 \n":
        begin += 1  # 进口商|远洋集团
    begin += _separate_place(words.text[begin:end])
    return candidate if (begin, end) == (candidate.begin, candidate.end) else replace(candidate, begin=begin, end=end)


def _separate_place(text: str) -> int:
    """Length of a country, or of a province before a city, that stands before a name and is told apart from it.

    美国|远航大学, 陕西|宝鸡市科技馆; a government's country belongs to its name (韩国央行).
    """
    if subtype_of(text) == "GovernmentBody" or gazetteer().lookup(text):
        return 0
    for size in range(min(6, len(text) - 4), 1, -1):
        for place in gazetteer().lookup(text[:size]):
            if place.subtype == "Country" and place.name != "中国":
                return size
            if place.subtype == "Province" and text[:size] != place.name and _CITY.match(text, size):
                return size
    return 0


_CITY = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:市|州|县|区)")


def _known(words: Words) -> Iterator[Candidate]:
    for begin, end, items in gazetteer().scan(words.text):
        found = [k for k in items if k.type is ORGANIZATION]
        if not found:
            continue
        inside = words.between(begin, end)
        if (inside[0].begin != begin or inside[-1].end != end) and not all(w.tag in ANCHORS for w in (inside[0], inside[-1])):
            if end - begin < 4 or inside[0].begin != begin and inside[0].tag in ("v", "PER", "m"):
                continue
        if any(w.tag == "PER" and not (begin <= w.begin and w.end <= end) for w in inside):
            continue
        if end - begin == 2 and len(inside) == 1 and inside[0].tag not in ANCHORS and found[0].subtype in ("Company", "Media") and not _acts(words, end):
            continue  # 浪潮, 澎湃: ordinary words unless they act like a firm
        if words.text[begin] == "《" and words.text[end - 1] == "》":
            begin, end = begin + 1, end - 1
        session = _SESSION.search(words.text[max(0, begin - 8) : begin]) if words.text.startswith("全国", begin) else None
        one = found[0] if len(found) == 1 else None
        begin -= len(session.group()) if session else 0
        yield Candidate(begin, end, ORGANIZATION, found[0].subtype, "organization.known", 3, one and one.name, one and one.key)
    for begin, end, items in gazetteer().scan_guarded(words.text):
        found = [k for k in items if k.type is ORGANIZATION and k.subtype == "Company"]
        if found and words.aligned(begin, end) and (_acts(words, end) or title_after(words, end)):
            yield Candidate(begin, end, ORGANIZATION, found[0].subtype, "organization.guarded", 2, found[0].name, found[0].key)


_SESSION = re.compile(r"第?[一二三四五六七八九十]+届$")


def title_after(words: Words, end: int) -> bool:
    """Whether a title follows within a few words: 荣耀|销售与服务总裁."""
    match = TITLE.search(words.text, end, end + 12)
    return bool(match) and not re.search(r"[，。、；：“”的]", words.text[end : match.start()])


def subtype_of(name: str) -> str | None:
    """Subtype by the last word of a name: 南京大学 → Institute, 北京市统计局 → GovernmentBody."""
    match = _SUFFIX.search(name)
    return (_TABLE[match.group()]["subtype"] or None) if match else None


def _tagged(words: Words) -> Iterator[Candidate]:
    for begin, end, label in words.names:
        text = words.text[begin:end]
        if (label != "ORG" and not (label == "LOC" and ORGANIZATION_END.search(text))) or len(text) < 2 or _GENERIC.match(text) or not re.search(r"[\u4e00-\u9fffA-Za-z]", text):
            continue
        if _SUFFIX.search(text):
            yield Candidate(begin, end, ORGANIZATION, subtype_of(text), "organization.tagged", 1)
        elif _acts(words, end) and not _GENERIC_START.match(text):
            subtype = None if text.endswith("队") else "Company"
            yield Candidate(begin, end, ORGANIZATION, subtype, "organization.acting", 1)


_GENERIC_START = re.compile(r"^(?:新能源|智能|数字|人工|新|产业|网络|信息|科技|绿色|全|多|大|小|老)")
_ACTS = re.compile(
    r"^(?:近日|日前|今年|去年|此次|正式|率先|还|也|则|将|已)?(?:发布|推出|宣布|批复|印发|出台|决定|带来|表示|称|旗下|方面|总部|官网|副?总裁|董事|CEO|首席|相关负责人|负责人|有关负责人|集团|公司|海外|全球|"
    r"在华|研发|展示|展出|携|亮相|拥有|投资|收购|签约|签署|与[^，。]{2,12}(?:签|合作|达成|联合|共同)|新品|品牌|门店|工厂|上市|股份|股价|市值|财报|营收)|^(?:已|将|在)(?=[^，。]{0,8}(?:建|设立|投资|推出|发布|上市))"
)


def _acts(words: Words, end: int) -> bool:
    return bool(_ACTS.match(words.text[end : end + 8]))


def _by_suffix(words: Words) -> Iterator[Candidate]:
    for index, word in enumerate(words):
        if word.tag in ("PER", "TIME", "v", "m", "w", "d", "p"):
            continue
        match = _SUFFIX.search(word.text)
        if not match:
            continue
        suffix = match.group()
        if len(suffix) == 1 and len(word.text) in (2, 3) and not any(k.type is ORGANIZATION for k in gazetteer().lookup(word.text)):
            continue  # 开局, 布局, 干部: words that only end like a department
        row = _TABLE[suffix]
        reach = walk_left(words, index, conjunctions=_joins(suffix), limit=14, stop_at=None if _joins(suffix) else _COMPLETE)
        start = _opening(words, reach.anchors, index, suffix)
        if start is None:
            continue
        begin, end = words[start].begin, word.end
        text = words.text[begin:end]
        if len(text) - len(suffix) < 2 or _GENERIC.match(text):
            continue
        if row["strength"] == "weak" and not _carries(words, start, index, suffix):
            continue
        if row["subtype"] == "Company" and suffix in _TRADES and (words[start].text in OPENERS or _goes_on(words, index)):
            continue
        weight = 2 if row["strength"] == "strong" else 1
        yield Candidate(begin, end, ORGANIZATION, row["subtype"] or None, "organization.suffix", weight)


_TRADES = frozenset("科技 能源 汽车 电子 航空 重工 药业 生物 医药 医疗 智能 动力 材料 食品 乳业 钢铁 化工 电力 电气 通信 网络 软件 物流 证券 保险 银行 传媒 文化 教育".split())
"""Suffixes that are also names of trades: 金融|科技 is none of a firm."""


def _goes_on(words: Words, index: int) -> bool:
    """Whether a noun follows, so that the trade belongs to it: 新能源|电池."""
    return index + 1 < len(words) and words[index + 1].tag in ("n", "vn", "an", "nz")


_COMPLETE = re.compile(r"(?:公司|集团|日报|电视台|通讯社|法院|检察院|政府|海关|港口)$")


def _carries(words: Words, start: int, last: int, suffix: str) -> bool:
    """Whether a phrase before a weak suffix makes a name: 比亚迪|汽车 does, 新能源|汽车 does not."""
    if _GENERIC_START.match(words[start].text):
        return False
    if start == last:
        return len(words[start].text) - len(suffix) >= 2
    return words[start].tag in ANCHORS or words[start].text in OPENERS


def _joins(suffix: str) -> bool:
    return suffix.endswith(("司", "局", "处", "科", "厅", "部", "室", "学院", "研究所", "研究院", "委员会", "中心", "协会", "学会", "署"))


def _opening(words: Words, anchors: tuple[int, ...], last: int, suffix: str) -> int | None:
    """The anchor at which the name begins: past a country or a short province before a name that can stand alone."""
    if not anchors:
        return None
    position = 0
    while position + 1 < len(anchors):
        here, after = anchors[position], anchors[position + 1]
        if after == here + 1 and words[here].tag == "LOC" and words[after].tag in ("LOC", "ORG") and _separable(words, here, after):
            position += 1
            continue
        break
    return anchors[position]


def _separable(words: Words, here: int, after: int) -> bool:
    """Whether the place before a name is told apart from it: 美国|哈佛大学, 陕西|宝鸡市科技馆, but 北京市海淀区法院 is one."""
    places = gazetteer().lookup(words[here].text)
    if any(p.subtype == "Country" and p.name != "中国" for p in places):
        return True
    short = any(p.subtype in ("Province", "City") and words[here].text != p.name for p in places)
    return short and words[after].tag == "LOC"


def _siblings(words: Words, found: list[Candidate]) -> Iterator[Candidate]:
    """Names that go on a list begun by a full one: 北京大学人工智能研究院、集成电路学院."""
    for elder in found:
        if words.text[elder.end : elder.end + 1] not in ("、", "和", "与"):
            continue
        index = words.at(elder.end + 1)
        for last in range(index, min(index + 7, len(words))):
            word = words[last]
            if word.tag in ("w", "u", "r", "PER", "TIME", "d", "p", "LOC", "ORG", "c"):
                break
            text = words.text[elder.end + 1 : word.end]
            if _SIBLING.search(word.text) and len(text) >= 4 and not _GENERIC.match(text):
                body = _body(words.text[elder.begin : elder.end])
                yield Candidate(elder.end + 1, word.end, ORGANIZATION, subtype_of(text) or elder.subtype, "organization.sibling", 2, body and body + text)
                break


def _body(name: str) -> str | None:
    """The known body that a name begins with: 北京大学 in 北京大学人工智能研究院."""
    cuts = (name[:cut] for cut in range(len(name) - 1, 1, -1))
    return next((cut for cut in cuts if any(k.type is ORGANIZATION for k in gazetteer().lookup(cut))), None)


_SIBLING = re.compile(r"(?:学院|研究院|研究所|研究中心|实验室|医院|[^部]司|办公厅|管理局|委员会)$")
_LIST = re.compile(r"(?P<items>(?:[^，。、；：！？\s“”]{2,8}、){1,9}[^，。、；：！？\s“”等]{2,8})等(?:\d+多?|[一二两三四五六七八九十百]+多?|多|几|数[十百])家[^，。；]{0,6}?(?:企业|公司|厂商|车企|药企|银行|机构|单位)")


def _listed(words: Words) -> Iterator[Candidate]:
    """Firms listed before their number: 甲、乙、丙等20多家企业."""
    for match in _LIST.finditer(words.text):
        begin = match.start("items")
        items = match.group("items").split("、")
        for position, item in enumerate(items):
            end = begin + len(item)
            start = begin if position else _item_start(words, begin, end)
            if end - start >= 2 and not _GENERIC.match(words.text[start:end]) and words.starts(start):
                yield Candidate(start, end, ORGANIZATION, subtype_of(words.text[start:end]) or "Company", "organization.listed", 2)
            begin = end + 1


def _item_start(words: Words, begin: int, end: int) -> int:
    """Where the first item of a list begins: after the last word before it that cannot be part of a name."""
    start = end
    for word in reversed(words.between(begin, end)):
        if word.tag not in ("n", "nz", "ORG", "LOC", "PER", "nw", "an") or word.text in BREAKERS or word.begin < begin:
            break
        start = word.begin
    return start


def _departments(words: Words, known: list[Candidate]) -> Iterator[Candidate]:
    """A body followed by the name of one of its departments."""
    for parent in known:
        index = words.at(parent.end)
        if not words.starts(parent.end):
            continue
        for last in range(index, min(index + 8, len(words))):
            word = words[last]
            if word.tag in ("w", "u", "r", "PER", "TIME", "d", "p", "m") and word.text not in ("和", "与", "及"):
                break
            if not nominal(word) and word.text not in ("和", "与", "及"):
                break
            if _DEPARTMENT.search(word.text) and (last > index or len(word.text) > 2) and not false_head(word.text):
                text = words.text[parent.begin : word.end]
                subtype = parent.subtype if parent.subtype in ("GovernmentBody", "Company") else subtype_of(text) or parent.subtype
                yield Candidate(parent.begin, word.end, ORGANIZATION, subtype, "organization.department", 3)


def _beside_title(words: Words) -> Iterator[Candidate]:
    """What stands between a boundary and a title that a person's name follows: 天兵科技|董事长康永来."""
    for begin, end, label in words.names:
        if label != "PER":
            continue
        title = title_at(words, begin)
        if title is None or not words.starts(title.begin):
            continue
        index = words.at(title.begin) - 1
        while index > 0 and words[index].text in DESCRIPTORS:
            index -= 1
        if index < 0 or not nominal(words[index]):
            continue
        reach = walk_left(words, index, conjunctions=False, limit=6)
        if not _nounlike(words, reach.first, index):
            continue
        start = next((k for k in reach.anchors if words[k].tag in ANCHORS or words[k].text in OPENERS), reach.first)
        text = words.text[words[start].begin : words[index].end]
        tail = next((d for d in _TAILS if text.endswith(d) and len(text) - len(d) >= 2), "")
        text = text.removesuffix(tail)
        if len(text) < 2 or _GENERIC.match(text) or any(words[k].tag in ("PER", "TIME") for k in range(start, index + 1)):
            continue
        if start == index and words[index].tag == "LOC":
            continue
        yield Candidate(words[start].begin, words[index].end - len(tail), ORGANIZATION, subtype_of(text) or title.employer, "organization.title", 1)


_TAILS = ("大中华区", "中国区", "亚太区", "华东区", "华南区", "华北区", "事业群", "全球")


_UNIT = re.compile(r"[部处科室司局]$|办公室$|办公厅$|分行$|支行$|分公司$|事业部$|中心$|分院$")


def _units(words: Words) -> Iterator[Candidate]:
    """Departments named without their body before a title, as in a career: 计划财务部|处长."""
    for match in TITLE.finditer(words.text):
        index = words.at(match.start()) - 1
        if index < 0 or words[index].end != match.start() or false_head(words[index].text) or not _UNIT.search(words[index].text):
            continue
        reach = walk_left(words, index, conjunctions=True, limit=7)
        if any(words[k].tag in ("LOC", "ORG") for k in reach.anchors if k != index):
            continue
        first = reach.first
        if first > 1 and words[first - 1].tag == "v" and words[first - 2].text in ("，", "、", "（", "任", "担任"):
            first -= 1  # 计划|财务部 where the tagger took the first word for a verb
        begin, end = words[first].begin, words[index].end
        text = words.text[begin:end]
        if len(text) >= 3 and not _GENERIC.match(text):
            yield Candidate(begin, end, ORGANIZATION, None, "organization.unit", 1)


def _nounlike(words: Words, first: int, last: int) -> bool:
    return any(words[k].tag in ("n", "nz", "nw", "ORG", "LOC", "vn", "an") for k in range(first, last + 1)) and words[last].text not in BREAKERS
