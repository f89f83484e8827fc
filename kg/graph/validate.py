"""SHACL validation of a graph against `ontology/shapes.ttl`.

Core constraints go through pySHACL on an rdflib graph in memory (on a graph over Oxigraph it takes minutes where this
takes seconds). SPARQL constraints, which pySHACL would run once for every node, are run by Oxigraph once for all.
pySHACL is imported when it is asked for, because that takes as long as everything else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from kg.graph.errors import GraphError
from kg.resources import folder

_SHAPES = "shapes.ttl"


class ValidationError(GraphError):
    """Validation cannot run at all."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a shape does not allow.

    `page` is the IRI of a named graph that speaks of the node (a page, or the seeds), `path` the property in question,
    `shape` the IRI of the shape, `severity` `Violation`, `Warning` or `Info`; the message is in two languages.
    """

    severity: str
    shape: str
    node: str
    page: str | None
    path: str | None
    value: str | None
    message: str
    message_zh: str


def validate(quads: Iterable[ox.Quad]) -> list[Finding]:
    """Return all findings about a graph, sorted; an empty list says that it keeps to the contract.

    Give it a whole graph: a page's quads without the seeds it uses lack the descriptions of places like 中国.
    Raises ValidationError when pySHACL is not installed.
    """
    engine = _engine()
    store = ox.Store()
    store.bulk_extend(quads)
    union = ox.Store()
    union.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    found = [*_core_findings(union, store, engine), *_rule_findings(union, store)]
    return sorted(set(found), key=lambda finding: tuple(part or "" for part in _fields(finding)))


def _fields(finding: Finding) -> tuple[str | None, ...]:
    return (
        finding.severity,
        finding.shape,
        finding.node,
        finding.page,
        finding.path,
        finding.value,
        finding.message,
    )


def _engine() -> ModuleType:
    try:
        return import_module("pyshacl")
    except ModuleNotFoundError:
        raise ValidationError(
            "validation needs pySHACL, and it is not installed: pip install pyshacl"
        ) from None


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(folder("ontology") / _SHAPES, format="turtle")


def _core_findings(union: ox.Store, store: ox.Store, engine: ModuleType) -> Iterator[Finding]:
    shapes = rdflib.Graph()
    for triple in _shapes():
        if triple[1] != SH.sparql:
            shapes.add(triple)
    data = rdflib.Graph()
    data.parse(
        data=ox.serialize((quad.triple for quad in union), format=ox.RdfFormat.N_TRIPLES), format="ox-nt"
    )
    _, report, _ = engine.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node = report.value(result, SH.focusNode)
        source = report.value(result, SH.sourceShape)
        messages = _messages(report.objects(result, SH.resultMessage))
        yield Finding(
            severity=_local(report.value(result, SH.resultSeverity)),
            shape=str(_named_shape(source)),
            node=str(node),
            page=_page_of(store, node),
            path=_text(report.value(result, SH.resultPath)),
            value=_text(report.value(result, SH.value)),
            message=messages[0],
            message_zh=messages[1],
        )


def _rule_findings(union: ox.Store, store: ox.Store) -> Iterator[Finding]:
    shapes = _shapes()
    for shape, constraint in shapes.subject_objects(SH.sparql):
        severity = shapes.value(constraint, SH.severity) or shapes.value(shape, SH.severity) or SH.Violation
        messages = _messages(shapes.objects(constraint, SH.message))
        query = f"SELECT * WHERE {{ {{ {_targets(shape)} }} {{ {shapes.value(constraint, SH.select)} }} }}"
        answer = union.query(query, prefixes=_prefixes())
        if not isinstance(answer, ox.QuerySolutions):
            raise ValidationError(f"the rule of {shape} is no SELECT query")
        names = {variable.value for variable in answer.variables}
        for solution in answer:
            node = solution["this"]
            value = solution["value"] if "value" in names else None
            yield Finding(
                severity=_local(severity),
                shape=str(shape),
                node=_value(node),
                page=_page_of(store, rdflib.URIRef(_value(node))),
                path=None,
                value=_value(value) if value is not None else None,
                message=messages[0],
                message_zh=messages[1],
            )


def _targets(shape: Node) -> str:
    """The nodes that a shape is about, as one SPARQL pattern for `?this`."""
    shapes = _shapes()
    parts = [f"{{ ?this a <{kind}> }}" for kind in shapes.objects(shape, SH.targetClass)]
    parts += [f"{{ ?this <{term}> ?any }}" for term in shapes.objects(shape, SH.targetSubjectsOf)]
    return "SELECT DISTINCT ?this WHERE { " + " UNION ".join(sorted(parts)) + " }"


@cache
def _prefixes() -> dict[str, str]:
    shapes = _shapes()
    declared = (
        (shapes.value(node, SH.prefix), shapes.value(node, SH.namespace))
        for node in shapes.objects(None, SH.declare)
    )
    return {str(prefix): str(namespace) for prefix, namespace in declared}


def _named_shape(shape: Node | None) -> Node | None:
    """The shape with an IRI that a property shape belongs to."""
    shapes = _shapes()
    if isinstance(shape, rdflib.BNode):
        text = {str(message) for message in shapes.objects(shape, SH.message)}
        for owner, part in shapes.subject_objects(SH.property):
            if part == shape or (
                text and text == {str(message) for message in shapes.objects(part, SH.message)}
            ):
                return owner
    return shape


def _page_of(store: ox.Store, node: Node | None) -> str | None:
    if not isinstance(node, rdflib.URIRef):
        return None
    graphs = {
        quad.graph_name.value
        for quad in store.quads_for_pattern(ox.NamedNode(str(node)), None, None, None)
        if isinstance(quad.graph_name, ox.NamedNode)
    }
    return min(graphs, default=None)


def _messages(messages: Iterable[Node]) -> tuple[str, str]:
    english, chinese = "", ""
    for message in messages:
        if isinstance(message, rdflib.Literal) and message.language == "zh":
            chinese = str(message)
        else:
            english = str(message)
    return english, chinese


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _text(term: Node | None) -> str | None:
    return None if term is None else str(term)


def _local(term: Node | None) -> str:
    return str(term).rpartition("#")[2]
