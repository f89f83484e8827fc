"""Loading whole files of N-Triples or N-Quads: parts of a file at the same time, past the log of changes.

One statement a line means that a file can be cut at any line. Oxigraph sorts each part and makes tables of it, so two
parts keep two cores busy.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.graph.store import GraphStore

_PART = 1 << 27
_PARTS_A_CORE = 4


def load_lines(store: Store, path: Path, form: RdfFormat) -> None:
    """Load a file of N-Triples or N-Quads into an Oxigraph store, in memory or on disk.

    IRIs and language tags are taken as they stand, as rdflib does it too: the lines are those of a build or an export,
    checked when they were made. Not one transaction: a load that is interrupted leaves parts of the file. Raises
    SyntaxError for a line that is none, OSError when the file cannot be read or the disk is full.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(_load, store, path, part, form) for part in _parts(path)]:
            done.result()


def load_copy(store: GraphStore, path: Path) -> None:
    """Load the `graph.nq` of another folder: its graphs, and their union. What is there already stays.

    So the graphs of several machines become one, and a store can be made again from its lines. Raises as `load_lines`.

    Example: the graphs of two halves of a corpus that both speak of 江苏省 give one store with one node for it.
    """
    load_lines(store.store, path, RdfFormat.N_QUADS)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(_load_union, store.store, path, part) for part in _parts(path)]:
            done.result()


def _parts(path: Path) -> Iterator[tuple[int, int]]:
    """Yield the begin and length of parts of a file that end with a line."""
    size = path.stat().st_size
    wanted = min(_PART, size // (_PARTS_A_CORE * (os.cpu_count() or 1)) + 1)
    with path.open("rb") as file:
        begin = 0
        while begin < size:
            file.seek(min(begin + wanted, size))
            file.readline()
            yield begin, file.tell() - begin
            begin = file.tell()


def _read(path: Path, part: tuple[int, int]) -> bytes:
    with path.open("rb") as file:
        file.seek(part[0])
        return file.read(part[1])


def _load(store: Store, path: Path, part: tuple[int, int], form: RdfFormat) -> None:
    store.bulk_load(_read(path, part), form, lenient=True)


def _load_union(store: Store, path: Path, part: tuple[int, int]) -> None:
    lines = _read(path, part).splitlines()
    triples = dict.fromkeys(line[: line.rindex(b" <")] for line in lines)
    store.bulk_load(b" .\n".join([*triples, b""]), RdfFormat.N_TRIPLES, to_graph=DefaultGraph(), lenient=True)
