"""A process that evaluates SPARQL for the server, and that the server can kill: `python -m kg.serve.evaluator`.

Oxigraph evaluates in native code that nothing can interrupt from Python, and a query nested ten thousand deep or
hungry for memory takes its process down. So every query runs in a process of its own, with a limit on its memory, an
alarm clock that ends it even when its server is gone, and the database opened read-only.
"""

import json
import resource
import signal
import sys
from math import ceil
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, serialize

from kg.graph.terms import PREFIXES
from kg.serve.formats import GRAPHS, RESULTS, choose
from kg.serve.frames import DATA, END, ERROR, HEAD, read_frame, write_frame
from kg.serve.outward import reaches_out

_PIECE = 1 << 16
_GRACE = 2
# What Oxigraph says when files that it reads are gone: a build has merged them.
_DAMAGED = "Corruption"

Request = dict[str, str | list[str] | None]


class Refusal(Exception):
    """A request that is not answered: an HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str):
        """Take the status and the sentence."""
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


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
            self._store = self._store or Store(str(self._path))
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


def answer(store: Store, request: Request, out: Answer, pipe: BinaryIO) -> None:
    """Run one request and send its answer; raise Refusal for what cannot be answered."""
    text = str(request.get("update") or request.get("query"))
    keyword = reaches_out(text)
    if keyword:
        raise Refusal(
            403, f"{keyword} is not allowed here: this endpoint sends no requests to other servers."
        )
    try:
        if request.get("update") is not None:
            store.update(text, prefixes=PREFIXES)
            write_frame(pipe, HEAD, b"")
        else:
            _query(store, text, request, out, pipe)
    except SyntaxError as error:
        raise Refusal(400, f"The query cannot be read: {_line(error.msg)}.") from error
    except (RuntimeError, ValueError) as error:
        if _DAMAGED in str(error):
            raise OSError(_line(error)) from error
        raise Refusal(400, f"The query cannot be run: {_line(error)}.") from error


def _query(store: Store, text: str, request: Request, out: Answer, pipe: BinaryIO) -> None:
    default, named = _graphs(request.get("default")), _graphs(request.get("named"))
    if default is None and named is None:
        found = store.query(text, prefixes=PREFIXES)
    else:
        # The protocol's data set replaces the store's: what it does not name is not there.
        found = store.query(
            text, prefixes=PREFIXES, default_graph=[*(default or [])], named_graphs=[*(named or [])]
        )
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


def _graphs(iris: object) -> list[NamedNode] | None:
    return [NamedNode(iri) for iri in iris] if isinstance(iris, list) and iris else None


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
    database = Database(Path(arguments[0]), writable=limits["writable"])
    _bound(limits["memory"])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while (payload := read_frame(requests)) is not None:
        signal.alarm(ceil(limits["seconds"]) + _GRACE)
        out = Answer(answers, limits["answer"])
        try:
            try:
                answer(database.store(), json.loads(payload), out, answers)
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
