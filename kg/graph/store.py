"""The embedded store: an Oxigraph database on disk that holds every finished page whole and no half page.

Every change is one transaction of Oxigraph, so a build that is killed at any moment leaves a store that opens and goes
on. A page's own graph is its entry in the ledger: it is there whole, or not at all, and says source, hash and run.

The default graph holds the union of all named graphs, each triple once. Oxigraph can query the union of named graphs
by itself, but finds a triple of n graphs n times: a label that 1000 pages share, joined with a type that they share,
gives a million rows and wrong counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg.graph.copies import Copy, drop_old_logs, read_note, state, write_note
from kg.graph.errors import GraphError
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.merge_links import links_to, merges_name
from kg.graph.runs import Run
from kg.graph.terms import DCTERMS, KG, PREFIXES, PROV, RDF

_UNION = DefaultGraph()


class StoreError(GraphError):
    """A store that cannot be opened or changed, and why."""


STORE = "store"
"""Name of the store in the folder that a build makes."""


class Change(StrEnum):
    """What adding a page did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, order=True)
class PageEntry:
    """A page of the store: where it came from, the SHA-256 of its bytes, and the run that read it."""

    source: str
    sha256: str
    run: str


class GraphStore:
    """A store of page graphs, the graph of seeds and the graph of runs, all below one base IRI.

    Example: `with GraphStore.open(Path("out/store")) as store: store.add(page_quads(facts, run) + seed_quads(keys))`.
    """

    def __init__(self, store: Store, base: str = BASE, *, writable: bool = True):
        """Wrap an Oxigraph store; `GraphStore.open` makes one on disk, `GraphStore.in_memory` one that is gone at the end."""
        self.store, self.ids, self._writable = store, Identifiers(base), writable
        self._shared = (self.ids.seeds_graph(), self.ids.runs_graph())
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
        return iter(sorted((quad for quad in self.store if quad.graph_name != _UNION), key=str))

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all graphs, each once, in no order."""
        return (quad.triple for quad in self.store.quads_for_pattern(None, None, None, _UNION))

    @property
    def writable(self) -> bool:
        """Whether the store was opened for changes."""
        return self._writable

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
        found = (quad.subject for quad in self.store.quads_for_pattern(None, RDF.type, KG.Page, _UNION))
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
        page = self._page_of(fresh)
        (entry,) = _entries(page, fresh)
        before = self._pages_from(entry.source) - {page}
        known = self._entries(page)
        if not known and not before:
            self._changing({page})
            self.store.extend(_with_union(fresh))
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
        return _entries(page, self.store.quads_for_pattern(page, None, None, page))

    def _page_of(self, quads: list[Quad]) -> NamedNode:
        pages = {quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == KG.Page}
        if len(pages) != 1:
            raise StoreError(f"one page is added at a time; these quads describe {len(pages)}")
        (page,) = pages
        if not isinstance(page, NamedNode):
            raise StoreError(f"the page {page} has no IRI")
        strange = {str(quad.graph_name) for quad in quads if quad.graph_name not in {page, *self._shared}}
        if strange:
            raise StoreError(f"the quads of the page {page} lie in another graph too: {min(strange)}")
        return page

    def _pages_from(self, source: str) -> set[NamedNode]:
        found = self.store.quads_for_pattern(None, DCTERMS.source, Literal(source), _UNION)
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
        unneeded = [
            Quad(page, DCTERMS.source, Literal(source), page) for page in sorted(shared_pages, key=str)
        ]
        unneeded += self._unneeded(gone, fresh)
        unneeded += links_to(self.store, self.ids.base, gone, fresh)
        unneeded += self._orphans([*unneeded, *self._quads_of(gone)], fresh)
        steps = [f"DROP SILENT GRAPH {page}" for page in sorted(gone, key=str)]
        if unneeded:
            steps.append(f"DELETE DATA {{\n{_data(unneeded)}}}")
        if fresh:
            steps.append(f"INSERT DATA {{\n{_data(_with_union(fresh))}}}")
        self._changing({*gone, *shared_pages, *(quad.graph_name for quad in fresh)})
        self.store.update(" ;\n".join(steps))

    def _changing(self, graphs: Iterable[object]) -> None:
        self._copied = None
        self.changed |= {graph for graph in graphs if isinstance(graph, NamedNode)}

    def _quads_of(self, graphs: set[NamedNode]) -> Iterator[Quad]:
        for graph in sorted(graphs, key=str):
            yield from self.store.quads_for_pattern(None, None, None, graph)

    def _orphans(self, going: list[Quad], fresh: list[Quad]) -> list[Quad]:
        """Return the quads of the union that no named graph will support when `going` are gone and `fresh` there."""
        leaving, staying = set(going), {quad.triple for quad in fresh}
        orphans = []
        for triple in dict.fromkeys(quad.triple for quad in going):
            if triple not in staying:
                held = self.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
                if all(quad.graph_name == _UNION or quad in leaving for quad in held):
                    orphans.append(Quad(triple.subject, triple.predicate, triple.object, _UNION))
        return orphans

    def _unneeded(self, gone: set[NamedNode], fresh: list[Quad]) -> Iterator[Quad]:
        """Yield quads of the shared graphs about nodes that no page will speak of when `gone` are gone and `fresh` there."""
        about = self._shared_about(gone)
        spoken = {
            term for quad in fresh for term in (quad.subject, quad.object) if isinstance(term, NamedNode)
        }
        waiting = [node for node in about if node in spoken or self._spoken_of(node, gone, about)]
        needed: set[NamedNode] = set()
        while waiting:
            node = waiting.pop()
            if node not in needed:
                needed.add(node)
                waiting += [
                    quad.object
                    for quad in about[node]
                    if isinstance(quad.object, NamedNode) and quad.object in about
                ]
        for node in sorted(about.keys() - needed, key=str):
            yield from about[node]

    def _shared_about(self, pages: set[NamedNode]) -> dict[NamedNode, list[Quad]]:
        """Return what the shared graphs say of the nodes that these pages speak of, and of all that those belong to."""
        waiting: set[NamedNode] = set()
        for quad in self._quads_of(pages):
            waiting |= {term for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
        about: dict[NamedNode, list[Quad]] = {}
        while waiting:
            node = waiting.pop()
            found = [
                quad
                for graph in self._shared
                for quad in self.store.quads_for_pattern(node, None, None, graph)
            ]
            if found:
                about[node] = found
                waiting |= {
                    quad.object for quad in found if isinstance(quad.object, NamedNode)
                } - about.keys()
        return about

    def _spoken_of(self, node: NamedNode, gone: set[NamedNode], about: dict[NamedNode, list[Quad]]) -> bool:
        """Say whether a page that stays, or a seed that is not in question, speaks of a node."""
        for graph in self._shared:
            for quad in self.store.quads_for_pattern(None, None, node, graph):
                if quad.subject not in about:
                    return True
        # A query stops at the first hit; in Python, a node that thousands of pages share would be walked through.
        # An accepted merge is the user's word about nodes, not a page's: it keeps no seed alive.
        apart = ", ".join(
            str(graph) for graph in sorted({*gone, *self._shared, merges_name(self.ids.base)}, key=str)
        )
        return bool(
            self.store.query(
                f"ASK {{ GRAPH ?g {{ {{ ?s ?p {node} }} UNION {{ {node} ?p ?o }} }} FILTER(?g NOT IN ({apart})) }}"
            )
        )


def _entries(page: NamedNode, quads: Iterable[Quad]) -> list[PageEntry]:
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


def _with_union(quads: list[Quad]) -> list[Quad]:
    """The quads, and their triples in the default graph."""
    return quads + [Quad(quad.subject, quad.predicate, quad.object, _UNION) for quad in quads]


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL update writes them."""
    by_graph: dict[object, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    parts = []
    for graph, lines in sorted(by_graph.items(), key=str):
        body = "".join(lines)
        parts.append(body if graph == _UNION else f"GRAPH {graph} {{\n{body}}}\n")
    return "".join(parts)


def _reason(error: OSError) -> str:
    text = str(error)
    if "lock" in text.lower():
        return "another process writes to it"
    return text
