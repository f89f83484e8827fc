"""Users of rdflib open the embedded store through oxrdflib, as the README says: read-only, union and named graphs."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from graph_samples import RUN, sample

from kg.graph import BASE, GraphStore, page_quads
from kg.graph.queries import named

oxrdflib = pytest.importorskip("oxrdflib", reason="oxrdflib is not installed")

import rdflib  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("rdflib")
    with GraphStore.open(output / "store") as store:
        store.add(page_quads(sample("one.txt").facts(), RUN))
        store.add(page_quads(sample("two.txt").facts(), RUN))
    return output


@pytest.fixture(scope="module")
def dataset(folder: Path) -> rdflib.Dataset:
    return rdflib.Dataset(oxrdflib.OxigraphStore(store=ox.Store.read_only(str(folder / "store"))))


def test_the_default_graph_is_the_union_each_triple_once(folder: Path, dataset: rdflib.Dataset):
    with GraphStore.open(folder / "store", read_only=True) as store:
        expected = len(store)
    assert len(dataset.default_graph) == expected
    label = (rdflib.URIRef(f"{BASE}organization/office"), rdflib.RDFS.label, None)
    assert [str(o) for _, _, o in dataset.default_graph.triples(label)] == ["东江省商务厅"]


def test_every_page_is_a_graph_of_its_own(dataset: rdflib.Dataset):
    label = (rdflib.URIRef(f"{BASE}organization/office"), rdflib.RDFS.label, None)
    pages = [graph for graph in dataset.graphs() if "/page/" in str(graph.identifier)]
    assert len(pages) == 2
    assert all(len(list(page.triples(label))) == 1 for page in pages)
    source = rdflib.URIRef("http://purl.org/dc/terms/source")
    assert sorted(str(page.value(page.identifier, source)) for page in pages) == ["one.txt", "two.txt"]


def test_a_named_query_gives_the_rows_of_kg_query(folder: Path, dataset: rdflib.Dataset):
    query = named("holders-of-post")
    with GraphStore.open(folder / "store", read_only=True) as store:
        expected = query.run(store, {"title": "厅长"})
    rows = [
        tuple(None if cell is None else str(cell) for cell in row)
        for row in dataset.query(query.bind({"title": "厅长"}))
    ]
    assert rows == [tuple(None if cell is None else str(cell) for cell in row) for row in expected.rows]


def test_a_store_that_was_opened_to_read_takes_no_writes(dataset: rdflib.Dataset):
    before = len(dataset.default_graph)
    with pytest.raises((OSError, RuntimeError, ValueError)):
        dataset.default_graph.add((rdflib.URIRef("urn:a"), rdflib.RDFS.label, rdflib.Literal("新")))
    assert len(dataset.default_graph) == before
