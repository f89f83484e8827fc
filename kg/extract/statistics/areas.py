"""The place a figure is about, from its clause, its sentence, its paragraph or the article."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.statistics.figures import Chain
from kg.extract.statistics.homes import LOCAL, Homes, Located
from kg.extract.statistics.reading import Name, Reading, Sentence
from kg.records import EntityType, Measure, Ref

CHINA = "place/CN"
NOWHERE = ""
"""Stands for a place that has no name of its own while the rules work."""
_INLAND = re.compile(r"国内(?!生产总值|外|首|最|第|游|旅|航|贸易)")
_NATION = re.compile(r"我国|全国|中国(?![移联电石建工农银人]|平安|进出口银行)|中央财政|大中城市|一线城市")
_WORLD = re.compile(
    r"(?:全球|世界|发达经济体|新兴市场|发达国家|发展中国家|新兴经济体)(?=[^，。；]{0,8}(?:经济|贸易|GDP|生产总值|增长|增速|通胀|物价|人口|需求|债务|投资|产量|销量|能源|碳排放))"
)
_WORLD_BEFORE = re.compile(r"(?:^|预计|预测|预期|估计|推动|导致|今年|明年|去年|年|月|，|：|上|中)(?:将|的)?$")
_ADDRESS = re.compile(r"(?:位于|坐落[在于]|地处|总部设?在|注册地?在|落户|来到|走进|深入|前往|抵达)$")
_VISIT = re.compile(
    r"^[^，。；]{0,4}(?:召开|举行|举办|出席|会见|发布|表示|说|调研|考察|开幕|闭幕|致辞|签署|接受|访问|指出|强调|宣布|参观|采访)"
)
_TITLE = re.compile(r"^(?:副?总理|总统|外长|首相|国王|大使|驻)")
_PRIVATE_PERSON = re.compile(
    r"[^，。；、的在]{0,8}(?:司机|农民|村民|居民|市民|商户|老板|游客|学生|教师|种粮大户|种植大户|养殖户|消费者|手艺人|店主|摊主)"
)
_FIRM_WORD = re.compile(
    r"(?:这家|该|一家|本)(?:企业|公司|工厂|集团|厂|校|院|所|医院|学校)|(?:^|，|：|“)(?:公司|企业(?=[已现拥年计将])|学校|集团|我们(?:公司|企业|厂))"
)
_EVENT_WORD = re.compile(r"展览(?:总)?面积|参展|参会|与会|展商|展区|展位|本届|参赛")
_PARTNER = re.compile(
    r"(?:对|与|同|自|从|向|来自|赴|往|比|较|遍及|流向|出口至|出口到|销往|通达|通往|覆盖|遍布|直达|连接|深入|走访|涉及)(?:[^，。；]{0,16}(?:、|和|及))?$|从[^，。；]{1,14}到$"
)
_AS_PART = re.compile(
    r"^(?:的?(?:约|近|超|超过|逾)?(?:\d[\d.]*%|[一二两三四五六七八九]成|[\d一二三四五六七八九]分之|一半|1/\d)|前[三四五六七八九十\d]|(?:等)?(?:首位|第|一半|前列|总量|平均|最大|之首|排名|比重|总额|之最|外贸总值|进出口总值|同类))"
)
_TRADE = re.compile(r"^(?:等?(?:、[^，。；、]{2,8})*(?:和[^，。；、]{2,8})?)(?:国家|市场|各国|企业|籍|人)")
_DATELINE = re.compile(r"(?:社|讯|报|网)$")
_DATED = re.compile(r"^\d{1,2}月\d{1,2}日(?:电|讯|专电|报道)")
_WHOLE_OF = re.compile(r"(?:占|占到|贡献了|高于|低于|快于|慢于|位居|位列|稳居|居|列|成为|是|继|超过)$")
_COMPARED = re.compile(r"(?:占|占到|贡献了|高于|低于|快于|慢于|超过)$")
_WIDE = frozenset({"Country", "Province", "City", "County", "Region"})
_GROUP = re.compile(
    r"(?:\d+|[两三四五六七八九十])(?:个)?(?:省市|省区市|省区|省份|省|市|国|县|个城市)(?!级|政府)"
)
_OFFICIAL = frozenset({"GovernmentBody", "Association", "InternationalOrganization"})
_PRIVATE = frozenset({"Company", "Institute", None})
_SPEAKS = re.compile(r"^[^，。；]{0,14}(?:介绍|表示|说|认为|发布|公布|统计|显示|测算|预计|指出|数据|报告)")
_PUBLIC_WORD = re.compile(r"国新办|新闻发布会|国家统计局|国务院|据统计|据海关统计")
_TITLE_LENGTH = 16
_NEAR = 10
_OWN_ONLY = frozenset({"age", "temperature"})
_AT = re.compile(r"^的?$")


@dataclass(slots=True)
class Areas:
    """Reads the area of figures. `default` is that of an article about a nation or place."""

    reading: Reading
    default: Ref | None = None
    homes: Homes = field(init=False)
    paragraph: Ref | None = None
    private: bool = False
    official: bool = False
    national: bool = False
    speakers: set[str] = field(default_factory=set)
    block: int = -1

    def __post_init__(self) -> None:
        """Learn from the whole article who speaks in it and which place it is about."""
        kinds = Counter(
            n.mention.subtype for n in self.reading.names if n.mention.type is EntityType.ORGANIZATION
        )
        public, private = sum(kinds[k] for k in _OFFICIAL), sum(kinds[k] for k in _PRIVATE)
        self.official = public > private or (not private and bool(_PUBLIC_WORD.search(self.reading.text)))
        self.speakers = self._private_speakers()
        wide = [
            n
            for n in self.reading.names
            if n.mention.type is EntityType.PLACE and n.mention.subtype in _WIDE and not self._dateline(n)
        ]
        self.homes = Homes(self.reading, [n for n in wide if self._is_area(n, 0)] or wide)
        self.default = self._of_article()

    def _private_speakers(self) -> set[str]:
        """Persons introduced by a firm or institute: 某公司总裁张三."""
        found: set[str] = set()
        for before, name in pairwise(self.reading.names):
            near = name.begin - before.end <= _TITLE_LENGTH and not re.search(
                "[，。；]", self.reading.text[before.end : name.begin]
            )
            if name.mention.type is EntityType.PERSON and before.mention.subtype in _PRIVATE and near:
                found.add(name.mention.text)
        return found

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence; a new paragraph forgets the place and the firm of the one before."""
        if sentence.block != self.block:
            self.block, self.paragraph, self.private = sentence.block, None, False
        for name in self.reading.names_in(sentence.begin, sentence.end):
            firm = name.mention.type is EntityType.ORGANIZATION and name.mention.subtype in _PRIVATE
            if firm or name.mention.text in self.speakers:
                self.private = True
        if _FIRM_WORD.search(self.reading.text, sentence.begin, sentence.end):
            self.private = True

    def area(self, chain: Chain, measure: Measure, dated: bool) -> Ref | None:
        """The place of a chain of figures, None for a single firm and for several places without a name."""
        text = self.reading.text
        if after := self._place_after(chain):
            return after
        group = _GROUP.search(text, chain.clause.begin, chain.begin)
        if group and measure is not Measure.RANK and not _part(text, *group.span()):
            return self._grouped(group)
        if _FIRM_WORD.search(
            text, max(chain.clause.begin - 1, 0), min(chain.begin, chain.clause.begin + _FIRM_LEAD)
        ):
            return None
        own = self._named(chain.clause.begin, chain.begin)
        kind = chain.figures[0].unit_kind
        if own is None and kind not in _OWN_ONLY:
            own = self._named(chain.sentence.begin, chain.clause.begin)
        if own is not None:
            if "其中" not in text[chain.sentence.begin : chain.begin]:
                self.paragraph = own
            return own if own != NOWHERE else None
        if (self.private and not self._public(chain)) or (
            kind in _OWN_ONLY | {"time"} and measure is Measure.LEVEL
        ):
            return None
        if self.paragraph is not None:
            return self.paragraph if self.paragraph != NOWHERE else None
        if _EVENT_WORD.search(text, chain.sentence.begin, chain.end):
            return None
        if (body := self._body(chain)) is not None:
            return body
        if self.official or self.national or dated or measure in {Measure.RANK, Measure.SHARE, Measure.RULE}:
            return self.default
        return self.default if self.default != CHINA else None

    def member(self, chain: Chain, text: str) -> tuple[bool, Ref | None]:
        """Whether a member of a list is a place, and which: 揭阳 in 揭阳、汕尾等市进出口分别增长."""
        for name in self.reading.names_in(chain.sentence.begin, chain.begin):
            if name.mention.type is EntityType.PLACE and text.startswith(name.mention.text):
                before = self.reading.text[max(chain.sentence.begin, name.begin - 24) : name.begin]
                if _PARTNER.search(before):
                    return False, None
                return True, name.mention if "—" not in text else None
        return False, None

    def _body(self, chain: Chain) -> Ref | None:
        """The place of the last local body named in the sentence before the figure: 省水利厅."""
        for name in reversed(self.reading.names_in(chain.sentence.begin, chain.begin)):
            if name.mention.type is EntityType.ORGANIZATION and name.mention.subtype == "GovernmentBody":
                return self.homes.of_body(name.mention, name.begin)
        return None

    def _public(self, chain: Chain) -> bool:
        """A sentence that names no firm itself and speaks for the nation's statistics."""
        inside = self.reading.names_in(chain.sentence.begin, chain.sentence.end)
        return self.official and not any(
            n.mention.subtype in _PRIVATE and not _SPEAKS.match(self.reading.text[n.end : n.end + 16])
            for n in inside
        )

    def _place_after(self, chain: Chain) -> Ref | None:
        """总投资额90亿元的…产业园, 扎根雄安新区: the place follows the figure."""
        text = self.reading.text
        after = self.reading.names_in(chain.end, min(chain.clause.end, chain.end + 24))
        for index, name in enumerate(after):
            between = text[chain.end : name.begin]
            if name.mention.type is EntityType.PLACE and (
                (_AT.match(between) and between)
                or re.search(r"(?:扎根|落户|运抵|抵达|落地|入驻|进驻)$", between)
            ):
                inner = after[index + 1] if index + 1 < len(after) else name
                return (
                    inner.mention
                    if inner.begin == name.end and inner.mention.type is EntityType.PLACE
                    else name.mention
                )
        return None

    def _named(self, begin: int, end: int) -> Ref | None:
        """The last place named in a stretch as the one spoken of."""
        text = self.reading.text
        nation = (m.span() for m in _NATION.finditer(text, begin, end))
        found: list[tuple[int, Ref]] = [
            (b, CHINA) for b, e in nation if not self._inside_name(b, e) and not _part(text, b, e)
        ]
        local = (
            m
            for m in LOCAL.finditer(text, begin, end)
            if not self._inside_name(*m.span()) and not _part(text, *m.span())
        )
        found += [(m.start(), place) for m in local if (place := self.homes.of(m)) is not None]
        world = (
            m.start()
            for m in _WORLD.finditer(text, begin, end)
            if _WORLD_BEFORE.search(text[max(0, m.start() - 4) : m.start()] or "，")
        )
        found += [(b, NOWHERE) for b in world]
        names = self.reading.names_in(begin, end)
        found += [(n.begin, self._one(n)) for n in names if self._is_area(n, begin, leading=not found)]
        if not found:
            found += [
                (m.start(), CHINA) for m in _INLAND.finditer(text, begin, end) if not _part(text, *m.span())
            ]
        return max(found, key=lambda f: f[0])[1] if found else None

    def _grouped(self, group: re.Match[str]) -> Ref | None:
        """长三角8市 lie in the region named just before, 六省 after 中部六省 are that region; 沿江5省 have no name of their own."""
        regions = [
            n
            for n in self.reading.names
            if n.mention.type is EntityType.PLACE and n.mention.subtype == "Region"
        ]
        near = [n for n in regions if group.start() - _NEAR <= n.begin <= group.start()]
        named = [n for n in regions if n.mention.text.endswith(group[0])]
        return (near or named)[0].mention if near or named else None

    def _one(self, name: Name) -> Ref:
        """The place itself, or nowhere when it is one of several: 广东、江苏、浙江三省."""
        around = self.reading.names_in(max(0, name.begin - 12), name.end + 12)
        for other in around:
            both = other is not name and other.mention.type is EntityType.PLACE
            between = self.reading.text[min(name.end, other.end) : max(name.begin, other.begin)]
            if both and between in {"、", "和", "及", "与"}:
                return NOWHERE
        return name.mention

    def _inside_name(self, begin: int, end: int) -> bool:
        return any(
            n.begin <= begin < n.end and n.end - n.begin > end - begin
            for n in self.reading.names_in(max(0, begin - 30), end)
        )

    def _is_area(self, name: Name, begin: int, leading: bool = True) -> bool:
        m, text = name.mention, self.reading.text
        if m.type is not EntityType.PLACE:
            return False
        before, after = text[max(begin, name.begin - 24) : name.begin], text[name.end : name.end + 16]
        if (
            _ADDRESS.search(text[max(0, self._first(name) - 6) : self._first(name)])
            or _TITLE.match(after)
            or self._of_person(name)
        ):
            return False
        if (
            _PARTNER.search(before)
            or _COMPARED.search(before)
            or _AS_PART.match(after)
            or _TRADE.match(after)
        ):
            return False
        if after.startswith(("时间", "之外", "以外")) or self._dateline(name):
            return False
        if before.endswith("在") and _VISIT.match(after):
            return False
        if any(
            n.begin == name.end
            and n.mention.subtype in _PRIVATE
            and n.mention.type is EntityType.ORGANIZATION
            for n in self.reading.names_in(name.end, name.end + 1)
        ):
            return False
        if m.subtype == "Site":
            return leading and len(before.strip("“，、 ")) <= _SITE_LEAD
        return m.subtype in _WIDE or m.subtype is None

    def _of_person(self, name: Name) -> bool:
        """某市货车司机张三: where somebody comes from."""
        for other in self.reading.names_in(name.end, name.end + _TITLE_LENGTH):
            if other.mention.type is EntityType.PERSON:
                return _PRIVATE_PERSON.fullmatch(self.reading.text[name.end : other.begin]) is not None
        return False

    def _dateline(self, name: Name) -> bool:
        """新华社北京1月14日电."""
        text = self.reading.text
        after = text[name.end : name.end + 16]
        return bool(
            _DATED.match(after)
            or (_DATELINE.search(text[max(0, name.begin - 2) : name.begin]) and "月" in after)
        )

    def _first(self, name: Name) -> int:
        """Where the chain of places begins that ends in this one: 江苏省南通市崇川区."""
        begin = name.begin
        for other in reversed(self.reading.names_in(begin - 2 * _NEAR, begin)):
            if other.end == begin and other.mention.type is EntityType.PLACE:
                begin = other.begin
        return begin

    def _of_article(self) -> Ref | None:
        """The nation, or the place most named when the article is about one."""
        counts: Counter[str] = Counter()
        first: dict[str, Located] = {}
        for name in self.reading.names:
            m = name.mention
            if (
                m.type is EntityType.PLACE
                and m.subtype in _WIDE - {"Country", "Region"}
                and self._is_area(name, 0)
            ):
                key = m.key or m.name or m.text
                heading = self.reading.sentence_at(name.begin).heading
                counts[key] += 3 if heading else 1
                first.setdefault(key, Located(name.begin, 0, frozenset(), m, key))
        for name in self.reading.names:
            sentence = self.reading.sentence_at(name.begin)
            if (
                sentence.heading
                and name.begin == sentence.begin
                and name.mention.type is EntityType.PLACE
                and name.mention.subtype == "Region"
            ):
                return name.mention
        for one in self.homes.seats:
            counts[one.key] += 1 + 2 * self.reading.sentence_at(one.begin).heading
            first.setdefault(one.key, one)
        nation = sum(1 for pattern in (_NATION, _INLAND) for _ in pattern.finditer(self.reading.text))
        firms = any(
            n.mention.type is EntityType.ORGANIZATION and n.mention.subtype in {"Company", "Institute"}
            for n in self.reading.names
        )
        self.national = nation > 1 and not firms
        local = sum(1 for _ in LOCAL.finditer(self.reading.text))
        if counts:
            key, top = max(counts.items(), key=lambda kv: (kv[1], -first[kv[0]].begin))
            if top + 2 * local > 2 * nation and top + local >= _ENOUGH:
                return first[key].place
        return CHINA if nation or self.official else None


_SITE_LEAD = 6
_FIRM_LEAD = 5
_ENOUGH = 3


def _part(text: str, begin: int, end: int) -> bool:
    """占我国…, 全国首位: the nation as a whole, not the area itself."""
    return bool(_WHOLE_OF.search(text[max(0, begin - 3) : begin])) or bool(
        _AS_PART.match(text[end : end + 10])
    )
