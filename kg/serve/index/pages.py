"""What one page's graph holds for the index: articles, sentences, mentions, facts, and ties between entities."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from pyoxigraph import NamedNode, Quad, Store

from kg.graph.terms import NIF, ORG, QB, RDF, RDFS, SCHEMA, SKOS
from kg.publish.joining import Joined
from kg.publish.network import CO_MENTION, FIGURES, MOST_NAMES
from kg.publish.network import POST as POST_TIE
from kg.publish.readings import (
    RELATIONS,
    TYPES,
    Description,
    Term,
    describe,
    expand,
    post_row,
    shorten,
    span_row,
    statement,
    text,
    texts,
)
from kg.publish.rows import PostRow, Span
from kg.publish.sentences import Sentences
from kg.serve.index.schema import POST, QUOTATION, SENTENCES_OF_A_PAGE, STATEMENT, STATISTIC

_SENTENCE = re.compile(r"[^。！？；!?\n\r]+[。！？；!?]*[”’」』）)]*")
_CLASSES = tuple(expand("kg:" + name) for main, subs in TYPES.items() for name in (main, *subs))
_PREDICATES = frozenset(expand(curie) for curie in RELATIONS)
_NAMES = frozenset((RDFS.label, SKOS.altLabel))
_ENDS = ("sdmx-dimension:refArea", "kg:reportedBy", "kg:ruleOf")

Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article with what a list of hits shows of it."""

    iri: str
    headline: str | None
    date: str | None
    publisher: str | None


@dataclass(slots=True)
class PageEntries:
    """What the index keeps of a page: `sentences` are begin, text and article, `mentions` entity, place and the sentence around
    it, `facts` entity, kind and IRI; `ties` add up over all pages. `described` are nodes with a class or name, `used` those
    that facts speak of."""

    articles: list[ArticleEntry] = field(default_factory=list)
    sentences: list[tuple[int, str, str | None]] = field(default_factory=list)
    mentions: list[tuple[str, Span, Span | None]] = field(default_factory=list)
    facts: list[tuple[str, int, str]] = field(default_factory=list)
    posts: list[PostRow] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)
    ties: dict[Tie, float] = field(default_factory=lambda: defaultdict(float))
    described: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)

    @property
    def date(self) -> str:
        """The day of the page's newest article, empty without one."""
        return max((article.date or "" for article in self.articles), default="")


def read_page(store: Store, page: NamedNode, joined: Joined) -> PageEntries:
    """Read the graph of a page for the index; names of one entity, as merges join them, do not tie it to itself."""
    return _Page(store.quads_for_pattern(None, None, None, page), page.value, joined).entries


def read_ties(store: Store, graph: NamedNode, joined: Joined) -> PageEntries:
    """Read what a graph that is no page says of entities: what the seeds know, the accepted merges, what somebody added."""
    return _Page(store.quads_for_pattern(None, None, None, graph), graph.value, joined).entries


