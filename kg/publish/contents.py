"""What a graph says, as typed rows: the one reading of the graph contract that tables, networks and pictures share.

Everything is found through the terms of the contract, in the union of all named graphs, and comes in a fixed order,
so what is made from it is the same on every run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kg.graph.store import GraphStore
from kg.graph.terms import PREFIXES
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

TYPES: dict[str, tuple[str, ...]] = {
    "Organization": (
        "GovernmentBody",
        "Company",
        "Institute",
        "Association",
        "Media",
        "InternationalOrganization",
    ),
    "Person": ("Official",),
    "Place": ("Country", "Province", "City", "County", "Region", "Site"),
    "Policy": ("Law", "Regulation", "Notice", "Plan"),
    "Event": (),
}
"""The classes of entities and their subclasses, as local names of the ontology."""

RELATIONS: tuple[str, ...] = (
    "org:subOrganizationOf", "kg:locatedIn", "kg:issuedBy", "kg:basedOn", "kg:amends", "kg:repeals", "kg:transmits",
    "schema:organizer", "kg:cooperatesWith", "kg:investsIn", "org:memberOf", "schema:founder",
)  # fmt: skip
"""Predicates between entities that count even without a statement node; others count when a statement names them."""

ARTICLE_KINDS = ("PhotoCaption", "PublicNotice", "Continuation")
"""Articles that are no stories."""

DETAILS = (
    "kg:documentNumber", "schema:datePublished", "kg:startDate", "kg:endDate", "kg:divisionCode", "kg:countryCode",
    "geo:lat", "geo:long",
)  # fmt: skip
"""Properties of entities that a reader is shown as they are."""

Term = NamedNode | BlankNode | Literal
Description = Mapping[str, tuple[Term, ...]]


def expand(curie: str) -> str:
    """Return the full IRI of a CURIE: `kg:locatedIn`. Raises KeyError for a prefix that is not in `PREFIXES`."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return the CURIE of an IRI when one of `PREFIXES` begins it, else the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


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


def _text(description: Description, curie: str) -> str | None:
    """The first value of a property as text (values are sorted, so the choice is stable)."""
    values = description.get(curie, ())
    return values[0].value if values else None


def _all(description: Description, curie: str) -> tuple[str, ...]:
    return tuple(v.value for v in description.get(curie, ()))


def _local(iri: str | None) -> str | None:
    return None if iri is None else iri.rpartition("#")[2].rpartition("/")[2]


