"""Reading single nodes of a store for a page: names, sentences, posts, figures, each as JSON with its evidence.

Everything is found by the patterns of the graph contract, a few look-ups a node, so a page of a graph of millions of
triples costs what it shows.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote as in_url

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, QuerySolutions

from kg.graph.terms import KG, NIF, RDF
from kg.publish.readings import DETAILS, TYPES, expand, shorten
from kg.serve.index.schema import SearchIndexError
from kg.serve.views import Context

Json = dict[str, Any]
Term = NamedNode | BlankNode | Literal

COUNTED = 200_000
"""Counting stops here, and the page says "at least"."""

LONGEST = 360
"""Characters of a sentence that are shown around the words in question."""

_UNION = DefaultGraph()
_CHARACTERS = re.compile(r"#char=(\d{1,9}),(\d{1,9})$")
_MAIN = {kg: main for main, subs in TYPES.items() for kg in (main, *subs)}


class Reader:
    """Reads nodes of the store of a context, each once."""

    def __init__(self, context: Context):
        """Take the context of a view."""
        self.store, self.base, self.index = context.graph.store, context.base, context.index
        self._known: dict[str, dict[str, tuple[Term, ...]]] = {}
        self._sentences: dict[str, list[tuple[int, int, str]]] = {}
        self._joined: dict[str, str] | None = None

    def whole(self, iri: str) -> str:
        """Return the IRI that stands for an entity: another one where accepted merges joined it to that."""
        if self._joined is None:
            try:
                self._joined = self.index.joined()
            except SearchIndexError:
                self._joined = {}  # Without an index, nodes are shown as the graph has them.
        return self._joined.get(iri, iri)

    def members(self, iri: str) -> tuple[str, ...]:
        """Return all IRIs that stand for the same entity, first the one that represents them."""
        whole = self.whole(iri)
        return (whole, *(other for other, leader in (self._joined or {}).items() if leader == whole))

    def of(self, iri: str) -> dict[str, tuple[Term, ...]]:
        """Return what the graph says of a node: its properties by CURIE, Chinese values first, else by value."""
        if iri not in self._known:
            found: dict[str, list[Term]] = {}
            for quad in self.store.quads_for_pattern(NamedNode(iri), None, None, _UNION):
                if not isinstance(quad.object, Literal | NamedNode | BlankNode):
                    continue
                found.setdefault(shorten(quad.predicate.value), []).append(quad.object)
            self._known[iri] = {p: tuple(sorted(values, key=_order)) for p, values in sorted(found.items())}
        return self._known[iri]

    def one(self, iri: str, curie: str) -> str | None:
        """Return the first value of a property as text, None when there is none."""
        values = self.of(iri).get(curie, ())
        return values[0].value if values else None

    def all(self, iri: str, curie: str) -> list[str]:
        """Return all values of a property as text."""
        return [value.value for value in self.of(iri).get(curie, ())]

    def subjects(self, curie: str, iri: str) -> Iterator[str]:
        """Yield the nodes that have a node, or one merged with it, as the value of a property, in the store's own order."""
        for member in self.members(iri):
            for quad in self.store.quads_for_pattern(
                None, NamedNode(expand(curie)), NamedNode(member), _UNION
            ):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject.value

    def first(self, curie: str, iri: str, most: int) -> list[str]:
        """Return the first `most` of these nodes."""
        return list(islice(self.subjects(curie, iri), most))

    def count(self, curie: str, iri: str) -> int:
        """Return how many nodes have a node as the value of a property, `COUNTED` at most."""
        term, found = NamedNode(expand(curie)), 0
        for member in map(NamedNode, self.members(iri)):
            # Counted where the triples are: walking a hundred thousand of them here takes a second.
            answer = self.store.query(
                f"SELECT (COUNT(*) AS ?n) {{ SELECT ?s WHERE {{ ?s {term} {member} }} LIMIT {COUNTED} }}"
            )
            found += sum(int(row["n"].value) for row in answer) if isinstance(answer, QuerySolutions) else 0
        return min(found, COUNTED)

    def kinds(self, iri: str) -> set[str]:
        """Return the local names of a node's classes. Example: 江苏省 is Place and Province."""
        return {value.rpartition("#")[2].rpartition("/")[2] for value in self.all(iri, "rdf:type")}

    def label(self, iri: str) -> str:
        """Return the name of a node, else the end of its IRI."""
        return self.one(iri, "rdfs:label") or iri.removeprefix(self.base)

    def href(self, iri: str) -> str | None:
        """Return the address of a node on this server, the IRI itself when it is a web address, else None."""
        if iri.startswith(self.base):
            return "/id/" + in_url(iri.removeprefix(self.base), safe="/-._~:@!$&'()*+,;=%")
        return iri if iri.startswith(("http://", "https://")) else None

    def ref(self, iri: str | None) -> Json | None:
        """Return a node as a page names it: iri, href, label, and for entities type and subtype; None for None."""
        if iri is None:
            return None
        iri = self.whole(iri)
        kinds = self.kinds(iri)
        main = next((_MAIN[kind] for kind in sorted(kinds) if kind in _MAIN), None)
        subtype = next((kind for kind in TYPES.get(main or "", ()) if kind in kinds), None)
        return {
            "iri": iri,
            "href": self.href(iri),
            "label": self.label(iri),
            "type": main,
            "subtype": subtype,
        }

    def details(self, iri: str) -> dict[str, str]:
        """Return the plain properties of an entity by CURIE. Example: {"kg:divisionCode": "320000"}."""
        return {curie: value for curie in DETAILS if (value := self.one(iri, curie)) is not None}

    def article(self, iri: str | None) -> Json | None:
        """Return an article as evidence names it: href, headline, publisher, date and whether that is assumed."""
        if iri is None or not self.of(iri):
            return None
        stated = self.one(iri, "schema:datePublished")
        publisher = self.one(iri, "schema:publisher")
        known = self.kinds(iri)
        return {
            "iri": iri,
            "href": self.href(iri),
            "headline": self.one(iri, "schema:headline"),
            "publisher": self.label(publisher) if publisher else None,
            "date": stated or self.one(iri, "kg:assumedDate"),
            "assumed": stated is None and "kg:assumedDate" in self.of(iri),
            "kind": next((k for k in ("PhotoCaption", "PublicNotice", "Continuation") if k in known), None),
        }

    def source(self, page: str) -> str:
        """Return the file name or address of a page."""
        return (self.one(page, "dcterms:source") or page.removeprefix(self.base)).rpartition("/")[2]

    def sentences(self, page: str) -> list[tuple[int, int, str]]:
        """Return the sentences of a page as (begin, end, IRI), in the order of the text."""
        if page not in self._sentences:
            quads = self.store.quads_for_pattern(None, RDF.type, NIF.Sentence, NamedNode(page))
            spans = (
                (*place(quad.subject.value), quad.subject.value)
                for quad in quads
                if isinstance(quad.subject, NamedNode)
            )
            self._sentences[page] = sorted(span for span in spans if span[1] > span[0])
        return self._sentences[page]

    def around(self, span: str) -> str:
        """Return the IRI of the sentence that holds a span of a page, the span itself when there is none."""
        begin, end = place(span)
        holding = [s for s in self.sentences(page_of(span)) if s[0] <= begin and end <= s[1]]
        return min(holding, key=lambda s: s[1] - s[0])[2] if holding else span

    def quote(self, span: str, marks: Iterable[str] = ()) -> Json:
        """Return a span of a page as evidence: its text in pieces, the marked ones told, and where it stands."""
        text, page = self.one(span, "nif:anchorOf") or "", page_of(span)
        begin = place(span)[0]
        places = sorted((b - begin, e - begin) for b, e in map(place, marks) if begin <= b < e)
        article = self.one(span, "schema:isPartOf")
        first = begin + places[0][0] if places else begin
        return {
            "pieces": pieces(text, places),
            "article": self.article(article),
            "source": self.source(page),
            "href": f"{self.href(article or page)}#c{first}",
        }

    def quotes(self, iri: str, most: int = 5) -> list[Json]:
        """Return the evidence of a fact: the sentences it was derived from, its own words marked, `most` at most."""
        marks = self.all(iri, "kg:statedAt")
        sources = self.all(iri, "prov:wasDerivedFrom")
        return [self.quote(s, (m for m in marks if page_of(m) == page_of(s))) for s in sources[:most]]

    def period(self, iri: str | None) -> Json | None:
        """Return a period: its days, and its names in Chinese and English."""
        if iri is None:
            return None
        names = {v.language: v.value for v in self.of(iri).get("rdfs:label", ()) if isinstance(v, Literal)}
        start, end = self.one(iri, "kg:startDate"), self.one(iri, "kg:endDate")
        spelt = " – ".join(dict.fromkeys(day for day in (start, end) if day))
        return {"start": start, "end": end, "zh": names.get("zh") or spelt, "en": names.get("en") or spelt}

    def figure(self, iri: str, *, evidence: bool = True) -> Json | None:
        """Return an observation, None when it lacks its indicator or value. Example: 出口 26.99万亿元, 2025年, 中国."""
        indicator, value = self.one(iri, "kg:indicator"), self.one(iri, "sdmx-measure:obsValue")
        if indicator is None or value is None:
            return None
        unit, basis = self.one(iri, "sdmx-attribute:unitMeasure"), self.one(iri, "kg:basis")
        named = basis is not None and basis.startswith(KG.IRI)
        stated = self.one(iri, "kg:statedAt")
        return {
            "iri": iri,
            "href": self.href(iri),
            "indicator": self.ref(indicator),
            "value": value,
            "upper": self.one(iri, "kg:upperValue"),
            "unit": (self.one(unit, "skos:notation") or "") if unit else "",
            "measure": self._local(iri, "kg:measure"),
            "comparator": self._local(iri, "kg:comparator"),
            "basis": self._local(iri, "kg:basis") if named else None,
            "base": self.period(basis) if basis and not named else None,
            "period": self.period(self.one(iri, "sdmx-dimension:refPeriod")),
            "area": self.ref(self.one(iri, "sdmx-dimension:refArea")),
            "reporter": self.ref(self.one(iri, "kg:reportedBy")),
            "policy": self.ref(self.one(iri, "kg:ruleOf")),
            "stated": place(stated) if stated else None,
            "text": self.one(stated, "nif:anchorOf") if stated else None,
            "quotes": self.quotes(iri, 3) if evidence else [],
        }

    def post(self, iri: str, *, evidence: bool = True) -> Json | None:
        """Return a post, None when it has no person. Example: 顾明, 东江省水利厅, 厅长, reported 2026-01-20."""
        person = self.one(iri, "org:member")
        if person is None:
            return None
        return {
            "iri": iri,
            "href": self.href(iri),
            "person": self.ref(person),
            "organization": self.ref(self.one(iri, "org:organization")),
            "title": self.one(iri, "kg:postTitle") or "",
            "attested": self.one(iri, "kg:attestedOn"),
            "start": self.one(iri, "kg:startDate"),
            "end": self.one(iri, "kg:endDate"),
            "change": self._local(iri, "kg:change"),
            "quotes": self.quotes(iri) if evidence else [],
        }

    def quotation(self, iri: str, *, evidence: bool = True) -> Json | None:
        """Return a quotation with its speaker, None when nobody is said to have spoken."""
        speaker = self.one(iri, "schema:creator")
        if speaker is None:
            return None
        return {
            "iri": iri,
            "href": self.href(iri),
            "speaker": self.ref(speaker),
            "text": self.one(iri, "schema:text"),
            "direct": self.one(iri, "kg:direct") == "true",
            "quotes": self.quotes(iri, 2) if evidence else [],
        }

    def _local(self, iri: str, curie: str) -> str | None:
        value = self.one(iri, curie)
        return None if value is None else value.rpartition("#")[2].rpartition("/")[2]


def place(span: str) -> tuple[int, int]:
    """Return the characters of a span's IRI (RFC 5147), (0, 0) when it names none. Example: …#char=20,23 is (20, 23)."""
    match = _CHARACTERS.search(span)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def page_of(span: str) -> str:
    """Return the page of a span: its IRI without the characters."""
    return span.partition("#")[0]


def pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a sentence at its marks, which are sorted places in it, and clip what is far from the first one.

    Example: 据海关总署统计。 with (1, 5) gives 据, 海关总署 (marked), 统计。
    """
    low = max(0, (marks[0][0] if marks else 0) - LONGEST // 2) if len(text) > LONGEST else 0
    high = min(len(text), low + LONGEST)
    found, at = [("…", False)] if low else [], low
    for begin, end in marks:
        if begin < at or end > high:
            continue
        found += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    found += [(text[at:high], False), ("…" if high < len(text) else "", False)]
    return [(" ".join(piece.split("\n")), marked) for piece, marked in found if piece]


def _order(term: Term) -> tuple[int, str]:
    """Chinese values before others, then by value: the same choice on every run."""
    foreign = isinstance(term, Literal) and term.language is not None and not term.language.startswith("zh")
    return int(foreign), term.value
