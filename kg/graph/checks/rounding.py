"""What a printed number leaves open: rounding of its last digit, and words like 超 and 约, carried through arithmetic.

The written tolerances of all checks come from here:

- A number stands for everything that rounds to it: half a unit of its last printed digit to either side. 45.47万亿 is
  45.465万亿 to 45.475万亿; 4万亿 is 3.5万亿 to 4.5万亿; 四成 is 35 % to 45 %.
- Two or more zeros at the end of a whole number are taken for rounded: 3400万 is 3350万 to 3450万, 15000个 is 14500 to
  15500. A decimal's zeros were printed on purpose (4.00 is 3.995 to 4.005), and so are those of 100%.
- A fraction in words (三分之二, 1/5) is open by a twentieth of itself to either side.
- 约 opens the number by a tenth of itself, 超 to everything above, 不足 to everything below (for a fall, 下降超5% is
  anything from −5 % down).

Intervals are added, subtracted and divided end by end, so the tolerance of a sum or a ratio is exactly what the rounding of
its members allows; two statements disagree only when no true values could have been rounded to both of them.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kg.records import Comparator

_INFINITY = Decimal("Infinity")
_DIGITS = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_FRACTION = re.compile(r"\d/\d|分之")
_FRACTION_SLACK = Decimal("0.05")
_ABOUT_SLACK = Decimal("0.1")
_ROUND_ZEROS = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """All true values that a statement allows, from `low` to `high`; either end may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        """Return all sums of a value of each."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        """Return all differences of a value of each."""
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: "Interval") -> "Interval":
        """Return all quotients of a finite interval and one of positive numbers."""
        if other.low <= 0:
            raise ZeroDivisionError("the divisor may be zero or negative")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def times(self, factor: int) -> "Interval":
        """Return the interval with both ends multiplied by a positive number."""
        return Interval(self.low * factor, self.high * factor)

    def meets(self, other: "Interval") -> bool:
        """Say whether a value lies in both."""
        return self.low <= other.high and other.low <= self.high


def half_step(text: str, value: Decimal) -> Decimal:
    """Return half a unit of the last printed digit of a number, in the unit of its value.

    `text` is the number as written, with its unit; `value` what it was read as.

    Example: 45.47万亿元 as 45470000000000 → 5000000000.
    """
    written = "".join(unicodedata.normalize("NFKC", text).split())
    size = abs(value)
    if not size:
        return Decimal("0.5")
    if _FRACTION.search(written):
        return size * _FRACTION_SLACK
    match = _DIGITS.search(written)
    if match is None:  # 四成, 千亿, 两条: the last digit that is not zero
        return Decimal(10) ** int(size.normalize().as_tuple().exponent) / 2
    number = Decimal(match[0].replace(",", ""))
    if not number:
        return Decimal("0.5")
    decimals = match["decimals"]
    zeros = 0 if "%" in written else _round_zeros(number)
    step = Decimal(10) ** (-len(decimals) if decimals else zeros)
    return size / number * step / 2


def _round_zeros(number: Decimal) -> int:
    digits = f"{number:f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    return zeros if zeros >= _ROUND_ZEROS else 0


def interval(text: str, value: Decimal, comparator: Comparator) -> Interval:
    """Return what a figure allows its true value to be.

    Example: 超45万亿元 → 45万亿 and everything above, so that 45.47万亿元 agrees with it.
    """
    half = half_step(text, value)
    if comparator is Comparator.ABOUT:
        half = max(half, abs(value) * _ABOUT_SLACK)
    beyond = comparator is Comparator.MORE_THAN
    if beyond or comparator is Comparator.LESS_THAN:
        upwards = beyond == (value >= 0)
        return Interval(value, _INFINITY) if upwards else Interval(-_INFINITY, value)
    return Interval(value - half, value + half)
