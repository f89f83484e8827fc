"""Streaks: 连续9年 of one article against 连续8年 of the year before, and against the rate of the period."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kg.graph.checks.findings import STREAK, STREAK_SIGN, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.naming import canonical, plain
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import realised
from kg.graph.checks.wording import about, origin
from kg.records import Measure

_MONTHS = {"年": 12, "个季度": 3, "季度": 3, "个月": 1, "月": 1}
_RISE_OR_FALL = re.compile(
    r"(?P<what>.+?)(?:同比|环比)?(?:保持)?(?:正)?(?P<sign>增长|上升|上涨|下降|下跌|减少)$"
)
_SHORTEST_NAME = 6
_RISES = frozenset({"增长", "上升", "上涨"})


def streaks(index: Index) -> Iterator[Finding]:
    """Yield streaks that begin at different times in two articles, and streaks that the stated rate contradicts.

    Example: 2024年 连续8年 and 2025年 连续9年 of one thing → agreement.
    """
    yield from _beginnings(index)
    for figure in index.figures:
        if figure.measure is Measure.STREAK and figure.exact and figure.period is not None:
            yield from _against_rate(figure, index)


def _beginnings(index: Index) -> Iterator[Finding]:
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in index.figures:
        if (
            figure.measure is Measure.STREAK
            and figure.exact
            and figure.area
            and _beginning(figure) is not None
            and realised(figure)
        ):
            what = figure.name if figure.name.startswith("indicator/") else plain(figure.indicator)
            groups[what, figure.area, figure.unit].append(figure)
    for (what, _, _), group in groups.items():
        told = list({figure.article: figure for figure in reversed(group)}.values())[::-1]
        if len(told) < 2 or (len(what) < _SHORTEST_NAME and not what.startswith("indicator/")):
            continue
        begins = {_beginning(figure) for figure in told}
        if len(begins) == 1:
            yield _beginning_finding(told, Severity.AGREEMENT)
        else:
            other = next(figure for figure in told if _beginning(figure) != _beginning(told[0]))
            yield _beginning_finding([told[0], other], Severity.DISAGREEMENT)


def _beginning(streak: Figure) -> int | None:
    """The number of the month in which a streak began, counted from its length and the end of its period.

    None for streaks of other units, and when the period is not made of whole units (连续9年 told of a half-year).
    """
    months, period = _MONTHS.get(streak.unit), streak.period
    if months is None or period is None or streak.value != streak.value.to_integral_value():
        return None
    own = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if own % months or period.end.month % months:
        return None
    return period.end.year * 12 + period.end.month - months * int(streak.value)


def _beginning_finding(told: list[Figure], severity: Severity) -> Finding:
    agree = severity is Severity.AGREEMENT
    ends = [f.period.end for f in told if f.period]
    listed = "; ".join(
        f"{f.written} up to {end:%Y-%m} ({origin(f)})" for f, end in zip(told, ends, strict=True)
    )
    listed_zh = "；".join(
        f"至{end.year}年{end.month}月{f.written}（{origin(f)}）" for f, end in zip(told, ends, strict=True)
    )
    return Finding(
        STREAK, severity, tuple(told),
        f"{told[0].indicator}: {listed} begin at {'one time' if agree else 'different times'}",
        f"{told[0].indicator}：{listed_zh}，起始时间{'一致' if agree else '不一致'}",
    )  # fmt: skip


def _against_rate(streak: Figure, index: Index) -> Iterator[Finding]:
    match = _RISE_OR_FALL.fullmatch(streak.indicator)
    if match is None:
        return
    name = canonical(match["what"], streak.area_label)
    for figure in index.articles[streak.article]:
        same = (figure.name, figure.area, figure.period) == (name, streak.area, streak.period)
        if (
            same
            and figure.measure is Measure.CHANGE_RATE
            and figure.exact
            and figure.basis == "YearOnYear"
            and figure.value
        ):
            rising = figure.value > Decimal(0)
            if rising != (match["sign"] in _RISES):
                yield Finding(
                    STREAK_SIGN, Severity.DISAGREEMENT, (streak, figure),
                    f"{about(streak)}: {streak.written} without a break, yet the rate stated for the period is {figure.value}%",
                    f"{about(streak)}：称连续{streak.written}，而当期变动为{figure.value}%",
                )  # fmt: skip
