"""Every rule of the checks on figures built by hand: what it finds, and what it leaves alone."""

import re
from datetime import date

import pytest
from check_samples import CN, DONG, Article, change, days, index, month, rate, share, year

from kg.graph.checks import RULES, Finding
from kg.graph.checks.bounds import bounds
from kg.graph.checks.gaps import gaps
from kg.graph.checks.growth import growth
from kg.graph.checks.shares import shares
from kg.graph.checks.sources import sources
from kg.graph.checks.streaks import streaks
from kg.graph.checks.sums import sums
from kg.records import Comparator, Measure


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule.name, finding.severity.value) for finding in findings]


def test_every_rule_says_what_it_asks_and_how_much_it_lets_pass():
    assert len({rule.name for rule in RULES}) == len(RULES) >= 14
    assert all(rule.english and rule.chinese and rule.tolerance for rule in RULES)


@pytest.mark.parametrize(
    ("now", "stated", "before", "verdict"),
    [
        ("110亿元", "10%", "100.0亿元", "Agreement"),
        ("110.0亿元", "10.0%", "100.0亿元", "Agreement"),
        ("110.0亿元", "10.1%", "100.0亿元", "Agreement"),  # 10.05 % is within rounding of both levels
        ("110.0亿元", "10.3%", "100.0亿元", "Disagreement"),
        ("45.47万亿元", "3.8%", "43.85万亿元", "Disagreement"),
        ("45.47万亿元", "3.7%", "43.85万亿元", "Agreement"),
        ("9万亿元", "4.2%", "9万亿元", None),  # too open to confirm anything
        ("250.0亿元", "1.5倍", "100.0亿元", "Agreement"),
        ("250.0亿元", "2.5倍", "100.0亿元", "Disagreement"),
    ],
)
def test_level_rate_and_the_level_of_the_year_before(now: str, stated: str, before: str, verdict: str | None):
    this = Article("new.txt").say(
        f"2025年出口{now}，同比增长{stated}。", (now, "出口", {}), (stated, "出口", rate())
    )
    last = Article("old.txt", date(2025, 1, 20)).say(
        f"2024年出口{before}。", (before, "货物出口", {"period": year(2024)})
    )
    expected = [("growth-of-level", verdict)] if verdict else []
    assert told(list(growth(index(last, this)))) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"indicator": "地区生产总值"},  # growth at constant prices
        {"area": DONG},
        {"unit": "USD"},
        {"basis": None},
        {"comparator": Comparator.ABOUT},
    ],
)
def test_growth_is_not_asked_of_what_does_not_compare(other: dict):
    label = other.pop("indicator", "出口")
    level = {key: value for key, value in other.items() if key in {"area", "unit"}}
    speed = {key: value for key, value in other.items() if key in {"basis", "comparator"}}
    this = Article("new.txt").say(
        f"2025年{label}110.0亿元，同比增长50%。", ("110.0亿元", label, level), ("50%", label, rate(**speed))
    )
    last = Article("old.txt", date(2025, 1, 20)).say(
        f"2024年{label}100.0亿元。", ("100.0亿元", label, {"period": year(2024)})
    )
    assert told(list(growth(index(last, this)))) == []


def test_growth_of_a_forecast_is_not_asked():
    this = Article().say(
        "预计2025年出口110.0亿元，同比增长50%。", ("110.0亿元", "出口", {}), ("50%", "出口", rate())
    )
    last = Article("old.txt").say("2024年出口100.0亿元。", ("100.0亿元", "出口", {"period": year(2024)}))
    assert told(list(growth(index(last, this)))) == []


def test_articles_that_name_no_area_may_speak_of_two():
    this = Article().say(
        "出口110.0亿元，同比增长50%。",
        ("110.0亿元", "出口", {"area": None}),
        ("50%", "出口", rate(area=None)),
    )
    last = Article("old.txt").say(
        "2024年出口100.0亿元。", ("100.0亿元", "出口", {"period": year(2024), "area": None})
    )
    assert told(list(growth(index(last, this)))) == []


def test_month_on_month_goes_back_a_month():
    march, february = {"period": month(3, 2025)}, {"period": month(2, 2025)}
    text = "3月出口110.0亿元，环比增长10%；2月出口100.0亿元。"
    this = Article().say(
        text,
        ("110.0亿元", "出口", march),
        ("10%", "出口", rate(basis="MonthOnMonth", **march)),
        ("100.0亿元", "出口", february),
    )
    assert told(list(growth(index(this)))) == [("growth-of-level", "Agreement")]


