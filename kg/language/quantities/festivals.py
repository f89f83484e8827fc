"""Festivals and their public holidays: the whole (春节假期), a day of it (假期第二天), its first days (假期前三天)."""

import re
from datetime import timedelta

from kg.language.quantities import calendar
from kg.language.quantities.clock import Clock
from kg.language.quantities.numerals import number
from kg.records import Period

_PAIRS = (("国庆", "中秋"), ("中秋", "国庆"), ("国庆节", "中秋节"), ("中秋节", "国庆节"))
FESTIVALS = {
    "春节": "春节", "春运": "春运", "国庆": "国庆", "国庆节": "国庆", "五一": "劳动节", "“五一”": "劳动节", "劳动节": "劳动节",
    "十一": "国庆", "“十一”": "国庆", "清明": "清明节", "清明节": "清明节", "端午": "端午节", "端午节": "端午节",
    "中秋": "中秋节", "中秋节": "中秋节", "元旦": "元旦",
    **{first + mark + second: "国庆" for first, second in _PAIRS for mark in ("", "、", "和")},
}  # fmt: skip
"""How reports write a festival, and the name of its row in `seeds/words/time_holidays.tsv`."""

_NAME = "|".join(sorted(map(re.escape, FESTIVALS), key=len, reverse=True))
_HOLIDAY = "假期|黄金周|小长假|长假"
_COUNT = r"\d{1,2}|[一二两三四五六七八九十]"
WHOLE = (
    rf"(?P<name>(?!十一(?!假|黄金|小?长假|期间))(?:{_NAME}))(?P<holiday>{_HOLIDAY})?(?P<during>期间|前后|档)?(?:当天)?"
    r"(?!联欢|晚会|口号|工程|精神|大阅|广场|市场)"
)
"""A festival with its holiday, or by itself: 春节, 春节假期, 国庆黄金周."""
PART = rf"(?:(?P<name>{_NAME})(?:{_HOLIDAY})|{_HOLIDAY})(?:的)?(?:第(?P<nth>{_COUNT})[天日]|(?P<one>首日|首天)|前(?P<first>{_COUNT})[天日])"
"""A day of a holiday, or its first days: 中秋假期第二天, 黄金周前四天."""
BARE = r"(?:黄金周|小长假|长假|假期)(?:期间)(?!待)|黄金周(?=[，、])"
"""A holiday that the text named before: 黄金周期间."""
_RECENT = 40


def whole(m: re.Match[str], clock: Clock, year: int | None) -> Period | None:
    """The period of a match of `WHOLE`; 春运 and a festival by itself are their own, 春节期间 is the holiday.

    Example: 2025年国庆假期 is 1 to 8 October 2025.
    """
    name = FESTIVALS[m["name"]]
    own = clock.holiday(name, year)
    holiday = clock.holiday(f"{name}假期", year)
    return (holiday or (None if m["holiday"] else own)) if m["holiday"] or m["during"] else own or holiday


def part(m: re.Match[str], clock: Clock, year: int | None) -> Period | None:
    """The period of a match of `PART`, counted in the holiday it names or in the one named before.

    Example: 中秋假期第二天 in 2024 is 16 September 2024.
    """
    of = clock.holiday(f"{FESTIVALS[m['name']]}假期", year) if m["name"] else named_before(clock)
    if of is None:
        return None
    count = 1 if m["one"] else int(number(m["nth"] or m["first"]) or 0)
    last = of.start + timedelta(days=count - 1)
    if not of.start <= last <= of.end:
        return None
    return calendar.span(of.start, last) if m["first"] else calendar.day(last)


def named_before(clock: Clock) -> Period | None:
    """The holiday that the text named last, else the latest before the article's date, when that is no longer than 40 days ago."""
    holidays = [of for (name, _), of in calendar.holidays().items() if name.endswith("假期")]
    said = clock.range
    inside = [of for of in holidays if said is not None and of.start <= said.start and said.end <= of.end]
    if inside:
        return inside[0]
    if clock.today is None:
        return None
    recent = timedelta(days=_RECENT)
    begun = [of for of in holidays if of.start <= clock.today <= of.end + recent]
    return max(begun, key=lambda of: (of.start, of.end), default=None)
