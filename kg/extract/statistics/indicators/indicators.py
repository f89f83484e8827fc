"""What is measured: the noun phrase of an indicator, from the clause, its object, and the subject before it."""

import re
from dataclasses import dataclass, field

from kg.extract.statistics import patterns as p
from kg.extract.statistics.indicators.phrases import Words, clean
from kg.extract.statistics.indicators.tails import Tail
from kg.extract.statistics.values.figures import Chain, Figure
from kg.records import Measure

FLOW = re.compile(
    r"(?:出口|进口|进出口|出口额|进口额|进出口额|进出口总值|进口总值|出口总值|增加值|产量|销量|产销量|营业收入|净利润|利润总额)"
)
_SIZE = re.compile(
    r"(?:累计|合计|整体|总体|平均|资金|总|人均|年|涉及|受让|预计)*(?:规模|数量|总数|总量|总额|金额|占比|比重|份额|增速|增幅|涨幅|跌幅|降幅|价格|均价|单价|人数|余额|面积|用时|高度|长度|重量|比例|销量占比|同比|总数量|数|量|额)"
)
_OBJECT_UNITS = frozenset({"counter", "noun"})
_GENERAL = re.compile(
    r"^(?:等?国家(?:和|及|、)?地区|国家|企业|项目|地区|城市|单位|机构|人员?|活动|措施|方面|产品|省份|品种|部门|场所|人|家|县|村|学校|医院|公司|商户|客户|用户|合同|任务|员工)$"
)
_GENERAL_START = re.compile(
    r"^(?:等?国家(?:和|及|、)?地区|国家|企业|项目|省份|城市|地区|单位|机构|品种|部门|县|村)"
)
_LONGEST_OBJECT = 22
_SHORT_OBJECT = 4
_SIZED = {"高": "高度", "长": "长度", "宽": "宽度", "重": "重量", "深": "深度", "厚": "厚度"}
_SIZED_KINDS = frozenset({"length", "mass"})
_SIZED_NOUNS = ("全长", "总长", "身长", "体长", "全高", "总高", "总重", "体重", "自重", "载重")
_HELD = re.compile(
    r"(?:继续|持续|稳步|已|将|仍|再次|首次|连续|正式|一直|始终|跃升|跃居|升至|上升[到至]|提升[到至]|排名|位次)?(?:保持|位居|位列|稳居|居于|居|列|排在|排|成为|是|为|名列|高居|跃居|跃升为|互为|占据|占|位于|第|全球|分别位居|分居|分列|雄踞|蝉联|获|荣获|夺得|巩固|在)$"
)
_SCOPE = re.compile(
    r"(?:全球|世界|全国|国际|全省|全市|亚洲|国内|同行业|行业|全区|中部|西部|东部|中西部|长三角)(?=[^，。；]{0,8}$)"
)
_TURNED = re.compile(rf"^(?:大幅|进一步|快速|稳步|逐步|迅速)?(?:{p.UP}|{p.DOWN})(?:了)?(?:到|至|为|$)")
_LISTED_VERB = re.compile(
    r"分别|同比|环比|均(?=[增下上达为超])|(?:扩增|增加|减少|增长|下降|提高|提升|精简|压缩|缩短|上升|降低|扩大|调整)(?:至|到|了)"
)
_MARK_WORD = re.compile(r"^(?:台阶|大关|关口|门槛|水平|高位|整数位|级|规模|的?(?:新高|新低|高点|低点))")
_RANKED = re.compile(
    r"(?:继续|持续|已|将|仍|再次|首次|稳步)*(?:稳居|位居|位列|居于|高居|名列|跃居|跃升至?|上升[至到]|升至|退居|排名|排在|排|雄踞|蝉联|列|保持|获得?|夺得|成为|(?<![民移定邻])居)(?=[^，。；]*$)"
)
_RANKED_NOUN = re.compile(
    r"^[^，。；]{1,12}?(?:集聚地|产地|来源地|目的地|地区|国|市场|基地|港口|经济体|城市|省份|企业|伙伴|中心|产业|行业|集群|平台|湖|岛)(?=$|[，。；、之的地])"
)
_REACHED = re.compile(r"^[^，。；]{2,20}?(?:城市|国家|地区|省份|省|市|县|经济体|企业)(?=$|[，。；、])")
_PAIRED = re.compile(r"(?<![\u4e00-\u9fff])([内进])、([外出])([贸需资销口])")
_REGIONS = re.compile(r"([东中西])、([东中西])(?:、|和)([东中西])部")
_WITHIN = re.compile(r"^在[^，。；]{2,20}(?:比重|占比|份额|比例)$")
_RATE_NOUN = re.compile(r"(?:平均|年均)?(?:增长率|增速|增幅|涨幅|升幅|跌幅|降幅)")
_KIND = re.compile(r"(?:级|类|型|式|档)$")
_SHARED_KIND = re.compile(r"(?:级|类|型|式|档)(?P<noun>[^，。；、\d级类型式档]{2,10})$")
_VALUED = re.compile(r"(?:价值|货值|产值|总值|金额)$")
_GIVEN = re.compile(r"(?P<who>.{2,40}?)贡献了?(?:我国|全国|全省|全市|全球)?$")
_LONGEST_CORE = 18
_BY = re.compile(r"(?P<who>[^，。；]{2,16})以$")
_PLACED = re.compile(
    r"^在[^，。；]{2,20}?(?:建设|新建|兴建|打造|建立|布局|建)(?:了)?(?:[一两二三四五六七八九十\d]+[座个条家处])?(?P<what>[^，。；\d]{2,14})"
)
_OWN_PLACE = re.compile(r"^[^，。；]{2,8}?(?:省|市|区|县|州|地区|港|国)(?=[^，。；]{3,})")
GROUP = re.compile(
    r"(?:城市|农村|城镇|乡村|城乡|东部|中部|西部|东北)(?:地区)?|[一二三]线城市|(?:大|中|小|中小|小微)型?企业"
)
"""Parts of the whole that reports set side by side."""
_GROUP_NOUN = re.compile(r"(?:经济体|国家|地区|各国|省份|城市|企业|各地)$")
_OWNED = re.compile(rf"(?P<owner>.{{2,16}}?)(?:实现|完成|的)?{FLOW.pattern}$")
_SIBLING = re.compile(r"(?:、|和|及|与|以及|并|的)$")
_SPLIT = re.compile(r"、|(?<=[^\s和])和(?=[^\s])|以及|及(?!其|以)|与")
_VERB_OBJECT = re.compile(
    r"^(?:出口|进口|进出口|召回|解决|登记|新增|减少|消减|压减|完成|实现|新建|建成|开工|培育|服务|接待|养殖)"
)

