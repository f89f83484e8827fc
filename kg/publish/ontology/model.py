"""The ontology as records for its page: terms with labels, axioms and alignments."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, VANN
from rdflib.term import Node

from kg.graph.terms import KG, PREFIXES
from kg.resources import folder

IRI = KG.IRI[:-1]
"""The IRI of the ontology itself."""

_MORE = {
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "cube": f"{IRI}/cube#",
}
NAMES = {
    "dcat": "DCAT 3", "dcterms": "DCMI Metadata Terms", "eli": "ELI", "foaf": "FOAF", "geo": "WGS84 Geo", "geosparql": "GeoSPARQL",
    "itsrdf": "ITS RDF", "nif": "NIF 2.0", "org": "ORG", "prov": "PROV-O", "qb": "RDF Data Cube", "qudt": "QUDT", "schema": "schema.org",
    "sdmx-attribute": "SDMX-RDF", "sdmx-dimension": "SDMX-RDF", "sdmx-measure": "SDMX-RDF", "skos": "SKOS", "time": "OWL-Time",
    "void": "VoID",
}  # fmt: skip
"""Vocabularies by prefix, as people call them."""

_CHARACTERS = {
    OWL.FunctionalProperty: ("functional", "函数性"),
    OWL.SymmetricProperty: ("symmetric", "对称"),
    OWL.AsymmetricProperty: ("asymmetric", "反对称"),
    OWL.TransitiveProperty: ("transitive", "传递"),
    OWL.IrreflexiveProperty: ("irreflexive", "非自反"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A term as a page names it: `kg:Page` and where that leads, to a place on the page itself or away."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the ontology; `kind` is "class", "individual", "object" or "datatype"."""

    name: str
    iri: str
    kind: str
    label: str
    label_zh: str
    comment: str
    comment_zh: str
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    aligned: tuple[Link, ...]
    near: tuple[Link, ...]
    domain: tuple[Link, ...]
    range: tuple[Link, ...]
    characters: tuple[tuple[str, str], ...]
    key: tuple[Link, ...]
    uses: tuple[Link, ...]
    deprecated: bool
    replaced_by: tuple[Link, ...]


@cache
def ontology() -> rdflib.Graph:
    """Return the ontology and the structure of the cube, as one graph."""
    graph = rdflib.Graph()
    for name in ("jingwei.ttl", "cube.ttl"):
        graph.parse(folder("ontology") / name, format="turtle")
    return graph


def metadata() -> dict[str, str]:
    """Return what the ontology says of itself: title, description, version, dates, licence, prefix and policy."""
    graph, header = ontology(), rdflib.URIRef(IRI)
    creator = graph.value(header, DCTERMS.creator)
    return {
        "title": text(graph, header, DCTERMS.title, "en"),
        "title_zh": text(graph, header, DCTERMS.title, "zh"),
        "about": text(graph, header, DCTERMS.description, "en"),
        "about_zh": text(graph, header, DCTERMS.description, "zh"),
        "policy": text(graph, header, RDFS.comment, "en"),
        "policy_zh": text(graph, header, RDFS.comment, "zh"),
        "version": str(graph.value(header, OWL.versionInfo)),
        "version_iri": str(graph.value(header, OWL.versionIRI)),
        "created": str(graph.value(header, DCTERMS.created)),
        "modified": str(graph.value(header, DCTERMS.modified)),
        "license": str(graph.value(header, DCTERMS.license)),
        "creator": str(graph.value(creator, rdflib.URIRef(f"{_MORE['foaf']}name"))),
        "prefix": str(graph.value(header, VANN.preferredNamespacePrefix)),
        "namespace": str(graph.value(header, VANN.preferredNamespaceUri)),
    }


def terms() -> list[Term]:
    """Return all terms in the order of `kg.graph.terms`.

    Example: the term `postTitle` (职务) has the domain `org:Membership` and stands below `schema:roleName`.
    """
    return [_term(ontology(), name, rdflib.URIRef(node.value)) for name, node in KG.ALL.items()]


def link(term: Node) -> Link:
    """Return a term as a link."""
    iri = str(term)
    if iri.startswith(KG.IRI):
        return Link(short(iri), f"#{iri.removeprefix(KG.IRI)}")
    return Link(short(iri), iri)


def short(iri: str) -> str:
    """Return an IRI with its prefix: `schema:Person`."""
    spaces = [(space, prefix) for prefix, space in {**PREFIXES, **_MORE}.items() if iri.startswith(space)]
    if not spaces:
        return iri
    space, prefix = max(spaces, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(space)}"


def text(graph: rdflib.Graph, node: Node, predicate: rdflib.URIRef, language: str) -> str:
    """Return the value in one language, "" where there is none."""
    found = (
        value for value in graph.objects(node, predicate) if getattr(value, "language", None) == language
    )
    return str(next(found, ""))


def _term(graph: rdflib.Graph, name: str, node: rdflib.URIRef) -> Term:
    kinds = set(graph.objects(node, RDF.type))
    kind = _kind(kinds)
    up = {"class": RDFS.subClassOf, "individual": RDF.type}.get(kind, RDFS.subPropertyOf)
    above = [
        one
        for one in graph.objects(node, up)
        if isinstance(one, rdflib.URIRef) and one != OWL.NamedIndividual
    ]
    down = RDF.type if kind == "class" and not any(graph.subjects(up, node)) else up
    return Term(
        name, str(node), kind,
        text(graph, node, RDFS.label, "en"), text(graph, node, RDFS.label, "zh"),
        text(graph, node, RDFS.comment, "en"), text(graph, node, RDFS.comment, "zh"),
        above=_links(one for one in above if str(one).startswith(KG.IRI)),
        below=_links(graph.subjects(down, node)),
        aligned=_links(one for one in above if not str(one).startswith(KG.IRI)),
        near=_links(graph.objects(node, RDFS.seeAlso)),
        domain=_links(graph.objects(node, RDFS.domain)),
        range=_links(graph.objects(node, RDFS.range)),
        characters=tuple(words for which, words in _CHARACTERS.items() if which in kinds),
        key=_key(graph, node),
        uses=_links(graph.subjects(RDFS.domain, node)),
        deprecated=(node, OWL.deprecated, rdflib.Literal(True)) in graph,
        replaced_by=_links(graph.objects(node, DCTERMS.isReplacedBy)),
    )  # fmt: skip


def _kind(kinds: set[Node]) -> str:
    named = {OWL.Class: "class", OWL.ObjectProperty: "object", OWL.DatatypeProperty: "datatype"}
    return next((word for kind, word in named.items() if kind in kinds), "individual")


def _key(graph: rdflib.Graph, node: Node) -> tuple[Link, ...]:
    head = graph.value(node, OWL.hasKey)
    return () if head is None else tuple(link(part) for part in Collection(graph, head))


def _links(nodes: Iterable[Node]) -> tuple[Link, ...]:
    named = {link(node) for node in nodes if isinstance(node, rdflib.URIRef)}
    return tuple(sorted(named, key=lambda one: (not one.name.startswith("kg:"), one.name)))
