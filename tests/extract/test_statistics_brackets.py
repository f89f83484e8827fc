"""Figures in brackets, second wholes, numbers of the period compared with: read by what stands around them."""

import pytest
from statistics_samples import line, read

CASES = [
    (
        "2025年，全国夏粮播种面积2661万公顷（39920万亩），比2024年减少4.5万公顷（68万亩），下降0.2%。",
        [
            "2661万公顷 | Level 26610000 公顷 - Exactly | 夏粮播种面积 | 2025年 | place/CN",
            "39920万亩 | Level 399200000 亩 - Exactly | 夏粮播种面积 | 2025年 | place/CN",
            "4.5万公顷 | AbsoluteChange -45000 公顷 2024年 Exactly | 夏粮播种面积 | 2025年 | place/CN",
            "68万亩 | AbsoluteChange -680000 亩 2024年 Exactly | 夏粮播种面积 | 2025年 | place/CN",
            "0.2% | ChangeRate -0.2 % 2024年 Exactly | 夏粮播种面积 | 2025年 | place/CN",
        ],
    ),
    (
        "2025年，地区生产总值增长5.2%（上年为4.8%），居民收入增长6%（城镇5.5%、农村7.1%）。",
        [
            "5.2% | ChangeRate 5.2 % - Exactly | 地区生产总值 | 2025年 | -",
            "4.8% | ChangeRate 4.8 % - Exactly | 地区生产总值 | 2024年 | -",
            "6% | ChangeRate 6 % - Exactly | 居民收入 | 2025年 | -",
            "5.5% | ChangeRate 5.5 % - Exactly | 城镇居民收入 | 2025年 | -",
            "7.1% | ChangeRate 7.1 % - Exactly | 农村居民收入 | 2025年 | -",
        ],
    ),
    (
        "2025年1—11月，规上工业增加值同比增长8.1%，较去年同期（-1.1%）提高9.2个百分点，高出全国（5.9%）平均水平2.2个百分点。",
        [
            "8.1% | ChangeRate 8.1 % YearOnYear Exactly | 规上工业增加值 | 2025年1—11月 | -",
            "-1.1% | ChangeRate -1.1 % YearOnYear Exactly | 规上工业增加值 | 2024年1—11月 | -",
            "9.2个百分点 | AbsoluteChange 9.2 pp YearOnYear Exactly | 规上工业增加值增速 | 2025年1—11月 | -",
            "5.9% | ChangeRate 5.9 % YearOnYear Exactly | 规上工业增加值 | 2025年1—11月 | place/CN",
            "2.2个百分点 | Level 2.2 pp - Exactly | 规上工业增加值增速高出全国平均水平 | 2025年1—11月 | -",
        ],
    ),
    (
        "2025年，出口占比提高到35%（2020年为20%）。",
        [
            "35% | Share 35 % - Exactly | 出口占比 | 2025年 | -",
            "20% | Share 20 % - Exactly | 出口占比 | 2020年 | -",
        ],
    ),
    (
        "2025年，规模工业增长7.1%，高于全国0.4、全省0.1个百分点。",
        [
            "7.1% | ChangeRate 7.1 % - Exactly | 规模工业 | 2025年 | -",
            "0.4 | Level 0.4 pp - Exactly | 规模工业增速高于全国 | 2025年 | -",
            "0.1个百分点 | Level 0.1 pp - Exactly | 规模工业增速高于全省 | 2025年 | -",
        ],
    ),
    (
        "2025年11月，质押式回购利率为1.89%，分别比上月和上年同期低0.01个和0.18个百分点。",
        [
            "1.89% | Level 1.89 % - Exactly | 质押式回购利率 | 2025年11月 | -",
            "0.01个 | AbsoluteChange -0.01 pp MonthOnMonth Exactly | 质押式回购利率 | 2025年11月 | -",
            "0.18个百分点 | AbsoluteChange -0.18 pp YearOnYear Exactly | 质押式回购利率 | 2025年11月 | -",
        ],
    ),
    (
        "2025年净利润增长1.8%，远低于2024年平均6.6%的增速。",
        [
            "1.8% | ChangeRate 1.8 % - Exactly | 净利润 | 2025年 | -",
            "6.6% | ChangeRate 6.6 % - Exactly | 净利润增速 | 2024年 | -",
        ],
    ),
    (
        "2025年10月，景区接待游客486.8万人次，按可比口径同比2019年增长28.1%。",
        [
            "486.8万人次 | Level 4868000 人次 - Exactly | 景区接待游客 | 2025年10月 | -",
            "28.1% | ChangeRate 28.1 % 2019年 Exactly | 景区接待游客 | 2025年10月 | -",
        ],
    ),
    (
        "2025年，内、外贸吞吐量分别增长5%和1.8%。",
        [
            "5% | ChangeRate 5 % - Exactly | 内贸吞吐量 | 2025年 | -",
            "1.8% | ChangeRate 1.8 % - Exactly | 外贸吞吐量 | 2025年 | -",
        ],
    ),
    (
        "青禾牌连续第四年入选名录，公司市值蒸发390亿元。",
        [
            "四年 | Streak 4 年 - Exactly | 青禾牌入选名录 | - | -",
            "390亿元 | AbsoluteChange -39000000000 CNY - Exactly | 公司市值 | - | -",
        ],
    ),
    (
        "2024年，压减库存450万吨，完成压减库存总任务的35%。",
        [
            "450万吨 | AbsoluteChange -4500000 吨 - Exactly | 库存 | 2024年 | -",
            "35% | Level 35 % - Exactly | 完成压减库存总任务 | 2024年 | -",
        ],
    ),
    (
        "列车可在-40℃的严寒中运行，484家规上企业受益，175万个人在这里就业。",
        [
            "-40℃ | Level -40 ℃ - Exactly | 列车严寒中运行 | - | -",
            "484家 | Level 484 家 - Exactly | 规上企业受益 | - | -",
            "175万个 | Level 1750000 个 - Exactly | 人在这里就业 | - | -",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures_of_a_sentence(text: str, expected: list[str]):
    assert [line(s) for s in read(text)] == expected


PERIODS = [
    ("大桥于2021年3月6日动工，主桥长度281米。", ["-"]),
    ("这项评选2024年5月启动，收到913份作品。", ["-"]),
    ("以2024年出口数据测算，企业可享受优惠5.3亿元。", ["-"]),
    (
        "2025年1—4月，全国开行列车10483列。在满足元旦、春节需求的同时，加开了班次，发送旅客增长10.3%。",
        ["2025年1—4月"] * 2,
    ),
    ("到2030年，年均浓度小于50微克/立方米，达标率达到75%。", ["2030年"] * 2),
    (
        "前三季度利润增长0.7%，前两个月为下降2.4%。\n具体来看，专用设备制造业利润增长22.9%。",
        ["2025年1—9月", "2025年1—2月", "-"],
    ),
    ("2025年国庆假期第二天，全市接待游客48.7万人次。", ["2025年10月2日"]),
    ("粮食生产实现“十一连增”，达到60710万吨。", ["-"]),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_the_period_of_a_figure(text: str, expected: list[str]):
    found = [s for s in read(text) if s.unit != "次"]
    assert [s.period.label if s.period else "-" for s in found] == expected


def test_a_section_heading_dates_its_own_section_only():
    text = "主要数据\n一、前两个月贷款增加6.4万亿元\n住户贷款增加3894亿元。\n二、利率情况\n拆借利率为1.85%。"
    assert [s.period.label if s.period else "-" for s in read(text, headings=1, sections=(1, 3))] == [
        "2025年1—2月",
        "2025年1—2月",
        "-",
    ]
