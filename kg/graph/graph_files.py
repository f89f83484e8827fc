"""Files of page graphs as lines: what is in one, whether it follows the contract, and its lines in parts.

`kg build` leaves sorted N-Quads, one space between terms. Such a file is read as it stands, at the speed of the disk; any
other N-Quads or TriG goes through the parser into such lines first.
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.errors import writing
from kg.graph.errors import GraphError
from kg.graph.identifiers import Identifiers
from kg.graph.ledger import PageEntry, entries
from kg.graph.merge_links import merges_name
from kg.graph.terms import DCTERMS, PROV, RDF

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
}
"""The endings that say what a file holds; `.gz` may follow."""

_LEDGER = tuple(
    f"{term} ".encode() for term in (RDF.type, DCTERMS.source, DCTERMS.identifier, PROV.wasGeneratedBy)
)
_GRAPH = re.compile(rb" (<[^<>\"\s]+>) \.\n")
_BLANK = re.compile(rb"_:|.* _:\S+ <[^<>\"\s]+> \.\n")
_PAGE = re.compile(r"(.+/)page/([0-9a-f]{64})")
_LARGEST_PART = 1 << 27
_SMALLEST_PART = 1 << 20
_PARTS = 32
"""Parts of a file: enough to keep all cores busy to the end, and few enough for the database not to merge its tables at once."""
_PACKED = 8
"""About how many times as long a file of lines is unpacked."""


class GraphFileError(GraphError):
    """A file that is no graph of pages; the message says which, where and why."""


class _IrregularError(Exception):
    """Lines that are not as a build writes them: they may be right, but have to be parsed."""


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A file of N-Quads lines that follows the contract: its name for people, where its lines are, its base and pages."""

    name: str
    lines: Path
    base: str
    pages: dict[ox.NamedNode, list[PageEntry]]

    def parts(self) -> Iterator[bytes]:
        """Yield the lines, some megabytes at a time."""
        return parts(self.lines)

    def fault(self) -> GraphFileError | None:
        """Return the error of the first line that cannot be read, with its place in the file; None when all can be."""
        return _fault(self.name, self.lines)


@contextmanager
def graph_file(path: Path) -> Iterator[GraphFile]:
    """Read the ledger of a file of page graphs: N-Quads or TriG, packed by gzip or not.

    Raises GraphFileError for a file that is none, for statements outside the graphs of pages, seeds, runs and merges,
    and for a page without source, hash and run. Within the lines of a build, a mistake is found only when they are loaded.
    """
    form = FORMATS.get(Path(path.name.lower().removesuffix(".gz")).suffix)
    if form is None:
        raise GraphFileError(
            f"{path}: give the folder of a build, or a file that ends in .nq or .trig (or .gz)"
        )
    if form is ox.RdfFormat.N_QUADS:
        try:
            found = _read(str(path), path)
        except _IrregularError:
            pass
        else:
            yield found
            return
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "graph.nq"
        _write_regular(path, form, lines)
        try:
            found = _read(str(path), lines)
        except _IrregularError as error:
            raise GraphFileError(f"{path}: {error}") from error
        yield found


