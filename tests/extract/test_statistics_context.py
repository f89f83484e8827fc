"""What the words around a figure say of its period, its area and its rule, a sentence of our own for each class."""

from collections.abc import Sequence
from datetime import date

import pytest

from kg.extract.statistics import statistics
from kg.language import load
from kg.records import (
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Comparator,
    EntityType,
    Measure,
    Mention,
    Statistic,
)

TODAY = date(2026, 9, 20)
HUNAN = [
    ("湖南省", EntityType.PLACE, "Province", "place/430000"),
    ("衡阳", EntityType.PLACE, "City", "place/430400"),
]
PARK = [
    ("云川市", EntityType.PLACE, "City", "云川市"),
    ("云岭产业园", EntityType.PLACE, "Site", "云岭产业园"),
]
FIRM = [
    ("江苏", EntityType.PLACE, "Province", "place/320000"),
    ("星禾科技", EntityType.ORGANIZATION, "Company", "星禾科技"),
]
NONE: list[tuple[str, EntityType, str, str]] = []


def read(
    *paragraphs: str, headline: str = "", names: Sequence[tuple[str, EntityType, str, str]] = ()
) -> tuple[Statistic, ...]:
    """Statistics of an article of our own; `names` are its mentions: text, type, subtype and key."""
    parts = [(BlockKind.HEADLINE, headline)] if headline else []
    parts += [(BlockKind.PARAGRAPH, p) for p in paragraphs]
    text, blocks = "\n".join(part for _, part in parts), []
    begin = 0
    for kind, part in parts:
        blocks.append(Block(kind, begin, begin + len(part)))
        begin += len(part) + 1
    article = Article(
        1,
        ArticleKind.STORY,
        text,
        tuple(range(len(text))),
        tuple(blocks),
        headline=headline or None,
        published=TODAY,
    )
    mentions = []
    for name, kind, subtype, key in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(1, at, at + len(name), name, kind, subtype, "test", name, key))
            at = text.find(name, at + len(name))
    return statistics(load()(text), article, mentions)


def one(found: Sequence[Statistic], text: str) -> Statistic:
    return next(s for s in found if s.text == text)


def label(s: Statistic) -> str | None:
    return s.period.label if s.period else None


def area(s: Statistic) -> str | None:
    return s.area.text if isinstance(s.area, Mention) else s.area


PERIODS = [
    ("今年前8个月，煤炭发送量占比由去年同期的58%降至53%。", "58%", "2025年1—8月"),
    ("今年前8个月，煤炭发送量占比由去年同期的58%降至53%。", "53%", "2026年1—8月"),
    ("2025年，全市铁路进港率由“十三五”末的68%提高到91%。", "91%", "2025年"),
    ("2025年，全县茶叶产值9.6亿元，是2020年的3倍。", "3倍", "2025年"),
    ("截至8月底，中转港今年累计开行班列682列。", "682列", "2026年8月31日"),
    ("项目预计2029年投产，建设期将创造就业岗位5000个。", "5000个", None),
    ("二期工程计划2027年建成，达产后年产值将突破300亿元。", "300亿元", None),
    ("专项行动将在三年内为乡村培训技工10万名。", "10万名", None),
    ("工兵分队累计出动7900人次，修路400公里。", "400公里", None),
    ("14日下午，两家企业签署协议，投资6亿元建设整机基地。", "6亿元", None),
    ("遗失2024年3月15日开具的增值税发票一份，金额：3680.00元。", "3680.00元", "2024年3月15日"),
    (
        "上半年，全省利用外资62亿元。分季度看，一季度为28亿元。制造业利用外资17亿元。",
        "17亿元",
        "2026年上半年",
    ),
]


@pytest.mark.parametrize(("text", "figure", "expected"), PERIODS)
def test_the_period_of_a_figure(text: str, figure: str, expected: str | None) -> None:
    assert label(one(read(text), figure)) == expected


def test_the_time_of_the_headline_serves_sentences_without_one() -> None:
    found = read("分省看，甲地发送量增长12%。", headline="中部前8个月铁路货运量增长7.3%")
    assert label(one(found, "12%")) == "2026年1—8月"


def test_rules_hold_for_their_stated_validity() -> None:
    body = "充电服务费单次上调幅度不得超过10%。", "本办法自2026年10月1日起施行，有效期5年。"
    rule = one(read("根据《充电服务管理办法》制定。", *body), "10%")
    assert (rule.measure, rule.comparator, label(rule)) == (
        Measure.RULE,
        Comparator.LESS_THAN,
        "2026年10月1日至2031年9月30日",
    )