class _Page:
    """One reading of one graph."""

    def __init__(self, quads: Iterable[Quad], page: str, joined: Joined) -> None:
        self.page, self.joined, self.entries = page, joined, PageEntries()
        self.nodes = _by_subject(quads)
        self.by_class: dict[str, list[str]] = defaultdict(list)
        self.named: set[str] = set()
        for iri, pairs in self.nodes.items():
            for predicate, value in pairs:
                if predicate == RDF.type:
                    self.by_class[value.value].append(iri)
                elif predicate in _NAMES:
                    self.named.add(iri)
        self.read()

    def said(self, iri: str) -> Description:
        return describe(self.nodes.get(iri, ()))

    def of_class(self, kind: NamedNode) -> Iterator[tuple[str, Description]]:
        for iri in sorted(self.by_class.get(kind.value, ())):
            yield iri, self.said(iri)

    def read(self) -> None:
        entries = self.entries
        entries.described = {iri for kind in _CLASSES for iri in self.by_class.get(kind, ())} | self.named
        self.read_articles()
        phrases = [span for iri, d in self.of_class(NIF.Phrase) if (span := span_row(iri, d)) is not None]
        sentences = [span for iri, d in self.of_class(NIF.Sentence) if (span := span_row(iri, d)) is not None]
        self.read_mentions(phrases, sentences)
        self.read_sentences(phrases, sentences)
        self.read_facts()
        self.read_relations()
        entries.used |= {entity for entity, *_ in entries.mentions} | {entity for entity, *_ in entries.facts}

    def read_articles(self) -> None:
        for iri, d in self.of_class(SCHEMA.NewsArticle):
            date = text(d, "schema:datePublished") or text(d, "kg:assumedDate")
            publisher = text(d, "schema:publisher")
            self.entries.articles.append(ArticleEntry(iri, text(d, "schema:headline"), date, publisher))
            self.entries.used |= {
                *texts(d, "schema:publisher"),
                *texts(d, "schema:author"),
                *texts(d, "schema:locationCreated"),
            }

    def read_mentions(self, phrases: list[Span], sentences: list[Span]) -> None:
        index, names = Sentences(sentences), defaultdict(set)
        for span in phrases:
            for entity in texts(self.said(span.iri), "itsrdf:taIdentRef"):
                sentence = index.around(span)
                self.entries.mentions.append((entity, span, sentence))
                if sentence is not None:
                    names[sentence.iri].add(self.joined.get(entity, entity))
        for group in names.values():
            if 1 < len(group) <= MOST_NAMES:
                for a, b in combinations(sorted(group), 2):
                    self.entries.ties[a, b, CO_MENTION] += 1 / (len(group) - 1)

    def read_sentences(self, phrases: list[Span], sentences: list[Span]) -> None:
        """The sentences that state something, and the rest of the page's text where the graph holds it."""
        found = {(s.begin, s.text): s.article for s in sentences}
        whole = next((v.value for p, v in self.nodes.get(self.page, ()) if p == NIF.isString), "")
        spans = sorted((*phrases, *sentences), key=lambda s: (s.begin, s.end))
        begins = [span.begin for span in spans]
        for begin, piece in _uncovered(whole, sentences):
            # What stands between spans belongs to the article of the span before it, on top of a page of the first.
            near = spans[max(0, bisect_right(begins, begin) - 1)] if spans else None
            found[begin, piece] = near.article if near else None
        ordered = sorted((begin, quote, article) for (begin, quote), article in found.items())
        self.entries.sentences = ordered[:SENTENCES_OF_A_PAGE]

    def read_facts(self) -> None:
        entries = self.entries
        for iri, d in self.of_class(ORG.Membership):
            post = post_row(iri, d)
            if post is not None:
                entries.posts.append(post)
                entries.facts += [(end, POST, iri) for end in (post.person, post.organization) if end]
                if post.organization:
                    entries.ties[post.person, post.organization, POST_TIE] += 1
        for iri, d in self.of_class(SCHEMA.Quotation):
            entries.facts += [(speaker, QUOTATION, iri) for speaker in texts(d, "schema:creator")]
        for iri, d in self.of_class(QB.Observation):
            entries.facts += [(end, STATISTIC, iri) for end in {text(d, p) for p in _ENDS} if end]
            entries.figures.update(texts(d, "kg:indicator")[:1])
            source, area = text(d, "kg:reportedBy"), text(d, "sdmx-dimension:refArea")
            if source and area:
                entries.ties[source, area, FIGURES] += len(texts(d, "prov:wasDerivedFrom"))

    def read_relations(self) -> None:
        """Relations with a statement and without; which ends are entities is known only when all pages are read."""
        entries = self.entries
        for iri, d in self.of_class(RDF.Statement):
            said = statement(d)
            if said is not None and "://" in said[0][2]:
                s, p, o = said[0]
                entries.facts += [(s, STATEMENT, iri), (o, STATEMENT, iri)]
                entries.ties[s, o, shorten(p)] = 1.0
        for subject, pairs in self.nodes.items():
            for predicate, value in pairs:
                if predicate.value in _PREDICATES and isinstance(value, NamedNode):
                    entries.ties[subject, value.value, shorten(predicate.value)] = 1.0


def _by_subject(quads: Iterable[Quad]) -> dict[str, list[tuple[NamedNode, Term]]]:
    found: dict[str, list[tuple[NamedNode, Term]]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value].append((quad.predicate, quad.object))  # type: ignore[arg-type]
    return found


def _uncovered(whole: str, sentences: Iterable[Span]) -> Iterator[tuple[int, str]]:
    """Yield begin and text of the sentences of a page's text that no given sentence covers."""
    covered = sorted((s.begin, s.end) for s in sentences)
    edges, end = [(0, 0)], 0
    for begin, finish in covered:
        if begin > end:
            edges.append((end, begin))
        end = max(end, finish)
    edges.append((end, len(whole)))
    for begin, finish in edges:
        for match in _SENTENCE.finditer(whole, begin, finish):
            piece = match[0].strip()
            if piece:
                yield match.start() + match[0].index(piece), piece
