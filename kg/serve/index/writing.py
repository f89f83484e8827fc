"""Writing the index: the rows of pages in and out, and the entities that they speak of."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from json import dumps

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.publish.readings import Description, describe, entity_row, text
from kg.publish.rows import PostRow
from kg.serve.index.folding import fold, spaced
from kg.serve.index.pages import PageEntries
from kg.serve.index.schema import SENTENCES_OF_A_PAGE

_DAYS, _HASHES = 1 << 20, 1 << 27
_UNION = DefaultGraph()
_BY_PAGE = (
    "pages WHERE id",
    "figures WHERE page",
    "spoken WHERE page",
    "posts WHERE page",
    "page_ties WHERE page",
)
as_json = partial(dumps, ensure_ascii=False, separators=(",", ":"))
_WORDS = {"headline_words": ("articles", "headline"), "sentence_words": ("sentences", "text")}


class Writer:
    """Puts pages into the tables of an index and takes them out; entities and indicators get numbers as they come."""

    def __init__(self, connection: sqlite3.Connection, store: Store) -> None:
        """Take an open index and the store that it follows."""
        self.connection, self.store = connection, store
        connection.create_function("spaced", 1, spaced, deterministic=True)
        self.entities: dict[str, int] = dict(connection.execute("SELECT iri, id FROM entities"))
        self.indicators: dict[str, int] = dict(connection.execute("SELECT iri, id FROM indicators"))
        self._before = frozenset(self.entities)
        self._last = max(self.entities.values(), default=0)
        self._last_indicator = max(self.indicators.values(), default=0)
        self.touched: set[str] = set()
        self._strangers: set[str] = set()

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
        used = ((page, number, iri in entries.used) for iri, number in ids.items())
        insert("INSERT INTO spoken VALUES (?, ?, ?)", used)
        facts = ((ids[e], kind, page, iri) for e, kind, iri in entries.facts if e in ids)
        insert("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", facts)
        insert("INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._posts(page, entries.posts, ids))
        insert("INSERT INTO page_ties VALUES (?, ?, ?, ?, ?)", self._ties(page, entries))

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
                self.connection.execute(
                    "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?)",
                    (number, page, span.begin, span.end, articles.get(article or ""), sentence),
                )

    def _ties(self, page: int, entries: PageEntries) -> Iterator[tuple[int, int, int, str, float]]:
        for (a, b, kind), amount in sorted(entries.ties.items()):
            first, second = self.entity(a), self.entity(b)
            if first is not None and second is not None and first != second:
                yield page, first, second, kind, amount

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
        self.touched |= {
            iri
            for (iri,) in execute(
                "SELECT iri FROM spoken JOIN entities ON id = entity WHERE page = ?", (page,)
            )
        }
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

    def entity(self, iri: str) -> int | None:
        """Return the number of an entity, a new one for one that is not in the index, None for what is no entity."""
        if iri not in self.entities and iri not in self._strangers:
            row = entity_row(iri, self._said(iri))
            if row is None:
                self._strangers.add(iri)
            else:
                number = self.entities[iri] = self._last + 1
                self._last = number
                self.connection.execute(
                    "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)",
                    (number, iri, row.type, row.subtype, row.label, as_json(row.aliases)),
                )
        return self.entities.get(iri)

    def _indicator(self, iri: str) -> int:
        if iri not in self.indicators:
            self._last_indicator += 1
            self.indicators[iri] = self._last_indicator
            label = text(self._said(iri), "rdfs:label") or iri
            self.connection.execute(
                "INSERT INTO indicators (id, iri, label, folded) VALUES (?, ?, ?, ?)",
                (self.indicators[iri], iri, label, fold(label)),
            )
        return self.indicators[iri]

    def refresh(self) -> None:
        """Bring entities up to date that were in the index before and that a page came or went with."""
        for iri in sorted(self.touched & self._before):
            number, row = self.entities[iri], entity_row(iri, self._said(iri))
            if row is None:
                self.connection.execute("DELETE FROM entities WHERE id = ?", (number,))
                del self.entities[iri]
            else:
                self.connection.execute(
                    "UPDATE entities SET type = ?, subtype = ?, label = ?, aliases = ? WHERE id = ?",
                    (row.type, row.subtype, row.label, as_json(row.aliases), number),
                )
        self.connection.execute("DELETE FROM indicators WHERE id NOT IN (SELECT indicator FROM figures)")


def _day(written: str) -> int:
    """The number of a day, 0 for what is none."""
    try:
        return date.fromisoformat(written[:10]).toordinal()
    except ValueError:
        return 0
