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
            article = Article(
                index,
                ArticleKind.STORY,
                text,
                tuple(range(len(text))),
                block,
                published=date(2026, 1, 20),
                place=place,
            )
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
        (
            "省人大常委会审议了报告，会议在兰州举行，甘肃各市派代表列席。",
            "兰州",
            "甘肃省人民代表大会常务委员会",
        ),
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
    page = understood(
        "国家统计局局长田立群表示，2025年我国粮食产量增长1.2%。", "江苏省南京市玄武区图书馆开放。"
    )
    keys = {entity.key for entity in page.entities}
    assert all(page.identity[mention] in keys for facts in page.articles for mention in facts.mentions)


@pytest.mark.parametrize(
    ("text", "full", "absent"),
    [
        (
            "锦澜精密仪器有限公司总经理韩曦文说，锦澜精密仪器有限公司今年扩产。锦澜精密仪器公司已经投产。",
            "锦澜精密仪器有限公司",
            "锦澜精密仪器公司",
        ),
        (
            "中国石油天然气集团公司发布公告。中国石油天然气集团有限公司回应。",
            "中国石油天然气集团有限公司",
            "中国石油天然气集团有限公司公司",
        ),
        ("北京市海淀区人民法院开庭，海淀区人民法院法官主持。", "北京市海淀区人民法院", "海淀区人民法院"),
        (
            "四川省南充市卫健委通报，南充市卫生健康委员会已部署。",
            "南充市卫生健康委员会",
            "四川省南充市卫生健康委员会",
        ),
        (
            "江苏省第十四届人民代表大会常务委员会第二次会议召开，江苏省人大常委会通过决定。",
            "江苏省人民代表大会常务委员会",
            "江苏省第十四届人民代表大会常务委员会",
        ),
    ],
)
def test_short_names_of_bodies(understood, text, full, absent):
    found = labels(understood(text), "Organization")
    assert full in found
    assert absent not in found


def test_bare_levels_follow_the_place_of_that_level(understood):
    page = understood("任命卢望川为省水利厅厅长。江苏省人大常委会公布任免名单。", place="北京")
    assert "江苏省水利厅" in labels(page, "Organization")
    assert not [name for name in labels(page, "Organization") if name.startswith("北京市")]


def test_the_level_of_an_unknown_city_is_not_that_of_the_article(understood):
    page = understood("江州市教育局局长卢望川介绍情况。", place="南京")
    assert labels(page, "Organization") == ["江州市教育局"]


def test_the_other_articles_of_a_page_say_where_it_is_at_home(understood):
    page = understood("甘肃省兰州市召开会议，甘肃省人民政府作出部署。", "省水利厅厅长卢望川检查水库。")
    assert "甘肃省水利厅" in labels(page, "Organization")


@pytest.mark.parametrize(
    "short", ["《条例》自2026年3月1日起施行。", "《湿地保护条例》自2026年3月1日起施行。"]
)
def test_documents_by_their_kind_and_without_their_place(understood, short):
    page = understood(f"江苏省人大常委会通过《江苏省湿地保护条例》。{short}")
    assert labels(page, "Policy") == ["江苏省湿地保护条例"]


def test_two_documents_of_a_kind_each_have_their_short_form(understood):
    page = understood(
        "《江苏省湿地保护条例》施行。《条例》共五章。《苏州市古树保护条例》同日施行。《条例》共三章。"
    )
    assert labels(page, "Policy") == ["江苏省湿地保护条例", "苏州市古树保护条例"]


def test_parts_are_of_the_kind_of_their_whole(understood):
    page = understood(
        "中国工商银行房地产信贷部总经理许文昭说，业务平稳。中国快递协会法律事务部主任方志勇介绍情况。"
    )
    kinds = {entity.label: entity.subtype for entity in page.entities}
    assert kinds["中国工商银行房地产信贷部"] == "Company"
    assert kinds["中国快递协会法律事务部"] == "Association"


def test_a_place_is_governed_by_its_leaders_under_one_identity(understood):
    first = understood("苏州市委副书记、市长孟若川到企业调研。")
    second = understood("苏州市市长孟若川在会上说，经济向好。")
    keys = [{e.key for e in page.entities if e.label == "孟若川"} for page in (first, second)]
    assert keys[0] == keys[1] and len(keys[0]) == 1


def test_a_seat_beside_a_post_does_not_split_a_person(understood):
    first = understood("全国政协委员、财政部副部长孙立平说，预算已经下达。")
    second = understood("财政部副部长孙立平出席会议。")
    keys = [{e.key for e in page.entities if e.label == "孙立平"} for page in (first, second)]
    assert keys[0] == keys[1] and len(keys[0]) == 1
