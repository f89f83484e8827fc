"""Times that hold for a whole article or section: that of its headline, of a section heading, of a day's trading."""

import re

from kg.extract.statistics.reading import Reading, Sentence
from kg.language.quantities.times import Time, TimeKind, times
from kg.language.quantities.view import compact
from kg.records import Period

LONG = frozenset({"year", "half", "quarter", "months", "month", "plan", "span"})
"""Grains of the times that reach beyond their sentence."""

_COMPARED = re.compile(r"(?:较|(?<!占)比|与|同|超|至|到|力争|争取|争)$")
_TRADING = re.compile(r"收盘|尾盘|早盘|午盘|盘中|开盘|收报|报收|收于|高开|低开|中间价|涨停|跌停")
_LEAST_TRADING = 3
_LEAD_SENTENCES = 3


def of_headline(reading: Reading) -> Period | None:
    """The long time that the headline names; the headline may stand outside the text.

    Example: 2025年前三季度全省经济运行情况 gives January to September 2025.
    """
    headings = [s for s in reading.sentences if s.heading and not s.section]
    for sentence in headings:
        if (found := of_heading(reading, sentence)) is not None:
            return found
    if reading.article.date is None:  # 8月份 in the headline, 2026年8月份 in the heading of a table
        undated = (of_heading(reading, s) for s in reading.sentences if s.section)
        if (found := next((period for period in undated if period is not None), None)) is not None:
            return found
    if headings or not reading.article.headline:
        return None
    title = compact(reading.article.headline).text
    return _first(times(title, reading.article.date), title, 0)


def of_heading(reading: Reading, sentence: Sentence) -> Period | None:
    """The long time that one heading names, for what stands below it."""
    return _first(reading.times_in(sentence.begin, sentence.end), reading.text, sentence.begin)


def of_trading(reading: Reading) -> Period | None:
    """The day whose trading an article reports: the day that its lead names; None for other articles.

    Example: 27日沪深股市双双回调, with 盘中, 收报 and 尾盘 below it, speaks of the 27th.
    """
    if len(_TRADING.findall(reading.text)) < _LEAST_TRADING:
        return None
    lead = [s for s in reading.sentences if not s.heading][:_LEAD_SENTENCES]
    for sentence in lead:
        for time in reading.times_in(sentence.begin, sentence.end):
            if time.grain == "day" and time.kind is TimeKind.PERIOD and time.period is not None:
                return time.period
    return None


def _first(found: tuple[Time, ...], text: str, begin: int) -> Period | None:
    for time in found:
        if time.kind is TimeKind.SINCE:
            continue
        if time.grain in LONG and time.period and not _COMPARED.search(text[begin : time.begin]):
            return time.period
    return None
