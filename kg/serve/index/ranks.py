"""What is known only of the whole: ties added up over all pages, ranks, neighbours by strength, and the best connected part.

The rules are those of `kg.publish.network`, in arrays: a graph of millions of triples takes seconds.
"""

import json
import sqlite3
from dataclasses import dataclass
from heapq import heappop, heappush

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kg.publish.layout import WEAK as PULL
from kg.publish.layout import lay_out
from kg.publish.network import CO_MENTION, FIGURES, POST, TIES_EACH
from kg.publish.rows import Contents
from kg.serve.index.folding import fold
from kg.serve.index.schema import CORE, OVERVIEW, WHOLE, WHOLE_INDEXES

_WEAK = 0.1
_DAMPING, _ROUNDS, _CLOSE = 0.85, 100, 1e-6

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ties:
    """Tied pairs of entities, by their place in the order of IRIs: kind (a number), weight, and whether only co-mentioned."""

    a: Numbers
    b: Numbers
    kind: Numbers
    weight: Values
    weak: NDArray[np.bool_]


class Whole:
    """One computation of everything that depends on all pages; `write` puts it into the tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an index whose pages are all in."""
        self.connection = connection
        rows = connection.execute(
            "SELECT id, iri, type, label, aliases FROM entities ORDER BY iri"
        ).fetchall()
        self.ids = np.array([row[0] for row in rows], dtype=np.int64)
        self.nodes = rows
        place = np.full(int(self.ids.max(initial=0)) + 1, -1, dtype=np.int64)
        place[self.ids] = np.arange(len(rows))
        self.place = place
        self.kinds = [k for (k,) in connection.execute("SELECT DISTINCT kind FROM page_ties ORDER BY kind")]
        self.ties = self._ties()
        self.mentions = self._mentions()

    def write(self) -> None:
        """Compute and write ranks, ties, neighbours, places and names."""
        self._run(WHOLE)
        if len(self.ids):
            self._write_rows()
        self._run(WHOLE_INDEXES)
        self.connection.execute(
            "UPDATE indicators SET count = (SELECT SUM(count) FROM figures WHERE indicator = indicators.id)"
        )

    def _write_rows(self) -> None:
        ties, count = self.ties, len(self.ids)
        stated = ~ties.weak
        ends = np.concatenate([ties.a[stated], ties.b[stated]])
        degree = np.bincount(ends, self._edges(stated), count).astype(np.float64)
        strength = _matrix(ties, np.where(ties.weak, _WEAK, 1.0), count)
        rank = np.round(_pagerank(strength, self.kept), 8)
        pull = _matrix(ties, np.where(ties.weak, PULL, 1.0), count)
        self._write_ties()
        self._write_near(strength, rank)
        self._write_ranks(rank, degree, _by_connection(pull, rank, degree, self.kept))
        self._write_names(rank)

    def _run(self, script: str) -> None:
        # Not as a script: that would end the transaction.
        for command in script.split(";"):
            self.connection.execute(command)

    def _edges(self, stated: NDArray[np.bool_]) -> Values:
        """How many edges each stated tie counts for at both ends: a tie of three posts is three."""
        posts = self.kinds.index(POST) if POST in self.kinds else -1
        number = np.where(self.ties.kind == posts, self.ties.weight, 1.0)[stated]
        return np.concatenate([number, number])

    def _ties(self) -> Ties:
        rows = self.connection.execute(
            "SELECT a, b, kind, SUM(amount) FROM page_ties JOIN entities x ON x.id = a JOIN entities y ON y.id = b "
            "GROUP BY a, b, kind"
        ).fetchall()
        number = {kind: n for n, kind in enumerate(self.kinds)}
        a = self.place[np.array([row[0] for row in rows], dtype=np.int64)]
        b = self.place[np.array([row[1] for row in rows], dtype=np.int64)]
        kind = np.array([number[row[2]] for row in rows], dtype=np.int64)
        amount = np.array([row[3] for row in rows], dtype=np.float64)
        self.kept = self._kept(a, b, kind)
        weak = kind == number.get(CO_MENTION, -1)
        weight = np.where(weak | (kind == number.get(POST, -1)), amount, 1.0)
        figures = kind == number.get(FIGURES, -1)
        weight[figures] = 1.0 + np.sqrt(amount[figures]) / 4
        good = self.kept[a] & self.kept[b] & (~weak | _strongest(a, b, amount, weak))
        order = np.lexsort((kind[good], b[good], a[good]))
        return Ties(*(column[good][order] for column in (a, b, kind, np.round(weight, 4), weak)))

    def _kept(self, a: Numbers, b: Numbers, kind: Numbers) -> NDArray[np.bool_]:
        """Entities that a page speaks of, and what they belong to: the rest of the seeds is nobody's business here."""
        used = np.zeros(len(self.ids), dtype=np.bool_)
        spoken = self.connection.execute(
            "SELECT DISTINCT entity FROM spoken JOIN entities ON id = entity WHERE used"
        )
        used[self.place[np.fromiter((row[0] for row in spoken), dtype=np.int64)]] = True
        apart = [n for n, name in enumerate(self.kinds) if name in (CO_MENTION, POST, FIGURES)]
        up = used[a] & ~np.isin(kind, apart)
        kept = used.copy()
        kept[b[up]] = True
        return kept

    def _mentions(self) -> Numbers:
        found = np.zeros(len(self.ids), dtype=np.int64)
        for entity, count in self.connection.execute(
            "SELECT entity, COUNT(*) FROM mentions JOIN entities ON id = entity GROUP BY entity"
        ):
            found[self.place[entity]] = count
        return found

    def _write_ties(self) -> None:
        t = self.ties
        names = [self.kinds[k] for k in t.kind]
        rows = zip(self.ids[t.a].tolist(), self.ids[t.b].tolist(), names, t.weight.tolist(), strict=True)
        self.connection.executemany("INSERT INTO ties VALUES (?, ?, ?, ?)", sorted(rows))

    def _write_near(self, strength: csr_matrix, rank: Values) -> None:
        """Each node's neighbours, the strongest first, and of equals the most central."""
        stated = _matrix(self.ties, np.where(self.ties.weak, 0.0, 1.0), len(self.ids)).tocoo()
        backed = set(
            zip(stated.row[stated.data > 0].tolist(), stated.col[stated.data > 0].tolist(), strict=True)
        )
        pairs = strength.tocoo()
        order = np.lexsort((pairs.col, -rank[pairs.col], -np.round(pairs.data, 4), pairs.row))
        row, col = pairs.row[order], pairs.col[order]
        first = np.searchsorted(row, row, side="left")
        position = np.arange(len(row)) - first
        said = [pair in backed for pair in zip(row.tolist(), col.tolist(), strict=True)]
        self.connection.executemany(
            "INSERT INTO near VALUES (?, ?, ?, ?)",
            sorted(zip(self.ids[row].tolist(), position.tolist(), self.ids[col].tolist(), said, strict=True)),
        )

    def _write_ranks(self, rank: Values, degree: Values, order: list[int]) -> None:
        places = self._places(order, rank, degree)
        position = {node: n for n, node in enumerate(order)}
        self.connection.executemany(
            "INSERT INTO ranks VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    int(self.ids[n]),
                    int(self.mentions[n]),
                    int(degree[n]),
                    float(rank[n]),
                    position.get(n),
                    *places.get(n, (None, None)),
                )
                for n in np.flatnonzero(self.kept).tolist()
            ),
        )

    def _write_names(self, rank: Values) -> None:
        """All names, those of the highest ranks first, so that a search that stops early has found the best."""
        number = 0
        for n in np.lexsort((np.arange(len(rank)), -rank)).tolist():
            if self.kept[n]:
                entity, _, _, label, aliases = self.nodes[n]
                for name in dict.fromkeys((label, *json.loads(aliases))):
                    number, folded = number + 1, fold(name)
                    self.connection.execute(
                        "INSERT INTO names VALUES (?, ?, ?, ?)", (number, entity, name, folded)
                    )
                    self.connection.execute(
                        "INSERT INTO name_words (rowid, text) VALUES (?, ?)", (number, " ".join(folded))
                    )

    def _places(self, order: list[int], rank: Values, degree: Values) -> dict[int, tuple[int, int]]:
        """Where the nodes of the overview stand."""
        network, inside = nx.MultiDiGraph(), set(order)
        for n in order:
            _, iri, kind, label, _ = self.nodes[n]
            network.add_node(iri, type=kind, label=label, pagerank=float(rank[n]), degree=int(degree[n]))
        ties = self.ties
        both = np.isin(ties.a, order) & np.isin(ties.b, order)
        for a, b, weight, weak in zip(
            ties.a[both].tolist(),
            ties.b[both].tolist(),
            ties.weight[both].tolist(),
            ties.weak[both].tolist(),
            strict=True,
        ):
            network.add_edge(self.nodes[a][1], self.nodes[b][1], weight=weight, weak=weak)
        names = [self.nodes[n][1] for n in order]
        found = lay_out(network, _NOTHING, names, min(CORE, len(names)))
        return (
            {n: (round(x), round(y)) for n, (x, y) in ((n, found[self.nodes[n][1]]) for n in order)}
            if inside
            else {}
        )


_NOTHING = Contents({}, {}, {}, {}, (), (), (), (), (), (), {})


def _strongest(a: Numbers, b: Numbers, amount: Values, weak: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Co-mentions that are among the strongest of either end."""
    at = np.flatnonzero(weak)
    ends, pair = np.concatenate([a[at], b[at]]), np.concatenate([at, at])
    order = np.lexsort((b[pair], a[pair], -amount[pair], ends))
    ranked = ends[order]
    position = np.arange(len(ranked)) - np.searchsorted(ranked, ranked, side="left")
    kept = np.zeros(len(a), dtype=np.bool_)
    kept[pair[order][position < TIES_EACH]] = True
    return kept


def _matrix(ties: Ties, factor: Values, count: int) -> csr_matrix:
    """The symmetric matrix of weights, each tie times its factor."""
    weight = ties.weight * factor
    ends = (np.concatenate([ties.a, ties.b]), np.concatenate([ties.b, ties.a]))
    return csr_matrix((np.concatenate([weight, weight]), ends), shape=(count, count))


def _pagerank(strength: csr_matrix, kept: NDArray[np.bool_]) -> Values:
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


def _by_connection(strength: csr_matrix, rank: Values, degree: Values, kept: NDArray[np.bool_]) -> list[int]:
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
