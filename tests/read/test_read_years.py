"""The year of a date printed without one."""

from datetime import date

import pytest

from kg.read.dates import parse_date
from kg.read.eras import eras
from kg.read.years import YearResolver, majority


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        ("2025年，全市出口同比增长6%。2025年12月20日拍摄的港区。截至2025年12月底，企业超8万家。", 1, 14, 2026),
        ("2026年是“十五五”开局之年，要实现良好开局。2025年全年产值增长5%。", 1, 10, 2026),
        ("2025年前三季度，全市服务零售额同比增长5.2%。", 11, 5, 2025),
        ("2024年12月，全省进口增长2%。2024年我国出口总值创新高。2025年首场推介会举行。", 1, 13, 2025),
        ("“十四五”圆满收官，2025年1至10月，工业利润回升。", 11, 27, 2025),
    ],
)
def test_year_is_the_one_most_evidence_fits(text: str, month: int, day: int, year: int):
    assert YearResolver(text).resolve(month, day) == date(year, month, day)


@pytest.mark.parametrize("text", ["全市召开会议，部署工作。", "这座桥建于1956年。", "到2035年建成强市。"])
def test_without_evidence_no_year_is_invented(text: str):
    assert YearResolver(text).resolve(5, 4) is None


def test_known_date_of_issue_decides_over_the_turn_of_the_year():
    resolver = YearResolver("2020年的旧事", date(2026, 1, 2))
    assert resolver.resolve(12, 31) == date(2025, 12, 31)
    assert resolver.resolve(1, 2) == date(2026, 1, 2)
    assert resolver.resolve(2, 30) is None


def test_plans_sessions_and_anniversaries_name_years():
    assert list(eras("“十五五”开局之年，“十四五”时期")) == [("opening", 2026, 2026), ("plan", 2021, 2025)]
    assert ("year", 2026, 2026) in list(eras("十四届全国人大四次会议"))
    assert ("year", 2025, 2025) in list(eras("第八届进博会"))
    assert ("year", 2024, 2024) in list(eras("新中国成立75周年"))


def test_last_past_day_of_a_page():
    text = "2025年12月18日至2026年1月17日，海关监管货物7亿元。1月18日迎来满月。将于2月9日揭牌。"
    assert YearResolver(text).latest() == date(2026, 1, 18)


def test_majority_takes_the_latest_of_equals():
    assert majority([date(2026, 1, 3), date(2026, 1, 4)]) == date(2026, 1, 4)
    assert majority([]) is None


@pytest.mark.parametrize(
    "written", ["2026-01-14T08:00:00+08:00", "2026/1/14", "20260114", "2026年01月14日 星期三", "二〇二六年一月十四日", "January 14, 2026", "14 Jan 2026"]
)
def test_full_dates(written: str):
    assert parse_date(written) == date(2026, 1, 14)


def test_impossible_dates_are_none():
    assert parse_date("2026-13-40") is None and parse_date("昨天") is None
