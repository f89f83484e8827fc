"""The index of a store that takes updates: made anew in the background, in a process of its own.

An update may change anything in any graph, which the ledger of pages does not show. So the index is taken away with the
first update (what has it open goes on reading it), and made anew from the whole store when no update has come for a while.
Until then the explorer shows the graph as it was. Example: `python -m kg.serve.index.refreshing out/store BASE`.
"""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from kg.graph import GraphStore
from kg.graph.errors import GraphError
from kg.serve.index.schema import index_of
from kg.serve.index.syncing import sync_index

QUIET = 2.0
"""Seconds without an update after which the index is made anew."""


class Refresher:
    """Makes the index anew after updates; `changed` is called with each."""

    def __init__(self, store: Path, base: str) -> None:
        """Take the folder of the store and the base of its nodes."""
        self._store, self._base = store, base
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Take note of an update: nobody who comes later may take the index for the store's."""
        with suppress(OSError):
            index_of(self._store).unlink(missing_ok=True)
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.get_running_loop().create_task(self._refresh())

    async def close(self) -> None:
        """Stop; an index that is not whole yet is made when the store is served again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _refresh(self) -> None:
        await asyncio.sleep(QUIET)
        command = [sys.executable, "-m", "kg.serve.index.refreshing", str(self._store), self._base]
        process = await asyncio.create_subprocess_exec(*command)
        try:
            await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise


def main(store: str, base: str) -> None:
    """Make the index of a store anew."""
    try:
        with GraphStore.open(Path(store), base, read_only=True) as graph:
            sync_index(graph, Path(store), anew=True)
    except GraphError as error:
        sys.exit(f"the index is not up to date: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
