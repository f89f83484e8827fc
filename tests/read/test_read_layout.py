"""Articles of a page: headlines, sections, cut paragraphs, continuations, notices, labels, odd orders."""

import re
from datetime import date
from itertools import pairwise

import pytest

from kg.read import articles
from kg.records import Article, ArticleKind, BlockKind, Metadata, Page

PORT = [
    "滨海港三期工程提前投产",
    "新华社滨海3月6日电（记者周明 林静远）滨海港三期工程6日投产，码头前沿水深18米，可停靠20万吨级散货船，年设计通过能力4200万吨。",
    "滨海港集团负责人表示，三期工程采用全自动装卸系统，散货船平均在港时间缩短三成。2025年2月，滨海港完成货物吞吐量1860万吨。",
]
GRAIN = [
    "岭南省春耕备耕有序推进",
    "新华社江城3月6日电（记者赵晓云）岭南省农业农村厅6日发布消息，全省早稻育秧面积已达320万亩，种子化肥供应充足，农机检修完成九成。",
    "江城县种粮大户介绍，今年合作社添置插秧机12台，早稻播种比往年提前一周。",
]
BRIDGE = [
    "云岭大桥合龙",
    "本报讯（记者 孙涛）云岭大桥主跨昨日顺利合龙，这座悬索桥全长2160米，桥面距江面280米，建成后两县车程由三小时缩短至二十分钟。",
]


def read_page(text: str, **metadata: object) -> tuple[Article, ...]:
    found = articles(Page("page.txt", "0" * 64, text, Metadata(**metadata)))  # type: ignore[arg-type]
    for article in found:
        assert len(article.offsets) == len(article.text)
        for block in article.blocks:
            assert "\n" not in article.text[block.begin : block.end]
            for at in range(block.begin, block.end):
                assert article.text[at] == text[article.offsets[at]] or (
                    article.text[at] == " " and text[article.offsets[at]] == "\n"
                )
    places = [place for a in found for c, place in zip(a.text, a.offsets, strict=True) if c not in "\n "]
    assert len(places) == len(set(places)), "a character belongs to two articles"
    return found


def headlines(found: tuple[Article, ...]) -> list[str | None]:
    return [a.headline for a in found]


@pytest.mark.parametrize("mark", ["", "# ", "## ", "**"])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n"])
def test_several_articles_on_a_page(mark: str, between: str):
    close = "**" if mark == "**" else ""
    text = between.join(
        part for head, *body in (PORT, GRAIN, BRIDGE) for part in (mark + head + close, *body)
    )
    found = read_page(text)
    assert headlines(found) == [PORT[0], GRAIN[0], BRIDGE[0]]
    assert [[b.name for b in a.bylines] for a in found] == [["周明", "林静远"], ["赵晓云"], ["孙涛"]]
    assert [(a.place, a.publisher, a.published) for a in found[:2]] == [
        ("滨海", "新华社", date(2025, 3, 6)),
        ("江城", "新华社", date(2025, 3, 6)),
    ]
    assert found[2].published is None and found[2].assumed == date(2025, 3, 6) and found[2].publisher is None
    assert [a.index for a in found] == [1, 2, 3]


def test_full_width_and_half_width_marks_read_alike():
    text = "\n\n".join([*PORT, *GRAIN])
    half = text.translate(str.maketrans("，：（）", ",:()"))
    assert headlines(read_page(half)) == headlines(read_page(text))


def cut(paragraph: str, *places: int) -> str:
    edges = [0, *places, len(paragraph)]
    return "\n\n".join(paragraph[a:b] for a, b in pairwise(edges))


def test_paragraph_cut_by_columns_even_in_mid_word():
    at = PORT[2].index("1860") + 2
    (found,) = read_page("\n\n".join([PORT[0], PORT[1], cut(PORT[2], 20, at)]))
    assert PORT[2] in found.text
    begin = found.text.index("1860万吨")
    assert (
        found.page_span(begin, begin + 6)[1] - found.page_span(begin, begin + 6)[0] == 8
    )  # two line breaks lie in between


def test_latin_words_are_not_glued_together():
    (found,) = read_page(
        "# 展会开幕\n\n这次展会上，多家银行现场展示了各自的 digital\n\nyuan 钱包等产品，吸引众多客商前来洽谈。"
    )
    assert "digital yuan" in found.text


def test_soft_wrapped_lines_with_and_without_indent():
    for width, indent in ((18, "　　"), (25, ""), (36, "　　")):
        lines = []
        for head, *body in (PORT, GRAIN):
            lines.append(head)
            for paragraph in body:
                lines += re.findall(f".{{1,{width}}}", indent + paragraph)
        found = read_page("\n".join(lines))
        assert headlines(found) == [PORT[0], GRAIN[0]]
        solid = [re.sub(r"\s", "", a.text) for a in found]  # a blank where a line was broken is lost
        assert all(re.sub(r"\s", "", p) in solid[0] for p in PORT[1:]) and all(
            p in solid[1] for p in GRAIN[1:]
        )


