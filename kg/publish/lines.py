"""The statements of a store as sorted lines, and the terms on a line: what every export of RDF is written from.

Lines are canonical N-Triples or N-Quads: one statement a line, one space between terms, sorted as bytes, which is the
order of code points. Working on lines costs a fraction of what a Python object for every term does. They come from the
file that the build left beside its database, if it provably holds the same; else from the database.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from kg.graph import GraphStore

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

Statements = dict[str, list[str]]
"""What is said of one subject: each predicate with its objects, all as on the lines and in their order."""


def graph_names(store: GraphStore) -> list[NamedNode]:
    """Return the names of the store's graphs, sorted."""
    return sorted((name for name in store.store.named_graphs() if isinstance(name, NamedNode)), key=str)


def graph_lines(store: GraphStore, graph: NamedNode | None = None) -> list[bytes]:
    """Return the statements of one graph, or of the union of all, as sorted N-Triples lines with their line ends.

    Example: the graph of seeds has a line that ends in `"江苏省"@zh .`
    """
    if graph is None:
        return list(union_lines(store))
    return _dumped(store, graph)


def union_lines(store: GraphStore) -> Iterable[bytes]:
    """Return the union of all graphs, each statement once, as sorted N-Triples lines with their line ends."""
    file = _unchanged_copy(store)
    return _without_graphs(_of_file(file)) if file else _dumped(store, None)


def quad_lines(store: GraphStore) -> Iterable[bytes]:
    """Return all named graphs as sorted N-Quads lines with their line ends."""
    file = _unchanged_copy(store)
    return _of_file(file) if file else sorted(_database_lines(store, graph_names(store)))


def write_build_quads(store: GraphStore, path: Path) -> int:
    """Write the same while a build has the store open for changes; what has not changed comes from the copy before.

    Only `GraphStore.add` and `GraphStore.remove` may have changed graphs of pages since the store was opened. `path` may be
    the file beside the copy, never the copy itself.
    """
    file = store.copy()
    if file is None:
        lines = quad_lines(store)
    else:
        start = f" <{store.ids.base}page/".encode()
        changed = {f" {graph} .\n".encode() for graph in store.changed}
        kept = (
            line
            for line in _of_file(file)
            if (end := line[line.rindex(b" <") :]).startswith(start) and end not in changed
        )
        anew = [
            graph
            for graph in graph_names(store)
            if graph in store.changed or not f" {graph}".encode().startswith(start)
        ]
        lines = _together(kept, sorted(_database_lines(store, anew)))
    with path.open("wb") as target:
        return write_lines(lines, target)


def lines_of_union(path: Path) -> Iterator[bytes]:
    """Yield the union of the graphs in a file of sorted N-Quads, as sorted N-Triples lines with their line ends."""
    return _without_graphs(_of_file(path.open("rb")))


def write_lines(lines: Iterable[bytes], file: BinaryIO) -> int:
    """Write lines to a file and return how many there are."""
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for count, line in enumerate(lines, 1):  # noqa: B007
            yield line

    file.writelines(counted())
    return count


def by_subject(lines: Iterable[bytes]) -> Iterator[tuple[str, Statements]]:
    """Yield each subject of sorted N-Triples lines with its statements.

    Example: two lines about 江苏省 give `("<…/place/320000>", {"<…#type>": ["<…#Place>"], "<…#label>": ['"江苏省"@zh']})`.
    """
    subject, found = "", Statements()
    for line in lines:
        first, predicate, value = line.decode()[:-3].split(" ", 2)
        if first != subject:
            if found:
                yield subject, found
            subject, found = first, {}
        if predicate in found:
            found[predicate].append(value)
        else:
            found[predicate] = [value]
    if found:
        yield subject, found


def iri_of(term: str) -> str:
    """Return the IRI of a term such as `<http://example.org/a>`; raise TypeError for a quoted triple."""
    if term.startswith("<<"):
        raise TypeError(f"a quoted triple has no place here: {term}")
    return term[1:-1]


def literal_of(term: str) -> tuple[str, str, str]:
    """Return what stands between the quotes of a literal, still escaped, its language, and the IRI of its datatype.

    Example: `"江苏省"@zh` gives `("江苏省", "zh", "")`.
    """
    end = term.rindex('"')
    mark = term[end + 1 : end + 2]
    if mark == "@":
        return term[1:end], term[end + 2 :], ""
    return term[1:end], "", term[end + 4 : -1] if mark else ""


def text_of(escaped: str) -> str:
    """Return what stands between the quotes of a literal without its escapes."""
    if "\\" not in escaped:
        return escaped
    return _ESCAPE.sub(
        lambda match: (
            chr(int(match[1] or match[2], 16)) if match[3] is None else _ESCAPED.get(match[3], match[3])
        ),
        escaped,
    )


def _unchanged_copy(store: GraphStore) -> BinaryIO | None:
    return None if store.writable else store.copy()


def _of_file(file: BinaryIO) -> Iterator[bytes]:
    with file:
        yield from file


def _together(many: Iterable[bytes], few: list[bytes]) -> Iterator[bytes]:
    """Yield two sorted sequences of lines as one; for millions of lines and a few, faster than `heapq.merge`."""
    waiting = iter(few)
    next_one = next(waiting, None)
    for line in many:
        while next_one is not None and next_one < line:
            yield next_one
            next_one = next(waiting, None)
        yield line
    if next_one is not None:
        yield next_one
        yield from waiting


def _without_graphs(lines: Iterable[bytes]) -> Iterator[bytes]:
    # A statement of several graphs stands on lines that follow one another.
    last = b""
    for line in lines:
        statement = line[: line.rindex(b" <")]
        if statement != last:
            last = statement
            yield statement + b" .\n"


def _dumped(store: GraphStore, graph: NamedNode | None) -> list[bytes]:
    written = store.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph or DefaultGraph()) or b""
    lines = written.splitlines(keepends=True)
    lines.sort()
    return lines


def _database_lines(store: GraphStore, graphs: Iterable[NamedNode]) -> Iterator[bytes]:
    for graph in graphs:
        end = f" {graph} .\n".encode()
        for line in _dumped(store, graph):
            yield line[:-3] + end