@pytest.mark.parametrize(
    ("text", "figures", "found"),
    [
        (
            "售出桥梁308.12亿元，减少20.62亿元，下降6.3%。",
            ("308.12亿元", "20.62亿元", "6.3%"),
            [("change-of-level", "Agreement")],
        ),
        (
            "售出桥梁308.12亿元，减少20.62亿元，下降9.3%。",
            ("308.12亿元", "20.62亿元", "9.3%"),
            [("change-of-level", "Disagreement")],
        ),
    ],
)
def test_level_change_and_rate_of_one_sentence(text: str, figures: tuple[str, str, str], found: list):
    level, less, speed = figures
    this = Article().say(
        text,
        (level, "桥梁销售", {}),
        (less, "桥梁销售", change(fall=True)),
        (speed, "桥梁销售", rate(fall=True)),
    )
    assert told(list(growth(index(this)))) == found


def test_points_of_a_share_between_two_years():
    text = "2025年合格率97.3%，比上年提高1.2个百分点，2024年为96.1%。"
    label = "桥梁抽检合格率"
    this = Article().say(
        text,
        ("97.3%", label, share()),
        ("1.2个百分点", label, change()),
        ("96.1%", label, share(period=year(2024))),
    )
    assert told(list(growth(index(this)))) == [("change-of-level", "Agreement")]


@pytest.mark.parametrize(
    ("sentence", "figures", "found"),
    [
        ("等候时间由47分钟缩短到19分钟，压缩59.6%。", ("47分钟", "19分钟", "59.6%"), "Agreement"),
        ("等候时间从47分钟缩短至19分钟，压缩49.6%。", ("47分钟", "19分钟", "49.6%"), "Disagreement"),
        ("上午等候47分钟，下午19分钟，压缩59.6%。", ("47分钟", "19分钟", "59.6%"), None),
        ("等候时间由47分钟缩短到19分钟，同比压缩29.6%。", ("47分钟", "19分钟", "29.6%"), None),
    ],
)
def test_from_one_level_to_another(sentence: str, figures: tuple[str, str, str], found: str | None):
    first, second, speed = figures
    open_time = {"period": None}
    this = Article().say(
        sentence,
        (first, "等候时间", open_time),
        (second, "等候时间", open_time),
        (speed, "等候时间", rate(fall=True, basis=None, **open_time)),
    )
    assert told(list(growth(index(this)))) == ([("from-to", found)] if found else [])


@pytest.mark.parametrize(
    ("word", "gap", "label", "found"),
    [
        ("高于", "2.5个百分点", "我国外贸整体", "Agreement"),
        ("高出", "2.9个百分点", "整体", "Disagreement"),
        ("低于", "2.5个百分点", "整体", "Disagreement"),
        ("高于", "2.5个百分点", "进出口", "Agreement"),
        ("高于", "2.9个百分点", "全球", None),
    ],
)
def test_a_gap_between_two_rates(word: str, gap: str, label: str, found: str | None):
    this = Article().say("进出口增长3.8%。", ("3.8%", "进出口", rate()))
    text = f"对甲国进出口增长6.3%，{word}{label}增速{gap}。"
    this.say(
        text, ("6.3%", "对甲国进出口", rate()), (gap, f"对甲国进出口增速{word}{label}增速", {"basis": None})
    )
    assert told(list(gaps(index(this)))) == ([("gap-of-rates", found)] if found else [])


