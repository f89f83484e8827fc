"""What belongs to the page and what begins an article: imprint, contents, boxes, letters, verses, documents."""

from datetime import date

import pytest

from kg.read import articles
from kg.read.layout.furniture import is_furniture
from kg.records import Article, Metadata, Page


def read_page(text: str) -> tuple[Article, ...]:
    return articles(Page("page.txt", "0" * 64, text, Metadata()))


@pytest.mark.parametrize(
    "line",
    [
        "要闻 第02版 2026年1月21日 星期三",
        "2026年3月13日　星期五　农历丙午年正月廿五",
        "今日8版 总第21035期",
        "春耕备耕物资足 03版",
        "老旧小区加装电梯提速……详见05版",
        "首页 > 新闻 > 经济",
        "本版责编 丁小满 美编 何叶",
        "本版投稿邮箱：duzhe@example.cn",
        "Copyright © 北湖网 版权所有",
        "分享到：",
    ],
)
def test_lines_of_the_page_itself(line: str):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "2026年1月21日",
        "扫码看车位 街巷不拥堵",
        "关闭十二家高耗能企业",
        "外贸连续9年增长",
        "今年春运发送旅客将创新高",
        "编辑部的故事",
        "农历新年将至 市场供应充足",
    ],
)
def test_lines_that_may_be_headlines(line: str):
    assert not is_furniture(line)


def test_masthead_wrapped_with_its_imprint_dates_the_page():
    page = (
        "青江日报\nQINGJIANG RIBAO\n2026年3月13日 星期五\n农历丙午年正月廿五\n今日8版 总第21035期\n\n今日导读\n"
        "果园春管正当时 03版\n\n全省重大项目集中开工\n\n本报讯（记者 尹朝）全省一季度重大项目集中开工活动昨日举行，总投资186亿元。\n"
    )
    (story,) = read_page(page)
    assert (story.headline, story.published) == ("全省重大项目集中开工", date(2026, 3, 13))


def test_a_box_beside_a_story_is_an_article_of_its_own():
    page = (
        "一片茶叶的远行\n\n本报记者 沈墨\n\n春茶开采，云雾山的茶园里采茶工忙个不停，新茶当天就能发往全国各地。\n\n"
        "记者手记\n\n山路弯弯，茶香悠悠。采访中，记者感受最深的是茶农的耐心。\n\n延伸阅读\n\n云雾山种茶已有三百多年历史，现有茶园12万亩。\n"
    )
    assert [a.headline for a in read_page(page)] == ["一片茶叶的远行", "记者手记", "延伸阅读"]


def test_letters_to_the_editor_begin_with_their_salutation():
    page = (
        "公园厕所何时开放\n\n编辑同志：\n\n我家附近的公园去年建了厕所，至今大门紧锁，游人很不方便。\n\n城东 宋先生\n\n"
        "桥头护栏缺了一段\n\n编辑同志：\n\n村口小桥的护栏缺了一段，孩子上学路过很危险，盼早日修好。\n\n石岭县 一村民\n"
    )
    found = read_page(page)
    assert [a.headline for a in found] == ["公园厕所何时开放", "桥头护栏缺了一段"]
    assert found[1].text.endswith("一村民")


def test_verses_are_no_headline_of_the_prose_below():
    page = (
        "秋夜二首\n\n□温若水\n\n其一\n\n月落寒塘影自清\n一声归雁过江城\n谁家灯火三更后\n犹照书窗到晓明\n\n"
        "祖父的木匠铺\n\n穆野\n\n祖父的木匠铺在老街尽头，门前总堆着新刨下来的木花，满屋都是松木的香气。\n"
    )
    found = read_page(page)
    assert [(a.headline, [b.name for b in a.bylines]) for a in found] == [
        ("秋夜二首", ["温若水"]),
        ("祖父的木匠铺", ["穆野"]),
    ]


def test_the_bodies_that_issue_a_report_are_no_part_of_its_headline():
    page = "云州市2025年环境状况公报\n\n云州市生态环境局\n云州市水务局\n\n2026年3月20日\n\n2025年，全市空气优良天数为331天，比上年增加6天。\n"
    (report,) = read_page(page)
    assert (report.headline, report.published) == ("云州市2025年环境状况公报", date(2026, 3, 20))


def test_broadcast_items_begin_with_the_words_of_the_host():
    page = (
        "深海养殖工船交付\n\n【导语】我国新一代深海养殖工船在东港市交付使用。\n\n【解说】这艘船总长236米，配备15个养殖舱。\n\n"
        "多地高温 电力部门保供\n\n主播：连日来多地高温，用电负荷屡创新高，来看报道。\n\n江州电网负荷今年第五次刷新纪录。\n"
    )
    assert [a.headline for a in read_page(page)] == ["深海养殖工船交付", "多地高温 电力部门保供"]


def test_writer_and_photographer_in_one_line():
    (story,) = read_page(
        "古镇年味浓\n\n唐可 文 尹志 摄影报道\n\n腊月里的古镇，红灯笼挂满街巷，写春联、打年糕、舞龙灯，年味越来越浓。\n"
    )
    assert [(b.name, b.role) for b in story.bylines] == [("唐可", "reporter"), ("尹志", "photographer")]


def test_an_item_from_an_agency_without_place_or_day_begins_a_story():
    page = (
        "铁路客流创新高\n\n据新华社云城11月5日电（记者樊小川）前10月全国铁路发送旅客创历史同期新高。\n\n"
        "月壤研究有新进展\n\n据新华社电 记者从科研团队获悉，月球背面样品揭示了火山活动的新证据。\n"
    )
    assert [a.headline for a in read_page(page)] == ["铁路客流创新高", "月壤研究有新进展"]


def test_a_full_last_line_of_a_wrapped_column_ends_its_story():
    page = (
        "　　灌区负责人说，新渠通水之后，下游三\n万亩稻田再也不用轮流放水，农户省下的时\n间可以外出务工，一亩地一年增收四百元，\n"
        "大家都盼着二期工程早日开工建设。（完）\n渔港开捕首日满载而归\n　　新华社海州8月16日电（记者连海生）\n"
        "八月十六日，海州渔港千帆竞发，首批归来\n的渔船卸下梭子蟹两百多吨。\n"
    )
    assert [a.headline for a in read_page(page)] == [None, "渔港开捕首日满载而归"]
