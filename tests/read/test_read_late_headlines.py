"""Headlines below their text, notices with spread headings, stories beside pictures, documents with an enactment line."""

from datetime import date

import pytest

from kg.read import articles
from kg.read.layout.late import late_lines, overlap
from kg.read.patterns import heads_notice
from kg.records import Article, ArticleKind, BlockKind, Page

STORAGE = "本报临江3月6日电（记者 路明）临江市抽水蓄能电站首台机组6日并网，电站总装机120万千瓦，总投资85亿元，年发电量可达16亿千瓦时，蓄能调峰能力明显增强。"
TOWN = "本报雁城3月6日电（记者 阮玉）雁城古镇6日启用智慧停车系统，游客扫码就能看到每条街巷的车位，古镇高峰时段平均停车时间由40分钟缩短到15分钟。"
HERDERS = "天刚亮，牧民阿木尔打开手机，草场上每一头牛的位置都显示在屏幕上。雪山乡给3200头牦牛戴上定位项圈，牧民找牛的时间从半天缩短到一刻钟，走失的牦牛比往年少了九成。"


def read_page(text: str) -> tuple[Article, ...]:
    return articles(Page("page.txt", "0" * 64, text))


def test_late_headline_on_top_of_the_next_one_goes_to_its_story():
    page = f"{STORAGE}\n\n临江：蓄能电站首台机组并网\n\n雁城：古镇停车不再难\n\n{TOWN}\n"
    first, second = read_page(page)
    assert (first.headline, second.headline) == ("临江：蓄能电站首台机组并网", "雁城：古镇停车不再难")
    assert "阮玉" not in [b.name for b in first.bylines]


def test_headline_of_two_lines_stays_one_when_the_story_above_has_its_own():
    page = f"蓄能电站并网\n\n{STORAGE}\n\n雁城：古镇停车不再难\n扫码看车位 街巷不拥堵\n\n{TOWN}\n"
    first, second = read_page(page)
    assert first.headline == "蓄能电站并网"
    assert second.headline == "雁城：古镇停车不再难 扫码看车位 街巷不拥堵"


def test_kicker_is_not_torn_from_its_headline():
    assert late_lines(["牦牛戴上项圈——", "牧民找牛快了"], HERDERS, STORAGE) == 2
    assert late_lines(["蓄能电站首台机组并网", "古镇停车不再难"], STORAGE, TOWN) == 1
    assert late_lines(["新春走基层"], STORAGE, TOWN) == 0
    assert overlap("大桥合龙", "主跨大桥昨日合龙") == pytest.approx(2 / 3)


def test_headline_at_the_end_finds_its_story_inside_another():
    page = f"临江：蓄能电站首台机组并网\n\n{STORAGE}\n\n电站投产后，临江市每年可减少燃煤48万吨，电站还将带动周边装备制造企业。\n\n{HERDERS}\n\n牧民手机找牛 牦牛戴上项圈\n\n本报记者 金达瓦\n"
    first, second = read_page(page)
    assert "牦牛" not in first.text and first.text.rstrip().endswith("装备制造企业。")
    assert second.headline == "牧民手机找牛 牦牛戴上项圈" and "阿木尔" in second.text
    assert [b.name for b in second.bylines] == ["金达瓦"]


@pytest.mark.parametrize("line", ["公　告", "声  明", "启 事", "遗 失 声 明", "减资公告", "更　正"])
def test_spread_headings_head_notices(line: str):
    assert heads_notice(line)
    page = f"{TOWN}\n\n{line}\n\n雁城市顺达木业有限公司（注册号530000000000000）拟注销，请债权人45日内申报债权。\n"
    story, notice = read_page(page)
    assert notice.headline == line and notice.kind is ArticleKind.NOTICE
    assert notice.published is None and not notice.bylines and "木业" not in story.text


@pytest.mark.parametrize("line", ["发布公告称", "公 告 栏", "联合声明的背后"])
def test_other_lines_head_no_notice(line: str):
    assert not heads_notice(line)


def test_story_with_a_dateline_is_not_drawn_into_the_picture_below_it():
    page = f"雁城：古镇停车不再难\n\n{TOWN}\n\n入春以来，临江市草莓大棚迎来采摘季。图为3月5日，游客在草莓园采摘。欧阳一诺摄（临江图片社）\n"
    story, picture = read_page(page)
    assert story.kind is ArticleKind.STORY and [b.name for b in story.bylines] == ["阮玉"]
    assert (
        picture.kind is ArticleKind.CAPTION
        and picture.headline is None
        and [b.name for b in picture.bylines] == ["欧阳一诺"]
    )


def test_enactment_line_announces_a_document_and_its_date_does_not_date_the_neighbours():
    page = (
        f"古镇停车不再难\n\n{TOWN}\n\n岭东省人大常委会任免名单\n\n（岭东省第十四届人民代表大会常务委员会第二十次会议通过）\n\n"
        "任命：\n\n　　闻　笛　　省水利厅厅长\n　　夏侯朗　　省商务厅副厅长\n\n岭东省人民代表大会常务委员会\n2026年3月5日\n\n"
        f"蓄能电站并网\n\n{STORAGE}\n"
    )
    first, names, last = read_page(page)
    assert names.headline == "岭东省人大常委会任免名单" and names.published == date(2026, 3, 5)
    assert first.published == last.published == date(2026, 3, 6)


def test_sections_built_alike_stay_sections():
    body = "".join(
        f"{title}\n\n{text}\n\n"
        for title, text in (
            ("从荒滩到果园", "三年前，河湾村的滩地还是一片荒草，如今种下了2400亩桃树，去年卖桃收入600万元。"),
            (
                "从果园到车间",
                "村口的加工厂每天烘干桃片3吨，28名村民在家门口上班，月工资超过4000元，冷库里码着整齐的纸箱。",
            ),
        )
    )
    (story,) = read_page(
        f"河湾村里桃花开\n\n本报记者 卫青山\n\n春分刚过，河湾村的桃花开了，游客的车排到了村外两公里。\n\n{body}"
    )
    assert [story.text[b.begin : b.end] for b in story.blocks if b.kind is BlockKind.SECTION] == [
        "从荒滩到果园",
        "从果园到车间",
    ]


def test_masthead_beside_the_page_number_is_no_headline():
    (story,) = read_page(f"雁城晚报\n2026年3月7日 星期六 第04版\n\n古镇停车不再难\n\n{TOWN}\n")
    assert story.headline == "古镇停车不再难"
