"""The series of an indicator: its figures by period, each with its source, and a drawing of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.graph import GraphError, GraphStore
from kg.graph.checks.naming import canonical
from kg.graph.periods import period_labels
from kg.graph.queries import Cell, Table, named, select
from kg.knowledge.concepts import concepts

_MEASURES = {
    "level": "kg:Level",
    "rate": "kg:ChangeRate",
    "change": "kg:AbsoluteChange",
    "share": "kg:Share",
    "rank": "kg:Rank",
    "streak": "kg:Streak",
    "rule": "kg:Rule",
}
MEASURES: tuple[str, ...] = tuple(_MEASURES)
"""What can be asked for, in the words of the command line."""

_LABELS = """
SELECT ?label ?area (COUNT(DISTINCT ?figure) AS ?figures) WHERE {
  ?figure a qb:Observation ; kg:indicator/rdfs:label ?label .
  OPTIONAL { ?figure sdmx-dimension:refArea/rdfs:label ?area }
}
GROUP BY ?label ?area
ORDER BY DESC(?figures) ?label ?area
"""
_WHOLES = re.compile(r"^(?:中国|我国|全国)")
_MOST_SUGGESTIONS = 12


class SeriesError(GraphError):
    """An indicator that the graph does not have, or that the name leaves open; the message says what it has."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series: `start` and `end` are the days of its period, `published` the day of its article."""

    indicator: str
    area: str | None
    start: date
    end: date
    period: str
    value: Decimal
    upper: Decimal | None
    unit: str
    basis: str | None
    comparator: str
    reporter: str | None
    published: date | None
    source: str
    quote: str
    node: str


Line = tuple[str | None, str, str | None, str]
"""What the points of one line share: area, unit, basis, kind of period."""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator and measure, by area, unit, basis and period.

    `name` is the known indicator's own name, or what was asked for; `names` are the labels that the graph has for it,
    most figures first.
    """

    name: str
    names: tuple[str, ...]
    measure: str
    points: tuple[Point, ...]

    def table(self) -> Table:
        """Return the points as rows, for print and for programs."""
        return Table(COLUMNS, tuple(_row(point) for point in self.points))

    def lines(self) -> dict[Line, list[Point]]:
        """Return the points that can be joined by a line: of one area, unit and basis, and of periods of one kind."""
        lines: dict[Line, list[Point]] = defaultdict(list)
        for point in self.points:
            lines[point.area, point.unit, point.basis, kind_of_period(point.start, point.end)].append(point)
        return dict(lines)


COLUMNS = (
    "period",
    "start",
    "end",
    "area",
    "value",
    "upper",
    "unit",
    "basis",
    "comparator",
    "indicator",
    "reporter",
    "published",
    "source",
    "quote",
)


def series(store: GraphStore, name: str, *, measure: str = "level", area: str | None = None) -> Series:
    """Return the series of an indicator.

    `name` is a label that the graph has, another name of a known indicator (进出口总值 finds 货物贸易进出口), or a part of
    exactly one. `measure` is one of `MEASURES`, `area` any name of a place. Raises SeriesError when nothing is called
    so, or several things are, with the names that come close.

    Example: `series(store, "出口", area="中国").points[0].value`.
    """
    if measure not in _MEASURES:
        raise SeriesError(f"there is no measure {measure!r}; known: {', '.join(MEASURES)}")
    labels = _labels(store, name)
    values = {"measure": _MEASURES[measure]} | ({"area": area} if area else {})
    found: dict[str, Point] = {}
    for label in labels:
        for row in named("time-series").run(store, {**values, "indicator": label}).records():
            point = _point(row)
            found.setdefault(point.node, point)
    known = concepts().lookup(name)
    return Series(known.name if known else name, labels, measure, tuple(sorted(found.values(), key=_order)))


def _labels(store: GraphStore, name: str) -> tuple[str, ...]:
    """The labels of the graph that stand for one indicator."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _LABELS).records():
        label = str(row["label"])
        known[label].add(canonical(label, _text(row["area"])))
    wanted = canonical(name, None)
    same = tuple(label for label, names in known.items() if label == name or wanted in names)
    if same:
        return same
    words = _WHOLES.sub("", "".join(name.split()))
    parts = [label for label in known if words and words in label]
    names = set().union(*(known[label] for label in parts))
    if len(names) == 1:
        return tuple(parts)
    if parts:
        raise SeriesError(
            f"{name!r} may be any of {len(names)} indicators; give one of them: {_listed(parts)}"
        )
    close = _close(name, list(known))
    hint = f"; it has: {_listed(close)}" if close else ""
    raise SeriesError(f"the graph has no figures of an indicator {name!r}{hint}")


