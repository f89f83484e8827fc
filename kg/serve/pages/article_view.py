"""The text of an article or of a whole newspaper page, with every fact that stands in it."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import ITSRDF, NIF, ORG, QB, RDF, SCHEMA
from kg.publish.html.wording import kind_words
from kg.publish.readings import shorten
from kg.serve.frames import Refusal
from kg.serve.pages.reading import Json, Reader, Term, page_of, place
from kg.serve.views import Context, known, node_of, view

_HEAD = 6
"""So many characters at the head of a headline find it in the text, which may break its lines further on."""


@view("page.article")
def article(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return an article, or a page when the IRI is that of a page: who wrote it when, its text, and the facts in it.

    `blocks` are pieces of the text with their first character, `sentences` places, `facts` in the order of the text;
    all places are code points of the page.
    """
    node = known(context, node_of(context, arguments.get("iri"))).value
    reader = Reader(context)
    kinds = reader.kinds(node)
    if not kinds & {"NewsArticle", "Page", "Context"}:
        raise Refusal(404, f"{node} is no article and no page.")
    own = node if "NewsArticle" in kinds else None
    page = (reader.one(node, "schema:isPartOf") or page_of(node)) if own else node
    reading = _Reading(reader, page, own)
    blocks, whole = reading.blocks()
    return {
        **_about(reader, node, page, own),
        "blocks": blocks,
        "whole": whole,
        "sentences": [[begin, end] for begin, end, _ in reading.sentences],
        "facts": reading.facts(),
    }


def _about(reader: Reader, node: str, page: str, own: str | None) -> Json:
    articles = sorted(
        (a for a in reader.subjects("schema:isPartOf", page) if "NewsArticle" in reader.kinds(a)),
        key=lambda a: (int(reader.one(a, "schema:position") or 0), a),
    )
    return {
        **(reader.article(node) or {}),
        "label": reader.one(node, "schema:headline") if own else reader.source(page),
        "page": {"iri": page, "href": reader.href(page), "label": reader.source(page)},
        "is_page": own is None,
        "sources": reader.all(page, "dcterms:source"),
        "sha256": (reader.one(page, "dcterms:identifier") or "").removeprefix("sha256:"),
        "authors": [reader.ref(author) for author in reader.all(node, "schema:author")],
        "media": reader.ref(reader.one(node, "schema:publisher")),
        "filed": reader.ref(reader.one(node, "schema:locationCreated")),
        "url": reader.one(node, "schema:url"),
        "articles": [reader.article(a) for a in articles],
    }


