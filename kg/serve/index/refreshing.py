"""Keeping the index in step while a server runs, in the background and in a process of its own.

Whatever writes to the store (an update, `kg build`, `kg remove`, `kg resolve --accept`) changes its files. The server looks at
them, and when they have come to rest, or have not for a while, the index reads what is new. Until then the explorer shows the
graph as it was. Example: `python -m kg.serve.index.refreshing out/store BASE`.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from pathlib import Path

from kg.graph.errors import GraphError
from kg.serve.index.schema import index_of
from kg.serve.index.syncing import sync_store

LOOK, QUIET, LONGEST = 0.3, 0.6, 10.0
"""Seconds between two looks at the files, without a change before they are read, and with changes before they are read all the same."""

_SHARE = 2.0
"""So many times as long as the last reading took, the next one waits: an endless build does not keep a core busy."""

_AGAIN, _SELDOM = 2.0, 300.0
"""Seconds before the first and the last attempts to do again what has failed."""


Files = tuple[tuple[tuple[str, int], ...], tuple[int, ...]]


class Refresher:
    """Watches the files of a store while it is entered, and brings the index up to date."""

    def __init__(self, store: Path, base: str) -> None:
        """Take the folder of the store, whose index has just been brought up to date, and the base of its nodes."""
        self._store, self._base = store, base
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Refresher":
        """Begin to watch."""
        self._task = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop; an index that is not in step yet is brought up to date when the store is served again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _watch(self) -> None:
        followed = files(self._store)
        earliest, failed = 0.0, 0.0
        while True:
            await asyncio.sleep(LOOK)
            now = files(self._store)
            if now == followed:
                continue
            now = await self._at_rest(now)
            if now[1] == followed[1]:  # who has lost the index is not kept waiting
                await asyncio.sleep(max(0.0, earliest - time.monotonic()))
            began = time.monotonic()
            index = await self._refresh(verify=now[1] != followed[1])
            if index is not None:
                # The new index is a change of its own, which nothing need follow.
                followed, ended = (now[0], index), time.monotonic()
                earliest, failed = ended + min(_SELDOM, _SHARE * (ended - began)), 0.0
            else:
                failed = min(_SELDOM, 2 * failed or _AGAIN)
                await asyncio.sleep(failed)

    async def _at_rest(self, seen: Files) -> Files:
        """Wait until the files have not changed for a while, or have changed for too long; return them."""
        last = began = time.monotonic()
        while time.monotonic() - last < QUIET and time.monotonic() - began < LONGEST:
            await asyncio.sleep(LOOK)
            now = files(self._store)
            if now != seen:
                seen, last = now, time.monotonic()
        return seen

    async def _refresh(self, *, verify: bool) -> tuple[int, ...] | None:
        """Bring the index up to date; return what tells it from another one, None when that failed."""
        command = [sys.executable, "-m", "kg.serve.index.refreshing", str(self._store), self._base]
        process = await asyncio.create_subprocess_exec(
            *command, *["verify"] * verify, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            said, _ = await process.communicate()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        return tuple(json.loads(said)) if process.returncode == 0 else None


def files(store: Path) -> Files:
    """Return names and sizes of the files of a store, and what tells its index from another one."""
    found = []
    with suppress(FileNotFoundError):
        for entry in store.iterdir():
            # A build merges files at any moment.
            with suppress(FileNotFoundError):
                if entry.name != "LOG":
                    found.append((entry.name, entry.stat().st_size))
    return tuple(sorted(found)), _identity(index_of(store))


def _identity(index: Path) -> tuple[int, ...]:
    try:
        facts = index.stat()
    except OSError:
        return ()
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def main(store: str, base: str, verify: str = "") -> None:
    """Bring the index of a store up to date, and print what tells it from another one."""
    try:
        sync_store(Path(store), base, verify=bool(verify))
    except (GraphError, OSError, RuntimeError) as error:
        # A build that merges its files takes them away under whoever reads.
        sys.exit(f"the index is not up to date: {error}")
    print(json.dumps(_identity(index_of(Path(store)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
