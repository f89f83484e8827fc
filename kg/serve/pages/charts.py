"""Figures over time as inline SVG made on the server, readable without colour and by screen readers.

One drawing holds figures of one unit, measure, basis and kind of period; a line in it those of one area.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from kg.publish.series import kind_of_period
from kg.serve.pages.figures import Figure, basis_text, big, number, period_text, unit_text, value_text
from kg.serve.pages.language import Tongue

LINES = 5
"""Lines in one drawing: as many as the palette has colours that can be told apart."""

WIDTH, HEIGHT = 460, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 16, 14, 28
_MARKERS = (
    "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z", "M-3.3-3.3h6.6v6.6h-6.6z", "M0-4.2 4 3H-4z", "M0-4.6 4.6 0 0 4.6-4.6 0z",
    "M-4-3h8L0 4.2z",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """A value at its place in the drawing, and its words."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Run:
    """A line: the name of its area, its path, its dots, and the marker that stands at each."""

    name: str
    path: str
    dots: tuple[Dot, ...]
    marker: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid or an end of the axis of time: where it is, and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: what it shows in words, its runs, the grid, the two ends of time and the highest value."""

    title: str
    note: str
    runs: tuple[Run, ...]
    grid: tuple[Tick, ...]
    zero: float | None
    ends: tuple[Tick, Tick]
    left_out: int


def charts(figures: Iterable[Figure], name: str, t: Tongue, most: int) -> list[Chart]:
    """Return the drawings of the figures of one indicator, those of most values first, `most` at most.

    Only what has values at two times or more is drawn. Example: 出口, 中国 and 江苏省, 同比, 单月 is one drawing with two lines.
    """
    groups: dict[tuple[str, str, str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure["measure"] == "Rule" or not _days(figure) or number(figure["value"]) is None:
            continue
        kind = kind_of_period(*_days(figure))  # type: ignore[misc]
        basis = str(figure["basis"] or figure["base"] or "")
        area = figure["area"]["iri"] if figure["area"] else ""
        groups[figure["unit"], str(figure["measure"]), basis, kind][area].append(figure)
    drawn = []
    for (_, _, _, kind), areas in groups.items():
        lines = [line for line in areas.values() if len({_days(f) for f in line}) > 1]
        if lines:
            lines.sort(key=lambda line: (-len(line), _area(line[0]), line[0]["iri"]))
            drawn.append((sum(map(len, lines)), kind, lines))
    drawn.sort(key=lambda group: (-group[0], group[1], group[2][0][0]["iri"]))
    return [_chart(lines, kind, name, t) for _, kind, lines in drawn[:most]]


def _days(figure: Figure) -> tuple[date, date] | None:
    period = figure["period"]
    if not period or not period["start"] or not period["end"]:
        return None
    try:
        return date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
    except ValueError:
        return None


def _area(figure: Figure) -> str:
    return str(figure["area"]["label"]) if figure["area"] else ""


def _chart(lines: Sequence[list[Figure]], kind: str, name: str, t: Tongue) -> Chart:
    shown = lines[:LINES]
    values = [value for line in shown for f in line if (value := number(f["value"])) is not None]
    days = sorted({_end(f) for line in shown for f in line})
    steps = _steps(float(min(values)), float(max(values)))
    low, high = steps[0], steps[-1]
    first = shown[0][0]

    def x(day: date) -> float:
        span = (days[-1] - days[0]).days or 1
        return round(_LEFT + (day - days[0]).days / span * (WIDTH - _LEFT - _RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    runs = []
    for number_, line in enumerate(shown):
        line = sorted(line, key=lambda f: (_days(f), f["iri"]))
        dots = tuple(
            Dot(
                x(_end(f)),
                y(float(Decimal(f["value"]))),
                " · ".join(filter(None, (_area(f), period_text(f, t), value_text(f, t)))),
            )
            for f in line
        )
        runs.append(Run(_area(line[0]), _path(dots), dots, _MARKERS[number_]))
    in_order = sorted((f for line in shown for f in line), key=lambda f: (_days(f), f["iri"]))
    ends = period_text(in_order[0], t), period_text(in_order[-1], t)
    unit = "" if first["measure"] == "Rank" else unit_text(first["unit"], t)
    words = " · ".join(filter(None, (name, basis_text(first, t), t.maybe(_KINDS[kind]), unit)))
    return Chart(
        words,
        t("chart.of", name=words, first=ends[0], last=ends[1], n=len(values)),
        tuple(runs),
        tuple(Tick(y(step), big(Decimal(_exact(step)), t)) for step in steps),
        y(0) if low < 0 < high else None,
        (Tick(x(days[0]), ends[0]), Tick(x(days[-1]), ends[1])),
        len(lines) - len(shown),
    )


_KINDS = {
    "day": "day", "month": "month", "quarter": "quarter", "year": "year", "to date": "to date", "other": "other.kind",
}  # fmt: skip


def _end(figure: Figure) -> date:
    days = _days(figure)
    if days is None:
        raise ValueError("a figure without a period is not drawn")
    return days[1]


def _path(dots: Sequence[Dot]) -> str:
    """Joins the first value of each time; other sources' values stand as dots of their own."""
    stops: dict[float, Dot] = {}
    for dot in dots:
        stops.setdefault(dot.x, dot)
    return "".join(f"{'L' if i else 'M'}{dot.x} {dot.y}" for i, dot in enumerate(stops.values()))


def _steps(low: float, high: float) -> list[float]:
    """Round numbers around the values: 3 to 6 of them, at 1, 2 or 5 times a power of ten."""
    if low == high:
        low, high = (low - abs(low) * 0.1 or -1.0), (high + abs(high) * 0.1 or 1.0)
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * n for n in range(floor(low / step), ceil(high / step) + 1)]


def _exact(value: float) -> str:
    return f"{Decimal(str(round(value, 10))):f}" if abs(value) < 1e15 else f"{Decimal(value):.0f}"
