"""The page of an article, and that of a newspaper page: the original text with its facts marked."""

import re
from dataclasses import replace
from typing import Any

from fastapi import Request, Response

from kg.serve.pages.figures import worded
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.segments import Mark, Stretch, cut
from kg.serve.rendering import page
from kg.serve.service import Service

FACTS = ("mention", "figure", "post", "relation", "quotation")
_MARKED = {"mention", "figure", "quotation"}
_HOLES = re.compile(r"\n{3,}")

Json = dict[str, Any]


async def article_page(service: Service, request: Request, iri: str) -> Response:
    """Return the page of an article or newspaper page; raise Refusal (404) for what is neither."""
    found = await service.show("page.article", {"iri": iri})
    t = Tongue(language_of(request))
    facts = [_worded(fact, t) for fact in found["facts"]]
    return page(
        "article.html",
        request,
        here="articles",
        article=found,
        facts=facts,
        blocks=_blocks(found, facts),
        kinds=_kinds(facts),
    )


def _worded(fact: Json, t: Tongue) -> Json:
    """A fact with `title`, what it says in a line, and its figure in words."""
    if fact["kind"] == "mention":
        entity = fact["entity"]
        title = f"{t.maybe(entity['subtype'] or entity['type'] or 'entities')} · {entity['label']}"
        return fact | {"title": title, "type": entity["type"]}
    if fact["kind"] == "figure":
        figure = worded(fact["figure"], t)
        parts = (
            figure["indicator"]["label"],
            figure["basis_text"],
            figure["value_text"],
            figure["period_text"],
        )
        return fact | {"figure": figure, "title": " · ".join(filter(None, parts))}
    return fact | {"title": t(fact["kind"])}


def _blocks(found: Json, facts: list[Json]) -> list[list[Stretch]]:
    marks = [
        Mark(begin, end, number, fact["kind"])
        for number, fact in enumerate(facts)
        for begin, end in fact["spans"]
        if fact["kind"] in _MARKED
    ]
    notes = [
        (end, number)
        for number, fact in enumerate(facts)
        for _, end in fact["spans"][:1]
        if fact["kind"] in {"post", "relation", "quotation"}
    ]
    sentences = [(begin, end) for begin, end in found["sentences"]]
    blocks = []
    for block in found["blocks"]:
        stretches = cut(block["begin"], block["text"], sentences, marks, notes)
        blocks.append([_closed(stretch, first=number == 0) for number, stretch in enumerate(stretches)])
    return blocks


def _closed(stretch: Stretch, *, first: bool) -> Stretch:
    """Between sentences, more than one empty line is layout, and is shown as one; at the head, as none."""
    if stretch.anchor is None and stretch.pieces and not stretch.pieces[0].facts:
        piece = stretch.pieces[0]
        text = _HOLES.sub("\n\n", piece.text)
        stretch.pieces[0] = replace(piece, text=text.lstrip("\n") if first else text)
    return stretch


def _kinds(facts: list[Json]) -> list[tuple[str, int]]:
    """What can be switched off: the types of the entities and the kinds of facts that are there, with their numbers."""
    counts: dict[str, int] = {}
    for fact in facts:
        name = (fact["type"] or "other") if fact["kind"] == "mention" else fact["kind"]
        counts[name] = counts.get(name, 0) + 1
    order = ("Organization", "Person", "Place", "Policy", "Event", *FACTS[1:])
    return [(name, counts[name]) for name in order if name in counts]
