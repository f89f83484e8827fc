"""The ontology and the graph together, under an OWL 2 RL reasoner."""

import re
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from graph_samples import RUN, sample
from rdflib.namespace import OWL, PROV, RDF, RDFS, SH, SKOS, TIME, XSD

from kg.graph import BASE, page_quads
from kg.graph.terms import KG
from kg.graph.validate import contract, validate
from kg.graph.validate.shapes import shapes as shape_records
from kg.resources import folder

FILES = ("jingwei.ttl", "cube.ttl")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
RESERVED = {f"{RDF}{name}" for name in ("subject", "predicate", "object")}


def ontology() -> rdflib.Graph:
    """The ontology and the structure of the cube."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(folder("ontology") / name)
    return graph


def closure(extra: list[tuple] = ()) -> rdflib.Graph:
    """All that follows from the ontology and the sample page."""
    graph = ontology()
    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in page_quads(sample().facts(), RUN)]
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    for triple in extra:
        graph.add(triple)
    graph.remove(
        (None, OWL.hasKey, None)
    )  # owlrl leaves out the last property of a key: all nodes with one would be one
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
        (node("period/2026-01-01--2026-02-28"), "http://www.w3.org/2006/time#Interval"),
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
    assert (node("organization/office"), term("within"), node("place/CN")) in graph
    assert (node("organization/office"), term("locatedIn"), node("place/CN")) not in graph


@pytest.mark.parametrize("name", ["jingwei.ttl", "cube.ttl", "shapes.ttl"])
def test_every_file_says_what_it_is(name: str):
    graph = rdflib.Graph().parse(folder("ontology") / name)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    titles = {
        title.language for title in graph.objects(header, rdflib.URIRef("http://purl.org/dc/terms/title"))
    }
    assert titles == {"en", "zh"}
    for name in ("license", "creator", "created", "modified", "description"):
        assert graph.value(header, rdflib.URIRef(f"http://purl.org/dc/terms/{name}")), name
    assert graph.value(header, OWL.versionIRI)
    assert graph.value(header, OWL.versionInfo)
    for prefix, iri in graph.namespaces():
        assert not prefix.startswith("ns"), (prefix, iri)


def test_every_property_has_its_place():
    """Domain and range are given where the property has one; the others are said to be for several kinds of node."""
    graph = rdflib.Graph().parse(folder("ontology") / "jingwei.ttl")
    of_several = {"startDate", "endDate", "statedAt", "rule", "probability"}
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for prop in graph.subjects(RDF.type, kind):
            if str(prop).startswith(KG.IRI):
                name = str(prop).removeprefix(KG.IRI)
                assert name in of_several or graph.value(prop, RDFS.domain), name
                assert graph.value(prop, RDFS.range), name


def test_every_shape_speaks_of_declared_terms_in_two_languages():
    shapes = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    declared = {
        str(s) for s in rdflib.Graph().parse(folder("ontology") / "jingwei.ttl").subjects(RDF.type, None)
    } | RESERVED
    declared |= {f"{RDF}Statement", f"{RDFS}label", f"{RDFS}comment", f"{RDFS}range"}
    for predicate in (SH.path, SH.targetClass, SH.targetSubjectsOf, SH["class"], SH.hasValue):
        for thing in shapes.objects(None, predicate):
            if isinstance(thing, rdflib.URIRef):
                assert str(thing) in declared, thing
    for shape in [*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)]:
        assert sorted(m.language for m in shapes.objects(shape, SH.message)) == ["en", "zh"]


def test_every_finding_will_have_its_words():
    for shape in shape_records(contract()):
        if any(name != "sparql" for name, _ in shape.constraints):
            assert shape.message and shape.message_zh, (shape.owner, shape.path)


def test_every_class_of_the_contract_has_a_shape():
    """All classes that the example, which has every term that is written, uses."""
    example = rdflib.Graph().parse(folder("ontology") / "example.ttl")
    used = set(example.objects(None, RDF.type)) - {TIME.Interval, PROV.Activity, NIF.Context, SKOS.Concept}
    targets = set(contract().objects(None, SH.targetClass))
    assert used <= targets, used - targets
    classes = {term(name) for name in KG.ALL if name[0].isupper()} & set(
        ontology().subjects(RDF.type, OWL.Class)
    )
    never_written = {"Entity", "Change", "Measure", "Basis", "Comparator", "Severity"}
    assert classes - targets == {term(name) for name in never_written}


def test_the_example_has_every_term_and_keeps_to_the_contract():
    path = folder("ontology") / "example.ttl"
    example = rdflib.Graph().parse(path)
    used = {str(part) for triple in example for part in triple}
    follows_only = {
        "Entity",
        "within",
        "Change",
        "Measure",
        "Basis",
        "Comparator",
        "Severity",
        "IndicatorScheme",
        "MeasureScheme",
    }
    assert {name for name, node in KG.ALL.items() if node.value not in used} == follows_only
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in ox.parse(path=str(path))]
    assert validate(quads) == []


def test_the_integrity_constraints_are_all_spoken_of():
    """IC-0 to IC-21: each is in the message of a rule, or in the list of those that do not apply."""
    text = (folder("ontology") / "shapes.ttl").read_text(encoding="utf-8")
    spoken = {int(number) for number in re.findall(r"IC-(\d+)", text)}
    for first, last in re.findall(r"IC-(\d+) to\s+(?:# )?IC-(\d+)", text):
        spoken |= set(range(int(first), int(last) + 1))
    assert spoken == set(range(22))


def test_the_structure_of_the_cube_keeps_to_its_constraints_and_a_broken_one_does_not():
    def findings(graph: rdflib.Graph) -> set[str]:
        data = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
        return {
            word
            for f in validate([ox.Quad(*q.triple) for q in data])
            for word in re.findall(r"IC-\d+", f.message)
        }

    assert findings(ontology()) == set()
    qb = rdflib.Namespace("http://purl.org/linked-data/cube#")
    for lost, rule in (
        ((None, RDF.type, qb.MeasureProperty), "IC-3"),
        ((term("measure"), RDFS.range, None), "IC-4"),
        ((term("indicator"), qb.codeList, None), "IC-5"),
        ((term("upperValue"), RDF.type, qb.AttributeProperty), "IC-6"),
    ):
        graph = ontology()
        graph.remove(lost)
        assert rule in findings(graph), rule


def test_it_is_owl_2_rl():
    """Only what the profile has, and each kind of class expression only where the profile has it."""
    graph = ontology()
    graph.remove((None, None, rdflib.URIRef("http://purl.org/linked-data/cube#CodedProperty")))
    said = {p for p in graph.predicates() if str(p).startswith((str(OWL), str(RDFS), str(RDF)))}
    allowed = "imports versionIRI versionInfo hasKey members distinctMembers disjointWith inverseOf differentFrom onProperty hasValue"
    assert said <= {OWL[name] for name in allowed.split()} | {
        RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, RDFS.label, RDFS.comment,
        RDFS.seeAlso, RDFS.isDefinedBy,
    }  # fmt: skip
    kinds = "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty NamedIndividual Restriction AllDifferent AllDisjointClasses"
    characters = "Functional Symmetric Asymmetric Irreflexive Transitive"
    found = {kind for kind in graph.objects(None, RDF.type) if str(kind).startswith(str(OWL))}
    assert found <= {OWL[name] for name in kinds.split()} | {
        OWL[f"{name}Property"] for name in characters.split()
    }
    for restriction in graph.subjects(RDF.type, OWL.Restriction):  # a value that all have: only above a class
        assert set(graph.predicates(None, restriction)) == {RDFS.subClassOf}
        assert set(graph.predicates(restriction)) == {RDF.type, OWL.onProperty, OWL.hasValue}
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith):
        for subject, value in graph.subject_objects(predicate):
            assert isinstance(subject, rdflib.URIRef)
            assert value != OWL.Thing, "owl:Thing is no class expression of the profile"
    data = {RDFS.Literal, *(XSD[name] for name in ("string", "decimal", "boolean", "integer"))}
    for prop in graph.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(graph.objects(prop, RDFS.range)) <= data, prop
        assert not set(graph.objects(prop, RDF.type)) & {OWL.SymmetricProperty, OWL.TransitiveProperty}


def test_transitive_properties_are_simple_where_owl_2_dl_wants_it():
    """No property that has a transitive one below it is functional, asymmetric or irreflexive."""
    graph = ontology()
    for chain in graph.subjects(RDF.type, OWL.TransitiveProperty):
        for above in graph.transitive_objects(chain, RDFS.subPropertyOf):
            assert not set(graph.objects(above, RDF.type)) & {
                OWL.FunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty,
            }  # fmt: skip


def test_a_deprecated_term_names_its_successor_and_is_asked_for_no_more():
    graph = ontology()
    replaced = rdflib.URIRef("http://purl.org/dc/terms/isReplacedBy")
    for old in graph.subjects(OWL.deprecated, rdflib.Literal(True)):
        assert (graph.value(old, replaced), RDF.type, None) in graph
        assert (None, None, old) not in contract()


def test_the_files_are_readable_by_people():
    for path in sorted(Path(folder("ontology")).glob("*.ttl")):
        assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 300, path.name
