"""What a reader remembers while reading: the article's date and the last year, month and day that the text named."""

from datetime import date, timedelta

from kg.language.quantities import calendar
from kg.records import Period

_SOON = 60
_EARLY = 3  # in the first months of a year 全年 speaks of the year before


class Clock:
    """Resolves relative times: `today` is the article's date, the rest is learnt from the text."""

    def __init__(self, today: date | None):
        """Start at the head of an article of that date."""
        self.today = today
        self.year: int | None = None
        self.last_year: int | None = None
        self.month: tuple[int, int] | None = None
        self.day: date | None = None
        self.range: Period | None = None

    def forget(self) -> None:
        """A new sentence: the year named before no longer dates its months, only its 全年."""
        if self.today is not None:
            self.year = None

    def remember(self, period: Period | None, explicit: bool, grain: str) -> None:
        """Learn from an expression that was read."""
        if period is None:
            return
        if explicit:
            self.year = self.last_year = period.end.year
        if grain == "month":
            self.month = (period.start.year, period.start.month)
        if grain == "day":
            self.day = period.start
            self.month = (period.start.year, period.start.month)
        if grain in {"days", "span"}:
            self.range = period

    def relative_year(self, offset: int) -> int | None:
        """Year of 今年 (0), 去年 (-1), 明年 (1)."""
        return self.today.year + offset if self.today else None

    def whole_year(self) -> int | None:
        """Year of a bare 全年: the one named before, else the last that has ended early in a year."""
        if self.year is not None or self.today is None:
            return self.year
        recent = self.last_year is not None and self.today.year - 1 <= self.last_year <= self.today.year
        if recent and self.today.month > _EARLY:
            return self.last_year
        return self.today.year - 1 if self.today.month <= _EARLY else self.today.year

    def past(self, first_month: int, last_month: int) -> int | None:
        """Year of bare months (12月, 前三季度): the one named before, else the latest that has begun."""
        if self.year is not None:
            return self.year
        if self.today is None:
            return None
        begun = (
            last_month <= self.today.month if first_month != last_month else first_month <= self.today.month
        )
        return self.today.year if begun else self.today.year - 1

    def year_of_day(self, month: int, day: int) -> int | None:
        """Year of a bare 2月2日: the one named before, else that of the latest such day, or of one within two months."""
        if self.year is not None or self.today is None:
            return self.year
        here = calendar.valid(self.today.year, month, day)
        if here is not None and here <= self.today + timedelta(days=_SOON):
            return self.today.year
        next_year = calendar.valid(self.today.year + 1, month, day)
        if next_year is not None and next_year <= self.today + timedelta(days=_SOON):
            return self.today.year + 1
        return self.today.year - 1

    def past_day(self, day: int) -> date | None:
        """The date of a bare 21日: this month or the latest before that has begun."""
        if self.today is None:
            return None
        here = calendar.valid(self.today.year, self.today.month, day)
        if here and here <= self.today + timedelta(days=1):
            return here
        return calendar.valid(*calendar.previous_month(self.today), day)

    def holiday(self, name: str, number: int | None) -> Period | None:
        """A festival of a year, or the latest one, which may lie ahead by two months at most."""
        known = calendar.holidays()
        if number is not None:
            return known.get((name, number))
        if self.today is None:
            return None
        soon = self.today + timedelta(days=_SOON)
        years = (self.today.year - 1, self.today.year, self.today.year + 1)
        return max(
            (known[name, y] for y in years if (name, y) in known and known[name, y].start <= soon),
            default=None,
        )