def _close(name: str, known: Sequence[str]) -> list[str]:
    """Labels that share the most pairs of characters with a name, or belong to the same known indicator."""
    concept = concepts().lookup(name) or concepts().broader(name)
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    scored = []
    for label in known:
        related = concept is not None and concepts().broader(label) == concept
        score = len(pairs & {label[i : i + 2] for i in range(len(label) - 1)}) / (1 + len(label)) + related
        if score:
            scored.append((-score, label))
    return [label for _, label in sorted(scored)]


def _listed(labels: Sequence[str]) -> str:
    more = len(labels) - _MOST_SUGGESTIONS
    return "、".join(labels[:_MOST_SUGGESTIONS]) + (f" … ({more} more)" if more > 0 else "")


def _point(row: dict[str, Cell]) -> Point:
    published = row["published"]
    return Point(
        indicator=str(row["indicator"]),
        area=_text(row["areaLabel"]),
        start=date.fromisoformat(str(row["start"])),
        end=date.fromisoformat(str(row["end"])),
        period=str(row["periodLabel"]),
        value=Decimal(str(row["value"])),
        upper=Decimal(str(row["upper"])) if row["upper"] is not None else None,
        unit=str(row["unit"]),
        basis=_basis(_text(row["basis"])),
        comparator=str(row["comparator"]).rpartition("#")[2],
        reporter=_text(row["reporter"]),
        published=date.fromisoformat(str(published)) if published is not None else None,
        source=str(row["source"]),
        quote="".join(str(row["quote"]).split()),
        node=str(row["figure"]),
    )


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _basis(iri: str | None) -> str | None:
    """The name of a basis: YearOnYear, or the period that is compared with (2020年)."""
    if iri is None:
        return None
    days = re.fullmatch(r".*/period/(\d{4}-\d\d-\d\d)--(\d{4}-\d\d-\d\d)", iri)
    if days:
        return period_labels(date.fromisoformat(days[1]), date.fromisoformat(days[2]))[0]
    return iri.rpartition("#")[2]


def _order(point: Point) -> tuple[object, ...]:
    return (
        point.area or "",
        point.unit,
        point.basis or "",
        point.start,
        point.end,
        point.published or date.max,
        point.value,
        point.source,
        point.node,
    )


def _row(point: Point) -> tuple[Cell, ...]:
    published = point.published.isoformat() if point.published else None
    return (
        point.period, point.start.isoformat(), point.end.isoformat(), point.area, point.value, point.upper, point.unit, point.basis,
        point.comparator, point.indicator, point.reporter, published, point.source, point.quote,
    )  # fmt: skip


def kind_of_period(start: date, end: date) -> str:
    """Return what kind of period two days make: "day", "month", "quarter", "year", "to date" (from January), or "other".

    Only figures of one kind make a line: a month's exports do not go on from a year's.
    """
    if start == end:
        return "day"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1:
        return "other"
    if months == 12 and start.month == 1:
        return "year"
    if months == 1:
        return "month"
    if months == 3 and start.month in {4, 7, 10}:
        return "quarter"
    return "to date" if start.month == 1 and months < 12 else "other"


def units(points: Iterable[Point]) -> Iterator[str]:
    """Yield the units of points, each once, in the order of their first point."""
    yield from dict.fromkeys(point.unit for point in points)
