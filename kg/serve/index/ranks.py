"""What is known only of the whole: ranks, ties that count, neighbours by strength, and the best connected part.

The rules are those of `kg.publish.network`, in arrays: all of it is computed with every change, in a second for millions of
triples; what goes into tables, only where it differs from what stands there.
"""

import json
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from heapq import heappop, heappush

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.publish.layout import WEAK as PULL
from kg.publish.layout import lay_out
from kg.publish.network import CO_MENTION, FIGURES, POST, TIES_EACH
from kg.publish.rows import Contents
from kg.serve.index.network import Flags, Network, Numbers, Values, load, save, save_network
from kg.serve.index.schema import CORE, OVERVIEW
from kg.serve.index.sums import UNIT, Sums

_WEAK = 0.1
_DAMPING, _ROUNDS, _CLOSE = 0.85, 100, 1e-6
_STEPS = 8
"""Classes of rank between a rank and the double of it: names are put in order by them."""

_NOWHERE = -(2**31)
RANKED = np.dtype(
    [(name, "<i8") for name in ("entity", "mentions", "degree", "position", "x", "y", "place")]
    + [("rank", "<f8")]
)
"""What is kept of each ranked entity, sorted by its number; `place` is the class of its rank, for `names`."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Tied pairs of entities, by their place in the order of IRIs: kind (a number), weight, and whether only co-mentioned."""

    a: Numbers
    b: Numbers
    kind: Numbers
    weight: Values
    weak: Flags


class Whole:
    """One computation of everything that depends on all pages; `write` puts it into the tables."""

    def __init__(self, connection: sqlite3.Connection, sums: Sums) -> None:
        """Take an index whose pages are all in, and their sums."""
        self.connection, self.sums = connection, sums
        rows = connection.execute("SELECT id FROM entities ORDER BY iri")
        self.ids = np.fromiter((row[0] for row in rows), dtype=np.int64)
        size = max(int(self.ids.max(initial=0)) + 1, len(sums.uses))
        self.place = np.full(size, -1, dtype=np.int64)
        self.place[self.ids] = np.arange(len(self.ids))
        self.kept = np.zeros(0, dtype=np.bool_)
        self.ties = self._ties()

    def write(self) -> NDArray[np.void]:
        """Compute and write ties, neighbours and ranks; return what is kept of each ranked entity (`RANKED`)."""
        ties, count = self.ties, len(self.ids)
        stated = ~ties.weak
        ends = np.concatenate([ties.a[stated], ties.b[stated]])
        degree = np.bincount(ends, self._edges(stated), count).astype(np.int64)
        strength = _matrix(ties, np.where(ties.weak, _WEAK, 1.0), count)
        exact = _pagerank(strength, self.kept)
        rank = np.round(exact, 8)
        pull = _matrix(ties, np.where(ties.weak, PULL, 1.0), count)
        save_network(self.connection, self._network(strength, rank))
        self.sums.save(self.connection)
        ranked = self._ranked(exact, degree, _by_connection(pull, rank, degree.astype(np.float64), self.kept))
        save(self.connection, "ranked", ranked)
        return ranked

    def _edges(self, stated: Flags) -> Values:
        """How many edges each stated tie counts for at both ends: a tie of three posts is three."""
        posts = self.sums.kinds.index(POST) if POST in self.sums.kinds else -1
        number = np.where(self.ties.kind == posts, self.ties.weight, 1.0)[stated]
        return np.concatenate([number, number])

    def _ties(self) -> Ties:
        sums = self.sums
        number = {kind: n for n, kind in enumerate(sums.kinds)}
        a, b = self.place[sums.a], self.place[sums.b]
        here = (a >= 0) & (b >= 0)
        a, b, kind, amount = a[here], b[here], sums.kind[here], sums.amount[here] / UNIT
        self.kept = self._kept(a, b, kind)
        weak = kind == number.get(CO_MENTION, -1)
        weight = np.where(weak | (kind == number.get(POST, -1)), amount, 1.0)
        figures = kind == number.get(FIGURES, -1)
        weight[figures] = 1.0 + np.sqrt(amount[figures]) / 4
        good = self.kept[a] & self.kept[b] & (~weak | _strongest(a, b, amount, weak))
        order = np.lexsort((kind[good], b[good], a[good]))
        return Ties(*(column[good][order] for column in (a, b, kind, np.round(weight, 4), weak)))

    def _kept(self, a: Numbers, b: Numbers, kind: Numbers) -> Flags:
        """Entities that a page speaks of, and what they belong to: the rest of the seeds is nobody's business here."""
        used = self._of_each(self.sums.uses) > 0
        apart = [n for n, name in enumerate(self.sums.kinds) if name in (CO_MENTION, POST, FIGURES)]
        up = used[a] & ~np.isin(kind, apart)
        kept = used.copy()
        kept[b[up]] = True
        return kept

    def _of_each(self, counted: Numbers) -> Numbers:
        """Counts by number of the entity as counts in the order of IRIs."""
        padded = np.zeros(len(self.place), dtype=np.int64)
        padded[: len(counted)] = counted
        return padded[self.ids]

    def _network(self, strength: csr_matrix, rank: Values) -> Network:
        """All ties, and each node's neighbours, the strongest first, and of equals the most central."""
        t, ids = self.ties, self.ids
        order = np.lexsort((t.kind, ids[t.b], ids[t.a]))
        stated = _matrix(t, np.where(t.weak, 0.0, 1.0), len(ids)).tocoo()
        count, pairs = max(len(ids), 1), strength.tocoo()
        backed = np.unique(stated.row[stated.data > 0].astype(np.int64) * count + stated.col[stated.data > 0])
        near = np.lexsort((pairs.col, -rank[pairs.col], -np.round(pairs.data, 4), ids[pairs.row]))
        row, col = pairs.row[near].astype(np.int64), pairs.col[near]
        return Network(
            self.sums.kinds, ids[t.a][order], ids[t.b][order], t.kind[order], t.weight[order],
            ids[row], ids[col], np.isin(row * count + col, backed, kind="sort"),
        )  # fmt: skip

    def _ranked(self, exact: Values, degree: Numbers, order: list[int]) -> NDArray[np.void]:
        found = np.zeros(len(self.ids), dtype=RANKED)
        found["entity"], found["rank"], found["degree"] = self.ids, np.round(exact, 8), degree
        found["mentions"] = self._of_each(self.sums.mentions)
        # Relative to the mean, ranks stay as they are when a graph grows elsewhere.
        relative = np.maximum(exact * max(int(self.kept.sum()), 1), 1e-9)
        found["place"] = np.floor(_STEPS * np.log2(relative))
        found["position"], found["x"], found["y"] = -1, _NOWHERE, _NOWHERE
        at = np.array(order, dtype=np.int64)
        found["position"][at] = np.arange(len(at))
        found["x"][at], found["y"][at] = self._places(order)
        kept: NDArray[np.void] = np.sort(found[self.kept], order="entity")
        return kept

    def _places(self, order: list[int]) -> tuple[list[int], list[int]]:
        """Where the nodes of the overview stand; as before when they and their ties are as they were."""
        rows = self.connection.execute(
            "SELECT id, iri, type, label FROM entities WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(self.ids[order].tolist()),),
        )
        known = {int(self.place[row[0]]): row[1:] for row in rows}
        ties = self.ties
        both = np.isin(ties.a, order) & np.isin(ties.b, order)
        columns = [column[both].tolist() for column in (ties.a, ties.b, ties.weight, ties.weak)]
        edges = [
            (known[a][0], known[b][0], weight, weak) for a, b, weight, weak in zip(*columns, strict=True)
        ]
        drawn = sha256(json.dumps([[known[n] for n in order], edges], ensure_ascii=False).encode()).digest()
        before = self.connection.execute("SELECT value FROM arrays WHERE name = 'drawn'").fetchone()
        if before == (drawn,):
            ranked = load(self.connection, "ranked", RANKED)
            old = np.sort(ranked[ranked["position"] >= 0], order="position")
            return old["x"].tolist(), old["y"].tolist()
        self.connection.execute("INSERT OR REPLACE INTO arrays VALUES ('drawn', ?)", (drawn,))
        network = nx.MultiDiGraph()
        for n in order:
            iri, kind, label = known[n]
            network.add_node(iri, type=kind, label=label)
        for a, b, weight, weak in edges:
            network.add_edge(a, b, weight=weight, weak=weak)
        names = [known[n][0] for n in order]
        found = lay_out(network, _NOTHING, names, min(CORE, len(names))) if names else {}
        return [round(found[name][0]) for name in names], [round(found[name][1]) for name in names]


