"""Levels, growth and changes: the level now, the level before, and what lies between them."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kg.graph.checks.findings import CHANGE, GROWTH, SPAN, Finding, Rule, Severity
from kg.graph.checks.index import Index, rate_name
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import is_amount, nearest_before, realised
from kg.graph.checks.rounding import Interval
from kg.graph.checks.wording import about, origin, span
from kg.records import Basis, Measure, Period

_ONE = Interval(Decimal(1), Decimal(1))
_WIDEST = Decimal(5)  # a computed rate that is open by more percentage points than this confirms nothing

# Growth of these is published at constant prices, on a comparable scope or after the base was revised, so it does not
# follow from the published levels.
_OTHER_SCOPE = re.compile(
    r"生产总值|GDP|增加值|业务总量|产值|投资|利润|规模以上|规上|限额以上|零售|可支配收入|消费支出|营业收入|业务收入|价格|餐饮"
)
_FROM = re.compile(r"(?:由|从)[^，。；]{0,24}$")
_TO = re.compile(
    r"[^。；]{0,24}(?:增至|升至|降至|减至|扩至|增加到|增长到|上升到|提高到|提升到|提高至|提升至|下降到|降到|降低到|减少到|缩短到|缩短至|缩减至|扩大到|扩大至|扩增至|升到|增到|减到|到|至)[^，。；]{0,8}"
)


def growth(index: Index) -> Iterator[Finding]:
    """Yield what levels, rates and changes say of each other.

    Example: 2025年出口110亿元，同比增长10% and, in another article, 2024年出口100亿元 → agreement.
    """
    for figure in index.figures:
        if not figure.exact or figure.period is None or not realised(figure):
            continue
        if figure.measure is Measure.CHANGE_RATE and figure.unit in {"%", "倍"}:
            yield from _rate(figure, index)
        elif figure.measure is Measure.ABSOLUTE_CHANGE:
            yield from _change(figure, index)
    yield from _spans(index)


def _own_level(figure: Figure, index: Index) -> Figure | None:
    """The level of the same thing that stands before a change in its sentence; None when levels in two currencies do."""
    found = [
        level
        for level in index.sentence(figure)
        if is_amount(level)
        and (level.name, level.area, level.period) == (figure.name, figure.area, figure.period)
    ]
    return nearest_before(figure, found) if len({level.unit for level in found}) == 1 else None


def _rate(rate: Figure, index: Index) -> Iterator[Finding]:
    level, before = _own_level(rate, index), _before(rate.period, rate.basis)
    if level is None or before is None or _OTHER_SCOPE.search(rate.indicator):
        return
    bases = index.same_thing(level, before)
    computed = {base.node: (level.interval / base.interval - _ONE).times(100) for base in bases}
    stated = rate.interval.times(100) if rate.unit == "倍" else rate.interval
    yield from _verdict(GROWTH, (rate, level), bases, computed, stated, "%")


def _change(change: Figure, index: Index) -> Iterator[Finding]:
    level = _points_level(change, index) if change.unit == "pp" else _own_level(change, index)
    if level is None or (change.unit != "pp" and level.unit != change.unit):
        return
    before = _before(change.period, change.basis)
    bases = index.same_thing(level, before) if before else []
    computed = {base.node: level.interval - base.interval for base in bases}
    yield from _verdict(CHANGE, (change, level), bases, computed, change.interval, change.unit)
    earlier = level.interval - change.interval
    if change.unit == "pp" or earlier.low <= 0 or _OTHER_SCOPE.search(change.indicator):
        return
    for rate in index.sentence(change):
        if _is_beside(rate, change):
            implied = (level.interval / earlier - _ONE).times(100)
            yield from _verdict(CHANGE, (rate, level), [change], {change.node: implied}, rate.interval, "%")


def _points_level(change: Figure, index: Index) -> Figure | None:
    """The share or the rate that percentage points are added to, before them in their sentence."""
    names = {change.name, rate_name(change)}
    return nearest_before(change, [
        figure
        for figure in index.sentence(change)
        if figure.exact and figure.unit == "%" and figure.name in names and (figure.area, figure.period) == (change.area, change.period)
        and (figure.measure is Measure.SHARE or (figure.measure is Measure.CHANGE_RATE and change.indicator.endswith("增速")))
    ])  # fmt: skip


def _is_beside(rate: Figure, change: Figure) -> bool:
    kind = rate.measure is Measure.CHANGE_RATE and rate.unit == "%" and rate.exact
    return kind and (rate.name, rate.period, rate.area, rate.basis) == (
        change.name,
        change.period,
        change.area,
        change.basis,
    )


def _verdict(
    rule: Rule,
    said: tuple[Figure, Figure],
    bases: Sequence[Figure],
    computed: dict[str, Interval],
    allowed: Interval,
    unit: str,
) -> Iterator[Finding]:
    """Agreement when one of the bases fits the stated change and its level, else a disagreement with the nearest base."""
    stated, level = said
    fitting = [base for base in bases if computed[base.node].meets(allowed)]
    for base in fitting[:1] or _nearest(bases, level)[:1]:
        result = computed[base.node]
        if fitting and unit == "%" and result.high - result.low > max(_WIDEST, abs(stated.value) / 5):
            return
        severity = Severity.AGREEMENT if fitting else Severity.DISAGREEMENT
        verdict_zh, verdict = ("相符", "agrees with") if fitting else ("不符", "disagrees with")
        other = base.article != level.article
        note_zh = "；基期数据或已修订" if other and not fitting else ""
        note = "; the earlier figure may have been revised since" if other and not fitting else ""
        yield Finding(
            rule, severity, (stated, level, base),
            f"{about(stated)}: {stated.written} {verdict} {level.written} against {base.written}"
            f" ({origin(base)}), which give {span(result, unit)}{note}",
            f"{about(stated)}：所报{stated.written}与{level.written}、{base.written}（{origin(base)}）{verdict_zh}，推算为{span(result, unit)}{note_zh}",
        )  # fmt: skip


def _nearest(bases: Sequence[Figure], level: Figure) -> list[Figure]:
    """Bases of the level's own article first, then the latest: what was known last is compared."""
    return sorted(
        bases,
        key=lambda b: (b.article != level.article, -(b.published or date.min).toordinal(), b.source, b.begin),
    )