def test_kicker_and_subtitle_join_the_headline():
    (found,) = read_page(
        "八部门联合部署——\n\n推动冷链物流提速\n\n——产地保鲜设施一线观察\n\n本报记者 周明\n\n" + GRAIN[2]
    )
    assert found.headline == "八部门联合部署——推动冷链物流提速——产地保鲜设施一线观察"
    assert [b.kind for b in found.blocks[:4]] == [
        BlockKind.KICKER,
        BlockKind.HEADLINE,
        BlockKind.SUBTITLE,
        BlockKind.BYLINE,
    ]
    (found,) = read_page("水利厅：\n\n确保春灌用水\n\n" + GRAIN[1])
    assert found.headline == "水利厅：确保春灌用水"
    (found,) = read_page("再提速!\n\n岭南冷链运力翻番\n\n" + GRAIN[1])
    assert found.headline == "再提速! 岭南冷链运力翻番"


@pytest.mark.parametrize("mark", ["", "### "])
def test_section_headings_stay_in_their_article(mark: str):
    body = "滨海港的散货船靠泊效率继续提升，滨海港集团已开通至多国的散货航线。"
    parts = [
        "## " + PORT[0] if mark else PORT[0],
        *PORT[1:],
        mark + "自动装卸降成本",
        body,
        mark + "散货航线再加密",
        body,
        "## " + GRAIN[0] if mark else GRAIN[0],
        *GRAIN[1:],
    ]
    found = read_page("\n\n".join(parts))
    assert headlines(found) == [PORT[0], GRAIN[0]]
    assert [found[0].text[b.begin : b.end] for b in found[0].blocks if b.kind is BlockKind.SECTION] == [
        "自动装卸降成本",
        "散货航线再加密",
    ]


def test_closing_notes_end_an_article():
    text = f"{PORT[0]}\n\n滨海港三期工程日前投产，码头可停靠20万吨级散货船。（新华社滨海3月6日电）\n\n早稻育秧面积已达320万亩，农机检修完成九成，种子供应充足。（转自岭南网）"
    first, second = read_page(text)
    assert (first.place, first.publisher) == ("滨海", "新华社")
    assert second.headline is None and second.publisher == "岭南网"
    assert [b.kind for b in second.blocks] == [BlockKind.PARAGRAPH, BlockKind.NOTE]


def test_headline_below_its_text():
    text = "\n\n".join(
        [
            "早稻育秧面积已达320万亩，农机检修完成九成，种子供应充足。（据新华社江城3月5日电）",
            *PORT,
            "种足种好早稻\n岭南春耕全面展开\n\n新华社记者 赵晓云",
        ]
    )
    first, second = read_page(text)
    assert first.headline == "种足种好早稻 岭南春耕全面展开" and [b.name for b in first.bylines] == ["赵晓云"]
    assert first.published == date(2025, 3, 5) and first.text.index("种足") < first.text.index("早稻育秧")
    assert second.headline == PORT[0]


def test_continuation_is_an_article_of_its_own():
    text = "\n\n".join(
        [*PORT, "打造世界一流强港", "（上接第一版）码头作业区灯火通明，岸桥有序运转，装卸工人坚守岗位。"]
    )
    first, second = read_page(text)
    assert (second.kind, second.headline) == (ArticleKind.CONTINUATION, "打造世界一流强港")
    assert [b.kind for b in second.blocks] == [BlockKind.HEADLINE, BlockKind.NOTE, BlockKind.PARAGRAPH]
    assert first.kind is ArticleKind.STORY


def test_text_cut_by_another_article_finds_its_own_again():
    whole = (
        PORT[2]
        + "滨海港集团还将新开散货航线，散货船靠泊不再排队，自动装卸系统继续扩容，码头前沿水深满足大型散货船全天候进出港需要。"
    )
    half = whole.index("三成") - 6
    text = "\n\n".join(
        [
            "# " + PORT[0],
            PORT[1],
            whole[:half],
            "# " + GRAIN[0],
            *GRAIN[1:],
            "（新华社江城3月6日电）",
            whole[half:],
        ]
    )
    first, second = read_page(text)
    assert whole in first.text and GRAIN[2] in second.text


def test_notices_and_labels():
    text = (
        "国内@要闻\n\n"
        + "\n\n".join(PORT)
        + "\n\n遗失声明\n\n赵晓云不慎遗失滨海市税务局开具的完税证明一张，声明作废。\n\n综合新闻\n\n"
        + "\n\n".join(GRAIN)
    )
    found = read_page(text)
    assert headlines(found) == [PORT[0], "遗失声明", GRAIN[0]]
    assert found[1].kind is ArticleKind.NOTICE
    assert not any("要闻" in a.text or "综合新闻" in a.text for a in found)


