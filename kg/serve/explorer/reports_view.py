"""The views of what is no node of the network: an article, an indicator; and which nodes pass a filter by day or page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from kg.graph.terms import KG, QB, RDF
from kg.publish.readings import Description, article_row, describe, text
from kg.publish.rows import Contents, StatisticRow
from kg.publish.slices import Bounds, Selection, read_slice
from kg.serve.explorer.answers import Part, answer
from kg.serve.explorer.explorer_view import articles_within
from kg.serve.frames import Refusal
from kg.serve.views import Context, node_of, view

ENTITIES, FIGURES = 80, 300
"""Entities that are told of an article, and figures of an article or an indicator, at most."""

_LONGEST = 200
_NO_BOUNDS = Bounds(mentions=0, posts=0, relations=0, quotations=0, statistics=0)


@view("explorer.article")
def article(context: Context, arguments: Mapping[str, Any]) -> Any:
    """An article by the key that links carry (the end of its IRI), the entities it names, best connected first (`inside`),
    and its figures.

    Raises Refusal (404) when no article has this key. Example: 0af717088d2c1976/a1.
    """
    key = _one(arguments, "key")
    rows = context.index.rows(
        "SELECT id, iri FROM articles WHERE substr(iri, -length(?1)) = ?1 ORDER BY id LIMIT 1", key
    )
    if len(key.rpartition("/")[0]) < 4 or not rows:
        raise Refusal(404, f"There is no article {key[:_LONGEST]!r}.")
    number, iri = rows[0]
    page, _ = context.index.page_of(number)
    observations = context.graph.store.quads_for_pattern(None, RDF.type, QB.Observation, NamedNode(page))
    contents = _with_article(context, number, iri, _figures(context, (q.subject for q in observations)))
    own = [s for s in contents.statistics if _article_of(contents, s) == iri]
    named = context.index.rows(
        "SELECT entity FROM (SELECT DISTINCT entity FROM mentions WHERE article = ?) JOIN ranks USING (entity) "
        "ORDER BY position IS NULL, position, rank DESC, entity LIMIT ?",
        number,
        ENTITIES,
    )
    inside = [row[0] for row in named]
    return _told(context, inside, contents, own[:FIGURES], article=iri)


@view("explorer.indicator")
def indicator(context: Context, arguments: Mapping[str, Any]) -> Any:
    """The figures of all indicators that bear a name, with what they are about. Raises Refusal (404) when none does."""
    name = _one(arguments, "name")
    iris = [
        row[0] for row in context.index.rows("SELECT iri FROM indicators WHERE label = ? ORDER BY iri", name)
    ]
    if not iris:
        raise Refusal(404, f"There is no indicator {name[:_LONGEST]!r}.")
    store = context.graph.store
    quads = chain.from_iterable(
        store.quads_for_pattern(None, KG.indicator, NamedNode(iri), DefaultGraph()) for iri in iris
    )
    contents = _figures(context, (quad.subject for quad in islice(quads, FIGURES)))
    return _told(context, [], contents, contents.statistics)


@view("explorer.passing")
def passing(context: Context, arguments: Mapping[str, Any]) -> Any:
    """Which of the nodes `iri` are named in articles of some days (`from`, `to`) or a page (`page`): their IRIs, as asked."""
    condition, values = articles_within(arguments)
    asked = arguments.get("iri") or []
    numbers = {iri: context.index.number(node_of(context, iri).value) for iri in asked}
    rows = context.index.rows(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM mentions WHERE entity = value AND article IN "
        f"(SELECT id FROM articles WHERE {condition}))",
        json.dumps(sorted({number for number in numbers.values() if number is not None})),
        *values,
    )
    found = {row[0] for row in rows}
    return {"passing": [iri for iri, number in numbers.items() if number in found]}


def _one(arguments: Mapping[str, Any], name: str) -> str:
    value = arguments.get(name)
    listed = value if isinstance(value, list) else [value]
    if len(listed) != 1 or not listed[0]:
        raise Refusal(400, f"One {name} is to be given.")
    return str(listed[0])


def _figures(context: Context, subjects: Iterable[object]) -> Contents:
    found = tuple(dict.fromkeys(s.value for s in subjects if isinstance(s, NamedNode)))
    return read_slice(context.graph, Selection(statistics=found), _NO_BOUNDS)


def _with_article(context: Context, number: int, iri: str, contents: Contents) -> Contents:
    """The contents with an article, its page, and the names of who wrote and published it."""
    page, source = context.index.page_of(number)
    row = article_row(iri, _said(context, iri))
    ends = [end for end in (row.publisher, row.place, *row.authors) if end]
    labels = {end: label for end in ends if (label := text(_said(context, end), "rdfs:label"))}
    return replace(
        contents,
        articles={**contents.articles, iri: row},
        pages={**contents.pages, page: source},
        labels={**contents.labels, **labels},
    )


def _said(context: Context, iri: str) -> Description:
    quads = context.graph.store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph())
    return describe((quad.predicate, quad.object) for quad in quads)  # type: ignore[misc]


def _article_of(contents: Contents, figure: StatisticRow) -> str | None:
    """The article that states a figure: where its number stands, else where the first sentence behind it does."""
    places = (figure.stated or "", *figure.sources[:1])
    return next((contents.spans[iri].article for iri in places if iri in contents.spans), None)


def _told(
    context: Context,
    inside: list[int],
    contents: Contents,
    figures: Iterable[StatisticRow],
    article: str | None = None,
) -> Any:
    """The answer: nodes `inside`, then those that the figures are about, and the figures."""
    kept = tuple(figures)
    ends = dict.fromkeys(end for s in kept for end in (s.area, s.source, s.policy) if end)
    about = (number for end in ends if (number := context.index.number(end)) is not None)
    nodes = context.index.nodes([*inside, *about])
    part = Part(
        nodes, ties=(), told=replace(contents, statistics=kept), articles=(article,) if article else ()
    )
    return answer(context, part, inside=list(range(len(inside))))
