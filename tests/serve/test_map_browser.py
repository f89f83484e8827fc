"""The map and the offices in a real browser with the network blocked: keyboard, mouse, touch, phone, dark, both languages."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from accessibility import assert_accessible
from place_samples import make_places
from serve_samples import BASE, served

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS = {
    "zh light": {"locale": "zh-CN"},
    "en dark": {"locale": "en-US", "color_scheme": "dark"},
    "zh dark phone": {"locale": "zh-CN", "color_scheme": "dark", **PHONE},
    "en light phone": {"locale": "en-US", **PHONE},
}
OFFICE = f"/office?organization={quote(BASE, safe='')}organization%2Fwater&title={quote('厅长')}"

# What pyproj 3.7 gives for `+proj=aea +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +R=1` and `+proj=natearth +lon_0=150 +R=1`.
ALBERS = {
    (116.4, 39.9): (0.1497386117, 0.0779177750), (87.6, 43.8): (-0.2158461810, 0.1573072852),
    (109.5, 18.25): (0.0764323018, -0.3089737922), (121.5, 25.03): (0.2597119690, -0.1721027781), (105, 36): (0.0, 0.0),
}  # fmt: skip
NATURAL_EARTH = {
    (116.4, 39.9): (-0.4712201804, 0.7039821471), (-74, 40.7): (1.9005731473, 0.7180222715), (2.35, 48.86): (-1.9791490138, 0.8595592222),
    (-58.4, -34.6): (2.1716604327, -0.6105524351), (151.2, -33.9): (0.0172332314, -0.5981757350),
}  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_places(tmp_path_factory.mktemp("map"))) as url:
        yield url


class Tab:
    """A tab of the browser that reaches this server only and notes what goes wrong."""

    def __init__(self, browser: Any, server: str, **look: Any) -> None:
        self.server, self.faults = server, []
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **look})
        self.page = self.context.new_page()
        self.page.route("**/*", self._only_here)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _only_here(self, route: Any) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(self.server).netloc:
            route.continue_()
        else:
            self.faults.append(f"asked for {route.request.url}")
            route.abort()

    def open(self, address: str) -> Any:
        self.page.goto(self.server + address)
        if address.startswith("/map"):
            self.page.wait_for_selector("#map[data-ready]")
            self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector("#map:not([aria-busy])")
        self.page.wait_for_timeout(150)

    def camera(self) -> list[float]:
        return list(
            self.page.evaluate(
                "() => { const m = document.querySelector('#map-stage > .world').transform.baseVal.consolidate().matrix; return [m.a, m.e, m.f]; }"
            )
        )


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Any, server: str) -> Iterator[Tab]:
    made = Tab(browser, server, **LOOKS[getattr(request, "param", "zh light")])
    yield made
    made.context.close()
    assert made.faults == []


def test_projections_against_known_points(tab: Tab):
    page = tab.open("/map")
    for name, points in (("albers", ALBERS), ("naturalEarth", NATURAL_EARTH)):
        found = page.evaluate(
            f"async (points) => {{ const p = (await import('/static/map/projection.js')).{name}(); return points.map(([x, y]) => p(x, y)); }}",
            [list(point) for point in points],
        )
        for (x, y), (right, up) in zip(found, points.values(), strict=True):
            assert abs(x - right) < 1e-9 and abs(-y - up) < 1e-9


def test_classes_of_colour(tab: Tab):
    page = tab.open("/map")

    def classes(values: list[float]) -> list[str]:
        return page.evaluate(
            "async (values) => { const s = (await import('/static/map/shades.js')).shades(values); return values.map(s.classOf); }",
            values,
        )

    assert classes([1, 2, 3, 4, 5]) == [f"step-{n}" for n in (1, 2, 3, 4, 5)]
    assert classes([-2, 5]) == ["less-2", "more-2"]
    assert classes([-9, -5, -1, 0, 8]) == ["less-3", "less-2", "less-1", "more-1", "more-3"]
    assert classes([7]) == ["step-3"]
    many = classes(list(range(100)))
    assert many == sorted(many) and len(set(many)) == 5
    assert classes([]) == []


@pytest.mark.parametrize("tab", LOOKS, indirect=True)
def test_every_state_is_accessible(tab: Tab):
    page = tab.open("/map")
    assert_accessible(page)
    page.locator(".choice", has_text="广西").first.click()
    page.wait_for_selector("#map-panel .back")
    assert_accessible(page)
    page.click("[data-set='mode=figures']")
    tab.settle()
    assert_accessible(page)
    page.locator("#map-panel .choice").first.click()
    page.wait_for_selector("#map-panel .legend")
    assert_accessible(page)
    page.click("[data-set='view=world']")
    tab.settle()
    assert_accessible(page)
    for address in ("/offices", "/offices?q=none", OFFICE):
        page = tab.open(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_places_are_drawn_named_and_opened(tab: Tab):
    page = tab.open("/map")
    assert page.locator(".areas path").count() == 34
    assert page.locator("circle.place").count() == 6
    assert "广西" in page.locator(".names").text_content()
    page.locator("circle.place").first.hover()
    assert "江苏" in page.locator("#map-tip").inner_text()
    page.locator("circle.place").first.click()
    page.wait_for_selector("#map-panel .back")
    panel = page.inner_text("#map-panel")
    assert "江苏省" in panel and "江苏省水利厅" in panel and "-2.4%" in panel
    assert page.locator("#map-panel .button.strong").get_attribute("href") == "/id/place/320000"
    assert "place=" in page.url
    page.reload()
    page.wait_for_selector("#map-panel .back")
    assert "江苏省" in page.inner_text("#map-panel h2")
    page.click("#map-panel .back")
    assert page.locator("#map-panel .choice").count() == 10
    assert "澄江三角洲" in page.locator(".unplaced").text_content()


def test_english_names_and_places_close_together(tab: Tab):
    counties = [
        [f"{BASE}place/3203{n}", f"/id/place/3203{n}", f"第{n}县", "County", f"99{n:04}", None, 34.3 + n / 50, 117.2, 20 - n, 0, 0]
        for n in range(12)
    ]  # fmt: skip
    counties.append([f"{BASE}place/320300", "/x", "徐州市", "City", "320300", None, 34.2, 117.2, 50, 0, 0])
    columns = "iri href name kind division country latitude longitude mentions figures organizations".split()
    answer = {"columns": columns, "places": counties, "unplaced": [], "total": 13}
    tab.page.route("**/map/data*", lambda route: route.fulfill(json=answer))
    page = tab.open("/map?lang=en")
    assert "Xuzhou" in (page.locator("#map-stage .names").text_content() or "")
    assert page.locator("#map-panel .choice", has_text="Xuzhou").locator(".own").inner_text() == "徐州市"
    few = page.locator("#map-stage circle:visible").count()
    assert few < 13 and page.locator("circle.cluster").count() > 0
    for _ in range(6):
        page.locator("#map-in").click()
        tab.settle()
    assert page.locator("#map-stage circle.absorbed").count() < 13 - few


def test_world_and_filters(tab: Tab):
    page = tab.open("/map?view=world")
    assert page.locator(".areas path").count() > 230
    assert "日本" in page.locator(".names").text_content()
    page.select_option("#map-kind", "Country")
    tab.settle()
    assert page.locator("#map-panel > .choices > li").count() == 3
    page.select_option("#map-kind", "")
    page.fill("#map-from", "2026-02-01")
    page.fill("#map-to", "2026-02-28")
    tab.settle()
    names = page.locator("#map-panel .choice bdi").all_inner_texts()
    assert sorted(names) == sorted(["江苏省", "广西壮族自治区", "中国", "日本", "韩国"])
    page.fill("#map-from", "2031-01-01")
    page.fill("#map-to", "2031-01-02")
    tab.settle()
    assert page.locator("#map-empty").is_visible()


def test_figures_shade_areas_with_legend_and_table(tab: Tab):
    page = tab.open("/map?mode=figures")
    page.locator("#map-panel .choice", has_text="货物贸易").click()
    page.wait_for_selector("#map-panel .legend")
    assert "less-2" in page.locator("path[data-code='320000']").first.get_attribute("class")
    assert "more-2" in page.locator("path[data-code='450000']").first.get_attribute("class")
    assert page.locator("#map-panel tbody th").all_inner_texts() == ["广西壮族自治区", "江苏省"]
    page.select_option("#map-panel select", "2024-01-01/2024-12-31")
    tab.settle()
    assert page.locator("#map-panel tbody th").all_inner_texts() == ["广西壮族自治区"]
    assert "+9.2%" in page.inner_text("#map-panel tbody")
    again = page.url
    page.click("#map-panel .back")
    tab.settle()
    page.locator("#map-panel .choice", has_text="汽车产量").click()
    page.wait_for_selector("#map-panel .legend")
    assert page.get_attribute("[data-set='view=world']", "aria-pressed") == "true"
    assert page.locator(".area.shaded").count() == 3
    tab.open(again.removeprefix(tab.server))
    page.wait_for_selector("#map-panel .legend")
    assert "+9.2%" in page.inner_text("#map-panel tbody")


def test_keyboard(tab: Tab):
    page = tab.open("/map")
    page.focus("#map-stage")
    k, x, y = tab.camera()
    page.keyboard.press("+")
    assert tab.camera()[0] > k
    page.keyboard.press("0")
    assert tab.camera() == pytest.approx([k, x, y], abs=0.1)
    page.keyboard.press("ArrowLeft")
    assert tab.camera()[1] == pytest.approx(x + 60, abs=0.1)
    page.focus("#map-panel .choice >> nth=1")
    assert page.locator("#map-tip").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-panel .back")
    assert page.evaluate("document.activeElement.tagName") == "H2"


def test_mouse_zooms_around_the_pointer_and_pans(tab: Tab):
    page = tab.open("/map")
    frame = page.locator("#map-stage").bounding_box()
    px, py = frame["width"] * 0.7, frame["height"] * 0.4
    k, x, y = tab.camera()
    page.mouse.move(frame["x"] + px, frame["y"] + py)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    bigger, x2, y2 = tab.camera()
    assert bigger > k * 1.3
    assert ((px - x2) / bigger, (py - y2) / bigger) == pytest.approx(((px - x) / k, (py - y) / k), abs=0.5)
    page.mouse.down()
    page.mouse.move(frame["x"] + px - 90, frame["y"] + py + 40, steps=4)
    page.mouse.up()
    assert tab.camera()[1:] == pytest.approx([x2 - 90, y2 + 40], abs=1)
    assert "place=" not in page.url


@pytest.mark.parametrize("tab", ["zh dark phone"], indirect=True)
def test_two_fingers(tab: Tab):
    page = tab.open("/map")
    frame = page.locator("#map-stage").bounding_box()
    mx, my = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    k = tab.camera()[0]
    touch = tab.context.new_cdp_session(page)

    def fingers(kind: str, apart: float | None) -> None:
        points = (
            []
            if apart is None
            else [{"x": mx - apart, "y": my, "id": 0}, {"x": mx + apart, "y": my, "id": 1}]
        )
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 30)
    for apart in range(40, 100, 10):
        fingers("touchMove", apart)
    fingers("touchEnd", None)
    page.wait_for_timeout(100)
    assert tab.camera()[0] == pytest.approx(k * 3, rel=0.1)
    assert page.evaluate("visualViewport.scale") == 1
    # A tap opens a place, and both the map and what is told of the place are in sight.
    page.tap("#map-home")
    page.locator("circle.place").first.tap()
    page.wait_for_selector("#map-panel .back")
    page.wait_for_timeout(100)
    assert 0 < page.locator("#map-panel").bounding_box()["y"] < 600


def test_hostile_names_stay_text(tab: Tab):
    page = tab.open("/map")
    page.on("dialog", lambda dialog: tab.faults.append(f"a dialog: {dialog.message}"))
    page.fill("#map-panel input", "img src")
    page.locator("#map-panel .choice").first.click()
    page.wait_for_selector("#map-panel .back")
    assert "<img src=x" in page.inner_text("#map-panel h2")
    assert page.locator("#map-panel img").count() == 0
    assert "\u202e" not in page.inner_text("body")


def test_a_failing_server_is_told_and_tried_again(tab: Tab):
    page = tab.open("/map")
    broken = "**/map/place?*"
    page.route(broken, lambda route: route.fulfill(status=503, body="The store cannot be read just now.\n"))
    page.locator("#map-panel .choice").first.click()
    page.wait_for_selector("#map-panel [role=alert]")
    assert "The store cannot be read just now." in page.inner_text("#map-panel")
    page.unroute(broken)
    page.click("#map-panel .button")
    page.wait_for_selector("#map-panel .back")
    tab.faults[:] = [fault for fault in tab.faults if "503" not in fault]


@pytest.mark.parametrize("tab", LOOKS, indirect=True)
def test_the_timeline_of_an_office(tab: Tab):
    page = tab.open("/offices")
    page.locator("a.office").first.click()
    page.wait_for_selector("svg.timeline")
    assert page.locator("svg.timeline a.term").count() == 2
    page.locator("svg.timeline a.term").nth(1).focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#holder-1")
    assert "李明" in page.inner_text("tbody:target")
    page.locator("tbody:target summary").first.click()
    assert "任命李明" in page.inner_text("tbody:target blockquote >> nth=0")
    page.locator(".chips a.akin").last.click()
    page.wait_for_selector("h1")
    assert "党组书记、厅长" in page.inner_text("h1")
