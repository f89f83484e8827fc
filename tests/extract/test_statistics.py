"""What carries over between sentences, and how a figure is tied to place, source, policy and evidence."""

from collections.abc import Sequence
from datetime import date

from kg.extract.statistics import statistics
from kg.knowledge.concepts import concepts
from kg.language import load
from kg.records import Article, ArticleKind, Block, BlockKind, EntityType, Measure, Mention, Statistic

TODAY = date(2026, 1, 20)


def read(
    *paragraphs: str,
    headline: str = "",
    names: Sequence[tuple[str, EntityType, str | None]] = (),
    today: date | None = TODAY,
) -> tuple[Statistic, ...]:
    """Statistics of an article of our own; `names` are its mentions by text."""
    parts = [(BlockKind.HEADLINE, headline)] if headline else []
    parts += [(BlockKind.PARAGRAPH, p) for p in paragraphs]
    text, blocks = "", []
    for kind, part in parts:
        begin = len(text) + (1 if text else 0)
        text = f"{text}\n{part}" if text else part
        blocks.append(Block(kind, begin, begin + len(part)))
    made = Article(
        1,
        ArticleKind.STORY,
        text,
        tuple(range(len(text))),
        tuple(blocks),
        headline=headline or None,
        published=today,
    )
    mentions = []
    for name, kind, subtype in names:
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(1, at, at + len(name), name, kind, subtype, "test", name))
            at = text.find(name, at + len(name))
    return statistics(load()(text), made, mentions)


def by_text(found: Sequence[Statistic], text: str) -> Statistic:
    return next(s for s in found if s.text == text)


def label(statistic: Statistic) -> str | None:
    return statistic.period.label if statistic.period else None


def named(ref: Mention | str | None) -> str | None:
    return ref.text if isinstance(ref, Mention) else ref


PLACES = [("青禾省", EntityType.PLACE, "Province"), ("云川市", EntityType.PLACE, "City")]


def test_the_year_that_opened_the_paragraph_carries_on():
    found = read("2024年，全省完成造林30万亩。湿地保护面积达到52万亩。", "森林公园共有18个。")
    assert label(by_text(found, "52万亩")) == "2024年"
    assert label(by_text(found, "18个")) is None


def test_open_times_stop_the_inheritance():
    found = read("2024年，全市新建泵站12座。目前，在用泵站达到96座。累计建成管网350公里。")
    assert label(by_text(found, "12座")) == "2024年"
    assert label(by_text(found, "96座")) is None
    assert label(by_text(found, "350公里")) is None


def test_qizhong_carries_on_the_sentence_before():
    found = read("截至2025年6月底，全市共有养老床位8.2万张。", "其中，护理型床位5.1万张。")
    assert label(by_text(found, "5.1万张")) == "2025年6月30日"


def test_a_compared_year_is_no_period():
    found = read("粮食加工企业达到420家，比2020年增加36家。")
    assert label(by_text(found, "420家")) is None
    assert by_text(found, "36家").measure is Measure.ABSOLUTE_CHANGE


def test_the_day_of_a_report_is_no_period():
    found = read("记者1月15日从云川市政府召开的会议上获悉，当地冷库容量达30万吨。", names=PLACES)
    assert label(by_text(found, "30万吨")) is None


def test_a_headline_figure_takes_period_and_area_of_the_body():
    found = read(
        "去年，云川市快递业务量完成3.5亿件，同比增长9%。", headline="云川市快递业务量3.5亿件", names=PLACES
    )
    assert [label(s) for s in found] == ["2025年", "2025年", "2025年"]
    assert {named(s.area) for s in found} == {"云川市"}


def test_area_is_the_nation_for_the_nation():
    found = read("2025年，我国快递业务量超2000亿件。")
    assert found[0].area == "place/CN"


def test_area_is_the_place_named_and_not_the_partner():
    found = read("2025年，青禾省对越南出口85亿元。", names=[*PLACES, ("越南", EntityType.PLACE, "Country")])
    assert named(found[0].area) == "青禾省"


def test_members_of_a_list_of_places_have_their_own_area():
    found = read(
        "青禾省外贸增长4%。其中，云川、安泽两市分别增长5%、6%。",
        names=[*PLACES, ("云川", EntityType.PLACE, "City"), ("安泽", EntityType.PLACE, "City")],
    )
    assert [named(s.area) for s in found] == ["青禾省", "云川", "安泽"]


def test_a_single_firm_has_no_area():
    names = [("星河重工有限公司", EntityType.ORGANIZATION, "Company")]
    found = read("2025年，星河重工有限公司交付盾构机36台。", names=names)
    assert found[0].area is None


