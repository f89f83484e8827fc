"""The network of `kg serve` in a real browser: the real server, the real store, and no other network."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from accessibility import assert_accessible
from explorer_samples import BASE, Page, fill, first, second, third
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from serve_samples import served

from kg.graph.store import GraphStore
from kg.graph.terms import ITSRDF, KG, NIF, RDF, RDFS

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
EVIL = "</script><img src=x onerror=alert(1)>\u202eDEKCATTA"
STATIONS = 330
"""Pumping stations in one county: more than the first view draws, and more neighbours than one answer holds."""


def stations() -> list[Quad]:
    """A page that names many stations, all in 云汀县."""
    names = [f"云汀{i}号泵站" for i in range(STATIONS)]
    page = Page(
        "泵站.txt", ["云汀县公布泵站名单。", *(f"{name}已建成。" for name in names)], "2026-02-01", "泵站名单"
    )
    page.build()
    at = len(page.sentences[0])
    for i, name in enumerate(names):
        node = NamedNode(f"{BASE}place/station{i}")
        page.add(node, RDF.type, KG.Entity, KG.Place, KG.Site)
        page.add(node, RDFS.label, Literal(name, language="zh"))
        page.add(node, KG.locatedIn, NamedNode(f"{BASE}place/yun"))
        page.add(page.span(NIF.Phrase, at, name), ITSRDF.taIdentRef, node)
        at += len(name) + len("已建成。")
    return page.quads


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explorer-in-browser")
    evil = Page(f"{EVIL}.txt", [f"沈砚青说{EVIL}。"], "2026-02-03", EVIL)
    with GraphStore.open(folder / "store") as store:
        fill(store, first(), second(), third(), evil)
        store.add(stations())
    return folder


@pytest.fixture(scope="module")
def site(out: Path) -> Iterator[str]:
    with served(out) as url:
        yield url


class Reader:
    """A browser page on the explorer; remembers what it asked for elsewhere and what went wrong."""

    def __init__(self, browser: Any, site: str, address: str = "/", **settings: Any) -> None:
        self.site, self.faults = site, list[str]()
        self.context = browser.new_context(**({"viewport": DESK, "locale": "zh-CN"} | settings))
        self.context.route("**/*", self.ask)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on(
            "console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: self.faults.append(f"a dialog: {dialog.message}"))
        self.open(address)

    def ask(self, route: Any) -> None:
        url = urlsplit(route.request.url)
        if url.netloc == urlsplit(self.site).netloc or url.scheme in ("data", "blob"):
            route.continue_()
        else:
            self.faults.append(f"asked for {route.request.url}")
            route.abort()

    def open(self, address: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(self.site + address)
        self.page.wait_for_selector("html[data-ready]", state="attached")
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is asked for any more."""
        self.page.wait_for_timeout(60)
        self.page.wait_for_selector("main[aria-busy=false]")

    def find(self, text: str) -> None:
        """Type into the search and wait for what it finds."""
        self.page.keyboard.press("/")
        self.page.fill("#search", text)
        self.page.wait_for_selector("#results:not([aria-busy])")

    def search(self, text: str) -> None:
        self.find(text)
        self.page.keyboard.press("Enter")
        self.rest()

    def title(self) -> str:
        return str(self.page.inner_text("#panel h2"))

    def counts(self) -> dict[str, int]:
        return dict(self.page.evaluate("jingwei.counts()"))

    def hash(self) -> str:
        return str(self.page.evaluate("location.hash"))

    def press(self, name: str) -> None:
        self.page.locator("#panel").get_by_role("button", name=name).click()
        self.rest()


Open = Callable[..., Reader]


@pytest.fixture
def show(browser: Any, site: str) -> Iterator[Open]:
    """Open an address of the site; at the end no other site was asked, nothing was refused, and nothing went wrong."""
    readers: list[Reader] = []

    def opened(address: str = "/", **settings: Any) -> Reader:
        readers.append(Reader(browser, settings.pop("site", site), address, **settings))
        return readers[-1]

    yield opened
    for reader in readers:
        reader.context.close()
    assert [fault for reader in readers for fault in reader.faults] == []


def test_first_view_has_the_best_connected_part(show: Open) -> None:
    one = show()
    assert one.counts()["nodes"] == 300
    assert "联系最密的 300 个实体" in one.page.inner_text("#note")
    assert "云汀县" in [label["text"] for label in one.page.evaluate("jingwei.labels()")]
    links = one.page.locator("#site a")
    assert {"/map", "/indicators", "/query"} <= {
        links.nth(i).get_attribute("href") for i in range(links.count())
    }
    assert_accessible(one.page)


