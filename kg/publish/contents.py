"""What a graph says, as typed rows: the one reading of the graph contract that tables, networks and pictures share.

Everything is found through the terms of the contract, in the union of all named graphs, and comes in a fixed order,
so what is made from it is the same on every run. Entities that an accepted merge joins are one row.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.identifiers import BASE
from kg.graph.merge_links import merges_name, representatives
from kg.graph.store import GraphStore
from kg.graph.terms import NIF, ORG, QB, RDF, SCHEMA
from kg.publish.joining import join
from kg.publish.nodes import Node, is_entity, nodes_of_lines, nodes_of_store
from kg.publish.readings import (
    RELATIONS,
    Description,
    article_row,
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
from kg.publish.sentences import with_articles

T = TypeVar("T")


def read_contents(graph: Store | Iterable[Quad], file: Path | None = None) -> Contents:
    """Read a store, or any quads (a `Dataset`), that follow the graph contract into rows.

    A `GraphStore` keeps the union of its graphs in the default graph, which is asked as it is, or the file beside its
    database is read where that provably holds the same; of any other store, the union is asked. `file` is for a build
    that has just written the graphs of a `GraphStore` to it, as sorted N-Quads.

    Entities that no page mentions and no fact touches (seed knowledge that nothing uses) are left out. Those that
    accepted merges join (two 王海平) come as one, under the IRI that represents them.
    """
    with undisturbed():
        if isinstance(graph, GraphStore):
            nodes, joined = _nodes(graph, file), representatives(graph.store, graph.ids.base)
        else:
            store = graph if isinstance(graph, Store) else _store(graph)
            nodes, joined = nodes_of_store(store, None), _joined(store)
        contents = _Reading(nodes).contents()
        return _used(join(contents, joined) if joined else contents)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep Python from looking for cycles where millions of rows are made and none is in a cycle: a fifth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _nodes(graph: GraphStore, file: Path | None) -> Iterator[Node]:
    lines = file.open("rb") if file else None if graph.writable else graph.copy()
    if lines is None:
        yield from nodes_of_store(graph.store, DefaultGraph())
        return
    with lines:
        yield from nodes_of_lines(lines)


def _store(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def _joined(store: Store) -> dict[str, str]:
    """What merges join in a store of unknown base: the graph of merges says it by its name."""
    found: dict[str, str] = {}
    end = merges_name(BASE).value.removeprefix(BASE)
    for name in sorted(store.named_graphs(), key=str):
        if isinstance(name, NamedNode) and name.value.endswith(f"/{end}"):
            found |= representatives(store, name.value.removesuffix(end))
    return found


def _used(contents: Contents) -> Contents:
    """Without the entities that neither a page names nor a fact touches."""
    entities = contents.entities
    used = {m.entity for m in contents.mentions}
    used |= {i for p in contents.posts for i in (p.person, p.organization) if i}
    used |= {q.speaker for q in contents.quotations}
    used |= {i for s in contents.statistics for i in (s.area, s.source, s.policy) if i}
    used |= {i for a in contents.articles.values() for i in (*a.authors, a.publisher, a.place) if i}
    used |= {i for r in contents.relations if r.sources for i in (r.subject, r.object)}
    kept = {i for i in used if i in entities}
    # One step up the seeds (county to province) gives what pages mention a place to stand.
    kept |= {r.object for r in contents.relations if r.subject in kept}
    return replace(
        contents,
        entities={i: e for i, e in entities.items() if i in kept},
        relations=tuple(r for r in contents.relations if r.subject in kept and r.object in kept),
    )


class _Reading:
    """One pass over the nodes of a graph, each put where its classes say; then the parts that need one another."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.labels: dict[str, str] = {}
        self.entities: dict[str, EntityRow] = {}
        self.links: dict[str, tuple[tuple[str, str], ...]] = {}
        self.phrases: dict[str, Span] = {}
        self.sentences: dict[str, Span] = {}
        self.named: list[MentionRow] = []
        self.articles: dict[str, ArticleRow] = {}
        self.pages: dict[str, str] = {}
        self.posts: list[PostRow] = []
        self.quotations: list[QuotationRow] = []
        self.statements: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self.figures: list[tuple[str, Description]] = []
        self.units: dict[str, str] = {}
        self.times: dict[str, PeriodRow] = {}
        self.readers: dict[str, Callable[[str, Description], None]] = {
            NIF.Phrase.value: self.read_phrase,
            NIF.Sentence.value: self.read_sentence,
            NIF.Context.value: self.read_page,
            SCHEMA.NewsArticle.value: self.read_article,
            SCHEMA.Quotation.value: self.read_quotation,
            ORG.Membership.value: self.read_post,
            RDF.Statement.value: self.read_statement,
            QB.Observation.value: self.read_figure,
        }
        for node in nodes:
            self.read(node)

    def read(self, node: Node) -> None:
        iri, said = node.iri, node.said
        for kind in said.get("rdf:type", ()):
            reader = self.readers.get(kind)
            if reader:
                reader(iri, said)
        if is_entity(said):
            row = entity_row(iri, said)
            if row is not None:
                self.entities[iri], self.links[iri] = row, node.links
        if "rdfs:label" in said:
            self.labels[iri] = said["rdfs:label"][0]
        if "skos:notation" in said:
            self.units[iri] = said["skos:notation"][0]
        if "kg:startDate" in said or "kg:endDate" in said:
            period = period_row(said)
            if period is not None:
                self.times[iri] = period

    def read_phrase(self, iri: str, said: Description) -> None:
        span = span_row(iri, said)
        if span is not None:
            self.phrases[iri] = span
            self.named += [MentionRow(span, entity) for entity in texts(said, "itsrdf:taIdentRef")]

    def read_sentence(self, iri: str, said: Description) -> None:
        span = span_row(iri, said)
        if span is not None:
            self.sentences[iri] = span

    def read_page(self, iri: str, said: Description) -> None:
        source = text(said, "dcterms:source")
        if source is not None:
            self.pages[iri] = source

    def read_article(self, iri: str, said: Description) -> None:
        self.articles[iri] = article_row(iri, said)

    def read_post(self, iri: str, said: Description) -> None:
        row = post_row(iri, said)
        if row is not None:
            self.posts.append(row)

    def read_quotation(self, iri: str, said: Description) -> None:
        row = quotation_row(iri, said)
        if row is not None:
            self.quotations.append(row)

    def read_statement(self, _: str, said: Description) -> None:
        found = statement(said)
        if found is not None:
            self.statements[found[0]].update(found[1])

    def read_figure(self, iri: str, said: Description) -> None:
        self.figures.append((iri, said))

    def contents(self) -> Contents:
        mentions = tuple(
            sorted(
                self.named,
                key=lambda m: (m.span.page, m.span.begin, m.span.end, m.entity, m.span.iri),
            )
        )
        phrases, sentences = _by_iri(self.phrases), with_articles(_by_iri(self.sentences), mentions)
        spans = phrases | sentences
        return Contents(
            entities=_by_iri(self.entities),
            pages=_by_iri(self.pages),
            articles=_by_iri(self.articles),
            spans=spans,
            sentences=tuple(sorted(sentences.values(), key=lambda s: (s.page, s.begin, s.end))),
            mentions=mentions,
            posts=tuple(sorted(self.posts, key=lambda row: row.iri)),
            relations=self.relations(),
            quotations=tuple(sorted(self.quotations, key=lambda row: row.iri)),
            statistics=self.statistics(spans),
            labels=_by_iri(self.labels),
        )

    def relations(self) -> tuple[RelationRow, ...]:
        """Relations with a statement, and plain ones by a predicate that counts or that a statement names."""
        entities = self.entities
        sources = {
            said: found
            for said, found in self.statements.items()
            if said[0] in entities and said[2] in entities
        }
        predicates = {expand(curie) for curie in RELATIONS} | {p for _, p, _ in sources}
        for subject, links in self.links.items():
            for predicate, value in links:
                if predicate in predicates and value in entities:
                    sources.setdefault((subject, predicate, value), set())
        return tuple(
            RelationRow(s, shorten(p), o, tuple(sorted(sources[s, p, o]))) for s, p, o in sorted(sources)
        )

    def statistics(self, spans: Mapping[str, Span]) -> tuple[StatisticRow, ...]:
        periods = self.periods()
        rows = (statistic_row(iri, said, self.units, periods, spans) for iri, said in self.figures)
        return tuple(sorted((row for row in rows if row is not None), key=lambda row: row.iri))

    def periods(self) -> dict[str, PeriodRow]:
        """What figures are of, and are compared with; of the latter, a node without a first day (同比) is no period."""
        found: dict[str, PeriodRow] = {}
        for _, said in self.figures:
            for iri in texts(said, "sdmx-dimension:refPeriod"):
                if iri in self.times:
                    found[iri] = self.times[iri]
                elif iri in self.labels:
                    found[iri] = PeriodRow(None, None, self.labels[iri])
            for iri in texts(said, "kg:basis"):
                if iri in self.times and self.times[iri].start:
                    found[iri] = self.times[iri]
        return found


def _by_iri(rows: Mapping[str, T]) -> dict[str, T]:
    return dict(sorted(rows.items()))
