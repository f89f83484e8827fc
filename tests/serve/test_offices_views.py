"""The list of offices and one office, from a small graph of our own, and as pages of the server."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from place_samples import HOSTILE, context_of, make_places
from serve_samples import BASE, served

from kg.serve.frames import Refusal
from kg.serve.views import Context, run_view

WATER = f"{BASE}organization/water"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_places(tmp_path_factory.mktemp("offices"))


@pytest.fixture(scope="module")
def context(output: Path) -> Context:
    return context_of(output)


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[str]:
    with served(output) as url:
        yield url


def titles(context: Context, **asked: object) -> list[tuple[str, str]]:
    rows = run_view(context, "offices", asked)["offices"]
    return [(row["organization"]["label"], row["title"]) for row in rows]


def test_offices_with_most_holders_or_latest_changes_first(context: Context):
    assert titles(context)[:2] == [("江苏省水利厅", "厅长"), ("江苏省水利厅", "副厅长")]
    assert titles(context, order="recent")[:2] == [("外贸部", "部长"), ("江苏省水利厅", "厅长")]
    rows = run_view(context, "offices", {})["offices"]
    first = rows[0]
    assert (first["people"], first["reports"], first["last"], first["change"]) == (
        2,
        4,
        "2026-05-11",
        "2026-03-19",
    )
    assert first["names"] == ["李明", "卢望舒"]
    assert len(rows) == 6


def test_words_of_names_and_titles(context: Context):
    assert titles(context, q="水利 厅长") == [
        ("江苏省水利厅", "厅长"),
        ("江苏省水利厅", "副厅长"),
        ("江苏省水利厅", "党组书记、厅长"),
    ]
    assert titles(context, q="又名trade 部长") == [("外贸部", "部长")]
    assert titles(context, q="没有这个") == []
    assert run_view(context, "offices", {"page": 2})["offices"] == []


def test_one_office_with_evidence_and_akin_titles(context: Context):
    found = run_view(context, "office", {"organization": WATER, "title": "厅长"})
    assert [post["person"]["label"] for post in found["posts"]] == ["卢望舒", "卢望舒", "李明", "李明"]
    assert found["titles"] == [["副厅长", 2, True], ["党组书记、厅长", 1, True]]
    quote = found["posts"][1]["quotes"][0]
    assert "免去卢望舒" in "".join(text for text, _ in quote["pieces"])
    assert quote["article"]["date"] == "2026-03-20"


def test_what_is_no_office(context: Context):
    whole = run_view(context, "office", {"organization": WATER})
    assert whole["posts"] == [] and {title for title, _, _ in whole["titles"]} == {
        "厅长",
        "副厅长",
        "党组书记、厅长",
    }
    for organization, title in ((WATER, "船长"), (f"{BASE}organization/none", "厅长")):
        with pytest.raises(Refusal) as refusal:
            run_view(context, "office", {"organization": organization, "title": title})
        assert refusal.value.status == 404


def office(server: str, organization: str, title: str | None = None, **query: str) -> httpx.Response:
    asked = {"organization": organization, **({"title": title} if title else {}), **query}
    return httpx.get(f"{server}/office", params=asked, headers={"Accept": "text/html"})


def test_the_page_of_an_office(server: str):
    page = office(server, WATER, "厅长")
    assert page.status_code == 200
    text = page.text
    assert text.index("卢望舒") < text.index("李明")
    assert '<svg class="timeline"' in text and "任2026-03-19" in text
    assert "2026-05-11" in text and "免去卢望舒的江苏省水利厅厅长职务" in text
    assert quote("党组书记、厅长", safe="") in text
    english = office(server, WATER, "厅长", lang="en").text
    assert "Holders over time" in english and "from 2026-03-19" in english


def test_the_page_of_an_organization_draws_its_offices(server: str):
    answer = httpx.get(WATER.replace(BASE, f"{server}/id/"), headers={"Accept": "text/html"})
    assert answer.status_code == 200
    text = answer.text
    assert text.count('<svg class="timeline"') == 2 and text.count('class="timeline-key"') == 1
    drawing = text[text.index('<svg class="timeline"') : text.index("</svg>", text.index('class="scale"'))]
    assert drawing.index("卢望舒") < drawing.index("李明") and 'href="/id/person/' in drawing
    assert f"title={quote('厅长', safe='')}" in text and "2 位任职者" in text


def test_an_office_without_days_has_a_table_and_no_timeline(server: str):
    text = office(server, f"{BASE}organization/trade", "专员").text
    assert "穆青" in text and '<svg class="timeline"' not in text and "无法画出时间线" in text


def test_hostile_names_and_titles_stay_text(server: str):
    for page in (
        office(server, f"{BASE}organization/odd", '"部长"\\<b>'),
        httpx.get(f"{server}/offices", headers={"Accept": "text/html"}),
    ):
        assert page.status_code == 200
        assert "<img src=x" not in page.text and "\u202e" not in page.text
        assert "&lt;img src=x" in page.text
        assert "script-src 'self'" in page.headers["content-security-policy"]
    assert HOSTILE not in office(server, f"{BASE}organization/odd").text


def test_refusals(server: str):
    for address, status in (
        ("/office", 400), ("/office?organization=%20", 400), (f"/office?organization={WATER}&title=x", 404), ("/offices?page=0", 400),
        (f"/offices?q={'x' * 300}", 400), ("/map/outlines/none.json", 404), ("/map/place?iri=place/none", 404), ("/map/data?from=x", 400),
    ):  # fmt: skip
        assert httpx.get(server + address).status_code == status, address


def test_lists_turn_their_pages(server: str):
    page = httpx.get(
        f"{server}/offices", params={"q": "厅长", "order": "recent"}, headers={"Accept": "text/html"}
    ).text
    assert page.count('class="office"') == 3
    assert 'value="厅长"' in page
    assert (
        "没有符合条件"
        in httpx.get(f"{server}/offices?q=zzz", headers={"Accept": "text/html", "Accept-Language": "zh"}).text
    )
