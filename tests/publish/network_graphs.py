"""Small graphs of our own for the tests of `publish`, written through the terms of the graph contract."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.terms import PREFIXES

ID = "https://w3id.org/jingwei/id/"
A = "rdf:type"


def iri(curie: str) -> NamedNode:
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


class Maker:
    """Collects quads: entities first, then pages of sentences, in which every name of an entity becomes a mention."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self.names: dict[str, str] = {}
        self.pages = 0

    def store(self) -> Store:
        store = Store()
        store.extend(self.quads)
        return store

    def add(self, s: str, p: str, o: NamedNode | Literal | str | int, graph: str | None = None) -> None:
        value = (
            Literal(str(o), datatype=iri("xsd:integer"))
            if isinstance(o, int)
            else iri(o)
            if isinstance(o, str)
            else o
        )
        name = NamedNode(graph) if graph else None
        self.quads.append(
            Quad(NamedNode(s), iri(p), value, name) if name else Quad(NamedNode(s), iri(p), value)
        )

    def entity(
        self, key: str, kind: str, subtype: str | None, label: str, *aliases: str, base: str = ID
    ) -> str:
        node = base + key
        self.add(node, A, "kg:" + kind)
        if subtype:
            self.add(node, A, "kg:" + subtype)
        self.add(node, "rdfs:label", Literal(label, language="zh"))
        for alias in aliases:
            self.add(node, "skos:altLabel", Literal(alias, language="zh"))
        for name in (label, *aliases):
            self.names[name] = node
        return node

    def page(
        self, source: str, articles: Iterable[tuple[str, str, Sequence[str]]], *, publisher: str | None = None
    ) -> list[str]:
        """A page of articles (headline, date, sentences); returns the IRIs of all sentences in order."""
        self.pages += 1
        page, at, found = f"{ID}page/{self.pages:064x}", 0, []
        self.add(page, A, "kg:Page", page)
        self.add(page, A, "nif:Context", page)
        self.add(page, "dcterms:source", Literal(source), page)
        for number, (headline, date, sentences) in enumerate(articles, 1):
            article = f"{page}/a{number}"
            self.add(article, A, "schema:NewsArticle", page)
            self.add(article, "schema:isPartOf", NamedNode(page), page)
            self.add(article, "schema:headline", Literal(headline, language="zh"), page)
            if date:
                self.add(article, "schema:datePublished", Literal(date, datatype=iri("xsd:date")), page)
            if publisher:
                self.add(article, "schema:publisher", NamedNode(publisher), page)
            for text in sentences:
                found.append(self.span(page, article, "nif:Sentence", at, text))
                self._mentions(page, article, at, text)
                at += len(text)
        return found

    def span(
        self, page: str, article: str, kind: str, begin: int, text: str, entity: str | None = None
    ) -> str:
        node = f"{page}#char={begin},{begin + len(text)}"
        self.add(node, A, kind, page)
        self.add(node, "nif:referenceContext", NamedNode(page), page)
        self.add(node, "nif:beginIndex", begin, page)
        self.add(node, "nif:endIndex", begin + len(text), page)
        self.add(node, "nif:anchorOf", Literal(text), page)
        self.add(node, "schema:isPartOf", NamedNode(article), page)
        if entity:
            self.add(node, "itsrdf:taIdentRef", NamedNode(entity), page)
        return node

    def _mentions(self, page: str, article: str, begin: int, text: str) -> None:
        at = 0
        while at < len(text):
            name = max((n for n in self.names if text.startswith(n, at)), key=len, default="")
            if name:
                self.span(page, article, "nif:Phrase", begin + at, name, self.names[name])
            at += max(1, len(name))

    def post(
        self, person: str, organization: str | None, title: str, sentence: str, attested: str | None = None
    ) -> None:
        node = f"{ID}post/{len(self.quads)}"
        self.add(node, A, "org:Membership")
        self.add(node, "org:member", NamedNode(person))
        self.add(node, "kg:postTitle", Literal(title, language="zh"))
        self.add(node, "prov:wasDerivedFrom", NamedNode(sentence))
        if organization:
            self.add(node, "org:organization", NamedNode(organization))
        if attested:
            self.add(node, "kg:attestedOn", Literal(attested, datatype=iri("xsd:date")))

    def relation(self, subject: str, predicate: str, obj: str, sentence: str | None = None) -> None:
        self.add(subject, predicate, NamedNode(obj))
        if sentence:
            node = f"{ID}statement/{len(self.quads)}"
            self.add(node, A, "rdf:Statement")
            self.add(node, "rdf:subject", NamedNode(subject))
            self.add(node, "rdf:predicate", predicate)
            self.add(node, "rdf:object", NamedNode(obj))
            self.add(node, "prov:wasDerivedFrom", NamedNode(sentence))

    def quotation(self, speaker: str, text: str, sentence: str) -> None:
        node = f"{ID}quotation/{len(self.quads)}"
        self.add(node, A, "schema:Quotation")
        self.add(node, "schema:creator", NamedNode(speaker))
        self.add(node, "schema:text", Literal(text, language="zh"))
        self.add(node, "prov:wasDerivedFrom", NamedNode(sentence))

    def statistic(
        self,
        indicator: str,
        value: str,
        unit: str,
        sentence: str,
        *,
        period: tuple[str, str],
        area: str,
        source: str | None = None,
    ) -> None:
        node, concept, kind = (
            f"{ID}statistic/{len(self.quads)}",
            f"{ID}indicator/{indicator}",
            f"{ID}unit/{unit}",
        )
        span = f"{ID}period/{period[0]}--{period[1]}"
        for p, day in zip(("kg:startDate", "kg:endDate"), period, strict=True):
            self.add(span, p, Literal(day, datatype=iri("xsd:date")))
        self.add(concept, A, "skos:Concept")
        self.add(concept, "rdfs:label", Literal(indicator, language="zh"))
        self.add(kind, "skos:notation", Literal(unit))
        self.add(node, A, "qb:Observation")
        self.add(node, "kg:indicator", NamedNode(concept))
        self.add(node, "sdmx-measure:obsValue", Literal(value, datatype=iri("xsd:decimal")))
        self.add(node, "sdmx-attribute:unitMeasure", NamedNode(kind))
        self.add(node, "kg:measure", "kg:Level")
        self.add(node, "kg:comparator", "kg:Exactly")
        self.add(node, "sdmx-dimension:refPeriod", NamedNode(span))
        self.add(node, "sdmx-dimension:refArea", NamedNode(area))
        self.add(node, "prov:wasDerivedFrom", NamedNode(sentence))
        if source:
            self.add(node, "kg:reportedBy", NamedNode(source))


