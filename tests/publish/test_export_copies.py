"""Exports from the file that a build left beside its database: the same bytes, and only while it holds the same."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph import BASE, GraphStore
from kg.graph.copies import read_note, state
from kg.graph.terms import DCTERMS, KG, PROV, RDF, RDFS
from kg.publish.columns_neo4j import write_neo4j
from kg.publish.lines import graph_lines, literal_of, text_of, write_build_quads
from kg.publish.quads import write_nquads
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig
from kg.publish.rdf_jsonld import write_jsonld
from kg.publish.turtle import write_store_turtle, write_turtle

WRITERS = {
    "ttl": write_store_turtle,
    "nt": write_ntriples,
    "nq": write_sorted_nquads,
    "trig": write_trig,
    "jsonld": write_jsonld,
    "rdf": write_rdfxml,
    "neo4j": write_neo4j,
}
PLACE = ox.NamedNode(f"{BASE}place/320000")


def page(number: int, label: str) -> list[ox.Quad]:
    """A page of one statement, besides what every page says and what seeds say of 江苏省."""
    node = ox.NamedNode(f"{BASE}page/{number:064x}")
    seeds = ox.NamedNode(f"{BASE}graph/seeds")
    return [
        ox.Quad(node, RDF.type, KG.Page, node),
        ox.Quad(node, DCTERMS.source, ox.Literal(f"{number}.txt"), node),
        ox.Quad(node, DCTERMS.identifier, ox.Literal(f"sha256:{number:064x}"), node),
        ox.Quad(node, PROV.wasGeneratedBy, ox.NamedNode(f"{BASE}run/1"), node),
        ox.Quad(ox.NamedNode(f"{BASE}person/{number}"), RDFS.label, ox.Literal(label, language="zh"), node),
        ox.Quad(PLACE, RDF.type, KG.Place, node),
        ox.Quad(PLACE, RDF.type, KG.Place, seeds),
        ox.Quad(PLACE, RDFS.label, ox.Literal("江苏省", language="zh"), seeds),
    ]


def built(folder: Path, *pages: list[ox.Quad], gone: str = "") -> None:
    """What a build does: pages into the store, then its lines beside it."""
    with GraphStore.open(folder / "store") as store:
        for quads in pages:
            store.add(quads)
        if gone:
            store.remove(gone)
        write_build_quads(store, folder / "part")
        (folder / "part").replace(folder / "graph.nq")
        store.copied(folder / "graph.nq")


def has_copy(folder: Path) -> bool:
    with GraphStore.open(folder / "store", read_only=True) as store:
        copy = store.copy()
        if copy:
            copy.close()
        return copy is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built(tmp_path, page(1, "石敬之"), page(2, '方"知\\远\n\u007f'), page(3, "顾明川"))
    return tmp_path


@pytest.mark.parametrize("ending", WRITERS)
def test_the_copy_gives_the_bytes_of_the_database(ending: str, folder: Path, tmp_path: Path):
    found = []
    for name in ("copy", "database"):
        assert has_copy(folder) == (name == "copy")
        target = tmp_path / f"{name}.{ending}"
        with GraphStore.open(folder / "store", read_only=True) as store:
            WRITERS[ending](store, target)
        files = sorted(target.iterdir()) if target.is_dir() else [target]
        found.append([file.read_bytes() for file in files])
        (folder / "store" / "copy.json").unlink(missing_ok=True)
    assert found[0] == found[1] and all(found[0])


def test_every_change_of_the_database_makes_the_copy_worthless(folder: Path):
    assert has_copy(folder)
    with GraphStore.open(folder / "store") as store:
        store.store.add(ox.Quad(PLACE, RDFS.label, ox.Literal("苏"), ox.DefaultGraph()))
    assert not has_copy(folder)
    built(folder)
    assert has_copy(folder)
    with GraphStore.open(folder / "store") as store:
        store.copied(folder / "graph.nq")
        store.add(page(4, "林若水"))
    assert not has_copy(folder)


def test_a_copy_that_somebody_edited_is_not_believed(folder: Path, tmp_path: Path):
    text = (folder / "graph.nq").read_bytes()
    (folder / "graph.nq").write_bytes(text.replace("石敬之".encode(), "石敬乙".encode()))
    assert not has_copy(folder)
    with GraphStore.open(folder / "store", read_only=True) as store:
        write_sorted_nquads(store, tmp_path / "g.nq")
    assert (tmp_path / "g.nq").read_bytes() == text
    (folder / "graph.nq").unlink()
    assert not has_copy(folder)


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"state": 1}', '"x"', '{"state": "STATE", "name": 3}'])
def test_a_note_that_is_none_is_passed_over(note: str, folder: Path):
    now = state(folder / "store")
    assert read_note(folder / "store", now) is not None
    (folder / "store" / "copy.json").write_text(note.replace("STATE", now), encoding="utf-8")
    assert read_note(folder / "store", now) is None


def test_later_builds_write_what_a_build_of_everything_would(folder: Path, tmp_path: Path):
    with GraphStore.open(folder / "store") as store:
        for graph in (ox.NamedNode(f"{BASE}graph/merges"), ox.DefaultGraph()):
            store.store.add(ox.Quad(PLACE, RDFS.label, ox.Literal("苏"), graph))
    built(folder)
    newer = [
        ox.Quad(q.subject, q.predicate, ox.NamedNode(f"{BASE}run/2"), q.graph_name)
        if q.predicate == PROV.wasGeneratedBy
        else q
        for q in page(1, "陆长庚")
    ]
    built(folder, page(4, "沈望舒"), newer, gone="2.txt")
    with GraphStore.open(folder / "store", read_only=True) as store:
        write_nquads(store, tmp_path / "all.nq")
        write_turtle(store.triples(), tmp_path / "all.ttl")
        write_store_turtle(store, tmp_path / "copy.ttl")
    text = (folder / "graph.nq").read_bytes()
    assert text == (tmp_path / "all.nq").read_bytes()
    assert (tmp_path / "all.ttl").read_bytes() == (tmp_path / "copy.ttl").read_bytes()
    assert "陆长庚".encode() in text and "方".encode() not in text and "石敬之".encode() not in text


def test_the_union_of_the_copy_is_that_of_the_database(folder: Path):
    with GraphStore.open(folder / "store", read_only=True) as store:
        lines = graph_lines(store)
        assert {quad.triple for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES)} == set(
            store.triples()
        )
        assert lines == sorted(set(lines)) and len(lines) == len(store)


def test_literals_of_lines_are_those_of_oxigraph():
    random.seed(7)
    for _ in range(500):
        text = "".join(random.choice('a"\\\n\r\t\b\f\x00\x7f中😀\ufffe@^<> u') for _ in range(8))
        for literal in (
            ox.Literal(text),
            ox.Literal(text, language="zh"),
            ox.Literal(text, datatype=ox.NamedNode("http://example.org/t")),
        ):
            escaped, language, datatype = literal_of(str(literal))
            assert text_of(escaped) == text
            assert (language or None) == literal.language
            assert datatype == (literal.datatype.value if str(literal).endswith(">") else "")
