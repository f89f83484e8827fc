"""What adds up over all pages: how strongly entities are tied, on how many pages each counts, and how often it is named.

Sums are whole numbers, so a page that comes and goes again leaves exactly what was there before: nothing has to be added
up anew when one page of a million changes.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import lcm

import numpy as np
from numpy.typing import NDArray

from kg.publish.network import MOST_NAMES
from kg.serve.index.network import Numbers, load, load_kinds, save

UNIT = lcm(*range(1, MOST_NAMES))
"""A tie of weight 1: a sentence parts one unit among the partners of a name, and each share is a whole number."""

_NAMES = ("sum_a", "sum_b", "sum_kind", "sum_amount", "uses", "mentions")


@dataclass(slots=True)
class Delta:
    """What pages that came and went add to the sums: ties (ends, kind, amount), uses and mentions by entity."""

    ties: list[tuple[int, int, str, int]] = field(default_factory=list)
    uses: Counter[int] = field(default_factory=Counter)
    mentions: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Sums:
    """Ties by the numbers of their ends and of their kind, sorted by all three, with their amounts in units; `uses` and
    `mentions` stand at the number of their entity."""

    kinds: tuple[str, ...]
    a: Numbers
    b: Numbers
    kind: Numbers
    amount: Numbers
    uses: Numbers
    mentions: Numbers

    def plus(self, delta: Delta, lost: Iterable[int] = ()) -> "Sums":
        """Return the sums with a delta, and without the entities that are lost."""
        kinds = tuple(sorted({*self.kinds, *(kind for _, _, kind, _ in delta.ties)}))
        number = {kind: n for n, kind in enumerate(kinds)}
        same = np.array([number[kind] for kind in self.kinds], dtype=np.int64)
        old = (self.a, self.b, same[self.kind] if len(same) else self.kind, self.amount)
        fresh = zip(*((a, b, number[kind], amount) for a, b, kind, amount in delta.ties), strict=True)
        new = [np.array(column, dtype=np.int64) for column in fresh] or [np.empty(0, dtype=np.int64)] * 4
        columns = [np.concatenate(pair) for pair in zip(old, new, strict=True)]
        size = 1 + max((len(self.uses) - 1, *delta.uses, *delta.mentions, *lost), default=0)
        found = Sums(
            kinds,
            *_added_up(*columns),
            _raised(self.uses, delta.uses, size),
            _raised(self.mentions, delta.mentions, size),
        )
        return found.without(lost).compact()

    def without(self, lost: Iterable[int]) -> "Sums":
        """Return the sums without some entities."""
        gone = np.array(sorted(lost), dtype=np.int64)
        if not len(gone):
            return self
        good = ~(np.isin(self.a, gone) | np.isin(self.b, gone))
        uses, mentions = self.uses.copy(), self.mentions.copy()
        uses[gone], mentions[gone] = 0, 0
        return Sums(
            self.kinds, self.a[good], self.b[good], self.kind[good], self.amount[good], uses, mentions
        )

    def compact(self) -> "Sums":
        """Return the sums without kinds that nothing is of."""
        used = np.unique(self.kind)
        if len(used) == len(self.kinds):
            return self
        kinds = tuple(self.kinds[n] for n in used.tolist())
        return replace(self, kinds=kinds, kind=np.searchsorted(used, self.kind))

    def save(self, connection: sqlite3.Connection) -> None:
        """Put the sums into the tables of an index; the kinds go with the network."""
        for name, values in zip(
            _NAMES, (self.a, self.b, self.kind, self.amount, self.uses, self.mentions), strict=True
        ):
            save(connection, name, values.astype("<i8"))


def load_sums(connection: sqlite3.Connection) -> Sums:
    """Read the sums of an index. Raises sqlite3.DatabaseError when they are not there, or not whole."""
    return Sums(load_kinds(connection), *(load(connection, name, "<i8") for name in _NAMES))


def add_up(connection: sqlite3.Connection) -> Sums:
    """Add up all pages of an index."""
    kinds = tuple(kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM page_ties ORDER BY kind"))
    number = {kind: n for n, kind in enumerate(kinds)}
    rows = connection.execute(
        "SELECT a, b, kind, SUM(amount) FROM page_ties GROUP BY a, b, kind ORDER BY a, b, kind"
    )
    ties = np.array([(a, b, number[kind], amount) for a, b, kind, amount in rows], dtype=np.int64).reshape(
        -1, 4
    )
    uses = Counter(dict(connection.execute("SELECT entity, COUNT(*) FROM spoken WHERE used GROUP BY entity")))
    mentions = Counter(dict(connection.execute("SELECT entity, COUNT(*) FROM mentions GROUP BY entity")))
    size = 1 + max((0, *uses, *mentions))
    nothing = np.zeros(0, dtype=np.int64)
    a, b, kind_of, amount_of = ties.T.copy()
    return Sums(
        kinds, a, b, kind_of, amount_of, _raised(nothing, uses, size), _raised(nothing, mentions, size)
    )


def _added_up(
    a: Numbers, b: Numbers, kind: Numbers, amount: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Ties sorted, each once with its whole amount; without those of which nothing is left."""
    order = np.lexsort((kind, b, a))
    a, b, kind, amount = a[order], b[order], kind[order], amount[order]
    first = np.ones(len(a), dtype=np.bool_)
    first[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (kind[1:] != kind[:-1])
    starts = np.flatnonzero(first)
    total = np.add.reduceat(amount, starts) if len(starts) else amount
    left = total > 0
    return a[starts][left], b[starts][left], kind[starts][left], total[left]


def _raised(values: Numbers, by: Mapping[int, int], size: int) -> Numbers:
    """The values, as many as `size`, with what is added at some places."""
    found: NDArray[np.int64] = np.zeros(max(size, len(values)), dtype=np.int64)
    found[: len(values)] = values
    for place, amount in by.items():
        found[place] += amount
    return found
