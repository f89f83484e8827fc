"""`kg validate`: a table for people, and the same for programs."""

import json
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import RDF, SH

from kg.cli.command import kg as command
from kg.graph import BASE, GraphStore
from kg.graph.literals import chinese, plain
from kg.graph.terms import DCTERMS, KG, NIF, PROV, RDFS, SCHEMA
from kg.graph.terms import RDF as TYPES

PAGE = NamedNode(f"{BASE}page/{'ab' * 32}")
RUN = NamedNode(f"{BASE}run/1")
RUNS = NamedNode(f"{BASE}graph/runs")
OFFICE, PORT = NamedNode(f"{BASE}organization/office"), NamedNode(f"{BASE}place/port")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a body that lies in a body, a place with a bad code, and a name that turns the line round."""
    quads = [
        Quad(PAGE, TYPES.type, KG.Page, PAGE),
        Quad(PAGE, TYPES.type, NIF.Context, PAGE),
        Quad(PAGE, DCTERMS.source, plain("东江日报.txt"), PAGE),
        Quad(PAGE, DCTERMS.identifier, plain(f"sha256:{'ab' * 32}"), PAGE),
        Quad(PAGE, PROV.wasGeneratedBy, RUN, PAGE),
        Quad(RUN, TYPES.type, KG.Run, RUNS),
        Quad(RUN, TYPES.type, PROV.Activity, RUNS),
        Quad(RUN, SCHEMA.softwareVersion, plain("0.1.0"), RUNS),
        Quad(OFFICE, TYPES.type, KG.Organization, PAGE),
        Quad(OFFICE, RDFS.label, chinese("东江省\u202e港务局"), PAGE),
        Quad(OFFICE, KG.locatedIn, OFFICE, PAGE),
        Quad(PORT, TYPES.type, KG.Place, PAGE),
        Quad(PORT, RDFS.label, chinese("临港"), PAGE),
        Quad(PORT, KG.divisionCode, plain("12"), PAGE),
    ]
    folder = tmp_path_factory.mktemp("validate")
    with GraphStore.open(folder / "store") as store:
        store.store.extend(quads)
        store.store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return folder


def run(output: Path, *options: str) -> Result:
    return CliRunner().invoke(command, ["validate", str(output), *options])


def test_the_table_has_rule_messages_node_and_page(output: Path):
    result = run(output)
    assert result.exit_code == 1
    said = result.output
    for part in (
        "violation 违规  Place pattern  kg:divisionCode", "行政区划代码须为 6、9 或 12 位数字。", "A division code has 6, 9 or 12 digits.",
        "place:port 临港", "东江日报.txt", "Located class  kg:locatedIn", "organization:office 东江省港务局", "3 violation 违规",
    ):  # fmt: skip
        assert part in said, part
    assert "\u202e" not in said


def test_programs_get_all_of_it(output: Path):
    records = json.loads(run(output, "--format", "json").stdout)
    assert {record["rule"] for record in records} == {"Place", "Located", "NotInItself"}
    place = next(record for record in records if record["rule"] == "Place")
    assert (place["node"], place["value"], place["page"]) == (PORT.value, "12", "东江日报.txt")
    assert len(run(output, "--format", "csv").stdout.splitlines()) == 4
    report = rdflib.Graph().parse(data=run(output, "--format", "turtle").stdout, format="turtle")
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 3


def test_shapes_of_ones_own(output: Path, tmp_path: Path):
    shapes = tmp_path / "mine.ttl"
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/jingwei/ontology#> . <urn:x:S> a sh:NodeShape ; sh:targetClass kg:Place ;"
    shapes.write_text(
        f"{head} sh:property [ sh:path kg:countryCode ; sh:minCount 1 ; sh:message 'no country'@en ] ."
    )
    assert (
        run(output, "--shapes", str(shapes), "--format", "csv")
        .stdout.splitlines()[1]
        .startswith("Violation,urn:x:S,minCount")
    )
    shapes.write_text(f"{head} sh:closed true .")
    result = run(output, "--shapes", str(shapes))
    assert result.exit_code != 0 and "sh:closed" in result.output and "not supported" in result.output
    shapes.write_text("this is no Turtle")
    result = run(output, "--shapes", str(shapes))
    assert result.exit_code != 0 and "mine.ttl" in result.output


def test_a_sound_graph_is_silence_and_zero(output: Path, tmp_path: Path):
    with GraphStore.open(tmp_path / "store") as store:
        store.store.add(Quad(NamedNode("urn:x:a"), DCTERMS.source, Literal("a")))
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "符合约定" in result.stderr
