"""The network of entities as arrays, kept in the index: all ties, and each node's neighbours by strength.

A graph of millions of triples has some hundred thousand ties; arrays of them are read in a millisecond and asked in less.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]
Small = NDArray[np.int64] | NDArray[np.int32]
Flags = NDArray[np.bool_]

KINDS = "kinds"
"""Name under which the kinds of ties are kept, a line each; a tie has its kind by number."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two nodes, by their numbers: its kind (a CURIE, or `post`, `figures`, `coMention`) and weight."""

    a: int
    b: int
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Network:
    """Ties sorted by their ends and kind, and pairs of `node` and `other` sorted by node, the strongest other first.

    `stated` says of a pair whether more ties it than a common sentence. Example: the others of 中国 begin with its ministries.
    """

    kinds: tuple[str, ...]
    a: Small
    b: Small
    kind: Small
    weight: Values
    node: Small
    other: Small
    stated: Flags

    def near(self, number: int, most: int, skip: int = 0) -> tuple[list[int], int]:
        """Return a node's neighbours, the strongest first, without the first `skip`, and how many it has in all."""
        begin, end = self._range(number)
        first = min(end, begin + skip)
        return self.other[first : min(end, first + most)].tolist(), end - begin

    def steps(self, numbers: Sequence[int], *, stated: bool) -> list[tuple[int, int]]:
        """Return all pairs of one of these nodes and a neighbour, in the order given; `stated` leaves out co-mentions."""
        found: list[tuple[int, int]] = []
        for number in numbers:
            begin, end = self._range(number)
            others = self.other[begin:end]
            found += [
                (number, other) for other in (others[self.stated[begin:end]] if stated else others).tolist()
            ]
        return found

    def ties(self, numbers: Iterable[int]) -> list[Tie]:
        """Return all ties between these nodes, sorted by numbers and kind."""
        inside = np.array(sorted(set(numbers)), dtype=np.int32)
        if len(inside) * 64 < len(self.a):
            begins, ends = np.searchsorted(self.a, inside, "left"), np.searchsorted(self.a, inside, "right")
            pieces = [np.arange(begin, end) for begin, end in zip(begins, ends, strict=True)]
            at = np.concatenate([*pieces, np.empty(0, dtype=np.int64)]).astype(np.int64)
        else:
            at = np.flatnonzero(_among(self.a, inside))
        at = at[_among(self.b[at], inside)]
        rows = zip(
            self.a[at].tolist(),
            self.b[at].tolist(),
            self.kind[at].tolist(),
            self.weight[at].tolist(),
            strict=True,
        )
        return [Tie(a, b, self.kinds[kind], weight) for a, b, kind, weight in rows]

    def _range(self, number: int) -> tuple[int, int]:
        begin, end = np.searchsorted(self.node, [number, number + 1])
        return int(begin), int(end)


def _among(numbers: Small, inside: Small) -> Flags:
    """Which of the numbers are among others, which are sorted."""
    if not len(inside):
        return np.zeros(len(numbers), dtype=np.bool_)
    place = np.minimum(np.searchsorted(inside, numbers), len(inside) - 1)
    found: Flags = inside[place] == numbers
    return found


_TYPES = {
    "a": "<i4",
    "b": "<i4",
    "kind": "<i4",
    "weight": "<f8",
    "node": "<i4",
    "other": "<i4",
    "stated": "|b1",
}

_TABLES = (("a", "b", "kind", "weight"), ("node", "other", "stated"))


def save_network(connection: sqlite3.Connection, network: Network) -> None:
    """Put a network into the tables of an index."""
    for name, form in _TYPES.items():
        save(connection, name, getattr(network, name).astype(form))
    connection.execute(
        "INSERT OR REPLACE INTO arrays VALUES (?, ?)", (KINDS, "\n".join(network.kinds).encode())
    )


def load_network(connection: sqlite3.Connection) -> Network:
    """Read the network of an index. Raises sqlite3.DatabaseError when it is not there, or not whole."""
    columns = {name: load(connection, name, form) for name, form in _TYPES.items()}
    if any(len({len(columns[name]) for name in table}) > 1 for table in _TABLES):
        raise sqlite3.DatabaseError("its arrays are not of one length")
    return Network(load_kinds(connection), **columns)


def load_kinds(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Read the kinds of ties, sorted; none of an index that has no network yet."""
    found = connection.execute("SELECT value FROM arrays WHERE name = ?", (KINDS,)).fetchone()
    return tuple(found[0].decode().split("\n")) if found and found[0] else ()


def save(connection: sqlite3.Connection, name: str, values: NDArray[Any]) -> None:
    """Put an array into the tables of an index."""
    connection.execute("INSERT OR REPLACE INTO arrays VALUES (?, ?)", (name, values.tobytes()))


def load(connection: sqlite3.Connection, name: str, form: str | np.dtype[Any]) -> NDArray[Any]:
    """Read an array of the index, whose type is given. Raises sqlite3.DatabaseError when it is not there, or not whole."""
    found = connection.execute("SELECT value FROM arrays WHERE name = ?", (name,)).fetchone()
    try:
        return np.frombuffer(found[0], dtype=form)
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"its array {name} cannot be read") from error
