"""Places: what the seeds know, what the tagger sees, sites by their last word, and one-character names in fixed frames."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.people import TRANSCRIBING
from kg.extract.phrases import walk_left
from kg.extract.place_letters import ABBREVIATED, COUNTRIES, COUNTRY_LETTERS, place_letters
from kg.extract.words import Words
from kg.knowledge import Known, gazetteer, name_words, read_table
from kg.knowledge import words as word_list
from kg.records import EntityType
from kg.resources import folder

PLACE = EntityType.PLACE

_SUFFIXES = {
    row["suffix"]: row["subtype"] for row in read_table(folder("seeds") / "words" / "place_suffixes.tsv")
}
_SITE_SUFFIX = re.compile(
    "(?:{})$".format("|".join(re.escape(s) for s in word_list("place_suffixes") if _SUFFIXES[s] == "Site"))
)
_ANY_SUFFIX = re.compile("(?:{})$".format("|".join(re.escape(s) for s in word_list("place_suffixes"))))

_FIXED = re.compile(r"^(?:式|特色|梦|共产党|人民解放军|结$|智造)")
"""What follows 中国 where it is not the country's name: 中国式现代化."""

_COMMON_PLACES = name_words("common_place")

_CUT = re.compile(r"国务(?:卿|院)|省会(?!议)|州长|市长|县长|区长|省长|镇长|乡长")
"""What a known name may only seem to reach into: 美|国务卿, 贵州|省会."""


def places(words: Words) -> Iterator[Candidate]:
    """Yield candidates for places in a document.

    Example: 四川省南充市高坪区 gives three, 在京召开 one for 京, 青岛港前湾港区 the site.
    """
    yield from _known(words)
    yield from _in_its_country(words)
    yield from _in_lists(words)
    yield from _tagged(words)
    yield from _sites(words)
    yield from place_letters(words)


def _known(words: Words) -> Iterator[Candidate]:
    known_ends: set[int] = set()
    for begin, end, items in sorted(gazetteer().scan(words.text), key=lambda m: (m[0], -m[1])):
        found = [k for k in items if k.type is PLACE]
        if not found or not _stands(words, begin, end, known_ends):
            continue
        if words.text[begin:end] == "中国" and _FIXED.match(words.text[end : end + 6]):
            continue
        if words.text[begin:end] in _COMMON_PLACES or _CUT.match(words.text, end - 1):
            continue
        if (
            found[0].subtype == "Region"
            and _LETTERS.fullmatch(words.text[begin:end])
            and words.text[begin:end] != found[0].name
        ):
            continue  # 沪苏浙皖: a list of provinces, told one by one
        if found[0].subtype == "Site" and _place_before_site(words.text[begin:end], found):
            continue
        known_ends.add(end)
        yield _of_known(begin, end, found)
        town = _TOWN.match(words.text, end) if found[0].subtype in ("City", "County") else None
        if town and words.ends(town.end()):
            yield Candidate(end, town.end(), PLACE, "County", "place.town", 2)


def _in_its_country(words: Words) -> Iterator[Candidate]:
    """Names that are ordinary words too, right behind the place they lie in: 德国|汉堡."""
    outer = {end: {k.key for k in items if k.type is PLACE} for _, end, items in gazetteer().scan(words.text)}
    for begin, end, items in gazetteer().scan_guarded(words.text):
        found = [k for k in items if k.type is PLACE and k.parent in outer.get(begin, ())]
        if found and end - begin > 1 and words.ends(end):
            yield _of_known(begin, end, found)


def _in_lists(words: Words) -> Iterator[Candidate]:
    """Names that are ordinary words too, between two places on a list: 兰州、白银、平凉."""
    known = [(b, e) for b, e, items in gazetteer().scan(words.text) if any(k.type is PLACE for k in items)]
    begins, ends = {b for b, _ in known}, {e for _, e in known}
    for begin, end, items in gazetteer().scan_guarded(words.text):
        found = [k for k in items if k.type is PLACE]
        before = words.text[begin - 1 : begin] == "、" and begin - 1 in ends
        after = words.text[end : end + 1] in "、和及" and end + 1 in begins
        plain = any(k.type is PLACE for k in gazetteer().lookup(words.text[begin:end]))
        if found and not plain and words.aligned(begin, end) and before and after:
            yield _of_known(begin, end, found)


