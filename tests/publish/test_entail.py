"""`--entail`: what is written is what an OWL 2 RL reasoner, somebody else's program, finds."""

import sys
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import OWL, RDF

from kg.cli.command import kg as command
from kg.graph import BASE, GraphStore, page_quads
from kg.graph.terms import DCTERMS, KG, ORG, SCHEMA, SKOS
from kg.graph.terms import OWL as SAME
from kg.graph.terms import RDF as TYPES
from kg.graph.validate import validate
from kg.publish.entail import entailed, vocabulary, with_entailed
from kg.publish.rdf import write_ntriples
from kg.resources import folder

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
from graph_samples import RUN, sample

PAGE = ox.NamedNode(f"{BASE}page/extra")
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def extra() -> list[ox.Quad]:
    """What the sample page lacks: a chain of places, a chain of bodies, cooperation, amendment, wider indicators."""
    pairs = [
        (node("place/a"), KG.locatedIn, node("place/b")),
        (node("place/b"), KG.locatedIn, node("place/c")),
        (node("place/c"), KG.locatedIn, node("place/d")),
        (node("organization/a"), ORG.subOrganizationOf, node("organization/b")),
        (node("organization/b"), ORG.subOrganizationOf, node("organization/c")),
        (node("organization/a"), ORG.memberOf, node("organization/d")),
        (node("organization/a"), KG.cooperatesWith, node("organization/d")),
        (node("organization/d"), KG.investsIn, node("organization/a")),
        (node("policy/a"), KG.amends, node("policy/b")),
        (node("policy/a"), KG.transmits, node("policy/c")),
        (node("indicator/a"), SKOS.broader, node("indicator/b")),
        (node("indicator/a"), SKOS.exactMatch, node("indicator/c")),
        *((node(f"kind/{name}"), TYPES.type, kind) for name, kind in KG.ALL.items() if name[0].isupper()),
    ]
    return [ox.Quad(*pair, PAGE) for pair in pairs]


@pytest.fixture(scope="module")
def store() -> GraphStore:
    made = GraphStore.in_memory()
    quads = [quad for quad in [*page_quads(sample().facts(), RUN), *extra()] if quad.predicate != SAME.sameAs]
    made.store.extend(quads)
    made.store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return made


