"""What another store has taken: one line a chunk, so a push that stops at any moment knows where to go on."""

import json
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TextIO

from kg.errors import writing


class Journal:
    """The journal of pushes to one target: `push-….jsonl` in the output folder.

    A line says how many chunks of a graph with a certain content have been taken; a graph that was removed has none.
    """

    def __init__(self, folder: Path, target: str, *, forget: bool = False):
        """Read the journal of a target; a last line that was cut off is passed over, and with `forget` all are."""
        self._path = folder / f"push-{sha256(target.encode()).hexdigest()[:12]}.jsonl"
        self._target = target
        self._graphs: dict[str, tuple[str, int]] = {}
        self._forget = forget
        self._file: TextIO | None = None

    def __enter__(self) -> "Journal":
        """Open the journal, written anew without what no longer counts."""
        self._read()
        if self._forget:
            # The names stay: graphs that are gone here are still to be removed there.
            self._graphs = dict.fromkeys(self._graphs, ("", 0))
        part = self._path.with_suffix(".part")
        with writing(part), part.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"target": self._target}) + "\n")
            file.writelines(_line(graph, *state) for graph, state in sorted(self._graphs.items()))
        part.replace(self._path)
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal."""
        if self._file is not None:
            with writing(self._path):
                self._file.close()

    def graphs(self) -> set[str]:
        """Return the graphs that the target has, whole or in part."""
        return set(self._graphs)

    def done(self, graph: str, content: str) -> int:
        """Return how many chunks of a graph with this content the target has taken."""
        known, chunks = self._graphs.get(graph, ("", 0))
        return chunks if known == content else 0

    def took(self, graph: str, content: str, chunks: int) -> None:
        """Write down that the target has taken the first `chunks` chunks of a graph."""
        self._graphs[graph] = (content, chunks)
        self._write(graph, content, chunks)

    def removed(self, graph: str) -> None:
        """Write down that a graph is not there, or not as it should be."""
        self._graphs.pop(graph, None)
        self._write(graph, "", 0)

    def _write(self, graph: str, content: str, chunks: int) -> None:
        if self._file is None:
            raise TypeError("the journal is not open")
        with writing(self._path):
            self._file.write(_line(graph, content, chunks))
            self._file.flush()

    def _read(self) -> None:
        if not self._path.exists():
            return
        for line in self._path.read_text(encoding="utf-8").splitlines()[1:]:
            try:
                entry = json.loads(line)
            except json.JSONDecodeError:
                continue
            if entry["content"]:
                self._graphs[entry["graph"]] = (entry["content"], entry["chunks"])
            else:
                self._graphs.pop(entry["graph"], None)


def _line(graph: str, content: str, chunks: int) -> str:
    return json.dumps({"graph": graph, "content": content, "chunks": chunks}) + "\n"
