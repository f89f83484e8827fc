"""A note of the graphs that SPARQL updates change, so that the index reads just these again.

An update may change any graph, which the ledger of pages does not show. It is noted beside the index before it begins, and
again when it has ended; the index takes away only what had ended before the store was opened. So whatever is killed, and
whenever, no change is forgotten. Example: `with Changes(store).noted(["…/page/ab12"]): …` while 江苏省 gets another name.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

CHANGES = "index.changes"
"""Name of the note in the folder that a build makes."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted: graphs to read again (`everything` when an update might have changed any), and the updates that had ended."""

    graphs: frozenset[str] = frozenset()
    everything: bool = False
    ended: frozenset[str] = frozenset()


class Changes:
    """The note beside the index of a store."""

    def __init__(self, store: Path) -> None:
        """Take the folder of the store."""
        self.path = store.parent / CHANGES

    @contextmanager
    def noted(self, graphs: Iterable[str] | None) -> Iterator[None]:
        """Note an update of these graphs, of any when there is none, while it runs. Raises OSError when nothing can be written."""
        name = f"{os.getpid()}.{time.monotonic_ns()}"
        self._append([name, None if graphs is None else sorted(graphs)])
        try:
            yield
        finally:
            self._append([name])

    def settle(self) -> None:
        """Note that no update is running any more: called by the only process that may write to the store."""
        begun, ended = self._lines()
        for name in begun.keys() - ended:
            self._append([name])

    def read(self) -> Noted:
        """Return what is noted now; to be called before the store is opened that the index is brought in step with."""
        begun, ended = self._lines()
        graphs = [graph for named in begun.values() if named is not None for graph in named]
        return Noted(frozenset(graphs), None in begun.values(), frozenset(ended))

    def forget(self, seen: Noted) -> None:
        """Take away the updates that the index has followed."""
        if not seen.ended:
            return
        with self._locked() as file:
            file.seek(0)
            kept = [line for line in file.readlines() if _name(line) not in seen.ended]
            file.seek(0)
            file.writelines(kept)
            file.truncate()
            if not kept:
                self.path.unlink(missing_ok=True)

    def _append(self, entry: list[object]) -> None:
        with self._locked() as file:
            file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _lines(self) -> tuple[dict[str, list[str] | None], set[str]]:
        """The updates with their graphs, and the names of those that have ended."""
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return {}, set()
        begun: dict[str, list[str] | None] = {}
        ended: set[str] = set()
        for line in lines:
            name, *graphs = _entry(line)
            if graphs:
                begun[str(name)] = graphs[0]
            else:
                # A line that a full disk cut short might have named anything.
                begun.setdefault(str(name), None)
                ended.add(str(name))
        return begun, ended

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """The file, made if need be, for one process at a time where the system can lock; its end is where one begins."""
        locks = locking()
        while True:
            with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as file:
                if locks:
                    locks.flock(file.fileno(), locks.LOCK_EX)
                # Another process may have removed it while this one waited.
                if _same(file, self.path):
                    file.seek(0, os.SEEK_END)
                    yield file
                    return


def locking() -> ModuleType | None:
    """Return the module that locks files; only Unix has it, elsewhere the last of two writers wins."""
    try:
        return import_module("fcntl")
    except ModuleNotFoundError:
        return None


def _same(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _entry(line: bytes) -> list[Any]:
    """The name of an update, and, where it begins, its graphs."""
    try:
        entry = json.loads(line)
    except ValueError:
        return [line.decode("utf-8", "replace")]
    return entry if isinstance(entry, list) and entry else [line.decode("utf-8", "replace")]


def _name(line: bytes) -> str:
    return str(_entry(line.rstrip(b"\n"))[0])
