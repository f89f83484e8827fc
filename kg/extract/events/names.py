"""Named events: meetings, exhibitions, festivals, campaigns held."""

import re
from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.phrases import INNER_VERBS, walk_left
from kg.extract.words import Words
from kg.records import EntityType

EVENT = EntityType.EVENT

_SUFFIX = re.compile(
    r"(?:工作会议|推进会议|动员大会|代表大会|电视电话会议|部长级会议|领导人会议|部际联席会议|会议|大会|全会|论坛|峰会|博览会|进博会|服博会|消博会|链博会|广交会|服贸会|"
    r"展览会|展销会|交易会|洽谈会|座谈会|研讨会|推介会|对接会|运动会|奥运会|亚运会|全运会|锦标赛|世界杯|公开赛|马拉松|电影节|艺术节|文化节|音乐节|启动仪式|开幕式|闭幕式|"
    r"促进活动|系列活动|主题活动|消费季|(?<![发开进扩拓施参画招办巡])展)$"
)
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[届次]|\d{4} ?年度?(?!\d{1,2}月)|\d{4} ?(?=国际|世界|全球|中国))[^，。；、！？\s“”《》的]{0,24}?"
    r"(?:工作会议|会议|大会|全会|论坛|峰会|博览会|进博会|展览会|交易会|洽谈会|行长会|年会|运动会|奥运会|亚运会|艺术节|文化节|电影节|消费电子展|车展|(?<![发开进扩拓施参画招办巡])展(?![望开示现出播览]))(?![\u4e00-\u9fff]?[览厅区位])"
)
_PLENARY = re.compile(
    r"(?:党的|中共|省委|市委|县委|区委|自治区党委|中国共产党)?[一二三四五六七八九十百]{1,4}届[一二三四五六七八九十]{1,3}(?:次(?:、[一二三四五六七八九十]+次)*)?(?:中)?全会"
)
_QUOTED = re.compile(
    r"(?:第[一二三四五六七八九十\d]+届)?“[^”。；\n]{2,24}”[^，。；、！？\s“”]{0,18}?(?:大会|论坛|峰会|博览会|会议|活动|(?<![发开进扩拓施参])展(?=[，。、（”]|$|在|于|将|日)|(?<![季环细情春])节|(?<![下比预决参竞开上停马])赛)(?![\u4e00-\u9fff]?[览厅区位])"
)
_SESSION = re.compile(r"常务委员会第|常委会第|代表大会第|常务委员会会议|人民代表大会$")
"""What shows that a body and its session were taken for one name: …人民代表大会常务委员会|第八次会议."""
_OF_PLACE = re.compile(
    r"(?:国际)?(?:书展|车展|航展|画展|花展|双年展|三年展|电影节|音乐节|艺术节|戏剧节|啤酒节|服装节|灯会|世博会|园博会|农博会|文博会|科博会|高交会|西博会|东博会|马拉松)(?![览示厅区园馆])"
)
"""What makes an event of the place before it: 台北|书展, 威尼斯|双年展."""
_GENERIC = re.compile(
    r"^(?:本次|此次|该|这次|新闻|有关|相关|全体|各类|国际|工作|专题|重要|主题|一次|多次)*(?:会议|大会|论坛|峰会|活动|发布会|展会|博览会|展)$"
)


def events(words: Words) -> Iterator[Candidate]:
    """Yield candidates for events.

    Example: 第十届中国花卉博览会, 全国电子商务工作会议, 党的二十届四中全会.
    """
    for pattern in (_NUMBERED, _PLENARY, _QUOTED):
        for match in pattern.finditer(words.text):
            if pattern is _QUOTED and not _nominal_tail(words, match):
                continue
            if _SESSION.search(match.group()):
                continue
            yield Candidate(match.start(), match.end(), EVENT, None, "event.numbered", 2)
    for begin, end, label in words.names:
        held = _OF_PLACE.match(words.text, end) if label == "LOC" and end - begin < 6 else None
        if held:
            yield Candidate(begin, held.end(), EVENT, None, "event.place", 2)
    for index, word in enumerate(words):
        if word.tag in ("v", "PER", "w", "m") or not _SUFFIX.search(word.text):
            continue
        reach = walk_left(words, index, conjunctions=True, limit=8)
        start = next(
            (
                k
                for k in reach.anchors
                if words[k].tag in ("LOC", "ORG", "nz")
                or words[k].text in ("全国", "中央", "世界", "中国", "全省", "全市")
            ),
            None,
        )
        if start is None:
            continue
        text = words.text[words[start].begin : word.end]
        if words[start].tag == "ORG" and start == index - 1 and word.text in ("会议", "大会", "论坛", "活动"):
            continue  # 国务院|会议: the body is named, the meeting is not
        if len(text) > 4 and not _GENERIC.match(text):
            yield Candidate(words[start].begin, word.end, EVENT, None, "event.suffix", 2)


def _nominal_tail(words: Words, match: re.Match[str]) -> bool:
    """Whether what follows the marks is one noun phrase: “美德游客”评选活动, not “黑马”某某不敌…公开赛."""
    tail = words.between(match.start() + match.group().rindex("”") + 1, match.end())
    return not any(
        w.tag in ("d", "p", "r", "PER", "TIME", "u", "xc")
        or (w.tag == "v" and w is not tail[0] and w.text not in INNER_VERBS)
        for w in tail
    )
