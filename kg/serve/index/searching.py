"""Searching names, indicators, headlines and sentences by any part of them. Chinese needs no blanks between words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.serve.index.folding import fold, in_order, matching, places, scattered, words_of
from kg.serve.index.reading import Index

SAME, BEGINS, HOLDS, SCATTERED = 4, 3, 2, 1
_LAST = "\U0010ffff"
_TRIED = 400
"""Names that are looked at when only the characters of a query are known to be in them."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity by its number, the name that fits, and how well: 4 the same, 3 its beginning, 2 in it, 1 its characters in order."""

    number: int
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class IndicatorHit:
    """An indicator with the number of its figures."""

    iri: str
    label: str
    figures: int


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article whose headline fits."""

    iri: str
    headline: str
    date: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence at `begin` of a page, with begin and end of every place of the words in it, and its article if it has one."""

    page: str
    source: str
    begin: int
    text: str
    marks: tuple[int, ...]
    article: str | None
    headline: str | None
    date: str | None


def find_names(index: Index, query: str, most: int) -> list[NameHit]:
    """Return the entities with a name that fits, the best first, and of equals those of the highest rank.

    Example: 海关统计司 finds 海关总署统计分析司 too, with score 1.
    """
    whole, words = fold(query)[:200], words_of(query)
    found: dict[int, NameHit] = {}

    def take(rows: Iterable[tuple[int, str, float]], score: int) -> None:
        # Names are kept in order of classes of rank; within a class the ranks themselves decide.
        for entity, name, _ in sorted(rows, key=lambda row: -row[2]):
            if len(found) < most and entity not in found:
                found[entity] = NameHit(entity, name, score)

    if not words:
        return []
    enough = most * 12  # an entity may have many names that fit
    columns = "SELECT entity, name, rank FROM names JOIN ranks USING (entity) WHERE"
    take(index.rows(f"{columns} folded = ? ORDER BY id LIMIT ?", whole, enough), SAME)
    take(
        index.rows(f"{columns} folded > ? AND folded < ? ORDER BY id LIMIT ?", whole, whole + _LAST, enough),
        BEGINS,
    )
    by_words = (
        "SELECT entity, name, ranks.rank, folded FROM name_words JOIN names ON id = name_words.rowid JOIN ranks USING (entity) "
        "WHERE name_words MATCH ? ORDER BY name_words.rowid LIMIT ?"
    )
    if len(found) < most:
        take((row[:3] for row in index.rows(by_words, matching(words), enough)), HOLDS)
    if len(found) < most and len(whole) > 1:
        rows = index.rows(by_words, scattered(whole[:60]), _TRIED)
        take((row[:3] for row in rows if in_order(whole, row[3])), SCATTERED)
    return list(found.values())


def find_indicators(index: Index, query: str, most: int) -> list[IndicatorHit]:
    """Return the indicators whose label holds all words, those with the most figures first. Example: 出口."""
    words = words_of(query)
    holds = " AND ".join("instr(folded, ?)" for _ in words)
    sql = f"SELECT iri, label, count FROM indicators WHERE {holds} ORDER BY count DESC, iri LIMIT ?"
    return [IndicatorHit(*row) for row in index.rows(sql, *words, most)] if words else []


def find_articles(index: Index, query: str, most: int) -> list[ArticleHit]:
    """Return the newest articles whose headline holds all words."""
    words = words_of(query)
    rows = index.rows(
        "SELECT a.iri, a.headline, a.date, e.label FROM headline_words JOIN articles a ON a.id = headline_words.rowid "
        "LEFT JOIN entities e ON e.id = a.publisher WHERE headline_words MATCH ? ORDER BY headline_words.rowid LIMIT ?",
        matching(words), most,
    ) if words else []  # fmt: skip
    return [ArticleHit(*row) for row in rows]


def find_sentences(index: Index, query: str, most: int) -> list[SentenceHit]:
    """Return the newest sentences that hold all words, with the places of the words.

    Example: 海关 增长 finds 据海关统计，出口增长5%, with marks 1–3 and 8–10.
    """
    words = words_of(query)
    rows = index.rows(
        "SELECT s.id, s.begin, s.text, a.iri, a.headline, a.date FROM sentence_words JOIN sentences s ON s.id = sentence_words.rowid "
        "LEFT JOIN articles a ON a.id = s.article WHERE sentence_words MATCH ? ORDER BY sentence_words.rowid LIMIT ?",
        matching(words), most,
    ) if words else []  # fmt: skip
    found = []
    for number, begin, text, article, headline, date in rows:
        page, source = index.page_of(number)
        marks = tuple(places(words, text))
        found.append(SentenceHit(page, source, begin, text, marks, article, headline, date))
    return found
