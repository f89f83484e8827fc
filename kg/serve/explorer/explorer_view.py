"""The views of the explorer: the first part of the network, single nodes with all about them, search, paths, the overview."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from kg.publish.html.payload import clip
from kg.publish.html.snippets import LONGEST
from kg.serve.explorer.answers import Part, answer
from kg.serve.frames import Refusal
from kg.serve.index.paths import find_path
from kg.serve.index.schema import CORE, OVERVIEW, SENTENCES_OF_A_PAGE
from kg.serve.index.searching import (
    SentenceHit,
    find_articles,
    find_indicators,
    find_names,
    find_sentences,
)
from kg.serve.views import Context, node_of, view

NODES, NEIGHBOURS, HITS = 20, 200, 50
"""Nodes that one question may open, neighbours told of each, and hits of each kind, at most."""

_TITLE = "经纬 Jingwei"
_FEW_PAGES = 300


@view("explorer.start")
def start(context: Context, arguments: Mapping[str, Any]) -> Any:
    """The best connected part of the network, or of what is named in articles of some days (`from`, `to`) or a page (`page`)."""
    limits = {name: arguments.get(name) for name in ("from", "to", "page")}
    numbers = _passing(context, limits) if any(limits.values()) else context.index.best(CORE)
    nodes = context.index.nodes(numbers)
    return answer(context, Part(nodes), _about(context, len(nodes)))


@view("explorer.all")
def overview(context: Context, arguments: Mapping[str, Any]) -> Any:
    """The `n` best connected entities with their places and ties."""
    most = _whole(arguments.get("n"), "n", OVERVIEW, OVERVIEW)
    return answer(context, Part(context.index.nodes(context.index.best(most))), _about(context, most))


@view("explorer.node")
def node(context: Context, arguments: Mapping[str, Any]) -> Any:
    """Nodes with all about them (`iri` and `key`, lists), their neighbours, and how many more of those there are (`rest`).

    `named` says in how many articles, on how many pages each is named: of a hub not all are told.
    """
    asked = [_known(context, iri) for iri in _listed(arguments, "iri")]
    keys = (context.index.number(node_of(context, key).value) for key in _listed(arguments, "key"))
    numbers = list(dict.fromkeys([*asked, *(number for number in keys if number is not None)]))
    if len(numbers) > NODES:
        raise Refusal(400, f"At most {NODES} nodes may be asked for at once.")
    skip = _whole(arguments.get("skip"), "skip", 0, 10_000_000)
    around = {number: context.index.near(number, NEIGHBOURS, skip) for number in numbers}
    shown = list(dict.fromkeys([*numbers, *(n for near, _ in around.values() for n in near)]))
    nodes = context.index.nodes(shown)
    left = [
        [numbers.index(number), max(0, total - skip - len(near))] for number, (near, total) in around.items()
    ]
    told = [node for node in nodes if node.number in around]
    named = [[place, *context.index.named_in(number)] for place, number in enumerate(numbers)]
    return answer(context, Part(nodes, told), rest=[entry for entry in left if entry[1]], named=named)


@view("explorer.search")
def search(context: Context, arguments: Mapping[str, Any]) -> Any:
    """Entities, indicators, headlines and sentences that hold all words of `q`, at most `limit` of each."""
    query, most = str(arguments.get("q") or ""), _whole(arguments.get("limit"), "limit", 12, HITS)
    names = find_names(context.index, query, most)
    nodes = context.index.nodes(hit.number for hit in names)
    place = {node.number: n for n, node in enumerate(nodes)}
    few = max(1, most // 2)
    hits = {
        "nodes": [[place[hit.number], clip(hit.name), hit.score] for hit in names],
        "indicators": [
            [clip(hit.label), hit.iri, hit.figures] for hit in find_indicators(context.index, query, few)
        ],
        "articles": [
            [clip(hit.headline), hit.iri, hit.date or 0, clip(hit.publisher or "") or 0]
            for hit in find_articles(context.index, query, few)
        ],
        "sentences": [explore_sentence(hit) for hit in find_sentences(context.index, query, few)],
    }
    return answer(context, Part(nodes, ties=()), hits=hits)


@view("explorer.path")
def path(context: Context, arguments: Mapping[str, Any]) -> Any:
    """The shortest path between two nodes (`from` and `to`, or two `key`), over stated ties if there is one."""
    ends = [end for end in (arguments.get("from"), arguments.get("to")) if end] or _listed(arguments, "key")
    if len(ends) != 2:
        raise Refusal(400, "A path has two ends: from and to, or two keys.")
    first, last = (_known(context, end) for end in ends)
    found = find_path(context.index, first, last)
    numbers = found.nodes if found else (first, last)
    nodes = context.index.nodes(numbers)
    place = {node.number: n for n, node in enumerate(nodes)}
    steps = {frozenset(pair) for pair in pairwise(numbers)} if found else set()
    ties = [tie for tie in context.index.ties(numbers) if frozenset((tie.a, tie.b)) in steps]
    return answer(
        context,
        Part(nodes, ties=ties, proven=True),
        path=[place[number] for number in found.nodes] if found else None,
        weak=bool(found and found.weak),
    )


def _about(context: Context, shown: int) -> dict[str, Any]:
    totals = context.index.totals()
    days = context.index.rows("SELECT MIN(date), MAX(date) FROM articles")[0]
    names = (
        [row[0] for row in context.index.rows("SELECT DISTINCT source FROM pages ORDER BY source")]
        if totals["pages"] <= _FEW_PAGES
        else []
    )
    return {
        "title": _TITLE, **totals, "shown": min(shown, totals["entities"]), "remote": True, "base": context.base,
        "first": days[0] or 0, "last": days[1] or 0, "pageNames": names,
    }  # fmt: skip


def _passing(context: Context, limits: Mapping[str, Any]) -> list[int]:
    """The best connected entities that are named in articles of some days, or on pages of one name."""
    condition, values = articles_within(limits)
    rows = context.index.rows(
        "SELECT entity FROM (SELECT DISTINCT entity FROM mentions WHERE article IN "
        f"(SELECT id FROM articles WHERE {condition})) JOIN ranks USING (entity) "
        f"ORDER BY position IS NULL, position, rank DESC, entity LIMIT {CORE}",
        *values,
    )
    return [row[0] for row in rows]


def articles_within(limits: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return what articles of some days (`from`, `to`) or a page (`page`) fulfil, as a condition in SQL with its values."""
    conditions, values = [], []
    if limits.get("from") or limits.get("to"):
        conditions += ["date >= ?", "date <= ?"]
        values += [_day(limits.get("from"), "0001-01-01"), _day(limits.get("to"), "9999-12-31")]
    if limits.get("page"):
        conditions.append(f"id / {SENTENCES_OF_A_PAGE} IN (SELECT id FROM pages WHERE source = ?)")
        values.append(str(limits["page"]))
    return " AND ".join(conditions) or "TRUE", values


