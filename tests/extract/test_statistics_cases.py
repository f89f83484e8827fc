"""Figures of invented sentences, one class of wording each, read with all they state."""

from datetime import date

import pytest

from kg.extract.statistics import statistics
from kg.language import load
from kg.records import Article, ArticleKind, Block, BlockKind, Period, Statistic

TODAY = date(2026, 1, 20)

CASES = [
    (
        "2025年，青禾省货物贸易进出口3.26万亿元，同比增长4.2%。其中，出口2.05万亿元，增长6.3%；进口1.21万亿元，下降0.8%。",
        [
            "3.26万亿元 | Level 3260000000000 CNY - Exactly | 青禾省货物贸易进出口 | 2025年",
            "4.2% | ChangeRate 4.2 % YearOnYear Exactly | 青禾省货物贸易进出口 | 2025年",
            "2.05万亿元 | Level 2050000000000 CNY - Exactly | 出口 | 2025年",
            "6.3% | ChangeRate 6.3 % YearOnYear Exactly | 出口 | 2025年",
            "1.21万亿元 | Level 1210000000000 CNY - Exactly | 进口 | 2025年",
            "0.8% | ChangeRate -0.8 % YearOnYear Exactly | 进口 | 2025年",
        ],
    ),
    (
        "前三季度，全省出口8.2亿元，进口3.1亿元，同比分别为增长2.4%和下降0.7%。",
        [
            "8.2亿元 | Level 820000000 CNY - Exactly | 出口 | 2025年1—9月",
            "3.1亿元 | Level 310000000 CNY - Exactly | 进口 | 2025年1—9月",
            "2.4% | ChangeRate 2.4 % YearOnYear Exactly | 出口 | 2025年1—9月",
            "0.7% | ChangeRate -0.7 % YearOnYear Exactly | 进口 | 2025年1—9月",
        ],
    ),
    (
        "2025年，太阳能组件、储能设备、工业缝纫机出口分别增长11.2%、35.4%和8%。",
        [
            "11.2% | ChangeRate 11.2 % - Exactly | 太阳能组件出口 | 2025年",
            "35.4% | ChangeRate 35.4 % - Exactly | 储能设备出口 | 2025年",
            "8% | ChangeRate 8 % - Exactly | 工业缝纫机出口 | 2025年",
        ],
    ),
    (
        "2025年，对东盟、欧盟、拉美进出口同比分别增长7.1%、3.3%和5%。",
        [
            "7.1% | ChangeRate 7.1 % YearOnYear Exactly | 对东盟进出口 | 2025年",
            "3.3% | ChangeRate 3.3 % YearOnYear Exactly | 对欧盟进出口 | 2025年",
            "5% | ChangeRate 5 % YearOnYear Exactly | 对拉美进出口 | 2025年",
        ],
    ),
    (
        "去年，民营企业继续发挥主力军作用，进出口增长9.1%，占进出口总值的比重提升至58.2%。",
        [
            "9.1% | ChangeRate 9.1 % - Exactly | 民营企业进出口 | 2025年",
            "58.2% | Share 58.2 % - Exactly | 民营企业进出口占进出口总值比重 | 2025年",
        ],
    ),
    (
        "2025年规模以上装备制造、消费品制造业增加值分别增长8.1%、3.2%。",
        [
            "8.1% | ChangeRate 8.1 % - Exactly | 规模以上装备制造增加值 | 2025年",
            "3.2% | ChangeRate 3.2 % - Exactly | 规模以上消费品制造业增加值 | 2025年",
        ],
    ),
    (
        "截至2025年9月底，全市充电桩数量达12.6万个，较2020年增长3.5倍。",
        [
            "12.6万个 | Level 126000 个 - Exactly | 充电桩数量 | 2025年9月30日",
            "3.5倍 | ChangeRate 3.5 倍 2020年 Exactly | 充电桩数量 | 2025年9月30日",
        ],
    ),
    (
        "12月末，住户存款余额65.3万亿元，同比增长9.4%，增速比上月末低0.3个百分点。",
        [
            "65.3万亿元 | Level 65300000000000 CNY - Exactly | 住户存款余额 | 2025年12月31日",
            "9.4% | ChangeRate 9.4 % YearOnYear Exactly | 住户存款余额 | 2025年12月31日",
            "0.3个百分点 | AbsoluteChange -0.3 pp MonthOnMonth Exactly | 住户存款余额增速 | 2025年12月31日",
        ],
    ),
    (
        "2025年，全省研发投入强度达到2.91%，比上年提高0.12个百分点。",
        [
            "2.91% | Share 2.91 % - Exactly | 研发投入强度 | 2025年",
            "0.12个百分点 | AbsoluteChange 0.12 pp YearOnYear Exactly | 研发投入强度 | 2025年",
        ],
    ),
    (
        "高端装备出口增长18%，拉动全省出口增长2.1个百分点。",
        [
            "18% | ChangeRate 18 % - Exactly | 高端装备出口 | -",
            "2.1个百分点 | AbsoluteChange 2.1 pp - Exactly | 高端装备出口拉动出口增长 | -",
        ],
    ),
    (
        "全市服务业增加值增长6.8%，高于全国平均水平1.2个百分点。",
        [
            "6.8% | ChangeRate 6.8 % - Exactly | 服务业增加值 | -",
            "1.2个百分点 | Level 1.2 pp - Exactly | 服务业增加值增速高于全国平均水平 | -",
        ],
    ),
    (
        "新型水泵的能耗比传统水泵低三成。",
        [
            "三成 | Level 30 % - Exactly | 新型水泵的能耗 | -",
        ],
    ),
    (
        "从去年8月起，全市用电量连续5个月保持增长。",
        [
            "5个月 | Streak 5 个月 - Exactly | 用电量增长 | 2025年8—12月",
        ],
    ),
    (
        "外贸企业出口已连续9个季度实现增长。",
        [
            "9个季度 | Streak 9 个季度 - Exactly | 外贸企业出口增长 | -",
        ],
    ),
    (
        "全省造船完工量连续12年位居全国第一。",
        [
            "12年 | Streak 12 年 - Exactly | 造船完工量位居全国第一 | -",
            "第一 | Rank 1 位 - Exactly | 造船完工量全国排名 | -",
        ],
    ),
    (
        "12月制造业订单指数为52.3%，创近18个月新高。",
        [
            "52.3% | Level 52.3 % - Exactly | 制造业订单指数 | 2025年12月",
            "18个月 | Streak 18 个月 - Exactly | 制造业订单指数新高 | 2025年12月",
        ],
    ),
    (
        "该省成为全国第三大数据中心集聚地。",
        [
            "第三大 | Rank 3 位 - Exactly | 全国数据中心集聚地排名 | -",
        ],
    ),
    (
        "该市专利授权量跃居全国第5位。",
        [
            "第5位 | Rank 5 位 - Exactly | 专利授权量全国排名 | -",
        ],
    ),
    (
        "新订单价格指数实现三连升。",
        [
            "三连升 | Streak 3 次 - Exactly | 新订单价格指数 | -",
        ],
    ),
    (
        "全市培育省级以上专精特新企业826家，其中国家级“小巨人”企业63家。",
        [
            "826家 | Level 826 家 - Exactly | 培育省级以上专精特新企业 | -",
            "63家 | Level 63 家 - Exactly | 国家级“小巨人”企业 | -",
        ],
    ),
    (
        "大赛吸引来自35个国家和地区的420多名选手参加。",
        [
            "35个 | Level 35 个 - Exactly | 大赛吸引来自国家和地区 | -",
            "420多名 | Level 420 名 - MoreThan | 大赛吸引选手参加 | -",
        ],
    ),
    (
        "全年新建改建农村公路超1.5万公里。",
        [
            "1.5万公里 | Level 15000 公里 - MoreThan | 新建改建农村公路 | 2025年",
        ],
    ),
    (
        "机组单机容量达16兆瓦，叶轮直径252米。",
        [
            "16兆瓦 | Level 16 兆瓦 - Exactly | 机组单机容量 | -",
            "252米 | Level 252 米 - Exactly | 叶轮直径 | -",
        ],
    ),
    (
        "全年接待游客首次突破1亿人次，旅游收入1230亿元，同比分别增长12.3%和15.6%。",
        [
            "1亿人次 | Level 100000000 人次 - MoreThan | 接待游客 | 2025年",
            "1230亿元 | Level 123000000000 CNY - Exactly | 旅游收入 | 2025年",
            "12.3% | ChangeRate 12.3 % YearOnYear Exactly | 接待游客 | 2025年",
            "15.6% | ChangeRate 15.6 % YearOnYear Exactly | 旅游收入 | 2025年",
        ],
    ),
    (
        "生产线由原来的两条扩增至十余条。",
        [
            "两条 | Level 2 条 - Exactly | 生产线 | -",
            "十余条 | Level 10 条 - MoreThan | 生产线 | -",
        ],
    ),
    (
        "申报材料由28项精简至9项，办理时限压缩六成。",
        [
            "28项 | Level 28 项 - Exactly | 申报材料 | -",
            "9项 | Level 9 项 - Exactly | 申报材料 | -",
            "六成 | ChangeRate -60 % - Exactly | 办理时限 | -",
        ],
    ),
    (
        "数字经济增加值占全省生产总值比重由40.1%上升到45.3%。",
        [
            "40.1% | Share 40.1 % - Exactly | 数字经济增加值占生产总值比重 | -",
            "45.3% | Share 45.3 % - Exactly | 数字经济增加值占生产总值比重 | -",
        ],
    ),
    (
        "超七成受访企业计划增加招聘，仅有4.2%的企业计划裁员。",
        [
            "七成 | Share 70 % - MoreThan | 受访企业计划增加招聘 | -",
            "4.2% | Share 4.2 % - Exactly | 企业计划裁员 | -",
        ],
    ),
    (
        "《办法》明确，对符合条件的企业按设备投资额的10%给予补助，最高不超过500万元。",
        [
            "10% | Rule 10 % - Exactly | 对符合条件的企业给予补助占设备投资额比例 | -",
            "500万元 | Rule 5000000 CNY - LessThan | 对符合条件的企业给予补助 | -",
        ],
    ),
    (
        "根据通知，购房后1年内可申请退税。",
        [
            "1年 | Rule 1 年 - LessThan | 申请退税期限 | -",
        ],
    ),
    (
        "全省粮食总产量1521.6万吨，比上年增加18.3万吨，增长1.2%。",
        [
            "1521.6万吨 | Level 15216000 吨 - Exactly | 粮食总产量 | -",
            "18.3万吨 | AbsoluteChange 183000 吨 YearOnYear Exactly | 粮食总产量 | -",
            "1.2% | ChangeRate 1.2 % YearOnYear Exactly | 粮食总产量 | -",
        ],
    ),
    (
        "“十四五”时期，全省累计新增城镇就业260万人，年均增长2.1%。",
        [
            "260万人 | Level 2600000 人 - Exactly | 新增城镇就业 | “十四五”时期",
            "2.1% | ChangeRate 2.1 % AnnualAverage Exactly | 新增城镇就业 | “十四五”时期",
        ],
    ),
    (
        "过去5年，全市高速公路里程增加620公里。",
        [
            "620公里 | AbsoluteChange 620 公里 - Exactly | 高速公路里程 | 2021—2025年",
        ],
    ),
    (
        "近年来，该县茶园面积稳定在12万亩左右。",
        [
            "12万亩 | Level 120000 亩 - About | 茶园面积 | -",
        ],
    ),
    (
        "目前，平台注册用户已突破3亿。",
        [
            "3亿 | Level 300000000 户 - MoreThan | 平台注册用户 | -",
        ],
    ),
    (
        "房价环比下跌0.2%，跌幅比上月收窄0.1个百分点。",
        [
            "0.2% | ChangeRate -0.2 % MonthOnMonth Exactly | 房价 | -",
            "0.1个百分点 | AbsoluteChange -0.1 pp MonthOnMonth Exactly | 房价跌幅 | -",
        ],
    ),
    (
        "到2030年，新能源装机占比超过60%。",
        [
            "60% | Share 60 % - MoreThan | 新能源装机占比 | 2030年",
        ],
    ),
    (
        "春节假期，全市接待游客861.2万人次。",
        [
            "861.2万人次 | Level 8612000 人次 - Exactly | 接待游客 | 2026年春节假期",
        ],
    ),
    (
        "沪指收报3102.55点，跌12.3点，跌幅为0.4%。",
        [
            "3102.55点 | Level 3102.55 点 - Exactly | 沪指 | -",
            "12.3点 | AbsoluteChange -12.3 点 - Exactly | 沪指 | -",
            "0.4% | ChangeRate -0.4 % - Exactly | 沪指 | -",
        ],
    ),
    (
        "人口自然增长率为-1.2‰。",
        [
            "-1.2‰ | Level -1.2 ‰ - Exactly | 人口自然增长率 | -",
        ],
    ),
    (
        "全市千万元以上项目达85个。",
        [
            "85个 | Level 85 个 - Exactly | 千万元以上项目 | -",
        ],
    ),
    (
        "每亩产量1120斤，增产8%。",
        [
            "1120斤 | Level 1120 斤 - Exactly | 每亩产量 | -",
            "8% | ChangeRate 8 % - Exactly | 每亩产量 | -",
        ],
    ),
    (
        "7省市、6部门、两个“第一”、第三条和一家企业都不是统计数字。",
        [],
    ),
    (
        "凌晨4点，32岁的刘晓明登上C919飞机，座位号12A。",
        [
            "32岁 | Level 32 岁 - Exactly | 刘晓明年龄 | -",
        ],
    ),
]
"""Text, and for each figure: text | measure value unit basis comparator | indicator | period."""


def article(text: str) -> Article:
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    return Article(1, ArticleKind.STORY, text, tuple(range(len(text))), blocks, published=TODAY)


def shown(s: Statistic) -> str:
    basis = s.basis.label if isinstance(s.basis, Period) else s.basis or "-"
    upper = f"..{s.upper}" if s.upper is not None else ""
    period = s.period.label if s.period else "-"
    return (
        f"{s.text} | {s.measure} {s.value}{upper} {s.unit} {basis} {s.comparator} | {s.indicator} | {period}"
    )


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_statistics_of_a_sentence(text: str, expected: list[str]):
    assert [shown(s) for s in statistics(load()(text), article(text), ())] == expected


def test_every_class_is_here():
    assert len(CASES) >= 40
