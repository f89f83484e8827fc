"""Keeping the index in step with its store, page by page.

The ledger of the store (each page with its sources and the run that read it) is compared with the index's; only pages
that are new, changed or gone are read, those that an update has touched, and those that name entities of other merges. All is
done on a copy, which takes the place of the old index when it is whole.
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from kg.graph import GraphStore
from kg.serve.index.changes import Changes, Noted, locking
from kg.serve.index.ledger import Ledger, ledger_of
from kg.serve.index.network import load
from kg.serve.index.pages import read_page, read_ties
from kg.serve.index.ranked import no_ranked, write_ranked
from kg.serve.index.ranks import RANKED, Whole
from kg.serve.index.schema import FORMAT, TABLES, SearchIndexError, check_sqlite, index_of
from kg.serve.index.sums import add_up, load_sums
from kg.serve.index.writing import Writer

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done: pages read, pages taken out, and why all had to be read when they had to."""

    read: int
    removed: int
    anew: str | None = None


def sync_index(
    graph: GraphStore,
    store: Path,
    *,
    anew: bool = False,
    seen: Noted | None = None,
    verify: bool = False,
    progress: Progress = lambda done, all: None,
) -> Synced:
    """Bring the index of the store in the folder `store` up to date with `graph`, which is that store, opened.

    `anew` reads all pages again. `seen` are the updates noted before the graph was opened; who does not give them must be
    the only one that writes. `verify` looks for damage in all of the index first. `progress` is told how many of how many pages are done. An index that is damaged or of another
    format is made anew. Raises SearchIndexError when the index cannot be written, or SQLite lacks FTS5.

    Example: after 江苏省 was named by one new page, only that page is read.
    """
    check_sqlite()
    target, changes = index_of(store), Changes(store)
    noted = changes.read() if seen is None else seen
    try:
        with _alone(target.parent):
            done = _Sync(graph, target, noted, progress).run(anew=anew, verify=verify)
            changes.forget(noted)
            return done
    except (OSError, sqlite3.Error) as error:
        raise SearchIndexError(f"the index {target} cannot be written: {error}") from error


def sync_store(
    store: Path, base: str, *, verify: bool = False, progress: Progress = lambda done, all: None
) -> Synced:
    """Bring the index of a store that others may be writing to up to date with what it holds now.

    Raises StoreError when the store cannot be read, SearchIndexError as `sync_index` does.
    """
    seen = Changes(store).read()
    with GraphStore.open(store, base, read_only=True) as graph:
        return sync_index(graph, store, seen=seen, verify=verify, progress=progress)


