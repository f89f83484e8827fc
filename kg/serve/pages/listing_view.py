"""The lists of articles and of indicators and the results of a search, read from the index beside the store, so they cost the same for any graph."""

from collections.abc import Mapping
from typing import Any

from kg.serve.index.folding import fold, matching, words_of
from kg.serve.index.searching import (
    SentenceHit,
    find_articles,
    find_indicators,
    find_names,
    find_sentences,
)
from kg.serve.pages.reading import Json, Reader, pieces
from kg.serve.views import Context, view

_OPENING = 48


@view("page.articles")
def articles(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return a page of the articles, newest first: of one publisher, or with words in the headline, when asked for."""
    conditions, values = ["1"], list[object]()
    words = words_of(str(arguments.get("q") or ""))
    if words:
        conditions.append("id IN (SELECT rowid FROM headline_words WHERE headline_words MATCH ?)")
        values.append(matching(words))
    if arguments.get("publisher"):
        conditions.append("publisher = (SELECT id FROM entities WHERE iri = ?)")
        values.append(str(arguments["publisher"]))
    where, limits = " AND ".join(conditions), (int(arguments["size"]), int(arguments["first"]))
    query = f"SELECT iri FROM articles WHERE {where} ORDER BY id LIMIT ? OFFSET ?"
    reader = Reader(context)
    return {
        "total": context.index.one(f"SELECT COUNT(*) FROM articles WHERE {where}", *values),
        "rows": [_article(reader, iri) for (iri,) in context.index.rows(query, *values, *limits)],
        "publishers": _publishers(context),
    }


def _publishers(context: Context) -> list[Json]:
    rows = context.index.rows(
        "SELECT e.iri, e.label, COUNT(*) FROM articles a JOIN entities e ON e.id = a.publisher "
        "GROUP BY e.id ORDER BY COUNT(*) DESC, e.label, e.iri LIMIT 100"
    )
    return [{"iri": iri, "label": label, "count": count} for iri, label, count in rows]


def _article(reader: Reader, iri: str) -> Json:
    page = reader.one(iri, "schema:isPartOf")
    source = {"href": reader.href(page), "label": reader.source(page)} if page else None
    known = reader.article(iri) or {}
    return known | {
        "page": source,
        "opening": _opening(reader, iri, page) if not known.get("headline") else None,
    }


def _opening(reader: Reader, iri: str, page: str | None) -> str | None:
    """The first words of an article without a headline, as far as the graph keeps its sentences."""
    spans = (span for _, _, span in reader.sentences(page)) if page else ()
    first = next((span for span in spans if reader.one(span, "schema:isPartOf") == iri), None)
    text = " ".join((reader.one(first, "nif:anchorOf") or "").split()) if first else ""
    return (text if len(text) <= _OPENING else f"{text[:_OPENING]}…") or None


@view("page.indicators")
def indicators(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return a page of the indicators whose names hold all words asked for, those with most figures first."""
    words = [fold(word) for word in str(arguments.get("q") or "").split()]
    where = " AND ".join(["count > 0", *("instr(folded, ?)" for _ in words)])
    query = (
        f"SELECT iri, count FROM indicators WHERE {where} ORDER BY count DESC, label, iri LIMIT ? OFFSET ?"
    )
    limits = (int(arguments["size"]), int(arguments["first"]))
    reader = Reader(context)
    return {
        "total": context.index.one(f"SELECT COUNT(*) FROM indicators WHERE {where}", *words),
        "rows": [_indicator(reader, iri, count) for iri, count in context.index.rows(query, *words, *limits)],
    }


def _indicator(reader: Reader, iri: str, count: int) -> Json:
    """An indicator with its broader one and the names of up to three areas that it is stated of."""
    areas = (reader.one(figure, "sdmx-dimension:refArea") for figure in reader.first("kg:indicator", iri, 12))
    named = sorted({reader.label(area) for area in areas if area})
    broader = next(iter(reader.all(iri, "skos:broader")), None)
    return (reader.ref(iri) or {}) | {"count": count, "areas": named[:3], "broader": reader.ref(broader)}


@view("page.search")
def search(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return what words find, `limit` of each kind: entities, indicators, articles by headline, and sentences.

    Example: 海关 finds 海关总署, 海关统计 in sentences, and headlines with 海关.
    """
    words, most = str(arguments.get("q") or ""), int(arguments["limit"])
    index, reader = context.index, Reader(context)
    names = find_names(index, words, most)
    nodes = {node.number: node for node in index.nodes(hit.number for hit in names)}
    return {
        "entities": [
            (reader.ref(nodes[hit.number].row.iri) or {})
            | {"matched": hit.name if hit.name != nodes[hit.number].row.label else None}
            | {"mentions": nodes[hit.number].mentions}
            for hit in names
            if hit.number in nodes
        ],
        "indicators": [
            {"href": reader.href(hit.iri), "label": hit.label, "count": hit.figures}
            for hit in find_indicators(index, words, most)
        ],
        "articles": [reader.article(hit.iri) for hit in find_articles(index, words, most)],
        "sentences": [_sentence(reader, hit) for hit in find_sentences(index, words, most)],
    }


def _sentence(reader: Reader, hit: SentenceHit) -> Json:
    marks = sorted(zip(hit.marks[::2], hit.marks[1::2], strict=True))
    first = marks[0][0] if marks else 0
    return {
        "pieces": pieces(hit.text, marks),
        "article": reader.article(hit.article),
        "source": hit.source,
        "href": f"{reader.href(hit.article or hit.page)}#char={hit.begin + first},{hit.begin + len(hit.text)}",
    }
