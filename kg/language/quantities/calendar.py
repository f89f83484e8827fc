"""Calendar intervals as `Period`s of exact days, each with its Chinese name."""

import calendar
from datetime import date, timedelta
from functools import cache

from kg.knowledge import read_table
from kg.records import Period
from kg.resources import folder

_QUARTERS = "一二三四"
_PLANS = {
    "七": 1986,
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
}


def year(number: int) -> Period:
    """2025年: the first of January to the last of December."""
    return Period(date(number, 1, 1), date(number, 12, 31), f"{number}年")


def month(number: int, of: int) -> Period:
    """`month(2025, 12)` is 2025年12月."""
    return Period(date(number, of, 1), month_end(number, of), f"{number}年{of}月")


def months(number: int, first: int, last: int) -> Period:
    """`months(2025, 1, 9)` is 2025年1—9月."""
    if (first, last) == (1, 12):
        return year(number)
    if first == last:
        return month(number, first)
    return Period(date(number, first, 1), month_end(number, last), f"{number}年{first}—{last}月")


def quarter(number: int, of: int) -> Period:
    """`quarter(2025, 3)` is 2025年第三季度: July to September."""
    whole = months(number, 3 * of - 2, 3 * of)
    return Period(whole.start, whole.end, f"{number}年第{_QUARTERS[of - 1]}季度")


def half(number: int, of: int) -> Period:
    """`half(2025, 1)` is 2025年上半年: January to June."""
    whole = months(number, 6 * of - 5, 6 * of)
    return Period(whole.start, whole.end, f"{number}年{'上下'[of - 1]}半年")


def years(first: int, last: int) -> Period:
    """`years(2021, 2025)` is 2021—2025年."""
    return (
        year(first) if first == last else Period(date(first, 1, 1), date(last, 12, 31), f"{first}—{last}年")
    )


def plan(ordinal: str) -> Period | None:
    """The five years of a plan: `plan("十四五")` is 2021 to 2025; None for a number that is no plan."""
    first = _PLANS.get(ordinal[:-1]) if ordinal.endswith("五") else None
    return Period(date(first, 1, 1), date(first + 4, 12, 31), f"“{ordinal}”时期") if first else None


def day(of: date) -> Period:
    """One day."""
    return Period(of, of, f"{of.year}年{of.month}月{of.day}日")


def span(start: date, end: date) -> Period:
    """Any interval of days: `span` of 18 December 2025 to 17 January 2026."""
    if start == end:
        return day(start)
    return Period(
        start, end, f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    )


def month_end(number: int, of: int) -> date:
    """Last day of a month."""
    return date(number, of, calendar.monthrange(number, of)[1])


def valid(number: int, of_month: int, of_day: int) -> date | None:
    """The date, or None for 2月30日."""
    try:
        return date(number, of_month, of_day)
    except ValueError:
        return None


def year_earlier(period: Period) -> Period:
    """The same period of the year before: January to August 2025 for that of 2026."""
    start, end = period.start, period.end
    if start.day == 1 and end == month_end(end.year, end.month) and start.year == end.year:
        return months(start.year - 1, start.month, end.month)
    first = valid(start.year - 1, start.month, start.day) or date(start.year - 1, 2, 28)
    last = valid(end.year - 1, end.month, end.day) or date(end.year - 1, 2, 28)
    return span(first, last)


def previous_month(today: date) -> tuple[int, int]:
    """Year and month before that of `today`."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.year, last.month


@cache
def holidays() -> dict[tuple[str, int], Period]:
    """Festivals and public holidays by name and year, from `seeds/words/time_holidays.tsv`."""
    return {
        (row["name"], int(row["year"])): Period(
            date.fromisoformat(row["start"]), date.fromisoformat(row["end"]), f"{row['year']}年{row['name']}"
        )
        for row in read_table(folder("seeds") / "words" / "time_holidays.tsv")
    }
