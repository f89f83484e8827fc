"""Evaluators side by side: each request gets one, and one that takes too long is killed and replaced."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.graph import BASE
from kg.serve.evaluator import Request
from kg.serve.frames import DATA, ERROR, HEAD, HEADER, Limits, Refusal

_STOPPED = {
    "query": "The query was stopped: it is nested too deeply, or needs more memory than it may have.",
    "view": "This could not be shown: it needs more memory than it may have, or the server is at fault.",
}


_STARTING = 60.0
"""Seconds that an evaluator may take to load, on a machine that is busy."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its media type (empty after an update) and its bytes."""

    media: str
    content: bytes


class Evaluators:
    """A pool of evaluators for one store.

    Only whole answers come out of it: what is stopped on the way ends as a Refusal with a sentence, never as half an
    answer that looks whole.
    """

    def __init__(self, store: Path, limits: Limits, *, base: str = BASE, writable: bool = False):
        """Take the folder of the store and the base of its nodes. A store that is written to has one evaluator: Oxigraph lets one process write."""
        self._store, self._limits, self._base, self._writable = store, limits, base, writable
        self._count = 1 if writable else limits.together
        self._idle: asyncio.Queue[Process | None] = asyncio.Queue()
        self._all: set[Process] = set()

    async def __aenter__(self) -> "Evaluators":
        """Start the evaluators."""
        for process in await asyncio.gather(*(self._start() for _ in range(self._count))):
            self._idle.put_nowait(process)
        return self

    async def __aexit__(self, *error: object) -> None:
        """End all evaluators; one that is writing may finish first."""
        for process in self._all:
            await _end(process, patient=self._writable)
        self._all.clear()

    async def ask(self, request: Request) -> Reply:
        """Return the answer of a request; raise Refusal (400 to 503) for what cannot be answered within the limits."""
        async with self._evaluator() as held:
            if held.process is None or held.process.returncode is not None:
                held.process = await self._start()
            process, held.process = held.process, None
            # A process comes back to the pool only when it has said all it had to say.
            try:
                reply = await asyncio.wait_for(_exchange(process, request), self._limits.seconds)
            except TimeoutError:
                await self._drop(process)
                raise Refusal(
                    503, f"The query took longer than {self._limits.seconds:g} seconds and was stopped."
                ) from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await self._drop(process)
                raise Refusal(422, _STOPPED["view" if "view" in request else "query"]) from None
            except asyncio.CancelledError:
                await self._drop(process)
                raise
            except Refusal:
                held.process = process
                raise
            held.process = process
            return reply

    @asynccontextmanager
    async def _evaluator(self) -> AsyncIterator["_Held"]:
        try:
            held = _Held(await asyncio.wait_for(self._idle.get(), self._limits.seconds))
        except TimeoutError:
            raise Refusal(503, "Too many queries are waiting; try again later.") from None
        try:
            yield held
        finally:
            self._idle.put_nowait(held.process)

    async def _start(self, *, views: bool = False) -> Process:
        """Start an evaluator; with `views` it is ready for those too when it answers, else it loads them when asked for one."""
        limits = {
            "seconds": self._limits.seconds,
            "answer": self._limits.answer,
            "memory": self._limits.memory,
            "writable": self._writable,
            "base": self._base,
            "views": views,
        }
        command = [sys.executable, "-m", "kg.serve.evaluator", str(self._store), json.dumps(limits)]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        self._all.add(process)
        # It says one word when its modules are loaded: only then does the clock of a request start.
        try:
            await asyncio.wait_for(_ready(process), _STARTING)
        except TimeoutError:
            await self._drop(process)
            raise Refusal(503, "The server is too busy to start; try again later.") from None
        return process

    async def _drop(self, process: Process) -> None:
        self._all.discard(process)
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@dataclass(slots=True)
class _Held:
    """The evaluator that a request holds, None when it has to be started."""

    process: Process | None


async def _ready(process: Process) -> None:
    if process.stdout is None:
        raise TypeError("an evaluator has pipes")
    # One that ends at once has a reason, which its first request will hear.
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        await process.stdout.readexactly(HEADER.size)


async def _exchange(process: Process, request: Request) -> Reply:
    """Send a request and gather its answer."""
    if process.stdin is None or process.stdout is None:
        raise TypeError("an evaluator has pipes")
    payload = json.dumps(request).encode()
    process.stdin.write(HEADER.pack(b"R", len(payload)) + payload)
    await process.stdin.drain()
    media, content = "", bytearray()
    while True:
        kind, length = HEADER.unpack(await process.stdout.readexactly(HEADER.size))
        piece = await process.stdout.readexactly(length)
        if kind == HEAD:
            media = piece.decode()
        elif kind == DATA:
            content += piece
        elif kind == ERROR:
            status, sentence = json.loads(piece)
            raise Refusal(status, sentence)
        else:
            return Reply(media, bytes(content))


async def _end(process: Process, *, patient: bool) -> None:
    if process.returncode is None:
        if process.stdin is not None:
            process.stdin.close()
        if patient:
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 5)
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    await process.wait()
