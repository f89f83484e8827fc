"""Names of periods, from their days alone, so that every page calls one period the same."""

from calendar import monthrange
from datetime import date

_QUARTERS = "一二三四"


def period_labels(start: date, end: date) -> tuple[str, str]:
    """Return the Chinese and the English name of a closed interval of days.

    Example: 2025-01-01 to 2025-12-31 → 2025年, 2025; 2025-01-01 to 2025-03-31 → 2025年第一季度, 2025 Q1.
    """
    if start == end:
        return f"{start.year}年{start.month}月{start.day}日", start.isoformat()
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not whole:
        return (
            f"{period_labels(start, start)[0]}至{period_labels(end, end)[0]}",
            f"{start.isoformat()} to {end.isoformat()}",
        )
    if (start.month, end.month) == (1, 12):
        if start.year == end.year:
            return f"{start.year}年", f"{start.year}"
        return f"{start.year}年至{end.year}年", f"{start.year} to {end.year}"
    if start.year == end.year:
        return _part_of_year(start.year, start.month, end.month)
    return f"{start.year}年{start.month}月至{end.year}年{end.month}月", f"{start:%Y-%m} to {end:%Y-%m}"


def _part_of_year(year: int, first: int, last: int) -> tuple[str, str]:
    if first == last:
        return f"{year}年{first}月", f"{year:04d}-{first:02d}"
    if last - first == 2 and last % 3 == 0:
        return f"{year}年第{_QUARTERS[last // 3 - 1]}季度", f"{year} Q{last // 3}"
    if (first, last) in {(1, 6), (7, 12)}:
        half = 1 if first == 1 else 2
        return f"{year}年{'上' if half == 1 else '下'}半年", f"{year} H{half}"
    if (first, last) == (1, 9):
        return f"{year}年前三季度", f"{year} Q1 to Q3"
    return f"{year}年{first}至{last}月", f"{year:04d}-{first:02d} to {year:04d}-{last:02d}"
