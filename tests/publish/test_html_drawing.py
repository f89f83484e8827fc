"""The drawing itself: names that keep apart at every zoom, fingers, and everything at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from html_reader import Reader
from network_graphs import large

from kg.publish.html import write_html


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drawing") / "graph.html"
    write_html(large(2000), path, title="潮汐图")
    return path


@pytest.fixture
def reader(browser: Any, file: Path) -> Iterator[Reader]:
    one = Reader(browser, file)
    yield one
    one.close()


@pytest.fixture
def phone(browser: Any, file: Path) -> Iterator[Reader]:
    one = Reader(
        browser,
        file,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    )
    yield one
    one.close()


def view(reader: Reader) -> dict[str, float]:
    return dict(reader.page.evaluate("jingwei.view()"))


def assert_names_apart(reader: Reader, least: int) -> None:
    boxes = [label["box"] for label in reader.page.evaluate("jingwei.labels()")]
    assert len(boxes) >= least
    for i, a in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :])


@pytest.mark.parametrize("hash", ["#lang=zh", "#lang=zh&base=all"])
def test_names_keep_apart_at_every_zoom(browser: Any, file: Path, hash: str) -> None:
    one = Reader(browser, file, hash)
    one.page.mouse.move(720, 480)
    for turn in (-120, -120, -120, 120, 120, 120, 120, 120):
        one.page.mouse.wheel(0, turn)
        one.page.wait_for_timeout(350)
        assert_names_apart(one, 5)
    one.close()


def touch(reader: Reader, *steps: tuple[tuple[float, float], ...]) -> None:
    """Put fingers on the screen at the places of the first step, move them through the others, and lift them."""
    session = reader.context.new_cdp_session(reader.page)
    for number, step in enumerate(steps):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(step)]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": "touchMove" if number else "touchStart", "touchPoints": points},
        )
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
    reader.settle()


def test_two_fingers_zoom(phone: Reader) -> None:
    before = view(phone)
    touch(phone, *(((180 - 9 * i, 420 - 9 * i), (220 + 9 * i, 460 + 9 * i)) for i in range(9)))
    after = view(phone)
    assert after["scale"] > 1.5 * before["scale"]
    assert phone.page.evaluate("visualViewport.scale") == 1


def test_one_finger_moves_the_drawing(phone: Reader) -> None:
    before = view(phone)
    touch(phone, *(((376 - 15 * i, 130 + 12 * i),) for i in range(9)))
    after = view(phone)
    assert after["scale"] == before["scale"]
    assert after["x"] > before["x"] + 20 and after["y"] < before["y"] - 20


def test_a_tap_selects(phone: Reader) -> None:
    label = phone.page.evaluate("jingwei.labels()[0].text")
    at = phone.page.evaluate("label => jingwei.at(label)", label)
    box = phone.page.locator("#canvas").bounding_box()
    phone.page.touchscreen.tap(box["x"] + at["x"], box["y"] + at["y"])
    phone.settle()
    assert phone.page.inner_text("#panel h2") == label


def test_everything_at_once_is_seen_and_can_be_clicked(reader: Reader) -> None:
    reader.page.click("#menu-button")
    reader.page.click("#show-all")
    reader.page.wait_for_timeout(700)
    assert reader.counts()["nodes"] == 2000
    label = reader.page.evaluate("jingwei.labels()[0].text")
    reader.click_node(label)
    assert reader.page.inner_text("#panel h2") == label
    reader.page.keyboard.press("Escape")
    reader.page.click("#menu-button")
    reader.page.click("#show-core")
    reader.settle()
    assert reader.counts()["nodes"] == 300


def test_a_crowd_follows_the_mouse_and_is_sharp_again_at_rest(reader: Reader) -> None:
    reader.open("#lang=zh&base=all")
    reader.page.wait_for_timeout(500)
    before = view(reader)
    reader.page.mouse.move(1400, 120)
    reader.page.mouse.down()
    reader.page.mouse.move(1000, 420, steps=8)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(400)
    after = view(reader)
    assert after["x"] > before["x"] and after["scale"] == before["scale"]
    assert_names_apart(reader, 3)
