"""The period a figure speaks of: the time that governs it in its sentence, its paragraph, or the headline."""

import re
from dataclasses import dataclass
from datetime import timedelta

from kg.extract.statistics import patterns as p
from kg.extract.statistics.periods import standing
from kg.extract.statistics.periods.validity import validity
from kg.extract.statistics.reading import Reading, Sentence
from kg.extract.statistics.values.figures import Chain
from kg.language.quantities import calendar
from kg.language.quantities.times import Time, TimeKind
from kg.records import Period

_COMPARED = re.compile(r"(?:较|(?<![占])比|相比于?|相较于?|对比|高于|低于|超过|优于|与|同|超)(?:上一)?$")
_AFTER_COMPARED = re.compile(r"^(?:同期|的?[^，。；]{0,12}(?:相比|比较|持平))")
_SUBORDINATE = re.compile(
    r"^(?:将|即将|有望|计划|起将)|^[^，。；\d]{0,16}(?:投产|建成|达产|竣工|完工|投用|通车|开园|投运|交付|上市|量产|动工|开工|试运行|启动|成立|组建|创办|创立|设立|开业|挂牌|揭牌|开通|施行|生效)(?:后|并投产|投产|使用|运营|建设|通车|施工|实施)?(?=$|[，。；])"
)
_OF_COMPARED = re.compile(r"(?:年)?(?:的平均|平均|的)")
_FROM = re.compile(r"(?:由|从)(?:原来|此前)?$")
_ARRIVED = re.compile(r"(?:至|到|为)(?:了|近|超过?|约)?$")
_INVOICED = re.compile(r"^开具的")
_STANDING_FACT = re.compile(
    r"占地|坐落|位于|设有|下设|现有|建有|配有|配备|通达|遍布|遍及|样本|保留|年产能|产能可?达|设计|总投资|估值|应用于|运行时间|从业|全长|总长|容积|可容纳|可停放|(?:公司|企业|学校|医院|我们)(?:已|现)?(?:有|拥有|设)"
)
_CARRIES_ON = re.compile(r"^[“”、，]*(?:其中|同期|同时|与此同时|此外|特别是|尤其是)")
_SAID = re.compile(r"数据|显示|统计|发布|公布|介绍|海关|称")
_DAY = frozenset({"day", "days"})
_MEETING = re.compile(r"会议|会上|发布会|论坛|年会")
_FIRST_SINCE = re.compile(r"(?:以来)?(?:的)?(?:同期)?(?:首次|首度|首|第一次|最)")
_AT_MEETING = re.compile(r"(?:会|会议|仪式|论坛|活动|名单|报告|工作)(?:上|中|期间)$")
_STANDING = frozenset({"temperature", "age", "voltage", "angle", "frequency"})
_DATELINE = re.compile(r"^[^，。]*?(?:电|讯|专电|消息)(?:[（(][^（）()]*[）)])?")
_RIVAL = re.compile(r"(?:还是|无论|不论|不管)")
_BROKEN_DOWN = re.compile(r"\s*分[^，。；]{1,6}看，")
_MULTIPLE_OF = re.compile(r"(?:是|为|相当于|约为|约是|达到?|达)$")
_MULTIPLE = re.compile(r"^(?:同期)?(?:水平)?的(?:约|近|超)?[\d.两二三四五六七八九十]+(?:多|余)?(?:倍|%|分之)")
_BASED_ON = re.compile(r"[^，。；]{0,14}(?:测算|计算|估算|推算|核算|为基[期数准点])")
_BASED = ("以", "按", "按照", "依据", "根据")
_BASE_REACH = 24
_BYGONE = re.compile(r"的同时$|[^，。；]{2,}(?<![前先落])后$")
_LEAST_PREFIX = 8
_SHORT = 6