def _spans(index: Index) -> Iterator[Finding]:
    """由7.2万元增至15.5万元，增长1.15倍: two levels and the rate that joins them."""
    for group in index.sentences.values():
        for first, second, rate in zip(group, group[1:], group[2:], strict=False):
            if _joined(first, second, rate):
                yield from _span(first, second, rate)


def _joined(first: Figure, second: Figure, rate: Figure) -> bool:
    if not (
        is_amount(first)
        and is_amount(second)
        and rate.measure is Measure.CHANGE_RATE
        and rate.exact
        and first.unit == second.unit
    ):
        return False
    between = first.sentence[first.offset + len(first.text) : second.offset]
    after = first.sentence[second.offset + len(second.text) : rate.offset]
    near = (
        rate.unit in {"%", "倍"} and len(after) <= 16 and not re.search(r"同比|环比|年均|其中|。|；", after)
    )
    return near and bool(_FROM.search(first.lead)) and bool(_TO.fullmatch(between))


def _span(first: Figure, second: Figure, rate: Figure) -> Iterator[Finding]:
    result = (second.interval / first.interval - _ONE).times(100)
    stated = rate.interval.times(100) if rate.unit == "倍" else rate.interval
    fits = result.meets(stated) or (
        rate.unit == "倍" and (second.interval / first.interval).meets(rate.interval)
    )
    severity, verdict, verdict_zh = (
        (Severity.AGREEMENT, "agrees with", "相符")
        if fits
        else (Severity.DISAGREEMENT, "disagrees with", "不符")
    )
    yield Finding(
        SPAN, severity, (rate, second, first),
        f"{about(rate)}: {rate.written} {verdict} the step from {first.written} to {second.written}, which gives {span(result, '%')}",
        f"{about(rate)}：由{first.written}到{second.written}，推算变动{span(result, '%')}，与所报{rate.written}{verdict_zh}",
    )  # fmt: skip


def _before(period: Period | None, basis: Basis | None) -> Period | None:
    """The period that a change of a period is compared with, or None when the basis does not say."""
    if period is None or basis is None or basis == "AnnualAverage":
        return None
    if isinstance(basis, Period):
        return Period(basis.start, basis.end)
    if basis == "YearOnYear":
        return Period(_year_before(period.start), _year_before(period.end))
    return _months_before(period)


def _year_before(day: date) -> date:
    last = monthrange(day.year, day.month)[1]
    year = day.year - 1
    return date(
        year,
        day.month,
        monthrange(year, day.month)[1]
        if day.day == last and day.month == 2
        else min(day.day, monthrange(year, day.month)[1]),
    )


def _months_before(period: Period) -> Period | None:
    """The month or quarter before a whole month or quarter."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    whole = period.start.day == 1 and period.end.day == monthrange(period.end.year, period.end.month)[1]
    if not whole or months not in {1, 3}:
        return None
    first = period.start.year * 12 + period.start.month - 1 - months
    last = first + months - 1
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Period(date(first // 12, first % 12 + 1, 1), end)
