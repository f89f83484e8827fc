"""The graph of accepted merges: which node stands for those it joins, and its links to sentences, which go with their page."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.terms import OWL, PROV, RDFS
from kg.knowledge import gazetteer


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


def representatives(database: Store, base: str) -> dict[str, str]:
    """Return the representative of every entity that accepted merges join, IRI → IRI; a representative stands for itself.

    Entities are joined through chains and cycles of the `owl:sameAs` of the merges graph alone: what the seeds say of
    other data sets joins nothing here. One that the store describes represents those whose pages are gone, among these
    one that the seeds know, else the smallest IRI. Sorted by IRI, and empty without merges: `iri = joined.get(iri, iri)`.

    Example: after 王海平 of one page was merged with 王海平 of another, both IRIs give the smaller one.
    """
    return represented(database, base, database.quads_for_pattern(None, OWL.sameAs, None, merges_name(base)))


def represented(database: Store, base: str, same: Iterable[Quad]) -> dict[str, str]:
    """Return what `representatives` does, were these the `owl:sameAs` of accepted merges."""
    leaders: dict[str, str] = {}
    for quad in same:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            ends = (_leader(leaders, quad.subject.value), _leader(leaders, quad.object.value))
            first, other = sorted(
                ends, key=lambda iri: (not _described(database, iri), not _seeded(iri, base), iri)
            )
            leaders[other] = first
    return {iri: _leader(leaders, iri) for iri in sorted(leaders)}


def _leader(leaders: dict[str, str], iri: str) -> str:
    """The root of an IRI in a union-find forest, with the way to it made shorter."""
    while leaders.setdefault(iri, iri) != iri:
        leaders[iri] = leaders[leaders[iri]]
        iri = leaders[iri]
    return iri


def _described(database: Store, iri: str) -> bool:
    return any(True for _ in database.quads_for_pattern(NamedNode(iri), RDFS.label, None, None))


def _seeded(iri: str, base: str) -> bool:
    return iri.startswith(base) and unquote(iri[len(base) :]) in gazetteer().by_key
