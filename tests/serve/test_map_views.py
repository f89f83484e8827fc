"""What the views of the map tell of a small graph of our own."""

from pathlib import Path
from typing import Any

import pytest
from place_samples import HOSTILE, context_of, make_places

from kg.graph.store import GraphStore
from kg.serve.frames import Refusal
from kg.serve.index.syncing import sync_index
from kg.serve.views import Context, run_view


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return context_of(make_places(tmp_path_factory.mktemp("places")))


def places(context: Context, **asked: str) -> dict[str, dict[str, Any]]:
    answer = run_view(context, "map.places", asked)
    rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["places"] + answer["unplaced"]]
    return {row["name"]: row for row in rows}


def test_places_with_counts_codes_and_coordinates(context: Context):
    found = places(context)
    assert set(found) == {
        "广西壮族自治区",
        "江苏省",
        "徐州市",
        "沛县",
        "台湾省",
        "日本",
        "韩国",
        "中国",
        "澄江三角洲",
        HOSTILE,
    }
    guangxi, jiangsu = found["广西壮族自治区"], found["江苏省"]
    assert (guangxi["mentions"], guangxi["figures"]) == (1, 2)
    assert (guangxi["latitude"], guangxi["longitude"], guangxi["division"]) == (22.819, 108.3629, "450000")
    assert (jiangsu["mentions"], jiangsu["figures"], jiangsu["organizations"]) == (5, 1, 3)
    assert found["日本"]["country"] == "JP" and found["日本"]["kind"] == "Country"
    assert jiangsu["href"] == "/id/place/320000"


def test_the_most_spoken_of_come_first_and_what_cannot_be_drawn_stands_apart(context: Context):
    answer = run_view(context, "map.places", {})
    spoken = [row[8] + row[9] for row in answer["places"]]
    assert spoken == sorted(spoken, reverse=True)
    assert [row[2] for row in answer["unplaced"]] == ["澄江三角洲"]
    assert answer["total"] == 10


def test_days(context: Context):
    february = places(context, **{"from": "2026-02-01", "to": "2026-02-28"})
    assert set(february) == {"广西壮族自治区", "江苏省", "日本", "韩国", "中国"}
    assert (february["江苏省"]["mentions"], february["江苏省"]["figures"]) == (1, 1)
    assert "徐州市" in places(context, to="2024-12-31")
    assert places(context, **{"from": "2030-01-01"}) == {}
    with pytest.raises(Refusal, match="no day"):
        places(context, **{"from": "gestern"})


def test_one_place(context: Context):
    told = run_view(context, "map.place", {"iri": "place/320322"})
    assert (told["label"], told["division"], told["mentions"]) == ("沛县", "320322", 1)
    assert [ref["label"] for ref in told["within"]] == ["徐州市", "江苏省"]
    assert ["沛县", True] in [list(piece) for piece in told["sentences"][0]["pieces"]]
    jiangsu = run_view(context, "map.place", {"iri": "place/320000"})
    assert jiangsu["located"] == 3
    assert "江苏省水利厅" in [ref["label"] for ref in jiangsu["organizations"]]
    assert jiangsu["latest"][0]["value"] == "-2.4"
    for wrong in ("organization/water", "place/nowhere"):
        with pytest.raises(Refusal):
            run_view(context, "map.place", {"iri": wrong})


def test_what_areas_can_be_shaded_by(context: Context):
    found = run_view(context, "map.series", {})["series"]
    trade = next(s for s in found if s["measure"] == "ChangeRate")
    # 广西外贸进出口 and 江苏外贸进出口 are one indicator; the value of China as a whole compares with no province.
    assert (trade["indicator"], trade["basis"], trade["levels"]) == (
        "indicator/trade",
        "YearOnYear",
        {"provinces": 2},
    )
    cars = next(s for s in found if s["measure"] == "Level")
    assert (cars["label"], cars["unit"], cars["levels"]) == ("汽车产量", "辆", {"countries": 2})
    assert len(found) == 2


def test_values_by_area(context: Context):
    trade = next(s for s in run_view(context, "map.series", {})["series"] if s["measure"] == "ChangeRate")
    asked = {key: trade[key] for key in ("indicator", "measure", "unit_iri", "basis")}
    latest = run_view(context, "map.values", asked)
    assert [(v["division"], v["value"]) for v in latest["values"]] == [("320000", "-2.4"), ("450000", "11.5")]
    assert [(p["end"], p["areas"]) for p in latest["periods"]] == [("2025-12-31", 2), ("2024-12-31", 1)]
    before = run_view(context, "map.values", asked | {"period": "2024-01-01/2024-12-31"})
    assert [(v["division"], v["value"]) for v in before["values"]] == [("450000", "9.2")]
    assert latest["values"][0]["quotes"][0]["article"]["date"] == "2026-02-20"
    with pytest.raises(Refusal):
        run_view(context, "map.values", {"indicator": "x", "measure": "Level> . ?a ?b ?c"})


def test_countries_are_compared_with_china(context: Context):
    cars = next(s for s in run_view(context, "map.series", {})["series"] if s["measure"] == "Level")
    asked = {key: cars[key] for key in ("indicator", "measure", "unit_iri", "basis")}
    found = run_view(context, "map.values", asked)["values"]
    assert {v["country"]: v["value"] for v in found} == {"CN": "30000000", "JP": "9000000", "KR": "4000000"}


def test_an_empty_graph(tmp_path: Path):
    with GraphStore.open(tmp_path / "store") as store:
        sync_index(store, tmp_path / "store")
    empty = context_of(tmp_path)
    assert run_view(empty, "map.places", {}) | {"columns": ()} == {
        "columns": (),
        "places": [],
        "unplaced": [],
        "total": 0,
    }
    assert run_view(empty, "map.series", {}) == {"series": [], "total": 0}
    assert run_view(empty, "offices", {}) == {"offices": [], "total": 0}
