"""What a printed number leaves open, from its text alone."""

from decimal import Decimal

import pytest

from kg.graph.checks.rounding import Interval, half_step, interval
from kg.records import Comparator

D = Decimal
INFINITY = D("Infinity")


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("45.47万亿元", "45470000000000", "5000000000"),
        ("45.5万亿元", "45500000000000", "50000000000"),
        ("4万亿元", "4000000000000", "500000000000"),
        ("4.00万亿元", "4000000000000", "5000000000"),
        ("3.8%", "3.8", "0.05"),
        ("3.80%", "3.8", "0.005"),
        ("６.１％", "6.1", "0.05"),
        ("同比下降3.5%", "-3.5", "0.05"),
        ("12%", "12", "0.5"),
        ("20%", "20", "0.5"),
        ("100%", "100", "0.5"),
        ("471.7万个", "4717000", "500"),
        ("8,213辆", "8213", "0.5"),
        ("8200辆", "8200", "50"),
        ("15000个", "15000", "500"),
        ("3400万辆", "34000000", "500000"),
        ("1,234.5亿元", "123450000000", "5000000"),
        ("26.99\n万亿元", "26990000000000", "5000000000"),
        ("四成", "40", "5"),
        ("5成", "50", "5"),
        ("千亿美元", "100000000000", "50000000000"),
        ("两条", "2", "0.5"),
        ("十二个", "12", "0.5"),
        ("一半", "50", "5"),
        ("三分之二", "66.67", "3.3335"),
        ("1/5", "20", "1"),
        ("四分之三", "75", "3.75"),
        ("1.5倍", "1.5", "0.05"),
        ("0个", "0", "0.5"),
        ("零", "0", "0.5"),
        ("0.3个百分点", "0.3", "0.05"),
        ("-2.5%", "-2.5", "0.05"),
    ],
)
def test_half_a_unit_of_the_last_printed_digit(text: str, value: str, half: str):
    assert half_step(text, D(value)) == D(half)


@pytest.mark.parametrize(
    ("text", "value", "comparator", "low", "high"),
    [
        ("45.47万亿元", "45470000000000", Comparator.EXACTLY, "45465000000000", "45475000000000"),
        ("45万亿元", "45000000000000", Comparator.MORE_THAN, "45000000000000", "Infinity"),
        ("46万亿元", "46000000000000", Comparator.LESS_THAN, "-Infinity", "46000000000000"),
        ("8%", "-8", Comparator.MORE_THAN, "-Infinity", "-8"),
        ("8%", "-8", Comparator.LESS_THAN, "-8", "Infinity"),
        ("50%", "50", Comparator.ABOUT, "45", "55"),
        ("四成", "40", Comparator.ABOUT, "35", "45"),
    ],
)
def test_words_of_comparison_open_one_side(
    text: str, value: str, comparator: Comparator, low: str, high: str
):
    assert interval(text, D(value), comparator) == Interval(D(low), D(high))


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        (("45.47万亿元", Comparator.EXACTLY), ("45.5万亿元", Comparator.EXACTLY), True),
        (("45.47万亿元", Comparator.EXACTLY), ("45万亿元", Comparator.MORE_THAN), True),
        (("45.47万亿元", Comparator.EXACTLY), ("46万亿元", Comparator.MORE_THAN), False),
        (("45.47万亿元", Comparator.EXACTLY), ("46万亿元", Comparator.LESS_THAN), True),
        (("45.47万亿元", Comparator.EXACTLY), ("45.4万亿元", Comparator.EXACTLY), False),
        (("45.47万亿元", Comparator.EXACTLY), ("47万亿元", Comparator.ABOUT), True),
        (("45.47万亿元", Comparator.EXACTLY), ("60万亿元", Comparator.ABOUT), False),
        (
            ("45.47万亿元", Comparator.EXACTLY),
            ("45.48万亿元", Comparator.EXACTLY),
            True,
        ),  # 45.475 rounds to both
        (("45.47万亿元", Comparator.EXACTLY), ("45.49万亿元", Comparator.EXACTLY), False),
    ],
)
def test_two_statements_of_one_thing(
    first: tuple[str, Comparator], second: tuple[str, Comparator], agree: bool
):
    one, other = (
        interval(text, D(text.removesuffix("万亿元")).scaleb(12), comparator)
        for text, comparator in (first, second)
    )
    assert one.meets(other) is other.meets(one) is agree


def test_intervals_add_subtract_and_divide_end_by_end():
    a, b = Interval(D(9), D(11)), Interval(D(4), D(5))
    assert a + b == Interval(D(13), D(16))
    assert a - b == Interval(D(4), D(7))
    assert a / b == Interval(D("1.8"), D("2.75"))
    assert a.times(100) == Interval(D(900), D(1100))
    assert (a + Interval(D(1), INFINITY)).high == INFINITY
    with pytest.raises(ZeroDivisionError):
        a / Interval(D(-1), D(1))
