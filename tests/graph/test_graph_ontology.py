"""The ontology and the graph together, under an OWL 2 RL reasoner."""

from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from graph_samples import RUN, sample
from rdflib.namespace import OWL, RDF, RDFS, SH

from kg.graph import BASE, page_quads
from kg.graph.terms import KG
from kg.resources import folder

FILES = ("jingwei.ttl", "cube.ttl")
RESERVED = {f"{RDF}{name}" for name in ("subject", "predicate", "object")}


def closure(extra: list[tuple] = ()) -> rdflib.Graph:
    """All that follows from the ontology and the sample page."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(folder("ontology") / name)
    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in page_quads(sample().facts(), RUN)]
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    for triple in extra:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: rdflib.Graph) -> list[str]:
    kind = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
    said = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(o) for s in graph.subjects(RDF.type, kind) for o in graph.objects(s, said)]


def node(path: str) -> rdflib.URIRef:
    return rdflib.URIRef(BASE + path)


def term(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(KG.IRI + name)


@pytest.fixture(scope="module")
def entailed() -> rdflib.Graph:
    return closure()


def test_the_graph_is_consistent_with_the_ontology(entailed: rdflib.Graph):
    assert errors(entailed) == []


def test_standard_vocabularies_follow(entailed: rdflib.Graph):
    office, fair, rules = node("organization/office"), node("event/fair"), node("policy/rules")
    for subject, kind in (
        (office, "https://schema.org/GovernmentOrganization"),
        (office, "http://www.w3.org/ns/org#Organization"),
        (node("person/gu"), "http://xmlns.com/foaf/0.1/Person"),
        (rules, "http://data.europa.eu/eli/ontology#LegalResource"),
        (rules, "https://schema.org/Legislation"),
        (fair, "https://schema.org/Event"),
        (node("place/hai"), "http://www.opengis.net/ont/geosparql#Feature"),
        (node("period/2026-01-01--2026-02-28"), "http://www.w3.org/2006/time#ProperInterval"),
    ):
        assert (subject, RDF.type, rdflib.URIRef(kind)) in entailed, (subject, kind)
    assert (
        rules,
        rdflib.URIRef("http://data.europa.eu/eli/ontology#repeals"),
        node("policy/old"),
    ) in entailed
    assert (
        rules,
        rdflib.URIRef("http://data.europa.eu/eli/ontology#number"),
        rdflib.Literal("东商规〔2026〕1号"),
    ) in entailed


def test_an_organization_that_is_a_person_is_a_contradiction():
    assert errors(closure([(node("organization/office"), RDF.type, term("Person"))]))


def test_places_inside_places_are_a_chain():
    graph = closure([(node("place/dong"), term("locatedIn"), node("place/CN"))])
    assert (node("organization/office"), term("locatedIn"), node("place/CN")) in graph


@pytest.mark.parametrize("name", ["jingwei.ttl", "cube.ttl", "shapes.ttl"])
def test_every_file_says_what_it_is(name: str):
    graph = rdflib.Graph().parse(folder("ontology") / name)
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    titles = {
        title.language for title in graph.objects(ontology, rdflib.URIRef("http://purl.org/dc/terms/title"))
    }
    assert titles == {"en", "zh"}
    assert graph.value(ontology, rdflib.URIRef("http://purl.org/dc/terms/license"))
    for prefix, iri in graph.namespaces():
        assert not prefix.startswith("ns"), (prefix, iri)


def test_every_property_has_its_place():
    """Domain and range are given where the property has one; the others are said to be for several kinds of node."""
    graph = rdflib.Graph().parse(folder("ontology") / "jingwei.ttl")
    of_several = {"startDate", "endDate", "statedAt", "rule"}
    free_text = {"postTitle"}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in graph.subjects(RDF.type, kind):
            if str(prop).startswith(KG.IRI):
                name = str(prop).removeprefix(KG.IRI)
                assert name in of_several or graph.value(prop, RDFS.domain), name
                assert name in free_text or graph.value(prop, RDFS.range), name


def test_every_shape_speaks_of_declared_terms_in_two_languages():
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    declared = {
        str(s) for s in rdflib.Graph().parse(folder("ontology") / "jingwei.ttl").subjects(RDF.type, None)
    } | RESERVED
    declared |= {f"{RDF}Statement", f"{RDFS}label"}
    for predicate in (SH.path, SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.hasValue):
        for thing in shapes.objects(None, predicate):
            if isinstance(thing, rdflib.URIRef):
                assert str(thing) in declared, thing
    for shape in [*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)]:
        assert sorted(m.language for m in shapes.objects(shape, SH.message)) == ["en", "zh"]


def test_the_files_are_readable_by_people():
    for path in sorted(Path(folder("ontology")).glob("*.ttl")):
        assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 300, path.name