def _place_before_site(name: str, found: list[Known]) -> bool:
    """Whether an alias is only the site with its place before it, two names: 北京|人民大会堂."""
    if any(known.name == name for known in found):
        return False  # 浙江舟山群岛新区 is its name
    return any(
        set(found) & set(gazetteer().lookup(name[cut:])) and any(k.type is PLACE for k in gazetteer().lookup(name[:cut]))
        for cut in range(2, len(name) - 1)
    )  # fmt: skip


_TOWN = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道)(?![长政])")


_LETTERS = re.compile(r"[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙]{3,}")


def _of_known(begin: int, end: int, found: list[Known]) -> Candidate:
    key = found[0].key if len(found) == 1 else None
    name = found[0].name if len(found) == 1 else None
    weight = 4 if found[0].subtype == "Site" else 3  # a named site is a place even where a body has its name
    return Candidate(begin, end, PLACE, found[0].subtype, "place.known", weight, name, key)


def _stands(words: Words, begin: int, end: int, known_ends: set[int]) -> bool:
    """Whether a known name at `begin:end` is a name there and not part of another word (海口 in 出海口)."""
    inside = words.between(begin, end)
    first, last = inside[0], inside[-1]
    if end - begin >= 4 and words.text[begin:end][-1] in "省市县区旗州盟":
        return True  # 江华瑶族自治县: nothing else is called so, whatever the tagger cut
    if first is last and (first.begin, first.end) != (begin, end):
        return first.tag in ("LOC", "ORG", "nz") and (first.begin == begin or begin in known_ends)
    if first.begin != begin and begin not in known_ends:
        return False
    if last.end != end and last.tag not in ("LOC", "ORG", "nz"):
        return False
    return not (first is last and first.tag in ("v", "d", "p", "c", "u", "r", "PER", "a", "ad", "q", "f"))


ORGANIZATION_END = re.compile(
    r"(?:公司|集团|大学|学院|医院|科技馆|博物馆|图书馆|美术馆|纪念馆|研究院|研究所|银行|法院|检察院|委员会|政府|协会|商会)$"
)
"""What ends an organization's name, although the tagger may call it a place: 宝鸡市科技馆."""


SOME_THERE = re.compile(
    r"(?<=[\u4e00-\u9fff][省市县区旗州镇乡村])(?:一(?:家|个|所|座|处|户)|[一某](?![汽拖重建冶机中院医]))[\u4e00-\u9fff]{1,8}$"
)
"""Something of a kind in a place, behind the place's name: 青山镇|一食品工厂; 一汽 and 一中 are names."""


def _tagged(words: Words) -> Iterator[Candidate]:
    for begin, end, label in words.names:
        whole = words.text[begin:end].strip()
        text = SOME_THERE.sub("", _COUNTED.sub("", whole))
        if (
            (label != "LOC" and not (label == "ORG" and SOME_THERE.search(whole)))
            or len(text) < 2
            or text in _COMMON_PLACES
            or ORGANIZATION_END.search(text)
            or not re.search(r"[\u4e00-\u9fff]", text)
        ):
            continue
        if any(b <= begin and end <= e for b, e, _ in gazetteer().scan(text) if (b, e) == (0, len(text))):
            continue
        country = next((n for n in range(len(text) - 2, 1, -1) if _country(text[:n])), 0)
        if country and sum(c in TRANSCRIBING for c in text[country:]) >= 0.75 * len(text[country:]):
            yield Candidate(begin + country, begin + len(text), PLACE, None, "place.inner", 2)
            continue  # 沙特阿拉伯|麦加
        if (
            (len(text) == 2 and COUNTRY_LETTERS.fullmatch(text) and not gazetteer().lookup(text))
            or (text.endswith(("市区", "城区", "郊区")) and gazetteer().lookup(text[:-1]))
            or text.endswith(("多国", "各国", "的", "网站", "官网"))
            or _GENERIC_PLACE.match(text)
            or COUNTRIES.fullmatch(text)
        ):
            continue
        if ABBREVIATED.fullmatch(text) and not gazetteer().lookup(text):
            continue
        if len(text) == 3 and gazetteer().lookup(text[:2]):
            continue  # 安徽六|安: a known place and the begin of the next
        village = len(text) < 4 and text[-1] in "乡村镇区县"
        if (village or not _ANY_SUFFIX.search(text)) and not _supported(words, begin, end, text):
            continue
        cut = next((n for n in range(2, len(text) - 1) if _inner_site(text, n)), 0)
        if cut:
            known = gazetteer().guarded(text[cut:])[0]
            yield Candidate(
                begin + cut, begin + len(text), PLACE, known.subtype, "place.inner", 2, known.name, known.key
            )  # 深圳|前海
            continue
        suffix = _ANY_SUFFIX.search(text)
        if suffix and _SUFFIXES[suffix.group()] == "Site":
            continue  # sites have rules of their own
        yield Candidate(
            begin, begin + len(text), PLACE, _SUFFIXES[suffix.group()] if suffix else None, "place.tagged", 1
        )


