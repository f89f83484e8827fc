"""Where the terms of an office's holders stand in a drawing: lanes, bars, fading ends, days, and what nobody reports.

Pure geometry in pixels; `templates/timeline.html` draws it. A bar is solid between days that reports give; an end that no
report gives fades out over a fixed width, whatever the distance to the next holder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import east_asian_width

from kg.serve.pages.holders import Holder, Term

WIDTH, LEFT, RIGHT, TOP = 960, 64, 64, 30
LANE, BAR = 50, 14
FADE = 30
"""Pixels over which an unknown end fades."""

_UNKNOWN, _GAP = 26, 6
_STEPS, _MARKS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000), 14
"""Months between two marks of the scale, and how many marks there are about at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A term as drawn: who, the solid part from `x` over `width`, whether its ends are known, and days with a report."""

    holder: int
    term: Term
    label: str
    label_x: float
    anchor: str
    y: float
    x: float
    width: float
    fade_left: bool
    fade_right: float
    ticks: tuple[float, ...]
    removed: float | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline: its height, bars, marks of the scale (x, text), and spans of which no report names a holder."""

    height: float
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]
    unknown: tuple[tuple[float, float], ...]
    first: date
    last: date
    lanes: int


def draw(found: Sequence[Holder]) -> Drawing | None:
    """Return the drawing of holders and their terms, None when no report has a date.

    Example: 卢望舒 until 2026-03-19 and 李明 from that day stand in one lane, side by side.
    """
    terms = sorted(
        ((term, number) for number, holder in enumerate(found) for term in holder.terms),
        key=lambda pair: (pair[0].first, pair[0].latest, pair[1]),
    )
    if not terms:
        return None
    first, last = min(t.first for t, _ in terms), max(t.latest for t, _ in terms)
    scale = _Scale(first, last)
    lanes: list[float] = []
    bars = [_bar(scale, lanes, term, number, str(found[number].person["label"])) for term, number in terms]
    height = TOP + len(lanes) * LANE + 14
    return Drawing(height, tuple(bars), scale.marks(), _unknown(bars), first, last, len(lanes))


class _Scale:
    """Days to pixels, with room around a single day."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        span = (last - first).days
        self.low = first.toordinal() - (15 if span < 2 else 0)
        self.days = max(span, 1) if span >= 2 else 30

    def __call__(self, when: date) -> float:
        inner = WIDTH - LEFT - RIGHT
        return round(LEFT + (when.toordinal() - self.low) / self.days * inner, 1)

    def marks(self) -> tuple[tuple[float, str], ...]:
        """The first days of months or years within the drawing, few enough to be read; days themselves when all is short."""
        if self.days <= 45:
            days = sorted({self.first, self.last})
            close = len(days) > 1 and self(days[1]) - self(days[0]) < 90
            return tuple((self(when), when.isoformat()) for when in (days[:1] if close else days))
        months = next(step for step in _STEPS if self.days <= _MARKS * step * 30.5)
        year, month = self.first.year, 1
        found = []
        if months > 12:
            year -= year % (months // 12)
        while (year, month) <= (self.last.year, self.last.month):
            if year >= 1:
                when = date(year, month, 1)
                if self.first.toordinal() - 1 <= when.toordinal() <= self.last.toordinal():
                    found.append((self(when), str(year) if month == 1 else f"{year}-{month:02}"))
            year, month = year + (month - 1 + months) // 12, (month - 1 + months) % 12 + 1
        return tuple(found)


def _bar(scale: _Scale, lanes: list[float], term: Term, number: int, label: str) -> Bar:
    x, end = scale(term.first), scale(term.last)
    removed = scale(term.latest) if term.removed and term.end is None else None
    fade_right = 0.0 if term.end else max(0.0, removed - end) if removed is not None else float(FADE)
    fade_left = term.start is None
    left, right = x - (FADE if fade_left else 0), end + fade_right
    anchor, label_x = _label(left, right, _text_width(label))
    wide = _text_width(label) + _GAP
    low, high = (
        (left, max(right, label_x + wide)) if anchor == "start" else (min(left, label_x - wide), right)
    )
    lane = next((n for n, taken in enumerate(lanes) if taken <= low + 1), len(lanes))
    if lane == len(lanes):
        lanes.append(high)
    else:
        lanes[lane] = high
    ticks = tuple(scale(when) for when in sorted(set(term.seen)))
    return Bar(
        number, term, label, round(label_x, 1), anchor, TOP + lane * LANE + 26, x, round(end - x, 1),
        fade_left, round(fade_right, 1), ticks, removed,
    )  # fmt: skip


def _label(left: float, right: float, wide: float) -> tuple[str, float]:
    """Where a name stands above a bar, and which of its ends stands there: over the beginning, unless it is longer than
    the bar and has room before its end, or none after its beginning.
    """
    if wide > right - left and (right - wide >= _GAP or left + wide > WIDTH):
        return "end", max(right - 1, 0)
    return "start", left + 1


def _text_width(text: str) -> float:
    return sum(14.0 if east_asian_width(c) in "WF" else 8.0 for c in text)


def _unknown(bars: Sequence[Bar]) -> tuple[tuple[float, float], ...]:
    """The spans between bars that no bar covers, wide enough to be more than two ends that fade."""
    found, reached = [], None
    for bar in sorted(bars, key=lambda b: b.x):
        if reached is not None and bar.x - reached >= _UNKNOWN:
            found.append((reached, round(bar.x - reached, 1)))
        reached = max(reached or 0.0, bar.x + bar.width)
    return tuple(found)
