"""What the endpoint says of itself: a SPARQL 1.1 Service Description and a VoID description of the graph."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.graph.terms import KG, PREFIXES
from kg.serve.evaluator import Request
from kg.serve.formats import GRAPHS
from kg.serve.pool import Reply

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
DCTERMS = "http://purl.org/dc/terms/"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_PREFIXES = {"sd": SD, "void": VOID, "formats": FORMATS, "dcterms": DCTERMS, **PREFIXES}

_RESULT_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                   "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip

_CLASSES = "SELECT ?term (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?term } GROUP BY ?term ORDER BY ?term"
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term ORDER BY ?term"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"

Ask = Callable[[Request], Awaitable[Reply]]


async def rows(ask: Ask, query: str) -> list[dict[str, dict[str, str]]]:
    """Return the bindings of a SELECT as the SPARQL JSON format has them."""
    reply = await ask({"query": query, "accept": "application/sparql-results+json"})
    bindings: list[dict[str, dict[str, str]]] = json.loads(reply.content)["results"]["bindings"]
    return bindings


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds: entities by class, triples by property, and subjects."""

    classes: tuple[tuple[str, int], ...]
    properties: tuple[tuple[str, int], ...]
    subjects: int


class Census:
    """The counts of a store, taken anew only when its files have changed."""

    def __init__(self, store: Path):
        """Take the folder of the store."""
        self._store = store
        self._state: object = None
        self._counts: Counts | None = None

    async def counts(self, ask: Ask) -> Counts:
        """Return the counts of the store as it is now; raise Refusal when it cannot be counted within the limits."""
        state = self._files()
        if self._counts is None or state != self._state:
            self._counts, self._state = await _count(ask), state
        return self._counts

    def _files(self) -> list[tuple[str, int, int]]:
        found = []
        for entry in self._store.iterdir():
            try:
                facts = entry.stat()
            except FileNotFoundError:
                continue  # A build has merged it this moment.
            if entry.name != "LOG":
                found.append((entry.name, facts.st_size, facts.st_mtime_ns))
        return sorted(found)


async def _count(ask: Ask) -> Counts:
    classes = [(row["term"]["value"], int(row["n"]["value"])) for row in await rows(ask, _CLASSES)]
    properties = [(row["term"]["value"], int(row["n"]["value"])) for row in await rows(ask, _PROPERTIES)]
    subjects = int((await rows(ask, _SUBJECTS))[0]["n"]["value"])
    return Counts(tuple(classes), tuple(properties), subjects)


def describe(counts: Counts, endpoint: str, base: str, media: str, *, writable: bool) -> bytes:
    """Return the description of the service and its graph in one of the media types of `GRAPHS`.

    Raises ValueError when `endpoint` is no IRI.
    """
    triples = [*_service(endpoint, writable=writable), *_dataset(endpoint, base, counts)]
    return serialize(triples, format=GRAPHS[media], prefixes=_PREFIXES) or b""


def _service(endpoint: str, *, writable: bool) -> Iterator[Triple]:
    service, dataset = NamedNode(endpoint), BlankNode("dataset")
    yield Triple(service, _TYPE, NamedNode(SD + "Service"))
    yield Triple(service, NamedNode(SD + "endpoint"), service)
    for language in ("SPARQL11Query", *(["SPARQL11Update"] if writable else [])):
        yield Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + language))
    for name in _RESULT_FORMATS:
        yield Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name))
    yield Triple(service, NamedNode(SD + "feature"), NamedNode(SD + "UnionDefaultGraph"))
    yield Triple(service, NamedNode(SD + "defaultDataset"), dataset)
    yield Triple(dataset, _TYPE, NamedNode(SD + "Dataset"))
    yield Triple(dataset, NamedNode(SD + "defaultGraph"), _graph(endpoint))


def _graph(endpoint: str) -> NamedNode:
    return NamedNode(f"{endpoint.rsplit('/', 1)[0]}/.well-known/void#graph")


def _dataset(endpoint: str, base: str, counts: Counts) -> Iterator[Triple]:
    graph, classes, properties = _graph(endpoint), counts.classes, counts.properties
    for kind in (SD + "Graph", VOID + "Dataset", KG.Graph.value):
        yield Triple(graph, _TYPE, NamedNode(kind))
    yield Triple(graph, NamedNode(DCTERMS + "title"), Literal("经纬知识图谱", language="zh"))
    yield Triple(graph, NamedNode(DCTERMS + "title"), Literal("Jingwei knowledge graph", language="en"))
    yield Triple(graph, NamedNode(VOID + "sparqlEndpoint"), NamedNode(endpoint))
    yield Triple(graph, NamedNode(VOID + "uriSpace"), Literal(base))
    for name, count in (
        ("triples", sum(n for _, n in properties)),
        ("distinctSubjects", counts.subjects),
        ("classes", len(classes)),
        ("properties", len(properties)),
    ):
        yield Triple(graph, NamedNode(VOID + name), _number(count))
    for iri in sorted(set(PREFIXES.values())):
        if any(term.startswith(iri) for term, _ in (*classes, *properties)):
            yield Triple(graph, NamedNode(VOID + "vocabulary"), NamedNode(iri))
    for partition, term, counted, found in (
        ("classPartition", "class", "entities", classes),
        ("propertyPartition", "property", "triples", properties),
    ):
        for number, (iri, count) in enumerate(found):
            part = BlankNode(f"{term}{number}")
            yield Triple(graph, NamedNode(VOID + partition), part)
            yield Triple(part, NamedNode(VOID + term), NamedNode(iri))
            yield Triple(part, NamedNode(VOID + counted), _number(count))


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=_INTEGER)
