"""Persons whom the seeds know: one node whatever post a page names them by, and nobody else's namesake."""

from collections.abc import Callable
from datetime import date

import pytest

from kg.extract import extract
from kg.knowledge import gazetteer
from kg.knowledge.people import people, tenures
from kg.records import Article, ArticleKind, Block, BlockKind, Byline, EntityType, Page, PageFacts
from kg.resolve import resolve

PAGE = Page("page.txt", "0" * 64, "")


@pytest.fixture(scope="module")
def keys(nlp) -> Callable[..., set[str]]:
    """Keys of the persons with this label, or another name, on a page of these articles, all of one year."""

    def read(name: str, *texts: str, year: int | None = 2024, byline: str | None = None) -> set[str]:
        facts = []
        for index, text in enumerate(texts, 1):
            begin = text.find(byline) if byline else -1
            article = Article(
                index,
                ArticleKind.STORY,
                text,
                tuple(range(len(text))),
                (Block(BlockKind.PARAGRAPH, 0, len(text)),),
                published=date(year, 6, 18) if year else None,
                bylines=(Byline(byline, begin, begin + len(byline)),) if byline and begin >= 0 else (),
            )
            facts.append(extract(article, nlp(text)))
        page: PageFacts = resolve(PAGE, facts)
        found = {
            m for f in page.articles for m in f.mentions if m.type is EntityType.PERSON and m.text == name
        }
        assert found, f"{name} is not found in {texts}"
        return {page.identity[mention] for mention in found}

    return read


@pytest.mark.parametrize(
    ("name", "year", "text", "key"),
    [
        ("李强", 2024, "国务院总理李强主持召开国务院常务会议。", "li-qiang"),
        ("李强", 2024, "中共中央政治局常委、国务院总理李强到企业调研。", "li-qiang"),
        ("李强", 2018, "上海市委书记李强会见来访客人。", "li-qiang"),
        ("李强", 2014, "浙江省省长李强到企业调研。", "li-qiang"),
        ("李克强", 2015, "李克强强调，要加快转变农业发展方式。", "li-keqiang"),
        ("王毅", 2019, "国务委员兼外交部长王毅会见记者。", "wang-yi"),
        ("王毅", 2024, "外交部长王毅介绍了有关情况。", "wang-yi"),
        ("张军", 2021, "最高人民检察院检察长张军作工作报告。", "zhang-jun-1956"),
        ("张军", 2025, "博鳌亚洲论坛秘书长张军介绍了年会的筹备情况。", "zhang-jun-1960"),
        ("易纲", 2012, "中国人民银行副行长易纲出席会议。", "yi-gang"),
        ("特朗普", 2018, "美国总统特朗普发表讲话。", "donald-trump"),
        ("唐纳德·特朗普", 2025, "美国总统唐纳德·特朗普签署行政令。", "donald-trump"),
        ("普京", 2016, "俄罗斯总统普京出席会议。", "vladimir-putin"),
        ("奥巴马", 2014, "美国将增加投资。奥巴马说，改革还要继续。", "barack-obama"),
        ("古特雷斯", 2021, "联合国秘书长古特雷斯发表声明。", "antonio-guterres"),
        ("安倍", 2016, "日本国会通过法案，安倍表示欢迎。", "shinzo-abe"),
        ("德米特里·梅德韦杰夫", 2016, "俄罗斯总理德米特里·梅德韦杰夫会见来访客人。", "dmitry-medvedev"),
    ],
)  # fmt: skip
def test_one_person_whatever_the_page_calls_them(keys, name, year, text, key):
    assert keys(name, text, year=year) == {f"person/{key}"}


@pytest.mark.parametrize(
    ("name", "year", "text"),
    [
        ("李强", 2024, "青溪村小学教师李强翻山越岭送学生回家。"),
        ("李强", 2024, "李强在山里教了三十年书。村里的孩子都记得他。"),
        ("李强", 2024, "国务院印发通知后，李强在村里开办了合作社。"),
        ("李强", 2024, "江州市教育局局长李强介绍了招生政策。"),
        ("李强", 2009, "国务院研究室副主任李强出席论坛。"),
        ("王毅", 2024, "江州远景食品有限公司总经理王毅说，订单增长较快。"),
        ("王毅", 2024, "王毅说，外交部的签证新规方便了客户来厂里看货。"),
        ("王勇", 2019, "辽东重型机器厂车间主任王勇带领工友攻关。"),
        ("张军", 2021, "江州市人民检察院检察长张军作工作报告。"),
        ("王军", 2020, "江州市税务局局长王军走访企业。"),
        ("刘伟", 2025, "江州大学教授刘伟长期研究桥梁。"),
        ("陈刚", 2024, "广西某县中学校长陈刚说，学生们干劲很足。"),
        ("莫里森", 2021, "莫里森说，澳大利亚的这家工厂年底投产。"),
        ("米歇尔", 2021, "法国设计师米歇尔展示了作品。"),
        ("克拉克", 2015, "克拉克投中三分球，全场得到二十二分。"),
        ("舒尔茨", 2016, "德国教练舒尔茨赛后表示满意。"),
        ("李在明", 2025, "江州纺织厂女工李在明说，厂里的订单多了。"),
        ("苏林", 2025, "返乡青年苏林在江州办起了养殖场。"),
    ],
)  # fmt: skip
def test_a_namesake_is_somebody_else(keys, name, year, text):
    assert not keys(name, text, year=year) & gazetteer().by_key.keys()


