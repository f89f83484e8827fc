"""A process that evaluates SPARQL and views for the server, and that the server can kill: `python -m kg.serve.evaluator`.

Oxigraph evaluates in native code that nothing can interrupt from Python, and a query nested ten thousand deep or
hungry for memory takes its process down. So every query runs in a process of its own, with a limit on its memory, an
alarm clock that ends it even when its server is gone, and the database opened read-only.
"""

import json
import resource
import signal
import sys
from importlib import import_module
from math import ceil
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, serialize

from kg.graph.terms import PREFIXES
from kg.serve.datasets import graphs_from, merged
from kg.serve.formats import GRAPHS, RESULTS, choose
from kg.serve.frames import DATA, END, ERROR, HEAD, read_frame, write_frame
from kg.serve.frames import Refusal as Refusal
from kg.serve.index.changes import Changes
from kg.serve.outward import reaches_out
from kg.serve.updates import Settled, settled

_PIECE = 1 << 16
_GRACE = 2
# What Oxigraph says when files that it reads are gone: a build has merged them.
_DAMAGED = "Corruption"

Request = dict[str, Any]
"""`query` or `update` with `accept`, `default` and `named` as the protocol has them; or `view` with `arguments`."""


class Answer:
    """A binary file whose content goes through the pipe in pieces, up to a limit of bytes."""

    def __init__(self, pipe: BinaryIO, limit: int):
        """Take the pipe and the limit."""
        self._pipe, self._left, self._limit, self._piece = pipe, limit, limit, bytearray()

    def write(self, content: bytes) -> int:
        """Take bytes; raise Refusal when they are more than the limit."""
        self._left -= len(content)
        if self._left < 0:
            raise Refusal(
                422,
                f"The answer is longer than {self._limit / 1e6:.3g} MB; ask for less, for example with LIMIT.",
            )
        self._piece += content
        if len(self._piece) >= _PIECE:
            self.flush()
        return len(content)

    def flush(self) -> None:
        """Send what has gathered."""
        if self._piece:
            write_frame(self._pipe, DATA, bytes(self._piece))
            self._piece.clear()


class Database:
    """The store of an output folder, opened anew when a build has changed it."""

    def __init__(self, path: Path, *, writable: bool):
        """Take the folder of the store."""
        self._path, self._writable = path, writable
        self._state: object = None
        self._store: Store | None = None

    def store(self) -> Store:
        """Return the store as it is now."""
        if self._writable:
            if self._store is None:
                self._store = Store(str(self._path))
                # Only one process may write: what another one began before is over.
                Changes(self._path).settle()
            return self._store
        state = sorted(
            (entry.name, entry.stat().st_size) for entry in self._path.iterdir() if entry.name != "LOG"
        )
        if self._store is None or state != self._state:
            self._store = None
            try:
                self._store = Store.read_only(str(self._path))
            except RuntimeError as error:
                raise OSError(str(error)) from error
            self._state = state
        return self._store

    def forget(self) -> None:
        """Open the store anew with the next request."""
        if not self._writable:
            self._store = None