def _order(term: Term) -> tuple[int, str]:
    """Chinese labels before others, then by value: the same choice on every run."""
    foreign = isinstance(term, Literal) and term.language is not None and not term.language.startswith("zh")
    return int(foreign), term.value


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
        """Everything said of each `?s` of the pattern, properties by CURIE, values sorted."""
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in self.rows(pattern + " ?s ?p ?o .", "s", "p", "o"):
            if s is not None and p is not None and o is not None:
                found[s.value][shorten(p.value)].append(o)
        return {
            s: {p: tuple(sorted(v, key=_order)) for p, v in sorted(found[s].items())} for s in sorted(found)
        }

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
        return {s: min(found[s], key=_order).value for s in sorted(found)}

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
        classes = [c for main, subs in TYPES.items() for c in (main, *subs)]
        values = " ".join("kg:" + c for c in classes)
        found: dict[str, EntityRow] = {}
        for iri, d in self.described(f"VALUES ?c {{ {values} }} ?s a ?c .").items():
            kinds = {_local(t) for t in _all(d, "rdf:type")}
            main = next((m for m, subs in TYPES.items() if m in kinds or kinds & set(subs)), "Organization")
            label = _text(d, "rdfs:label") or self.labels.get(iri) or iri
            found[iri] = EntityRow(
                iri=iri,
                type=main,
                subtype=next((s for s in TYPES[main] if s in kinds), None),
                label=label,
                aliases=tuple(
                    dict.fromkeys(
                        v for v in (*_all(d, "rdfs:label"), *_all(d, "skos:altLabel")) if v != label
                    )
                ),
                same_as=_all(d, "owl:sameAs"),
                details={p: v[0].value for p, v in d.items() if p in DETAILS},
            )
        return found

    def read_pages(self) -> dict[str, str]:
        rows = self.rows("?s a nif:Context ; dcterms:source ?o", "s", "o")
        return {s.value: o.value for s, o in sorted(rows, key=str) if s is not None and o is not None}

    def read_articles(self) -> dict[str, ArticleRow]:
        found = {}
        for iri, d in self.described("?s a schema:NewsArticle .").items():
            stated = _text(d, "schema:datePublished")
            kinds = {_local(t) for t in _all(d, "rdf:type")}
            found[iri] = ArticleRow(
                iri=iri,
                kind=next((k for k in ARTICLE_KINDS if k in kinds), None),
                page=_text(d, "schema:isPartOf"),
                headline=_text(d, "schema:headline"),
                date=stated or _text(d, "kg:assumedDate"),
                assumed=stated is None and "kg:assumedDate" in d,
                publisher=_text(d, "schema:publisher"),
                authors=_all(d, "schema:author"),
                place=_text(d, "schema:locationCreated"),
                url=_text(d, "schema:url"),
            )
        return found

    def read_mentions(self, spans: Mapping[str, Span]) -> tuple[MentionRow, ...]:
        rows = self.rows("?m itsrdf:taIdentRef ?e", "m", "e")
        found = [
            MentionRow(spans[m.value], e.value)
            for m, e in rows
            if m is not None and e is not None and m.value in spans
        ]
        return tuple(sorted(found, key=lambda m: (m.span.page, m.span.begin, m.span.end, m.entity)))

    def read_posts(self) -> tuple[PostRow, ...]:
        found = []
        for iri, d in self.described("?s a org:Membership .").items():
            person = _text(d, "org:member")
            if person is None:
                continue
            found.append(
                PostRow(
                    iri=iri,
                    person=person,
                    organization=_text(d, "org:organization"),
                    title=_text(d, "kg:postTitle") or "",
                    attested=_text(d, "kg:attestedOn"),
                    start=_text(d, "kg:startDate"),
                    end=_text(d, "kg:endDate"),
                    change=_local(_text(d, "kg:change")),
                    sources=_all(d, "prov:wasDerivedFrom"),
                )
            )
        return tuple(found)

    def read_relations(self, entities: Mapping[str, EntityRow]) -> tuple[RelationRow, ...]:
        sources: dict[tuple[str, str, str], set[str]] = {}
        predicates = {expand(p) for p in RELATIONS}
        for d in self.described("?s a rdf:Statement .").values():
            s, p, o = (_text(d, "rdf:" + part) for part in ("subject", "predicate", "object"))
            if s is None or p is None or o is None or s not in entities or o not in entities:
                continue
            if isinstance(d["rdf:predicate"][0], NamedNode):
                sources.setdefault((s, p, o), set()).update(_all(d, "prov:wasDerivedFrom"))
                predicates.add(p)
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
        found = []
        for iri, d in self.described("?s a schema:Quotation .").items():
            speaker = _text(d, "schema:creator")
            if speaker is not None:
                found.append(
                    QuotationRow(
                        iri,
                        speaker,
                        _text(d, "schema:text"),
                        _text(d, "schema:isPartOf"),
                        _all(d, "prov:wasDerivedFrom"),
                    )
                )
        return tuple(found)

    def read_periods(self) -> dict[str, PeriodRow]:
        described = self.described(
            "{ ?x sdmx-dimension:refPeriod ?s } UNION { ?x kg:basis ?s . ?s kg:startDate ?any }"
        )
        return {
            i: PeriodRow(_text(d, "kg:startDate"), _text(d, "kg:endDate"), _text(d, "rdfs:label"))
            for i, d in described.items()
        }

    def read_statistics(self, spans: Mapping[str, Span]) -> tuple[StatisticRow, ...]:
        periods = self.read_periods()
        units = {
            s.value: o.value
            for s, o in self.rows("?s skos:notation ?o", "s", "o")
            if s is not None and o is not None
        }
        found = []
        for iri, d in self.described("?s a qb:Observation .").items():
            indicator, value = _text(d, "kg:indicator"), _text(d, "sdmx-measure:obsValue")
            if indicator is None or value is None:
                continue
            unit, basis, stated = (
                _text(d, "sdmx-attribute:unitMeasure"),
                _text(d, "kg:basis"),
                _text(d, "kg:statedAt"),
            )
            found.append(
                StatisticRow(
                    iri=iri,
                    indicator=indicator,
                    value=value,
                    upper=_text(d, "kg:upperValue"),
                    unit=units.get(unit, "") if unit else "",
                    measure=_local(_text(d, "kg:measure")),
                    comparator=_local(_text(d, "kg:comparator")),
                    basis=(periods.get(basis) or _local(basis)) if basis else None,
                    period=periods.get(_text(d, "sdmx-dimension:refPeriod") or ""),
                    area=_text(d, "sdmx-dimension:refArea"),
                    source=_text(d, "kg:reportedBy"),
                    policy=_text(d, "kg:ruleOf"),
                    stated=stated,
                    text=spans[stated].text if stated and stated in spans else None,
                    sources=_all(d, "prov:wasDerivedFrom"),
                )
            )
        return tuple(found)