def test_a_row_of_leaders_supports_a_common_name_and_a_row_of_villagers_does_not(keys):
    assert keys("李强", "习近平、李强、赵乐际、王沪宁出席会议。") == {"person/li-qiang"}
    assert not keys("李强", "村民赵德山、李强、孙二旺领到了新证。") & gazetteer().by_key.keys()
    assert not keys("李强", "习近平、李强、赵乐际、王沪宁出席会议。", year=2010) & {"person/li-qiang"}


def test_who_attends_a_leader_is_named_without_a_post(keys):
    text = "李克强会见了来访客人。杨洁篪等参加会见。"
    assert keys("杨洁篪", text, year=2015) == {"person/yang-jiechi"}


def test_two_heads_of_one_province_support_each_other(keys):
    assert keys("刘赐贵", "罗保铭、刘赐贵等代表先后发言。", year=2016) == {"person/liu-cigui"}


def test_a_reporter_is_no_leader(keys):
    text = "新华社北京6月18日电（记者王军）国家税务总局公布了前五个月的数据。"
    assert "person/wang-jun-1958" not in keys("王军", text, year=2016, byline="王军")


def test_another_article_of_the_page_may_say_who_a_bare_name_is(keys):
    told = "国务院总理李强主持召开国务院常务会议。"
    assert keys("李强", told, "国务院部署了下一步工作。李强要求抓好落实。") == {"person/li-qiang"}
    found = keys("李强", told, "江州远景食品有限公司总经理李强说，订单增长较快。")
    assert len(found) == 2 and "person/li-qiang" in found


def test_a_relative_keeps_the_own_name(keys):
    text = "美国总统特朗普的女儿伊万卡·特朗普出席活动。特朗普没有到场。"
    assert keys("特朗普", text, year=2018) == {"person/donald-trump"}
    assert not keys("伊万卡·特朗普", text, year=2018) & gazetteer().by_key.keys()


def test_the_order_of_posts_does_not_matter(keys):
    first = keys("许文昭", "江州市教育局局长、江州市体育总会主席许文昭讲话。")
    second = keys("许文昭", "江州市体育总会主席、江州市教育局局长许文昭讲话。")
    assert first == second
    assert first == keys("许文昭", "江州市教育局局长许文昭介绍情况。")


def test_a_department_and_its_ministry_are_one_employer(keys):
    first = keys("罗启明", "商务部新闻发言人罗启明介绍情况。")
    assert first == keys("罗启明", "商务部对外贸易司司长罗启明介绍情况。")


def test_every_post_of_the_tables_can_be_read_and_ends_after_it_begins():
    known = [k for k in gazetteer().by_key.values() if k.type is EntityType.PERSON]
    assert len(known) > 600
    for person in known:
        held = tenures(person)
        assert held, person.key
        assert all(t.last is None or t.last >= t.first for t in held), person.key


@pytest.mark.parametrize(
    ("body", "title"),
    [
        *((f"place/{code}0000", "书记") for code in "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()),
        *((f"organization/{key}", "部长") for key in "mfa mnd moe most miit mps mss mca moj mof mohrss mnr mee mohurd mot mwr mara mofcom mct mva mem".split()),
        *((f"organization/{key}", "主任") for key in "ndrc neac nhc".split()),
        ("organization/state-council", "总理"), ("organization/npc-standing-committee", "委员长"), ("organization/cppcc", "主席"),
        ("organization/pboc", "行长"), ("organization/cnao", "审计长"), ("organization/supreme-court", "院长"),
        ("organization/supreme-procuratorate", "检察长"), ("place/CN", "国家主席"), ("organization/un", "秘书长"),
        ("organization/imf", "总裁"), ("organization/world-bank", "行长"), ("organization/wto", "总干事"),
        ("organization/who", "总干事"), ("organization/adb", "行长"), ("organization/european-commission", "主席"),
        *((f"place/{code}", "总统") for code in "US RU FR KR BR ZA MX AR ID TR".split()),
        *((f"place/{code}", "总理") for code in "DE IT CA IN AU".split()), ("place/GB", "首相"), ("place/JP", "首相"),
    ],
)  # fmt: skip
def test_a_kind_is_complete_since_2013(body, title):
    """Every year since 2013, the founding of a body and the gap of a succession aside, has a holder."""
    held = {
        t
        for persons in people().values()
        for p in persons
        for t in p.tenures
        if t.body == body and title in t.titles
    }
    founded = min(t.first for t in held)
    missing = [year for year in range(max(2013, founded), 2026) if not any(t.covers(year) for t in held)]
    assert not missing


def test_two_of_one_name_in_the_tables_are_told_apart_by_post():
    assert {p.known.key for p in people()["张军"]} == {"person/zhang-jun-1956", "person/zhang-jun-1960"}