_NOTHING = Contents({}, {}, {}, {}, (), (), (), (), (), (), {})


def _strongest(a: Numbers, b: Numbers, amount: Values, weak: Flags) -> NDArray[np.bool_]:
    """Co-mentions that are among the strongest of either end."""
    at = np.flatnonzero(weak)
    ends, pair = np.concatenate([a[at], b[at]]), np.concatenate([at, at])
    order = np.lexsort((b[pair], a[pair], -amount[pair], ends))
    ranked = ends[order]
    position = np.arange(len(ranked)) - np.searchsorted(ranked, ranked, side="left")
    kept: Flags = np.zeros(len(a), dtype=np.bool_)
    kept[pair[order][position < TIES_EACH]] = True
    return kept


def _matrix(ties: Ties, factor: Values, count: int) -> csr_matrix:
    """The symmetric matrix of weights, each tie times its factor."""
    weight = ties.weight * factor
    ends = (np.concatenate([ties.a, ties.b]), np.concatenate([ties.b, ties.a]))
    return csr_matrix((np.concatenate([weight, weight]), ends), shape=(count, count))


def _pagerank(strength: csr_matrix, kept: Flags) -> Values:
    """PageRank (Page and others 1999) over the kept nodes, 0 for the others; computed like networkx's."""
    count = int(kept.sum())
    start: Values = kept / max(count, 1)
    total = np.asarray(strength.sum(axis=1)).ravel()
    passed = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
    along = strength.multiply(passed[:, None]).T.tocsr()
    lost, rank = kept & (total == 0), start
    for _ in range(_ROUNDS):
        before, rank = rank, _DAMPING * (along @ rank + rank[lost].sum() * start) + (1 - _DAMPING) * start
        if np.abs(rank - before).sum() < count * _CLOSE:
            break
    return rank


def _by_connection(strength: csr_matrix, rank: Values, degree: Values, kept: Flags) -> list[int]:
    """The kept nodes so that every beginning of the list is as connected and central as can be, as `order_by_connection` has them."""
    score = rank * (1 + np.minimum(degree, 3))
    found: dict[int, None] = {}
    heap: list[tuple[float, int]] = []
    for root in np.lexsort((np.arange(len(score)), -score)).tolist():
        if kept[root] and len(found) < OVERVIEW:
            heappush(heap, (-score[root], root))
        while heap and len(found) < OVERVIEW:
            node = heappop(heap)[1]
            if node not in found:
                found[node] = None
                for other in strength.indices[strength.indptr[node] : strength.indptr[node + 1]].tolist():
                    if other not in found:
                        heappush(heap, (-score[other], other))
    return list(found)