def show(store: Store, request: Request, base: str, path: Path, out: Answer, pipe: BinaryIO) -> None:
    """Run a view and send what it gives as JSON; raise Refusal for what cannot be shown."""
    try:
        shown = _views().show(store, base, path, str(request["view"]), request.get("arguments") or {})
    except RuntimeError as error:
        raise OSError(_line(error)) from error
    write_frame(pipe, HEAD, b"application/json")
    out.write(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _views() -> ModuleType:
    # Views bring half of the program with them: an evaluator that takes the place of a killed one answers SPARQL before.
    return import_module("kg.serve.views")


def answer(store: Store, request: Request, path: Path, out: Answer, pipe: BinaryIO) -> None:
    """Run one SPARQL request on the store of a folder and send its answer; raise Refusal for what cannot be answered."""
    text = str(request.get("update") or request.get("query"))
    keyword = reaches_out(text)
    if keyword:
        raise Refusal(
            403, f"{keyword} is not allowed here: this endpoint sends no requests to other servers."
        )
    try:
        if request.get("update") is not None:
            change = settled(text, request.get("default") or [], request.get("named") or [])
            with Changes(path).noted(_changing(store, change)):
                store.update(change.text, prefixes=PREFIXES)
            write_frame(pipe, HEAD, b"")
        else:
            _query(store, text, request, out, pipe)
    except SyntaxError as error:
        raise Refusal(400, f"The query cannot be read: {_line(error.msg)}.") from error
    except (RuntimeError, ValueError) as error:
        if _DAMAGED in str(error):
            raise OSError(_line(error)) from error
        raise Refusal(400, f"The query cannot be run: {_line(error)}.") from error


def _changing(store: Store, change: Settled) -> set[str] | None:
    """The graphs that an update may change, by IRI; None when they cannot be told."""
    if change.graphs is None:
        return None
    found = set(change.graphs)
    for question in change.asked:
        answer = store.query(question, prefixes=PREFIXES)
        if isinstance(answer, QuerySolutions):
            found |= {term.value for row in answer for term in row if isinstance(term, NamedNode)}
    return found


def _query(store: Store, text: str, request: Request, out: Answer, pipe: BinaryIO) -> None:
    # The protocol's data set replaces the query's and the store's: what it does not name is not there.
    default, named = (_graphs(request.get(name)) for name in ("default", "named"))
    if not (default or named):
        default, named = graphs_from(text)
    if len(default) > 1:
        found = merged(store, default, named).query(
            text, prefixes=PREFIXES, default_graph=DefaultGraph(), named_graphs=[*named]
        )
    elif default or named:
        found = store.query(text, prefixes=PREFIXES, default_graph=[*default], named_graphs=[*named])
    else:
        found = store.query(text, prefixes=PREFIXES)
    accept = request.get("accept")
    offered = list(GRAPHS if isinstance(found, QueryTriples) else RESULTS)
    media = choose(accept if isinstance(accept, str) else None, offered)
    if media is None:
        raise Refusal(406, f"The answer to this query can be had as {', '.join(offered[:4])}.")
    write_frame(pipe, HEAD, media.encode())
    if isinstance(found, QueryTriples):
        serialize(found, out, GRAPHS[media], prefixes=PREFIXES)  # type: ignore[arg-type]
    elif isinstance(found, QuerySolutions | QueryBoolean):
        found.serialize(out, RESULTS[media])  # type: ignore[arg-type]


def _graphs(iris: object) -> list[NamedNode]:
    return [NamedNode(iri) for iri in iris] if isinstance(iris, list) else []


def _line(error: object) -> str:
    return " ".join(str(error).split()).rstrip(".")[:500]


def _bound(memory: int) -> None:
    """Bound this process's memory, and end it by the alarm whatever native code it is in."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main(arguments: list[str]) -> None:
    """Answer requests from stdin on stdout until stdin ends. Arguments: the store's folder and the limits as JSON."""
    limits = json.loads(arguments[1])
    path = Path(arguments[0])
    database = Database(path, writable=limits["writable"])
    if limits["views"]:
        _views().load_views()
    _bound(limits["memory"])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    write_frame(answers, END)
    answers.flush()
    while (payload := read_frame(requests)) is not None:
        signal.alarm(ceil(limits["seconds"]) + _GRACE)
        out = Answer(answers, limits["answer"])
        try:
            try:
                request = json.loads(payload)
                if "view" in request:
                    show(database.store(), request, limits["base"], path, out, answers)
                else:
                    answer(database.store(), request, path, out, answers)
            except OSError as error:
                database.forget()
                raise Refusal(503, f"The store cannot be read just now: {_line(error)}.") from error
            except MemoryError as error:
                raise Refusal(422, "The query needs more memory than it may have.") from error
            out.flush()
            write_frame(answers, END)
        except Refusal as refusal:
            write_frame(answers, ERROR, json.dumps([refusal.status, refusal.sentence]).encode())
        answers.flush()
        signal.alarm(0)


if __name__ == "__main__":
    main(sys.argv[1:])
