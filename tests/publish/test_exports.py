"""Every export reads back the same in other people's parsers, and two exports are equal byte by byte."""

import csv
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.compare import to_isomorphic

from kg.cli.exporting import export
from kg.graph import BASE, GraphStore
from kg.publish.columns_neo4j import SEPARATOR, write_neo4j
from kg.publish.quads import write_nquads
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig
from kg.publish.rdf_jsonld import write_jsonld

PAGES = tuple(f"{BASE}page/{digit * 64}" for digit in "ab")
TRIG = f"""
PREFIX kg: <https://w3id.org/jingwei/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<{PAGES[0]}> {{
  <{PAGES[0]}> a kg:Page, nif:Context ; dcterms:source "=甲 & <乙>.txt" ; nif:isString \"\"\"第一行
“引号” "quoted" 'single' \\\\ \\t]]> 末行\"\"\" .
  <{PAGES[0]}#char=9,12> a nif:Phrase ; nif:beginIndex 9 ; nif:endIndex 12 ; nif:referenceContext <{PAGES[0]}> .
  <{BASE}place/320000> a kg:Place, kg:Province ; rdfs:label "江苏省"@zh ; skos:altLabel "江苏"@zh, "苏"@zh, "Jiangsu"@en ; kg:locatedIn <{BASE}place/CN> .
  <{BASE}statistic/x> kg:upperValue 1.5, -0.25 ; kg:direct true ; kg:attestedOn "2026-01-20"^^xsd:date ; kg:rule "a.b" ; kg:rule "typed"^^<http://example.org/t> .
}}
<{PAGES[1]}> {{
  <{BASE}place/320000> a kg:Place, kg:Province ; rdfs:label "江苏省"@zh .
  <{BASE}unit/%E8%BE%86> rdfs:label "辆"@zh ; <http://example.org/2/x.y> <urn:x:y>, <http://example.org/中> .
}}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    quads = list(ox.parse(TRIG, format=ox.RdfFormat.TRIG))
    with GraphStore.open(folder / "store") as store:
        store.store.extend(
            quads + [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads]
        )
    return folder


@pytest.fixture(scope="module")
def store(output: Path) -> GraphStore:
    return GraphStore.open(output / "store", read_only=True)


UNION = {
    "nt": (write_ntriples, "nt", "ntriples"),
    "rdf": (write_rdfxml, "xml", "rdfxml"),
    "jsonld": (write_jsonld, "json-ld", None),
}
GRAPHS = {"nq": (write_sorted_nquads, "nquads", "nquads"), "trig": (write_trig, "trig", "trig")}


@pytest.mark.parametrize("ending", UNION)
def test_formats_of_one_graph_hold_the_union(ending: str, store: GraphStore, tmp_path: Path):
    write, rdflib_name, _ = UNION[ending]
    path = tmp_path / f"g.{ending}"
    assert write(store, path) == len(store) == len(set(store.triples()))
    assert {quad.triple for quad in ox.parse(path=str(path))} == set(store.triples())
    reference = rdflib.Graph().parse(
        data=ox.serialize(store.triples(), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    assert to_isomorphic(rdflib.Graph().parse(path, format=rdflib_name)) == to_isomorphic(reference)


@pytest.mark.parametrize("ending", GRAPHS)
def test_formats_of_data_sets_keep_the_graphs(ending: str, store: GraphStore, tmp_path: Path):
    write, rdflib_name, _ = GRAPHS[ending]
    path = tmp_path / f"g.{ending}"
    quads = list(store)
    assert write(store, path) == len(quads)
    assert sorted(map(str, ox.parse(path=str(path)))) == sorted(map(str, quads))
    dataset = rdflib.Dataset()
    dataset.parse(path, format=rdflib_name)
    assert len(list(dataset.quads())) == len(quads)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("ending", ["nt", "rdf", "nq", "trig"])
def test_rapper_reads_them(ending: str, store: GraphStore, tmp_path: Path):
    write, _, name = (UNION | GRAPHS)[ending]
    path = tmp_path / f"g.{ending}"
    write(store, path)
    done = subprocess.run(
        ["rapper", "-q", "-i", str(name), "-o", "ntriples", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert len(set(done.stdout.splitlines())) == len(store)


def test_the_quick_nquads_are_those_of_the_build(store: GraphStore, tmp_path: Path):
    write_sorted_nquads(store, tmp_path / "quick")
    write_nquads(store, tmp_path / "slow")
    assert (tmp_path / "quick").read_bytes() == (tmp_path / "slow").read_bytes()


def test_json_ld_reads_well(store: GraphStore, tmp_path: Path):
    write_jsonld(store, tmp_path / "g.jsonld")
    text = (tmp_path / "g.jsonld").read_text(encoding="utf-8")
    assert '"label": {"zh": "江苏省"}' in text
    assert '"@id": "place:320000", "@type": ["kg:Place", "kg:Province"]' in text
    assert '"altLabel": {"en": "Jiangsu", "zh": ["江苏", "苏"]}' in text
    assert (
        '"locatedIn": "place:CN"' in text
        and '"beginIndex": 9' in text
        and '"direct": true' in text
        and '"attestedOn": "2026-01-20"' in text
    )


def test_xml_gets_no_character_that_it_cannot_hold(tmp_path: Path):
    store = GraphStore.in_memory()
    store.store.add(
        ox.Quad(
            ox.NamedNode("urn:a"),
            ox.NamedNode("http://example.org/p"),
            ox.Literal("a\x0cb\rc\x00"),
            ox.DefaultGraph(),
        )
    )
    write_rdfxml(store, tmp_path / "g.rdf")
    (quad,) = ox.parse(path=str(tmp_path / "g.rdf"))
    assert quad.object == ox.Literal("a\ufffdb\rc\ufffd")
    store.store.add(
        ox.Quad(
            ox.NamedNode("urn:a"), ox.NamedNode("http://example.org/1"), ox.Literal("x"), ox.DefaultGraph()
        )
    )
    with pytest.raises(ValueError, match="no name for the predicate"):
        write_rdfxml(store, tmp_path / "g.rdf")


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "html"])
def test_two_exports_are_equal(ending: str, output: Path, tmp_path: Path):
    for name in ("one", "two"):
        done = CliRunner().invoke(export, [str(output), str(tmp_path / f"{name}.{ending}")])
        assert done.exit_code == 0, done.output
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_an_empty_graph_is_a_file_that_reads(tmp_path: Path):
    store = GraphStore.in_memory()
    for ending, (write, *_) in (UNION | GRAPHS).items():
        assert write(store, tmp_path / f"g.{ending}") == 0
        assert list(ox.parse(path=str(tmp_path / f"g.{ending}"))) == []


def test_neo4j_tables_agree_with_the_graph(store: GraphStore, tmp_path: Path):
    nodes, links = write_neo4j(store, tmp_path)
    with (tmp_path / "nodes.csv").open(encoding="utf-8", newline="") as file:
        found = {row["iri:ID"]: row for row in csv.DictReader(file)}
    with (tmp_path / "relationships.csv").open(encoding="utf-8", newline="") as file:
        relations = list(csv.DictReader(file))
    assert (len(found), len(relations)) == (nodes, links)
    place = found[f"{BASE}place/320000"]
    assert place[":LABEL"] == SEPARATOR.join(["kg_Place", "kg_Province"])
    assert sorted(place["skos_altLabel:string[]"].split(SEPARATOR)) == ["Jiangsu", "江苏", "苏"]
    assert place["rdfs_label:string"] == "江苏省"
    assert {
        ":START_ID": f"{BASE}place/320000",
        ":END_ID": f"{BASE}place/CN",
        ":TYPE": "kg_locatedIn",
    } in relations
    assert {row[":START_ID"] for row in relations} | {row[":END_ID"] for row in relations} <= set(found)


def test_parquet_holds_the_tables(output: Path, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    for name in ("one", "two"):
        assert (
            CliRunner().invoke(export, [str(output), str(tmp_path / name), "--as", "parquet"]).exit_code == 0
        )
    table = parquet.read_table(tmp_path / "one" / "entities.parquet")
    assert "label" in table.column_names
    assert (tmp_path / "one" / "entities.parquet").read_bytes() == (
        tmp_path / "two" / "entities.parquet"
    ).read_bytes()


def test_an_unknown_ending_is_one_sentence(output: Path, tmp_path: Path):
    done = CliRunner().invoke(export, [str(output), str(tmp_path / "g.docx")])
    assert done.exit_code == 2 and "no format is called 'docx'" in done.output