def _country(name: str) -> bool:
    return any(k.subtype == "Country" and k.name != "中国" for k in gazetteer().lookup(name))


_COUNTED = re.compile(r"[一二两三四五六七八九十几多]+[座个条处家]$")
"""A count that the tagger drew into the name before it: 龙湾三座."""

_GENERIC_PLACE = re.compile(
    r"^(?:各|多|全|大|小|新|老|公共|高速|特大|超大|中等|沿海|内陆|边境|重点|主要|周边|其他|本|该|我)"
)
_PREPOSITION = re.compile(
    r"(?:在|赴|往|于|来自|抵达|位于|途经|前往|飞往|途径|离开|走进|地处|新华社|中新社|中新网|电|驻)$"
)


def _supported(words: Words, begin: int, end: int, text: str) -> bool:
    """Whether something beside the tagger says that a name without a place's ending is one."""
    if sum(c in TRANSCRIBING for c in text) >= 0.75 * len(text):
        return True
    if _PREPOSITION.search(words.text[max(0, begin - 4) : begin]):
        return True
    before = words.between(max(0, begin - 1), begin) if begin else []
    narrow = any(
        k.subtype in ("Province", "City", "County")
        for w in before
        if w.tag == "LOC"
        for k in gazetteer().lookup(w.text)
    )
    times = words.text.count(text)
    tagged = sum(label == "LOC" and words.text[b:e] == text for b, e, label in words.names)
    return narrow or (
        times > 2 and 2 * tagged >= times
    )  # 文明城市, 文明单位: an ordinary word taken for a place once


def _inner_site(text: str, cut: int) -> bool:
    """Whether a name is a known place and, behind it, the ambiguous short name of a site in it."""
    inner = [k for k in gazetteer().guarded(text[cut:]) if k.subtype == "Site"]
    outer = {k.key for k in gazetteer().lookup(text[:cut])}
    return any(k.parent in outer for k in inner)


_OWNER = re.compile(r"(?:公司|集团|港口|大学|学院|日报|委员会|政府|厅|局|部|署|会)$")
_BUILDING = frozenset("建设 打造 新建 兴建 筹建 建立 建成 检查 考察 调研 视察 督导 督查 走访 参观".split())
_BUILT = re.compile(r"[市县区州旗](?:建设|打造|新建)|[一二两三四五六七八九十几多]+[座个条处家]")
"""What shows that the words before a site's ending say more than its name: 在|海州|建设|物流基地, 龙湾|三座|电站."""
_ROLE = re.compile(r"(?:集聚区|聚集区|示范区|先行区|先导区|引领区|试验区|实验区|基地)$")
_BECOMES = re.compile(r"(?:成为|建成|打造成|建设成|发展成)[^，。；]*$")
"""What shows that a site's ending is what a place is to become: 建设成为…、长三角地区现代产业集聚区."""
_KIND_OF_SITE = re.compile(
    r"(?:大型|特大型|小型|新型|海上|陆上|抽水蓄能|光伏|风力|风电|火力|水力|核能|燃煤|燃气|垃圾焚烧|生物质|太阳能|地热|潮汐|集中式|分布式|发电)+(?:电站|发电站|电厂|发电厂|电场|基地)$"
)
"""Kinds of power stations, which name none: 抽水蓄能电站."""
_WHOLE = frozenset("全岛 全港 本岛 空港 全山 全站 网站 全区 海港 岛屿 半岛 入港 离港 靠港 抵港".split())
_BARE_SITE = re.compile(r"^(?:市场|口岸|基地|园区|港|站|平台|通道|码头|机场|新区|岛|山|公园|广场|海滨)$")


