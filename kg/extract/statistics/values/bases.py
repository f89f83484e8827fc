"""What a change is compared with: the year before, the month before, the yearly average, or a named period."""

import re

from kg.extract.statistics import patterns as p
from kg.extract.statistics.indicators.tails import Tail
from kg.extract.statistics.reading import Reading
from kg.extract.statistics.values.figures import Chain, time_of
from kg.language.quantities.times import TimeKind
from kg.records import Basis, Measure, Period

_LAST_YEAR = re.compile(r"上年|去年|同期|前年")
_LAST_MONTH = re.compile(r"上月|上个月|上季|上个季度|前月")
_OTHER = re.compile(
    r"前一[周日天个]|上周|上一周|上届|上一?交易日|前一交易日|改革前|改造前|以往|此前|之前|往年|传统|普通"
)
_BY_MONTH = re.compile(r"环比(?:来)?看")
_YEARLY = re.compile(r"同比|按年|比上年|较上年|比去年|较去年|上年同期")
_ANNUAL_BEFORE = re.compile(r"年均|年平均|年复合")
_LONG_DAYS = 27
_YEAR_DAYS = 366


def basis(
    reading: Reading, chain: Chain, tail: Tail, measure: Measure, period: Period | None, index: int = 0
) -> Basis | None:
    """The comparison of a change; None for what is no change or names none.

    `index` is the place of the figure in its chain: 分别比上月和上年同期低0.1个和0.2个百分点 has one comparison each.

    Example: 较2020年增长48% is compared with the year 2020.
    """
    if measure not in {Measure.CHANGE_RATE, Measure.ABSOLUTE_CHANGE}:
        return None
    left = chain.left
    if tail.annual or _ANNUAL_BEFORE.search(left[-10:]):
        return "AnnualAverage"
    if tail.compared is not None:
        each = [char for char in tail.compared if re.match(p.TIME, char)]
        listed = len(each) == len(chain.figures) > 1
        named = _named(reading, each[index] if listed else tail.compared)
        if named is not None:
            return named
    if tail.compared is not None and _OTHER.search(tail.compared):
        return None
    if tail.year_on_year or "同比" in left or (tail.compared and _LAST_YEAR.search(tail.compared)):
        return "YearOnYear"
    if _BY_MONTH.search(reading.text[chain.sentence.begin : chain.begin]):
        return "MonthOnMonth"
    if tail.month_on_month or "环比" in left or (tail.compared and _LAST_MONTH.search(tail.compared)):
        return "MonthOnMonth"
    return "YearOnYear" if _article_yearly(reading, period) else None


def _named(reading: Reading, what: str) -> Basis | None:
    for char in what:
        if re.match(p.TIME, char) and reading.times:
            time = reading.times[time_of(reading, char)]
            written = reading.text[time.begin : time.end]
            if written.startswith(("上月", "上个月", "上季", "上一季")):
                return "MonthOnMonth"
            if time.kind is TimeKind.SAME or written.startswith(("去年", "上年")):
                return "YearOnYear"
            if time.period is not None and time.kind is not TimeKind.OPEN:
                return time.period
    return None


def _article_yearly(reading: Reading, period: Period | None) -> bool:
    """Plain 增长 of a year or month is year on year where the article gives such rates."""
    if period is None or not _LONG_DAYS <= (period.end - period.start).days <= _YEAR_DAYS:
        return False
    return bool(_YEARLY.search(reading.text))
