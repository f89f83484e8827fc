"""SHACL validation of a graph against `ontology/shapes.ttl`, fast enough for millions of triples.

The shapes are compiled to SPARQL queries that Oxigraph answers; pySHACL, which goes from node to node, takes minutes
where this takes seconds, and is the oracle of the tests: both find the same.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
import rdflib

from kg.graph.store import GraphStore
from kg.graph.terms import RDFS
from kg.graph.validate.compiler import Check, compile_shapes
from kg.graph.validate.conditions import Subclasses
from kg.graph.validate.findings import Finding, ValidationError
from kg.graph.validate.report import report
from kg.graph.validate.shapes import contract, read_shapes

__all__ = ["Finding", "ValidationError", "compile_shapes", "contract", "read_shapes", "report", "validate"]

_UNION = ox.DefaultGraph()


def validate(graph: GraphStore | Iterable[ox.Quad], shapes: rdflib.Graph | None = None) -> list[Finding]:
    """Return all findings about a graph, sorted; an empty list says that it keeps to the contract.

    Give it a whole graph: a page's quads without the seeds it uses lack the descriptions of places like 中国. `shapes`
    are other shapes than those of the contract. Raises ValidationError for shapes with constructs that are not
    supported.

    Example: a figure that is 占比 (a share) of 120 % is one finding, a `Warning` of `shape:ShareWithinWhole`.
    """
    store = graph.store if isinstance(graph, GraphStore) else _loaded(graph)
    checks = compile_shapes(contract() if shapes is None else shapes, _subclasses(store))
    return sorted(set(_run(store, checks)), key=Finding.key)


def _loaded(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store in memory, the union of all graphs in its default graph."""
    store = ox.Store()
    store.bulk_extend(quads)
    store.bulk_extend([ox.Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in store])
    return store


def _subclasses(store: ox.Store) -> Subclasses:
    """All subclasses that the data itself states: SHACL counts their members as members of the class."""
    below: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, RDFS.subClassOf, None, _UNION):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            below.setdefault(quad.object.value, set()).add(quad.subject.value)
    return {kind: _closure(kind, below) for kind in below}


def _closure(kind: str, below: Mapping[str, set[str]]) -> tuple[str, ...]:
    found, waiting = {kind}, [kind]
    while waiting:
        fresh = below.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += sorted(fresh)
    return tuple(sorted(found))


def _run(store: ox.Store, checks: Iterable[Check]) -> Iterator[Finding]:
    """Ask every check; where several share a probe, ask it first, because most graphs break nothing."""
    broken: dict[str, bool] = {}
    for check in checks:
        if check.probe is not None:
            if check.probe not in broken:
                broken[check.probe] = any(_solutions(store, check.probe))
            if not broken[check.probe]:
                continue
        yield from _findings(store, check)


def _findings(store: ox.Store, check: Check) -> Iterator[Finding]:
    for node, value in _solutions(store, check.query):
        yield Finding(
            severity=check.severity,
            shape=check.shape,
            constraint=check.constraint,
            node=_text(node),
            page=_page(store, node, check.path, value),
            path=check.path,
            value=None if value is None else _text(value),
            message=check.message,
            message_zh=check.message_zh,
            term=value,
        )


_Term = ox.NamedNode | ox.BlankNode | ox.Literal


def _solutions(store: ox.Store, query: str) -> Iterator[tuple[_Term, _Term | None]]:
    answer = store.query(query)
    if not isinstance(answer, ox.QuerySolutions):
        raise ValidationError(f"a rule is no SELECT query: {query}")
    names = {variable.value for variable in answer.variables}
    for solution in answer:
        node, value = solution["this"], solution["value"] if "value" in names else None
        if isinstance(node, _Term) and (value is None or isinstance(value, _Term)):
            yield node, value


def _page(store: ox.Store, node: _Term, path: str | None, value: _Term | None) -> str | None:
    """The graph that states the triple in question, else one that speaks of the node; the first of them by name."""
    if isinstance(node, ox.Literal):
        return None
    about: list[tuple[ox.NamedNode | None, _Term | None]] = [(None, None)]
    if path is not None and value is not None and "<" not in path:
        about.insert(0, (ox.NamedNode(path), value))
    for predicate, target in about:
        names = {
            quad.graph_name.value
            for quad in store.quads_for_pattern(node, predicate, target, None)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        if names:
            return min(names)
    return None


def _text(term: _Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else term.value
