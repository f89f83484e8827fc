import io
import random
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from rdflib.compare import to_isomorphic

from kg.graph.identifiers import BASE
from kg.graph.terms import KG, NIF, RDF, RDFS, XSD
from kg.publish.quads import write_nquads
from kg.publish.turtle import write_turtle

PAGE = NamedNode(f"{BASE}page/{'ab' * 32}")


def entity(path: str) -> NamedNode:
    return NamedNode(BASE + path)


STATEMENTS = [
    Triple(entity("place/320000"), RDF.type, KG.Place),
    Triple(entity("place/320000"), RDF.type, KG.Province),
    Triple(entity("place/320000"), RDFS.label, Literal("江苏省", language="zh")),
    Triple(
        entity("place/a.b"),
        RDFS.label,
        Literal('引号" 反斜\\ 换行\n 制表\t 回车\r 删除\x7f 退格\x08 😀', language="zh"),
    ),
    Triple(entity("place/-a"), RDFS.label, Literal("plain")),
    Triple(entity("place/a-"), RDFS.label, Literal("")),
    Triple(entity("unit/%E8%BE%86"), RDFS.label, Literal("辆", language="zh")),
    Triple(entity("unit/a/b"), RDFS.label, Literal("a/b")),
    Triple(entity("organization/00ff"), KG.locatedIn, entity("place/320000")),
    Triple(entity("organization/x'(y),z;"), KG.locatedIn, entity("place/")),
    Triple(NamedNode(f"{PAGE.value}#char=10,12"), NIF.beginIndex, Literal("10", datatype=XSD.integer)),
    Triple(NamedNode(f"{PAGE.value}#char=9,12"), NIF.beginIndex, Literal("9", datatype=XSD.integer)),
    Triple(NamedNode(f"{PAGE.value}/a1"), KG.rule, Literal("x")),
    Triple(PAGE, KG.upperValue, Literal("3.8", datatype=XSD.decimal)),
    Triple(PAGE, KG.upperValue, Literal("-3.8", datatype=XSD.decimal)),
    Triple(PAGE, KG.upperValue, Literal("38", datatype=XSD.decimal)),
    Triple(PAGE, KG.upperValue, Literal("-38", datatype=XSD.integer)),
    Triple(PAGE, KG.upperValue, Literal("+38", datatype=XSD.integer)),
    Triple(PAGE, KG.direct, Literal("true", datatype=XSD.boolean)),
    Triple(PAGE, KG.direct, Literal("1", datatype=XSD.boolean)),
    Triple(PAGE, KG.attestedOn, Literal("2026-01-14", datatype=XSD.date)),
    Triple(PAGE, KG.rule, Literal("typed", datatype=NamedNode("http://example.org/type"))),
    Triple(NamedNode("urn:x:y"), NamedNode("http://example.org/p"), BlankNode("b1")),
    Triple(BlankNode("b1"), NamedNode("http://example.org/"), NamedNode("http://example.org/中")),
]


def shuffled(items: list, seed: int) -> list:
    copy = list(items)
    random.Random(seed).shuffle(copy)
    return copy


def test_turtle_reads_back_the_same_with_oxigraph_and_rdflib(tmp_path: Path):
    path = tmp_path / "g.ttl"
    assert write_turtle(STATEMENTS, path) == len(STATEMENTS)
    again = list(ox.parse(path=str(path)))
    assert {(str(t.predicate), str(t.object)) for t in again if not isinstance(t.object, BlankNode)} == {
        (str(t.predicate), str(t.object)) for t in STATEMENTS if not isinstance(t.object, BlankNode)
    }
    nt = ox.serialize(STATEMENTS, format=ox.RdfFormat.N_TRIPLES)
    assert to_isomorphic(rdflib.Graph().parse(path)) == to_isomorphic(
        rdflib.Graph().parse(data=nt, format="nt")
    )


def test_equal_statements_give_equal_bytes(tmp_path: Path):
    for seed in range(5):
        write_turtle(shuffled(STATEMENTS * 2, seed), tmp_path / f"{seed}.ttl")
    assert len({(tmp_path / f"{seed}.ttl").read_bytes() for seed in range(5)}) == 1


