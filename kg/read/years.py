"""The year of a date printed without one: 1月14日 on a page that looks back on 2025 and calls 2026 this year.

Every year that the page names is evidence for the year of issue: news speaks of its own year and the one before far more
often than of others, of past days mostly within a year, of plans with years to come. The tables below say how likely such
a mention is for each distance between the year of issue and the year named (after counts over 990 dated wire stories);
the candidate year with the greatest posterior probability is taken, if it is more likely than not.
"""

import calendar as months
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

from kg.read.dates import make_date
from kg.read.eras import eras

_YEAR = re.compile(
    r"(?P<before>[^。，,；;\d]{0,6})(?<!\d)(?P<y>(?:19|20)\d\d)\s?年(?:(?P<m>\d{1,2})\s?月(?:(?P<d>\d{1,2})\s?日)?)?(?=(?P<after>[^。；;\n]{0,14}))"
)
_RANGE = re.compile(r"(?<!\d)(?:19|20)\d\d\s?年?\s?[-—－–~～至到]{1,2}\s?(?:19|20)\d\d\s?年")
_DAY = re.compile(r"(?P<before>[^。；;\n]{0,8})(?<![\d年])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日(?=(?P<after>[^。；;\n]{0,6}))")
_FUTURE_BEFORE = re.compile(r"(?:到|至|将于|将在|力争|预计|预期|确保|截止|面向|瞄准|定于|拟于|计划|有望|争取|不晚于|展望)(?:到|在|于)?$")
_FUTURE_AFTER = re.compile(r"^(?:底|末)?(?:[，,]?(?:将|要|力争|计划|有望|预计|争取|前(?![\d一二三四五六七八九十半几])|之前|以前|起施行|起实施|起执行|起|正式施行|全面建成|建成|实现碳|达峰)|.{0,6}(?:目标|远景))")
_PAST_BEFORE = re.compile(r"(?:截至|早在|曾于|自从|始于|成立于)$")
_PAST_AFTER = re.compile(r"^(?:底|末)?[，,]?.{0,6}(?:拍摄|摄|发布了|印发了|公布了|揭牌|成立|获批|以来|上线|开通|启用)")
_MEASURED = re.compile(r"[^。；;\n]{0,30}?(?:同比|环比|增长|下降|回升|回落|增速|万亿|亿元|亿美元|%|％|百分点|万[吨辆台件户人家])")
_PERIOD = re.compile(r"^\s?(?:(?P<all>全年|全国|年度(?!工作|会议))|(?P<half>上半年)|前(?P<q>[一二三四1-4])(?:个)?季度|第?(?P<q1>[一二三四1-4])季度|(?:前|1[-—至到])(?P<n>\d{1,2})个?月)")
_NOW = re.compile(r"^是.{0,12}(?:之年|起步|开局|收官|年份)")
_LOOK_BACK = re.compile(r"^[，,]?[^。]{0,14}(?:同比|总值|总额|增加值|产销|实现|达到?|突破|完成|累计|共)")
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
_SEASON = 3  # months in which a report looks back on the year before
_FIRST_YEAR = 1949
_MOST = 400  # different times of a page that are weighed
_LATER = 7  # years after the last one named that may be the year of issue
_LIKELY = 0.5  # posterior probability from which a year is taken
_SCANNED = 400_000  # characters of a page searched for years


@dataclass(frozen=True, slots=True)
class Evidence:
    """A time that the page names, as a closed interval of days.

    `kind` says how: "exact" (with a month), "past" (exact and surely over), "period" (a half or quarter reported on), "future", "now" (said to be the present year),
    "over" (a year looked back on), "plain" (any other year), or a kind of `kg.read.eras`.
    """

    begin: date
    end: date
    kind: str


def evidence(text: str) -> Iterator[Evidence]:
    """Yield the times with a year that a text names.

    Example: 截至2025年12月底 is the "past" day 2025-12-31; 到2030年 is in the "future".
    """
    text = _RANGE.sub("　", text[:_SCANNED])
    for found in _YEAR.finditer(text):
        year, before, after = int(found["y"]), found["before"], found["after"]
        future = bool(_FUTURE_BEFORE.search(before) or _FUTURE_AFTER.match(after))
        if found["m"]:
            yield from _month(found, year, future)
        elif period := _PERIOD.match(after):
            kind = "future" if future else "over" if period["all"] else "period"
            yield Evidence(date(year, 1, 1), _period_end(year, period), kind)
        else:
            kind = "future" if future else "now" if _NOW.match(after) else "over" if _LOOK_BACK.match(after) else "plain"
            yield Evidence(date(year, 1, 1), date(year, 12, 31), kind)
    for kind, first, last in eras(text):
        yield Evidence(date(first, 1, 1), date(last, 12, 31), kind)


def _month(found: re.Match[str], year: int, future: bool) -> Iterator[Evidence]:
    """A month or a day of a year."""
    month = int(found["m"])
    if not 1 <= month <= 12:
        return
    last = months.monthrange(year, month)[1]
    day = make_date(year, month, int(found["d"])) if found["d"] else None
    ended = not found["d"] and found["after"][:1] in ("底", "末")
    past = _PAST_BEFORE.search(found["before"]) or _PAST_AFTER.match(found["after"])
    measured = not found["d"] and _MEASURED.match(found.string, found.start("after"))
    kind = "future" if future else "past" if past else "period" if measured else "exact"
    yield Evidence(day or date(year, month, last if ended else 1), day or date(year, month, last), kind)


