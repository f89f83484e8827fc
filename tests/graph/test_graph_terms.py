import ast
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

import kg.graph
from kg.graph.terms import KG, PREFIXES, VOCABULARIES, XSD
from kg.resources import folder

NAMESPACE = KG.IRI
_BUILT_IN = {
    "rdf",
    "rdfs",
    "owl",
    "xsd",
    "qudt-unit",
    "qudt-currency",
}  # the languages themselves, and names of things


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / "jingwei.ttl")


def test_a_misspelt_term_fails():
    with pytest.raises(AttributeError):
        KG.Offical  # noqa: B018


def test_the_ontology_declares_exactly_the_kg_terms(ontology: rdflib.Graph):
    declared = {
        str(s).removeprefix(NAMESPACE)
        for s in ontology.subjects(RDF.type, None)
        if str(s).startswith(NAMESPACE)
    }
    assert declared == set(KG.ALL)


def test_every_kg_term_has_labels_and_comments_in_both_languages(ontology: rdflib.Graph):
    for name in KG.ALL:
        term = rdflib.URIRef(NAMESPACE + name)
        for annotation in (RDFS.label, RDFS.comment):
            assert sorted(o.language for o in ontology.objects(term, annotation)) == ["en", "zh"], (
                name,
                annotation,
            )
        assert ontology.value(term, RDFS.isDefinedBy) == rdflib.URIRef(NAMESPACE[:-1])


def test_the_ontology_declares_every_term_of_other_vocabularies_that_the_graph_uses(ontology: rdflib.Graph):
    reserved = {"Statement", "subject", "predicate", "object"}
    for prefix, vocabulary in VOCABULARIES.items():
        if prefix in _BUILT_IN | {"kg"}:
            continue
        for name, node in vocabulary.ALL.items():
            assert name in reserved or (rdflib.URIRef(node.value), RDF.type, None) in ontology, (
                f"{prefix}:{name}"
            )


def test_every_term_the_ontology_mentions_is_declared_once_as_one_kind(ontology: rdflib.Graph):
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
    languages = (str(RDF), str(RDFS), str(OWL), PREFIXES["xsd"])
    used = {term for s, p, o in ontology for term in (s, p, o) if isinstance(term, rdflib.URIRef)}
    for term in used:
        declared = set(ontology.objects(term, RDF.type)) & kinds
        assert len(declared) <= 1, f"{term} is {declared}: punning"
        is_link = (
            not any(ontology.triples((term, None, None)))
            and "#" not in str(term)
            and not str(term).startswith(PREFIXES["schema"])
        )
        if (
            not str(term).startswith(languages)
            and not is_link
            and (term, RDF.type, OWL.Ontology) not in ontology
        ):
            seen_only = set(ontology.predicates(None, term)) <= {RDFS.seeAlso}
            assert declared or seen_only, f"{term} is not declared"


def test_terms_are_spelt_out_in_one_module_only():
    """No module of the room writes an IRI of a vocabulary by hand."""
    room = Path(kg.graph.__file__).parent
    modules = [path for path in room.glob("*.py") if path.name != "terms.py"]
    assert len(modules) > 10
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value:
                assert not any(node.value.startswith(iri) for iri in PREFIXES.values()), (
                    f"{path.name}: {node.value}"
                )


def test_only_data_types_that_a_store_keeps_are_used():
    assert {"nonNegativeInteger", "int", "dateTimeStamp"}.isdisjoint(XSD.ALL)
