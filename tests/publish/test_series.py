"""The series of an indicator and its picture, on figures of our own."""

from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import Quad

from kg.graph import GraphStore
from kg.graph.literals import chinese, day, decimal, integer, plain
from kg.graph.periods import period_labels
from kg.graph.terms import (
    DCTERMS,
    KG,
    NIF,
    PROV,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SDMX_ATTRIBUTE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SKOS,
)
from kg.publish import charts
from kg.publish.charts import ChartError, draw
from kg.publish.series import SeriesError, kind_of_period, series

pytest.importorskip("matplotlib")

SENTENCES = (
    (
        "2025年东江省出口980亿元。",
        "980亿元",
        "98000000000",
        "CNY",
        "出口",
        "Level",
        "2025-01-01",
        "2025-12-31",
    ),
    (
        "2024年东江省出口900亿元。",
        "900亿元",
        "90000000000",
        "CNY",
        "出口额",
        "Level",
        "2024-01-01",
        "2024-12-31",
    ),
    (
        "2025年12月东江外贸出口85亿元。",
        "85亿元",
        "8500000000",
        "CNY",
        "东江外贸出口",
        "Level",
        "2025-12-01",
        "2025-12-31",
    ),
    ("2025年出口增长8.9%。", "8.9%", "8.9", "%", "出口", "ChangeRate", "2025-01-01", "2025-12-31"),
    ("2025年桥梁产量12座。", "12座", "12", "座", "桥梁产量", "Level", "2025-01-01", "2025-12-31"),
    ("2025年桥梁出口产量3座。", "3座", "3", "座", "桥梁出口产量", "Level", "2025-01-01", "2025-12-31"),
)


@pytest.fixture(scope="module")
def store() -> GraphStore:
    """One article of 东江省 with a sentence for each figure, as the graph contract has it."""
    made = GraphStore.in_memory()
    ids = made.ids
    page, article, area = ids.page("0" * 64), ids.article("0" * 64, 1), ids.entity("place/dong")
    facts = [
        (page, DCTERMS.source, plain("one.txt")),
        (article, SCHEMA.isPartOf, page),
        (area, RDFS.label, chinese("东江省")),
    ]
    begin = 0
    for sentence, text, value, notation, label, measure, first, last in SENTENCES:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        node, concept, unit, period = (
            ids.fact("statistic", text),
            ids.indicator(label),
            ids.unit(notation),
            ids.period(start, end),
        )
        phrase, proof = ids.span("0" * 64, begin, begin + len(text)), ids.span("0" * 64, begin, begin + 100)
        facts += [
            (concept, RDF.type, KG.Indicator), (concept, RDFS.label, chinese(label)), (unit, SKOS.notation, plain(notation)),
            (period, KG.startDate, day(start)), (period, KG.endDate, day(end)), (period, RDFS.label, chinese(period_labels(start, end)[0])),
            (phrase, NIF.anchorOf, plain(text)), (phrase, NIF.beginIndex, integer(begin)), (phrase, SCHEMA.isPartOf, article),
            (proof, NIF.anchorOf, plain(sentence)), (node, RDF.type, QB.Observation), (node, KG.indicator, concept),
            (node, KG.measure, KG.ALL[measure]), (node, KG.comparator, KG.Exactly), (node, KG.statedAt, phrase), (node, PROV.wasDerivedFrom, proof),
            (node, SDMX_MEASURE.obsValue, decimal(Decimal(value))), (node, SDMX_ATTRIBUTE.unitMeasure, unit),
            (node, SDMX_DIMENSION.refPeriod, period), (node, SDMX_DIMENSION.refArea, area),
        ]  # fmt: skip
        begin += 200
    made.store.extend(Quad(*fact) for fact in facts)
    return made


def test_all_names_of_an_indicator_make_one_series(store):
    found = series(store, "货物出口")
    assert set(found.names) == {"出口", "出口额", "东江外贸出口"}
    assert found.name == "货物出口"
    assert [(point.period, int(point.value)) for point in found.points] == [
        ("2024年", 90000000000), ("2025年", 98000000000), ("2025年12月", 8500000000)
    ]  # fmt: skip
    assert found.table().records()[0]["source"] == "one.txt" and "900亿元" in str(
        found.table().records()[0]["quote"]
    )


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
