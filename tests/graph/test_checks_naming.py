"""What counts as the same indicator."""

import pytest
from check_samples import Article

from kg.graph.checks.naming import canonical, flow, trustworthy
from kg.graph.checks.wording import about


@pytest.mark.parametrize(
    ("label", "area", "name"),
    [
        ("进出口总值", None, "indicator/trade"),
        ("我国货物贸易进出口", "中国", "indicator/trade"),
        ("广东外贸进出口", "广东省", "indicator/trade"),
        ("外贸进出口", None, "indicator/trade"),
        ("GDP", None, "indicator/gdp"),
        ("“低空”飞行器数量", None, "低空飞行器"),
        ("低空飞行器", None, "低空飞行器"),
        ("完成的集装箱吞吐量", None, "集装箱吞吐量"),
        ("东江桥梁产量", "东江省", "桥梁产量"),
        ("全球经济", "中国", "全球经济"),
        ("产业规模", None, "产业规模"),  # two characters would be left
    ],
)
def test_wordings_of_one_thing_have_one_name(label: str, area: str | None, name: str):
    assert canonical(label, area) == name


@pytest.mark.parametrize(
    ("label", "area", "found"),
    [
        ("货物贸易进出口总值", None, ("", "进出口")),
        ("出口", None, ("", "出口")),
        ("外贸出口额", None, ("", "出口")),
        ("广东外贸进口", "广东省", ("", "进口")),
        ("对欧盟进出口", None, ("欧盟", "进出口")),
        ("自欧盟进口", None, ("欧盟", "进口")),
        ("民营企业出口总额", None, ("民营企业", "出口")),
        ("服务贸易逆差", None, ("服务", "逆差")),
        ("货物贸易顺差", None, ("", "顺差")),
        ("进口机电产品", None, None),
        ("港口吞吐量", None, None),
    ],
)
def test_flows_of_trade(label: str, area: str | None, found: tuple[str, str] | None):
    assert flow(label, area) == found


def test_a_name_is_trusted_across_articles_only_when_it_says_whose_it_is():
    assert trustworthy("indicator/export")
    assert not trustworthy("indicator/sales_amount")  # 销售额: anybody's
    assert trustworthy("低空飞行器产量", "全国低空飞行器的产量达8万架", "低空飞行器产量8万架")
    assert not trustworthy("低空飞行器产量", "全国低空飞行器产量达8万架", "去年产量8万架")
    assert not trustworthy("产能", "产能8万架", "产能9万架")


@pytest.mark.parametrize(
    ("indicator", "area", "words"),
    [
        ("东江亩均税收", "东江市", "2025年东江市亩均税收"),
        ("全市桥梁产量", "东江市", "2025年东江市桥梁产量"),
        ("桥梁产量", "东江市", "2025年东江市桥梁产量"),
        ("桥梁产量", None, "2025年桥梁产量"),
    ],
)
def test_a_finding_names_the_area_once(indicator: str, area: str | None, words: str):
    article = Article().say("桥梁产量45座。", ("45座", indicator, {"area_label": area}))
    assert about(article.figures[0]) == words
