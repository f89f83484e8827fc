"""Places: what the seeds know, what the tagger sees, sites by their last word, and one-character names in fixed frames."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.phrases import walk_left
from kg.extract.words import Words
from kg.knowledge import Known, gazetteer, read_table, words as word_list
from kg.records import EntityType
from kg.resources import folder

PLACE = EntityType.PLACE

_SUFFIXES = {row["suffix"]: row["subtype"] for row in read_table(folder("seeds") / "words" / "place_suffixes.tsv")}
_SITE_SUFFIX = re.compile("(?:%s)$" % "|".join(re.escape(s) for s in word_list("place_suffixes") if _SUFFIXES[s] == "Site"))
_ANY_SUFFIX = re.compile("(?:%s)$" % "|".join(re.escape(s) for s in word_list("place_suffixes")))

_FIXED = re.compile(r"^(?:式|特色|梦|共产党|人民解放军|结$|智造)")
"""What follows 中国 where it is not the country's name: 中国式现代化."""

_COMMON_PLACES = frozenset("各地 当地 本地 外地 内地 两地 全球 世界 国内 国外 海外 境外 境内 全国 全省 全市 该省 该市 我省 我市 我国 农村 城市 城区 地区 国家 街道 园区 市场 学校 海关 港口 码头 车站 机场 公园 广场 基地 西部 东部 中部 北部 南部 沿海 东方 西方 其他地区 东西部".split())


def places(words: Words) -> Iterator[Candidate]:
    """Yield candidates for places in a document.

    Example: 四川省南充市高坪区 gives three, 在京召开 one for 京, 青岛港前湾港区 the site.
    """
    yield from _known(words)
    yield from _tagged(words)
    yield from _sites(words)
    yield from _one_character(words)


def _known(words: Words) -> Iterator[Candidate]:
    known_ends: set[int] = set()
    for begin, end, items in sorted(gazetteer().scan(words.text), key=lambda m: (m[0], -m[1])):
        found = [k for k in items if k.type is PLACE]
        if not found or not _stands(words, begin, end, known_ends):
            continue
        if words.text[begin:end] == "中国" and _FIXED.match(words.text[end : end + 6]):
            continue
        known_ends.add(end)
        yield _of_known(begin, end, found)


def _of_known(begin: int, end: int, found: list[Known]) -> Candidate:
    key = found[0].key if len(found) == 1 else None
    name = found[0].name if len(found) == 1 else None
    return Candidate(begin, end, PLACE, found[0].subtype, "place.known", 3, name, key)


def _stands(words: Words, begin: int, end: int, known_ends: set[int]) -> bool:
    """Whether a known name at `begin:end` is a name there and not part of another word (海口 in 出海口)."""
    inside = words.between(begin, end)
    first, last = inside[0], inside[-1]
    if first is last and (first.begin, first.end) != (begin, end):
        if first.tag in ("PER", "TIME") or first.tag not in ("LOC", "ORG", "nz", "n", "s"):
            return False
        return (first.begin == begin or begin in known_ends) and (first.tag in ("LOC", "ORG", "nz") or first.begin == begin and end - begin > 1)
    if first.begin != begin and begin not in known_ends:
        return False
    if last.end != end and last.tag not in ("LOC", "ORG", "nz"):
        return False
    if first is last and first.tag in ("v", "d", "p", "c", "u", "r", "PER", "a", "ad", "q", "f") :
        return False
    return True


def _tagged(words: Words) -> Iterator[Candidate]:
    for begin, end, label in words.names:
        text = words.text[begin:end].strip()
        if label != "LOC" or len(text) < 2 or text in _COMMON_PLACES or not re.search(r"[\u4e00-\u9fff]", text):
            continue
        if any(b <= begin and end <= e for b, e, _ in gazetteer().scan(text) if (b, e) == (0, len(text))):
            continue
        if text.endswith(("多国", "各国", "的")) or text[0] in "各多全":
            continue
        suffix = _ANY_SUFFIX.search(text)
        yield Candidate(begin, begin + len(text), PLACE, _SUFFIXES[suffix.group()] if suffix else None, "place.tagged", 1)


_OWNER = re.compile(r"(?:公司|集团|港口|大学|学院|日报|委员会|政府|厅|局|部|署|会)$")
_BARE_SITE = re.compile(r"^(?:市场|口岸|基地|园区|港|站|平台|通道|码头|机场|新区|岛|山|公园|广场|海滨)$")