@pytest.mark.parametrize(
    ("sentence", "parts", "found"),
    [
        ("进出口45.47亿元，出口26.99亿元，进口18.48亿元。", ("进出口", "出口", "进口"), "Agreement"),
        ("进出口45.47亿元，出口26.99亿元，进口18.58亿元。", ("进出口", "出口", "进口"), "Disagreement"),
        (
            "进出口45.5亿元，出口26.99亿元，进口18.48亿元。",
            ("货物贸易进出口总值", "外贸出口", "外贸进口"),
            "Agreement",
        ),
        (
            "对甲国进出口9.1亿元，出口5.2亿元，进口3.9亿元。",
            ("对甲国进出口", "对甲国出口", "自甲国进口"),
            "Agreement",
        ),
        (
            "对甲国进出口9.1亿元，出口5.2亿元，进口4.9亿元。",
            ("对甲国进出口", "对乙国出口", "自乙国进口"),
            None,
        ),
        ("出口9.0亿元，进口5.2亿元，顺差3.8亿元。", ("出口", "进口", "贸易顺差"), "Agreement"),
        ("进口9.0亿元，出口5.2亿元，逆差2.8亿元。", ("进口", "出口", "贸易逆差"), "Disagreement"),
        (
            "充电设施2009.2万个，公共471.7万个，私人1537.5万个。",
            ("电动汽车充电设施总数", "公共充电设施", "私人充电设施"),
            "Agreement",
        ),
        (
            "人均收入4.3万元，城镇5.4万元，农村2.3万元。",
            ("居民人均收入", "城镇居民人均收入", "农村居民人均收入"),
            None,
        ),
        (
            "零售总额50.1亿元，城镇43.4亿元，乡村6.7亿元。",
            ("社会消费品零售总额", "城镇消费品零售额", "乡村消费品零售额"),
            "Agreement",
        ),
    ],
)
def test_parts_and_wholes(sentence: str, parts: tuple[str, ...], found: str | None):
    numbers = re.findall(r"[\d.]+[万亿]*[元个]", sentence)
    this = Article().say(
        sentence, *((number, label, {}) for number, label in zip(numbers, parts, strict=True))
    )
    assert told(list(sums(index(this)))) == ([("sum-of-parts", found)] if found else [])


def test_a_sum_needs_one_meaning_for_each_member():
    text = "进出口9.1亿元，出口5.2亿元，进口3.9亿元；另有出口4.0亿元。"
    this = Article().say(
        text,
        ("9.1亿元", "进出口", {}),
        ("5.2亿元", "出口", {}),
        ("3.9亿元", "进口", {}),
        ("4.0亿元", "出口", {}),
    )
    assert told(list(sums(index(this)))) == []


def test_parts_far_from_their_whole_may_be_of_something_else():
    this = Article().say("进出口9.1亿元。", ("9.1亿元", "进出口", {})).say("景色宜人。" * 60)
    this.say("民营企业发力，出口5.2亿元，进口1.1亿元。", ("5.2亿元", "出口", {}), ("1.1亿元", "进口", {}))
    assert told(list(sums(index(this)))) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("共有站点452个，其中中心站32个，一般站321个，小站99个。", [("sum-of-parts", "Agreement")]),
        ("共有站点452个，其中中心站32个，一般站321个，小站12个。", []),  # parts need not be all
        ("共有站点452个，其中中心站632个。", [("part-of-whole", "Disagreement")]),
        ("共有站点452个，中心站632个。", []),
        ("全队平均年龄21岁，其中最大的34岁。", []),
        ("共有站点452个；去年同期其中中心站632个。", []),
    ],
)
def test_among_them(sentence: str, found: list):
    numbers = re.findall(r"\d+[个岁]", sentence)
    this = Article().say(sentence, *((number, "站点", {}) for number in numbers))
    assert told(list(sums(index(this)))) == found


@pytest.mark.parametrize(
    ("part", "stated", "whole", "found"),
    [
        ("20.0亿元", "20%", "100.0亿元", "Agreement"),
        ("20.0亿元", "20.3%", "100.0亿元", "Disagreement"),
        ("1.3万亿元", "28.6%", "4.55万亿元", "Agreement"),
    ],
)
def test_a_share_and_the_levels(part: str, stated: str, whole: str, found: str):
    this = Article().say(f"全年出口{whole}。", (whole, "出口", {}))
    this.say(
        f"对甲国出口{part}，占出口总值的{stated}。",
        (part, "对甲国出口", {}),
        (stated, "对甲国出口占出口总值比重", share()),
    )
    assert told(list(shares(index(this)))) == [("share-of-whole", found)]


def test_a_share_of_a_limited_whole_is_not_of_the_whole():
    this = Article().say("服务业外资579.9亿元。", ("579.9亿元", "服务业外资", {}))
    text = "高技术服务业外资61.6亿元，占服务业（除房地产外）总量的17.1%。"
    this.say(
        text, ("61.6亿元", "高技术服务业外资", {}), ("17.1%", "高技术服务业外资占服务业外资比重", share())
    )
    assert told(list(shares(index(this)))) == []