def test_search_finds_aliases_parts_indicators_headlines_and_sentences(show: Open) -> None:
    one = show()
    one.search("省水利厅")
    assert one.title() == "东江省水利厅"
    one.find("供水")
    found = one.page.inner_text("#results")
    assert "供水量" in found and "东江省供水增长" in found and "顾望山2日说" in found
    assert one.page.locator("#results mark").first.inner_text() == "供水"
    assert_accessible(one.page)
    one.find("没有这个名字")
    assert "没有找到" in one.page.inner_text("#results")


def test_hits_in_texts_open_the_page_of_the_article(show: Open) -> None:
    one = show()
    one.find("参与 GDP 核算")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/id/page/*/a1#c*")
    assert one.page.locator(f"[id='{one.hash()[1:]}']").count() == 1
    one.page.go_back()
    one.page.wait_for_selector("html[data-ready]", state="attached")
    one.find("签约金额")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/id/indicator/*")


def test_a_node_shows_its_facts_with_their_sentences(show: Open) -> None:
    one = show()
    one.search("顾望山")
    panel = one.page.inner_text("#panel")
    assert "厅长" in panel and "东江省水利厅" in panel and "澄湖市供水增长6.5%" in panel
    assert "顾望山" in one.page.locator("#panel mark").all_inner_texts()
    assert one.page.locator("#panel a.button").get_attribute("href") == "/id/person/gu"
    places = [a.get_attribute("href") for a in one.page.locator("#panel blockquote footer a").all()]
    assert places and all(p.startswith("/id/page/") and "/a1#c" in p for p in places)
    one.page.locator("#panel .evidence").first.click()
    assert "供水增长" in one.page.inner_text("#panel .sources >> nth=0")
    assert_accessible(one.page)
    one.page.locator("#panel blockquote footer a").first.click()
    one.page.wait_for_url("**/a1#c*")
    assert one.page.locator(f"[id='{one.hash()[1:]}']").count() == 1


def test_figures_link_to_their_indicator(show: Open) -> None:
    one = show()
    one.search("澄湖市")
    assert "供水量" in one.page.inner_text("#panel .figures")
    assert (
        one.page.locator("#panel .figures a", has_text="供水量")
        .first.get_attribute("href")
        .startswith("/id/indicator/")
    )


def test_neighbours_come_page_by_page_and_go(show: Open) -> None:
    one = show()
    one.page.click("#menu-button")
    one.page.click("#show-core")
    one.search("云汀县")
    before = one.counts()["nodes"]
    one.press("展开邻居")
    assert before < one.counts()["nodes"] <= before + 40
    one.press("只看此处")
    assert 40 < one.counts()["nodes"] <= 61
    more = one.page.locator("#panel").get_by_role("button", name="展开邻居")
    while more.is_enabled():
        one.press("展开邻居")
    assert one.counts()["nodes"] > STATIONS
    one.press("收起邻居")
    assert one.counts()["nodes"] < 20


def test_path(show: Open) -> None:
    one = show()
    one.search("顾望山")
    one.page.keyboard.press("p")
    one.search("国家水利总局")
    one.page.wait_for_selector("#panel .path")
    assert one.page.evaluate("jingwei.path()") == ["顾望山", "东江省水利厅", "国家水利总局"]
    assert "厅长" in one.page.inner_text("#panel .path")
    again = show("/" + one.hash())
    assert again.page.evaluate("jingwei.path()") == ["顾望山", "东江省水利厅", "国家水利总局"]
    one.page.keyboard.press("Escape")
    assert one.page.evaluate("jingwei.path()") is None


def test_back_forward_and_a_link_in_a_fresh_browser(show: Open) -> None:
    one = show()
    one.search("沈砚青")
    one.search("澄湖水务集团")
    one.page.click("#back")
    one.rest()
    assert one.title() == "沈砚青"
    one.page.click("#forward")
    one.rest()
    assert one.title() == "澄湖水务集团"
    one.search("云汀329号泵站")
    one.page.locator("label.toggle", has_text="人物").click()
    other = show("/" + one.hash())
    assert other.title() == "云汀329号泵站" and other.counts() == one.counts()
    assert "已建成" in other.page.inner_text("#panel")