def small() -> Store:
    """Two pages about an invented office of tides, its people, a regulation and three years of figures."""
    m = Maker()
    office = m.entity("organization/tides", "Organization", "GovernmentBody", "国家潮汐观测总局", "潮测总局")
    branch = m.entity(
        "organization/branch", "Organization", "GovernmentBody", "国家潮汐观测总局数据司", "数据司"
    )
    paper = m.entity("organization/paper", "Organization", "Media", "海湾日报")
    chief = m.entity("person/lin", "Person", "Official", "林照海")
    clerk = m.entity("person/he", "Person", None, "何望舒")
    town = m.entity("place/town", "Place", "City", "望潮市")
    province = m.entity("place/province", "Place", "Province", "东湾省")
    rule = m.entity("policy/rule", "Policy", "Regulation", "潮汐资料管理办法", "办法")
    fair = m.entity("event/fair", "Event", None, "首届潮汐博览会")
    lonely = m.entity("organization/lonely", "Organization", "Company", "孤帆科技有限公司")
    one = m.page(
        "bay-2025.txt",
        [
            ("潮汐观测总局公布年度数据", "2025-03-01", [
                "国家潮汐观测总局局长林照海1日在望潮市表示，全年观测站增至1200个。",
                "国家潮汐观测总局数据司介绍，2022年为900个，2023年为1000个。",
                "潮测总局当天发布《潮汐资料管理办法》。",
            ]),
            ("博览会开幕", "2025-03-02", ["首届潮汐博览会在东湾省望潮市开幕，数据司何望舒到场。"]),
        ],
        publisher=paper,
    )  # fmt: skip
    two = m.page(
        "bay-2026.txt",
        [("新站点投用", "2026-02-10", ["林照海说，《办法》施行一年，成效明显。", "孤帆科技有限公司成立。"])],
    )
    m.post(chief, office, "局长", one[0], "2025-03-01")
    m.post(clerk, branch, "研究员", one[3], "2025-03-02")
    m.relation(branch, "org:subOrganizationOf", office, one[1])
    m.relation(rule, "kg:issuedBy", office, one[2])
    m.relation(fair, "kg:locatedIn", town, one[3])
    m.relation(town, "kg:locatedIn", province)
    m.quotation(chief, "《办法》施行一年，成效明显", two[0])
    m.add(rule, "kg:documentNumber", Literal("潮测发〔2025〕7号"))
    for year, value, at in ((2022, "900", 1), (2023, "1000", 1), (2024, "1200", 0)):
        m.statistic(
            "观测站数量",
            value,
            "个",
            one[at],
            period=(f"{year}-01-01", f"{year}-12-31"),
            area=town,
            source=office,
        )
    assert lonely
    return m.store()


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"quoted\" 'name' & <b>粗体</b> {{ 7*7 }}",
    "反向\u202egnitirw\u202c控制",
    "长" * 10_000,
    "行\u2028段\u2029\u0000\u001f尾",
    "👩‍👩‍👧‍👦🇨🇳\ufe0f" * 20,
    "\u2066\u200f\u061cافتح\u2069 ]]> --> <!-- \\u003c/script\\u003e ${alert(8)} `",
    '=HYPERLINK("x")',
)
"""Names that try to leave the place they stand in."""


