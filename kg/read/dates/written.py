"""Full dates as metadata and imprints write them."""

import re
from datetime import date

_CHINESE_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
}
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}

_CHINESE_WRITTEN = re.compile(
    r"(?P<y>[〇○零一二三四五六七八九ＯO]{4})年(?P<m>十?[一二三四五六七八九十])月(?P<d>(?:二|三)?十?[一二三四五六七八九]|[二三]?十)日"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_MONTH_FIRST = re.compile(
    r"\b(?P<m>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b"
)
_DAY_FIRST = re.compile(
    r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>(?:19|20)\d\d)\b"
)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has no such day (2月30日)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """Return the first full date in `text`, or None.

    Reads ISO dates and date-times, 2026/1/14, 20260114, 2026年1月14日, 二〇二六年一月十四日, January 14, 2026 and
    14 Jan 2026.

    Example: `parse_date("2026年01月14日 星期三")` is 14 January 2026.
    """
    text = text[:200]
    if found := _CHINESE_WRITTEN.search(text):
        year = int("".join(_CHINESE_DIGITS[c] for c in found["y"]))
        return make_date(year, chinese_small_number(found["m"]), chinese_small_number(found["d"]))
    for pattern in (_YEAR_FIRST, _COMPACT, _MONTH_FIRST, _DAY_FIRST):
        for found in pattern.finditer(text):
            month = found["m"]
            number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
            if number and (day := make_date(int(found["y"]), number, int(found["d"]))):
                return day
    return None


def chinese_small_number(text: str) -> int:
    """Return the value of a Chinese number under a hundred: 二十一 → 21."""
    if "十" not in text:
        return int(_CHINESE_DIGITS[text])
    tens, _, ones = text.partition("十")
    return (int(_CHINESE_DIGITS[tens]) if tens else 1) * 10 + (int(_CHINESE_DIGITS[ones]) if ones else 0)
