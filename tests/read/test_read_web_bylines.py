"""HTML pages that print byline, source and date beside the main text; lone surrogates in JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from kg.read import articles, read
from kg.records import Article, Page, Problem

BODY = (
    "<p>夜里十点，滨城港三号码头灯火通明，桥吊起落，集装箱卡车排着队穿过闸口，比去年同期多出两成。</p>"
    "<p>“今年一季度订单已经排满。”滨城港务公司总经理罗长青说，公司新增夜班作业岗位120个，平均每小时装卸箱量提高到38箱。</p>"
    "<p>滨城市交通运输局副局长章明远表示，下一步将继续优化通关流程，力争全年集装箱吞吐量突破300万标箱，增长8%左右。</p>"
)


def web_page(folder: Path, beside: str, head: str = "", body: str = BODY) -> tuple[Page, Article]:
    path = folder / "page.html"
    path.write_text(
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>滨城港夜里更忙</title>{head}</head><body><nav class="nav">'
        f'<a class="author" href="/">首页</a></nav><div class="main"><h1>滨城港夜里更忙</h1>{beside}<div class="content">{body}</div>'
        '<div class="editor">责任编辑：沈默</div></div><div class="related"><p class="author">记者 别处人</p></div>'
        "<footer><p class='source'>来源：别处网</p>海湾网版权所有</footer></body></html>",
        encoding="utf-8",
    )
    (page,) = read([path])
    assert isinstance(page, Page), page
    (story,) = articles(page)
    return page, story


@pytest.mark.parametrize(
    ("beside", "names"),
    [
        ('<p class="byline">海湾日报滨城2月3日电（记者 林一舟 通讯员 何小满）</p>', ["林一舟", "何小满"]),
        ('<div class="author">林一舟 何小满</div>', ["林一舟", "何小满"]),
        ('<div class="article-author">文/林一舟 图/何小满</div>', ["林一舟", "何小满"]),
        ('<div class="info"><span itemprop="author">本报记者 林一舟</span></div>', ["林一舟"]),
        ('<div class="author">责任编辑 林一舟</div>', []),
        ('<div class="author">海湾网</div>', []),
    ],
)
def test_bylines_beside_the_main_text(tmp_path: Path, beside: str, names: list[str]):
    page, story = web_page(tmp_path, beside)
    assert [b.name for b in story.bylines] == names
    for byline in story.bylines:
        assert story.text[byline.begin : byline.end] == byline.name
        assert page.text[story.offsets[byline.begin]] == byline.name[0]
    assert story.headline == "滨城港夜里更忙" and "别处" not in page.text


def test_source_and_date_beside_the_main_text(tmp_path: Path):
    beside = '<div class="info"><span class="pubtime">2026年02月03日 09:12</span><span class="source">来源：海湾日报</span></div>'
    page, story = web_page(tmp_path, beside)
    assert page.metadata.published == story.published == date(2026, 2, 3)
    assert story.publisher == "海湾日报"
    page, _ = web_page(
        tmp_path,
        '<time datetime="2026-02-04T08:00:00+08:00">昨天</time><span class="laiyuan">海湾晚报</span>',
    )
    assert (page.metadata.published, page.metadata.publisher) == (date(2026, 2, 4), "海湾晚报")
    page, _ = web_page(
        tmp_path,
        beside,
        head='<meta name="pubdate" content="2026-02-05"><meta name="source" content="新海社">',
    )
    assert (page.metadata.published, page.metadata.publisher) == (date(2026, 2, 5), "新海社")


def test_author_of_the_head_only_where_the_page_names_nobody(tmp_path: Path):
    head = '<meta name="author" content="林一舟">'
    assert [b.name for b in web_page(tmp_path, "", head)[1].bylines] == ["林一舟"]
    dated = BODY.replace("<p>夜里", "<p>海湾日报滨城2月3日电（记者 何小满）夜里", 1)
    assert [b.name for b in web_page(tmp_path, "", head, dated)[1].bylines] == ["何小满"]
    assert web_page(tmp_path, "", '<meta name="author" content="海湾网编辑部">')[1].bylines == ()


def test_lone_surrogates_become_replacement_characters(tmp_path: Path):
    path = tmp_path / "broken.jsonl"
    record = {
        "id": "n\ud8001",
        "text": "新华社滨城2月3日电\ud800港口\udfff开航\U0001f6a2。",
        "headline": "开\ud800航",
        "publisher": "新\udc00海社",
        "date": "2026-02-03",
    }
    path.write_text(json.dumps(record) + "\n", encoding="ascii")
    (page,) = read([path])
    assert isinstance(page, Page)
    assert page.text == "新华社滨城2月3日电\ufffd港口\ufffd开航\U0001f6a2。"
    assert page.source == "broken.jsonl#n\ufffd1"
    assert (page.metadata.headline, page.metadata.publisher) == ("开\ufffd航", "新\ufffd海社")
    for article in articles(page):
        article.text.encode("utf-8")


def test_lone_surrogates_in_a_side_file(tmp_path: Path):
    (tmp_path / "a.txt").write_text("本报讯 港口开航。", encoding="utf-8")
    (tmp_path / "a.meta.json").write_text(
        '{"headline": "港口\\ud83d开航", "datePublished": "\\udc00"}', encoding="utf-8"
    )
    found = list(read([tmp_path / "a.txt"]))
    (page,) = [p for p in found if isinstance(p, Page)]
    assert page.metadata.headline == "港口\ufffd开航" and page.metadata.published is None
    assert [p for p in found if isinstance(p, Problem)]