class _Sync:
    """One comparison of a store and its index."""

    def __init__(self, graph: GraphStore, target: Path, noted: Noted, progress: Progress) -> None:
        self.graph, self.target, self.noted, self.progress = graph, target, noted, progress
        self.part = target.with_name(target.name + ".part")
        self.wanted = ledger_of(graph)

    def run(self, *, anew: bool, verify: bool) -> Synced:
        self.part.unlink(missing_ok=True)
        known, reason = (
            (None, None)
            if anew or self.noted.everything
            else _known(self.target, self.graph.ids.base, verify)
        )
        if known is None:
            return self._anew(reason)
        try:
            return self._step(known)
        except sqlite3.DatabaseError as error:
            return self._anew(f"the index was damaged ({error})")

    def _anew(self, reason: str | None) -> Synced:
        self.part.unlink(missing_ok=True)
        with closing(_opened(self.part)) as connection:
            connection.executescript(TABLES)
            connection.execute("BEGIN")
            writer = Writer(connection, self.graph.store, self.wanted.joined)
            self._add(writer, list(self.wanted.pages), list(self.wanted.others))
            writer.index_words(None)
            ranked = Whole(connection, add_up(connection)).write()
            write_ranked(connection, no_ranked(), ranked, ())
            self._finish(connection)
            connection.execute("ANALYZE")
        self._replace()
        return Synced(len(self.wanted.pages), 0, reason)

    def _step(self, known: Ledger) -> Synced:
        """Follow what has changed; half of all pages or more are faster read anew."""
        wanted, pages = self.wanted, self.wanted.pages
        touched = self.noted.graphs
        with closing(sqlite3.connect(_reading(self.target), uri=True)) as connection:
            again = _speaking_of(connection, known.moved(wanted)) | (
                touched & pages.keys() & known.pages.keys()
            )
        fresh = [iri for iri, page in pages.items() if iri in again or known.state(iri) != page.state]
        gone = [iri for iri in known.pages if iri in again or known.state(iri) != wanted.state(iri)]
        if len(fresh) > max(len(pages) / 2, 1) and len(pages) > 1:
            return self._anew(None)
        others = [
            iri for iri, state in wanted.others.items() if known.others.get(iri) != state or iri in again
        ]
        past = [iri for iri, state in known.others.items() if wanted.others.get(iri) != state or iri in again]
        if not (fresh or gone or others or past):
            return Synced(0, 0)
        shutil.copyfile(self.target, self.part)
        with closing(_opened(self.part)) as connection:
            connection.execute("BEGIN")
            read = self._follow(connection, fresh, gone, others, past)
            self._finish(connection)
        self._replace()
        return Synced(read, len(set(gone) - pages.keys()))

    def _follow(
        self,
        connection: sqlite3.Connection,
        fresh: list[str],
        gone: list[str],
        others: list[str],
        past: list[str],
    ) -> int:
        """Take out what is past, put in what is there now, and compute the whole; return how many pages were read."""
        before, sums = load(connection, "ranked", RANKED), load_sums(connection)
        writer = Writer(connection, self.graph.store, self.wanted.joined)
        for iri in past:
            writer.remove(writer.other(iri))
        for iri in gone:
            writer.remove(writer.page(iri))
        self._add(writer, fresh, others)
        left = self._left_out(writer, {*fresh, *others})
        for iri in left:
            writer.remove(writer.page(iri))
        self._add(writer, left, [])
        writer.index_words(sorted(map(writer.page, [*fresh, *left])))
        writer.refresh()
        ranked = Whole(connection, sums.plus(writer.delta, writer.lost)).write()
        write_ranked(connection, before, ranked, writer.renamed)
        return len(fresh) + len(left)

    def _add(self, writer: Writer, pages: list[str], others: list[str]) -> None:
        for done, iri in enumerate(pages):
            page = self.wanted.pages[iri]
            writer.add(
                read_page(self.graph.store, NamedNode(iri), self.wanted.joined), iri, page.state, page.source
            )
            self.progress(done + 1, len(pages))
        for iri in others:
            writer.put_other(
                iri, self.wanted.others[iri], read_ties(self.graph.store, NamedNode(iri), self.wanted.joined)
            )

    def _left_out(self, writer: Writer, read: set[str]) -> list[str]:
        """Pages that spoke of something before it was an entity: an update has just made it one."""
        graphs = {
            quad.graph_name.value
            for iri in writer.new()
            for quad in self.graph.store.quads_for_pattern(None, None, NamedNode(iri), None)
            if isinstance(quad.graph_name, NamedNode)
        }
        return sorted((graphs - read) & self.wanted.pages.keys())

    def _finish(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM members")
        merged = ((iri, leader) for iri, leader in self.wanted.joined.items() if iri != leader)
        connection.executemany("INSERT INTO members VALUES (?, ?)", merged)
        meta = {"format": FORMAT, "base": self.graph.ids.base, "totals": _totals(connection)}
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
        connection.execute("COMMIT")

    def _replace(self) -> None:
        with self.part.open("rb") as written:
            os.fsync(written.fileno())
        self.part.replace(self.target)


def _opened(part: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(part, isolation_level=None)
    # The copy is thrown away when anything goes wrong, so it needs no journal.
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
    )
    return connection


def _reading(target: Path) -> str:
    return f"{target.absolute().as_uri()}?mode=ro&immutable=1"


def _speaking_of(connection: sqlite3.Connection, iris: set[str]) -> set[str]:
    """The pages and other graphs of an index that speak of entities."""
    if not iris:
        return set()
    rows = connection.execute(
        "SELECT DISTINCT COALESCE(p.iri, o.iri) FROM spoken s LEFT JOIN pages p ON p.id = s.page LEFT JOIN others o ON o.id = s.page "
        "WHERE s.entity IN (SELECT id FROM entities WHERE iri IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(iris)),),
    )
    return {iri for (iri,) in rows if iri is not None}


def _totals(connection: sqlite3.Connection) -> str:
    tables = {"entities": "ranks", "mentions": "mentions", "pages": "pages", "articles": "articles"}
    count = {
        name: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        for name, table in tables.items()
    }
    return json.dumps(count)


def _known(target: Path, base: str, verify: bool) -> tuple[Ledger | None, str | None]:
    """The ledger of the index; None and why when there is none to use."""
    if not target.exists():
        return None, None
    try:
        with closing(sqlite3.connect(_reading(target), uri=True)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if (meta.get("format"), meta.get("base")) != (FORMAT, base):
                return None, "the index was of another version or base"
            size = connection.execute(
                "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            ).fetchone()
            if size != (target.stat().st_size,):
                return None, "the index was damaged (it is not whole)"
            if verify and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None, "the index was damaged"
            return Ledger.of_index(connection), None
    except sqlite3.Error as error:
        return None, f"the index was damaged ({error})"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time work on the index of a folder, where the system can."""
    locks = locking()
    if locks is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        locks.flock(handle, locks.LOCK_EX)
        yield
    finally:
        os.close(handle)
