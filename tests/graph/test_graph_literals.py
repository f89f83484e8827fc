from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Quad, Store

from kg.graph import GraphError
from kg.graph.literals import any_uri, chinese, day, decimal, english, integer, plain, truth
from kg.graph.periods import period_labels
from kg.graph.terms import KG


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("45.47", "45.47"), ("4.547E+13", "45470000000000"), ("-0.50", "-0.5"), ("10", "10"), ("1E+1", "10"), ("100.00", "100"),
        ("0", "0"), ("-0", "0"), ("0.000", "0"), ("1E-7", "0.0000001"), ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)  # fmt: skip
def test_decimals_are_canonical(number: str, written: str):
    assert decimal(Decimal(number)).value == written


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_decimal(number: str):
    with pytest.raises(GraphError):
        decimal(Decimal(number))


def test_a_store_keeps_every_kind_of_literal_as_it_is():
    literals = [
        chinese("部长"), english("minister"), plain('a"\\\n\t中'), integer(12), decimal(Decimal("1.50")), decimal(Decimal("-3")),
        day(date(2026, 3, 5)), truth(True), truth(False), any_uri("https://例子.cn/a b"),
    ]  # fmt: skip
    store = Store()
    store.extend(Quad(KG.Page, KG.rule, literal, KG.Page) for literal in literals)
    assert {quad.object for quad in store} == set(literals)


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2025-01-01", "2025-12-31", "2025年", "2025"),
        ("2021-01-01", "2025-12-31", "2021年至2025年", "2021 to 2025"),
        ("2025-02-01", "2025-02-28", "2025年2月", "2025-02"),
        ("2024-02-01", "2024-02-28", "2024年2月1日至2024年2月28日", "2024-02-01 to 2024-02-28"),
        ("2024-02-01", "2024-02-29", "2024年2月", "2024-02"),
        ("2025-01-01", "2025-03-31", "2025年第一季度", "2025 Q1"),
        ("2025-10-01", "2025-12-31", "2025年第四季度", "2025 Q4"),
        ("2025-01-01", "2025-06-30", "2025年上半年", "2025 H1"),
        ("2025-07-01", "2025-12-31", "2025年下半年", "2025 H2"),
        ("2025-01-01", "2025-09-30", "2025年前三季度", "2025 Q1 to Q3"),
        ("2025-01-01", "2025-05-31", "2025年1至5月", "2025-01 to 2025-05"),
        ("2025-02-01", "2025-04-30", "2025年2至4月", "2025-02 to 2025-04"),
        ("2025-11-01", "2026-01-31", "2025年11月至2026年1月", "2025-11 to 2026-01"),
        ("2025-12-31", "2025-12-31", "2025年12月31日", "2025-12-31"),
        ("2025-12-30", "2026-01-02", "2025年12月30日至2026年1月2日", "2025-12-30 to 2026-01-02"),
    ],
)
def test_periods_are_named_by_their_days(start: str, end: str, zh: str, en: str):
    assert period_labels(date.fromisoformat(start), date.fromisoformat(end)) == (zh, en)
