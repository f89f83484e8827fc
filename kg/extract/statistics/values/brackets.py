"""Figures in brackets: another unit (39920万亩), another time (上年为4.8%), another place (全国5.9%), a part (城镇5.5%)."""

import re
from dataclasses import dataclass

from kg.extract.statistics.areas.homes import LOCAL, Homes
from kg.extract.statistics.indicators.indicators import GROUP
from kg.extract.statistics.reading import Reading
from kg.extract.statistics.values.figures import Chain, Figure
from kg.extract.statistics.values.measures import Reading as Measured
from kg.language.quantities import calendar
from kg.language.quantities.times import Time, TimeKind
from kg.records import Basis, EntityType, Measure, Period, Ref

_FAR = 60
_NEAR = 12
_SAME = re.compile(r"(?:约|大约|折)?(?:合|折合|即|相当于|约)?(?:人民币|美元)?")
_AT_TIME = re.compile(r"(?:同期)?(?:的?(?:水平)?)?(?:约|仅)?(?:为|是)?")
_WHOLE = re.compile(r"(?:我国|全国|全省|全市|全县|全区)(?:平均)?(?:水平)?(?:为|是)?$")
_NATION = re.compile(r"我国|全国")
_CHANGES = frozenset({Measure.CHANGE_RATE, Measure.ABSOLUTE_CHANGE})
_RATIOS = frozenset({"%", "‰", "pp"})


@dataclass(frozen=True, slots=True)
class Outer:
    """What a figure outside the brackets states, for the one inside."""

    unit: str | None
    measure: Measure
    sign: int
    indicator: str
    basis: Basis | None
    period: Period | None
    area: Ref | None


@dataclass(frozen=True, slots=True)
class Inner:
    """How a bracketed chain is read: the figure it repeats or is compared with, and the place when it is another one's."""

    outer: Outer
    same: bool = False
    time: Time | None = None
    area: Ref | None = None
    group: str = ""

    @property
    def measured(self) -> Measured:
        """The measure and sign that the inner figure takes over."""
        sign = self.outer.sign if self.same and self.outer.measure in _CHANGES else 1
        return Measured(self.outer.measure, sign, "bracket")

    def period(self, main: Period | None) -> Period | None:
        """The period of the inner figure, where `main` is that of the words around the brackets."""
        if self.time is None:
            return main
        if main is not None and (self.time.kind is TimeKind.SAME or self.time.period == main):
            return calendar.year_earlier(main)  # 2025年增长5%（上年为4.8%）
        return self.time.period


def opened(text: str, begin: int, end: int) -> int | None:
    """Offset of the bracket that is open at `end`, None when there is none in `text[begin:end]`.

    Example: in 增长8%（上年为5 the bracket at 4 is open before the 5.
    """
    at = text.rfind("（", max(begin, end - _FAR), end)
    return at if at >= 0 and "）" not in text[at:end] else None


def inner(reading: Reading, chain: Chain, before: list[Outer], homes: Homes) -> Inner | None:
    """How a chain in brackets is read; None when it stands in none or speaks for itself.

    `before` are the figures of the sentence outside brackets, in order.
    """
    text = reading.text
    at = opened(text, chain.clause.begin, chain.begin)
    if at is None or not before:
        return None
    figure, last = chain.figures[0], before[-1]
    words = text[at + 1 : figure.begin]
    alike = [outer for outer in before if outer.unit == figure.unit]
    if _SAME.fullmatch(words) and text[at - 1] not in "国省市县区期" and _another_unit(figure, last):
        return Inner(last, same=True)
    if not alike:
        return None
    group = text[max(at + 1, chain.left_begin) : figure.outer_begin].strip("、，；")
    if GROUP.fullmatch(group) and figure.unit == last.unit == "%":
        return Inner(last, group=group)
    first, until = (at + 1, figure.outer_begin) if words else (max(chain.clause.begin, at - _NEAR), at)
    if m := _WHOLE.search(text, first, until):
        return Inner(alike[-1], area=_place(reading, m, homes))
    for time in reading.times_in(first, until):
        if _AT_TIME.fullmatch(text[time.end : until]):
            return Inner(alike[-1], time=time)
    for name in reading.names_in(first, until):
        if name.mention.type is EntityType.PLACE and name.end == until:
            return Inner(alike[-1], area=name.mention)
    return None


def _another_unit(figure: Figure, outer: Outer) -> bool:
    """亩 for 公顷, 亿斤 for 万吨: amounts both, in different units."""
    return (
        figure.unit != outer.unit
        and not {figure.unit, outer.unit} & _RATIOS
        and outer.measure is not Measure.RANK
    )


def _place(reading: Reading, m: re.Match[str], homes: Homes) -> Ref | None:
    if _NATION.match(m[0]):
        return "place/CN"
    local = LOCAL.search(reading.text, m.start(), m.end())
    return homes.of(local) if local else None