def test_the_source_is_who_is_credited():
    names = [
        ("青禾省统计局", EntityType.ORGANIZATION, "GovernmentBody"),
        ("周明远", EntityType.PERSON, "Official"),
    ]
    found = read(
        "青禾省统计局发布数据显示，一季度工业用电量增长4.5%。", "“设备投资增长8%。”周明远说。", names=names
    )
    assert [named(s.source) for s in found] == ["青禾省统计局", "周明远"]


def test_a_rule_knows_its_policy():
    names = [("《冷链物流扶持办法》", EntityType.POLICY, "Regulation")]
    (found,) = read("《冷链物流扶持办法》规定，单个项目补助最高不超过200万元。", names=names)
    assert found.measure is Measure.RULE
    assert named(found.policy) == "《冷链物流扶持办法》"


def test_evidence_is_the_sentence_and_offsets_are_the_number():
    text = "前11个月，全市签约项目 215 个，总投资超 1,280.5 亿元。"
    found = read(text)
    assert [s.text for s in found] == ["215 个", "1,280.5 亿元"]
    assert all(
        text[s.begin : s.end] == s.text and s.evidence.begin <= s.begin < s.end <= s.evidence.end
        for s in found
    )


def test_a_currency_said_once_holds_for_what_follows():
    found = read("该公司去年营业收入12亿元（美元，下同），净利润1.5亿元。")
    assert [s.unit for s in found] == ["CNY", "USD"]


def test_names_hold_no_figures():
    names = [
        ("第九届云川博览会", EntityType.EVENT, None),
        ("海鹰12号", EntityType.PLACE, "Site"),
        ("“十四五”规划", EntityType.POLICY, "Plan"),
    ]
    assert read("第九届云川博览会上，海鹰12号亮相，“十四五”规划受关注。", names=names) == ()


def test_the_unit_of_a_bare_number_comes_from_its_noun():
    found = read("全市参保人数突破800万，网络零售额超3000亿。")
    assert [s.unit for s in found] == ["人", "CNY"]


def test_without_a_date_relative_times_stay_open():
    found = read("去年，全市用水量下降3%。2024年，用水量下降1%。", today=None)
    assert [label(s) for s in found] == [None, "2024年"]


def test_long_text_is_read_in_linear_time_and_without_error():
    found = read(*(["2025年，全市投资增长3.5%，其中基础设施投资增长4.1%。"] * 400))
    assert len(found) == 800


def test_odd_text_does_not_raise():
    for text in (
        "",
        "。",
        "，，，",
        "%",
        "亿",
        "第",
        "2025年",
        "“",
        "（（（",
        "增长",
        "分别增长",
        "1" * 50,
        "\n\n",
        "一" * 30,
        "从到由至",
    ):
        read(text)


def test_known_indicators_are_found_by_any_name_and_narrowed_by_suffix():
    known = concepts()
    gdp = known.lookup("GDP")
    assert gdp is not None and gdp.name == "国内生产总值"
    wider = known.broader("民营企业进出口")
    assert wider is not None and wider.key == "indicator/trade"
    assert known.lookup("并不存在的指标") is None
    assert all(c.broader is None or c.broader in known.by_key for c in known.by_key.values())


def test_a_change_in_rank_speaks_of_the_rank():
    rank, change = read("公司在全球造船企业中排名第12位，比上年上升3位。")
    assert (rank.measure, change.measure) == (Measure.RANK, Measure.ABSOLUTE_CHANGE)
    assert change.indicator == rank.indicator


def test_what_a_price_is_asked_for_is_no_part_of_its_indicator():
    assert [s.indicator for s in read("棉花期货主力合约收于每吨15030元，上涨85元。")] == [
        "棉花期货主力合约"
    ] * 2
    assert read("该县护理补贴发放标准为每人每月120元。")[0].indicator == "护理补贴发放标准"


def test_a_firm_whose_name_begins_like_the_middle_of_a_year():
    assert read("2024年中铁海州公司实现营业收入310亿元。")[0].indicator.startswith("中铁海州公司")


def test_the_holders_of_a_quality_are_no_part_of_its_indicator():
    (level,) = read("海州成为全省首个GDP突破万亿元的城市。")
    assert (level.indicator, level.value) == ("GDP", 10**12)
    assert read("青阳县是全省第二个常住人口超百万人的县。")[-1].indicator == "常住人口"


def test_from_one_figure_to_another_is_one_indicator():
    figures = read("充电桩数量从1000万个到2000万个仅用18个月。")
    assert {s.indicator for s in figures} == {"充电桩数量"}