def _day(text: object, otherwise: str) -> str:
    try:
        return date.fromisoformat(str(text)).isoformat() if text else otherwise
    except ValueError:
        raise Refusal(400, f"{str(text)[:40]!r} is no day; days are written 2026-01-31.") from None


def _whole(text: object, name: str, otherwise: int, most: int) -> int:
    """A number of the request between 0 and `most`."""
    if text in (None, ""):
        return otherwise
    if not (str(text).isascii() and str(text).isdigit() and len(str(text)) < 12):
        raise Refusal(400, f"{name} must be a whole number, not {str(text)[:40]!r}.")
    return min(int(str(text)), most)


def _listed(arguments: Mapping[str, Any], name: str) -> list[str]:
    value = arguments.get(name) or []
    return [str(item) for item in (value if isinstance(value, list) else [value])]


def _known(context: Context, iri: str) -> int:
    """The number of an entity; raise Refusal (404) for what no page speaks of."""
    number = context.index.number(node_of(context, iri).value)
    if number is None:
        raise Refusal(404, f"No page speaks of {iri[:300]}.")
    return number


def explore_sentence(hit: SentenceHit) -> list[Any]:
    """Return a hit as the client reads it; of a long sentence the part with the first words found, as long as a snippet."""
    begin = 0
    if len(hit.text) > LONGEST and hit.marks:
        begin = max(0, min(hit.marks[0] - 60, len(hit.text) - LONGEST))
    end = begin + LONGEST
    text = ("…" if begin else "") + hit.text[begin:end] + ("…" if len(hit.text) > end else "")
    shift = begin - bool(begin)
    marks = [edge - shift for edge in _inside(hit.marks, begin, end)]
    return [
        text, marks, clip(hit.source), hit.article or hit.page, clip(hit.headline) if hit.headline else 0,
        hit.date or 0, hit.begin + begin,
    ]  # fmt: skip


def _inside(marks: Iterable[int], begin: int, end: int) -> list[int]:
    """The marks that lie in a part of the sentence."""
    pairs = list(marks)
    kept = [(a, b) for a, b in zip(pairs[::2], pairs[1::2], strict=True) if begin <= a and b <= end]
    return [edge for pair in kept for edge in pair]
