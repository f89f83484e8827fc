"""Ministries of other countries that are named like Chinese ones, Chinese ones behind 中国 and 国家, and departments that stand alone."""

import pytest

from kg.extract import extract
from kg.records import EntityType, Page
from kg.resolve import resolve


@pytest.fixture(scope="module")
def full_names(nlp, article):
    """The full names of the organizations that a text names, in order."""

    def names(text: str) -> list[str]:
        facts = extract(article(text), nlp(text))
        page = resolve(Page("page.txt", "0" * 64, text), [facts])
        label = {entity.key: entity.label for entity in page.entities}
        return [
            label[page.identity[m]] for m in page.articles[0].mentions if m.type is EntityType.ORGANIZATION
        ]

    return names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("韩正远在河内会见越南国家主席陈庆山、公安部部长黎文海。", ["越南公安部"]),
        (
            "俄罗斯总统伊万诺夫、国防部部长彼得罗夫和外交部部长索科洛夫出席。",
            ["俄罗斯国防部", "俄罗斯外交部"],
        ),
        ("韩国外交部、国防部官员到访。", ["韩国外交部", "韩国国防部"]),
        ("越南国家主席陈庆山到访，外交部副部长王海涛迎接。", ["外交部"]),
        ("法国总统杜兰德同中方通电话。公安部、外交部有关负责人参加。", ["公安部", "外交部"]),
        ("韩国驻华大使金民秀、公安部交通管理局局长李大海出席仪式。", ["公安部交通管理局"]),
    ],
)
def test_a_ministry_on_another_countrys_list_is_that_countrys(full_names, text, expected):
    assert full_names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中国人力资源和社会保障部部长林远山10日表示。", "人力资源和社会保障部"),
        ("国家水利部部长林远山10日表示。", "水利部"),
        ("中国农业农村部部长林远山10日表示。", "农业农村部"),
    ],
)
def test_the_country_before_a_ministry_is_no_part_of_its_name(full_names, text, expected):
    assert full_names(text) == [expected]


def test_a_department_is_not_the_agencys_that_reports_it(full_names):
    text = "新华社福州10月10日电 “场馆都已验收。”文博会组委会场馆保障部部长林书远介绍说。"
    assert "文博会组委会场馆保障部" in full_names(text)


def test_a_department_that_stands_alone_is_of_the_body_named_last(full_names):
    assert full_names("海关总署新闻发言人、统计分析司司长吕远山说，外贸回稳。") == [
        "海关总署",
        "海关总署统计分析司",
    ]