_NTH = re.compile(
    r"^.*(?:首个|首家|首座|唯一一?[个家座]?|第[一二三四五六七八九十\d]+[个家座])(?=[^，。；]{2,})"
)
"""What counts the holders of a quality and is no part of it: 海州成为全省首个|GDP超万亿元的城市."""
_OF_SUCH = re.compile(
    r"(?:以上)?的[^，。；、]{0,8}?(?:城市|地级市|县级市|国家|地区|省份|[省市县区镇村]|经济体|企业|公司|集团|园区|开发区)"
)
_QUALITY = re.compile(r"(?:GDP|总值|产值|人口|收入|营收|总额|规模|吞吐量|产量|面积|利润|市值|增加值)$")
_FROM_FIGURE = re.compile(r"[从由]\d[\d.]*[万亿]*[\u4e00-\u9fff]{0,3}$")
"""The lower of two figures before the upper one: 充电桩数量|从1000万个|到2000万个."""


@dataclass(slots=True)
class Topic:
    """What the sentence has been speaking of: `head` of the last figure, `heads` of the last chain, `subject` of a clause."""

    head: str = ""
    heads: tuple[str, ...] = ()
    head_at: int = -1
    subject_at: int = -1
    prefix: str = ""
    places: frozenset[str] = frozenset()
    fallback: str = ""
    history: list[str] = field(default_factory=list)
    subject: str = ""
    previous_sentence: str = ""
    last_measure: Measure | None = None

    def metric(self) -> str:
        """The measured quantity read last, without the place it was read of: 货物吞吐量 of 舟山港货物吞吐量."""
        for head in reversed(self.history):
            place = max((name for name in self.places if head.startswith(name)), key=len, default="")
            measured = _OWN_PLACE.sub("", head[len(place) :].removeprefix("地区")) if place else head
            if group := GROUP.match(measured):
                measured = measured[group.end() :]
            if len(measured) >= 2 and not _GROUP_NOUN.search(measured) and not p.SHARE_NOUN.search(measured):
                return measured
        return ""

    def owner(self) -> str:
        """What a number without a subject of its own belongs to: the subject or figure read last in the sentence."""
        if self.subject and (self.subject_at > self.head_at or not self.head):
            return self.subject
        return self.head or self.subject or self.previous_sentence or self.fallback


