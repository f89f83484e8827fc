"""The pages of the server as HTML: what stands on them, in which language, and that nothing of a page's text is markup."""

import re
from collections.abc import Iterator

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

import lxml.html  # noqa: E402
from page_samples import BARE, BASE, EVIL, HARM, PAGE, TEXT, make_pages  # noqa: E402
from serve_samples import served  # noqa: E402

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "zh-CN,zh;q=0.9"}
ALL = [
    "/id/place/320000", "/id/person/shen", "/id/organization/js-commerce", "/id/organization/evil", "/id/policy/waimao",
    "/id/indicator/export", "/id/statistic/f1", f"/id/{PAGE.removeprefix(BASE)}", f"/id/{PAGE.removeprefix(BASE)}/a1",
    f"/id/{EVIL.removeprefix(BASE)}", f"/id/{EVIL.removeprefix(BASE)}/a1", f"/id/{BARE.removeprefix(BASE)}/a1",
    "/indicators", "/articles", "/checks", "/query", "/search", "/search?q=江苏", "/nothing-here", "/id/place/999999",
]  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[httpx.Client]":
    output = tmp_path_factory.mktemp("pages")
    make_pages(output)
    with served(output) as url, httpx.Client(base_url=url, timeout=30, headers=BROWSER) as client:
        yield client


def opened(client: "httpx.Client", address: str) -> "lxml.html.HtmlElement":
    response = client.get(address)
    assert response.status_code == 200, (address, response.text[:300])
    return lxml.html.fromstring(response.text)


def text_of(node: "lxml.html.HtmlElement") -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("address", ALL)
def test_every_page_is_whole_and_strict(client: "httpx.Client", address: str):
    response = client.get(address)
    page = lxml.html.fromstring(response.text)
    assert response.headers["content-type"].startswith("text/html") and "Accept" in response.headers["vary"]
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    identifiers = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert len(page.xpath("//h1")) == 1 and page.xpath("//title")[0].text.strip()
    assert not page.xpath("//*[@style] | //style | //script[not(@src)] | //*[@*[starts-with(name(), 'on')]]")
    for link in page.xpath("//a/@href | //link/@href"):
        assert link.startswith(("/", "#", "?", "http://", "https://", "data:,")) or link == "", link
        if link.startswith("#"):
            assert link == "#main" or link[1:] in identifiers, link
    assert len(page.xpath("//header[@class='site']//nav//a")) == 7


@pytest.mark.parametrize("address", ["/id/organization/evil", f"/id/{EVIL.removeprefix(BASE)}/a1", f"/id/{EVIL.removeprefix(BASE)}", "/articles", "/search?q=坏人"])  # fmt: skip
def test_text_of_pages_is_never_markup(client: "httpx.Client", address: str):
    response = client.get(address)
    page = lxml.html.fromstring(response.text)
    assert not page.xpath("//img") and "window.harm=2" not in "".join(page.xpath("//script/text()"))
    assert "javascript:" not in "".join(page.xpath("//@href")) and "\u202e" not in response.text
    assert HARM.replace("\u202e", "\ufffd").split("{")[0][:60] in page.text_content()


def test_entity_page_tells_everything_with_its_evidence(client: "httpx.Client"):
    page = opened(client, "/id/person/shen")
    assert text_of(page.xpath("//h1")[0]) == "沈怀瑾" and "沈厅长" in text_of(
        page.xpath("//p[@class='names']")[0]
    )
    posts = [text_of(entry) for entry in page.xpath("//ol[@class='line']/li")]
    assert len(posts) == 2 and "江苏省商务厅 厅长" in posts[0] and "报道于 2026-02-06" in posts[0]
    assert "2024-05-01" in posts[1] and "任命" in posts[1]
    quote = page.xpath("//section[@id='posts']//blockquote")[0]
    assert "订单排到了三季度" in text_of(quote)
    place = TEXT.index("江苏省商务厅厅长")
    assert quote.xpath(".//a/@href")[0] == f"/id/{PAGE.removeprefix(BASE)}/a1#c{place}"
    mention = page.xpath("//section[@id='mentions']//mark")[0]
    assert mention.text == "沈怀瑾"
    assert page.xpath("//a[@href='/#s=n:person%2Fshen']")


