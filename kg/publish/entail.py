"""What follows from the ontology, written out for tools that do not reason: schema.org, ORG, ELI, … beside `kg:` terms.

The statements of a store pass one by one through tables of what each term entails, so that a million take seconds.
Written are subclasses and subproperties, inverses, symmetry, domains and ranges, values that all members of a class
have, and chains of transitive properties: what OWL 2 RL entails, except by equality (`owl:sameAs`, keys, functional
properties), which would repeat every fact of a node under its other names.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.graph import GraphStore
from kg.graph.terms import OWL, RDF, RDFS
from kg.publish.entail_rules import FILES, Rules, rules
from kg.resources import folder

_UNION = DefaultGraph()
_Node = NamedNode | BlankNode | Literal | Triple
_Links = dict[NamedNode, set[tuple[_Node, _Node]]]


@contextmanager
def with_entailed(store: GraphStore) -> Iterator[GraphStore]:
    """Give a store with all that `store` says and, in a graph of its own, all that follows; it is gone afterwards.

    The graph is `graph/entailed` below the store's base. The copy lies on disk, in the folder for temporary files.

    Example: `with with_entailed(store) as more: write_ntriples(more, path)` has 商务部 `a schema:GovernmentOrganization`.
    """
    graph = NamedNode(f"{store.ids.base}graph/entailed")
    with (
        # Who still holds an answer of the copy keeps its database open, which may write while its folder goes.
        TemporaryDirectory(prefix="kg-entail-", ignore_cleanup_errors=True) as work,
        GraphStore.open(Path(work) / "store", store.ids.base) as copy,
    ):
        copy.store.bulk_extend(store.store)
        copy.store.bulk_extend(
            Quad(triple.subject, triple.predicate, triple.object, name)
            for triple in entailed(store)
            for name in (graph, _UNION)
        )
        yield copy


def entailed(store: GraphStore, tables: Rules | None = None) -> Iterator[Triple]:
    """Yield what follows from the union of a store's graphs and is not in it, each once, in no order.

    With it come the descriptions of the ontology's individuals (`kg:Level` 水平值) and the structure of the cube, so
    that what is written can be read without the ontology. `tables` are other rules than the ontology's.
    """
    tables = tables or rules()
    links: _Links = {term: set() for term in tables.transitive}
    fresh: set[Triple] = set(vocabulary())
    asserted = (
        quad.triple
        for predicate in tables.predicates()
        for quad in store.store.quads_for_pattern(None, predicate, None, _UNION)
    )
    for statement in chain(asserted, vocabulary()):
        _take([statement, *tables.of(statement)], fresh, links)
    for term in tables.transitive:
        for start, end in list(_chains(links[term])):
            step = Triple(start, term, end)  # type: ignore[arg-type]
            _take([step, *tables.of(step)], fresh, links)
            fresh.add(step)
    for triple in fresh:
        if Quad(triple.subject, triple.predicate, triple.object, _UNION) not in store.store:
            yield triple


def _take(found: Iterable[Triple], fresh: set[Triple], links: _Links) -> None:
    """Note the consequences of a statement, which comes first, and the steps of chains among them."""
    for number, triple in enumerate(found):
        if number:
            fresh.add(triple)
        if triple.predicate in links:
            links[triple.predicate].add((triple.subject, triple.object))


@cache
def vocabulary() -> tuple[Triple, ...]:
    """Return what the ontology says of its individuals, and the structure of the cube, without axioms about terms."""
    own, cube = (
        [
            quad.triple
            for quad in parse(path=str(folder("ontology") / name), format=RdfFormat.TURTLE)
            if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, BlankNode)
        ]
        for name in FILES
    )
    individuals = {t.subject for t in own if t.predicate == RDF.type and t.object == OWL.NamedIndividual}
    headers = {t.subject for t in cube if t.predicate == RDF.type and t.object == OWL.Ontology}
    parts = [t for t in cube if t.subject not in headers]
    described = {t.subject for t in parts}
    chosen = [
        t
        for t in own
        if (t.subject in individuals and t.object != OWL.NamedIndividual)
        or (t.subject in described and t.predicate in (RDFS.label, RDFS.range))
    ]
    return tuple(dict.fromkeys(chosen + parts))


def _chains(links: set[tuple[_Node, _Node]]) -> Iterator[tuple[_Node, _Node]]:
    """Yield all pairs that one step or more join.

    Example: 云台区 within 东海市 and 东海市 within 江苏省 also give 云台区 within 江苏省.
    """
    after: dict[_Node, set[_Node]] = {}
    for start, end in links:
        after.setdefault(start, set()).add(end)
    for start, steps in after.items():
        seen: set[_Node] = set()
        waiting = list(steps)
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += after.get(node, ())
        yield from ((start, end) for end in seen)
