"""The embedded store: an Oxigraph database on disk that holds every finished page whole and no half page.

Every change is one transaction of Oxigraph, so a build that is killed at any moment leaves a store that opens and goes
on. A page's own graph is its entry in the ledger: it is there whole, or not at all, and says source, hash and run.

The default graph holds the union of all named graphs, each triple once. Oxigraph can query the union of named graphs
by itself, but finds a triple of n graphs n times: a label that 1000 pages share, joined with a type that they share,
gives a million rows and wrong counts.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from kg.errors import no_room
from kg.graph.copies import Copy, drop_old_logs, read_note, state, write_note
from kg.graph.errors import StoreError
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.ledger import PageEntry, entries, page_of
from kg.graph.replacing import UNION, Replacement, with_union
from kg.graph.runs import Run
from kg.graph.terms import DCTERMS, KG, PREFIXES, RDF

__all__ = ["STORE", "Change", "GraphStore", "PageEntry", "StoreError"]

STORE = "store"
"""Name of the store in the folder that a build makes."""


class Change(StrEnum):
    """What adding a page did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class GraphStore:
    """A store of page graphs, the graph of seeds and the graph of runs, all below one base IRI.

    Example: `with GraphStore.open(Path("out/store")) as store: store.add(page_quads(facts, run) + seed_quads(keys))`.
    """

    def __init__(self, store: Store, base: str = BASE, *, writable: bool = True):
        """Wrap an Oxigraph store; `GraphStore.open` makes one on disk, `GraphStore.in_memory` one that is gone at the end."""
        self.store, self.ids, self._writable = store, Identifiers(base), writable
        self._path: Path | None = None
        self._copy: Copy | None = None
        self._copied: Path | None = None
        self.changed: set[NamedNode] = set()
        """Graphs of pages that were added, replaced or removed since the store was opened."""

    @classmethod
    def open(cls, path: Path, base: str = BASE, *, read_only: bool = False) -> "GraphStore":
        """Open the store in the folder `path`, making it (and its parents) unless `read_only`.

        Raises StoreError when there is no store to read, the folder cannot be written, or another process writes to it.
        """
        if read_only and not (path / "CURRENT").exists():
            raise StoreError(f"there is no store in {path}; `kg build` makes one")
        try:
            if not read_only:
                path.mkdir(parents=True, exist_ok=True)
            before = state(path)
            database = Store.read_only(str(path)) if read_only else Store(str(path))
        except OSError as error:
            raise StoreError(f"the store {path} cannot be opened: {_reason(error)}") from error
        store = cls(database, base, writable=not read_only)
        store._path, store._copy = path, read_note(path, before)
        return store

    @classmethod
    def in_memory(cls, base: str = BASE) -> "GraphStore":
        """Return an empty store that lives in memory."""
        return cls(Store(), base)

    def __enter__(self) -> "GraphStore":
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write everything to disk."""
        self.close()

    def close(self) -> None:
        """Write everything to disk and let go of the database, so that another process can open it."""
        if self._writable:
            self.store.flush()
        # The database is unlocked when its last reference goes; an empty store takes its place.
        self.store = Store()
        if self._writable and self._path:
            drop_old_logs(self._path)
            if self._copied:
                write_note(self._path, Copy.of(self._copied))
        self._path = self._copy = self._copied = None

    def __len__(self) -> int:
        """Return the number of triples: what `triples` yields."""
        answer = self.store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        if not isinstance(answer, QuerySolutions):
            raise TypeError("a SELECT query gave no solutions")
        return sum(int(solution["n"].value) for solution in answer)

    def __iter__(self) -> Iterator[Quad]:
        """Yield the quads of all named graphs in the order of their canonical N-Quads lines."""
        return iter(sorted((quad for quad in self.store if quad.graph_name != UNION), key=str))

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all graphs, each once, in no order."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, UNION))

    @property
    def writable(self) -> bool:
        """Whether the store was opened for changes."""
        return self._writable

    @property
    def base(self) -> str | None:
        """The base IRI that the pages of the store stand under, whatever it was opened with; None when there are none."""
        for quad in self.store.quads_for_pattern(None, RDF.type, KG.Page, UNION):
            if isinstance(quad.subject, NamedNode):
                return quad.subject.value.rpartition("page/")[0] or None
        return None

    def copy(self) -> BinaryIO | None:
        """Return the file of sorted N-Quads lines that held exactly the named graphs when the store was opened.

        None when there is no such file, or it has been changed. Since then, `changed` and graphs of no page may differ.
        """
        return self._copy.open(self._path.parent) if self._copy and self._path else None

    def copied(self, path: Path) -> None:
        """Note, on closing, that a file in the folder above the store's holds the named graphs as sorted N-Quads lines.

        A store that is not on disk, or changes before it is closed, notes nothing.
        """
        if self._path and self._path.parent.resolve() == path.parent.resolve():
            self._copied = path

    def compact(self) -> None:
        """Let the database merge its files: smaller and faster to read after many changes; may take a while."""
        self.store.optimize()

    def has(self, sha256: str) -> bool:
        """Return whether the page with this hash is in the store, whatever run made it."""
        page = self.ids.page(sha256)
        return Quad(page, RDF.type, KG.Page, page) in self.store

    def pages(self) -> list[PageEntry]:
        """Return all pages, sorted by source; a page that came from two sources with equal bytes stands twice."""
        found = (quad.subject for quad in self.store.quads_for_pattern(None, RDF.type, KG.Page, UNION))
        return sorted(entry for page in found if isinstance(page, NamedNode) for entry in self._entries(page))

    def outdated(self, run: Run) -> list[PageEntry]:
        """Return the pages that another run made: another version, other parameters or other models than `run`'s.

        A build with such a store says so and offers to build these pages again.
        """
        current = run.node(self.ids).value
        return [entry for entry in self.pages() if entry.run != current]

    def runs(self) -> list[str]:
        """Return the IRIs of all runs that made the store's pages, sorted: its fingerprint, one when it is of one piece."""
        return sorted({entry.run for entry in self.pages()})

    def add(self, quads: Iterable[Quad]) -> Change:
        """Add one page: its own graph, and the seeds and the run it needs, in one transaction.

        A page that is there already, made by the same run, changes nothing (equal bytes from another source add that
        source). What the same source said before with other bytes is removed; a page that another run made is
        replaced. Raises StoreError when the quads are not those of exactly one page, or lie in other graphs.
        """
        fresh = list(dict.fromkeys(quads))
        page = page_of(fresh, (self.ids.seeds_graph(), self.ids.runs_graph()))
        (entry,) = entries(page, fresh)
        before = self._pages_from(entry.source) - {page}
        known = self._entries(page)
        if not known and not before:
            self.changing({page})
            self.store.extend(with_union(fresh))
            return Change.ADDED
        if known and known[0].run == entry.run:
            if entry in known and not before:
                return Change.UNCHANGED
            fresh = [Quad(page, DCTERMS.source, Literal(entry.source), page)]
            self._replace(before, fresh, entry.source)
            return Change.REPLACED if before else Change.ADDED
        fresh += [
            Quad(page, DCTERMS.source, Literal(other.source), page)
            for other in known
            if other.source != entry.source
        ]
        self._replace(before, fresh, entry.source, anew=page if known else None)
        return Change.REPLACED

    def remove(self, name: str) -> list[PageEntry]:
        """Remove the pages with this source, hash or IRI, and exactly what they alone supported; return what went.

        Seeds and runs that no other page needs go too. Raises StoreError when there is no such page.
        """
        pages = self._pages_from(name)
        if pages:
            gone = [entry for page in pages for entry in self._entries(page) if entry.source == name]
            self._replace(pages, [], name)
            return sorted(gone)
        gone = [entry for entry in self.pages() if name in {entry.sha256, self.ids.page(entry.sha256).value}]
        if not gone:
            raise StoreError(f"no page of the store has the source, hash or IRI {name!r}")
        self._replace(set(), [], "", anew=self.ids.page(gone[0].sha256))
        return gone

    def query(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run SPARQL over the union of all graphs, with the prefixes of the contract declared; GRAPH asks single ones.

        Raises SyntaxError for a query that cannot be read.
        """
        return self.store.query(query, prefixes=PREFIXES)

    def _entries(self, page: NamedNode) -> list[PageEntry]:
        return entries(page, self.store.quads_for_pattern(page, None, None, page))

    def _pages_from(self, source: str) -> set[NamedNode]:
        found = self.store.quads_for_pattern(None, DCTERMS.source, Literal(source), UNION)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def _replace(
        self, before: set[NamedNode], fresh: list[Quad], source: str, *, anew: NamedNode | None = None
    ) -> None:
        """Change the store in one transaction (one SPARQL update).

        The pages `before` lose `source`, and go when they came from nowhere else; the page `anew` goes in any case;
        the quads `fresh` come; seeds and runs that no page speaks of any more go.
        """
        shared_pages = {page for page in before if len(self._entries(page)) > 1}
        gone = (before - shared_pages) | ({anew} if anew else set())
        leaving = [
            Quad(page, DCTERMS.source, Literal(source), page) for page in sorted(shared_pages, key=str)
        ]
        update = Replacement(self.store, self.ids, gone, fresh).update(leaving)
        self.changing({*gone, *shared_pages, *(quad.graph_name for quad in fresh)})
        self.store.update(update)

    def changing(self, graphs: Iterable[object]) -> None:
        """Note that these graphs are about to change; `add` and `remove` do it themselves."""
        self._copied = None
        self.changed |= {graph for graph in graphs if isinstance(graph, NamedNode)}


def _reason(error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "another process writes to it"
    return no_room(error) or text