def parts(path: Path) -> Iterator[bytes]:
    """Yield a file of lines in parts that end with a line."""
    size = path.stat().st_size * (_PACKED if path.suffix == ".gz" else 1)
    wanted = max(_SMALLEST_PART, min(_LARGEST_PART, size // _PARTS))
    with _opened(path) as file:
        while part := file.read(wanted):
            yield part + file.readline()


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _read(name: str, path: Path) -> GraphFile:
    try:
        graphs, ledger = _scan(path)
        said = list(ox.parse(b"".join(ledger), ox.RdfFormat.N_QUADS, lenient=True))
    except (EOFError, gzip.BadGzipFile) as error:
        raise GraphFileError(f"{name}: {error}") from error
    except SyntaxError as error:
        raise _fault(name, path) or GraphFileError(f"{name}: {error}") from error
    by_page: dict[ox.NamedNode, list[ox.Quad]] = {}
    for quad in said:
        if isinstance(quad, ox.Quad) and isinstance(quad.graph_name, ox.NamedNode):
            by_page.setdefault(quad.graph_name, []).append(quad)
    names = [_iri(name, graph) for graph in graphs]
    base = _base(name, names)
    ids = Identifiers(base)
    shared = {ids.seeds_graph(), ids.runs_graph(), merges_name(base)}
    pages = {graph: _entries(name, graph, by_page.get(graph, [])) for graph in names if graph not in shared}
    _check_sources(name, pages)
    return GraphFile(name, path, base, pages)


def _scan(path: Path) -> tuple[list[bytes], list[bytes]]:
    """Return the names of all graphs, and the lines that say of each what page it is."""
    abouts: dict[
        bytes, bytes
    ] = {}  # by the end of a line, which names its graph: how a line about that node begins
    ledger = []
    for part in parts(path):
        lines = part.splitlines(keepends=True)
        if b"_:" in part and any(_BLANK.match(line) for line in lines if b"_:" in line):
            raise _IrregularError("a page has no blank nodes")
        for line in lines:
            at = line.rfind(b" <")
            end = line[at:]
            about = abouts.get(end)
            if about is None:
                found = _GRAPH.fullmatch(end)
                if at < 0 or found is None:
                    raise _IrregularError("a statement stands in no graph")
                about = abouts[end] = found[1] + b" "
            if line.startswith(about) and line.startswith(_LEDGER, len(about)):
                ledger.append(line)
    return [about[:-1] for about in abouts.values()], ledger


def _iri(name: str, graph: bytes) -> ox.NamedNode:
    try:
        return ox.NamedNode(graph[1:-1].decode())
    except ValueError as error:
        raise GraphFileError(f"{name}: {graph[:200]!r} is no IRI of a graph ({error})") from error


def _base(name: str, graphs: list[ox.NamedNode]) -> str:
    bases = sorted({found[1] for graph in graphs if (found := _PAGE.fullmatch(graph.value))})
    if not bases:
        raise GraphFileError(f"{name}: no graph of a page is in it")
    if len(bases) > 1:
        raise GraphFileError(f"{name}: its pages have two bases, {bases[0]} and {bases[1]}")
    return bases[0]


def _entries(name: str, graph: ox.NamedNode, said: list[ox.Quad]) -> list[PageEntry]:
    page = _PAGE.fullmatch(graph.value)
    if page is None:
        raise GraphFileError(
            f"{name}: the graph {graph} is none of a page, nor of seeds, runs or merges; what --entail adds is made again by `kg export`"
        )
    try:
        found = entries(graph, said)
    except GraphError as error:
        raise GraphFileError(f"{name}: {error}") from error
    if not found or found[0].sha256 != page[2]:
        raise GraphFileError(f"{name}: the graph {graph} does not say which page it is; is the file whole?")
    return found


def _check_sources(name: str, pages: dict[ox.NamedNode, list[PageEntry]]) -> None:
    """A source has one page: what a file says now."""
    owners: dict[str, str] = {}
    for entry in sorted(entry for found in pages.values() for entry in found):
        if owners.setdefault(entry.source, entry.sha256) != entry.sha256:
            raise GraphFileError(
                f"{name}: two pages come from {entry.source}; load the graphs one by one, or build them under different names"
            )


def _write_regular(path: Path, form: ox.RdfFormat, target: Path) -> None:
    """Write a file of N-Quads or TriG as lines like those of a build, each statement once."""
    lines = set()
    try:
        with _opened(path) as file:
            for quad in ox.parse(file, form, lenient=True):
                line = f"{quad} .\n"
                if line.startswith("_:") or isinstance(quad.object, ox.BlankNode):
                    raise GraphFileError(
                        f"{path}: a page has no blank nodes, but this file says {line.strip()[:200]}"
                    )
                lines.add(line)
    except SyntaxError as error:
        raise GraphFileError(_sentence(str(path), error)) from error
    except (EOFError, gzip.BadGzipFile) as error:
        raise GraphFileError(f"{path}: {error}") from error
    with writing(target), target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(sorted(lines))


def _fault(name: str, path: Path) -> GraphFileError | None:
    try:
        with _opened(path) as file:
            for _ in ox.parse(file, ox.RdfFormat.N_QUADS, lenient=True):
                pass
    except SyntaxError as error:
        return GraphFileError(_sentence(name, error))
    return None


def _sentence(name: str, error: SyntaxError) -> str:
    where = f"line {error.lineno}: " if error.lineno else ""
    return f"{name}: {where}{str(error.msg).partition(': ')[2]}"
