"""The year of a date printed without one."""

from datetime import date

import pytest

from kg.read.dates.eras import eras
from kg.read.dates.written import parse_date
from kg.read.dates.years import YearResolver, majority


@pytest.mark.parametrize(
    ("text", "month", "day", "year"),
    [
        (
            "2025年，全市出口同比增长6%。2025年12月20日拍摄的港区。截至2025年12月底，企业超8万家。",
            1,
            14,
            2026,
        ),
        ("2026年是“十五五”开局之年，要实现良好开局。2025年全年产值增长5%。", 1, 10, 2026),
        ("2025年前三季度，全市服务零售额同比增长5.2%。", 11, 5, 2025),
        ("2024年12月，全省进口增长2%。2024年我国出口总值创新高。2025年首场推介会举行。", 1, 13, 2025),
        ("“十四五”圆满收官，2025年1至10月，工业利润回升。", 11, 27, 2025),
        (
            "全市新建充电桩3.2万个，较2025年底增加0.4万个。《办法》自2026年6月1日起施行，有效期至2028年12月31日。",
            4,
            20,
            2026,
        ),
        (
            "2025年8月份，全省发电量同比增长3%。比2022年下降两成。预计，2026年发电量将达到900亿千瓦时，2030年占比有望过半。",
            9,
            10,
            2025,
        ),
        ("与2024年相比，游客多了一成。2025年底的目标提前完成，较2024年末多出30家。", 12, 8, 2025),
        ("《海岛保护行动方案（2026—2028年）》日前印发，自2026年9月1日起实施。", 8, 11, 2026),
        ("截至 2025 年 9 月底，街区从业人员达 2300 人。", 10, 21, 2025),
        ("某某省人民政府\n2026年3月19日\n他出生于1974年5月。", 3, 20, 2026),
        ("2026年春节将至，市场供应充足。去年全市消费额增长5%，2025年新开门店300家。", 2, 9, 2026),
        ("今年是“十五五”开局之年。", 5, 6, 2026),
        ("今年是“十四五”收官之年。", 5, 6, 2025),
        ("2016中国羽毛球公开赛进入第三天，她2008年曾在此夺冠。", 11, 18, 2016),
        ("纪念中国人民抗日战争暨世界反法西斯战争胜利70周年活动举行。", 9, 2, 2015),
        ("截至2025年12月底，全市企业超过8万家。", 1, 20, 2026),
        ("十四届全国人大四次会议开幕。", 3, 5, 2026),
    ],
)
def test_year_is_the_one_most_evidence_fits(text: str, month: int, day: int, year: int):
    assert YearResolver(text).resolve(month, day) == date(year, month, day)


@pytest.mark.parametrize(
    "text",
    [
        "全市召开会议，部署工作。",
        "这座桥建于1956年。",
        "到2035年建成强市。",
        "他2011年参军，2013年立功，2014年转业。",
        "第十五届运动会在体育馆开幕。",
        "2024年上半年以来的老问题仍在。",
    ],
)
def test_without_evidence_no_year_is_invented(text: str):
    assert YearResolver(text).resolve(5, 4) is None


def test_datelines_of_one_page_lie_together_at_the_turn_of_the_year():
    resolver = YearResolver("2025年全省外贸增长6%，较2025年初的目标多出300家，与2024年相比也是新高。")
    resolver.settle([(12, 30), (1, 4), (12, 31)])
    assert [resolver.resolve(*day) for day in ((12, 30), (12, 31), (1, 4))] == [
        date(2025, 12, 30),
        date(2025, 12, 31),
        date(2026, 1, 4),
    ]


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
    "written",
    [
        "2026-01-14T08:00:00+08:00",
        "2026/1/14",
        "20260114",
        "2026年01月14日 星期三",
        "二〇二六年一月十四日",
        "January 14, 2026",
        "14 Jan 2026",
    ],
)
def test_full_dates(written: str):
    assert parse_date(written) == date(2026, 1, 14)


def test_impossible_dates_are_none():
    assert parse_date("2026-13-40") is None and parse_date("昨天") is None
