"""One figure in several articles: the same value, another one, or a later revision."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kg.graph.checks.findings import TWO_ARTICLES, UNITS, Finding, Severity
from kg.graph.checks.index import Index
from kg.graph.checks.naming import trustworthy
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import realised, still_moving
from kg.graph.checks.wording import about, origin
from kg.records import Measure

_COMPARED = frozenset({Measure.LEVEL, Measure.CHANGE_RATE, Measure.ABSOLUTE_CHANGE, Measure.SHARE})
_REVISED = re.compile(r"修订|修正|核实|核定|终核|更正|调整后|普查")
_DAYS_TO_REVISE = 20
_SMALL = Decimal("0.05")
_SHORTEST_PERIOD = 27  # days: what is counted by the day goes on changing


def sources(index: Index) -> Iterator[Finding]:
    """Yield what two articles say of one thing: agreement, disagreement or revision.

    Example: 出口26.99万亿元 and, in another article on the same year, 出口超26万亿元 → agreement.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in index.figures:
        if _comparable(figure):
            groups[figure.measure, figure.name, figure.area, figure.unit, figure.basis, figure.period].append(
                figure
            )
    for group in groups.values():
        if len({figure.article for figure in group}) > 1:
            yield from _compare(group)
    yield from _units(index)


def _comparable(figure: Figure) -> bool:
    if (
        figure.measure not in _COMPARED
        or figure.upper is not None
        or figure.period is None
        or figure.area is None
    ):
        return False
    if figure.basis is None and figure.measure in {Measure.CHANGE_RATE, Measure.ABSOLUTE_CHANGE}:
        return False
    if not realised(figure) or still_moving(figure):
        return False
    known = figure.name.startswith("indicator/")
    days = (figure.period.end - figure.period.start).days
    return (known or days >= _SHORTEST_PERIOD) and not _before_its_end(figure)


def _before_its_end(figure: Figure) -> bool:
    """Whether the article is older than the end of the period: a figure on the way, or a forecast."""
    return figure.period is not None and figure.published is not None and figure.published < figure.period.end


def _compare(group: Sequence[Figure]) -> Iterator[Finding]:
    """Compare one figure of each article with those of the others."""
    told = [figure for figure in _one_for_each_article(group) if trustworthy(figure.name, figure.sentence)]
    if len(told) < 2:
        return
    clashes = _clashes(told)
    if not clashes:
        values = ", ".join(dict.fromkeys(figure.written for figure in told))
        yield Finding(
            TWO_ARTICLES, Severity.AGREEMENT, tuple(told),
            f"{about(told[0])}: {len(told)} articles agree on {values}",
            f"{about(told[0])}：{len(told)}篇报道一致（{values}）",
        )  # fmt: skip
        return
    seen: set[frozenset[Decimal]] = set()
    for first, second in clashes:
        if (values_of := frozenset({first.value, second.value})) not in seen:
            seen.add(values_of)
            yield _clash(first, second)


def _one_for_each_article(group: Sequence[Figure]) -> list[Figure]:
    """The exact figure of each article, or its first; none of an article that gives two that do not meet.

    An article that gives two values under one name speaks of two things, and the name does not say which is which.
    """
    articles: dict[str, list[Figure]] = defaultdict(list)
    for figure in group:
        articles[figure.article].append(figure)
    sure = [figures for figures in articles.values() if not _clashes(figures)]
    return sorted(
        (next((figure for figure in figures if figure.exact), figures[0]) for figures in sure), key=_age
    )


def _clashes(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """All pairs of figures that no true value fits."""
    return [
        (a, b) for i, a in enumerate(figures) for b in figures[i + 1 :] if not a.interval.meets(b.interval)
    ]


def _age(figure: Figure) -> tuple[date, str, int]:
    return (figure.published or date.min, figure.source, figure.begin)


def _clash(first: Figure, second: Figure) -> Finding:
    """`first` is the older report."""
    revised = _is_revision(first, second)
    word, word_zh = ("was revised to", "修订为") if revised else ("and", "与")
    tail, tail_zh = ("", "") if revised else (" disagree", "不一致")
    return Finding(
        TWO_ARTICLES, Severity.REVISION if revised else Severity.DISAGREEMENT, (second, first),
        f"{about(first)}: {first.written} ({origin(first)}) {word} {second.written} ({origin(second)}){tail}",
        f"{about(first)}：{first.written}（{origin(first)}）{word_zh}{second.written}（{origin(second)}）{tail_zh}",
    )  # fmt: skip


def _is_revision(first: Figure, second: Figure) -> bool:
    """A later report that says so, or one of weeks later with nearly the same value."""
    if first.published is None or second.published is None or second.published <= first.published:
        return False
    if _REVISED.search(second.sentence):
        return True
    weeks_later = (second.published - first.published).days >= _DAYS_TO_REVISE
    return weeks_later and abs(second.value - first.value) <= abs(first.value) * _SMALL


def _units(index: Index) -> Iterator[Finding]:
    """增加7个 in one article, 增加7个百分点 in another: one of them has the wrong unit."""
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in index.figures:
        if (
            figure.measure is Measure.ABSOLUTE_CHANGE
            and figure.exact
            and figure.period is not None
            and figure.basis is not None
        ):
            groups[figure.name, figure.area, figure.period, figure.basis, figure.value].append(figure)
    for group in groups.values():
        points = [figure for figure in group if figure.unit == "pp"]
        counts = [figure for figure in group if figure.unit != "pp"]
        pair = next(((p, c) for p in points for c in counts if p.article != c.article), None)
        if pair and not pair[0].name.startswith("indicator/"):
            point, count = sorted(pair, key=_age)
            yield Finding(
                UNITS, Severity.DISAGREEMENT, (count, point),
                f"{about(point)}: the change is {point.written} ({origin(point)}) or {count.written} ({origin(count)})",
                f"{about(point)}：变动量一处为{point.written}（{origin(point)}），一处为{count.written}（{origin(count)}），单位不一致",
            )  # fmt: skip
