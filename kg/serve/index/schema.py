"""The tables of the index, and what can be wrong with it.

One SQLite file that is never changed in place: a new one is made beside it and takes its name, so readers always see a
whole index, also from a folder that cannot be written, and a build that is killed leaves the old one.
"""

import sqlite3
from pathlib import Path

from kg.graph.errors import GraphError

FORMAT = "2"
"""Raised whenever the tables or what stands in them change: an index of another format is built anew."""

INDEX = "index.sqlite"
"""Name of the index in the folder that a build makes."""

SENTENCES_OF_A_PAGE = 1 << 16
"""So many sentences and articles of one page can be numbered below the number of the page."""

CORE, OVERVIEW = 300, 10_000
"""Entities that are drawn first, and entities that have a place in the overview: the best connected."""

OTHERS = 1 << 20
"""Graphs that are no pages (seed knowledge, accepted merges, what somebody added) are read like pages, with smaller numbers than this."""

POST, STATEMENT, QUOTATION, STATISTIC = range(4)
"""Kinds of facts."""

_WORDS = "content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\""

TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, state TEXT NOT NULL, source TEXT NOT NULL);
CREATE TABLE articles (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, headline TEXT, date TEXT, publisher INTEGER);
CREATE VIRTUAL TABLE headline_words USING fts5(text, {_WORDS});
CREATE TABLE sentences (id INTEGER PRIMARY KEY, article INTEGER, begin INTEGER NOT NULL, text TEXT NOT NULL);
CREATE VIRTUAL TABLE sentence_words USING fts5(text, {_WORDS});
CREATE TABLE entities (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, type TEXT NOT NULL, subtype TEXT,
  label TEXT NOT NULL, aliases TEXT NOT NULL);
CREATE TABLE indicators (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT NOT NULL, folded TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0);
CREATE TABLE figures (page INTEGER, indicator INTEGER, count INTEGER NOT NULL, PRIMARY KEY (page, indicator)) WITHOUT ROWID;
CREATE TABLE spoken (page INTEGER, entity INTEGER, used INTEGER NOT NULL, PRIMARY KEY (page, entity)) WITHOUT ROWID;
CREATE TABLE mentions (entity INTEGER, page INTEGER, begin INTEGER, end INTEGER, article INTEGER,
  sentence INTEGER, PRIMARY KEY (entity, page, begin, end)) WITHOUT ROWID;
CREATE INDEX mentions_of_article ON mentions (article, entity);
CREATE TABLE facts (entity INTEGER, kind INTEGER, page INTEGER, iri TEXT, PRIMARY KEY (entity, kind, page, iri)) WITHOUT ROWID;
CREATE TABLE posts (page INTEGER, iri TEXT, person INTEGER NOT NULL, organization INTEGER, title TEXT NOT NULL,
  attested TEXT, start TEXT, end TEXT, change TEXT, PRIMARY KEY (page, iri)) WITHOUT ROWID;
CREATE INDEX posts_of_person ON posts (person);
CREATE TABLE page_ties (page INTEGER, a INTEGER, b INTEGER, kind TEXT, amount INTEGER NOT NULL,
  PRIMARY KEY (page, a, b, kind)) WITHOUT ROWID;
CREATE TABLE others (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, state TEXT NOT NULL);
CREATE TABLE members (iri TEXT PRIMARY KEY, representative TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ranks (entity INTEGER PRIMARY KEY, mentions INTEGER NOT NULL, degree INTEGER NOT NULL, rank REAL NOT NULL,
  position INTEGER, x INTEGER, y INTEGER);
CREATE INDEX ranks_by_position ON ranks (position) WHERE position IS NOT NULL;
CREATE TABLE names (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX names_by_name ON names (folded, id);
CREATE INDEX names_of_entity ON names (entity);
CREATE VIRTUAL TABLE name_words USING fts5(text, {_WORDS});
CREATE TABLE arrays (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
"""
"""Numbers of pages are smaller the newer a page is, so the first rows of anything are the newest. `mentions.sentence` is the
number of the sentence around a mention; `entities.aliases` is JSON; `page_ties.amount` counts units of `ranks.UNIT`. `members`
are the IRIs that accepted merges made another node of. Numbers of names are smaller the higher the rank of the entity.
`arrays` hold what is computed of the whole at once: see `network`."""


class SearchIndexError(GraphError):
    """An index that cannot be made or read, and why."""


def check_sqlite() -> None:
    """Raise SearchIndexError when this Python's SQLite has no full-text search."""
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError as error:
            raise SearchIndexError(
                f"the explorer needs SQLite with FTS5; this Python's SQLite {sqlite3.sqlite_version} has none"
            ) from error


def index_of(store: Path) -> Path:
    """Return the file of the index of a store: it stands beside it."""
    return store.parent / INDEX