def test_turtle_is_grouped_sorted_and_readable(tmp_path: Path):
    path = tmp_path / "g.ttl"
    write_turtle(STATEMENTS, path)
    text = path.read_text(encoding="utf-8")
    assert 'place:320000 a kg:Place, kg:Province ;\n    rdfs:label "江苏省"@zh .\n' in text
    assert text.index("#char=9,12>") < text.index("#char=10,12>")
    assert "organization:00ff kg:locatedIn place:320000 .\n" in text


def test_only_prefixes_that_are_used_are_declared(tmp_path: Path):
    write_turtle(STATEMENTS[:3], tmp_path / "g.ttl")
    declared = [
        line.split()[1]
        for line in (tmp_path / "g.ttl").read_text(encoding="utf-8").splitlines()
        if line.startswith("@prefix")
    ]
    assert declared == ["kg:", "place:", "rdfs:"]  # `a` needs no rdf:


def test_no_name_holds_an_escape_a_dot_or_a_percent_sign(tmp_path: Path):
    path = tmp_path / "g.ttl"
    write_turtle(STATEMENTS, path)
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("@prefix", " ")) and line and not line.startswith("<"):
            name = line.split()[0]
            assert not set(name) & set("\\.%/"), name
    for whole in ("place/a.b", "place/-a", "place/a-", "unit/%E8%BE%86", "unit/a/b", "organization/x'(y),z;"):
        assert f"<{BASE}{whole}>" in path.read_text(encoding="utf-8")


def test_a_triple_of_several_graphs_stands_once(tmp_path: Path):
    quads = [
        Quad(t.subject, t.predicate, t.object, g)
        for t in STATEMENTS[:3]
        for g in (PAGE, KG.Page, DefaultGraph())
    ]
    assert write_turtle(quads, tmp_path / "g.ttl") == 3
    assert write_nquads(quads, tmp_path / "g.nq") == 9


def test_another_base_has_its_own_prefixes(tmp_path: Path):
    write_turtle(
        [Triple(NamedNode("https://data.example/place/CN"), RDF.type, KG.Place)],
        tmp_path / "g.ttl",
        "https://data.example/",
    )
    assert "place:CN a kg:Place ." in (tmp_path / "g.ttl").read_text(encoding="utf-8")


def test_an_empty_graph_is_an_empty_file(tmp_path: Path):
    assert write_turtle([], tmp_path / "g.ttl") == 0
    assert write_nquads([], tmp_path / "g.nq") == 0
    assert (tmp_path / "g.ttl").read_bytes() == (tmp_path / "g.nq").read_bytes() == b""


def test_quoted_triples_have_no_place(tmp_path: Path):
    with pytest.raises(TypeError, match="quoted triple has no place"):
        write_turtle([Triple(PAGE, KG.rule, STATEMENTS[0])], tmp_path / "g.ttl")


def test_nquads_are_sorted_canonical_lines_that_read_back(tmp_path: Path):
    quads = [Quad(t.subject, t.predicate, t.object, PAGE) for t in STATEMENTS] + [
        Quad(PAGE, RDF.type, KG.Page, DefaultGraph())
    ]
    write_nquads(shuffled(quads, 1), tmp_path / "a.nq")
    write_nquads(shuffled(quads * 2, 2), tmp_path / "b.nq")
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()
    lines = (tmp_path / "a.nq").read_bytes().splitlines(keepends=True)
    assert lines == sorted(lines)
    canonical = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert sorted(canonical.splitlines(keepends=True)) == lines
    dataset = rdflib.Dataset()
    dataset.parse(source=io.BytesIO(b"".join(lines)), format="nquads")
    assert len(list(dataset.quads())) == len(lines) - 1  # rdflib takes the boolean 1 for true


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
def test_rapper_reads_the_turtle(tmp_path: Path):
    path = tmp_path / "g.ttl"
    count = write_turtle(STATEMENTS, path)
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == count
