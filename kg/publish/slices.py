"""A small part of a large graph as the same typed rows: what is said of a few nodes, read by pattern.

The time depends on what is asked for, not on the size of the store: every list of facts is either given or bounded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.store import GraphStore
from kg.graph.terms import ITSRDF, KG, NIF, ORG, RDF, SCHEMA, SDMX_DIMENSION
from kg.publish.readings import (
    RELATIONS,
    Description,
    article_row,
    describe,
    entity_row,
    expand,
    period_row,
    post_row,
    quotation_row,
    shorten,
    span_row,
    statement,
    statistic_row,
    text,
    texts,
)
from kg.publish.rows import (
    ArticleRow,
    Contents,
    EntityRow,
    MentionRow,
    PeriodRow,
    PostRow,
    QuotationRow,
    RelationRow,
    Span,
    StatisticRow,
)
from kg.publish.sentences import Sentences, with_articles

_UNION = DefaultGraph()
_PREDICATES = tuple(NamedNode(expand(curie)) for curie in RELATIONS)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many facts of each kind are read for a node at most; mentions bring the sentences they stand in."""

    mentions: int = 60
    posts: int = 200
    relations: int = 300
    quotations: int = 40
    statistics: int = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """What a slice is made of, by IRI: entities, and the mentions, posts, statements, quotations and figures to read.

    `sentences` may name those around the mentions, which are looked for otherwise.
    """

    entities: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    statistics: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    def __or__(self, other: "Selection") -> "Selection":
        """Return what either selects, each once."""
        both = (
            tuple(dict.fromkeys(getattr(self, f.name) + getattr(other, f.name))) for f in fields(Selection)
        )
        return Selection(*both)


def select_facts(graph: GraphStore, iri: str, bounds: Bounds = Bounds()) -> Selection:
    """Select the facts about an entity, as many of each kind as the bounds allow, in the store's own order.

    Example: for 海关总署 its mentions, the posts of its officials, its quotations, and the figures it reports.
    """
    node, store = NamedNode(iri), graph.store

    def about(most: int, *predicates: NamedNode) -> tuple[str, ...]:
        quads = (
            quad
            for predicate in predicates
            for quad in store.quads_for_pattern(None, predicate, node, _UNION)
        )
        return tuple(dict.fromkeys(_iris(quad.subject for quad in islice(quads, most))))

    return Selection(
        entities=(iri,),
        mentions=about(bounds.mentions, ITSRDF.taIdentRef),
        posts=about(bounds.posts, ORG.member, ORG.organization),
        statements=about(bounds.relations, RDF.subject, RDF.object),
        quotations=about(bounds.quotations, SCHEMA.creator),
        statistics=about(bounds.statistics, SDMX_DIMENSION.refArea, KG.reportedBy, KG.ruleOf),
    )


def read_slice(graph: GraphStore, selection: Selection, bounds: Bounds = Bounds()) -> Contents:
    """Read the selected facts into rows, with the sentences, articles, pages and names that they need.

    Besides the statements of the selection, the plain relations of its entities are read (seed knowledge has no
    statement), within the bounds. `entities` of the result are those selected and the other ends of their relations
    and posts. A selected node that is not what it is selected as is left out.

    Example: `read_slice(graph, select_facts(graph, iri))` for 中国, which a hundred thousand sentences may name.
    """
    return _Slice(graph.store, selection, bounds).contents()


def _iris(terms: Iterable[object]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, NamedNode))


