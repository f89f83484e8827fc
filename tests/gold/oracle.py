"""The graph that a perfect extractor would write for annotated pages: the graph contract by example.

It must score 1.0 in every layer. (Sentences are cut at line ends here; a real build finds real ones.)
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from gold.annotations import GoldPage, load_json, page_text, surfaces
from gold.contract import BASES, COMPARATORS, MEASURES, RELATIONS, full

_BASE = "https://w3id.org/jingwei/id/"
_PLAIN_SUBTYPES = ("Other", "Person", None)
"""Subtypes of the gold files that are no class of the ontology."""


def oracle(corpus: Path, files: Iterable[Path], *, texts: dict[str, str] | None = None) -> ox.Store:
    """Store with one named graph for each gold file; `texts` gives the text of pages that are no plain text."""
    store = ox.Store()
    for path in files:
        data = load_json(path)
        text = page_text(data, corpus, (texts or {}).get(data["file"]))
        file = corpus / data["file"]
        content = file.read_bytes() if file.exists() else text.encode()  # a line of a JSONL file is no file
        _PageWriter(store, GoldPage(data, text), hashlib.sha256(content).hexdigest()).write()
    return store


def _iri(*parts: str) -> ox.NamedNode:
    return ox.NamedNode(_BASE + "/".join(quote(part, safe="") for part in parts))


def _zh(text: str) -> ox.Literal:
    return ox.Literal(text, language="zh")


def _typed(value: Any, datatype: str) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(full("xsd:" + datatype)))


class _PageWriter:
    """Writes the facts of one gold file into the named graph of its page."""

    def __init__(self, store: ox.Store, gold: GoldPage, digest: str) -> None:
        self.store, self.gold, self.digest = store, gold, digest
        self.page = ox.NamedNode(f"{_BASE}page/{digest}")
        self.article = {a["id"]: ox.NamedNode(f"{self.page.value}/{a['id']}") for a in gold.data["articles"]}
        self.node = {
            i: _iri(e["type"].lower(), e["name"], *self._namesake(i)) for i, e in gold.entities.items()
        }
        self.begin = {span.entity: span.begin for span in reversed(gold.spans)}

    def _namesake(self, ident: str) -> list[str]:
        """What tells an entity from another of its name and type on the page."""
        same = [
            i
            for i, e in self.gold.entities.items()
            if (e["type"], e["name"])
            == (self.gold.entities[ident]["type"], self.gold.entities[ident]["name"])
        ]
        return [ident] if len(same) > 1 else []

    def add(self, subject: ox.NamedNode, predicate: str, *objects: ox.NamedNode | ox.Literal | str) -> None:
        """Add triples; an object given as text is a prefixed name, and `a` is rdf:type."""
        term = ox.NamedNode(full("rdf:type" if predicate == "a" else predicate))
        for value in objects:
            node = ox.NamedNode(full(value)) if isinstance(value, str) else value
            self.store.add(ox.Quad(subject, term, node, self.page))

    def write(self) -> None:
        """Write everything."""
        self.add(self.page, "a", "kg:Page", "nif:Context")
        self.add(self.page, "dcterms:source", ox.Literal(self.gold.file))
        self.add(self.page, "dcterms:identifier", ox.Literal(f"sha256:{self.digest}"))
        self.add(self.page, "nif:isString", ox.Literal(self.gold.text))
        self._articles()
        self._entities()
        self._mentions()
        self._facts()
        for statistic in self.gold.data["statistics"]:
            self._statistic(statistic)

    def _phrase(self, begin: int, end: int, kind: str = "nif:Phrase") -> ox.NamedNode:
        node = ox.NamedNode(f"{self.page.value}#char={begin},{end}")
        self.add(node, "a", kind)
        self.add(node, "nif:referenceContext", self.page)
        self.add(node, "nif:beginIndex", _typed(begin, "integer"))
        self.add(node, "nif:endIndex", _typed(end, "integer"))
        self.add(node, "nif:anchorOf", ox.Literal(self.gold.text[begin:end]))
        return node

    def _sentence(self, at: int) -> ox.NamedNode:
        begin, end = self.gold.text.rfind("\n", 0, at) + 1, self.gold.text.find("\n", at)
        return self._phrase(begin, len(self.gold.text) if end < 0 else end, "nif:Sentence")

    def _articles(self) -> None:
        for article in self.gold.data["articles"]:
            node = self.article[article["id"]]
            self.add(node, "a", "schema:NewsArticle")
            self.add(node, "schema:isPartOf", self.page)
            if article["title"]:
                self.add(node, "schema:headline", _zh(article["title"]))
            if article["date"]:
                self.add(node, "schema:datePublished", _typed(article["date"], "date"))
            for name in article["reporters"]:
                self.add(node, "schema:author", self.node[self._person(name)])

    def _person(self, name: str) -> str:
        return next(i for i, e in self.gold.entities.items() if e["type"] == "Person" and e["name"] == name)

    def _entities(self) -> None:
        for ident, entity in self.gold.entities.items():
            node = self.node[ident]
            self.add(node, "a", f"kg:{entity['type']}")
            if entity["subtype"] not in _PLAIN_SUBTYPES:
                self.add(node, "a", f"kg:{entity['subtype']}")
            self.add(node, "rdfs:label", _zh(entity["name"]))
            for surface, _ in surfaces(entity):
                if surface != entity["name"]:
                    self.add(node, "skos:altLabel", _zh(surface))

    def _mentions(self) -> None:
        for span in self.gold.spans:
            phrase = self._phrase(span.begin, span.end)
            self.add(phrase, "itsrdf:taIdentRef", self.node[span.entity])
            self.add(phrase, "schema:isPartOf", self.article[self.gold.entities[span.entity]["articles"][0]])

    def _fact(self, kind: str, index: int, about: str) -> ox.NamedNode:
        """Node of a fact, derived from the sentence of the first mention of the entity it is about."""
        node = _iri(kind, self.digest[:16], str(index))
        self.add(node, "prov:wasDerivedFrom", self._sentence(self.begin[about]))
        return node

    def _facts(self) -> None:
        data = self.gold.data
        for index, post in enumerate(data["posts"]):
            node = self._fact("post", index, post["person"])
            self.add(node, "a", "org:Membership")
            self.add(node, "org:member", self.node[post["person"]])
            self.add(node, "kg:postTitle", _zh(post["title"]))
            if post["organization"]:
                self.add(node, "org:organization", self.node[post["organization"]])
        statements = [(r["subject"], RELATIONS[r["predicate"]], r["object"]) for r in data["relations"]]
        statements += [
            (p["policy"], "kg:issuedBy", issuer) for p in data["policies"] for issuer in p["issuers"]
        ]
        for index, (subject, predicate, object_) in enumerate(statements):
            node = self._fact("statement", index, subject)
            self.add(self.node[subject], predicate, self.node[object_])
            self.add(node, "a", "rdf:Statement")
            self.add(node, "rdf:subject", self.node[subject])
            self.add(node, "rdf:predicate", predicate)
            self.add(node, "rdf:object", self.node[object_])
        for index, speaker in enumerate(data["speakers"]):
            node = self._fact("quotation", index, speaker["person"])
            self.add(node, "a", "schema:Quotation")
            self.add(node, "schema:creator", self.node[speaker["person"]])
            self.add(node, "schema:isPartOf", self.article[speaker["article"]])

    def _period(self, days: list[str]) -> ox.NamedNode:
        node = _iri("period", "--".join(days))
        self.add(node, "a", "kg:Period")
        self.add(node, "kg:startDate", _typed(days[0], "date"))
        self.add(node, "kg:endDate", _typed(days[1], "date"))
        return node

    def _statistic(self, statistic: dict[str, Any]) -> None:
        begin, end = self.gold.place_of(statistic)
        node = _iri("statistic", self.digest[:16], statistic["id"])
        unit, indicator = _iri("unit", statistic["unit"]), _iri("indicator", statistic["indicator"])
        self.add(unit, "a", "kg:Unit")
        self.add(unit, "skos:notation", ox.Literal(statistic["unit"]))
        self.add(indicator, "a", "skos:Concept")
        self.add(indicator, "rdfs:label", _zh(statistic["indicator"]))
        self.add(node, "a", "qb:Observation")
        self.add(node, "kg:statedAt", self._phrase(begin, end))
        self.add(node, "kg:indicator", indicator)
        self.add(node, "sdmx-measure:obsValue", _typed(statistic["value"], "decimal"))
        if "value_max" in statistic:
            self.add(node, "kg:upperValue", _typed(statistic["value_max"], "decimal"))
        self.add(node, "sdmx-attribute:unitMeasure", unit)
        self.add(node, "kg:measure", f"kg:{MEASURES[statistic['measure']]}")
        self.add(node, "kg:comparator", f"kg:{COMPARATORS[statistic['comparator']]}")
        self.add(node, "prov:wasDerivedFrom", self._sentence(begin))
        basis = statistic["basis"]
        if basis:
            self.add(
                node, "kg:basis", f"kg:{BASES[basis]}" if isinstance(basis, str) else self._period(basis)
            )
        if statistic["period"]:
            self.add(node, "sdmx-dimension:refPeriod", self._period(statistic["period"]))
        if statistic["area"]:
            places = (self.node[i] for i, e in self.gold.entities.items() if e["name"] == statistic["area"])
            place = next(places, _iri("place", statistic["area"]))
            self.add(place, "rdfs:label", _zh(statistic["area"]))
            self.add(node, "sdmx-dimension:refArea", place)
