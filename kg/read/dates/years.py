"""The year of a date printed without one: 1月14日 on a page that looks back on 2025 and calls 2026 this year.

Every year that the page names is evidence for the year of issue: news speaks of its own year and the one before far more
often than of others, of past days mostly within a year, of plans with years to come. The tables below say how likely such
a mention is for each distance between the year of issue and the year named (after counts over 990 dated wire stories);
the candidate year with the greatest posterior probability is taken, if it is more likely than not and something on the page
ties it to that year: figures that run up to the weeks before, a congress, an anniversary, a fair of that year, a rule about to
apply. Years merely mentioned do not: on wire stories without metadata they were right no more often than wrong.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import exp, log

from kg.read.dates.times import SCANNED, Evidence, evidence, past_days
from kg.read.dates.written import make_date

_SEASON = 3  # months in which a report looks back on the year before
_FIRST_YEAR = 1949
_MOST = 400  # different times of a page that are weighed
_LATER = 7  # years after the last one named that may be the year of issue
_YEAR_ITSELF = ("now", "year", "event", "opening", "ending", "feast", "signed")
_LOOKED_BACK = ("over", "against", "compared", "past")
_FRESH = {"period": 100, "asof": 120, "past": 60, "exact": 20, "compared": 60}  # days
_LIKELY = 0.52  # posterior probability from which a year is taken: a wrong year is worse than none


class YearResolver:
    """Gives dates without a year the year that the page supports.

    `reference` is a full date of issue known from metadata or an imprint; then the nearest year is taken.
    """

    def __init__(self, text: str, reference: date | None = None) -> None:
        """Take the text of the page, and its date of issue if that is known."""
        self.reference = reference
        self._text = text[:SCANNED]
        self._anchor: date | None = None
        self._evidence: dict[Evidence, int] | None = None
        self._resolved: dict[tuple[int, int], date | None] = {}

    def resolve(self, month: int, day: int) -> date | None:
        """Return the date of issue with its year, None when nothing on the page makes one year likely.

        Example: 1月14日 on a page with 2025年12月14日拍摄 is 14 January 2026.
        """
        if anchor := self.reference or self._anchor:
            near = [d for y in (-1, 0, 1) if (d := make_date(anchor.year + y, month, day))]
            return min(near, key=lambda d: abs(d - anchor), default=None)
        key = month, day
        if key not in self._resolved:
            self._resolved[key] = self._likeliest(month, day)
        return self._resolved[key]

    def settle(self, days: Iterable[tuple[int, int]]) -> None:
        """Take the days of all datelines of a page: they lie close together, so one whose year is likely dates the others.

        Example: with 1月4日 of 2026, 12月30日 on the same page is of 2025.
        """
        known = set(days)
        winter = {month for month, _ in known} & {1, 2} and {month for month, _ in known} & {11, 12}
        for month, day in sorted(known, key=lambda item: (bool(winter) and item[0] <= 6, item), reverse=True):
            if self._anchor is None:
                self._anchor = self.resolve(month, day)

    def _likeliest(self, month: int, day: int) -> date | None:
        if self._evidence is None:
            self._evidence = dict(Counter(evidence(self._text)).most_common(_MOST))
        if not self._evidence:
            return None
        weights = {
            d: _prior(d.year) + sum((1 + log(n)) * log(likelihood(e, d)) for e, n in self._evidence.items())
            for year in range(_FIRST_YEAR, max(e.begin.year for e in self._evidence) + _LATER)
            if (d := make_date(year, month, day))
        }
        if not weights:
            return None
        best = max(weights, key=lambda d: (weights[d], d))
        total = sum(exp(max(-700.0, w - weights[best])) for w in weights.values())
        return best if 1 / total >= _LIKELY and self._vouched(best) else None

    def _vouched(self, issued: date) -> bool:
        """Whether something the page says ties it to that year: years merely mentioned only tell what it is not older than."""
        known = self._evidence or {}
        looked_back = sum(e.kind in _LOOKED_BACK and e.begin.year == issued.year - 1 for e in known)
        named = any(e.kind != "plan" and e.begin.year == issued.year for e in known)
        season = issued.month <= _SEASON and looked_back > 1
        return bool(looked_back and named) or season or any(_vouches(e, issued) for e in known)

    def latest(self, text: str | None = None) -> date | None:
        """Return the last day that a text (else the page) speaks of as past: the date of issue is hardly earlier."""
        text = self._text if text is None else text[:SCANNED]
        days = [e.end for e in evidence(text) if e.kind in ("exact", "past") and e.begin == e.end]
        days += [day for month, number in past_days(text) if (day := self.resolve(month, number))]
        return max(days, default=None)


def _prior(year: int) -> float:
    """Log prior of a year of issue: digital pages are of this century, a few of the nineties."""
    return 0.0 if year >= 2000 else -1.5 if year >= 1990 else -4.0


def _vouches(known: Evidence, issued: date) -> bool:
    """Whether a mention alone ties a page to its year: figures up to the month before, 2026年春节, the fair of the year."""
    if known.kind in _YEAR_ITSELF:
        return known.begin.year == issued.year
    if known.kind == "force":
        return issued.year <= known.begin.year <= issued.year + 1
    limit = _FRESH.get(known.kind)
    if limit is None or (known.kind == "exact" and known.begin != known.end):
        return False
    return -1 <= (issued - known.end).days <= limit or (
        known.kind == "period" and known.begin <= issued <= known.end
    )


def likelihood(known: Evidence, issued: date) -> float:
    """How likely a page issued on a day is to name this time, relative to other times.

    Example: in January 2025年我国…同比增长 is likelier for a page of 2026 than of 2025.
    """
    if known.kind in _DAYS:
        return _of_day(known, issued)
    if known.kind == "signed":
        off = abs((issued - known.begin).days)
        return next(value for limit, value in _SIGNED if off <= limit)
    if known.kind == "force":
        ahead = (known.begin - issued).days
        return next((value for limit, value in _IN_FORCE if ahead <= limit), 0.01)
    if known.kind in _ERAS:
        inside, near, far, margin = _ERAS[known.kind]
        off = max(known.begin.year - issued.year, issued.year - known.end.year)
        return inside if off <= 0 else near if off <= margin else far
    table = _DISTANCE[known.kind, issued.month <= _SEASON]
    ago = issued.year - known.begin.year
    if known.kind == "event" and ago < -1:
        return 0.0005
    if ago in table:
        return table[ago]
    return table[None] * (0.3 if ago < 0 else 1.0 if ago <= 10 else 0.5 if ago <= 20 else 0.25)


def _of_day(known: Evidence, issued: date) -> float:
    """Likelihood of a day or month that the page speaks of as past or present."""
    period = known.kind == "period"
    if (known.end if period else known.begin) > issued + timedelta(days=10 if period else 1):
        if known.kind in ("past", "asof", "compared"):
            return 0.001
        return 0.003 if period or known.begin > issued + timedelta(days=366) else 0.03
    ago = (issued - known.end).days
    return next(value for limit, value in _DAYS[known.kind] if ago <= limit)


_HAPPENED = ((45, 0.50), (200, 0.26), (400, 0.20), (770, 0.09), (1900, 0.04), (10**6, 0.012))
_REPORTED = ((200, 0.70), (400, 0.15), (770, 0.05), (10**6, 0.006))
_RUNNING_TO = ((100, 0.70), (200, 0.15), (400, 0.06), (10**6, 0.01))
_COMPARED_WITH = ((25, 0.02), (70, 0.30), (320, 0.10), (430, 0.45), (770, 0.10), (10**6, 0.01))
_DAYS = {
    "exact": _HAPPENED, "past": _HAPPENED, "period": _REPORTED, "asof": _RUNNING_TO, "compared": _COMPARED_WITH,
}  # fmt: skip
"""By kind: days from a day or reported period to the day of issue → likelihood."""

_SIGNED = ((10, 0.80), (60, 0.40), (400, 0.05), (10**6, 0.01))
"""Days between the date that signs a document and the day of issue → likelihood."""

_IN_FORCE = ((-1900, 0.02), (-770, 0.04), (-400, 0.07), (-60, 0.15), (200, 0.50), (400, 0.10))
"""Days from the day of issue to the one from which a rule applies → likelihood: most rules are reported shortly before."""

_DISTANCE: dict[tuple[str, bool], dict[int | None, float]] = {
    ("plain", True): {
        -1: 0.010,
        -2: 0.006,
        0: 0.165,
        1: 0.21,
        2: 0.10,
        3: 0.05,
        4: 0.05,
        5: 0.03,
        None: 0.02,
    },
    ("plain", False): {
        -1: 0.015,
        -2: 0.006,
        0: 0.18,
        1: 0.10,
        2: 0.093,
        3: 0.05,
        4: 0.045,
        5: 0.03,
        None: 0.02,
    },
    ("over", True): {-1: 0.004, 0: 0.15, 1: 0.50, 2: 0.10, 3: 0.03, None: 0.015},
    ("over", False): {-1: 0.004, 0: 0.18, 1: 0.38, 2: 0.09, 3: 0.05, None: 0.02},
    ("against", True): {-1: 0.001, 0: 0.005, 1: 0.40, 2: 0.22, 3: 0.10, 4: 0.08, 5: 0.08, None: 0.03},
    ("against", False): {-1: 0.001, 0: 0.01, 1: 0.42, 2: 0.18, 3: 0.10, 4: 0.08, 5: 0.08, None: 0.03},
    ("now", True): {-1: 0.02, 0: 0.90, 1: 0.04, None: 0.005},
    ("now", False): {-1: 0.08, 0: 0.85, 1: 0.03, None: 0.005},
    ("feast", True): {-1: 0.01, 0: 0.70, 1: 0.15, None: 0.01},
    ("feast", False): {-1: 0.20, 0: 0.50, 1: 0.10, None: 0.01},
    ("event", True): {-1: 0.03, 0: 0.75, 1: 0.10, 2: 0.04, 3: 0.03, 4: 0.03, None: 0.008},
    ("event", False): {-1: 0.03, 0: 0.75, 1: 0.10, 2: 0.04, 3: 0.03, 4: 0.03, None: 0.008},
    ("future", True): {
        -5: 0.06,
        -4: 0.05,
        -3: 0.05,
        -2: 0.08,
        -1: 0.10,
        0: 0.25,
        1: 0.05,
        2: 0.02,
        None: 0.012,
    },
    ("future", False): {
        -5: 0.06,
        -4: 0.05,
        -3: 0.05,
        -2: 0.08,
        -1: 0.14,
        0: 0.20,
        1: 0.04,
        2: 0.02,
        None: 0.012,
    },
    ("span", True): {-1: 0.20, 0: 0.45, 1: 0.15, 2: 0.08, 3: 0.03, None: 0.01},
    ("span", False): {-1: 0.25, 0: 0.45, 1: 0.12, 2: 0.06, 3: 0.03, None: 0.01},
}
"""By kind of mention and whether it is January to March: years from the year named to the year of issue → likelihood; None for all others."""

_ERAS = {
    "plan": (0.16, 0.10, 0.004, 1), "opening": (0.80, 0.08, 0.004, 1), "ending": (0.70, 0.12, 0.004, 1), "session": (0.40, 0.10, 0.01, 1),
    "year": (0.60, 0.10, 0.006, 1),
}  # fmt: skip
"""By kind: likelihood for a year of issue inside the years named, within the margin (in years) around them, and beyond."""


def majority(days: Sequence[date]) -> date | None:
    """The commonest day, the latest of several equally common ones; None without days."""
    return max(set(days), key=lambda d: (days.count(d), d), default=None)
