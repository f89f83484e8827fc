"""What a file of page graphs and a store have in common, and where they contradict each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.errors import GraphError
from kg.graph.graph_files import GraphFile
from kg.graph.ledger import PageEntry
from kg.graph.store import GraphStore
from kg.graph.terms import DCTERMS

_SOURCE = f" {DCTERMS.source} ".encode()


class ConflictError(GraphError):
    """Pages of a file that a store has with other statements; the message says which, and what to do."""


@dataclass(slots=True)
class Overlap:
    """What a file has in common with a store."""

    same: set[ox.NamedNode] = field(default_factory=set)
    """Pages that both have with the same statements."""
    replaced: set[ox.NamedNode] = field(default_factory=set)
    """Pages of the file in whose place, or for whose source, the store has something else."""
    conflicts: dict[str, PageEntry] = field(default_factory=dict)
    """By hash or source: what of the store has to go for that."""
    sources: list[tuple[ox.NamedNode, str]] = field(default_factory=list)
    """Sources of same pages that the store does not know yet."""


def overlap(store: GraphStore, file: GraphFile) -> Overlap:
    """Compare a file with a store, page by page and source by source; only pages that both have are read."""
    found, known, owners = Overlap(), dict[ox.NamedNode, set[str]](), dict[str, set[ox.NamedNode]]()
    held: dict[ox.NamedNode, PageEntry] = {}
    for entry in store.pages():
        page = store.ids.page(entry.sha256)
        held[page] = entry
        known.setdefault(page, set()).add(entry.source)
        owners.setdefault(entry.source, set()).add(page)
    common = file.pages.keys() & known.keys()
    statements = _statements(file, common)
    for page, entries in file.pages.items():
        if page in common:
            if statements[page] == _statements_of(store, page):
                found.same.add(page)
                found.sources += [
                    (page, entry.source) for entry in entries if entry.source not in known[page]
                ]
            else:
                found.replaced.add(page)
                found.conflicts[entries[0].sha256] = held[page]
        for entry in entries:
            if others := owners.get(entry.source, set()) - {page}:
                found.replaced.add(page)
                found.conflicts[entry.source] = held[min(others, key=str)]
    return found


def conflict(file: GraphFile, found: Overlap) -> ConflictError:
    """Return the error that names what a file and a store say differently."""
    name, entry = min(found.conflicts.items())
    what = (
        f"the page {entry.source} is there with other statements, as another version or other settings made it"
        if name == entry.sha256
        else f"{name} is there with other bytes (SHA-256 {entry.sha256[:12]}…)"
    )
    more = f", and so are {len(found.conflicts) - 1} more" if len(found.conflicts) > 1 else ""
    return ConflictError(
        f"{file.name}: {what}{more}; --replace takes those of the file, else build all with one version first"
    )


def _statements(file: GraphFile, pages: Iterable[ox.NamedNode]) -> dict[ox.NamedNode, set[bytes]]:
    """What a file says of pages, apart from their sources: N-Triples lines without their ends."""
    found = {f" {page} .\n".encode(): (page, set[bytes]()) for page in pages}
    if found:
        for part in file.parts():
            for line in part.splitlines(keepends=True):
                at = line.rindex(b" <")
                if (page := found.get(line[at:])) and not _is_source(line, page[0]):
                    page[1].add(line[:at])
    return dict(found.values())


def _statements_of(store: GraphStore, page: ox.NamedNode) -> set[bytes]:
    lines = (store.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=page) or b"").splitlines()
    return {line[:-2] for line in lines if not _is_source(line, page)}


def _is_source(line: bytes, page: ox.NamedNode) -> bool:
    return line.startswith(f"{page}".encode() + _SOURCE)