def test_figures_of_a_place_are_grouped_and_drawn(client: "httpx.Client"):
    page = opened(client, "/id/place/320000")
    section = page.xpath("//section[@id='figures.area']")[0]
    assert text_of(section.xpath(".//h3")[0]) == "出口"
    values = [text_of(value) for value in section.xpath(".//b[@class='value']")]
    assert sorted(values) == sorted(["3200亿元", "3012亿元", "超3500亿元", "+6.2%"])
    drawing = section.xpath(".//svg[@role='img']")
    assert len(drawing) == 1 and "2025年1月 至 2026年1月" in drawing[0].xpath("./desc")[0].text
    facts = text_of(page.xpath("//dl[@class='facts']")[-1])
    assert "320000" in facts and "32.06, 118.79" in facts


@pytest.mark.parametrize(
    ("address", "part"), [("/id/place/320000", "mentions"), ("/id/place/320000", "figures.area")]
)
def test_one_part_of_an_entity_alone(client: "httpx.Client", address: str, part: str):
    page = opened(client, f"{address}?part={part}")
    assert [s.get("id") for s in page.xpath("//main//section[@id]")] == [part]
    assert client.get(f"{address}?part={part}&page=7").status_code == 404
    assert client.get(f"{address}?part=nothing").status_code == 404
    assert client.get(f"{address}?part={part}&page=0").status_code == 400


def test_article_page_shows_the_original_text_with_its_marks(client: "httpx.Client"):
    page = opened(client, f"/id/{PAGE.removeprefix(BASE)}/a1")
    for extra in page.xpath("//span[@class='notes']"):
        extra.drop_tree()
    block = page.xpath("//div[@class='block']")[0].text_content()
    assert block == TEXT[: TEXT.index("另一篇")].rstrip()
    office = next(node for node in page.xpath("//a[contains(@class, 'm ')]") if node.text == "国务院")
    assert len(office.get("data-facts").split()) == 2, "the name inside a name knows both"
    rate = next(node for node in page.xpath("//a[contains(@class, 'fig')]") if node.text == "6.2%")
    told = text_of(page.get_element_by_id(rate.get("href")[1:]))
    assert (
        "+6.2%" in told
        and "出口" in told
        and "增速, 同比" in told
        and "江苏省" in told
        and "南京海关" in told
    )
    assert rate.get("id") == f"c{TEXT.index('6.2%')}", "places are code points"
    ship = page.get_element_by_id(f"c{TEXT.index('🚢')}")
    assert "said" in ship.get("class") and ship.text_content() == "🚢订单排到了三季度。"


def test_other_article_of_the_page_is_left_out(client: "httpx.Client"):
    second = opened(client, f"/id/{PAGE.removeprefix(BASE)}/a2")
    assert second.xpath("//div[@class='block']")[0].text_content() == TEXT[TEXT.index("另一篇") :].rstrip()
    whole = opened(client, f"/id/{PAGE.removeprefix(BASE)}")
    assert "南京海关6日发布" in text_of(whole.get_element_by_id("text")) and "苏州市2月5日" in text_of(whole)
    assert len(whole.xpath("//section[h2[starts-with(., '本版文章')]]//li")) == 2


def test_page_without_its_text_shows_its_sentences(client: "httpx.Client"):
    page = opened(client, f"/id/{BARE.removeprefix(BASE)}/a1")
    assert page.xpath("//div[@class='block']")[0].text_content() == "苏州市港口去年又添三条航线。"
    assert "没有保存全文" in text_of(page)


