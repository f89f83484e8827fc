"""How findings put figures and computed values into words, in Chinese and English."""

from decimal import ROUND_HALF_UP, Decimal

from kg.graph.checks.naming import without_area
from kg.graph.checks.observations import Figure
from kg.graph.checks.rounding import Interval
from kg.graph.periods import period_labels
from kg.records import Period

_UNITS = {"CNY": "元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "HKD": "港元", "pp": "个百分点"}
_YI, _WAN = Decimal(10) ** 8, Decimal(10) ** 4


def amount(value: Decimal, unit: str) -> str:
    """Return a computed value as a Chinese reader writes it, with at most four decimals.

    Example: 45470000000000 CNY → 45.47万亿元; 3.694 % → 3.69%.
    """
    size, mark = value, ""
    for power, name in ((_YI * _WAN, "万亿"), (_YI, "亿"), (_WAN, "万")):
        if abs(value) >= power:
            size, mark = value / power, name
            break
    places = Decimal("0.01") if unit in {"%", "pp", "倍"} else Decimal("0.0001")
    digits = f"{size.quantize(places, ROUND_HALF_UP):f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + mark + _UNITS.get(unit, unit)


def span(interval: Interval, unit: str) -> str:
    """Return an interval as `LOW–HIGH`, or one amount where both ends read the same: 3.67%–3.72%."""
    low, high = amount(interval.low, unit), amount(interval.high, unit)
    return low if low == high else f"{low}–{high}"


def when(period: Period | None) -> tuple[str, str]:
    """Return the Chinese and the English name of a period: 2025年, 2025; two empty strings for none."""
    return period_labels(period.start, period.end) if period else ("", "")


def about(figure: Figure) -> str:
    """Return what a figure is about in Chinese: period, area, and indicator without the area: 2025年海州市亩均税收."""
    label = without_area(figure.indicator, figure.area_label)
    return f"{when(figure.period)[0]}{figure.area_label or ''}{label}"


def origin(figure: Figure) -> str:
    """Return where a figure stands: file name and date of the article."""
    name = figure.source.rpartition("/")[2]
    return f"{name}, {figure.published.isoformat()}" if figure.published else name
