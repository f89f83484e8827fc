"""axe-core on the one file, in every state that a reader brings it to, in both languages and themes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_accessible
from html_reader import Reader
from network_graphs import small
from pyoxigraph import Store

from kg.publish.html import write_html

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS = {
    "zh light": ("#lang=zh", {}),
    "en dark": ("#lang=en", {"color_scheme": "dark"}),
    "zh dark phone": ("#lang=zh", {"color_scheme": "dark", **PHONE}),
    "en light phone": ("#lang=en", PHONE),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accessible") / "graph.html"
    write_html(small(), path, title="潮汐图")
    return path


@pytest.fixture(params=LOOKS)
def reader(request: pytest.FixtureRequest, browser: Any, file: Path) -> Iterator[Reader]:
    hash, context = LOOKS[request.param]
    one = Reader(browser, file, hash, **context)
    yield one
    one.close()


def test_every_state(reader: Reader) -> None:
    page = reader.page
    assert_accessible(page)
    reader.search("望潮市")
    page.locator("#panel .evidence").first.click()
    assert_accessible(page)
    page.keyboard.press("/")
    page.fill("#search", "潮汐")
    reader.settle()
    assert_accessible(page)
    page.fill("#search", "没有这个名字")
    reader.settle()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.click("#menu-button")
    assert_accessible(page)
    page.keyboard.press("Escape")
    reader.open("#s=&path=person/he~person/lin&" + page.url.partition("#")[2].rpartition("&")[2])
    assert "3" in page.inner_text("#panel h2, #panel .kind")
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator("#canvas").focus()
    page.keyboard.press("l")
    reader.settle()
    assert_accessible(page)


def test_legend_of_the_phone_and_an_empty_graph(browser: Any, file: Path, tmp_path: Path) -> None:
    one = Reader(browser, file, **PHONE)
    one.page.click("#legend-button")
    assert_accessible(one.page)
    one.close()
    write_html(Store(), tmp_path / "empty.html")
    one = Reader(browser, tmp_path / "empty.html")
    assert_accessible(one.page)
    one.close()