def base(chain: Chain, tail: Tail, words: Words, topic: Topic) -> str:
    """The phrase that a chain measures, without share or growth: 民营企业进出口."""
    core = clean(_FROM_FIGURE.sub("", _NTH.sub("", tail.core)))
    figure = chain.figures[-1]
    if chain.left_begin > chain.clause.begin and _SIBLING.search(chain.left) and not tail.sign:
        core = re.sub(r"(?:来自|的)$", "", topic.prefix)
    if figure.unit_kind in _SIZED_KINDS and not core.endswith(_SIZED_NOUNS):
        core = core[:-1] + _SIZED.get(core[-1:], core[-1:])
    if figure.kind == "amount":
        topic.prefix = core
        core = _with_object(chain, tail, core, words)
        if figure.unit_kind == "age":
            return _age(chain, core, words, topic)
    if (by := _BY.match(core)) and (metric := topic.metric()):
        return by["who"] + metric
    if placed := _PLACED.match(clean(chain.rest)) if core.endswith("投资") else None:
        return clean(placed["what"]) + "投资"
    if len(core) > _LONGEST_CORE and (short := core.rpartition("的")[2]) and len(short) >= _SHORT_OBJECT:
        core = short
    if not core:
        return topic.owner()
    if (core in topic.places or GROUP.fullmatch(core)) and (metric := topic.metric()):
        return core + metric
    if _WITHIN.match(core) and (owner := topic.owner()) and not owner.endswith(core):
        return owner + core
    if _SIZE.fullmatch(core):
        owner = topic.owner()
        if p.SHARE_NOUN.search(owner) and p.SHARE_NOUN.search(core):
            return owner
        return owner + core if owner and not owner.endswith(core) else core
    if (
        FLOW.fullmatch(core)
        and topic.head_at >= 0
        and (m := _OWNED.match(topic.head))
        and topic.head_at > topic.subject_at
    ):
        return m["owner"] + core
    if FLOW.fullmatch(core) and topic.subject and not FLOW.search(topic.subject):
        return topic.subject + core
    return core


def _age(chain: Chain, core: str, words: Words, topic: Topic) -> str:
    """60岁张三 measures 张三年龄."""
    of = words.object(chain.figures[-1].outer_end, chain.right_end)[0].removeprefix("的")
    person = clean(of) or core or topic.owner()
    return person[-14:] if person.endswith("年龄") else f"{person[-12:]}年龄"


def _with_object(chain: Chain, tail: Tail, core: str, words: Words) -> str:
    """Take in the noun after the number: 170多个国家和地区, 超550亿元新材料产品."""
    right = clean(chain.right)
    if _OF_SUCH.match(chain.right) and _QUALITY.search(core):
        return core
    if _TURNED.match(right) or chain.left.endswith("相当于"):
        return core
    if not right or chain.right.startswith(("（", "”", "、", "，")) or _MARK_WORD.match(right):
        return core
    begin = chain.figures[-1].outer_end
    cut = _LISTED_VERB.search(words.text, begin, chain.right_end)
    phrase, whole = words.object(begin, cut.start() if cut else chain.right_end)
    phrase, whole = clean(phrase), clean(whole)
    kind = chain.figures[-1].unit_kind
    of = chain.right.startswith("的")
    if _KIND.search(phrase) and (shared := _SHARED_KIND.search(chain.rest)):
        phrase += clean(shared["noun"])
    if valued := _VALUED.search(core):
        return core[: valued.start()] + phrase + valued[0] if kind == "money" and phrase and not of else core
    if given := _GIVEN.match(core):
        return f"{given['who']}占{phrase}比重"
    if (
        not phrase
        or (kind not in _OBJECT_UNITS and not of and tail.sign)
        or (core and _RATE_NOUN.fullmatch(phrase))
    ):
        return core
    if kind == "money" and re.match(r"(?:人民币|左右|以上|以下)", phrase):
        return core
    if kind not in _OBJECT_UNITS and core and _ends_in_noun(core) and (of or not phrase):
        return phrase + core if of and not _VERB_OBJECT.match(core) else core + phrase if of else core
    general = _GENERAL_START.match(whole)
    if (
        len(whole) <= _LONGEST_OBJECT
        and len(whole) > len(phrase)
        and (general or not core or len(phrase) < _SHORT_OBJECT)
    ):
        phrase = whole
    if len(core) <= 12 or _GENERAL.match(phrase):
        return (core + phrase)[-40:]
    return _verb_of(core, words, chain) + phrase


