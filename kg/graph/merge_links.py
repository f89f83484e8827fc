"""The graph of accepted merges, and its links to the sentences of pages: they go with the page."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.terms import PROV


def merges_name(base: str) -> NamedNode:
    """Return the name of the graph of accepted merges."""
    return NamedNode(f"{base}graph/merges")


def links_to(database: Store, base: str, gone: set[NamedNode], fresh: list[Quad]) -> Iterator[Quad]:
    """Yield the links of merges to sentences of pages that go, except to those that come back with `fresh`.

    The merge itself is the user's word and stays; `kg.graph.merges.renew` finds it new evidence.
    """
    if not gone:
        return
    staying = {quad.subject for quad in fresh}
    for quad in database.quads_for_pattern(None, PROV.wasDerivedFrom, None, merges_name(base)):
        if isinstance(quad.object, NamedNode) and quad.object not in staying:
            page, mark, _ = quad.object.value.partition("#")
            if mark and NamedNode(page) in gone:
                yield quad