def _sites(words: Words) -> Iterator[Candidate]:
    for index, word in enumerate(words):
        if word.tag in ("PER", "TIME", "v", "m"):
            continue
        match = _SITE_SUFFIX.search(word.text)
        if not match or any(k.subtype != "Site" for k in gazetteer().lookup(word.text)):
            continue
        reach = walk_left(words, index, conjunctions=False, limit=9, stop_at=_OWNER)
        start = next((k for k in reach.anchors if words[k].tag in ("LOC", "nz", "nw", "ORG")), None)
        if start is None:
            continue
        while (
            start < index
            and words[start + 1].tag in ("LOC", "ORG", "nz")
            and _apart(words[start].text, words[start + 1].tag)
        ):
            start += 1
        begin, end = words[start].begin, word.end
        rest = words.text[begin : end - len(match.group())]
        if (
            not rest
            or _BUILT.search(rest)
            or words[start + 1 if start < index else start].text in _BUILDING
            or (_ROLE.search(match.group()) and _BECOMES.search(words.text[max(0, begin - 60) : begin]))
            or _KIND_OF_SITE.match(words.text[begin:end])
            or _GENERIC_PLACE.match(words.text[begin:end])
            or word.text in _WHOLE
            or words.text[begin:end] in _COMMON_PLACES
            or not _names_site(rest, match.group())
        ):
            continue
        yield from _split_site(words, start, index)


def _apart(name: str, following: str) -> bool:
    """Whether a name before a site is told apart from it.

    Countries, provinces and organizations are (浙江|义乌国际商贸城, 东海港口|海州港), divisions with their full name before
    another place (海州市|望海湾码头), but not a city's short name (海州龙湾码头).
    """
    known = gazetteer().lookup(name)
    if any(k.subtype in ("Country", "Province") or k.type is EntityType.ORGANIZATION for k in known):
        return True
    return following == "LOC" and name.endswith(("市", "县", "区", "州", "旗"))


def _split_site(words: Words, start: int, last: int) -> Iterator[Candidate]:
    """A site in a site is two: 海州港|东山港区."""
    begin, end = words[start].begin, words[last].end
    for cut in range(begin + 2, end - 1):
        head, tail = gazetteer().lookup(words.text[begin:cut]), gazetteer().lookup(words.text[cut:end])
        if any(k.type is PLACE for k in head) and any(k.subtype == "Site" for k in tail):
            return  # 北京|人民大会堂: both are known
    inner = _CLOSED_SITE.match(words.text[begin:end])
    if inner:
        yield Candidate(begin, begin + inner.end(), PLACE, "Site", "place.site", 2)
        yield Candidate(begin + inner.end(), end, PLACE, "Site", "place.site", 2)
        return
    yield Candidate(words[start].begin, words[last].end, PLACE, "Site", "place.site", 2)


_CLOSED_SITE = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:(?<![海空香])港|机场|新区|试验区|开发区|保税区|园区|自贸区|自贸港)(?![区口务澳台])(?=[\u4e00-\u9fff]{4,}$)"
)


def _names_site(rest: str, suffix: str) -> bool:
    """Whether `rest` before a suffix names one site: 义乌小商品|市场 does, 中国|市场 and 海南|口岸 do not."""
    subtypes = {k.subtype for k in gazetteer().lookup(rest)}
    wide = bool(subtypes & {"Country", "Province", "Region"})
    if suffix == "市场":
        return bool(_TRADE.search(rest)) and not rest.startswith(("中国", "全国", "全球"))
    if suffix == "口岸":
        return not (subtypes & {"Country", "Province", "Region", "City"}) and not rest.endswith(
            ("空港", "陆路", "水运", "主要")
        )
    return not (wide and (_BARE_SITE.match(suffix) or suffix in ("产业园", "开发区", "工业园", "产业园区")))


_TRADE = re.compile(
    r"(?:小商品|批发|农贸|农产品|果蔬|水产|花卉|建材|家居|服装|茶叶|药材|交易|专业|轻纺|皮革|海鲜|蔬菜|粮油|二手车|电脑|珠宝|文玩)$"
)
