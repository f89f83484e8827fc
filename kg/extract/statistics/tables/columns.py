"""What a column of a table states, from its head and the table's title: measure, unit, comparison, period, metric."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.extract.statistics.patterns import SHARE_NOUN
from kg.language.quantities.numerals import factor
from kg.language.quantities.times import TimeKind, times
from kg.language.quantities.units import units
from kg.language.quantities.view import compact
from kg.records import Basis, Measure, Period

_NOTED = re.compile(r"[（(]\s*(?:单位[：:])?(?P<unit>[^（）()]{1,12})[）)]")
_STATED = re.compile(r"单位[：:]?(?P<unit>[^，。；、（）()\s]{1,12})")
_TRAILING = re.compile(r"(?P<unit>[%％])$")
_FACTOR = re.compile(r"(?:万亿|[百千]?[万亿]|[百千])(?=.)")
_RATE = re.compile(
    r"同比|环比|比上年|比去年|较上年|上年同期|增长|增速|增幅|涨跌幅?|升降幅?|涨幅|跌幅|降幅|增减"
)
_SHARE = re.compile(r"占比|比重|比例|份额")
_RANK = re.compile(r"位次|排名|名次|排序")
_MONTHLY = re.compile(r"环比|比上月|较上月")
_YEARLY = re.compile(r"同比|比上年|比去年|较上年|上年同期|较同期")
_BARE = re.compile(
    r"绝对[量额值数]|本期|本月|当月|当期|数值|指标值|指标|总量|累计|实际|完成|自年初|合计|年|月|季度|上半|前|\d|[-—~至、：:]|"
    + _RATE.pattern
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `unit` is empty when the head names none, `metric` is what it measures of each row (产量), or empty."""

    measure: Measure
    unit: str
    factor: Decimal
    basis: Basis | None
    period: Period | None
    metric: str


def unit_note(text: str) -> tuple[Decimal, str] | None:
    """Factor and notation of a unit as a table writes it; None where it is no unit.

    Example: 亿元 is 100000000 and CNY.
    """
    text = text.strip().replace("％", "%").replace("百分点", "个百分点").replace("个个", "个")
    known = units().named(text)
    if known is not None:
        return Decimal(1), known.notation
    m = _FACTOR.match(text)
    known = units().named(text[m.end() :]) if m else None
    if m is not None and known is not None:
        return factor(m[0]), known.notation
    hit = units().at(text, m.end() if m else 0)
    if hit is not None and hit[0] == len(text):
        return factor(m[0]) if m else Decimal(1), hit[1].notation
    return None


def column(head: str, title: str, today: date | None) -> Column:
    """Read the head of a column under a title.

    Example: 同比增长（%） is a growth rate in %, year on year; 2025年（亿元） a level in CNY of the year 2025.
    """
    noted = _unit(head)
    above = _unit(title, stated=True)
    period = _period(head, today) or _period(title, today)
    metric = _BARE.sub("", _TRAILING.sub("", _NOTED.sub("", compact(head).text)))
    metric = metric if len(metric) >= 2 else ""
    if _RANK.search(head):
        return Column(Measure.RANK, "位", Decimal(1), None, period, "")
    if _SHARE.search(head):
        return Column(Measure.SHARE, "%", Decimal(1), None, period, metric)
    if _RATE.search(head):
        basis: Basis | None = (
            "MonthOnMonth" if _MONTHLY.search(head) else "YearOnYear" if _YEARLY.search(head) else None
        )
        ratio = noted is None or noted[1] == "%"
        measure = Measure.CHANGE_RATE if ratio else Measure.ABSOLUTE_CHANGE
        scale, unit = (Decimal(1), "%") if noted is None else noted
        return Column(measure, unit, scale, basis, period, metric)
    scale, unit = noted or above or (Decimal(1), "")
    measure = Measure.SHARE if unit == "%" and SHARE_NOUN.search(metric) else Measure.LEVEL
    return Column(measure, unit, scale, None, period, metric)


def _unit(text: str, stated: bool = False) -> tuple[Decimal, str] | None:
    for m in [*_NOTED.finditer(text), *(_STATED.finditer(text) if stated else ()), *_TRAILING.finditer(text)]:
        if (found := unit_note(m["unit"])) is not None:
            return found
    return None


def _period(text: str, today: date | None) -> Period | None:
    for time in times(compact(text).text, today):
        if time.period is not None and time.kind is not TimeKind.SAME:
            return time.period
    return None