class _Reading:
    """The statements of one page's named graph, of one article or of all."""

    def __init__(self, reader: Reader, page: str, own: str | None):
        self.reader, self.page, self.own = reader, page, own
        self.graph = NamedNode(page)
        self.sentences = [s for s in reader.sentences(page) if self._mine(s[2])]

    def _mine(self, span: str) -> bool:
        return self.own is None or self.reader.one(span, "schema:isPartOf") == self.own

    def blocks(self) -> tuple[list[Json], bool]:
        """The text in pieces without holes, and whether the graph keeps the page's text."""
        text = self.reader.one(self.page, "nif:isString")
        if text is not None and self.own is None:
            return [{"begin": 0, "text": text}], True
        if text is not None:
            runs = ((begin, text[begin:end].rstrip()) for begin, end in self._runs(text))
            return [{"begin": begin, "text": piece} for begin, piece in runs if piece], True
        kept = [(begin, self.reader.one(iri, "nif:anchorOf") or "") for begin, _, iri in self.sentences]
        blocks: list[Json] = []
        for begin, piece in kept:
            if not blocks or begin >= blocks[-1]["begin"] + len(blocks[-1]["text"]):
                blocks.append({"begin": begin, "text": piece})
        return blocks, False

    def _runs(self, text: str) -> list[tuple[int, int]]:
        """Stretches of the page that are of this article.

        What stands behind the last word known to be of an article is still its own, up to the beginning of the next one.
        """
        turns: list[tuple[int, str | None]] = []
        for begin, iri in sorted((place(iri)[0], iri) for iri in self._all_spans()):
            article = self.reader.one(iri, "schema:isPartOf")
            if article is not None and (not turns or turns[-1][1] != article):
                turns.append((begin, article))
        starts = [0] * len(turns)
        for number, (begin, article) in enumerate(turns):
            before = turns[number - 1][0] if number else 0
            starts[number] = self._beginning(text, article, before, begin) if number else 0
        ends = [*starts[1:], len(text)]
        return [(starts[n], ends[n]) for n, (_, article) in enumerate(turns) if article == self.own]

    def _all_spans(self) -> Iterator[str]:
        yield from (iri for _, _, iri in self.reader.sentences(self.page))
        yield from (iri for iri in self.typed(NIF.Phrase) if place(iri)[1])

    def _beginning(self, text: str, article: str | None, low: int, high: int) -> int:
        """Where an article begins whose first known word is at `high`: at its headline, else at that word's paragraph."""
        headline = (self.reader.one(article, "schema:headline") or "") if article else ""
        at = text.rfind(headline[:_HEAD], low, high) if len(headline) >= _HEAD else -1
        return at if at >= 0 else max(low, text.rfind("\n", low, high) + 1)

    def typed(self, kind: NamedNode) -> Iterator[str]:
        """Yield the nodes of a class that this page's graph states."""
        for quad in self.reader.store.quads_for_pattern(None, RDF.type, kind, self.graph):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def facts(self) -> list[Json]:
        """Every fact once, in the order of the text; `spans` are its places, `sentence` says that it is told by whole sentences."""
        found = [*self._mentions(), *self._figures(), *self._posts(), *self._relations(), *self._quotations()]
        found = [fact for fact in found if fact["spans"]]
        return sorted(found, key=lambda fact: (fact["spans"][0], _ORDER.index(fact["kind"]), fact["key"]))

    def _spans(self, spans: list[str]) -> list[tuple[int, int]]:
        """The places of spans that stand in this page and article, sorted."""
        return sorted(
            place(s) for s in spans if page_of(s) == self.page and place(s)[1] > place(s)[0] and self._mine(s)
        )

    def _mentions(self) -> Iterator[Json]:
        """One fact for each entity that is named, with all places that name it."""
        spans: dict[str, list[str]] = {}
        for quad in self.reader.store.quads_for_pattern(None, ITSRDF.taIdentRef, None, self.graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                spans.setdefault(quad.object.value, []).append(quad.subject.value)
        for entity, named in spans.items():
            yield {
                "kind": "mention",
                "key": entity,
                "spans": self._spans(named),
                "entity": self.reader.ref(entity),
            }

    def _figures(self) -> Iterator[Json]:
        for iri in self.typed(QB.Observation):
            figure = self.reader.figure(iri, evidence=False)
            if figure is not None:
                spans = self._spans(self.reader.all(iri, "kg:statedAt"))
                yield {"kind": "figure", "key": iri, "spans": spans, "figure": figure}

    def _posts(self) -> Iterator[Json]:
        for iri in self.typed(ORG.Membership):
            post = self.reader.post(iri, evidence=False)
            if post is not None:
                yield {"kind": "post", "key": iri, "spans": self._sources(iri), "post": post}

    def _relations(self) -> Iterator[Json]:
        for iri in self.typed(RDF.Statement):
            subject, predicate = self.reader.one(iri, "rdf:subject"), self.reader.one(iri, "rdf:predicate")
            values: tuple[Term, ...] = self.reader.of(iri).get("rdf:object", ())
            if subject is None or predicate is None or not values:
                continue
            words, value = kind_words(shorten(predicate)), values[0]
            plain = value.value if isinstance(value, Literal) else None
            other = None if plain is not None else self.reader.ref(value.value)
            relation = {
                "subject": self.reader.ref(subject), "predicate": shorten(predicate), "zh": words.zh, "en": words.en,
                "other": other, "value": plain, "href": self.reader.href(iri),
            }  # fmt: skip
            yield {"kind": "relation", "key": iri, "spans": self._sources(iri), "relation": relation}

    def _quotations(self) -> Iterator[Json]:
        for iri in self.typed(SCHEMA.Quotation):
            said = self.reader.quotation(iri, evidence=False)
            if said is not None:
                spans = self._spans(self.reader.all(iri, "kg:statedAt")) or self._sources(iri)
                yield {"kind": "quotation", "key": iri, "spans": spans, "quotation": said}

    def _sources(self, iri: str) -> list[tuple[int, int]]:
        return self._spans(self.reader.all(iri, "prov:wasDerivedFrom"))


_ORDER = ("quotation", "mention", "figure", "post", "relation")
"""Of facts that begin at one character, which comes first."""
