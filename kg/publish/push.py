"""Push the graph of a store into another one: SPARQL 1.1 Graph Store Protocol, or SPARQL 1.1 Update.

Graph by graph, in chunks, each written down in a journal beside the store once the other side has taken it: a push that
was interrupted goes on, and one that is repeated sends only graphs that have changed. Chunks hold no blank nodes, so
one that is sent twice does no harm.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode

from kg.graph import GraphStore
from kg.graph.errors import GraphError
from kg.publish.lines import graph_lines, graph_names
from kg.publish.push_journal import Journal

CHUNK = 2000
"""Statements of a chunk, about 400 kB: more than Virtuoso 7 compiles in one update, hence settable."""


class PushError(GraphError):
    """A store that cannot be reached, does not take the graph, or holds something else afterwards."""


class Target(Protocol):
    """The store that is pushed to. Graph None is its default graph."""

    @property
    def name(self) -> str:
        """What the journal knows it by."""

    def put(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Replace a graph by these N-Triples lines."""

    def add(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Add N-Triples lines to a graph."""

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph; one that is not there is no error."""

    def count(self, graph: NamedNode | None) -> int:
        """Return the number of statements of a graph."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a push is: statements that are on the other side, of how many."""

    graph: str
    done: int
    total: int


@dataclass(slots=True)
class Pushed:
    """What a push did: graphs sent, found unchanged and removed, and the statements that the other side holds now."""

    sent: int = 0
    unchanged: int = 0
    removed: int = 0
    statements: int = 0


def push(
    store: GraphStore,
    target: Target,
    journal_folder: Path,
    *,
    union: str | None = None,
    again: bool = False,
    chunk: int = CHUNK,
    progress: Callable[[Step], None] = lambda step: None,
) -> Pushed:
    """Make every named graph of a target what it is in the store, remove those that a push before left and that are gone, and compare counts.

    With `union` the union of all graphs, each statement once, goes there too, for stores whose queries do not see
    named graphs otherwise: into the default graph if it is "", else into the graph of that IRI. With `again` the journal is not believed. Raises PushError when the target refuses or its counts
    differ afterwards; what it has taken until then is not sent again.
    """
    pushed = Pushed()
    with Journal(journal_folder, target.name, forget=again) as journal:
        pairs: list[tuple[NamedNode | None, NamedNode | None]] = [
            (graph, graph) for graph in graph_names(store)
        ]
        if union is not None:
            pairs.append((NamedNode(union) if union else None, None))
        for name in sorted(journal.graphs() - {_key(there) for there, _ in pairs} - {""}):
            target.drop(NamedNode(name))
            journal.removed(name)
            pushed.removed += 1
        counts = []
        for there, here in pairs:
            lines = graph_lines(store, here)
            digest = sha256(b"".join(lines)).hexdigest()
            sent = _send(target, journal, there, lines, digest, chunk, progress)
            pushed.sent, pushed.unchanged = pushed.sent + sent, pushed.unchanged + (not sent)
            counts.append((there, len(lines)))
        pushed.statements = sum(count for _, count in counts)
        _compare(target, counts, journal)
    return pushed


def _send(
    target: Target,
    journal: Journal,
    graph: NamedNode | None,
    lines: list[bytes],
    digest: str,
    chunk: int,
    progress: Callable[[Step], None],
) -> bool:
    """Send the chunks of a graph that the target does not have yet; return whether there were any."""
    key, chunks = _key(graph), list(_chunks(lines, chunk))
    done = journal.done(key, f"{digest}/{chunk}")
    for number, part in enumerate(chunks[done:], done):
        if number == 0:
            target.put(graph, part)
        else:
            target.add(graph, part)
        journal.took(key, f"{digest}/{chunk}", number + 1)
        progress(Step(key, min((number + 1) * chunk, len(lines)), len(lines)))
    return done < len(chunks)


def _chunks(lines: list[bytes], size: int) -> Iterator[list[bytes]]:
    for begin in range(0, len(lines), size):
        yield lines[begin : begin + size]


def _compare(target: Target, counts: list[tuple[NamedNode | None, int]], journal: Journal) -> None:
    for graph, count in counts:
        found = target.count(graph)
        if found != count:
            journal.removed(_key(graph))
            where = f"the graph {graph}" if graph else "the default graph"
            raise PushError(
                f"{where} has {count} statements here and {found} at {target.name}; push again to send it anew"
            )


def _key(graph: NamedNode | None) -> str:
    return graph.value if graph else ""
