"""What a graph says, as typed rows: the one reading of the graph contract that tables, networks and pictures share.

Everything is found through the terms of the contract, in the union of all named graphs, and comes in a fixed order,
so what is made from it is the same on every run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.store import GraphStore
from kg.graph.terms import PREFIXES
from kg.publish.readings import (
    RELATIONS,
    TYPES,
    Description,
    Term,
    article_row,
    describe,
    entity_row,
    expand,
    order,
    period_row,
    post_row,
    quotation_row,
    shorten,
    statement,
    statistic_row,
)
from kg.publish.rows import (
    ArticleRow,
    Contents,
    EntityRow,
    MentionRow,
    PostRow,
    QuotationRow,
    RelationRow,
    Span,
    StatisticRow,
)
from kg.publish.sentences import with_articles


def read_contents(graph: Store | Iterable[Quad]) -> Contents:
    """Read a store, or any quads (a `Dataset`), that follow the graph contract into rows.

    A `GraphStore` keeps the union of its graphs in the default graph, which is asked as it is; of any other store, the
    union is asked.

    Entities that no page mentions and no fact touches (seed knowledge that nothing uses) are left out.
    """
    if isinstance(graph, GraphStore):
        return _Reading(graph.store, union=False).contents()
    return _Reading(graph if isinstance(graph, Store) else _store(graph), union=True).contents()


def _store(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


class _Reading:
    """One pass over a store; each method answers for one part of the contract."""

    def __init__(self, store: Store, *, union: bool) -> None:
        self.store, self.union = store, union
        self.labels: dict[str, str] = {}

    def rows(self, pattern: str, *names: str) -> list[tuple[Term | None, ...]]:
        prefixes = "".join(f"PREFIX {p}: <{n}>\n" for p, n in PREFIXES.items())
        query = f"{prefixes}SELECT DISTINCT {' '.join('?' + n for n in names)} WHERE {{ {pattern} }}"
        found = self.store.query(query, use_default_graph_as_union=self.union)
        return [tuple(row) for row in found]  # type: ignore[union-attr]

    def described(self, pattern: str) -> dict[str, Description]:
        """Everything said of each `?s` of the pattern."""
        found: dict[str, list[tuple[NamedNode, Term]]] = defaultdict(list)
        for s, p, o in self.rows(pattern + " ?s ?p ?o .", "s", "p", "o"):
            if s is not None and isinstance(p, NamedNode) and o is not None:
                found[s.value].append((p, o))
        return {s: describe(found[s]) for s in sorted(found)}

    def contents(self) -> Contents:
        self.labels = self.read_labels()
        phrases = self.read_spans("nif:Phrase")
        mentions = self.read_mentions(phrases)
        sentences = with_articles(self.read_spans("nif:Sentence"), mentions)
        spans = phrases | sentences
        entities = self.read_entities()
        posts, quotations, statistics = self.read_posts(), self.read_quotations(), self.read_statistics(spans)
        relations = self.read_relations(entities)
        articles = self.read_articles()
        used = {m.entity for m in mentions} | {i for p in posts for i in (p.person, p.organization) if i}
        used |= {q.speaker for q in quotations} | {
            i for s in statistics for i in (s.area, s.source, s.policy) if i
        }
        used |= {i for a in articles.values() for i in (*a.authors, a.publisher, a.place) if i}
        used |= {i for r in relations if r.sources for i in (r.subject, r.object)}
        kept = {i for i in used if i in entities}
        # One step up the seeds (county to province) gives what pages mention a place to stand.
        kept |= {r.object for r in relations if r.subject in kept}
        relations = tuple(r for r in relations if r.subject in kept and r.object in kept)
        return Contents(
            entities={i: e for i, e in entities.items() if i in kept},
            pages=self.read_pages(),
            articles=articles,
            spans=spans,
            sentences=tuple(sorted(sentences.values(), key=lambda s: (s.page, s.begin, s.end))),
            mentions=mentions,
            posts=posts,
            relations=relations,
            quotations=quotations,
            statistics=statistics,
            labels=self.labels,
        )

    def read_labels(self) -> dict[str, str]:
        found: dict[str, list[Term]] = defaultdict(list)
        for s, o in self.rows("?s rdfs:label ?o", "s", "o"):
            if s is not None and o is not None:
                found[s.value].append(o)
        return {s: min(found[s], key=order).value for s in sorted(found)}

    def read_spans(self, kind: str) -> dict[str, Span]:
        pattern = f"?s a {kind} ; nif:referenceContext ?page ; nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?t . OPTIONAL {{ ?s schema:isPartOf ?a }}"
        found: dict[str, Span] = {}
        for s, page, b, e, t, a in self.rows(pattern, "s", "page", "b", "e", "t", "a"):
            if s is None or page is None or b is None or e is None or t is None:
                continue
            span = Span(s.value, page.value, int(b.value), int(e.value), t.value, a.value if a else None)
            kept = found.get(span.iri)
            if kept is None or (span.article or "") < (kept.article or ""):
                found[span.iri] = span
        return dict(sorted(found.items()))

    def read_entities(self) -> dict[str, EntityRow]:
        classes = " ".join("kg:" + c for main, subs in TYPES.items() for c in (main, *subs))
        described = self.described(f"VALUES ?c {{ {classes} }} ?s a ?c .")
        found = {iri: entity_row(iri, d) for iri, d in described.items()}
        return {iri: row for iri, row in found.items() if row is not None}

    def read_pages(self) -> dict[str, str]:
        rows = self.rows("?s a nif:Context ; dcterms:source ?o", "s", "o")
        return {s.value: o.value for s, o in sorted(rows, key=str) if s is not None and o is not None}

    def read_articles(self) -> dict[str, ArticleRow]:
        return {iri: article_row(iri, d) for iri, d in self.described("?s a schema:NewsArticle .").items()}

    def read_mentions(self, spans: Mapping[str, Span]) -> tuple[MentionRow, ...]:
        rows = self.rows("?m itsrdf:taIdentRef ?e", "m", "e")
        found = [
            MentionRow(spans[m.value], e.value)
            for m, e in rows
            if m is not None and e is not None and m.value in spans
        ]
        return tuple(sorted(found, key=lambda m: (m.span.page, m.span.begin, m.span.end, m.entity)))

    def read_posts(self) -> tuple[PostRow, ...]:
        rows = (post_row(iri, d) for iri, d in self.described("?s a org:Membership .").items())
        return tuple(row for row in rows if row is not None)

    def read_relations(self, entities: Mapping[str, EntityRow]) -> tuple[RelationRow, ...]:
        sources: dict[tuple[str, str, str], set[str]] = {}
        predicates = {expand(p) for p in RELATIONS}
        for d in self.described("?s a rdf:Statement .").values():
            said = statement(d)
            if said is not None and said[0][0] in entities and said[0][2] in entities:
                sources.setdefault(said[0], set()).update(said[1])
                predicates.add(said[0][1])
        # Not through SPARQL text: a predicate is data of the graph, and must not become part of a query.
        for predicate in sorted(predicates):
            for quad in self.store.quads_for_pattern(None, NamedNode(predicate), None):
                ends = (quad.subject, quad.object)
                subject, value = (e.value if isinstance(e, NamedNode) else "" for e in ends)
                if subject in entities and value in entities:
                    sources.setdefault((subject, predicate, value), set())
        return tuple(
            RelationRow(s, shorten(p), o, tuple(sorted(sources[s, p, o]))) for s, p, o in sorted(sources)
        )

    def read_quotations(self) -> tuple[QuotationRow, ...]:
        rows = (quotation_row(iri, d) for iri, d in self.described("?s a schema:Quotation .").items())
        return tuple(row for row in rows if row is not None)

    def read_statistics(self, spans: Mapping[str, Span]) -> tuple[StatisticRow, ...]:
        described = self.described(
            "{ ?x sdmx-dimension:refPeriod ?s } UNION { ?x kg:basis ?s . ?s kg:startDate ?any }"
        )
        periods = {iri: period_row(d) for iri, d in described.items()}
        notations = self.rows("?s skos:notation ?o", "s", "o")
        units = {s.value: o.value for s, o in notations if s is not None and o is not None}
        figures = self.described("?s a qb:Observation .").items()
        rows = (statistic_row(iri, d, units, periods, spans) for iri, d in figures)
        return tuple(row for row in rows if row is not None)
