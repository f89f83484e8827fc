"""The outlines that the map draws: whole, closed, named by codes that the seeds know, and as small as a package can carry."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from kg.knowledge.tables import read_table
from kg.resources import folder
from kg.serve.pages.map import LAYERS, outlines, version

Point = tuple[float, float]


@pytest.fixture(scope="module")
def file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        (folder("seeds") / "places" / "outlines.json").read_text(encoding="utf-8")
    )
    return data


def rings(file: dict[str, Any], layer: str, code: str) -> Iterator[list[Point]]:
    for flat in file["layers"][layer][code]:
        assert len(flat) % 2 == 0
        points, x, y = [], 0, 0
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / file["scale"], y / file["scale"]))
        yield points


def area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def inside(file: dict[str, Any], layer: str, code: str, at: Point) -> bool:
    """Whether a point lies in an outline, by the even-odd rule over all its rings."""
    (x, y), found = at, False
    for points in rings(file, layer, code):
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                found = not found
    return found


def test_all_divisions_of_china_are_there(file: dict[str, Any]):
    rows = [row for row in read_table(folder("seeds") / "places" / "divisions.tsv") if not row["valid_to"]]
    provinces = {row["key"] for row in rows if row["subtype"] == "Province"}
    assert len(provinces) == 34
    assert set(file["layers"]["provinces"]) == provinces
    prefectures = {
        row["key"]
        for row in rows
        if row["subtype"] == "City" and row["key"].isdigit() and row["key"].endswith("00")
    }
    assert len(prefectures) == 333
    assert prefectures <= set(file["layers"]["prefectures"])
    assert set(file["layers"]["prefectures"]) <= {row["key"] for row in rows}


def test_countries_by_their_codes(file: dict[str, Any]):
    countries = {row["key"] for row in read_table(folder("seeds") / "places" / "countries.tsv")}
    drawn = set(file["layers"]["world"]) - {""}
    assert drawn <= countries
    assert len(drawn) >= 230
    assert {"CN", "JP", "US", "RU", "BR", "FR", "SG", "MV", "VA", "PS"} <= drawn
    # They belong to China, as on official maps of China.
    assert not drawn & {"TW", "HK", "MO"}


@pytest.mark.parametrize("layer", LAYERS)
def test_rings_are_rings_on_the_globe(file: dict[str, Any], layer: str):
    west, east = (-30, 330) if layer == "world" else (73, 136)
    for code in file["layers"][layer]:
        found = list(rings(file, layer, code))
        assert found, code
        for points in found:
            assert len(points) >= 3
            assert points[0] != points[-1]
            assert all(west <= x <= east and -90 <= y <= 90 for x, y in points), code
        assert sum(map(area, found)) > 0, code


def test_places_lie_in_their_outlines(file: dict[str, Any]):
    """Seats lie in their outlines, but for a few at coasts and borders that simpler lines cut off, as in Macao."""
    rows = read_table(folder("seeds") / "places" / "divisions.tsv")
    seats = {row["key"]: (float(row["longitude"]), float(row["latitude"])) for row in rows if row["latitude"]}
    for layer, share in (("provinces", 0.97), ("prefectures", 0.98)):
        known = [code for code in file["layers"][layer] if code in seats]
        right = [code for code in known if inside(file, layer, code, seats[code])]
        assert len(right) >= share * len(known), set(known) - set(right)


@pytest.mark.parametrize(
    ("place", "at"),
    {"Taipei": (121.5, 25.0), "Hong Kong": (114.17, 22.4), "Lhasa": (91.1, 29.6), "Zangnan": (93.6, 27.6), "Aksai Chin": (79.5, 35.2)}.items(),
)  # fmt: skip
def test_china_as_its_official_maps_have_it(file: dict[str, Any], place: str, at: Point):
    assert inside(file, "world", "CN", at)
    assert not any(inside(file, "world", code, at) for code in file["layers"]["world"] if code != "CN")
    assert sum(inside(file, "provinces", code, at) for code in file["layers"]["provinces"]) == 1


def test_the_south_china_sea(file: dict[str, Any]):
    lowest = min(y for points in rings(file, "provinces", "460000") for _, y in points)
    assert lowest < 5  # 曾母暗沙
    coast, hainan, *dashes = file["south_china_sea"]
    assert len(coast) > 5 and len(hainan) > 4 and len(dashes) == 9
    diaoyu = [
        points
        for points in rings(file, "provinces", "710000")
        if all(123.3 < x < 123.7 and 25.6 < y < 25.9 for x, y in points)
    ]
    assert diaoyu


def test_what_the_server_sends(file: dict[str, Any]):
    answers = {layer: json.loads(text) for layer, text in outlines().items()}
    assert answers["provinces"]["names"]["320000"] == "江苏"
    assert answers["world"]["names"]["JP"] == "日本"
    assert answers["provinces"]["south_china_sea"] == file["south_china_sea"]
    assert answers["world"]["outlines"] == file["layers"]["world"]
    assert sum(map(len, outlines().values())) < 600_000
    assert len(version()) == 12
