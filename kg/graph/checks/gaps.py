"""Gaps between two rates: 增长6.3%，高于整体增速2.5个百分点, and the overall rate that the article states."""

import re
from collections.abc import Iterator

from kg.graph.checks.findings import GAP, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.naming import canonical, flow
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import nearest_before, realised
from kg.graph.checks.wording import about, span
from kg.records import Measure

_GAP = re.compile(
    r"(?P<own>.+?)(?:增速|增幅)?(?:(?P<above>高于|快于|高出|高过)|低于|慢于)(?P<other>.*?)(?:的)?(?:增速|增幅)?"
)
_OVERALL = re.compile(r"^(?:中国|我国|全国|全省|全市)?(?:外贸|进出口)?(?:整体|总体)?$")


def gaps(index: Index) -> Iterator[Finding]:
    """Yield whether a stated gap of percentage points lies between the two rates that the article gives.

    Example: 进出口增长3.8%; 对甲国进出口增长6.3%，高于整体增速2.5个百分点 → agreement.
    """
    for figure in index.figures:
        if (
            figure.unit != "pp"
            or figure.measure is not Measure.LEVEL
            or not figure.exact
            or not realised(figure)
        ):
            continue
        match = _GAP.fullmatch("".join(figure.indicator.split()))
        own = nearest_before(figure, [rate for rate in index.sentence(figure) if _is_rate(rate)])
        other = _other(own, match["other"], index) if match and own else None
        if match and own and other:
            yield _finding(figure, own, other, above=match["above"] is not None)


def _is_rate(figure: Figure) -> bool:
    return (
        figure.measure is Measure.CHANGE_RATE
        and figure.exact
        and figure.unit == "%"
        and figure.basis == "YearOnYear"
    )


def _other(own: Figure, label: str, index: Index) -> Figure | None:
    """The rate that the gap is measured from: the one named, or that of all trade for 整体; None when it is not clear."""
    ours = flow(own.indicator, own.area_label)
    overall = ("", ours[1]) if ours and ours[0] and _OVERALL.match(label) else None
    named = canonical(label, own.area_label)
    found = [
        rate
        for rate in index.articles[own.article]
        if _is_rate(rate) and rate.node != own.node and (rate.period, rate.area) == (own.period, own.area)
        and (rate.name == named or (overall is not None and flow(rate.indicator, rate.area_label) == overall))
    ]  # fmt: skip
    return found[0] if found and len({rate.value for rate in found}) == 1 else None


def _finding(gap: Figure, own: Figure, other: Figure, *, above: bool) -> Finding:
    distance = own.interval - other.interval if above else other.interval - own.interval
    fits = distance.meets(gap.interval)
    sign, sign_zh = ("agrees with", "相符") if fits else ("disagrees with", "不符")
    return Finding(
        GAP, Severity.AGREEMENT if fits else Severity.DISAGREEMENT, (gap, own, other),
        f"{about(gap)}: {gap.written} {sign} {own.written} against {other.written}, which are {span(distance, 'pp')} apart",
        f"{about(gap)}：所报{gap.written}与{own.written}、{other.written}之差（{span(distance, 'pp')}）{sign_zh}",
    )  # fmt: skip
