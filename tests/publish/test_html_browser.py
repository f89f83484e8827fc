"""The HTML file in a real headless Chromium with the network off: what a reader sees and does."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from html_reader import Reader
from network_graphs import HOSTILE, hostile, large, small
from pyoxigraph import RdfFormat, Store

from kg.publish.html import write_html


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    graphs = {"small": small(), "hostile": hostile(), "large": large(1200), "empty": Store()}
    for name, store in graphs.items():
        write_html(store, folder / f"{name}.html", title="潮汐图")
    return {name: folder / f"{name}.html" for name in graphs}


@pytest.fixture
def reader(browser: Any, files: dict[str, Path]) -> Iterator[Reader]:
    one = Reader(browser, files["small"])
    yield one
    one.close()


def painted(reader: Reader) -> int:
    """How many different colours the drawing holds."""
    return int(
        reader.page.evaluate(
            """() => {
                const c = document.querySelector('#canvas canvas');
                const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                const seen = new Set();
                for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
                return seen.size;
            }"""
        )
    )


def test_opens_and_draws(reader: Reader) -> None:
    assert reader.counts()["nodes"] == 10
    assert painted(reader) > 50
    assert "共 10 个实体" in reader.page.inner_text("#note")
    assert reader.page.title() == "潮汐图"


def test_names_do_not_overlap_at_rest(browser: Any, files: dict[str, Path]) -> None:
    for name, size in (("small", (1440, 900)), ("large", (1440, 900)), ("large", (390, 844))):
        one = Reader(browser, files[name], viewport={"width": size[0], "height": size[1]})
        boxes = [label["box"] for label in one.page.evaluate("jingwei.labels()")]
        assert len(boxes) >= 8
        for i, a in enumerate(boxes):
            assert not any(
                a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :]
            )
        one.close()


def test_search_finds_aliases_and_parts(reader: Reader) -> None:
    for words in ("潮测总局", "国家潮汐总局", "潮 测 总局"):
        reader.search(words)
        assert reader.page.inner_text("#panel h2") == "国家潮汐观测总局"
    reader.page.keyboard.press("/")
    reader.page.fill("#search", "没有这个名字")
    assert "没有找到" in reader.page.inner_text("#results")


def test_click_shows_facts_with_their_sentences(reader: Reader) -> None:
    reader.click_node("林照海")
    panel = reader.panel()
    assert "局长" in panel and "国家潮汐观测总局" in panel and "2025-03-01" in panel
    assert "《办法》施行一年，成效明显" in panel
    marks = reader.page.locator("#panel mark").all_inner_texts()
    assert "林照海" in marks
    footer = reader.page.inner_text("#panel section:has(mark) blockquote footer >> nth=0")
    assert "潮汐观测总局公布年度数据" in footer and "海湾日报" in footer and "bay-2025.txt" in footer
    reader.page.locator("#panel .evidence").first.click()
    assert "全年观测站增至1200个" in reader.page.inner_text("#panel .sources >> nth=0")


def test_figures_as_table_and_line(reader: Reader) -> None:
    reader.search("望潮市")
    assert "观测站数量" in reader.panel() and "1200个" in reader.panel()
    assert reader.page.locator("#panel svg.chart circle").count() == 3
    reader.page.locator("#panel .figures .name").first.click()
    reader.settle()
    assert reader.page.inner_text("#panel h2") == "观测站数量"


def test_policy_has_number_and_issuer(reader: Reader) -> None:
    reader.search("潮汐资料管理办法")
    assert "潮测发〔2025〕7号" in reader.panel()
    assert "发布者" in reader.panel()


def test_shortest_path(reader: Reader) -> None:
    reader.search("何望舒")
    reader.page.keyboard.press("p")
    reader.search("林照海")
    assert reader.page.evaluate("jingwei.path()") == [
        "何望舒",
        "国家潮汐观测总局数据司",
        "国家潮汐观测总局",
        "林照海",
    ]
    assert "3 步" in reader.panel()
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("jingwei.path()") is None
    reader.search("孤帆科技有限公司")
    reader.page.keyboard.press("p")
    reader.search("林照海")
    assert "没有路径" in reader.panel()


def test_filters_by_type_relation_date_and_page(reader: Reader) -> None:
    box = reader.page.locator
    box("label.toggle", has_text="地点").click()
    assert reader.counts()["nodes"] == 8
    box("label.toggle", has_text="地点").click()
    before = reader.counts()["lines"]
    box("label.toggle", has_text="任职于").click()
    assert reader.counts()["lines"] == before - 2
    box("label.toggle", has_text="同句提及").click()
    assert reader.counts()["lines"] > before - 2
    reader.page.locator("#legend input[type=date]").first.fill("2026-01-01")
    reader.settle()
    assert reader.counts()["nodes"] == 3
    reader.page.locator("#legend button.quiet").click()
    reader.page.select_option("#legend select", label="bay-2026.txt")
    reader.settle()
    assert reader.counts()["nodes"] == 3


def test_back_forward_and_a_link_reopen_the_same_view(reader: Reader) -> None:
    reader.search("林照海")
    reader.search("望潮市")
    reader.page.click("#back")
    reader.settle()
    assert reader.page.inner_text("#panel h2") == "林照海"
    reader.page.click("#forward")
    reader.settle()
    assert reader.page.inner_text("#panel h2") == "望潮市"
    reader.page.locator("label.toggle", has_text="活动").click()
    hash, counts = reader.page.evaluate("location.hash"), reader.counts()
    reader.open(hash)
    assert reader.counts() == counts and reader.page.inner_text("#panel h2") == "望潮市"
    for words in ("观测站数量", "新站点投用"):
        reader.search(words)
        reader.open(reader.page.evaluate("location.hash"))
        assert reader.page.inner_text("#panel h2") == words


def test_a_broken_link_opens_the_plain_view(reader: Reader) -> None:
    reader.open("#s=n:no/such&path=a~b&add=%E0%A4%A&from=yesterday&off=Nothing&flip=x&page=none")
    assert reader.counts()["nodes"] == 10 and not reader.panel()


def test_keyboard_alone(reader: Reader) -> None:
    reader.page.focus("#canvas")
    reader.page.keyboard.press("ArrowRight")
    reader.settle()
    first = reader.page.inner_text("#panel h2")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        reader.page.keyboard.press(key)
    reader.settle()
    assert reader.page.inner_text("#panel h2") and first
    assert "已选择" in reader.page.inner_text("#status")
    reader.page.keyboard.press("Escape")
    assert not reader.panel()
    reader.page.keyboard.press("l")
    assert "林照海" in reader.page.inner_text("#list") and "局长" in reader.page.inner_text("#list")
    reader.page.keyboard.press("Escape")
    assert not reader.page.is_visible("#list")


def test_expand_collapse_hide_and_focus(browser: Any, files: dict[str, Path]) -> None:
    one = Reader(browser, files["large"])
    assert one.counts()["nodes"] == 300
    assert "300 个实体，共 1200 个" in one.page.inner_text("#note")
    one.search("编号01193的Notice")
    assert one.counts()["nodes"] == 301
    one.page.get_by_role("button", name="展开邻居").click()
    grown = one.counts()["nodes"]
    assert grown > 301
    one.page.get_by_role("button", name="收起邻居").click()
    assert one.counts()["nodes"] < grown
    one.page.get_by_role("button", name="只看此处").click()
    one.settle()
    assert 1 < one.counts()["nodes"] < 60
    one.page.get_by_role("button", name="隐藏").click()
    assert not one.panel()
    one.page.click("#menu-button")
    one.page.click("#show-all")
    one.settle()
    assert one.counts()["nodes"] == 1200
    one.close()


def test_exports(reader: Reader) -> None:
    rows = list(csv.reader(io.StringIO(reader.page.evaluate("jingwei.csv()"))))
    assert sum(r[0] == "entity" for r in rows) == 10 and any(r[7] == "post: 局长" for r in rows)
    store = Store()
    store.load(reader.page.evaluate("jingwei.turtle()").encode(), format=RdfFormat.TURTLE)
    ask = "ASK { ?p a <http://www.w3.org/ns/org#Membership> ; <https://w3id.org/jingwei/ontology#postTitle> '局长'@zh }"
    assert store.query(ask)
    for button, start in (("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbfrecord"), ("ttl", b"@prefix")):
        reader.page.click("#menu-button")
        with reader.page.expect_download() as waiting:
            reader.page.click(f"#export-{button}")
        assert Path(waiting.value.path()).read_bytes().startswith(start)


def test_english_dark_and_remembered(reader: Reader) -> None:
    reader.page.click("#menu-button")
    reader.page.click("#language")
    assert reader.page.inner_text("#list-button") == "List"
    reader.page.click("#menu-button")
    reader.page.click("#theme")
    assert reader.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert reader.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"


def test_phone(browser: Any, files: dict[str, Path]) -> None:
    one = Reader(
        browser, files["small"], viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    assert not one.page.is_visible("#legend")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    one.search("林照海")
    panel = one.page.locator("#panel").bounding_box()
    assert panel["width"] == 390 and panel["y"] > 300
    one.page.click("#panel-close")
    assert not one.panel()
    one.close()


def test_hostile_text_is_only_text(browser: Any, files: dict[str, Path]) -> None:
    one = Reader(browser, files["hostile"])
    assert one.counts()["nodes"] == len(HOSTILE) + 1
    for words in ("</script>", "<img", "quoted", "反向", "长长", "脚本人", "👩‍👩‍👧‍👦🇨🇳", "alert(8)"):
        one.search(words)
        assert one.page.is_visible("#panel")
        for button in one.page.locator("#panel .evidence").all():
            button.click()
        assert_only_text(one, "#panel")
    one.search("<img src=x")
    one.page.keyboard.press("/")
    one.page.fill("#search", "<")
    one.settle()
    assert_only_text(one, "#results")
    one.page.keyboard.press("Escape")
    one.page.keyboard.press("Escape")
    one.page.focus("#canvas")
    one.page.keyboard.press("l")
    assert_only_text(one, "#list")
    one.page.keyboard.press("l")
    for selection in ("i:<img src=x onerror=alert(2)>", "a:" + "0" * 15 + "1/a1"):
        one.open("#s=" + quote(selection, safe=":/"))
        assert one.page.is_visible("#panel"), selection
        assert_only_text(one, "#panel")
    one.close()


def assert_only_text(one: Reader, part: str) -> None:
    assert one.page.locator(f"{part} :is(img, script, iframe, b:has-text('粗体'))").count() == 0
    assert one.page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
    assert not set(one.page.inner_text(part)) & set("\u202e\u202c\u2028\u2029\u2066\u2069\u200f\u061c")


def test_empty_graph_says_so(browser: Any, files: dict[str, Path]) -> None:
    one = Reader(browser, files["empty"])
    assert "还没有实体" in one.page.inner_text("#blank")
    one.close()