def test_indicator_page_never_joins_what_differs(client: "httpx.Client"):
    page = opened(client, "/id/indicator/export")
    runs = page.xpath("//section[@id='series']//svg[@role='img']//g")
    assert len(runs) == 1 and len(runs[0].xpath("./path[@class='dot']")) == 3, (
        "the rate is no point of the levels' line"
    )
    tables = page.xpath("//table[@class='values']")
    assert [len(table.xpath(".//tbody/tr")) for table in tables] == [3, 1]
    assert text_of(tables[0].xpath(".//tbody/tr")[0]).startswith("江苏省2026年1月3200亿元 南京海关")


def test_lists_filter_and_count(client: "httpx.Client"):
    assert text_of(opened(client, "/indicators").xpath("//tbody/tr")[0]).startswith("出口4江苏省")
    assert opened(client, "/indicators?q=没有").xpath("//div[@class='empty']")
    rows = opened(client, "/articles?q=苏州").xpath("//ul[contains(@class, 'rows')]/li")
    assert len(rows) == 1 and "另一篇：苏州开出新航线" in text_of(rows[0])
    found = opened(client, "/search?q=江苏")
    assert [text_of(h).split()[0] for h in found.xpath("//main//h2")] == ["实体", "文章", "原句"]
    assert "没有找到" in text_of(opened(client, "/search?q=火星"))


def test_checks_refuse_what_they_do_not_know(client: "httpx.Client"):
    assert client.get("/checks?rule=nothing").status_code == 400
    assert client.get("/checks?severity=Agreement").status_code == 200


def test_language_by_address_cookie_and_browser(client: "httpx.Client"):
    def words(address: str = "/articles", **headers: str) -> tuple[str, str]:
        client.cookies.clear()
        response = client.get(address, headers=headers)
        page = lxml.html.fromstring(response.text)
        return page.get("lang"), response.headers.get("set-cookie", "").split(";")[0]

    assert words() == ("zh-CN", "")
    assert words(**{"Accept-Language": "en-GB,en;q=0.9,zh;q=0.2"}) == ("en", "")
    assert words(**{"Accept-Language": "fr, zh;q=0.3"}) == ("zh-CN", "")
    assert words("/articles?lang=en") == ("en", "jingwei.language=en")
    assert words(Cookie="jingwei.language=en") == ("en", "")
    assert words("/articles?lang=zh", Cookie="jingwei.language=en") == ("zh-CN", "jingwei.language=zh")
    client.cookies.clear()


def test_refusals_are_pages_for_people_and_lines_for_programs(client: "httpx.Client"):
    shown = client.get("/nothing-here")
    assert (
        shown.status_code == 404
        and "Nothing is served at this address." in shown.text
        and "<h1>" in shown.text
    )
    for accept in ("*/*", "application/json", "text/turtle"):
        plain = client.get("/nothing-here", headers={"Accept": accept})
        assert plain.status_code == 404 and plain.text == "Nothing is served at this address.\n"
    hostile = client.get("/checks", params={"rule": HARM})
    assert hostile.status_code == 400 and not lxml.html.fromstring(hostile.text).xpath("//img")


@pytest.mark.parametrize(
    ("form", "media"),
    [("turtle", "text/turtle"), ("ntriples", "application/n-triples"), ("jsonld", "application/ld+json")],
)
def test_data_of_a_node_by_a_link(client: "httpx.Client", form: str, media: str):
    response = client.get(f"/id/place/320000?format={form}")
    assert response.status_code == 200 and response.headers["content-type"].startswith(media)
    assert client.get("/id/place/320000?format=nothing").status_code == 406


def test_numbers_are_written_in_the_language_of_the_page(client: "httpx.Client"):
    page = opened(client, "/id/indicator/export?lang=en")
    client.cookies.clear()
    assert "320 billion CNY" in text_of(page) and "year on year" in text_of(page)
    assert re.search(r"> 350 billion CNY", text_of(page))
