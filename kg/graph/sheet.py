"""The sheet on which the statements of one page are written."""

from datetime import date
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.errors import EvidenceError, IdentityError
from kg.graph.identifiers import Identifiers
from kg.graph.literals import day, integer, plain
from kg.graph.runs import Run
from kg.graph.spans import PageSpans
from kg.graph.terms import KG, NIF, PROV, RDF, SCHEMA
from kg.records import Article, Evidence, Mention, PageFacts, Ref

Node = NamedNode
Term = NamedNode | Literal


class Sheet:
    """Collects the quads of one page's named graph, each once, and knows its nodes.

    Everything that turns facts into quads goes through here, so that no fact gets in without its evidence.
    """

    def __init__(self, facts: PageFacts, run: Run, ids: Identifiers):
        """Take the facts of the page, the run that found them, and the IRIs to write them with."""
        self.facts, self.ids = facts, ids
        self.sha, self.text = facts.page.sha256, facts.page.text
        self.page = ids.page(self.sha)
        self.run = run.node(ids)
        self._spans: dict[int, PageSpans] = {}
        self._written: dict[Quad, None] = {}

    @property
    def quads(self) -> list[Quad]:
        """What has been written so far, in the order of writing."""
        return list(self._written)

    def add(self, subject: Node, predicate: Node, *objects: Term | None) -> None:
        """Write one statement for every object that is not None."""
        for item in objects:
            if item is not None:
                self._written[Quad(subject, predicate, item, self.page)] = None

    def add_days(self, subject: Node, start: date | None, end: date | None) -> None:
        """Write `kg:startDate` and `kg:endDate` where they are known."""
        self.add(subject, KG.startDate, day(start) if start else None)
        self.add(subject, KG.endDate, day(end) if end else None)

    def article(self, article: Article) -> Node:
        """Return the node of an article."""
        return self.ids.article(self.sha, article.index)

    def locate(
        self, article: Article, begin: int, end: int, anchor: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """Return the page span of a span of an article; see `PageSpans.locate`."""
        spans = self._spans.get(article.index)
        if spans is None:
            spans = self._spans[article.index] = PageSpans(self.text, article)
        return spans.locate(begin, end, anchor)

    def string(
        self, article: Article, kind: Node, begin: int, end: int, anchor: tuple[int, int] | None = None
    ) -> Node:
        """Write a `nif:Phrase` or `nif:Sentence` for a span of an article, and return its node."""
        first, last = self.locate(article, begin, end, anchor)
        node = self.ids.span(self.sha, first, last)
        self.add(node, RDF.type, kind)
        self.add(node, NIF.referenceContext, self.page)
        self.add(node, NIF.beginIndex, integer(first))
        self.add(node, NIF.endIndex, integer(last))
        self.add(node, NIF.anchorOf, plain(self.text[first:last]))
        self.add(node, SCHEMA.isPartOf, self.article(article))
        return node

    def entity(self, ref: Ref) -> Node:
        """Return the node of the entity that a fact speaks of; raise IdentityError when there is none."""
        return self.ids.entity(self.key(ref))

    def key(self, ref: Ref) -> str:
        """Return the entity key behind a mention or a seed key; raise IdentityError when there is none."""
        if isinstance(ref, str):
            return ref
        key = self.facts.identity.get(ref)
        if key is None:
            raise IdentityError(
                f"{self.facts.page.source}: the mention {ref.text!r} at {ref.begin}:{ref.end} of article {ref.article} has no entity"
            )
        if key not in self._known:
            raise IdentityError(
                f"{self.facts.page.source}: the entity {key!r} of the mention {ref.text!r} is not described"
            )
        return key

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(entity.key for entity in self.facts.entities)

    def prove(
        self, fact: Node, article: Article, evidence: Evidence, anchor: Mention | tuple[int, int] | None
    ) -> None:
        """Write the evidence of a fact: its sentence (the piece of it that holds `anchor`), its run and its rule.

        Raises EvidenceError when the sentence does not stand on the page.
        """
        span = (anchor.begin, anchor.end) if isinstance(anchor, Mention) else anchor
        if span is not None and not (evidence.begin <= span[0] and span[1] <= evidence.end):
            span = None  # the fact's own words stand in another sentence than its proof
        sentence = self.string(article, NIF.Sentence, evidence.begin, evidence.end, span)
        self.add(fact, PROV.wasDerivedFrom, sentence)
        self.add(fact, PROV.wasGeneratedBy, self.run)
        self.add(fact, KG.rule, plain(evidence.rule) if evidence.rule else None)

    def check_mention(self, article: Article, mention: Mention) -> None:
        """Raise EvidenceError when a mention's text is not what the article has at its place."""
        stands = article.text[mention.begin : mention.end]
        if mention.text != stands:
            raise EvidenceError(
                f"{self.facts.page.source}: article {article.index} has {stands!r} at {mention.begin}:{mention.end}, not {mention.text!r}"
            )
