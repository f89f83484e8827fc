"""The series of an indicator and its picture, on figures of our own."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

import sys

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from graph_samples import RUN, Draft

from kg.graph import GraphStore, page_quads
from kg.publish import charts
from kg.publish.charts import ChartError, draw
from kg.publish.series import SeriesError, kind_of_period, series
from kg.records import Measure, Period

TEXT = "东江省去年出口980亿元，前年出口900亿元，去年12月外贸出口85亿元，增长8.9%；桥梁产量12座，桥梁出口产量3座。"


@pytest.fixture(scope="module")
def store() -> GraphStore:
    draft = Draft(TEXT, "one.txt")
    draft.mention("东江省", "Place", "place/dong", "Province")
    last = Period(date(2025, 1, 1), date(2025, 12, 31))
    for text, value, unit, label, period in (
        ("980亿元", "98000000000", "CNY", "出口", last),
        ("900亿元", "90000000000", "CNY", "出口额", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("85亿元", "8500000000", "CNY", "东江外贸出口", Period(date(2025, 12, 1), date(2025, 12, 31))),
        ("12座", "12", "座", "桥梁产量", last),
        ("3座", "3", "座", "桥梁出口产量", last),
    ):
        draft.statistic(text, value, unit, label, period=period, area="place/dong")
    draft.statistic("8.9%", "8.9", "%", "出口", Measure.CHANGE_RATE, basis="YearOnYear", period=last, area="place/dong")
    made = GraphStore.in_memory()
    made.add(page_quads(draft.facts(), RUN))
    return made


def test_all_names_of_an_indicator_make_one_series(store):
    found = series(store, "货物出口")
    assert set(found.names) == {"出口", "出口额", "东江外贸出口"}
    assert found.name == "货物出口"
    assert [(point.period, int(point.value)) for point in found.points] == [
        ("2024年", 90000000000), ("2025年", 98000000000), ("2025年12月", 8500000000)
    ]  # fmt: skip
    assert found.table().records()[0]["source"] == "one.txt" and "900亿元" in str(found.table().records()[0]["quote"])


def test_measure_and_area_narrow_it(store):
    assert [float(point.value) for point in series(store, "出口", measure="rate").points] == [8.9]
    assert len(series(store, "出口", area="东江省").points) == 3
    assert series(store, "出口", area="西江").points == ()


def test_a_part_of_one_name_is_enough_and_of_several_is_not(store):
    assert series(store, "桥梁产").names == ("桥梁产量",)
    with pytest.raises(SeriesError, match="桥梁出口产量"):
        series(store, "桥梁")


@pytest.mark.parametrize(("name", "said"), [("桥墩产量", "桥梁产量"), ("航天员", "no figures")])
def test_an_unknown_name_gets_suggestions(store, name, said):
    with pytest.raises(SeriesError, match=said):
        series(store, name)


def test_an_unknown_measure_is_said(store):
    with pytest.raises(SeriesError, match="known: level, rate"):
        series(store, "出口", measure="growth")


def test_only_periods_of_one_kind_make_a_line(store):
    assert sorted(len(points) for points in series(store, "出口").lines().values()) == [1, 2]


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("2025-12-31", "2025-12-31", "day"),
        ("2025-02-01", "2025-02-28", "month"),
        ("2025-01-01", "2025-03-31", "to date"),
        ("2025-04-01", "2025-06-30", "quarter"),
        ("2025-01-01", "2025-09-30", "to date"),
        ("2025-01-01", "2025-12-31", "year"),
        ("2021-01-01", "2025-12-31", "other"),
        ("2025-10-03", "2025-10-08", "other"),
    ],
)
def test_kinds_of_periods(start, end, kind):
    assert kind_of_period(date.fromisoformat(start), date.fromisoformat(end)) == kind


@pytest.mark.parametrize(("ending", "magic"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_pictures_are_drawn_and_the_same_each_time(store, tmp_path, ending, magic):
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    for path in (first, second):
        draw(series(store, "出口"), path)
    assert first.read_bytes().startswith(magic)
    assert first.read_bytes() == second.read_bytes()


def test_without_a_chinese_font_the_picture_is_ascii_and_says_so(store, tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "_has_chinese", lambda file: False)
    warning = draw(series(store, "出口"), tmp_path / "a.svg")
    assert warning and "ASCII" in warning
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").isascii()


def test_without_matplotlib_one_sentence_says_what_to_install(store, tmp_path, monkeypatch):
    def missing(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(charts, "import_module", missing)
    with pytest.raises(ChartError, match=r"jingwei-kg\[plot\]"):
        draw(series(store, "出口"), tmp_path / "a.png")


def test_other_endings_and_empty_series_are_refused(store, tmp_path):
    with pytest.raises(ChartError, match=r"known: .png .svg .pdf"):
        draw(series(store, "出口"), tmp_path / "a.bmp")
    with pytest.raises(ChartError, match="nothing to draw"):
        draw(series(store, "出口", area="西江"), tmp_path / "a.png")