def _sites(words: Words) -> Iterator[Candidate]:
    for index, word in enumerate(words):
        if word.tag in ("PER", "TIME", "v", "m"):
            continue
        match = _SITE_SUFFIX.search(word.text)
        if not match:
            continue
        reach = walk_left(words, index, conjunctions=False, limit=9, stop_at=_OWNER)
        start = next((k for k in reach.anchors if words[k].tag in ("LOC", "nz", "nw", "ORG")), None)
        if start is None:
            continue
        while start < index and words[start].tag == "LOC" and words[start + 1].tag in ("LOC", "ORG") and start + 1 <= index:
            start += 1
        begin, end = words[start].begin, word.end
        rest = words.text[begin : end - len(match.group())]
        if not rest or words.text[begin:end] in _COMMON_PLACES or not _names_site(rest, match.group()):
            continue
        yield Candidate(begin, end, PLACE, "Site", "place.site", 2)


def _names_site(rest: str, suffix: str) -> bool:
    """Whether `rest` before a suffix names one site: 义乌小商品|市场 does, 中国|市场 and 海南|口岸 do not."""
    wide = any(k.subtype in ("Country", "Province", "Region") for k in gazetteer().lookup(rest))
    if _BARE_SITE.match(suffix):
        return not wide and not any(rest.startswith(n) and len(rest) - len(n) > 4 for n in ("中国", "全国", "全球"))
    return not (wide and suffix in ("产业园", "开发区", "工业园", "产业园区"))


_COUNTRY = "[中美英法德俄日韩印欧澳加巴越朝非拉阿沙以乌]"
_FRAMES = (
    re.compile(r"(?:(?<=[在来赴抵离进返驻访留旅])|(?<=[出入]))(?P<n>[京沪津渝粤浙苏鲁豫鄂湘皖赣闽冀晋陕甘宁青新藏桂琼川黔滇辽吉黑港澳台华])(?=[召举考调出会开参访投设工学期办经留旅企就]|[，。、；]|的|市民|群众|举行|召开|投资|外资|企业)"),
    re.compile(r"(?<=[对与同])(?P<n>[美欧非日韩俄英法德印拉])(?=[进出贸投关合援]|盟?贸易)"),
    re.compile(r"(?<=[对来访驻在])(?P<n>华)(?=[进出贸投外合友政关企经访资商]|$|[，。、])"),
)
_PROVINCE_RUN = re.compile(r"(?:[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙](?:、(?=[京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔滇云藏陕甘青宁新蒙]))?){2,}")
_COUNTRY_PAIR = re.compile(r"(?<![\u4e00-\u9fff])(?P<a>[中美俄英法德日韩欧印])(?P<b>[中美俄英法德日韩欧印非])(?=[两双关经贸合友战元首领建高外互首间等之消])")


def _one_character(words: Words) -> Iterator[Candidate]:
    for frame in _FRAMES:
        for match in frame.finditer(words.text):
            yield from _guarded(match.start("n"), match.group("n"), "place.frame")
    for match in _COUNTRY_PAIR.finditer(words.text):
        for group in "ab":
            yield from _guarded(match.start(group), match.group(group), "place.pair")
    for match in _PROVINCE_RUN.finditer(words.text):
        run = match.group().strip("、")
        letters = [c for c in run if c != "、"]
        if len(letters) < 2 or len(set(letters)) != len(letters) or not _separate(words, match.start(), match.start() + len(run)):
            continue
        for offset, char in enumerate(run):
            if char != "、":
                yield from _guarded(match.start() + offset, char, "place.run")


def _separate(words: Words, begin: int, end: int) -> bool:
    """Whether a run of province letters is a list of them and not part of a word (云贵 川 in 四川)."""
    inside = words.between(begin, end)
    return inside[0].begin == begin and inside[-1].end == end and not any(w.tag in ("PER", "v", "n", "a") and len(w.text) > 1 for w in inside)


def _guarded(begin: int, char: str, rule: str) -> Iterator[Candidate]:
    for known in gazetteer().guarded(char):
        if known.type is PLACE:
            yield Candidate(begin, begin + 1, PLACE, known.subtype, rule, 2, known.name, known.key)
            return
