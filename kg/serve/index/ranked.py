"""The tables `ranks`, `names` and `indicators` of an index: written where they differ from what is known of the whole now."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from kg.serve.index.folding import fold
from kg.serve.index.ranks import RANKED

_FIRST, _BITS = 1 << 10, 52
Ranked = NDArray[np.void]


def write_ranked(connection: sqlite3.Connection, before: Ranked, now: Ranked, renamed: Iterable[int]) -> None:
    """Write ranks and names of the ranked entities (`RANKED`); of those before, only what has changed is touched.

    `renamed` are entities whose names may have changed, by number.
    """
    old, new = _rows_of(before, now), _rows_of(now, before)
    changed = new.keys() | (old.keys() - set(now["entity"].tolist()))
    connection.executemany("DELETE FROM ranks WHERE entity = ?", ((entity,) for entity in sorted(changed)))
    connection.executemany("INSERT INTO ranks VALUES (?, ?, ?, ?, ?, ?, ?)", _ranks(new))
    others = {
        entity
        for entity in changed
        if entity not in old or entity not in new or old[entity][6] != new[entity][6]
    }
    named = sorted(others | set(renamed))
    _remove_names(connection, named)
    _add_names(connection, now, named)
    connection.execute(
        "UPDATE indicators SET count = f.n FROM (SELECT indicator, SUM(count) n FROM figures GROUP BY indicator) f WHERE f.indicator = id"
    )


def no_ranked() -> Ranked:
    """Return the ranked entities of an index that has none yet."""
    return np.zeros(0, dtype=RANKED)


def _rows_of(these: Ranked, others: Ranked) -> dict[int, tuple[int | float, ...]]:
    """The entities of one state that do not stand so in the other one, by number."""
    if len(others):
        place = np.minimum(np.searchsorted(others["entity"], these["entity"]), len(others) - 1)
        these = these[others[place] != these]
    return {row[0]: row for row in these.tolist()}


def _ranks(rows: dict[int, tuple[int | float, ...]]) -> Iterator[tuple[object, ...]]:
    for entity, (_, mentions, degree, position, x, y, _, rank) in sorted(rows.items()):
        drawn = (position, x, y) if position >= 0 else (None, None, None)
        yield entity, mentions, degree, rank, *drawn


def _remove_names(connection: sqlite3.Connection, entities: list[int]) -> None:
    rows = connection.execute(
        "SELECT id, folded FROM names WHERE entity IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(entities),),
    ).fetchall()
    connection.executemany(
        "INSERT INTO name_words (name_words, rowid, text) VALUES ('delete', ?, ?)",
        ((n, " ".join(text)) for n, text in rows),
    )
    connection.executemany("DELETE FROM names WHERE id = ?", ((n,) for n, _ in rows))


def _add_names(connection: sqlite3.Connection, ranked: Ranked, entities: list[int]) -> None:
    """All names of the entities that are ranked, those of the highest ranks first, so that a search that stops early has found the best."""
    here = ranked[np.isin(ranked["entity"], np.array(entities, dtype=np.int64))]
    place = dict(zip(here["entity"].tolist(), here["place"].tolist(), strict=True))
    rows = connection.execute(
        "SELECT id, iri, label, aliases FROM entities WHERE id IN (SELECT value FROM json_each(?)) ORDER BY iri",
        (json.dumps(sorted(place)),),
    ).fetchall()
    named: dict[int, tuple[int, str, str]] = {}
    for entity, iri, label, aliases in rows:
        for name in dict.fromkeys((label, *json.loads(aliases))):
            digest = sha256(f"{iri}\n{name}".encode("utf-8", "replace")).digest()
            number = (_FIRST - place[entity] << _BITS) + (int.from_bytes(digest[:8]) >> 64 - _BITS)
            while (
                number in named
                or connection.execute("SELECT 1 FROM names WHERE id = ?", (number,)).fetchone()
            ):
                number += 1
            named[number] = (entity, name, fold(name))
    rows = sorted((number, *name) for number, name in named.items())
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO name_words (rowid, text) VALUES (?, ?)", ((row[0], " ".join(row[3])) for row in rows)
    )
