"""What goes through the pipe between the server and its evaluators: frames of a kind, a length and bytes; refusals."""

import struct
from dataclasses import dataclass
from typing import BinaryIO

HEADER = struct.Struct(">cI")
"""A frame's kind, one byte, and the length of what follows."""

HEAD, DATA, END, ERROR = b"H", b"D", b"E", b"X"
"""Media type of the answer; a piece of it; all said; or: status and sentence of what went wrong (JSON)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds, bytes of the answer, bytes of memory, and how many run side by side."""

    seconds: float = 30.0
    answer: int = 64 << 20
    memory: int = 2 << 30
    together: int = 2
    query: int = 1 << 20
    update: int = 64 << 20


class Refusal(Exception):
    """A request that is not answered: an HTTP status and one sentence."""

    def __init__(self, status: int, sentence: str):
        """Take the status and the sentence."""
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def read_frame(pipe: BinaryIO) -> bytes | None:
    """Read the payload of one frame; None at the end of the pipe."""
    header = pipe.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    _, length = HEADER.unpack(header)
    return pipe.read(length)


def write_frame(pipe: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    """Write one frame."""
    pipe.write(HEADER.pack(kind, len(payload)))
    pipe.write(payload)