def test_imprint_dates_the_page():
    text = (
        "2024年11月6日 星期三\n第02版：要闻\n\n"
        + "\n\n".join(BRIDGE)
        + "\n\n责任编辑：周明 美编：林静远\n\nB3"
    )
    (found,) = read_page(text)
    assert found.published == date(2024, 11, 6) and found.headline == BRIDGE[0]
    assert [b.name for b in found.bylines] == ["孙涛"]


def test_boxes_of_bullets_do_not_stop_a_paragraph():
    at = PORT[2].index("自动装卸")
    (found,) = read_page(
        "\n\n".join([PORT[0], PORT[1], PORT[2][:at], "- 新增泊位四个\n- 水深18米", PORT[2][at:]])
    )
    assert PORT[2] in found.text and "新增泊位四个" in found.text


def test_regulation_with_signature_and_chapters():
    text = (
        "滨海市人民政府关于印发数据流通管理办法的通知\n\n滨府发〔2025〕7号\n\n各县（区）人民政府：\n\n现将《数据流通管理办法》印发给你们，请遵照执行。\n\n"
        "滨海市人民政府\n\n2025年3月18日\n\n（此件公开发布）"
    )
    (found,) = read_page(text)
    assert found.headline == "滨海市人民政府关于印发数据流通管理办法的通知"
    assert found.published == date(2025, 3, 18)
    assert [found.text[b.begin : b.end] for b in found.blocks if b.kind is BlockKind.NOTE][1:3] == [
        "滨海市人民政府",
        "2025年3月18日",
    ]


def test_lists_keep_their_items_apart():
    (found,) = read_page(
        "滨海市人大常委会任免名单\n\n任命：\n\n赵晓云为滨海市财政局局长；\n\n孙涛为滨海市审计局局长。\n\n免去：\n\n周明的滨海市财政局局长职务。"
    )
    assert found.headline == "滨海市人大常委会任免名单"
    assert "赵晓云为滨海市财政局局长；\n孙涛为滨海市审计局局长。" in found.text


def test_speakers_of_a_press_conference_are_no_bylines():
    text = "市政府召开新闻发布会\n\n2025-03-18 10:02 来源：滨海网\n\n主持人 周明：\n\n大家上午好！\n\n滨海日报记者：\n\n请问今年有哪些举措？\n\n赵晓云：\n\n感谢提问。我们将新增12条公交线路。"
    (found,) = read_page(text)
    assert (found.published, found.publisher, found.bylines) == (date(2025, 3, 18), "滨海网", ())
    assert "滨海日报记者：\n请问今年有哪些举措？\n赵晓云：" in found.text


def test_metadata_fills_what_the_page_does_not_say():
    text = "央视网消息（新闻联播）：全国春耕备耕有序推进，农资供应充足。"
    (found,) = read_page(
        text,
        headline="春耕有序推进",
        published=date(2025, 3, 6),
        publisher="中央广播电视总台",
        url="https://example.org/v",
    )
    assert (found.headline, found.published, found.publisher, found.url) == (
        "春耕有序推进",
        date(2025, 3, 6),
        "央视网",
        "https://example.org/v",
    )
    assert "春耕有序推进，" not in found.text.split("：")[0]


def test_dateline_wins_over_the_date_of_metadata():
    (found,) = read_page("\n".join(PORT[1:]), published=date(2025, 3, 8))
    assert found.published == date(2025, 3, 6)


def test_headline_in_a_dateline():
    text = "　　新华社江城3月6日电题：田野上的新农人\n　　新华社记者周明 林静远\n　　清晨，无人机掠过麦田，返乡青年正在操控植保作业。"
    (found,) = read_page(text)
    assert (found.headline, found.place) == ("田野上的新农人", "江城")
    assert [b.name for b in found.bylines] == ["周明", "林静远"]


def test_short_items_signed_in_brackets():
    found = read_page("■滨海市启动消费券发放，首批5000万元。（林海）\n\n■岭南省新增高速公路120公里。（王玥）")
    assert [[b.name for b in a.bylines] for a in found] == [["林海"], ["王玥"]]


def test_empty_and_odd_pages_give_nothing_or_something_but_never_raise():
    assert read_page("\n\n---\n\n***\n") == ()
    for text in (
        "#",
        "# 标题",
        "（",
        "——",
        "1",
        "记者",
        "\u3000\n\u200b",
        "完",
        "（完）",
        "|||",
        "## \n\n### ",
    ):
        read_page(text)
