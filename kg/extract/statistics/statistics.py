"""Statistics of an article: every figure as an observation, with the sentence that states it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.statistics import patterns as p
from kg.extract.statistics.areas.areas import Areas
from kg.extract.statistics.drafts import Draft, record
from kg.extract.statistics.headlines import with_body
from kg.extract.statistics.indicators import indicators
from kg.extract.statistics.indicators.phrases import Words, clean
from kg.extract.statistics.indicators.tails import Tail, peel
from kg.extract.statistics.periods.scope import Scope
from kg.extract.statistics.reading import Reading, Sentence, Span, read
from kg.extract.statistics.sources import Sources
from kg.extract.statistics.tables import tabular
from kg.extract.statistics.values import brackets, measures
from kg.extract.statistics.values.bases import basis
from kg.extract.statistics.values.counted import counted
from kg.extract.statistics.values.figures import Chain, Figure, chains, figures
from kg.extract.statistics.values.rules import is_rule, policy_of
from kg.records import Article, Basis, Measure, Mention, Page, Period, Statistic

_LONGEST_SUBJECT = 24
_SUBJECT_TAIL = re.compile(
    r"(?:方面|(?:增幅|增速|涨幅|降幅|跌幅|增加额|增长|下降)(?:较[大快多]|明显|居前|最[大快多]|显著)?)$"
)
_AND_SUCH = re.compile(
    r"^(?:等)?(?:[一二两三四五六七八九十\d]+)?(?:个)?(?:省市|省区|省份|地区(?!生产)|省|市|区|县|州|地(?!区)|国|城)?(?:的)?"
)
_REMEMBERED = 6
_RATE_NOUN = re.compile(r"(?:增速|增幅|涨幅|降幅|跌幅|升幅)$")
_STEPS = re.compile(r"(?:连续?跨|跨上|迈上|跨越|连上)[^，]*(?:台阶|大关|关口)$")
_BOUND_WORD = re.compile(r"^(?:不(?:得)?(?:超过|高于|低于|少于)|最高|最多)")
_WITHIN = re.compile(r"^以?内(?:可以?|应当?|必须|须)?(?P<what>[^，。；\d]{2,14})")
_ONWARD = re.compile(r"(?:，)?(?:至|到|达到|达)")
_ARRIVED = re.compile(
    r"(?:了)?(?:约|近|超过?)?[\d.]+个百分点(?P<way>至|到|达到|达)$"
)  # 占比提升2.9个百分点至65%
_WHOLE = re.compile(r"[、和，](?P<whole>(?:全国|全省|全市|全县|全区|全球|[东中西]部)(?:平均(?:水平)?)?)")
_HOW = re.compile(r"[高低快慢多少优领落][于出先后]?于?")


def statistics(
    doc: Doc, article: Article, mentions: Sequence[Mention], page: Page | None = None
) -> tuple[Statistic, ...]:
    """Read the statistics of an article in reading order.

    `mentions` are the final mentions of the article; `doc.text` is `article.text`. `page` is not needed today.

    Example: 2025年全省出口1.2万亿元，同比增长5% gives a level of 1200000000000 CNY and a growth of 5 % year on year.
    """
    reading = read(doc, article, mentions)
    reader = _Reader(reading)
    drafts = _drafts(reading, reader)
    with_body(reading, drafts)
    around = tabular.Around(reader.scope.headline, reader.areas.default, reader.sources.article)
    found = [record(reading, draft) for draft in drafts]
    found += tabular.of_tables(article, tuple(mentions), around)
    return tuple(sorted(found, key=lambda one: one.begin))


def _drafts(reading: Reading, reader: "_Reader") -> list[Draft]:
    kept = [f for f in figures(reading) if counted(reading, f)]
    for first, last in tabular.spans(reading.article):
        begin, end = reading.view.inside(first, last)
        kept = [f for f in kept if not begin <= f.begin < end]
    waiting = list(chains(reading, kept))
    index = 0
    for sentence in reading.sentences:
        reader.enter(sentence)
        while index < len(waiting) and waiting[index].sentence is sentence:
            reader.drafts += reader.chain(waiting[index])
            index += 1
        reader.leave(sentence)
    return reader.drafts


class _Reader:
    """Reads the chains of an article one after the other and remembers what carries over."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.words = Words(reading)
        self.topic = indicators.Topic()
        self.scope = Scope(reading)
        self.areas = Areas(reading)
        self.fallback = clean(reading.article.headline or "")[:_LONGEST_SUBJECT]
        self.sources = Sources(reading)
        self.last_basis: Basis | None = None
        self.last_yearly = False
        self.last_indicator = ""
        self.figure_clause = -1
        self.drafts: list[Draft] = []
        self.outers: list[brackets.Outer] = []
        self.compared: tuple[Span, str | None] | None = None
        self.places = frozenset(n.mention.text for n in reading.names if n.mention.type == "Place")

    def enter(self, sentence: Sentence) -> None:
        block = self.scope.block
        self.figure_clause = -1
        self.last_basis = None
        self.last_yearly = False
        self.outers = []
        self.scope.enter(sentence)
        self.areas.enter(sentence)
        self.sources.enter(sentence)
        before = self.topic
        self.topic = indicators.Topic(
            head=before.head if sentence.block == block else "",
            previous_sentence=before.subject or before.previous_sentence,
        )
        self.topic.fallback, self.topic.places = self.fallback, self.places
        self.topic.history = before.history[-_REMEMBERED:] if sentence.block == block else []
        self.topic.heads = before.heads if sentence.block == block else ()

    def leave(self, sentence: Sentence) -> None:
        self.scope.leave(sentence)
        if not self.topic.subject:
            self._meet(sentence, len(sentence.clauses))

    def chain(self, chain: Chain) -> list[Draft]:
        """Read one chain of figures."""
        inner = brackets.inner(self.reading, chain, self.outers, self.areas.homes)
        if inner is not None:
            return self._bracketed(chain, inner)
        tail = peel(
            _ARRIVED.sub(r"\g<way>", chain.before) if _ONWARD.fullmatch(chain.left) else chain.left,
            chain.figures[0].unit in {"pp", "基点"},
        )
        self._another_whole(chain, tail)
        self._meet(chain.sentence, chain.clause_index)
        phrase = indicators.base(chain, tail, self.words, self.topic) or self._time_text(chain)
        if (
            tail.sign
            and not clean(tail.core)
            and not tail.lift
            and len(chain.figures) == 1
            and chain.figures[0].unit_kind in {"counter", "noun", "money"}
        ):
            phrase = self._same_unit(chain, self.drafts) or phrase
        heads = self._heads(chain, tail, phrase)
        rule = is_rule(self.reading, chain)
        period = self.scope.period(chain, rule)
        source = self.sources.source(chain)
        drafts = []
        periods = self._listed_periods(chain)
        places = [self.areas.member(chain, head) if len(heads) > 1 else (False, None) for head in heads]
        if sum(listed for listed, _ in places) == 1:
            places = [(False, None)] * len(places)
        if any(listed for listed, _ in places):
            places = [(True, place) for _, place in places]
        for index, (figure, head) in enumerate(zip(chain.figures, heads, strict=True)):
            read_as = measures.measure(chain, tail, figure, head, self.topic.last_measure)
            if figure.own:
                read_as.sign = -1 if p.FALL.match(figure.own) else 1
            as_rule = rule and (self.reading.regulation or read_as.measure in {Measure.LEVEL, Measure.SHARE})
            kind = Measure.RULE if as_rule else read_as.measure
            own = periods[index] if periods else period
            if kind is Measure.STREAK:
                own = self.scope.streak(chain, int(figure.value), figure.unit or "") or period
            listed, place = places[index]
            area = place if listed else self.areas.area(chain, kind, own is not None)
            value, upper = measures.bounds(figure, read_as.sign)
            drafts.append(Draft(
                figure, chain.sentence, value, upper,
                kind, measures.comparator(figure, chain, as_rule), self._indicator(chain, tail, figure, head, kind, read_as.rule),
                f"statistics.{read_as.rule}", self._basis(chain, tail, kind, own, figure), own, area, source,
            ))  # fmt: skip
            drafts[-1].policy = policy_of(self.reading, chain) if kind is Measure.RULE else None
            if kind is not Measure.RULE:
                self.outers.append(brackets.Outer(
                    figure.unit, kind, read_as.sign, drafts[-1].indicator, drafts[-1].basis, own, area
                ))  # fmt: skip
            self.topic.last_measure, self.last_indicator = kind, drafts[-1].indicator
        self.figure_clause = chain.clause_index
        streak = clean(tail.core) if tail.streak else ""
        if streak or (heads and chain.figures[0].kind == "amount" and not tail.streak):
            self.topic.head, self.topic.heads = (streak, (streak,)) if streak else (heads[-1], tuple(heads))
            self.topic.head_at = chain.clause_index
            if chain.figures[0].unit == "pp":
                self.topic.head = _RATE_NOUN.sub("", self.topic.head) or self.topic.head
            self.topic.head = _STEPS.sub("", self.topic.head) or self.topic.head
            self.topic.history += [h for h in heads if h not in self.topic.history[-len(heads) :]]
        return drafts

    def _another_whole(self, chain: Chain, tail: Tail) -> None:
        """高于全国0.4个、全省0.1个百分点: the second number is a difference too."""
        m = _WHOLE.fullmatch(chain.left)
        before, self.compared = self.compared, (chain.clause, tail.difference)
        if m and before is not None and before[0] == chain.clause and before[1]:
            how = _HOW.match(before[1])
            tail.core, tail.difference = "", (how[0] if how else "高于") + m["whole"]
            self.compared = (chain.clause, tail.difference)

    def _bracketed(self, chain: Chain, inner: brackets.Inner) -> list[Draft]:
        """Read figures in brackets by the one outside: 播种面积2661万公顷（39920万亩）."""
        read_as, outer = inner.measured, inner.outer
        source = self.sources.source(chain)
        drafts = []
        for figure in chain.figures:
            value, upper = measures.bounds(figure, read_as.sign)
            drafts.append(Draft(
                figure, chain.sentence, value, upper, read_as.measure, measures.comparator(figure, chain, False), inner.group + outer.indicator,
                f"statistics.{read_as.rule}", outer.basis, inner.period(outer.period), inner.area or outer.area, source,
            ))  # fmt: skip
        return drafts

    def _basis(
        self, chain: Chain, tail: Tail, kind: Measure, period: Period | None, figure: Figure
    ) -> Basis | None:
        """The comparison of a change; 增长1.6% right after 比上年增加221亿斤 shares it."""
        if tail.both and len(chain.figures) == len(tail.both):
            return {"同比": "YearOnYear", "环比": "MonthOnMonth"}[tail.both[chain.figures.index(figure)]]
        found = basis(self.reading, chain, tail, kind, period, chain.figures.index(figure))
        changed = kind in {Measure.CHANGE_RATE, Measure.ABSOLUTE_CHANGE}
        among = "其中" in self.reading.text[chain.sentence.begin : chain.begin] and not self.last_yearly
        if (
            changed
            and self.last_basis is not None
            and (
                (found is None and not clean(tail.core))
                or (among and found in {None, "YearOnYear"} and not tail.year_on_year)
            )
        ):
            found = self.last_basis
        if changed:
            self.last_basis = found
            self.last_yearly = self.last_yearly or tail.year_on_year
        return found

    def _listed_periods(self, chain: Chain) -> list[Period | None]:
        """The periods of 4月和5月…分别为82.4%和82.9%, one a figure; none when the clause lists no times."""
        times = self.reading.times_in(chain.clause.begin, chain.begin)
        compared = times and p.THAN_BEFORE.search(self.reading.text, chain.clause.begin, times[0].begin)
        if (
            compared
            or len(chain.figures) < 2
            or len(times) != len(chain.figures)
            or "分别" not in chain.before
        ):
            return []
        between = [self.reading.text[a.end : b.begin] for a, b in pairwise(times)]
        return [t.period for t in times] if all(b in {"和", "、", "与", "及"} for b in between) else []

    def _time_text(self, chain: Chain) -> str:
        """春节假期8天: a figure with no other subject measures the time named before it."""
        for time in self.reading.times_in(chain.sentence.begin, chain.begin):
            if chain.figures[0].unit_kind == "time" and time.grain == "span":
                return self.reading.text[time.begin : time.end]
        return ""

    def _of_rate(self, head: str) -> str:
        """What percentage points change: the share or the growth stated just before."""
        if self.topic.last_measure is Measure.SHARE and self.last_indicator:
            return self.last_indicator
        if self.topic.last_measure is Measure.CHANGE_RATE and head and not head.endswith("增速"):
            return f"{head}增速"
        return head

    def _meet(self, sentence: Sentence, clause: int) -> None:
        """Take note of the subject of the nearest clause before this one."""
        found, at = self._subject(sentence, clause)
        if found:
            self.topic.subject, self.topic.subject_at = found, at

    def _subject(self, sentence: Sentence, clauses: int) -> tuple[str, int]:
        """The noun phrase that opens the nearest clause before without a figure, and the number of that clause."""
        for at in range(clauses - 1, max(-1, clauses - 4), -1):
            clause = sentence.clauses[at]
            if at == self.figure_clause:
                break
            text = self.reading.text[clause.begin : clause.end]
            if p.SHARE_NOUN.search(text) and len(text) <= _LONGEST_SUBJECT:
                return clean(text), at
            subject = clean(self.words.subject(clause.begin, clause.end))
            subject = _SUBJECT_TAIL.sub("", subject)
            if len(subject) >= 2 and not p.REPORTING.search(text) and not p.SHOWS.search(text):
                return subject, at
        return "", -1

    def _heads(self, chain: Chain, tail: Tail, phrase: str) -> list[str]:
        count = len(chain.figures)
        if count == 1:
            return [phrase]
        if tail.both or self._listed_periods(chain):
            return [phrase] * count
        if not clean(tail.core) and len(self.topic.heads) == count:
            return list(self.topic.heads)
        if not clean(tail.core) and len(self.topic.history) >= count:
            return self.topic.history[-count:]
        if chain.figures[0].kind == "rank":
            places = indicators.members(clean(indicators_core(tail)), count)
            return list(places) if places else [phrase] * count
        if placed := self._by_place(chain, tail, count):
            return placed
        split = indicators.members(clean(tail.core) or self.topic.subject, count)
        if not split:
            return [phrase] * count
        if not tail.core.strip("，、 ") or (all(len(s) <= 6 for s in split) and self._places(chain, split)):
            return [
                f"{s}{self.topic.head}" if self._places(chain, split) and not indicators.FLOW.search(s) else s
                for s in split
            ]
        return list(split)

    def _by_place(self, chain: Chain, tail: Tail, count: int) -> list[str]:
        """甲省、乙省、丙省铁水联运量分别…: the places of a list, each with what is measured of it."""
        names = [
            n for n in self.reading.names_in(chain.clause.begin, chain.begin) if n.mention.type == "Place"
        ][-count:]
        if len(names) != count or any(
            self.reading.text[a.end : b.begin] not in {"、", "和", "与", "及"} for a, b in pairwise(names)
        ):
            return []
        at = tail.core.rfind(names[-1].mention.text)
        if at < 0:
            return []
        core = tail.core[at + len(names[-1].mention.text) :]
        measured = clean(_AND_SUCH.sub("", core)) or self.topic.metric()
        return [n.mention.text + measured for n in names]

    def _same_unit(self, chain: Chain, drafts: list[Draft]) -> str:
        """What 较年初增加1.4万个 is an increase of: the level in the same unit read last in its sentence."""
        figure = chain.figures[0]
        for draft in reversed(drafts):
            if draft.sentence is not chain.sentence:
                return ""
            if draft.kind_of_level and draft.figure.unit == figure.unit:
                return draft.indicator
        return ""

    def _places(self, chain: Chain, split: tuple[str, ...]) -> bool:
        named = {
            n.mention.text
            for n in self.reading.names_in(chain.sentence.begin, chain.begin)
            if n.mention.type == "Place"
        }
        return all(any(s.startswith(t) or t.startswith(s) for t in named) for s in split)

    def _indicator(
        self, chain: Chain, tail: Tail, figure: Figure, head: str, kind: Measure, rule: str
    ) -> str:
        if kind is Measure.RANK:
            if len(chain.figures) > 1 and head:
                topic = self.topic.previous_sentence or self.topic.subject
                return f"{head}{topic}排名" if topic and topic not in head else f"{head}排名"
            return indicators.rank(chain, figure, chain.left, self.words, self.topic)
        if kind is Measure.STREAK:
            return indicators.streak(chain, tail, self.words, self.topic)
        if kind is Measure.RULE and tail.whole is not None:
            whole = _BOUND_WORD.sub("", clean(tail.whole))
            owner = re.sub(r"的$", "", head)
            return f"{owner}占{whole}比例" if owner and owner != whole else whole + clean(chain.right)
        if kind is Measure.RULE and figure.unit_kind == "time" and (duty := _WITHIN.match(chain.rest)):
            return f"{clean(duty['what'])}期限"
        if rule == "share.target" and self.last_indicator:
            return self.last_indicator
        if kind is Measure.SHARE and (tail.whole is not None or tail.share_noun):
            return indicators.share(head, tail)
        if kind is Measure.ABSOLUTE_CHANGE and figure.unit == "pp" and not clean(tail.core) and not tail.lift:
            return f"{head}{tail.fact_noun}" if tail.fact and head else self._of_rate(head)
        if rule == "lift" and tail.lift:
            how = tail.words[-1] if tail.words and tail.lift.startswith("影响") else "增长"
            return clean(f"{head}{p.LIFTED_AREA.sub('', clean(tail.lift))}{how}")
        if rule == "difference" and tail.difference and figure.unit == "pp":
            return f"{head}增速{clean(tail.difference)}"
        return head


def indicators_core(tail: Tail) -> str:
    """The members of a chain of ranks: what stands before 分别位居."""
    return re.sub(r"(?:分别|依次)?(?:位居|位列|居|列|排名|排|排在|位于)?$", "", tail.core)