def test_a_broken_link_opens_the_plain_view(show: Open) -> None:
    one = show("/#s=n:no/such&path=a~b&add=%E0%A4%A&from=yesterday&off=Nothing&flip=x")
    assert one.counts()["nodes"] == 300 and not one.page.is_visible("#panel")


def test_links_of_the_one_file_to_an_article_and_an_indicator_open_the_same_here(show: Open) -> None:
    page = first()
    page.build()
    key = f"{page.page.value[-16:]}/a1"
    one = show(f"/#s=a:{key}")
    assert one.title() == "东江省供水增长" and f"s=a:{key}" in one.hash()
    chips = one.page.locator("#panel .chips li").all_inner_texts()
    assert {"东江省水利厅", "顾望山", "澄湖市", "云汀县", "ＡＢ2智能公司"} == set(chips)
    assert one.page.locator("#panel table.figures tr").count() == 1
    assert one.page.locator("#panel a.button").get_attribute("href").endswith("/a1")
    one.page.locator("#panel .chips button").first.click()
    one.rest()
    one.page.click("#back")
    one.rest()
    assert one.title() == "东江省供水增长"
    other = show("/#s=i:供水量")
    assert other.title() == "供水量"
    assert other.page.locator("#panel table.figures td.number").all_inner_texts() == ["6.5", "7"]


def test_a_filter_takes_away_what_was_added_and_never_opened(show: Open) -> None:
    added = "/#base=none&add=person/shen~organization/ab2"
    assert show(added).counts()["nodes"] == 2
    one = show(f"{added}&from=2026-03-05")
    assert one.counts()["nodes"] == 1
    assert "沈砚青" in one.page.evaluate("jingwei.csv()")


def test_filters_by_type_relation_date_and_page(show: Open) -> None:
    one = show()
    box = one.page.locator
    box("label.toggle", has_text="人物").click()
    assert one.counts()["nodes"] == 298
    box("label.toggle", has_text="人物").click()
    lines = one.counts()["lines"]
    box("label.toggle", has_text="位于").click()
    assert one.counts()["lines"] < lines
    box("label.toggle", has_text="位于").click()
    one.page.locator("#legend input[type=date]").first.fill("2026-03-04")
    one.rest()
    assert 0 < one.counts()["nodes"] < 10
    assert "沈砚青" in one.page.evaluate("jingwei.csv()")
    one.page.locator("#legend button.quiet").click()
    one.rest()
    one.page.select_option("#legend select", label="三.txt")
    one.rest()
    names = {r[4] for r in csv.reader(io.StringIO(one.page.evaluate("jingwei.csv()"))) if r[0] == "entity"}
    assert {"顾望山", "沈砚青", "云汀县"} <= names and len(names) < 6
    other = show("/" + one.hash())
    assert other.counts() == one.counts()


def test_everything_at_once(show: Open) -> None:
    one = show()
    one.page.click("#menu-button")
    one.page.click("#show-all")
    one.rest()
    assert one.counts()["nodes"] >= STATIONS


def test_list_and_keyboard_alone(show: Open) -> None:
    one = show()
    one.page.focus("#canvas")
    one.page.keyboard.press("ArrowRight")
    one.rest()
    assert one.title()
    one.page.keyboard.press("Escape")
    one.page.keyboard.press("l")
    assert "顾望山" in one.page.inner_text("#list")
    assert_accessible(one.page)
    one.page.locator("#list button.node", has_text="沈砚青").focus()
    one.page.keyboard.press("Enter")
    one.rest()
    assert one.title() == "沈砚青"
    assert one.page.evaluate("document.activeElement.closest('#list') !== null")
    for _ in range(2):
        one.page.keyboard.press("Escape")
    assert not one.page.is_visible("#list")


def test_phone(show: Open) -> None:
    one = show(viewport=PHONE, has_touch=True, is_mobile=True)
    assert not one.page.is_visible("#legend")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    one.search("沈砚青")
    panel = one.page.locator("#panel").bounding_box()
    assert panel["width"] == 390 and panel["y"] > 300
    assert_accessible(one.page)