RULES = [
    ("对首台装备，按不超过售价的10%给予奖励，单个企业每年最高500万元。", "10%", True),
    ("对首台装备，按不超过售价的10%给予奖励，单个企业每年最高500万元。", "500万元", True),
    ("干流岸线1公里范围内禁止新建化工项目。", "1公里", True),
    ("逾期不改正的，处1万元以上5万元以下罚款。", "1万元以上5万元以下", True),
    ("《规定》明确，日均业务量500万件以上的企业，应当设立专门机构。", "500万件", True),
    ("《意见》提出，到2027年，每千人口医师数不少于3.5人。", "3.5人", False),
    ("去年全市已发放补贴3.2亿元。", "3.2亿元", False),
]


@pytest.mark.parametrize(("text", "figure", "rule"), RULES)
def test_what_defines_a_rule(text: str, figure: str, rule: bool) -> None:
    assert (one(read(text), figure).measure is Measure.RULE) is rule


AREAS = [
    ("湖南省人大常委会副主任在衡阳调研时说，去年全省整改问题412个。", HUNAN, "412个", "湖南省"),
    ("记者来到衡阳，去年全省新增林地30万亩。", HUNAN[1:], "30万亩", "place/430000"),
    ("云川市的云岭产业园去年开园。园区已集聚企业64家。", PARK, "64家", "云岭产业园"),
    ("江苏星禾科技去年投资18亿元建设工厂。", FIRM, "18亿元", None),
    ("这家企业在江苏设有6个集货点。", FIRM, "6个", None),
    ("预计2026年全球经济增长2.4%。我国经济保持稳定。", NONE, "2.4%", None),
    ("去年江苏集聚全国四成以上的链上企业。", FIRM, "四成", "江苏"),
    ("展览面积6.8万平方米，全国各地展商参加。", NONE, "6.8万平方米", None),
]


@pytest.mark.parametrize(("text", "names", "figure", "expected"), AREAS)
def test_the_area_of_a_figure(
    text: str, names: list[tuple[str, EntityType, str, str]], figure: str, expected: str | None
) -> None:
    assert area(one(read(text, names=names), figure)) == expected


READINGS = [
    (
        "货物发送量11.9亿吨，比上年同期多发送8100万吨。",
        "8100万吨",
        "AbsoluteChange",
        "81000000",
        "货物发送量",
    ),
    ("亩均增产可达50公斤以上。", "50公斤", "AbsoluteChange", "50", "亩均"),
    ("目前已收获八成。", "八成", "Level", "80", "收获"),
    ("展览面积比上届扩大36%。", "36%", "ChangeRate", "36", "展览面积"),
    ("煤炭发送量同比下降1%到2%。", "1%到2%", "ChangeRate", "-2", "煤炭发送量"),
    ("产业规模突破2000亿元，跻身全国前三。", "前三", "Rank", "3", ""),
    ("2025年民营企业进出口增长14%，占比提升2.9个百分点至65%。", "65%", "Share", "65", ""),
    (
        "建成服务站38.6万个，覆盖率达82%，较年初增加1.4万个。",
        "1.4万个",
        "AbsoluteChange",
        "14000",
        "建成服务站",
    ),
    ("核心CPI同比上涨1.1%，涨幅连续4个月扩大。", "4个月", "Streak", "4", "核心CPI涨幅扩大"),
    ("经济总量比2020年翻两番。", "翻两番", "ChangeRate", "3", "经济总量"),
    ("收入4.1亿元，同比翻一番。", "翻一番", "ChangeRate", "1", "收入"),
]


@pytest.mark.parametrize(("text", "figure", "measure", "value", "indicator"), READINGS)
def test_measure_and_indicator(text: str, figure: str, measure: str, value: str, indicator: str) -> None:
    s = one(read(text), figure)
    assert (s.measure, f"{s.value.normalize():f}") == (measure, value)
    assert not indicator or s.indicator == indicator


NOT_FIGURES = [
    "三次产业结构持续优化。",
    "全国政协十四届四次会议开幕。",
    "男子50米手枪决赛举行。",
    "他骑着三轮车来了。",
    "提前7日公告即可。",
]


@pytest.mark.parametrize("text", NOT_FIGURES[:-1])
def test_numbers_that_name_things_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_a_notice_of_days_is_a_length_not_a_date() -> None:
    assert all(s.period is None for s in read("企业应当提前7日公告，费用上调幅度不得超过10%。"))
