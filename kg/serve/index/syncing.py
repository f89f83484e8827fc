"""Keeping the index in step with its store, page by page.

The ledger of the store (each page with its sources and the run that read it) is compared with the index's; only pages
that are new, changed or gone are read. All is done on a copy, which takes the place of the old index when it is whole.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from pyoxigraph import NamedNode

from kg.graph import GraphStore
from kg.graph.identifiers import digest
from kg.graph.merges import merges_graph
from kg.serve.index.pages import read_page, read_ties
from kg.serve.index.ranks import Whole
from kg.serve.index.schema import FORMAT, MERGES, SEEDS, TABLES, SearchIndexError, check_sqlite, index_of
from kg.serve.index.writing import Writer

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done: pages read, pages taken out, and why all had to be read when they had to."""

    read: int
    removed: int
    anew: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the store as the index compares it."""

    node: NamedNode
    state: str
    source: str


def sync_index(
    graph: GraphStore, store: Path, *, anew: bool = False, progress: Progress = lambda done, all: None
) -> Synced:
    """Bring the index of the store in the folder `store` up to date with `graph`, which is that store, opened.

    `anew` reads all pages again. `progress` is told how many of how many pages are done. An index that is damaged or of
    another format is made anew. Raises SearchIndexError when the index cannot be written, or SQLite lacks FTS5.

    Example: after 江苏省 was named by one new page, only that page is read.
    """
    check_sqlite()
    target = index_of(store)
    try:
        with _alone(target.parent):
            return _sync(graph, target, anew, progress)
    except (OSError, sqlite3.Error) as error:
        raise SearchIndexError(f"the index {target} cannot be written: {error}") from error


def _sync(graph: GraphStore, target: Path, anew: bool, progress: Progress) -> Synced:
    wanted = _ledger(graph)
    base, other = graph.ids.base, _others(graph)
    known, reason = (None, None) if anew else _known(target, base)
    before = known or {}
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    fresh = [iri for iri, page in wanted.items() if known is None or known.get(iri) != page.state]
    gone = [iri for iri in before if iri and (iri not in wanted or before[iri] != wanted[iri].state)]
    if known is not None and not fresh and not gone and before[""] == other:
        return Synced(0, 0)
    if known is None or len(fresh) > len(wanted) / 2:
        known, before, gone, fresh = None, {}, [], list(wanted)
    else:
        shutil.copyfile(target, part)
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        # The copy is thrown away when anything goes wrong, so it needs no journal.
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        )
        if known is None:
            connection.executescript(TABLES)
        connection.execute("BEGIN")
        others = before.get("") != other
        _write(connection, graph, wanted, fresh, gone, whole=known is None, others=others, progress=progress)
        meta = {"format": FORMAT, "base": base, "other": other, "totals": _totals(connection)}
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
        connection.execute("COMMIT")
        if known is None:
            connection.execute("ANALYZE")
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)
    return Synced(len(fresh), len(set(gone) - wanted.keys()), reason)


def _write(
    connection: sqlite3.Connection,
    graph: GraphStore,
    wanted: dict[str, _Page],
    fresh: list[str],
    gone: list[str],
    *,
    whole: bool,
    others: bool,
    progress: Progress,
) -> None:
    writer = Writer(connection, graph.store)
    shared = ((SEEDS, graph.ids.seeds_graph()), (MERGES, merges_graph(graph))) if others else ()
    for number in [*(number for number, _ in shared), *map(writer.page, gone)]:
        writer.remove(number)
    for done, iri in enumerate(fresh):
        page = wanted[iri]
        writer.add(read_page(graph.store, page.node), iri, page.state, page.source)
        progress(done + 1, len(fresh))
    for number, node in shared:
        writer.put(number, read_ties(graph.store, node))
    writer.index_words(None if whole else sorted(map(writer.page, fresh)))
    if not whole:
        writer.refresh()
    Whole(connection).write()


def _totals(connection: sqlite3.Connection) -> str:
    tables = {"entities": "ranks", "mentions": "mentions", "pages": "pages", "articles": "articles"}
    count = {
        name: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for name, table in tables.items()
    }
    return json.dumps(count)


def _ledger(graph: GraphStore) -> dict[str, _Page]:
    """All pages of the store by IRI; a page's state is its sources and its run."""
    found: dict[str, list[str]] = {}
    for entry in graph.pages():
        found.setdefault(graph.ids.page(entry.sha256).value, []).extend((entry.source, entry.run))
    return {iri: _Page(NamedNode(iri), digest(said), said[0]) for iri, said in found.items()}


def _others(graph: GraphStore) -> str:
    """The state of the graphs that are no pages: what the seeds know and which merges are accepted."""
    return digest(
        line
        for node in (graph.ids.seeds_graph(), merges_graph(graph))
        for line in sorted(str(quad.triple) for quad in graph.store.quads_for_pattern(None, None, None, node))
    )


def _known(target: Path, base: str) -> tuple[dict[str, str] | None, str | None]:
    """The ledger of the index, with the state of the other graphs under the empty name; None and why when there is none to use."""
    if not target.exists():
        return None, None
    try:
        with closing(
            sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if (meta.get("format"), meta.get("base")) != (FORMAT, base):
                return None, "the index was of another version or base"
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None, "the index was damaged"
            return dict(connection.execute("SELECT iri, state FROM pages")) | {"": meta["other"]}, None
    except sqlite3.Error as error:
        return None, f"the index was damaged ({error})"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time work on the index of a folder, where the system can."""
    locks = _locks()
    if locks is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        locks.flock(handle, locks.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _locks() -> ModuleType | None:
    try:
        return import_module("fcntl")
    except ModuleNotFoundError:
        return None  # only Unix has it; elsewhere the last of two writers wins