def _ends_in_noun(core: str) -> bool:
    return bool(
        re.search(
            r"(?:额|量|值|规模|价值|收入|投资|资金|成本|价格|面积|产量|费用|利润|余额|金|款|产值|度|进口|出口|寿命|率|数)$",
            core,
        )
    )


def _verb_of(core: str, words: Words, chain: Chain) -> str:
    inside = words.inside(chain.left_begin, chain.begin)
    for i in range(len(inside) - 1, -1, -1):
        if inside[i][1] in {"v", "vn"} and inside[i][0] in core[-8:]:
            return clean(core[core.rfind(inside[i][0]) :])
    return ""


def share(subject: str, tail: Tail) -> str:
    """对欧盟进出口 and 我国进出口总值 give 对欧盟进出口占进出口总值比重."""
    if tail.whole is None:
        return (
            f"{subject}{tail.share_noun}"
            if tail.share_noun == "占比" and not subject.endswith("占比")
            else subject
        )
    whole = clean(tail.whole)
    if subject.endswith(("占", "占比", "比重")) or not whole:
        return subject + whole
    noun = tail.share_noun if tail.share_noun in {"比例", "份额"} else "比重"
    return (
        f"{subject}占{whole}{noun}"
        if not whole.endswith(("比重", "占比", "份额", "比例"))
        else f"{subject}占{whole}"
    )


def rank(chain: Chain, figure: Figure, tail_left: str, words: Words, topic: Topic) -> str:
    """The quality ranked: 全球第二大进口市场 gives 全球进口市场排名."""
    left = re.sub(rf"{p.TIME}", "", tail_left)
    scope = _SCOPE.search(left)
    before = None
    while left != before:
        before = left
        left = _HELD.sub("", left.rstrip("“、，")).rstrip()
    left = clean(_after_verb(left) if figure.degree else _before_verb(left))
    if figure.degree:
        left = re.sub(r"^.*(?:对|与|为|是|向)", "", left)
    right = clean(words.object(figure.outer_end, chain.right_end)[0])
    if not figure.degree and (reached := _REACHED.match(chain.rest)):
        return clean(reached[0])
    if figure.degree or right.endswith(("城市", "国家", "地区", "省份")):
        ranked = _RANKED_NOUN.match(chain.right) if figure.degree else None
        noun = clean(ranked[0]) if ranked else right if figure.degree else clean(chain.right)
        noun = re.sub(r"(?:的)?(?:地位|位置)$", "", noun)
        noun = {"国": "大国"}.get(noun, noun) if left else noun
        if figure.degree and len(left) > 8 and noun:
            left = scope[0] if scope else ""
        return f"{left}{noun}排名" if figure.degree else noun
    if scope and left.endswith(scope[0]):
        left = clean(left[: -len(scope[0])])
    subject = left or topic.head or topic.subject or topic.previous_sentence
    if _SIZE.fullmatch(subject) and topic.head and not subject.endswith(topic.head):
        subject = topic.head + subject
    subject = re.sub(r"(?:排名|位次|名次)$", "", subject)
    return f"{subject}{scope[0] if scope else ''}排名"


def _before_verb(left: str) -> str:
    """What holds a rank: 专利授权量 in 专利授权量跃居全国."""
    m = _RANKED.search(left)
    return left[: m.start()] if m else left


def _after_verb(left: str) -> str:
    m = re.search(r"(?:成为|保持|位居|跃居|跃升为|跻身|巩固|作为|互为)(?P<rest>[^，。；]*)$", left)
    return m["rest"] if m else left


