"""Whose figures they are: wholes compared with, local bodies, labels, the markets, national quantities."""

import pytest
from statistics_samples import areas, line, periods, read

CITY = "青禾市/City"

CASES = [
    (
        "青禾市发布数据。全市规模工业增长7.1%，高于全国0.4个、全省0.1个百分点，比上年同期提升0.4个百分点。",
        CITY,
        ["青禾市"] * 4,
    ),
    ("青禾市发布数据。12月份，我市规上工业增加值比全国高1.2个百分点，居全省第四位。", CITY, ["青禾市"] * 2),
    ("青禾市发布数据。我市规模以上工业中国有控股企业发展较快，实现产值83.6亿元。", CITY, ["青禾市"]),
    ("今年以来，我国水利建设进展顺利。截至1月15日，已下达资金560亿元。", "青禾省/Province", ["place/CN"]),
    ("去年，江口市人均水资源为130立方米，仅为全国平均水平的6%。", "江口市/City", ["江口市"] * 2),
    (
        "2025年，江口市成交一块土地，由大海市某房企以1.2亿元竞得。",
        "江口市/City;大海市/City",
        ["江口市"],
    ),
    ("北京：\n污水处理率达到98%。\n全国：\n湿地保护率提高到55%。", "北京/Province", ["北京", "place/CN"]),
    ("12月末，广义货币余额320万亿元，同比增长8.1%。", "", ["place/CN"] * 2),
    (
        "1—4月，全国日均开行列车10483列，江口至东平国际列车发送旅客增长10.3%。",
        "江口/City;东平/City",
        ["place/CN"] * 2,
    ),
    (
        "据浙江水利厅统计，暴雨造成江口、南屏、东平3市52.6万人受灾。倒塌房屋459间。",
        "浙江水利厅/GovernmentBody;江口/City;南屏/City;东平/City",
        ["place/330000"] * 2,
    ),
    (
        "青禾县政府工作报告。去年，全县改造高标准农田3.4万亩。引进星禾科技，新培育合作社52家。",
        "青禾县/County;星禾科技/Company",
        ["青禾县"] * 2,
    ),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_the_place_a_figure_is_about(text: str, names: str, expected: list[str]):
    assert areas(read(text, names)) == expected


def test_a_headline_outside_the_text_names_the_place():
    found = read("1—2月，全市工业增加值增长8.1%。", headline="湖州市1—2月工业增加值增长8.1%")
    assert areas(found) == ["place/330500"]


def test_a_story_of_a_firm_has_no_place():
    text = "星禾科技青禾市项目全速推进\n目前，厂房封顶进度达60%，道路施工完成70%。"
    assert areas(read(text, "星禾科技/Company;青禾市/City", headings=1)) == ["-", "-"]


def test_a_day_of_trading_holds_for_the_whole_report():
    text = (
        "20日沪深股市双双回调。\n当日上证综指一度跌破3300点整数位，尾盘收报3352.96点，跌幅为0.89%。\n"
        "沪深两市有72只个股涨停。银行板块收盘跌幅超过2%。"
    )
    found = read(text)
    assert [line(s).split(" | ")[1] for s in found] == [
        "Level 3300 点 - LessThan",
        "Level 3352.96 点 - Exactly",
        "ChangeRate -0.89 % - Exactly",
        "Level 72 只 - Exactly",
        "ChangeRate -2 % - MoreThan",
    ]
    assert set(periods(found)) == {"2026年1月20日"}
    assert set(areas(found)) == {"place/CN"}