def hostile() -> Store:
    """A page whose names, aliases, headline, publisher, address, file name, figures and IRIs are attacks."""
    m = Maker()
    nodes = [
        m.entity(f"organization/{i}", "Organization", "Company", name, name[:40] + "别名", HOSTILE[i - 1])
        for i, name in enumerate(HOSTILE)
    ]
    script = m.entity("alert(3)", "Person", None, "脚本人", base="javascript:")
    m.add(nodes[0], "owl:sameAs", NamedNode("javascript:alert(4)"))
    text = "，".join(HOSTILE[:4]) + "，脚本人。"
    sentences = m.page(
        "</title><script>alert(6)</script>.txt",
        [(HOSTILE[0], "2025-01-01", [text, HOSTILE[4] + "与" + HOSTILE[5], *HOSTILE[6:]])],
        publisher=nodes[1],
    )
    article = f"{ID}page/{1:064x}/a1"
    m.add(article, "schema:url", Literal("javascript:alert(7)"), article[:-3])
    for node in nodes[1:]:
        m.relation(nodes[0], "kg:investsIn", node, sentences[0])
    m.post(script, nodes[0], HOSTILE[1], sentences[0])
    m.quotation(script, HOSTILE[0], sentences[0])
    concept, unit, figure = (f"{ID}{kind}/hostile" for kind in ("indicator", "unit", "statistic"))
    m.add(concept, "rdfs:label", Literal(HOSTILE[1], language="zh"))
    m.add(unit, "skos:notation", Literal(HOSTILE[0]))
    m.add(figure, A, "qb:Observation")
    m.add(figure, "kg:indicator", NamedNode(concept))
    m.add(figure, "sdmx-measure:obsValue", Literal("1", datatype=iri("xsd:decimal")))
    m.add(figure, "sdmx-attribute:unitMeasure", NamedNode(unit))
    m.add(figure, "kg:measure", "kg:Level")
    m.add(figure, "kg:reportedBy", NamedNode(nodes[2]))
    m.add(figure, "prov:wasDerivedFrom", NamedNode(sentences[0]))
    return m.store()


def large(count: int, *, ties: int = 2) -> Store:
    """`count` entities of all types on count / 10 pages; deterministic, with a few hubs as in real news."""
    m = Maker()
    kinds = (
        ("Organization", "Company"),
        ("Person", "Official"),
        ("Place", "City"),
        ("Policy", "Notice"),
        ("Organization", "GovernmentBody"),
    )
    nodes = []
    for i in range(count):
        kind, subtype = kinds[i % 5]
        nodes.append(m.entity(f"{kind.lower()}/{i}", kind, subtype, f"编号{i:05d}的{subtype}"))
    names = {node: name for name, node in m.names.items()}
    m.names = {}
    for p in range(max(1, count // 10)):
        own = [nodes[(p * 10 + k) % count] for k in range(10)] + [
            nodes[(p * p * 7) % max(1, count // 50)] for _ in range(1)
        ]
        at, page, article = 0, f"{ID}page/{p:064x}", f"{ID}page/{p:064x}/a1"
        m.add(page, A, "nif:Context")
        m.add(page, "dcterms:source", Literal(f"page-{p:05d}.txt"))
        m.add(article, A, "schema:NewsArticle")
        m.add(article, "schema:isPartOf", NamedNode(page))
        m.add(
            article, "schema:headline", Literal(f"第{p}版要闻：若干单位联合公布年度工作进展", language="zh")
        )
        m.add(
            article,
            "schema:datePublished",
            Literal(f"2025-{p % 12 + 1:02d}-{p % 28 + 1:02d}", datatype=iri("xsd:date")),
        )
        for k, node in enumerate(own):
            other = own[(k + 3) % len(own)]
            text = f"记者从有关方面获悉，{names[node]}近日会同{names[other]}就年度重点任务进行部署，要求各单位抓好落实。"
            sentence = m.span(page, article, "nif:Sentence", at, text)
            for name, target in ((names[node], node), (names[other], other)):
                m.span(page, article, "nif:Phrase", at + text.index(name), name, target)
            if k < ties * 3 and node != other:
                m.relation(node, "kg:cooperatesWith", other, sentence)
            at += len(text)
    return m.store()
