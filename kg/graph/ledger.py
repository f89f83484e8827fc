"""The ledger of a store: each page's own graph says source, hash and run, and there is no other list of pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.errors import StoreError
from kg.graph.terms import DCTERMS, KG, PROV, RDF


@dataclass(frozen=True, slots=True, order=True)
class PageEntry:
    """A page of the store: where it came from, the SHA-256 of its bytes, and the run that read it."""

    source: str
    sha256: str
    run: str


def entries(page: NamedNode, quads: Iterable[Quad]) -> list[PageEntry]:
    """Return one entry for each source of a page; none when the quads do not describe it."""
    values: dict[object, list[object]] = {}
    for quad in quads:
        if quad.subject == page:
            values.setdefault(quad.predicate, []).append(quad.object)
    if not values:
        return []
    for term in (DCTERMS.source, DCTERMS.identifier, PROV.wasGeneratedBy):
        if term not in values:
            raise StoreError(f"the page {page} has no {term}")
    digests = [item.value for item in values[DCTERMS.identifier] if isinstance(item, Literal)]
    runs = [item.value for item in values[PROV.wasGeneratedBy] if isinstance(item, NamedNode)]
    if len(digests) != 1 or len(runs) != 1:
        raise StoreError(
            f"the page {page} has {len(digests)} identifiers and {len(runs)} runs, not one of each"
        )
    sources = [item.value for item in values[DCTERMS.source] if isinstance(item, Literal)]
    return [PageEntry(source, digests[0].removeprefix("sha256:"), runs[0]) for source in sorted(sources)]


def page_of(quads: list[Quad], shared: Iterable[NamedNode]) -> NamedNode:
    """Return the one page that quads describe, whose graph they lie in, or in the `shared` graphs; raise StoreError otherwise."""
    pages = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == KG.Page}
    if len(pages) != 1:
        raise StoreError(f"one page is added at a time; these quads describe {len(pages)}")
    (page,) = pages
    if not isinstance(page, NamedNode):
        raise StoreError(f"the page {page} has no IRI")
    strange = {str(quad.graph_name) for quad in quads if quad.graph_name not in {page, *shared}}
    if strange:
        raise StoreError(f"the quads of the page {page} lie in another graph too: {min(strange)}")
    return page