@dataclass(slots=True)
class Scope:
    """What carries over: the opening time of the paragraph, the time of the sentence before, the headline's year."""

    reading: Reading
    block: int = -1
    opener: Time | None = None
    last: Period | None = None
    last_sentence: int = -1
    announced: Period | None = None
    headline: Period | None = None
    section: Period | None = None
    valid: Period | None = None

    def __post_init__(self) -> None:
        """Learn the time of the headline and the validity that the article states."""
        self.valid = validity(self.reading)
        self.headline = standing.of_headline(self.reading) or standing.of_trading(self.reading)

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: a new paragraph forgets the opener of the one before."""
        if sentence.section:
            self.section = standing.of_heading(self.reading, sentence)
        if sentence.block != self.block:
            before = self.reading.text[max(0, sentence.begin - 2) : sentence.begin].strip()
            self.announced = (
                self.opener.period
                if before.endswith("：") and self.opener
                else (self.announced if not sentence.heading else None)
            )
            self.opener, self.block = None, sentence.block
            if not _CARRIES_ON.match(self.reading.text[sentence.begin : sentence.end].lstrip()):
                self.last = None

    def leave(self, sentence: Sentence) -> None:
        """End a sentence: keep the time that opened it for what follows."""
        opener = self._opening(sentence)
        if opener is not None:
            self.opener = opener

    def period(self, chain: Chain, rule: bool = False) -> Period | None:
        """The period of a chain of figures."""
        sentence = chain.sentence
        within = self._within(chain)
        kind = chain.figures[0].unit_kind
        if rule:
            return within.period if within is not None and within.grain in {"span", "days"} else self.valid
        if (shifted := self._year_before(chain) or self._of_compared(chain)) is not None:
            return shifted
        if kind in _STANDING or (kind == "time" and not self._streak(chain)):
            own = within is not None and chain.clause.begin <= within.begin
            return within.period if within is not None and own else None
        if within is not None:
            self.last, self.last_sentence = within.period, sentence.begin
            return within.period
        if self._open_before(chain) or _STANDING_FACT.search(
            self.reading.text, chain.clause.begin, chain.begin
        ):
            return None
        if later := self._stated_after(chain):
            self.last, self.last_sentence = later, sentence.begin
            return later
        text = self.reading.text[sentence.begin : sentence.end].lstrip()
        if _CARRIES_ON.match(text) and self.last is not None:
            return self.last
        if self.opener is not None:
            return self.opener.period
        return self.announced or self.section or self.headline

    def _streak(self, chain: Chain) -> bool:
        return bool(p.STREAK_LEFT.search(chain.left) or p.STREAK_RIGHT.match(chain.right))

    def streak(self, chain: Chain, count: int, unit: str) -> Period | None:
        """从6月起连续7个月: from June on, seven months."""
        for time in reversed(self.reading.times_in(chain.sentence.begin, chain.begin)):
            if time.kind is TimeKind.SINCE and time.period is not None:
                return _run(time.period, count, unit)
        return None

    def _within(self, chain: Chain) -> Time | None:
        """The last time before the figure in its sentence that governs it; an open time gives an empty one."""
        sentence = chain.sentence
        found: Time | None = None
        for time in self.reading.times_in(sentence.begin, chain.begin):
            if time.kind is TimeKind.TOTAL or not self._governs(time, sentence, chain):
                continue
            if found is not None and found.kind is TimeKind.POINT and _counted_from(found, time):
                continue
            found = time
        return found

    def _left_behind(self, time: Time, chain: Chain) -> bool:
        """由2020年的70%提高到92%: the year belongs to the first number, not to the one arrived at."""
        text = self.reading.text
        between = text[time.end : chain.begin]
        return bool(
            _FROM.search(text[max(0, time.begin - 4) : time.begin])
            and _ARRIVED.search(between)
            and re.search(r"[\d一二三四五六七八九十半]", between)
        )

    def _year_before(self, chain: Chain) -> Period | None:
        """由去年同期的58%降至53.3%: the first number is that of the same period a year earlier."""
        for time in self.reading.times_in(chain.clause.begin, chain.begin):
            near = chain.begin - time.end <= 1 and _FROM.search(
                self.reading.text[max(0, time.begin - 4) : time.begin]
            )
            if time.kind is TimeKind.SAME and near:
                governing = self._within(chain)
                main = (
                    governing.period
                    if governing is not None
                    else self.opener.period
                    if self.opener
                    else self.headline
                )
                return calendar.year_earlier(main) if main is not None else None
        return None

    def _of_compared(self, chain: Chain) -> Period | None:
        """低于2024年平均6.6%的增速, 较去年的3.2%提高: the number is that of the period compared with."""
        text = self.reading.text
        for time in self.reading.times_in(chain.clause.begin, chain.begin):
            own = _OF_COMPARED.fullmatch(text[time.end : chain.begin])
            if (
                own
                and time.period is not None
                and _COMPARED.search(text[max(0, time.begin - 4) : time.begin])
            ):
                return time.period
        return None

    def _open_before(self, chain: Chain) -> bool:
        """累计 without a time in the sentence is open."""
        return any(t.kind is TimeKind.TOTAL for t in self.reading.times_in(chain.sentence.begin, chain.begin))

    def _governs(self, time: Time, sentence: Sentence, chain: Chain) -> bool:
        text = self.reading.text
        if time.kind is TimeKind.SAME or (time.period is None and time.kind is not TimeKind.OPEN):
            return False
        if self._compared(time) or self._left_behind(time, chain) or self._enclosed(time, chain):
            return False
        clause = next((c for c in sentence.clauses if c.begin <= time.begin < c.end), None)
        after = text[time.end : clause.end if clause else sentence.end]
        same_clause = clause is not None and clause.begin <= chain.begin < clause.end
        if clause is not None and not same_clause and _BYGONE.search(after):
            return False
        if time.kind is TimeKind.OPEN and text[time.begin : time.end] in _WEAK_OPEN and not same_clause:
            return False
        if time.grain in _DAY and time.kind is not TimeKind.POINT:
            until = text[time.end : chain.begin] if same_clause else after
            invoiced = _INVOICED.match(after) is not None
            if (
                not same_clause
                and len(after) > _SHORT
                and not any(c.isdigit() for c in after)
                and not invoiced
            ):
                return False
            if (
                time.grain == "day"
                and not same_clause
                and not invoiced
                and p.REPORTING.search(text[time.end : chain.begin])
            ):
                return False
            if re.match(r"(?:电|讯|专电|夜电)(?![力价量池])", until):
                return False
            if time.grain == "day" and (p.REPORTING.search(until) or _MEETING.search(until[:30])):
                return False
            if time.grain == "days" and (
                p.REPORTING.search(until[:24]) or re.match(r"在[^，。]{0,12}(?:召开|举行|举办)", until)
            ):
                return False
        if (p.EVENT_MODIFIER.match(after) and time.grain != "year") or re.match(
            r"[^，。；]{0,12}(?:上线|成立|发布|印发|出台|修订|召开|举行)的", after
        ):
            return False
        if not same_clause and _FIRST_SINCE.match(after):
            return False
        if not same_clause and _AT_MEETING.search(after):
            return False
        if _SUBORDINATE.match(after) and not same_clause:  # 2027年建成，达产后…
            return False
        return not (time.kind is TimeKind.SINCE and not same_clause and time.grain in {"year"})

    def _enclosed(self, time: Time, chain: Chain) -> bool:
        """增长5.2%（上年为4.8%），…: a time in brackets that are closed before the figure."""
        brackets = [c for c in self.reading.text[time.end : chain.begin] if c in "（）"]
        return brackets[:1] == ["）"]

    def _compared(self, time: Time) -> bool:
        text = self.reading.text
        before = text[max(0, time.begin - 4) : time.begin]
        if _BASED_ON.match(text[time.end : time.end + _BASE_REACH]) and before.endswith(_BASED):
            return True
        if _MULTIPLE_OF.search(before) and _MULTIPLE.match(text[time.end : time.end + 16]):
            return True
        return bool(
            (_COMPARED.search(before) and not before.endswith(("与此同",)))
            or _AFTER_COMPARED.match(text[time.end : time.end + 20])
        )

    def _stated_after(self, chain: Chain) -> Period | None:
        """进出口43.85万亿元——数据显示，2024年…: the time stands after the figure."""
        text, sentence = self.reading.text, chain.sentence
        for time in self.reading.times_in(chain.end, sentence.end):
            between = text[chain.end : time.begin]
            if (
                time.grain in standing.LONG
                and time.period
                and "——" in between
                and _SAID.search(between)
                and not self._compared(time)
            ):
                return time.period
        return None

    def _opening(self, sentence: Sentence) -> Time | None:
        """The year or other long time that opens a sentence."""
        text = self.reading.text
        if _RIVAL.search(text[sentence.begin : sentence.end]) or _BROKEN_DOWN.match(
            text, sentence.begin, sentence.end
        ):
            return None
        for clause in sentence.clauses[:4]:
            for time in self.reading.times_in(clause.begin, clause.end):
                prefix = _DATELINE.sub("", text[clause.begin : time.begin]).strip("“”— ")
                weak = text[time.begin : time.end] in _WEAK_OPEN
                if time.kind is TimeKind.OPEN and not weak and not prefix and clause is sentence.clauses[0]:
                    return None
                long_ = time.grain in standing.LONG or (time.kind is TimeKind.POINT and time.explicit)
                if (
                    time.period
                    and long_
                    and len(prefix) <= _LEAST_PREFIX
                    and not self._compared(time)
                    and time.kind is not TimeKind.SINCE
                ):
                    if (
                        _SUBORDINATE.match(text[time.end : clause.end])
                        or text.startswith("平均", time.end)
                        or _BYGONE.search(text[time.end : clause.end])
                        or p.EVENT_MODIFIER.match(text[time.end : clause.end])
                    ):
                        continue
                    return time
        return None


_WEAK_OPEN = frozenset(
    {
        "近日",
        "日前",
        "近期",
        "最近",
        "不久前",
        "连年",
        "近年来",
        "近年",
        "多年来",
        "历年",
        "每年",
        "常年",
        "长期以来",
        "近几年来",
        "近几年",
    }
)


def _run(first: Period, count: int, unit: str) -> Period | None:
    """`count` months, quarters or years from the first on."""
    if unit in {"天", "日"}:
        return calendar.span(first.start, first.start + timedelta(days=count - 1))
    step = {"个月": 1, "个季度": 3, "年": 12}.get(unit)
    if step is None:
        return None
    last = first.start.year * 12 + first.start.month - 1 + count * step - 1
    end = calendar.month_end(last // 12, last % 12 + 1)
    if first.start.year == end.year and first.start.day == 1:
        return calendar.months(first.start.year, first.start.month, end.month)
    return calendar.span(first.start, end)


def _counted_from(point: Time, time: Time) -> bool:
    """截至8月底，今年累计…: the year says from when, the point until when."""
    inside = (
        point.period is not None
        and time.period is not None
        and time.period.start <= point.period.end <= time.period.end
    )
    return inside and time.grain in {"year", "span"}
