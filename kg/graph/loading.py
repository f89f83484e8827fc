"""Loading page graphs that other builds made into a store: shards of several machines, a backup, another format.

A page is taken whole or not at all. Into a database that nobody uses yet, parts of a file go at the same time: Oxigraph
sorts each part and makes tables of it, so parts keep all cores busy. Into one in use, a file goes in one transaction.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BufferedReader, RawIOBase

import pyoxigraph as ox

from kg.graph.graph_files import GraphFile, GraphFileError
from kg.graph.merge_links import merges_name
from kg.graph.overlap import Overlap, conflict, overlap
from kg.graph.store import Change, GraphStore
from kg.graph.terms import DCTERMS, OWL, RDF

Progress = Callable[[int], None]
"""Told the length in bytes of each part that has been read."""

_BUFFER = 1 << 22


def load_graph(
    store: GraphStore,
    file: GraphFile,
    *,
    replace: bool = False,
    in_use: bool = True,
    progress: Progress = lambda length: None,
) -> dict[Change, int]:
    """Load the pages of a file, with the seeds, runs and merges that it has, and return how many were new to the store.

    A page that the store has with the same statements stays as it is, and is known by the sources of both. One that it
    has with others (another version read it), or whose source it knows with other bytes, raises ConflictError, and nothing
    changes; with `replace` the file's takes its place. Of a merge that both have, the store's stays.

    With `in_use` the file is one transaction, after those of pages that are replaced. Without, a load that fails leaves
    parts of the file, so the store has to be made anew. Raises GraphFileError for a line that cannot be read, OSError
    when the disk is full.

    Example: the graphs of two halves of a corpus that both speak of 江苏省 give one store with one node for it.
    """
    if file.base != store.ids.base:
        raise GraphFileError(
            f"{file.name}: its IRIs begin with {file.base}, those of the store with {store.ids.base}; build both with one --base"
        )
    common = overlap(store, file)
    if common.conflicts and not replace:
        raise conflict(file, common)
    _make_room(store, file, common)
    lines = _Lines(store, file, common)
    changes = {
        Change.ADDED: len(file.pages.keys() - common.same - common.replaced),
        Change.REPLACED: len(common.replaced),
        Change.UNCHANGED: len(common.same - common.replaced),
    }
    store.changing({*file.pages} - common.same | {page for page, _ in common.sources})
    try:
        if in_use:
            _load_whole(store.store, lines.all(progress))
        else:
            load_parts(store.store, lines.all(progress))
    except SyntaxError as error:
        raise file.fault() or GraphFileError(f"{file.name}: {error}") from error
    return changes


def _make_room(store: GraphStore, file: GraphFile, common: Overlap) -> None:
    """Remove what the file replaces, once it is sure that all of the file can be read."""
    if common.conflicts and (fault := file.fault()):
        raise fault
    for name, entry in common.conflicts.items():
        # One that went with its hash has no source left to remove.
        if store.has(entry.sha256):
            store.remove(name)


def load_parts(database: ox.Store, parts: Iterable[bytes]) -> None:
    """Load parts of N-Quads or N-Triples at the same time, so not in one transaction; no more than a few are in memory.

    IRIs and language tags are taken as they stand: the lines are those of a build, checked when they were made. Raises
    SyntaxError for a line that cannot be read, OSError when the disk is full.
    """
    cores = os.cpu_count() or 1
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for part in parts:
            waiting.append(pool.submit(_bulk_load, database, part))
            if len(waiting) > cores:
                waiting.popleft().result()
        for done in waiting:
            done.result()


def _bulk_load(database: ox.Store, part: bytes) -> None:
    database.bulk_load(part, ox.RdfFormat.N_QUADS, lenient=True)


def _load_whole(database: ox.Store, parts: Iterator[bytes]) -> None:
    """Load parts in one transaction."""
    first = next(parts, None)
    if first is not None:
        stream = BufferedReader(_Stream(first, parts), _BUFFER)
        database.bulk_load(stream, ox.RdfFormat.N_QUADS, lenient=True)


class _Stream(RawIOBase):
    """Parts as one file."""

    def __init__(self, first: bytes, parts: Iterator[bytes]):
        self._rest, self._parts = memoryview(first), parts

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length


class _Lines:
    """The lines of a file that a store lacks, and their union."""

    def __init__(self, store: GraphStore, file: GraphFile, common: Overlap):
        self._store, self._file, self._common = store, file, common
        ids = store.ids
        shared = (ids.seeds_graph(), ids.runs_graph(), merges_name(ids.base))
        self._shared = {f" {graph} .\n".encode() for graph in shared}
        self._same = {f" {page} .\n".encode() for page in common.same}
        self._apart: list[bytes] = []

    def all(self, progress: Progress) -> Iterator[bytes]:
        """Yield the file's parts, each with its union, then what belongs to no new page."""
        for part in self._file.parts():
            if lines := self._with_union(part):
                yield lines
            progress(len(part))
        if rest := self._rest():
            yield rest

    def _with_union(self, part: bytes) -> bytes:
        # A statement of several graphs stands on lines that follow one another.
        lines, union, last = list[bytes](), list[bytes](), b""
        for line in part.splitlines(keepends=True):
            at = line.rindex(b" <")
            end = line[at:]
            if end in self._shared:
                self._apart.append(line)
            elif end not in self._same:
                lines.append(line)
                statement = line[:at]
                if statement != last:
                    union.append(statement)
                    last = statement
        return b"".join(lines) + b" .\n".join([*union, b""])

    def _rest(self) -> bytes:
        """What the shared graphs, and the sources of pages that are there, have more than the store."""
        merges, database = merges_name(self._store.ids.base), self._store.store
        quads = [
            quad
            for quad in ox.parse(b"".join(self._apart), ox.RdfFormat.N_QUADS, lenient=True)
            if isinstance(quad, ox.Quad)
            and quad not in database
            and ox.Quad(quad.subject, RDF.predicate, OWL.sameAs, merges) not in database
        ]
        quads += [
            ox.Quad(page, DCTERMS.source, ox.Literal(source), page) for page, source in self._common.sources
        ]
        return "".join(f"{quad} .\n{quad.triple} .\n" for quad in quads).encode()
