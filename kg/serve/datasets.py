"""The data set of one request: SPARQL says that several default graphs are merged, so that each triple is there once.

Oxigraph finds a triple of n default graphs n times, and counts would be wrong. So two or more are copied together into
a store in memory, with the named graphs beside them, before the query runs.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.terms import PREFIXES
from kg.serve.updates import Token, tokens


def merged(store: Store, default: Sequence[NamedNode], named: Sequence[NamedNode]) -> Store:
    """Return a store whose default graph is the merge of some graphs of another one, with these named graphs.

    Example: 江苏省 as a label in the graphs of two pages is one triple of their merge.
    """
    found = Store()
    for graph in dict.fromkeys(default):
        found.bulk_extend(
            Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
            for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in dict.fromkeys(named):
        found.add_graph(graph)
        found.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return found


def graphs_from(query: str) -> tuple[list[NamedNode], list[NamedNode]]:
    """Return the graphs that a query names with FROM and with FROM NAMED.

    One that is written with BASE or a prefix nobody declared is passed over; the query itself will say so.
    """
    default: list[NamedNode] = []
    named: list[NamedNode] = []
    if "from" not in query.lower():
        return default, named
    prefixes = dict(PREFIXES)
    words = [token for token in tokens(query) if token.kind != "skip"]
    for one, two, three in _triples([*words, *words[-1:], *words[-1:]]):
        if one.word == "PREFIX" and two.kind == "name" and three.kind == "iri":
            prefixes[two.text.removesuffix(":")] = three.text[1:-1]
        elif one.text == "{":
            break
        elif one.word == "FROM":
            graph = _graph(three if two.word == "NAMED" else two, prefixes)
            if graph is not None:
                (named if two.word == "NAMED" else default).append(graph)
    return default, named


def _triples(words: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    for (one, two), (_, three) in pairwise(pairwise(words)):
        yield one, two, three


def _graph(token: Token, prefixes: dict[str, str]) -> NamedNode | None:
    iri = token.text[1:-1]
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        iri = prefixes.get(prefix, "") + local
    try:
        return NamedNode(iri)
    except ValueError:
        return None
