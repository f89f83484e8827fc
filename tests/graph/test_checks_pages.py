"""The checks on pages of our own, read by the whole pipeline: what stands in the text is found in the graph."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from graph_samples import RUN, Draft, sample
from pyoxigraph import RdfFormat, serialize
from spacy.language import Language

from kg.graph import GraphStore, page_quads, queries, seed_quads, used_keys
from kg.graph.checks import Finding, check, records, table, triples
from kg.graph.checks.observations import figures
from kg.graph.checks.report import COLUMNS
from kg.graph.terms import KG, RDF
from kg.pipeline import understand
from kg.records import Metadata, Page, Period

JANUARY = (
    "海关统计发布\n\n本报北京1月15日电（记者林知秋）海关总署15日发布数据显示，2031年，我国货物贸易进出口62.35万亿元，同比增长4.1%。"
    "其中，出口36.12万亿元，同比增长5.3%；进口26.23万亿元，同比增长2.5%。对东盟进出口9.98万亿元，占进出口总值的16.0%。"
)
MARCH = (
    "外贸回顾\n\n本报北京3月20日电（记者许青禾）海关总署发布数据显示，2031年，我国货物贸易进出口62.35万亿元。"
)
WRONG = "外贸观察\n\n本报北京1月18日电（记者唐语山）海关总署发布数据显示，2031年，我国货物贸易进出口超65万亿元，其中出口36.12万亿元。"
BEFORE = "外贸统计\n\n本报北京1月14日电（记者林知秋）海关总署14日发布数据显示，2030年，我国货物贸易进出口59.89万亿元，其中出口34.30万亿元。"


@pytest.fixture(scope="module")
def findings_of(nlp: Language):
    def run(**pages: tuple[str, date]) -> list[Finding]:
        store = GraphStore.in_memory()
        for name, (text, published) in pages.items():
            page = Page(f"{name}.txt", sha256(text.encode()).hexdigest(), text, Metadata(published=published))
            facts = understand(page, nlp)
            store.add(page_quads(facts, RUN) + seed_quads(used_keys(facts)))
        return check(store)

    return run


@pytest.fixture(scope="module")
def found(findings_of) -> list[Finding]:
    return findings_of(
        january=(JANUARY, date(2032, 1, 15)),
        march=(MARCH, date(2032, 3, 20)),
        wrong=(WRONG, date(2032, 1, 18)),
        before=(BEFORE, date(2031, 1, 14)),
    )


def written(findings: list[Finding], rule: str, severity: str) -> set[tuple[str, ...]]:
    return {
        tuple(f.written for f in finding.figures)
        for finding in findings
        if (finding.rule.name, finding.severity.value) == (rule, severity)
    }


def test_parts_of_a_page_add_up(found):
    assert ("62.35万亿元", "36.12万亿元", "26.23万亿元") in written(found, "sum-of-parts", "Agreement")
    assert not written(found, "sum-of-parts", "Disagreement")


def test_growth_follows_from_the_page_of_the_year_before(found):
    assert written(found, "growth-of-level", "Agreement") == {
        ("4.1%", "62.35万亿元", "59.89万亿元"),
        ("5.3%", "36.12万亿元", "34.30万亿元"),
    }


def test_a_share_follows_from_the_levels(found):
    assert written(found, "share-of-whole", "Agreement") == {("16.0%", "9.98万亿元", "62.35万亿元")}


def test_articles_that_disagree_are_named_with_both_quotes(found):
    (clash,) = [finding for finding in found if finding.severity == "Disagreement"]
    assert {figure.source for figure in clash.figures} == {"january.txt", "wrong.txt"}
    assert {figure.written for figure in clash.figures} == {"65万亿元", "62.35万亿元"}
    assert all(figure.text in figure.sentence for figure in clash.figures)


def test_disagreements_come_first(found):
    order = ["Disagreement", "Impossible", "Revision", "Agreement"]
    places = [order.index(finding.severity.value) for finding in found]
    assert places == sorted(places)


def test_one_page_alone_contradicts_nothing(findings_of):
    assert {finding.severity.value for finding in findings_of(january=(JANUARY, date(2032, 1, 15)))} == {
        "Agreement"
    }


def test_rows_records_and_rdf_say_the_same(found):
    rows = table(found)
    assert rows.columns == COLUMNS and len(rows.rows) == sum(len(finding.figures) for finding in found)
    nested = records(found)
    assert [item["rule"] for item in nested] == [finding.rule.name for finding in found]
    assert all(item["tolerance"] and item["message_zh"] for item in nested)
    graph = triples(found)
    assert len({t.subject for t in graph if t.predicate == RDF.type and t.object == KG.Finding}) == len(found)
    assert {str(t.object.value) for t in graph if t.predicate == KG.concerns} == {
        node for finding in found for node in finding.nodes
    }
    assert serialize(graph, format=RdfFormat.N_TRIPLES) == serialize(
        triples(list(found)), format=RdfFormat.N_TRIPLES
    )


def test_the_figures_of_a_store_stand_once_each_in_the_order_of_the_text():
    store = GraphStore.in_memory()
    facts = sample("one.txt").facts()
    store.add(page_quads(facts, RUN))
    store.add(
        page_quads(replace(facts, page=replace(facts.page, source="copy.txt")), RUN)
    )  # the same bytes from another source
    read = figures(store)
    assert [figure.written for figure in read] == ["82.5亿元", "3.50%", "2成", "最高300万元"]
    assert read[0].source == "copy.txt" and read[0].dated
    assert read[0].sentence[read[0].offset :].startswith("82.5亿元")
    assert read[2].basis == Period(date(2025, 1, 1), date(2025, 12, 31))


def _store() -> GraphStore:
    store = GraphStore.in_memory()
    store.add(page_quads(sample("one.txt").facts(), RUN))
    other = Draft("今年前两个月，全省出口80亿元；3月出口45亿元。", "two.txt")
    other.mention("全省", "Place", "place/dong", "Province", label="东江省")
    other.statistic(
        "80亿元",
        "8000000000",
        "CNY",
        "出口",
        period=Period(date(2026, 1, 1), date(2026, 2, 28)),
        area="place/dong",
    )
    other.statistic(
        "45亿元",
        "4500000000",
        "CNY",
        "出口",
        period=Period(date(2026, 3, 1), date(2026, 3, 31)),
        area="place/dong",
    )
    store.add(page_quads(other.facts(), RUN))
    return store


def rows(store: GraphStore, name: str, *columns: str, **values: str) -> list[tuple]:
    return [
        tuple(row[column] for column in columns) for row in queries.named(name).run(store, values).records()
    ]


def test_time_series_goes_by_the_length_of_periods_and_their_order():
    asked = {"indicator": "出口", "area": "东江", "measure": "kg:Level"}
    assert rows(_store(), "time-series", "months", "end", "value", "source", **asked) == [
        (1, "2026-03-31", 4500000000, "two.txt"), (2, "2026-02-28", 8000000000, "two.txt"), (2, "2026-02-28", 8250000000, "one.txt")
    ]  # fmt: skip
    assert rows(_store(), "time-series", "value", indicator="出") == []


def test_sources_are_compared_side_by_side():
    assert rows(_store(), "compare-sources", "count", "lowest", "highest", "values", articles="2") == [
        (2, 8000000000, 8250000000, "82.5亿元 (one.txt); 80亿元 (two.txt)")
    ]


def test_latest_figures_are_those_of_the_latest_period():
    assert rows(_store(), "latest-figures", "end", "value", indicator="出口", measure="kg:Level") == [
        ("2026-03-31", 4500000000)
    ]
    assert rows(_store(), "latest-figures", "value", area="东江", measure="kg:ChangeRate") == rows(
        _store(), "latest-figures", "value", measure="kg:ChangeRate"
    )


def test_growth_stands_beside_the_level_of_its_article():
    assert [
        (float(r), lv) for r, lv in rows(_store(), "growth-of-indicator", "rate", "level", indicator="出口")
    ] == [(3.5, 8250000000)]