@pytest.mark.parametrize(
    ("sentence", "label", "value", "found"),
    [
        (
            "桥梁出口占出口总值的130%。",
            "桥梁出口占出口总值比重",
            "130%",
            [("share-within-whole", "Impossible")],
        ),
        ("存栏相当于正常保有量的101%。", "存栏占正常保有量比重", "101%", []),
        ("债务占GDP的130%。", "债务占GDP比重", "130%", []),
        ("桥梁出口占出口总值的30%。", "桥梁出口占出口总值比重", "30%", []),
    ],
)
def test_a_share_is_within_its_whole(sentence: str, label: str, value: str, found: list):
    assert told(list(shares(index(Article().say(sentence, (value, label, share())))))) == found


@pytest.mark.parametrize(
    ("sentence", "values", "found"),
    [
        ("甲、乙、丙分别占60%、30%、20%。", ("60%", "30%", "20%"), [("shares-of-one-whole", "Disagreement")]),
        ("甲、乙、丙分别占60%、30%和10%。", ("60%", "30%", "10%"), []),
        ("甲占60%，乙占50%。", ("60%", "50%"), []),  # parts that overlap are no list
    ],
)
def test_shares_of_one_whole(sentence: str, values: tuple[str, ...], found: list):
    this = Article().say(sentence, *((value, "占比", share()) for value in values))
    assert told(list(shares(index(this)))) == found


OLD, NEW = date(2026, 1, 14), date(2026, 1, 16)


@pytest.mark.parametrize(
    ("first", "second", "when", "found"),
    [
        (("26.99万亿元", {}), ("26.99万亿元", {}), NEW, "Agreement"),
        (("26.99万亿元", {}), ("27万亿元", {"comparator": Comparator.ABOUT}), NEW, "Agreement"),
        (("26.99万亿元", {}), ("26万亿元", {"comparator": Comparator.MORE_THAN}), NEW, "Agreement"),
        (("26.99万亿元", {}), ("26.79万亿元", {}), NEW, "Disagreement"),
        (("26.99万亿元", {}), ("26.79万亿元", {}), date(2026, 3, 1), "Revision"),
        (("26.99万亿元", {}), ("36.79万亿元", {}), date(2026, 3, 1), "Disagreement"),
        (("26.99万亿元", {}), ("26.79万亿元", {"area": DONG}), NEW, None),
        (("26.99万亿元", {}), ("26.79万亿元", {"area": None}), NEW, None),
        (("26.99万亿元", {}), ("26.79万亿元", {"period": year(2024)}), NEW, None),
        (("26.99万亿元", {}), ("26.79万亿美元", {}), NEW, None),
        (("26.99万亿元", {}), ("26.79万亿元", {"measure": Measure.RULE}), NEW, None),
        (("26.99万亿元", {}), ("26.79万亿元", {}), date(2025, 12, 1), None),  # before the year was over
    ],
)
def test_one_figure_in_two_articles(first: tuple, second: tuple, when: date, found: str | None):
    one = Article("one.txt", OLD).say(f"2025年我国出口{first[0]}。", (first[0], "出口", first[1]))
    two = Article("two.txt", when).say(f"2025年出口{second[0]}。", (second[0], "货物出口", second[1]))
    assert told(list(sources(index(one, two)))) == ([("one-figure-two-articles", found)] if found else [])


def test_a_revision_may_say_so():
    one = Article("one.txt", OLD).say("2025年出口26.99万亿元。", ("26.99万亿元", "出口", {}))
    two = Article("two.txt", NEW).say("经核实，2025年出口修订为20.79万亿元。", ("20.79万亿元", "出口", {}))
    (finding,) = sources(index(one, two))
    assert finding.severity == "Revision"
    assert [figure.source for figure in finding.figures] == ["two.txt", "one.txt"]
    assert "修订为" in finding.message_zh and "revised" in finding.message


@pytest.mark.parametrize("label", ["销售额", "产能", "遇难人数"])
def test_names_of_anything_and_counts_on_the_move_are_not_compared(label: str):
    one = Article("one.txt", OLD).say(f"2025年{label}12万元。", ("12万元", label, {}))
    two = Article("two.txt", NEW).say(f"2025年{label}19万元。", ("19万元", label, {}))
    assert told(list(sources(index(one, two)))) == []


def test_an_article_with_two_values_of_one_name_is_not_compared():
    one = Article("one.txt", OLD).say(
        "出口12万元，其后出口19万元。", ("12万元", "出口", {}), ("19万元", "出口", {})
    )
    two = Article("two.txt", NEW).say("出口15万元。", ("15万元", "出口", {}))
    assert told(list(sources(index(one, two)))) == []