def _period_end(year: int, period: re.Match[str]) -> date:
    quarter = period["q"] or period["q1"]
    month = 6 if period["half"] else 3 * int(_DIGIT.get(quarter, quarter)) if quarter else min(12, max(1, int(period["n"]))) if period["n"] else 12
    return date(year, month, months.monthrange(year, month)[1])


class YearResolver:
    """Gives dates without a year the year that the page supports.

    `reference` is a full date of issue known from metadata or an imprint; then the nearest year is taken.
    """

    def __init__(self, text: str, reference: date | None = None) -> None:
        """Take the text of the page, and its date of issue if that is known."""
        self.reference = reference
        self._text = text[:_SCANNED]
        self._evidence: dict[Evidence, int] | None = None
        self._resolved: dict[tuple[int, int], date | None] = {}

    def resolve(self, month: int, day: int) -> date | None:
        """Return the date of issue with its year, None when nothing on the page makes one year likely.

        Example: 1月14日 on a page with 2025年12月14日拍摄 is 14 January 2026.
        """
        if self.reference:
            near = [d for y in (-1, 0, 1) if (d := make_date(self.reference.year + y, month, day))]
            return min(near, key=lambda d: abs(d - (self.reference or d)), default=None)
        key = month, day
        if key not in self._resolved:
            self._resolved[key] = self._likeliest(month, day)
        return self._resolved[key]

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
        return best if 1 / total >= _LIKELY else None

    def latest(self, text: str | None = None) -> date | None:
        """Return the last day that a text (else the page) speaks of as past: the date of issue is hardly earlier."""
        text = self._text if text is None else text[:_SCANNED]
        days = [e.end for e in evidence(text) if e.kind in ("exact", "past") and e.begin == e.end]
        for found in _DAY.finditer(text):
            if not _FUTURE_BEFORE.search(found["before"]) and not _FUTURE_AFTER.match(found["after"]) and not found["before"].endswith("自"):
                days += [d] if (d := self.resolve(int(found["m"]), int(found["d"]))) else []
        return max(days, default=None)


def _prior(year: int) -> float:
    """Log prior of a year of issue: digital pages are of this century, a few of the nineties."""
    return 0.0 if year >= 2000 else -1.5 if year >= 1990 else -4.0


def likelihood(known: Evidence, issued: date) -> float:
    """How likely a page issued on a day is to name this time, relative to other times.

    Example: in January 2025年我国…同比增长 is likelier for a page of 2026 than of 2025.
    """
    if known.kind in ("exact", "past", "period"):
        if (known.end if known.kind == "period" else known.begin) > issued + timedelta(days=10 if known.kind == "period" else 1):
            return 0.005 if known.kind != "exact" or known.begin > issued + timedelta(days=366) else 0.08
        ago = (issued - known.end).days
        if known.kind == "period":
            return 0.70 if ago <= 200 else 0.15 if ago <= 400 else 0.05 if ago <= 770 else 0.006
        return 0.32 if ago <= 400 else 0.12 if ago <= 770 else 0.04 if ago <= 1900 else 0.012
    if known.kind in _ERAS:
        inside, near, far, margin = _ERAS[known.kind]
        off = max(known.begin.year - issued.year, issued.year - known.end.year)
        return inside if off <= 0 else near if off <= margin else far
    table = _DISTANCE[known.kind, issued.month <= _SEASON]
    ago = issued.year - known.begin.year
    if ago in table:
        return table[ago]
    return table[None] * (0.3 if ago < 0 else 1.0 if ago <= 10 else 0.5 if ago <= 20 else 0.25)


_DISTANCE: dict[tuple[str, bool], dict[int | None, float]] = {
    ("plain", True): {-1: 0.015, -2: 0.015, 0: 0.165, 1: 0.21, 2: 0.10, 3: 0.05, 4: 0.05, 5: 0.03, None: 0.02},
    ("plain", False): {-1: 0.03, 0: 0.18, 1: 0.10, 2: 0.093, 3: 0.05, 4: 0.045, 5: 0.03, None: 0.02},
    ("over", True): {-1: 0.005, 0: 0.15, 1: 0.50, 2: 0.10, 3: 0.03, None: 0.015},
    ("over", False): {-1: 0.005, 0: 0.18, 1: 0.38, 2: 0.09, 3: 0.05, None: 0.02},
    ("now", True): {-1: 0.02, 0: 0.90, 1: 0.04, None: 0.005},
    ("now", False): {-1: 0.08, 0: 0.85, 1: 0.03, None: 0.005},
    ("future", True): {-5: 0.06, -4: 0.05, -3: 0.05, -2: 0.08, -1: 0.10, 0: 0.25, 1: 0.06, 2: 0.02, None: 0.012},
    ("future", False): {-5: 0.06, -4: 0.05, -3: 0.05, -2: 0.08, -1: 0.14, 0: 0.20, 1: 0.06, 2: 0.02, None: 0.012},
}
"""By kind of mention and whether it is January to March: years from the year named to the year of issue → likelihood; None for all others."""

_ERAS = {
    "plan": (0.16, 0.10, 0.004, 1), "opening": (0.80, 0.08, 0.004, 1), "ending": (0.70, 0.12, 0.004, 1), "session": (0.40, 0.10, 0.01, 1),
    "year": (0.50, 0.20, 0.015, 1),
}  # fmt: skip
"""By kind: likelihood for a year of issue inside the years named, within the margin (in years) around them, and beyond."""


def majority(days: Sequence[date]) -> date | None:
    """The commonest day, the latest of several equally common ones; None without days."""
    return max(set(days), key=lambda d: (days.count(d), d), default=None)
