"""What the page gives away of what it shows: Turtle that the graph itself agrees with, a table, a picture."""

import csv
import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from html_reader import Reader
from network_graphs import HOSTILE, hostile, iri, large, small
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from kg.publish.html import write_html


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Store, Path]]:
    folder, found = tmp_path_factory.mktemp("exports"), {}
    for name, store in {"small": small(), "hostile": hostile(), "large": large(400)}.items():
        found[name] = store, folder / f"{name}.html"
        write_html(store, found[name][1], title="潮汐图")
    return found


@pytest.fixture
def reader(browser: Any, files: dict[str, tuple[Store, Path]]) -> Iterator[Reader]:
    one = Reader(browser, files["small"][1])
    yield one
    one.close()


def exported(reader: Reader) -> Store:
    store = Store()
    store.load(reader.page.evaluate("jingwei.turtle()").encode(), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("name", ["small", "large"])
def test_turtle_says_nothing_that_the_graph_does_not(
    browser: Any, files: dict[str, tuple[Store, Path]], name: str
) -> None:
    graph, path = files[name]
    one = Reader(browser, path, "#base=all")
    found = exported(one)
    told = {(q.subject, q.predicate, q.object) for q in graph}
    plain = [q for q in found if not isinstance(q.subject, BlankNode) and not isinstance(q.object, BlankNode)]
    assert len(plain) > 100
    assert [q for q in plain if (q.subject, q.predicate, q.object) not in told] == []
    one.close()


def test_turtle_has_all_facts_of_what_is_shown(reader: Reader, files: dict[str, tuple[Store, Path]]) -> None:
    graph, found = files["small"][0], exported(reader)
    for kind in (
        "org:Membership",
        "qb:Observation",
        "schema:Quotation",
        "rdf:Statement",
        "nif:Sentence",
        "nif:Phrase",
    ):
        count = [
            len({q.subject for q in store.quads_for_pattern(None, iri("rdf:type"), iri(kind))})
            for store in (graph, found)
        ]
        assert count[0] == count[1] > 0, kind
    question = """
        PREFIX kg: <https://w3id.org/jingwei/ontology#> PREFIX qb: <http://purl.org/linked-data/cube#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX m: <http://purl.org/linked-data/sdmx/2009/measure#> PREFIX a: <http://purl.org/linked-data/sdmx/2009/attribute#>
        PREFIX d: <http://purl.org/linked-data/sdmx/2009/dimension#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        SELECT ?s ?name ?value ?unit ?start ?end ?area ?source ?text WHERE {
          ?s a qb:Observation ; kg:indicator/rdfs:label ?name ; m:obsValue ?value ; a:unitMeasure/skos:notation ?unit ;
            d:refPeriod [ kg:startDate ?start ; kg:endDate ?end ] ; d:refArea ?area ; kg:reportedBy ?source ; kg:measure kg:Level ;
            prov:wasDerivedFrom/nif:anchorOf ?text }
    """
    rows = [
        sorted(tuple(map(str, row)) for row in store.query(question, use_default_graph_as_union=True))  # type: ignore[union-attr]
        for store in (graph, found)
    ]
    assert rows[0] == rows[1] and len(rows[0]) == 3


def test_turtle_of_a_part_speaks_of_that_part_only(reader: Reader) -> None:
    reader.page.locator("label.toggle", has_text="人物").click()
    reader.settle()
    found = exported(reader)
    assert not list(found.quads_for_pattern(None, iri("rdf:type"), iri("kg:Person")))
    assert not list(found.quads_for_pattern(None, iri("rdf:type"), iri("org:Membership")))


def test_hostile_text_is_valid_turtle_and_a_safe_table(
    browser: Any, files: dict[str, tuple[Store, Path]]
) -> None:
    one = Reader(browser, files["hostile"][1])
    labels = {q.object.value for q in exported(one).quads_for_pattern(None, iri("rdfs:label"), None)}
    assert {t for t in HOSTILE if len(t) < 400} <= labels
    table = list(csv.reader(io.StringIO(one.page.evaluate("jingwei.csv()"))))
    assert not any(field[:1] in ("=", "+", "-", "@") for row in table for field in row)
    one.close()


def test_table_has_figures_and_quotations_with_their_sentences(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.page.evaluate("jingwei.csv()"))))
    figures = [row for row in rows if row["record"] == "figure"]
    assert sorted(row["value"] for row in figures) == ["1000", "1200", "900"]
    assert {(row["unit"], row["target_label"], row["reported_by"]) for row in figures} == {
        ("个", "望潮市", "国家潮汐观测总局")
    }
    assert all(row["evidence"] and row["page"] == "bay-2025.txt" and row["start"] for row in figures)
    (quote,) = [row for row in rows if row["record"] == "quotation"]
    assert quote["label"] == "《办法》施行一年，成效明显" and quote["target_label"] == "林照海"


def test_picture_is_twice_as_fine_as_the_screen(reader: Reader, tmp_path: Path) -> None:
    reader.page.click("#menu-button")
    with reader.page.expect_download() as waiting:
        reader.page.click("#export-png")
    data = Path(waiting.value.path()).read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    box = reader.page.locator("#canvas").bounding_box()
    assert width == 2 * box["width"] and abs(height - 2 * (box["height"] + 100)) <= 2


def test_literals_keep_their_types(reader: Reader) -> None:
    found = exported(reader)
    (number,) = found.quads_for_pattern(None, iri("kg:documentNumber"), None)
    assert number.object == Literal("潮测发〔2025〕7号")
    dates = {q.object for q in found.quads_for_pattern(None, iri("kg:attestedOn"), None)}
    assert Literal("2025-03-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")) in dates