def test_one_change_with_two_units():
    base = {"basis": year(2024)}
    one = Article("one.txt", OLD).say(
        "来自130个国家的游客增长，较2024年增加7个。", ("7个", "来自国家的游客增长", change(**base))
    )
    two = Article("two.txt", NEW).say(
        "来自130个国家的游客增长了，较2024年增加7个百分点。",
        ("7个百分点", "来自国家的游客增长了", change(**base)),
    )
    assert told(list(sources(index(one, two)))) == [("one-change-two-units", "Disagreement")]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (("8年", year(2024)), ("9年", year(2025)), "Agreement"),
        (("8年", year(2024)), ("8年", year(2025)), "Disagreement"),
        (("7个月", days("2025-06-01", "2025-12-31")), ("8个月", month(1, 2026)), "Agreement"),
        (("3个季度", days("2025-07-01", "2025-09-30")), ("4个季度", year(2025)), "Agreement"),
        (("9年", days("2025-01-01", "2025-06-30")), ("8年", year(2025)), None),
    ],
)
def test_streaks_of_two_articles(first: tuple, second: tuple, found: str | None):
    streak = {"measure": Measure.STREAK}
    one = Article("one.txt", OLD).say(
        f"桥梁出口连续{first[0]}增长。", (first[0], "桥梁出口增长", streak | {"period": first[1]})
    )
    two = Article("two.txt", NEW).say(
        f"桥梁出口连续{second[0]}增长。", (second[0], "桥梁出口增长", streak | {"period": second[1]})
    )
    assert told(list(streaks(index(one, two)))) == ([("streak-beginning", found)] if found else [])


@pytest.mark.parametrize(("fall", "found"), [(True, [("streak-and-rate", "Disagreement")]), (False, [])])
def test_a_streak_of_growth_and_a_fall(fall: bool, found: list):
    text = "桥梁出口连续9年增长，同比变动3.1%。"
    this = Article().say(
        text, ("9年", "桥梁出口增长", {"measure": Measure.STREAK}), ("3.1%", "桥梁出口", rate(fall=fall))
    )
    assert told(list(streaks(index(this)))) == found


@pytest.mark.parametrize(
    ("sentence", "figure", "found"),
    [
        ("进口下降120%。", ("120%", "进口", rate(fall=True)), [("fall-within-whole", "Impossible")]),
        ("进口下降1.2倍。", ("1.2倍", "进口", rate(fall=True)), [("fall-within-whole", "Impossible")]),
        ("净利润下降120%。", ("120%", "净利润", rate(fall=True)), []),
        ("进口下降100%。", ("100%", "进口", rate(fall=True)), []),
        ("2027年出口12万元，同比增长。", ("12万元", "出口", {"period": year(2027)}), []),
        (
            "比上年增长的2027年出口12万元。",
            ("12万元", "出口", {"period": year(2027)}),
            [("period-in-past", "Impossible")],
        ),
        ("比上年增长，出口12万元。", ("12万元", "出口", {"period": year(2027)}), []),
        ("预计2027年出口同比增长12%。", ("12%", "出口", rate(period=year(2027))), []),
        (
            "出口12万元。",
            ("12万元", "出口", {"period": days("2025-12-31", "2025-01-01")}),
            [("period-in-order", "Impossible")],
        ),
    ],
)
def test_what_no_figure_can_be(sentence: str, figure: tuple, found: list):
    assert told(list(bounds(index(Article().say(sentence, figure))))) == found


def test_a_date_that_was_only_inferred_contradicts_nothing():
    this = Article(dated=False).say(
        "比上年增长的2027年出口12万元。", ("12万元", "出口", {"period": year(2027)})
    )
    assert told(list(bounds(index(this)))) == []


def test_messages_name_the_figures_in_both_languages():
    text = "进出口45.47亿元，出口26.99亿元，进口18.58亿元。"
    this = Article().say(
        text, ("45.47亿元", "进出口", {}), ("26.99亿元", "出口", {}), ("18.58亿元", "进口", {})
    )
    (finding,) = sums(index(this))
    for message in (finding.message, finding.message_zh):
        assert all(
            piece in message for piece in ("45.47亿元", "26.99亿元", "18.58亿元", "≠", "45.56亿元–45.58亿元")
        )
    assert finding.figures[0].area == CN