def streak(chain: Chain, tail: Tail, words: Words, topic: Topic) -> str:
    """连续7个月保持同比增长 gives the subject with 增长; 连续17年成为第二大市场 keeps what it has become."""
    subject = clean(tail.core)
    if tail.fact_noun and (not subject or _SIZE.fullmatch(subject)):
        subject = (topic.head or topic.subject) + tail.fact_noun
    if FLOW.fullmatch(subject) and topic.subject and not FLOW.search(topic.subject[-4:]):
        subject = topic.subject + subject
    did = clean(
        re.sub(
            r"^(?:的)?(?:第[一二三四五六七八九十\d]+次)?(?:继续|持续|稳定|稳步)?(?:保持|实现|呈现|出现|录得|维持)?(?:了)?",
            "",
            _whole_right(chain),
        )
    )
    if chain.figures[0].kind == "run":
        did = ""
    if re.match(r"^(?:成为|位居|居|稳居|互为|入选|获)", did) and not subject:
        subject = "" if len(did) > 10 else topic.head
    subject = subject or ("" if len(did) > 12 else topic.head or topic.subject)
    return clean(subject + did[:24]) or topic.head


def _whole_right(chain: Chain) -> str:
    return re.sub(p.TIME, "", chain.rest)


def members(core: str, count: int) -> tuple[str, ...]:
    """Share out a list over its figures: 专用装备、高端机床出口 for two is 专用装备出口 and 高端机床出口.

    Returns () when the list has another number of members.
    """
    core = _PAIRED.sub(r"\1\3、\2\3", core)
    core = _REGIONS.sub(lambda m: f"{m[1]}部、{m[2]}部、{m[3]}部", core.removesuffix("分别"))
    if count == 2 and (m := re.fullmatch(r"(.*?)(产销|购销|收支|存贷款?|产消)(量|额|余额)?", core)):
        first, second = m[2][0], m[2][1]
        tail = (m[2][2:] or "") + (m[3] or "")
        return (m[1] + first + tail, m[1] + second + tail)
    parts = [s.strip(" 等") for s in _SPLIT.split(core)]
    if len(parts) != count:
        parts = [s.strip(" 等") for s in re.split("、", core)]
        if len(parts) == count - 1:
            parts = [*parts[:-1], *re.split(r"和|与|及(?!其|以)", parts[-1])]
    if len(parts) != count or not all(parts):
        return ()
    head, tail = _shared(parts)
    middle = [s[len(head) :] if i == 0 else s for i, s in enumerate(parts)]
    middle[-1] = middle[-1][: len(middle[-1]) - len(tail)] if tail else middle[-1]
    return tuple(
        clean(head + re.sub(r"等(?:市|省|国|地区|国家|产品|行业|县|区|企业)?$", "", m) + tail) for m in middle
    )


_HEAD_WORD = re.compile(
    r"^((?:我国)?(?:对|自|从|向)[^、]{1,10}?(?:进出口|出口|进口)(?=[^值额总量、]{2,})|(?:进口|出口)(?=[^值额总量、]{2,})|(?:我国)?(?:对|自|从|向|与|同|规模以上)(?!外)"
    r"|(?:.{0,12}?)(?:贸易规模|规模|收入|金额|投资)?(?:超过?|突破))"
)
_TAIL_WORD = re.compile(
    r"((?:等)?(?:市|省|行业|(?<![水农畜林副])产品|地区|领域|板块|企业)?(?:合计)?(?:的)?(?:平均|日均|人均)?(?:国内生产总值|地区生产总值|生产总值|实际使用外资(?:金额)?|固定资产投资|投资额?|进出口总值|进出口|出口额|进口额|进口值|出口值|出口量|进口量|出口|进口|增加值|产销量|产量|销量|销售额|销售量|营业收入|主营业务收入|收入|净利润|利润总额|利润|零售额|交易额|成交额|成交量|吞吐量|发电量|用电量|客运量|货运量|发送量|周转量|价格|价格指数|面积|人数|比重|占比|消费支出|支出|数量|贷款余额|存款余额|余额|贷款|存款|保费收入|业务量|业务收入|用户|用户数|元国家和地区|元的?国家和地区|国家和地区|亿元|板块|指数|股指|排放总量|排放量|浓度|单产|总产量|总产|库存|房价))$"
)


def _shared(parts: list[str]) -> tuple[str, str]:
    """The words a list says once: before its first member, after its last."""
    head = m[0] if (m := _HEAD_WORD.match(parts[0])) else ""
    if head and all(part.startswith(head) for part in parts[1:]):
        head = ""
    tail = m[0] if (m := _TAIL_WORD.search(parts[-1])) else ""
    if tail and all(part.endswith(tail) for part in parts[:-1]):
        tail = ""
    whole = tail and len(tail) == len(parts[-1])
    if whole or any(_TAIL_WORD.search(part) for part in parts[:-1]):
        tail = ""
    return head, tail