def test_dark_and_english_are_kept_for_the_other_pages(show: Open) -> None:
    one = show()
    one.page.click("#menu-button")
    one.page.click("#language")
    one.rest()
    assert one.page.inner_text("#list-button") == "List"
    assert one.page.inner_text("#site a[aria-current]") == "Network"
    one.page.click("#menu-button")
    one.page.click("#theme")
    assert one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
    one.search("沈砚青")
    assert_accessible(one.page)
    one.page.goto(one.site + "/indicators")
    assert one.page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == [
        "en",
        "dark",
    ]
    fresh = show("/?lang=en")
    assert fresh.page.inner_text("#list-button") == "List"


def test_exports(show: Open) -> None:
    one = show()
    one.search("顾望山")
    one.press("只看此处")
    for button, start in (("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbfrecord"), ("ttl", b"@prefix")):
        one.page.click("#menu-button")
        with one.page.expect_download() as waiting:
            one.page.click(f"#export-{button}")
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(start)
    store = Store()
    store.load(content, format=RdfFormat.TURTLE)
    assert store.query(
        "ASK { ?p a <http://www.w3.org/ns/org#Membership> ; <https://w3id.org/jingwei/ontology#postTitle> '厅长'@zh }"
    )


def test_a_slow_answer_is_waited_for_and_a_newer_question_takes_its_place(show: Open) -> None:
    one = show()
    held: list[Any] = []
    one.page.route("**/explore/node?*", lambda route: held.append(route))
    one.find("顾望山")
    one.page.keyboard.press("Enter")
    one.page.wait_for_selector("main[aria-busy=true]")
    assert one.title() == "顾望山" and "正在读取" in one.page.inner_text("#panel")
    assert one.page.is_visible("#progress") and one.page.get_attribute("#panel", "aria-busy") == "true"
    one.find("沈砚青")
    one.page.keyboard.press("Enter")
    one.page.wait_for_timeout(100)
    assert len(held) == 2
    held[1].continue_()
    one.rest()
    assert one.title() == "沈砚青" and "市长" in one.page.inner_text("#panel")
    assert not one.page.is_visible("#progress") and not one.page.is_visible("#trouble")


def test_a_server_that_stopped_is_told_with_a_way_to_try_again(browser: Any, out: Path) -> None:
    with ExitStack() as running:
        one = Reader(browser, running.enter_context(served(out)))
    one.page.fill("#search", "顾望山")
    one.page.wait_for_selector("#trouble")
    assert "服务器没有回答" in one.page.inner_text("#trouble")
    assert_accessible(one.page)
    port = urlsplit(one.site).port or 0
    with ExitStack() as running:
        running.enter_context(served(out, port=port))
        one.page.get_by_role("button", name="重试").click()
        one.page.wait_for_selector("#results li:has-text('顾望山')")
        assert not one.page.is_visible("#trouble")
        one.search("沈砚青")
        assert one.title() == "沈砚青"
    one.context.close()
    assert all("ERR_CONNECTION_REFUSED" in fault for fault in one.faults)


def test_a_refusal_is_told_in_its_own_words(show: Open) -> None:
    one = show()
    one.page.route("**/explore/node?*", lambda route: route.fulfill(status=503, body="The server is busy.\n"))
    one.find("顾望山")
    one.page.keyboard.press("Enter")
    one.page.wait_for_selector("#trouble")
    assert "The server is busy." in one.page.inner_text("#trouble")
    assert "正在读取" not in one.page.inner_text("#panel")
    one.page.unroute("**/explore/node?*")
    one.page.get_by_role("button", name="重试").click()
    one.rest()
    assert "厅长" in one.page.inner_text("#panel") and not one.page.is_visible("#trouble")
    one.faults = [fault for fault in one.faults if "503" not in fault]


def test_hostile_text_is_only_text(show: Open) -> None:
    one = show()
    one.find("沈砚青说")
    assert "</script>" in one.page.inner_text("#results")
    assert one.page.locator("#results img, #results script").count() == 0
    one.search("沈砚青")
    panel = one.page.inner_text("#panel")
    assert "<img src=x onerror" in panel and "\u202e" not in panel
    assert one.page.locator("#panel img, #panel script, a[href^='javascript' i]").count() == 0
    one.page.keyboard.press("Escape")
    one.page.keyboard.press("l")
    assert one.page.locator("#list img, #list script").count() == 0


def test_an_empty_store_says_so(browser: Any, tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "store"):
        pass
    with served(tmp_path) as url:
        one = Reader(browser, url)
        assert "还没有实体" in one.page.inner_text("#blank")
        one.context.close()
        assert one.faults == []
