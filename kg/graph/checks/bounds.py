"""What no figure can be: a fall of more than all, a period that ends before it begins, a result of the future."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from kg.graph.checks.findings import FALL, FUTURE, PERIOD, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import realised
from kg.graph.checks.wording import about, when
from kg.records import Measure

_ALL = {"%": Decimal(-100), "倍": Decimal(-1)}
_CAN_TURN_NEGATIVE = re.compile(r"利润|盈|亏|收益|净|差额|顺差|逆差|余额变动|增量|增速|通胀")
_RESULT = re.compile(r"同比|环比|比上年|比上月|较上年|(?:已经|共|累计)(?:完成|实现)")


def bounds(index: Index) -> Iterator[Finding]:
    """Yield figures that cannot be, whatever others say.

    Example: 进口下降120% → impossible.
    """
    for figure in index.figures:
        yield from _fall(figure)
        yield from _period(figure)


def _fall(figure: Figure) -> Iterator[Finding]:
    if (
        figure.measure is not Measure.CHANGE_RATE
        or figure.unit not in _ALL
        or _CAN_TURN_NEGATIVE.search(figure.indicator)
    ):
        return
    if figure.value < _ALL[figure.unit]:
        yield Finding(
            FALL, Severity.IMPOSSIBLE, (figure,),
            f"{about(figure)}: a fall of {figure.written} is more than all there was",
            f"{about(figure)}：降幅{figure.written}超过100%",
        )  # fmt: skip


def _period(figure: Figure) -> Iterator[Finding]:
    period = figure.period
    if period is None:
        return
    if period.end < period.start:
        days = f"{period.start}–{period.end}"
        yield Finding(
            PERIOD, Severity.IMPOSSIBLE, (figure,),
            f"{figure.indicator}: {figure.written} is of a period that ends before it begins ({days})",
            f"{figure.indicator}：{figure.written}所属时期止于开始之前（{days}）",
        )  # fmt: skip
    elif (
        figure.published
        and figure.dated
        and period.start > figure.published + timedelta(days=1)
        and _told_as_result(figure)
    ):
        name_zh, name = when(period)
        yield Finding(
            FUTURE, Severity.IMPOSSIBLE, (figure,),
            f"{figure.indicator}: {figure.written} is told as a result of {name}, but the article is of {figure.published}",
            f"{figure.indicator}：{figure.written}作为{name_zh}的结果报道，而文章日期为{figure.published}",
        )  # fmt: skip


def _told_as_result(figure: Figure) -> bool:
    """Whether the sentence itself names the period and tells the figure as something that has happened."""
    start = figure.period.start if figure.period else None
    named = start is not None and (
        f"{start.year}" in figure.sentence or f"{start.month}月" in figure.sentence
    )
    return (
        named
        and figure.measure is not Measure.RULE
        and realised(figure)
        and bool(_RESULT.search(figure.lead))
    )
