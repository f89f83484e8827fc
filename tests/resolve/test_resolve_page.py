"""One thing, one entity: short and full names, departments, local bodies, homonyms; all in sentences of our own."""

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract import extract
from kg.records import Article, ArticleKind, Block, BlockKind, Page, PageFacts
from kg.resolve import resolve

PAGE = Page("page.txt", "0" * 64, "")


@pytest.fixture(scope="module")
def understood(nlp) -> Callable[..., PageFacts]:
    """Resolve texts as the articles of one page."""

    def understand(*texts: str, place: str | None = None) -> PageFacts:
        facts = []
        for index, text in enumerate(texts, 1):
            block = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
            article = Article(index, ArticleKind.STORY, text, tuple(range(len(text))), block, published=date(2026, 1, 20), place=place)
            facts.append(extract(article, nlp(text)))
        return resolve(PAGE, facts)

    return understand


def labels(page: PageFacts, kind: str) -> list[str]:
    return sorted(entity.label for entity in page.entities if entity.type == kind)


def test_short_and_full_name_are_one_entity(understood):
    page = understood("科技部发布消息。科学技术部有关负责人作了介绍。")
    assert labels(page, "Organization") == ["科学技术部"]


def test_a_department_stands_under_the_full_name_of_its_body(understood):
    page = understood("市场监管总局网络交易监督管理司司长韩志远和市场监管总局有关同志到会。")
    assert labels(page, "Organization") == ["国家市场监督管理总局", "国家市场监督管理总局网络交易监督管理司"]
    (part,) = [r for facts in page.articles for r in facts.relations if r.predicate == "partOf"]
    assert page.identity[part.object] != page.identity[part.subject]


@pytest.mark.parametrize(
    ("text", "place", "full"),
    [
        ("天津医保局副局长魏东来说，药价下降。", "天津", "天津市医疗保障局"),
        ("苏州市商务局发布数据。", "苏州", "苏州市商务局"),
        ("省人大常委会审议了报告，会议在兰州举行，甘肃各市派代表列席。", "兰州", "甘肃省人民代表大会常务委员会"),
    ],
)
def test_local_bodies_get_the_full_name_of_their_place(understood, text, place, full):
    assert full in labels(understood(text, place=place), "Organization")


def test_two_people_of_one_name_stay_two(understood):
    page = understood("财政部副部长孙立平说，预算已经下达。", "东江银行行长孙立平表示，贷款稳步增长。")
    assert labels(page, "Person") == ["孙立平", "孙立平"]


def test_a_bare_name_joins_its_namesake_only_on_evidence(understood):
    told = "商务部新闻发言人许文昭介绍了情况。"
    assert labels(understood(told, "许文昭说，商务部将继续推进。"), "Person") == ["许文昭"]
    assert labels(understood(told, "许文昭是一名登山爱好者。"), "Person") == ["许文昭", "许文昭"]


def test_a_foreign_surname_is_the_full_name_given_before(understood):
    page = understood("挪威首相卡琳·奥尔森抵京。奥尔森说，期待合作。")
    assert labels(page, "Person") == ["卡琳·奥尔森"]


def test_identity_is_a_function_of_content(understood):
    text = "华东精密仪器有限公司总经理方志勇说，订单充足。"
    first, second = understood(text), understood(text)
    assert first.entities == second.entities and dict(first.identity) == dict(second.identity)


def test_every_mention_and_every_fact_has_an_entity(understood):
    page = understood("国家统计局局长田立群表示，2025年我国粮食产量增长1.2%。", "江苏省南京市玄武区图书馆开放。")
    keys = {entity.key for entity in page.entities}
    assert all(page.identity[mention] in keys for facts in page.articles for mention in facts.mentions)
