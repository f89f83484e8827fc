"""Writing the index: the rows of pages in and out, and the entities that they speak of."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from json import dumps

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.publish.joining import Joined, join_entities
from kg.publish.readings import Description, describe, entity_row, text
from kg.publish.rows import EntityRow, PostRow
from kg.serve.index.folding import fold, spaced
from kg.serve.index.pages import PageEntries
from kg.serve.index.schema import OTHERS, SENTENCES_OF_A_PAGE
from kg.serve.index.sums import UNIT, Delta

_DAYS, _HASHES = 1 << 20, 1 << 27
_UNION = DefaultGraph()
_BY_PAGE = (
    "pages WHERE id",
    "others WHERE id",
    "figures WHERE page",
    "spoken WHERE page",
    "posts WHERE page",
    "page_ties WHERE page",
)
_BY_ENTITY = (
    "entities WHERE id",
    "spoken WHERE entity",
    "mentions WHERE entity",
    "facts WHERE entity",
    "posts WHERE person",
    "page_ties WHERE a",
    "page_ties WHERE b",
)
as_json = partial(dumps, ensure_ascii=False, separators=(",", ":"))
_WORDS = {"headline_words": ("articles", "headline"), "sentence_words": ("sentences", "text")}


class Writer:
    """Puts pages into the tables of an index and takes them out; entities and indicators get numbers as they come.

    `delta` is what that adds to the sums, `renamed` and `lost` the numbers of entities with other names, and of those that are
    none any more.
    """

    def __init__(self, connection: sqlite3.Connection, store: Store, joined: Joined) -> None:
        """Take an open index, the store that it follows, and the representative of each entity that merges join."""
        self.connection, self.store, self.joined = connection, store, joined
        connection.create_function("spaced", 1, spaced, deterministic=True)
        self.indicators: dict[str, int] = dict(connection.execute("SELECT iri, id FROM indicators"))
        self._entities: dict[str, int | None] = {}
        self._last = self._before = self._highest("entities")
        self._last_indicator = self._highest("indicators")
        self._looked: set[str] = set()
        self._groups: dict[str, list[str]] = {}
        for iri, leader in sorted(joined.items()):
            self._groups.setdefault(leader, []).append(iri)
        self.touched: set[str] = set()
        self.delta = Delta()
        self.renamed: set[int] = set()
        self.lost: set[int] = set()

    def _highest(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0])

    def add(self, entries: PageEntries, iri: str, state: str, source: str) -> None:
        """Add a page that is not in the index."""
        page = self._number(iri, entries.date)
        self.connection.execute("INSERT INTO pages VALUES (?, ?, ?, ?)", (page, iri, state, source))
        articles = self._add_articles(page, entries)
        sentences = {
            (begin, quote): page * SENTENCES_OF_A_PAGE + n
            for n, (begin, quote, _) in enumerate(entries.sentences)
        }
        self.connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)",
            (
                (sentences[begin, quote], articles.get(article or ""), begin, quote)
                for begin, quote, article in entries.sentences
            ),
        )
        self.put(page, entries)
        self._add_mentions(page, entries, articles, sentences)
        self.connection.executemany(
            "INSERT INTO figures VALUES (?, ?, ?)",
            ((page, self._indicator(iri), count) for iri, count in sorted(entries.figures.items())),
        )

    def put(self, page: int, entries: PageEntries) -> None:
        """Put what a page or another graph says of entities under its number."""
        insert, spoken = self.connection.executemany, entries.described | entries.used
        self.touched |= spoken
        ids = {iri: number for iri in sorted(spoken) if (number := self.entity(iri)) is not None}
        used = {ids[iri] for iri in entries.used & ids.keys()}
        self.delta.uses.update(used)
        rows = ((page, number, number in used) for number in sorted(set(ids.values())))
        insert("INSERT INTO spoken VALUES (?, ?, ?)", rows)
        facts = ((ids[e], kind, page, iri) for e, kind, iri in entries.facts if e in ids)
        insert("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", facts)
        insert("INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._posts(page, entries.posts, ids))
        ties = self._ties(entries)
        self.delta.ties += ties
        insert("INSERT INTO page_ties VALUES (?, ?, ?, ?, ?)", ((page, *tie) for tie in ties))

    def put_other(self, iri: str, state: str, entries: PageEntries) -> None:
        """Add a graph that is no page and is not in the index."""
        taken = {number for (number,) in self.connection.execute("SELECT id FROM others")}
        number = next(n for n in range(OTHERS) if n not in taken)
        self.connection.execute("INSERT INTO others VALUES (?, ?, ?)", (number, iri, state))
        self.put(number, entries)

    def _add_mentions(
        self,
        page: int,
        entries: PageEntries,
        articles: dict[str, int],
        sentences: dict[tuple[int, str], int],
    ) -> None:
        for entity, span, around in entries.mentions:
            number, article = self.entity(entity), span.article or (around and around.article)
            if number is not None:
                sentence = sentences.get((around.begin, around.text)) if around else None
                done = self.connection.execute(
                    "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
                    (number, page, span.begin, span.end, articles.get(article or ""), sentence),
                )
                self.delta.mentions[number] += done.rowcount

    def _ties(self, entries: PageEntries) -> list[tuple[int, int, str, int]]:
        """The ties of a page in units; those of two names of one entity tie nothing."""
        found: dict[tuple[int, int, str], float] = {}
        for (a, b, kind), amount in sorted(entries.ties.items()):
            first, second = self.entity(a), self.entity(b)
            if first is None or second is None or first == second:
                continue
            found[first, second, kind] = found.get((first, second, kind), 0.0) + amount
        return [(*tie, round(amount * UNIT)) for tie, amount in found.items()]

    def _posts(
        self, page: int, posts: Iterable[PostRow], ids: dict[str, int]
    ) -> Iterator[tuple[object, ...]]:
        for p in posts:
            if p.person in ids:
                organization = ids.get(p.organization) if p.organization else None
                yield page, p.iri, ids[p.person], organization, p.title, p.attested, p.start, p.end, p.change

    def _add_articles(self, page: int, entries: PageEntries) -> dict[str, int]:
        numbers = {}
        for n, article in enumerate(entries.articles[:SENTENCES_OF_A_PAGE]):
            numbers[article.iri] = page * SENTENCES_OF_A_PAGE + n
            publisher = self.entity(article.publisher) if article.publisher else None
            self.connection.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
                (numbers[article.iri], article.iri, article.headline, article.date, publisher),
            )
        return numbers

    def remove(self, page: int) -> None:
        """Take a page out of the index, or what another graph said."""
        execute = self.connection.execute
        spoken = execute("SELECT iri FROM spoken JOIN entities ON id = entity WHERE page = ?", (page,))
        self.touched |= {iri for (iri,) in spoken}
        self._subtract(page)
        for table in ("mentions", "facts"):
            entities = "SELECT entity FROM spoken WHERE page = ?"
            by_kind = " AND kind IN (0, 1, 2, 3)" if table == "facts" else ""
            execute(f"DELETE FROM {table} WHERE entity IN ({entities}){by_kind} AND page = ?", (page, page))
        below = (page * SENTENCES_OF_A_PAGE, (page + 1) * SENTENCES_OF_A_PAGE - 1)
        for words, (table, column) in _WORDS.items():
            execute(
                f"INSERT INTO {words} ({words}, rowid, text) SELECT 'delete', id, spaced({column}) FROM {table} "
                f"WHERE id BETWEEN ? AND ? AND {column} IS NOT NULL",
                below,
            )
            execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", below)
        for table in _BY_PAGE:
            execute(f"DELETE FROM {table} = ?", (page,))

    def _subtract(self, page: int) -> None:
        """Take what a page says out of the sums."""
        execute, delta = self.connection.execute, self.delta
        for a, b, kind, amount in execute("SELECT a, b, kind, amount FROM page_ties WHERE page = ?", (page,)):
            delta.ties.append((a, b, kind, -amount))
        for (entity,) in execute("SELECT entity FROM spoken WHERE page = ? AND used", (page,)):
            delta.uses[entity] -= 1
        mentions = (
            "SELECT m.entity, COUNT(*) FROM spoken s JOIN mentions m ON m.entity = s.entity AND m.page = s.page "
            "WHERE s.page = ? GROUP BY m.entity"
        )
        for entity, count in execute(mentions, (page,)):
            delta.mentions[entity] -= count

    def index_words(self, pages: list[int] | None) -> None:
        """Make the texts of these pages searchable, newest (smallest number) first; of all pages when none are named."""
        for words, (table, column) in _WORDS.items():
            insert = f"INSERT INTO {words} (rowid, text) SELECT id, spaced({column}) FROM {table} WHERE {column} IS NOT NULL"
            if pages is None:
                self.connection.execute(f"{insert} ORDER BY id")
            for page in pages or ():
                below = (page * SENTENCES_OF_A_PAGE, (page + 1) * SENTENCES_OF_A_PAGE - 1)
                self.connection.execute(f"{insert} AND id BETWEEN ? AND ? ORDER BY id", below)

    def page(self, iri: str) -> int:
        """Return the number of a page of the index."""
        return int(self.connection.execute("SELECT id FROM pages WHERE iri = ?", (iri,)).fetchone()[0])

    def other(self, iri: str) -> int:
        """Return the number of another graph of the index."""
        return int(self.connection.execute("SELECT id FROM others WHERE iri = ?", (iri,)).fetchone()[0])

    def _number(self, iri: str, newest: str) -> int:
        """A number for a page: the newer the smaller, among pages of one day by the hash of the IRI."""
        start, at = (
            (_DAYS - 1 - _day(newest)) * _HASHES,
            int.from_bytes(sha256(iri.encode()).digest()[:4]) % _HASHES,
        )
        while self.connection.execute("SELECT 1 FROM pages WHERE id = ?", (start + at,)).fetchone():
            at = (at + 1) % _HASHES
        return start + at

    def _said(self, iri: str) -> Description:
        quads = self.store.quads_for_pattern(NamedNode(iri), None, None, _UNION)
        return describe((quad.predicate, quad.object) for quad in quads)  # type: ignore[misc]

    def _row(self, iri: str) -> EntityRow | None:
        """What is said of an entity, with the names of all that it stands for."""
        group = dict.fromkeys((iri, *self._groups.get(iri, ())))
        rows = {name: row for name in group if (row := entity_row(name, self._said(name))) is not None}
        return join_entities(rows, dict.fromkeys(group, iri)).get(iri)

    def entity(self, iri: str) -> int | None:
        """Return the number of an entity, or of the one that it is merged with: a new one for one that is not in the index, None for what is no entity."""
        iri = self.joined.get(iri, iri)
        if iri not in self._entities:
            found = self.connection.execute("SELECT id FROM entities WHERE iri = ?", (iri,)).fetchone()
            self._entities[iri] = found[0] if found else self._new(iri)
        return self._entities[iri]

    def _new(self, iri: str) -> int | None:
        row = self._row(iri)
        if row is None:
            return None
        self._last += 1
        self.connection.execute(
            "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)",
            (self._last, iri, row.type, row.subtype, row.label, as_json(row.aliases)),
        )
        self.renamed.add(self._last)
        return self._last

    def new(self) -> list[str]:
        """Return the entities that were not in the index before."""
        return [iri for iri, number in self._entities.items() if number is not None and number > self._before]

    def _indicator(self, iri: str) -> int:
        if iri not in self._looked:
            self._looked.add(iri)
            label = text(self._said(iri), "rdfs:label") or iri
            if iri not in self.indicators:
                self._last_indicator += 1
                self.indicators[iri] = self._last_indicator
            self.connection.execute(
                "INSERT INTO indicators (id, iri, label, folded) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET label = excluded.label, folded = excluded.folded",
                (self.indicators[iri], iri, label, fold(label)),
            )
        return self.indicators[iri]

    def refresh(self) -> None:
        """Bring entities up to date that were in the index before and that a page came or went with."""
        for iri in sorted({self.joined.get(iri, iri) for iri in self.touched} | self.touched):
            found = self.connection.execute("SELECT id FROM entities WHERE iri = ?", (iri,)).fetchone()
            if found is None or found[0] > self._before:
                continue
            row = None if self.joined.get(iri, iri) != iri else self._row(iri)
            if row is None:
                self.lost.add(found[0])
                continue
            done = self.connection.execute(
                "UPDATE entities SET type = ?1, subtype = ?2, label = ?3, aliases = ?4 "
                "WHERE id = ?5 AND (type, label, aliases) IS NOT (?1, ?3, ?4) OR id = ?5 AND subtype IS NOT ?2",
                (row.type, row.subtype, row.label, as_json(row.aliases), found[0]),
            )
            if done.rowcount:
                self.renamed.add(found[0])
        self._forget()
        self.connection.execute("DELETE FROM indicators WHERE id NOT IN (SELECT indicator FROM figures)")

    def _forget(self) -> None:
        """Take out what is said of entities that are none any more: their numbers may be given again."""
        if self.lost:
            listed = (as_json(sorted(self.lost)),)
            for column in _BY_ENTITY:
                self.connection.execute(f"DELETE FROM {column} IN (SELECT value FROM json_each(?))", listed)
            for table, column in (("posts", "organization"), ("articles", "publisher")):
                self.connection.execute(
                    f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT value FROM json_each(?))",
                    listed,
                )


def _day(written: str) -> int:
    """The number of a day, 0 for what is none."""
    try:
        return date.fromisoformat(written[:10]).toordinal()
    except ValueError:
        return 0
