"""Small tables printed as text: each cell a figure with its row, column, unit, comparison and period."""

from datetime import date

from statistics_samples import line, read

from kg.extract.statistics.tables.columns import column, unit_note
from kg.records import Measure

TODAY = date(2026, 1, 20)


def test_a_table_of_changes_takes_topic_and_period_from_its_title():
    text = "2025年12月份居民消费价格主要数据\n指标\t环比涨跌幅（%）\t同比涨跌幅（%）\n居民消费价格\t0.2\t0.8\n其中：城市\t0.2\t0.9\n食品\t-0.3\t—"
    assert [line(s) for s in read(text)] == [
        "0.2 | ChangeRate 0.2 % MonthOnMonth Exactly | 居民消费价格 | 2025年12月 | -",
        "0.8 | ChangeRate 0.8 % YearOnYear Exactly | 居民消费价格 | 2025年12月 | -",
        "0.2 | ChangeRate 0.2 % MonthOnMonth Exactly | 城市居民消费价格 | 2025年12月 | -",
        "0.9 | ChangeRate 0.9 % YearOnYear Exactly | 城市居民消费价格 | 2025年12月 | -",
        "-0.3 | ChangeRate -0.3 % MonthOnMonth Exactly | 食品居民消费价格 | 2025年12月 | -",
    ]


def test_rows_bring_their_own_units():
    text = "指标名称 单位 绝对量 同比增长（%）\n地区生产总值 亿元 35286.4 5.2\n粮食总产量 万吨 3765.2 1.3"
    assert [line(s) for s in read(text)] == [
        "35286.4 | Level 3528640000000 CNY - Exactly | 地区生产总值 | - | -",
        "5.2 | ChangeRate 5.2 % YearOnYear Exactly | 地区生产总值 | - | -",
        "3765.2 | Level 37652000 吨 - Exactly | 粮食总产量 | - | -",
        "1.3 | ChangeRate 1.3 % YearOnYear Exactly | 粮食总产量 | - | -",
    ]


def test_columns_of_years_and_the_unit_of_the_title():
    text = "表2 主要产品产量（单位：万吨）\n产品 | 2024年产量 | 2025年产量\n粮食 | 3765.2 | 3801\n钢材 | 1204.6 | 1188.3"
    assert [line(s) for s in read(text)] == [
        "3765.2 | Level 37652000 吨 - Exactly | 粮食产量 | 2024年 | -",
        "3801 | Level 38010000 吨 - Exactly | 粮食产量 | 2025年 | -",
        "1204.6 | Level 12046000 吨 - Exactly | 钢材产量 | 2024年 | -",
        "1188.3 | Level 11883000 吨 - Exactly | 钢材产量 | 2025年 | -",
    ]


def test_rows_of_places():
    text = "2025年货物出口\n地区 出口（亿元） 位次\n江口市 120.5 1\n东平市 98.2 2"
    assert [line(s) for s in read(text, "江口市/City;东平市/City")] == [
        "120.5 | Level 12050000000 CNY - Exactly | 出口 | 2025年 | 江口市",
        "1 | Rank 1 位 - Exactly | 出口 | 2025年 | 江口市",
        "98.2 | Level 9820000000 CNY - Exactly | 出口 | 2025年 | 东平市",
        "2 | Rank 2 位 - Exactly | 出口 | 2025年 | 东平市",
    ]


def test_lines_without_a_header_that_names_a_unit_are_no_table():
    assert read("联系方式\n电话 6511 2233\n传真 6511 2244") == ()


def test_a_paragraph_after_a_table_is_read_as_before():
    text = "指标 增长（%）\n出口 4.2\n进口 1.1\n2025年，全市利用外资3.5亿美元。"
    assert [s.text for s in read(text)] == ["4.2", "1.1", "3.5亿美元"]


def test_units_as_tables_write_them():
    assert [unit_note(text) for text in ("亿元", "％", "万吨", "某某")] == [
        (10**8, "CNY"),
        (1, "%"),
        (10**4, "吨"),
        None,
    ]


def test_heads_of_columns():
    rate = column("比上年增长（%）", "", TODAY)
    assert (rate.measure, rate.unit, rate.basis) == (Measure.CHANGE_RATE, "%", "YearOnYear")
    amount = column("比上年增减（亿元）", "", TODAY)
    assert (amount.measure, amount.unit) == (Measure.ABSOLUTE_CHANGE, "CNY")
    assert column("占比（%）", "", TODAY).measure is Measure.SHARE
    assert column("位次", "", TODAY).measure is Measure.RANK