def test_what_is_entailed_is_what_a_reasoner_finds(store: GraphStore):
    ontology = rdflib.Graph()
    for name in ("jingwei.ttl", "cube.ttl"):
        ontology.parse(folder("ontology") / name)
    ontology.remove(
        (None, OWL.hasKey, None)
    )  # equality is left out; owlrl also takes two nodes without a key for one
    data = rdflib.Graph().parse(
        data=ox.serialize(store.triples(), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    nodes = {
        term
        for s, _, o in data
        for term in (s, o)
        if isinstance(term, rdflib.URIRef) and str(term).startswith(BASE)
    }
    terms = {term for kind in KINDS for term in ontology.subjects(RDF.type, kind)}
    closure = ontology + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    expected = {
        (s, p, o)
        for s, p, o in closure
        if s in nodes and (p in terms or (p == RDF.type and o in terms)) and (s, p, o) not in data
    }
    ours = rdflib.Graph().parse(
        data=ox.serialize(entailed(store), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    found = {triple for triple in ours if triple[0] in nodes}
    assert len(expected) > 200
    assert found == expected
    assert {t for t in ours if t[0] not in nodes} >= {t for t in ours if str(t[0]).startswith(KG.IRI)}


def test_places_and_bodies_are_chains(store: GraphStore):
    found = set(entailed(store))
    for subject, predicate, value in (
        ("place/a", KG.within, "place/d"),
        ("place/a", DCTERMS.spatial, "place/d"),
        ("organization/a", ORG.transitiveSubOrganizationOf, "organization/c"),
        ("organization/b", ORG.hasSubOrganization, "organization/a"),
        ("organization/d", KG.cooperatesWith, "organization/a"),
    ):
        assert ox.Triple(node(subject), predicate, node(value)) in found
    assert ox.Triple(node("place/a"), KG.locatedIn, node("place/d")) not in found


def test_nothing_becomes_what_it_is_not(store: GraphStore):
    """No page becomes a person, no place or event an agent, no seeds' unit a concept."""
    kinds: dict[str, set[str]] = {}
    with with_entailed(store) as more:
        for quad in more.store.quads_for_pattern(None, TYPES.type, None, ox.DefaultGraph()):
            kinds.setdefault(quad.subject.value, set()).add(quad.object.value.rpartition("/")[2])
    agents = {
        "0.1#Agent",
        "prov#Agent",
        "foaf#Person",
        "0.1#Person",
        "Person",
        "Organization",
        "org#Organization",
    }
    for name in (
        "Page",
        "Place",
        "City",
        "Event",
        "Policy",
        "Law",
        "Indicator",
        "Unit",
        "Period",
        "Run",
        "Graph",
    ):
        assert not kinds[f"{BASE}kind/{name}"] & agents, name
    for name in ("Person", "Official", "Company", "GovernmentBody"):
        assert "Agent" in kinds[f"{BASE}kind/{name}"], name
    assert "ontology#LegalResource" not in kinds[f"{BASE}kind/Plan"]


def test_the_entailed_graph_is_a_whole_cube_and_keeps_to_the_contract():
    """With the structure written out, the generic constraints of the Data Cube are checked, and hold."""
    store = GraphStore.in_memory()
    store.add(page_quads(sample().facts(), RUN))
    with with_entailed(store) as more:
        answer = more.query(
            "SELECT ?dimension { ?set a qb:DataSet ; qb:structure/<http://purl.org/linked-data/cube#component>/<http://purl.org/linked-data/cube#dimension> ?dimension }"
        )
        dimensions = {row["dimension"] for row in answer}
        del answer  # an answer keeps the database open
        assert dimensions == {KG.statedAt, KG.indicator, KG.measure}
        assert validate(more) == []
        listed = ox.NamedNode("http://purl.org/linked-data/cube#codeList")
        assert more.store.quads_for_pattern(KG.measure, listed, None, None)
        scheme = next(
            more.store.quads_for_pattern(None, SKOS.inScheme, KG.IndicatorScheme, ox.DefaultGraph())
        )
        more.store.remove(scheme)
        assert "IC-19" in "".join(finding.message for finding in validate(more))


def test_asserted_and_entailed_stay_apart_and_bytes_are_equal(store: GraphStore, tmp_path: Path):
    for name in ("one", "two"):
        with with_entailed(store) as more:
            write_ntriples(more, tmp_path / name)
            graphs = {graph.value for graph in more.store.named_graphs()}
            follows = list(more.store.quads_for_pattern(None, None, None, node("graph/entailed")))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert graphs == {graph.value for graph in store.store.named_graphs()} | {f"{BASE}graph/entailed"}
    assert not {quad.triple for quad in follows} & set(store.triples())
    assert {quad.triple for quad in follows} >= set(vocabulary())


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_rdf_format_takes_it(form: str, tmp_path: Path):
    with GraphStore.open(tmp_path / "out" / "store") as store:
        store.add(page_quads(sample().facts(), RUN))
    done = CliRunner().invoke(
        command, ["export", str(tmp_path / "out"), str(tmp_path / f"g.{form}"), "--entail"]
    )
    assert done.exit_code == 0, done.output
    parsed = rdflib.Dataset(default_union=True).parse(
        tmp_path / f"g.{form}",
        format={"jsonld": "json-ld", "rdf": "xml", "ttl": "turtle", "nq": "nquads"}.get(form, form),
    )
    kind = rdflib.URIRef(f"{SCHEMA.IRI}GovernmentOrganization")
    assert (rdflib.URIRef(f"{BASE}organization/office"), RDF.type, kind) in parsed


def test_other_formats_refuse(tmp_path: Path):
    with GraphStore.open(tmp_path / "out" / "store") as store:
        store.add(page_quads(sample().facts(), RUN))
    done = CliRunner().invoke(
        command, ["export", str(tmp_path / "out"), str(tmp_path / "g.graphml"), "--entail"]
    )
    assert done.exit_code == 2
    assert "--entail is for RDF" in done.output