class _Slice:
    """One reading; everything said of a node is read once."""

    def __init__(self, store: Store, selection: Selection, bounds: Bounds) -> None:
        self.store, self.selection, self.bounds = store, selection, bounds
        self._known: dict[str, Description] = {}
        self.spans: dict[str, Span] = {}

    def contents(self) -> Contents:
        mentions = self.mentions()
        posts, quotations = self.posts(), self.quotations()
        statistics, relations = self.statistics(), self.relations()
        proofs = {iri for p in posts for iri in p.sources} | {iri for q in quotations for iri in q.sources}
        proofs |= {iri for s in statistics for iri in s.sources} | {
            iri for r in relations for iri in r.sources
        }
        proofs |= set(self.selection.sentences)
        sentences = {iri: span for iri in sorted(proofs) if (span := self.span(iri, NIF.Sentence))}
        given = Sentences(sentences.values())
        around = (given.around(m.span) or self.around(m.span) for m in mentions)
        sentences |= {span.iri: span for span in around if span is not None}
        sentences = with_articles(sentences, mentions)
        spans = dict(sorted((self.spans | sentences).items()))
        articles = self.articles(spans.values(), quotations)
        ends = set(self.selection.entities) | {end for r in relations for end in (r.subject, r.object)}
        ends |= {end for p in posts for end in (p.person, p.organization) if end}
        entities = {iri: row for iri in sorted(ends) if (row := self.entity(iri)) is not None}
        pages = {span.page for span in spans.values()} | {a.page for a in articles.values() if a.page}
        return Contents(
            entities=entities,
            pages={
                page: source for page in sorted(pages) if (source := text(self.said(page), "dcterms:source"))
            },
            articles=articles,
            spans=spans,
            sentences=tuple(sorted(sentences.values(), key=lambda s: (s.page, s.begin, s.end))),
            mentions=mentions,
            posts=posts,
            relations=relations,
            quotations=quotations,
            statistics=statistics,
            labels=self.labels(_named(articles, posts, statistics) | ends),
        )

    def said(self, iri: str) -> Description:
        """Everything said of a node as a subject."""
        if iri not in self._known:
            quads = self.store.quads_for_pattern(NamedNode(iri), None, None, _UNION)
            self._known[iri] = describe((quad.predicate, quad.object) for quad in quads)  # type: ignore[misc]
        return self._known[iri]

    def is_a(self, iri: str, kind: NamedNode) -> bool:
        return kind.value in texts(self.said(iri), "rdf:type")

    def span(self, iri: str, kind: NamedNode) -> Span | None:
        return span_row(iri, self.said(iri)) if self.is_a(iri, kind) else None

    def entity(self, iri: str) -> EntityRow | None:
        return entity_row(iri, self.said(iri))

    def mentions(self) -> tuple[MentionRow, ...]:
        found = []
        for iri in self.selection.mentions:
            span = self.span(iri, NIF.Phrase)
            if span is not None:
                self.spans[iri] = span
                found += [MentionRow(span, entity) for entity in texts(self.said(iri), "itsrdf:taIdentRef")]
        return tuple(sorted(found, key=lambda m: (m.span.page, m.span.begin, m.span.end, m.entity)))

    def around(self, span: Span) -> Span | None:
        """The sentence around a mention: by the spans of its page, which say their place in their IRI."""
        near: list[Span] = []
        quads = self.store.quads_for_pattern(None, NIF.referenceContext, NamedNode(span.page), _UNION)
        for iri in _iris(quad.subject for quad in quads):
            begin, _, end = iri.rpartition("#char=")[2].partition(",")
            if begin.isdigit() and end.isdigit() and int(begin) <= span.begin and span.end <= int(end):
                sentence = self.span(iri, NIF.Sentence)
                near += [sentence] if sentence is not None else []
        return Sentences(near).around(span)

    def posts(self) -> tuple[PostRow, ...]:
        return tuple(
            row
            for iri in sorted(self.selection.posts)
            if self.is_a(iri, ORG.Membership) and (row := post_row(iri, self.said(iri))) is not None
        )

    def quotations(self) -> tuple[QuotationRow, ...]:
        return tuple(
            row
            for iri in sorted(self.selection.quotations)
            if self.is_a(iri, SCHEMA.Quotation) and (row := quotation_row(iri, self.said(iri))) is not None
        )

    def statistics(self) -> tuple[StatisticRow, ...]:
        found = []
        for iri in sorted(self.selection.statistics):
            d = self.said(iri)
            stated = text(d, "kg:statedAt")
            span = self.span(stated, NIF.Phrase) if stated else None
            if span is not None:
                self.spans[span.iri] = span
            units = {
                unit: text(self.said(unit), "skos:notation") or ""
                for unit in texts(d, "sdmx-attribute:unitMeasure")
            }
            row = statistic_row(iri, d, units, self.periods(d), self.spans)
            found += [row] if row is not None else []
        return tuple(found)

    def periods(self, d: Description) -> dict[str, PeriodRow]:
        """The periods that a figure is of and is compared with; 同比 is none."""
        found = {iri: self.said(iri) for iri in texts(d, "sdmx-dimension:refPeriod")}
        found |= {iri: self.said(iri) for iri in texts(d, "kg:basis") if "kg:startDate" in self.said(iri)}
        return {iri: row for iri, said in found.items() if (row := period_row(said)) is not None}

    def relations(self) -> tuple[RelationRow, ...]:
        """The relations between entities that the selected statements say, and the plain ones of the selected entities."""
        sources: dict[tuple[str, str, str], set[str]] = {}
        for iri in self.selection.statements:
            said = statement(self.said(iri)) if self.is_a(iri, RDF.Statement) else None
            if said is not None:
                sources.setdefault(said[0], set()).update(said[1])
        for iri in self.selection.entities:
            for quad in islice(self.plain(NamedNode(iri)), self.bounds.relations):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                    sources.setdefault((quad.subject.value, quad.predicate.value, quad.object.value), set())
        return tuple(
            RelationRow(s, shorten(p), o, tuple(sorted(sources[s, p, o])))
            for s, p, o in sorted(sources)
            if "://" in o and self.entity(s) is not None and self.entity(o) is not None
        )

    def plain(self, node: NamedNode) -> Iterator[Quad]:
        for predicate in _PREDICATES:
            yield from self.store.quads_for_pattern(node, predicate, None, _UNION)
        for predicate in _PREDICATES:
            yield from self.store.quads_for_pattern(None, predicate, node, _UNION)

    def articles(self, spans: Iterable[Span], quotations: Iterable[QuotationRow]) -> dict[str, ArticleRow]:
        found = {iri for iri in (*(s.article for s in spans), *(q.article for q in quotations)) if iri}
        return {
            iri: article_row(iri, self.said(iri))
            for iri in sorted(found)
            if self.is_a(iri, SCHEMA.NewsArticle)
        }

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        found = {iri: text(self.said(iri), "rdfs:label") for iri in sorted(iris)}
        return {iri: label for iri, label in found.items() if label is not None}


def _named(
    articles: dict[str, ArticleRow], posts: Iterable[PostRow], statistics: Iterable[StatisticRow]
) -> set[str]:
    """All that a reader of the slice is shown by name."""
    found = {iri for a in articles.values() for iri in (a.publisher, a.place, *a.authors)}
    found |= {iri for p in posts for iri in (p.person, p.organization)}
    found |= {iri for s in statistics for iri in (s.indicator, s.area, s.source, s.policy)}
    return {iri for iri in found if iri}
