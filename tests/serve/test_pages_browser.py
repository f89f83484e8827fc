"""The pages of the server in a real browser without a network: cards, keys, switches, themes, phones, harm, access for all."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

from accessibility import assert_accessible
from page_samples import BASE, EVIL, PAGE, TEXT, make_pages
from serve_samples import served

ARTICLE, EVIL_ARTICLE = f"/id/{PAGE.removeprefix(BASE)}/a1", f"/id/{EVIL.removeprefix(BASE)}/a1"
KINDS = [
    "/id/place/320000", "/id/person/shen", "/id/organization/evil", "/id/indicator/export", "/id/statistic/f1", ARTICLE, EVIL_ARTICLE,
    f"/id/{PAGE.removeprefix(BASE)}", "/indicators", "/articles", "/checks", "/search?q=江苏", "/query", "/nothing-here",
]  # fmt: skip
TOLD = ("404", "Error: Aborted")
"""What the browser says of an address that is not there, and YASGUI of a query that the user ends: no faults."""

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output = tmp_path_factory.mktemp("pages-in-browser")
    make_pages(output)
    with served(output) as url:
        yield url


@pytest.fixture
def show(browser: Any, site: str) -> Iterator[Open]:
    """Open an address of the site; at the end nothing else was asked for, nothing was refused, and nothing went wrong."""
    contexts, faults = [], []

    def open_page(address: str, **settings: Any) -> Any:
        context = browser.new_context(**({"viewport": DESK, "locale": "zh-CN"} | settings))
        contexts.append(context)
        page = context.new_page()

        def ask(route: Any) -> None:
            if urlsplit(route.request.url).netloc == urlsplit(site).netloc or route.request.url.startswith(
                "data:"
            ):
                route.continue_()
            else:
                faults.append(f"asked for {route.request.url}")
                route.abort()

        context.route("**/*", ask)
        page.on("console", lambda m: faults.append(m.text) if _grave(m) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def _grave(message: Any) -> bool:
    return message.type in ("error", "warning") and not any(words in message.text for words in TOLD)


def mark(page: Any, words: str) -> Any:
    return page.locator("#text a.m", has_text=words).first


@pytest.mark.parametrize("address", KINDS)
def test_everybody_can_use_every_page(show: Open, address: str):
    page = show(address)
    if address == "/query":
        page.locator(".yasqe_queryButton").click()
        page.locator(".yasr td").first.wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)


@pytest.mark.parametrize("address", [*KINDS, "/id/place/320000?lang=en"])
def test_no_page_is_wider_than_a_phone(show: Open, address: str):
    page = show(address, viewport=PHONE, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("h1").first.is_visible()


@pytest.mark.parametrize("address", ["/id/organization/evil", EVIL_ARTICLE, "/articles", "/search?q=坏人", "/id/indicator/evil"])  # fmt: skip
def test_nothing_of_a_page_runs(show: Open, address: str):
    page = show(address)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for one in page.locator("#text a.m").all():
        one.hover()
    assert page.evaluate("window.harm") is None
    assert page.evaluate("[...document.images].length") == 0
    assert page.evaluate("[...document.links].every((a) => /^https?:$/.test(a.protocol))")


def test_pointing_at_a_mark_shows_its_fact(show: Open):
    page = show(ARTICLE)
    card = page.locator("#card")
    assert card.is_hidden()
    mark(page, "6.2%").hover()
    card.wait_for(state="visible")
    words = card.inner_text()
    assert (
        "+6.2%" in words
        and "同比" in words
        and "江苏省" in words
        and "南京海关" in words
        and "2026年1月" in words
    )
    assert card.locator("a[href='/id/indicator/export']").is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="hidden")


def test_a_name_inside_a_name_shows_both(show: Open):
    page = show(ARTICLE)
    mark(page, "国务院").hover()
    page.locator("#card").wait_for(state="visible")
    names = page.locator("#card .what").all_inner_texts()
    assert [name.strip() for name in names] == ["国务院", "国务院办公厅"]


def test_keyboard_alone_reaches_every_fact(show: Open):
    page = show(ARTICLE)
    mark(page, "林知远").focus()
    page.keyboard.press("Tab")
    page.locator("#card").wait_for(state="visible")
    assert page.evaluate("document.activeElement.textContent") == "南京海关"
    assert "南京海关" in page.locator("#card").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#card') !== null"), "the card's link has the focus"
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/id/organization/nanjing-customs"
    page.keyboard.press("Escape")
    assert (
        page.locator("#card").is_hidden()
        and page.evaluate("document.activeElement.textContent") == "南京海关"
    )
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_tap_keeps_the_card_until_another_place_is_tapped(show: Open):
    page = show(ARTICLE, viewport=PHONE, has_touch=True, is_mobile=True)
    mark(page, "3200亿元").tap()
    card = page.locator("#card.pinned")
    card.wait_for(state="visible")
    box = card.bounding_box()
    assert box and box["x"] == 0 and box["width"] == 390 and box["y"] + box["height"] <= 844 + 1
    page.locator("#card .close").tap()
    page.locator("#card").wait_for(state="hidden")
    assert page.url.endswith("/a1")


@pytest.mark.parametrize(("box", "words"), [("show-Organization", "南京海关"), ("show-figure", "6.2%"), ("show-Person", "沈怀瑾")])  # fmt: skip
def test_marks_can_be_switched_off(show: Open, box: str, words: str):
    page = show(ARTICLE)
    look = (
        "(node) => [getComputedStyle(node).textDecorationLine, getComputedStyle(node).backgroundColor].join()"
    )
    before = mark(page, words).evaluate(look)
    listed = page.locator(".told li:visible").count()
    page.locator(f"#{box}").uncheck()
    page.mouse.move(5, 5)
    assert mark(page, words).evaluate(look) != before
    assert page.locator(".told li:visible").count() < listed
    page.locator(f"#{box}").check()
    assert mark(page, words).evaluate(look) == before


def test_evidence_leads_to_its_words(show: Open):
    page = show("/id/person/shen")
    page.locator("#mentions blockquote a").first.click()
    page.wait_for_url(f"**/a1#c{TEXT.index('沈怀瑾')}")
    assert page.evaluate("document.querySelector(':target').textContent") == "沈怀瑾"
    begin = TEXT.index("3012亿元")
    page = show(f"{ARTICLE}#char={begin},{begin + 6}")
    assert page.locator(".found").inner_text() == "3012亿元"


def test_article_without_a_program_still_tells_its_facts(show: Open):
    page = show(ARTICLE, java_script_enabled=False)
    title = mark(page, "6.2%").get_attribute("title")
    assert title == "出口 · 同比 · +6.2% · 2026年1月"
    mark(page, "6.2%").click()
    assert "#f" in page.url and page.locator(".told li:target").is_visible()


def test_language_and_theme_are_kept(show: Open):
    page = show("/articles")
    page.locator("a.tool").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == "Articles"
    page.goto(page.url.split("?")[0])
    assert page.locator("h1").inner_text() == "Articles"
    assert page.evaluate("localStorage.getItem('jingwei.language')") == "en"
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_search_goes_to_its_results(show: Open):
    page = show("/articles")
    page.locator("form.find input").fill("江苏")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("main a.ref bdi").first.inner_text().startswith("江苏")


def test_named_query_runs_and_a_wrong_one_says_why(show: Open):
    page = show("/query")
    assert page.locator(".group").count() == 5
    page.locator("#find-query").fill("职务")
    assert 0 < page.locator("aside details:visible").count() < 10
    page.locator("details:has(form[data-name='posts-of-person']) summary").click()
    page.locator("form[data-name='posts-of-person'] input").first.fill("沈怀瑾")
    page.locator("form[data-name='posts-of-person'] button").click()
    page.locator(".yasr td", has_text="厅长").first.wait_for()
    assert "用时" in page.locator("#state").inner_text() and page.locator("#message").inner_text() == ""


def test_slow_query_shows_its_time_and_can_be_cancelled(show: Open):
    page = show("/query")
    page.evaluate(
        "editor.getTab().setQuery('SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c > ?l) }')"
    )
    page.evaluate("void editor.getTab().query().catch(() => undefined)")
    page.locator("#state.slow").wait_for(timeout=15_000)
    assert "查询较慢" in page.locator("#state").inner_text()
    page.locator("#cancel").click()
    page.locator("#state", has_text="已取消").wait_for()


def test_refusal_of_the_server_is_told_in_its_words(browser: Any, site: str):
    context = browser.new_context(viewport=DESK, locale="en-US")
    page = context.new_page()
    page.goto(f"{site}/query")
    page.evaluate(
        "editor.getTab().setQuery('SELECT * WHERE { SERVICE <http://else.example/> { ?s ?p ?o } }')"
    )
    page.evaluate("void editor.getTab().query().catch(() => undefined)")
    page.locator("#message", has_text="SERVICE is not allowed here").wait_for()
    context.close()
