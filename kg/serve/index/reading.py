"""Reading the index: what entities are, how they are tied, who is near, and which facts there are about them."""

import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.publish.network import CO_MENTION, FIGURES
from kg.publish.network import POST as POST_TIE
from kg.publish.rows import EntityRow, PostRow
from kg.publish.slices import Bounds, Selection
from kg.serve.index.network import Network, Tie, load_network
from kg.serve.index.schema import (
    FORMAT,
    POST,
    QUOTATION,
    SENTENCES_OF_A_PAGE,
    STATEMENT,
    STATISTIC,
    SearchIndexError,
    index_of,
)

__all__ = ["Index", "Node", "Tie"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity with its number, how often it is named, its stated ties, its rank, and its place in the overview if it has one."""

    number: int
    row: EntityRow
    mentions: int
    degree: int
    rank: float
    place: tuple[int, int] | None


class Index:
    """The index of a store, opened when it is first asked, and anew when a build has replaced it.

    Every method raises SearchIndexError when there is no index that can be read.
    """

    def __init__(self, store: Path) -> None:
        """Take the folder of the store; the index is `index.sqlite` beside it."""
        self.path = index_of(store)
        self._connection: sqlite3.Connection | None = None
        self._state: tuple[int, int, int] | None = None
        self._network: Network | None = None

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query in SQL."""
        try:
            return self._open().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error

    def network(self) -> Network:
        """Return the ties and neighbours of all entities."""
        try:
            connection = self._open()
            if self._network is None:
                self._network = load_network(connection)
            return self._network
        except sqlite3.DatabaseError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: sqlite3.DatabaseError) -> SearchIndexError:
        self.close()
        with suppress(OSError):
            # Another time on the file: the server that watches it looks for the damage.
            os.utime(self.path)
        return SearchIndexError(
            f"the index {self.path.name} cannot be read ({error}); `kg serve` makes it anew"
        )

    def one(self, query: str, *values: object) -> Any:
        """Return the first value of the first row of a query, None without one."""
        found = self.rows(query, *values)
        return found[0][0] if found else None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._state = self._network = None

    def _open(self) -> sqlite3.Connection:
        try:
            stat = self.path.stat()
        except OSError as error:
            if self._connection is not None:
                return self._connection  # an update has taken the file away; what was read stays readable
            raise SearchIndexError(
                f"there is no {self.path.name} beside the store; `kg serve` makes it when it starts"
            ) from error
        state = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if self._connection is None or state != self._state:
            self.close()
            # The file is never changed in place, so it can be read without locks, also where nothing may be written.
            where = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection, self._state = sqlite3.connect(where, uri=True), state
            form = self._connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
            if form != (FORMAT,):
                self.close()
                raise SearchIndexError(
                    f"the index {self.path.name} is of another version; `kg serve` makes it anew when it starts"
                )
        return self._connection

    def totals(self) -> dict[str, int]:
        """Return how many entities, mentions, pages and articles there are."""
        found: dict[str, int] = json.loads(self.one("SELECT value FROM meta WHERE key = 'totals'"))
        return found

    def number(self, iri: str) -> int | None:
        """Return the number of an entity that pages speak of, or of the one that it was merged with; None for any other IRI."""
        query = "SELECT id FROM entities JOIN ranks ON entity = id WHERE iri = ?"
        found = self.one(query, iri)
        if found is None:
            found = self.one(query, self.one("SELECT representative FROM members WHERE iri = ?", iri))
        return None if found is None else int(found)

    def joined(self) -> dict[str, str]:
        """Return the representative of every entity that accepted merges made part of another one."""
        return dict(self.rows("SELECT iri, representative FROM members"))

    def members(self, iri: str) -> tuple[str, ...]:
        """Return the IRIs that stand for the same entity, first the one that represents them. Example: 王海平 of two pages."""
        leader = self.one("SELECT representative FROM members WHERE iri = ?", iri) or iri
        rows = self.rows("SELECT iri FROM members WHERE representative = ? ORDER BY iri", leader)
        return (leader, *(row[0] for row in rows))

    def nodes(self, numbers: Iterable[int]) -> list[Node]:
        """Return the entities with these numbers, in this order."""
        asked = list(dict.fromkeys(numbers))
        found = {
            row[0]: _node(row)
            for row in self.rows(
                "SELECT id, iri, type, subtype, label, aliases, mentions, degree, rank, x, y FROM entities "
                "JOIN ranks ON entity = id WHERE id IN (SELECT value FROM json_each(?))",
                json.dumps(asked),
            )
        }
        return [found[number] for number in asked if number in found]

    def best(self, count: int) -> list[int]:
        """Return the numbers of the best connected entities, so that every beginning of the list is as connected as can be."""
        query = "SELECT entity FROM ranks WHERE position < ? ORDER BY position"
        return [row[0] for row in self.rows(query, count)]

    def near(self, number: int, most: int, skip: int = 0) -> tuple[list[int], int]:
        """Return a node's neighbours, the strongest first, without the first `skip`, and how many it has in all."""
        return self.network().near(number, most, skip)

    def steps(self, numbers: Sequence[int], *, stated: bool) -> list[tuple[int, int]]:
        """Return all pairs of one of these nodes and a neighbour, in the order given; `stated` leaves out co-mentions."""
        return self.network().steps(numbers, stated=stated)

    def ties(self, numbers: Iterable[int]) -> list[Tie]:
        """Return all ties between these nodes, sorted by numbers and kind."""
        return self.network().ties(numbers)

    def posts(self, numbers: Iterable[int]) -> list[PostRow]:
        """Return the posts of these people at these organizations (both must be given), newest page first, without sources."""
        listed = json.dumps(sorted(set(numbers)))
        rows = self.rows(
            "SELECT posts.iri, p.iri, o.iri, title, attested, start, end, change FROM posts JOIN entities p ON p.id = person "
            "JOIN entities o ON o.id = organization WHERE person IN (SELECT value FROM json_each(?1)) "
            "AND organization IN (SELECT value FROM json_each(?1)) ORDER BY page, posts.iri",
            listed,
        )
        return [
            PostRow(iri, person, body, title, attested, start, end, change, ())
            for iri, person, body, title, attested, start, end, change in rows
        ]

    def facts(self, iri: str, bounds: Bounds | None = None) -> Selection:
        """Return the newest facts about an entity, within the bounds, and the sentences that name it, for `read_slice`.

        Example: `read_slice(graph, index.facts(iri))` for 中国, which a hundred thousand sentences may name.
        """
        number, bounds = self.number(iri), bounds or Bounds()
        if number is None:
            return Selection((iri,))
        members = self.members(iri)
        mentions, sentences = self._mentions(number, bounds.mentions)
        limits = {
            POST: bounds.posts,
            STATEMENT: bounds.relations,
            QUOTATION: bounds.quotations,
            STATISTIC: bounds.statistics,
        }
        query = "SELECT facts.iri FROM facts WHERE entity = ? AND kind = ? ORDER BY page, facts.iri LIMIT ?"
        found = {
            kind: tuple(row[0] for row in self.rows(query, number, kind, most))
            for kind, most in limits.items()
        }
        return Selection(
            members, mentions, found[POST], found[STATEMENT], found[QUOTATION], found[STATISTIC], sentences
        )

    def counts(self, iri: str) -> dict[str, int]:
        """Return how many mentions, posts, statements, quotations and figures there are of an entity."""
        number = self.number(iri)
        kinds = dict(self.rows("SELECT kind, COUNT(*) FROM facts WHERE entity = ? GROUP BY kind", number))
        mentions = self.one("SELECT mentions FROM ranks WHERE entity = ?", number) or 0
        named = {"posts": POST, "statements": STATEMENT, "quotations": QUOTATION, "statistics": STATISTIC}
        return {"mentions": mentions} | {name: kinds.get(kind, 0) for name, kind in named.items()}

    def named_in(self, number: int) -> tuple[int, int]:
        """Return in how many articles and on how many pages an entity is named."""
        query = "SELECT COUNT(DISTINCT article), COUNT(DISTINCT page) FROM mentions WHERE entity = ?"
        ((articles, pages),) = self.rows(query, number)
        return articles, pages

    def _mentions(self, number: int, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The newest mentions of a node and the sentences around them, by IRI."""
        rows = self.rows(
            "SELECT p.iri, m.begin, m.end, s.begin, length(s.text) FROM mentions m JOIN pages p ON p.id = m.page "
            "LEFT JOIN sentences s ON s.id = m.sentence WHERE m.entity = ? ORDER BY m.page, m.begin, m.end LIMIT ?",
            number,
            most,
        )
        sentences = (
            _span(page, begin, begin + length) for page, _, _, begin, length in rows if begin is not None
        )
        return tuple(_span(page, begin, end) for page, begin, end, *_ in rows), tuple(
            dict.fromkeys(sentences)
        )

    def between(self, tie: Tie, most: int = 3) -> Selection:
        """Return the newest facts behind a tie, at most so many, or the sentences that name both ends of a co-mention."""
        if tie.kind == CO_MENTION:
            return Selection(sentences=self.together(tie.a, tie.b, most))
        few, many = self._rarer(tie.a, tie.b)
        rows = self.rows(
            "SELECT x.iri FROM facts x CROSS JOIN facts y ON y.entity = ? AND y.kind = x.kind AND y.page = x.page AND y.iri = x.iri "
            "WHERE x.entity = ? AND x.kind = ? ORDER BY x.page, x.iri LIMIT ?",
            many, few, {POST_TIE: POST, FIGURES: STATISTIC}.get(tie.kind, STATEMENT), most,
        )  # fmt: skip
        found = tuple(row[0] for row in rows)
        if tie.kind == POST_TIE:
            return Selection(posts=found)
        return Selection(statistics=found) if tie.kind == FIGURES else Selection(statements=found)

    def together(self, a: int, b: int, most: int = 3) -> tuple[str, ...]:
        """Return the newest sentences that name two nodes, by IRI."""
        few, many = self._rarer(a, b)
        rows = self.rows(
            "SELECT DISTINCT p.iri, s.begin, length(s.text) FROM mentions x CROSS JOIN mentions y ON y.entity = ? AND y.page = x.page "
            "AND y.sentence = x.sentence JOIN pages p ON p.id = x.page JOIN sentences s ON s.id = x.sentence "
            "WHERE x.entity = ? ORDER BY x.page, x.begin LIMIT ?",
            many, few, most,
        )  # fmt: skip
        return tuple(_span(page, begin, begin + length) for page, begin, length in rows)

    def _rarer(self, a: int, b: int) -> tuple[int, int]:
        """Two nodes, the one that is named less often first: from it, less has to be looked at."""
        mentions = {n: self.one("SELECT mentions FROM ranks WHERE entity = ?", n) or 0 for n in (a, b)}
        return (a, b) if mentions[a] <= mentions[b] else (b, a)

    def page_of(self, number: int) -> tuple[str, str]:
        """Return IRI and source of the page that an article or sentence with this number is on."""
        (found,) = self.rows("SELECT iri, source FROM pages WHERE id = ?", number // SENTENCES_OF_A_PAGE)
        return found[0], found[1]


def _node(row: Sequence[Any]) -> Node:
    number, iri, kind, subtype, label, aliases, mentions, degree, rank, x, y = row
    entity = EntityRow(iri, kind, subtype, label, tuple(json.loads(aliases)))
    return Node(number, entity, mentions, degree, rank, None if x is None else (x, y))


def _span(page: str, begin: int, end: int) -> str:
    """The IRI of characters of a page (RFC 5147)."""
    return f"{page}#char={begin},{end}"
