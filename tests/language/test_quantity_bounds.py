"""Bounds that make a range, ranks within a group, and words that look like times and are lengths."""

from datetime import date
from decimal import Decimal

import pytest

from kg.language.quantities import calendar
from kg.language.quantities.amounts import quantities
from kg.language.quantities.ordinals import ranks
from kg.language.quantities.times import times

TODAY = date(2026, 9, 20)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("处1万元以上5万元以下罚款", 10_000, 50_000),
        ("处500元以上2000元以下罚款", 500, 2_000),
        ("处10万元以上、50万元以下罚款", 100_000, 500_000),
    ],
)
def test_above_and_below_are_one_range(text: str, lower: int, upper: int) -> None:
    (found,) = quantities(text)
    assert (found.value, found.upper, found.bound) == (Decimal(lower), Decimal(upper), None)


def test_two_bounds_of_different_units_stay_two() -> None:
    assert len(quantities("满3人以上5万元以下")) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [("规模跻身全国前三。", 3), ("得分位列前四，", 4), ("首次进入前10名。", 10), ("稳居行业前五。", 5)],
)
def test_a_place_within_a_group_is_a_rank(text: str, value: int) -> None:
    (rank,) = ranks(text)
    assert (rank.value, rank.among, text[rank.begin]) == (value, True, "前")


@pytest.mark.parametrize("text", ["前三季度增长", "排在前面", "前十年的经验", "目前三家企业"])
def test_other_uses_of_front_are_no_rank(text: str) -> None:
    assert not list(ranks(text))


@pytest.mark.parametrize("text", ["三年内完成", "5年内免征", "达产后年产值", "提前7日公告", "逾期15日的"])
def test_lengths_are_no_times(text: str) -> None:
    assert not [t for t in times(text, TODAY) if t.period is not None]


def test_the_same_period_of_the_year_before() -> None:
    assert calendar.year_earlier(calendar.months(2026, 1, 8)) == calendar.months(2025, 1, 8)
    assert calendar.year_earlier(calendar.month(2024, 2)) == calendar.month(2023, 2)
    assert calendar.year_earlier(calendar.day(date(2024, 2, 29))).end == date(2023, 2, 28)
