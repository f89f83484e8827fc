"""Pages of our own for the tests of the explorer: a ledger entry, sentences, mentions, posts, relations and figures of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import BASE
from kg.graph.store import GraphStore
from kg.graph.terms import (
    DCTERMS,
    ITSRDF,
    KG,
    NIF,
    ORG,
    PROV,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SKOS,
    XSD,
)

NAMES = {
    "东江省": "place/dong", "东江省水利厅": "organization/shui", "澄湖市": "place/cheng", "澄湖市人民政府": "organization/cheng",
    "顾望山": "person/gu", "沈砚青": "person/shen", "澄湖水务集团": "organization/wu", "ＡＢ2智能公司": "organization/ab2",
    "云汀县": "place/yun", "国家水利总局": "organization/ju",
}  # fmt: skip
_CLASSES = {
    "place": (KG.Place, KG.City),
    "organization": (KG.Organization, KG.GovernmentBody),
    "person": (KG.Person,),
}
ALIASES = {"东江省水利厅": ["省水利厅"]}


def iri(name: str) -> str:
    return BASE + NAMES[name]


@dataclass
class Page:
    """A page as a test writes it: posts are (person, body, title), relations (subject, term, object), figures (area, source, label, value)."""

    source: str
    sentences: Sequence[str]
    date: str = "2026-03-01"
    headline: str | None = None
    posts: Sequence[tuple[str, str, str]] = ()
    relations: Sequence[tuple[str, NamedNode, str]] = ()
    figures: Sequence[tuple[str, str, str, str]] = ()
    unstated: str = ""
    quads: list[Quad] = field(default_factory=list)

    def build(self) -> list[Quad]:
        """All quads of the page, facts proven by its first sentence."""
        text = "".join(self.sentences) + self.unstated
        digest = sha256((self.source + text).encode()).hexdigest()
        self.page = NamedNode(f"{BASE}page/{digest}")
        run = NamedNode(f"{BASE}run/1")
        self.add(self.page, RDF.type, KG.Page, NIF.Context)
        self.add(self.page, DCTERMS.source, Literal(self.source))
        self.add(self.page, DCTERMS.identifier, Literal(f"sha256:{digest}"))
        self.add(self.page, PROV.wasGeneratedBy, run)
        self.add(self.page, NIF.isString, Literal(text))
        self.article = NamedNode(f"{self.page.value}/a1")
        self.add(self.article, RDF.type, SCHEMA.NewsArticle)
        self.add(self.article, SCHEMA.isPartOf, self.page)
        self.add(self.article, SCHEMA.datePublished, Literal(self.date, datatype=XSD.date))
        if self.headline:
            self.add(self.article, SCHEMA.headline, Literal(self.headline, language="zh"))
        at = 0
        spans = []
        for sentence in self.sentences:
            spans.append(self.span(NIF.Sentence, at, sentence))
            self.mentions(at, sentence)
            at += len(sentence)
        for number, (person, body, title) in enumerate(self.posts):
            self.fact("post", number, spans[0], ORG.Membership, (ORG.member, person), (ORG.organization, body), (KG.postTitle, Literal(title, language="zh")))  # fmt: skip
        for number, (subject, term, target) in enumerate(self.relations):
            self.add(NamedNode(iri(subject)), term, NamedNode(iri(target)))
            self.fact("statement", number, spans[0], RDF.Statement, (RDF.subject, subject), (RDF.predicate, term), (RDF.object, target))  # fmt: skip
        for number, (area, source, label, value) in enumerate(self.figures):
            indicator = NamedNode(f"{BASE}indicator/{sha256(label.encode()).hexdigest()[:16]}")
            self.add(indicator, RDF.type, KG.Indicator, SKOS.Concept)
            self.add(indicator, RDFS.label, Literal(label, language="zh"))
            self.fact(
                "statistic", number, spans[0], QB.Observation, (SDMX_DIMENSION.refArea, area), (KG.reportedBy, source), (KG.indicator, indicator),
                (SDMX_MEASURE.obsValue, Literal(value, datatype=XSD.decimal)), (KG.measure, KG.Level),
            )  # fmt: skip
        return self.quads

    def add(self, subject: NamedNode, term: NamedNode, *objects: NamedNode | Literal) -> None:
        self.quads += [Quad(subject, term, value, self.page) for value in objects]

    def fact(self, kind: str, number: int, proof: NamedNode, of: NamedNode, *said: tuple) -> None:
        node = NamedNode(
            f"{BASE}{kind}/{sha256(f'{self.page.value}{kind}{number}'.encode()).hexdigest()[:20]}"
        )
        self.add(node, RDF.type, of)
        self.add(node, PROV.wasDerivedFrom, proof)
        for term, value in said:
            if isinstance(value, str):
                self.entity(value)
                value = NamedNode(iri(value))
            self.add(node, term, value)

    def span(self, kind: NamedNode, at: int, text: str) -> NamedNode:
        node = NamedNode(f"{self.page.value}#char={at},{at + len(text)}")
        self.add(node, RDF.type, kind)
        self.add(node, NIF.referenceContext, self.page)
        self.add(node, NIF.beginIndex, Literal(at))
        self.add(node, NIF.endIndex, Literal(at + len(text)))
        self.add(node, NIF.anchorOf, Literal(text))
        self.add(node, SCHEMA.isPartOf, self.article)
        return node

    def mentions(self, at: int, sentence: str) -> None:
        longest = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
        for found in re.finditer(longest, sentence):
            self.add(
                self.span(NIF.Phrase, at + found.start(), found[0]),
                ITSRDF.taIdentRef,
                NamedNode(iri(found[0])),
            )
            self.entity(found[0])

    def entity(self, name: str) -> None:
        node = NamedNode(iri(name))
        self.add(node, RDF.type, KG.Entity, *_CLASSES[NAMES[name].partition("/")[0]])
        self.add(node, RDFS.label, Literal(name, language="zh"))
        for alias in ALIASES.get(name, ()):
            self.add(node, SKOS.altLabel, Literal(alias, language="zh"))


def first() -> Page:
    return Page(
        "一.txt",
        ["东江省水利厅厅长顾望山2日说，澄湖市供水增长6.5%。", "云汀县的ＡＢ2智能公司参与 GDP 核算。"],
        "2026-03-02",
        "东江省供水增长",
        posts=[("顾望山", "东江省水利厅", "厅长")],
        relations=[
            ("东江省水利厅", ORG.subOrganizationOf, "国家水利总局"),
            ("澄湖市", KG.locatedIn, "东江省"),
        ],
        figures=[("澄湖市", "东江省水利厅", "供水量", "6.5")],
        unstated='编后：他说"NOT AND"。海\u200b塘未列入统计！',
    )


def second() -> Page:
    return Page(
        "二.txt",
        ["沈砚青是澄湖市人民政府市长。", "澄湖水务集团与澄湖市人民政府签约，东江省水利厅到场。"],
        "2026-03-05",
        "澄湖市签约",
        posts=[("沈砚青", "澄湖市人民政府", "市长")],
        relations=[("澄湖水务集团", KG.locatedIn, "澄湖市")],
        figures=[("澄湖市", "澄湖市人民政府", "签约金额", "3"), ("澄湖市", "澄湖市人民政府", "供水量", "7")],
    )


def third() -> Page:
    return Page(
        "三.txt",
        ["顾望山考察云汀县。", "沈砚青与顾望山会谈。"],
        "2026-01-08",
        relations=[("云汀县", KG.locatedIn, "东江省")],
    )


def fill(store: GraphStore, *pages: Page) -> None:
    for page in pages:
        store.add(page.build())
