"""A store made by hand for the tests of the pages: a newspaper page with every kind of fact, and one that means harm."""

from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import GraphStore
from kg.graph.terms import PREFIXES

BASE = "https://w3id.org/jingwei/id/"
PAGE, EVIL, BARE = (f"{BASE}page/{digits * 32}" for digits in ("1a", "2b", "3c"))

TEXT = """经济·时事

江苏一月出口开门红

新华社南京2月6日电（记者林知远）南京海关6日发布的数据显示，2026年1月，江苏省出口3200亿元，同比增长6.2%。

国务院办公厅印发的《外贸促进办法》自3月1日起施行。江苏省商务厅厅长沈怀瑾说：“🚢订单排到了三季度。”

上年1月，江苏省出口3012亿元，上年12月出口3500亿元。

另一篇：苏州开出新航线

苏州市2月5日开出首条直达航线。
"""

HARM = '<img src=x onerror="window.harm=1"></script><script>window.harm=2</script>坏人\u202e说{{ 7*7 }}'
"""A text and a name that would run or turn around what is beside it, if it were let."""

_ENTITIES = {
    "place/320000": ("kg:Place, kg:Province", "江苏省", ("江苏",)),
    "place/320500": ("kg:Place, kg:City", "苏州市", ("苏州",)),
    "organization/nanjing-customs": ("kg:Organization, kg:GovernmentBody", "南京海关", ()),
    "organization/state-council": ("kg:Organization, kg:GovernmentBody", "国务院", ()),
    "organization/state-council-office": ("kg:Organization, kg:GovernmentBody", "国务院办公厅", ()),
    "organization/js-commerce": ("kg:Organization, kg:GovernmentBody", "江苏省商务厅", ()),
    "person/shen": ("kg:Person, kg:Official", "沈怀瑾", ("沈厅长",)),
    "person/lin": ("kg:Person", "林知远", ()),
    "policy/waimao": ("kg:Policy, kg:Regulation", "外贸促进办法", ()),
}


class _Writer:
    """Writes one page as TriG, finding the places of quotes in its text."""

    def __init__(self, page: str, text: str, source: str, *, kept: bool = True):
        self.page, self.text, self.spans = page, text, dict[str, str]()
        literal = f" ; nif:isString {ox.Literal(text)}" if kept else ""
        self.lines = [
            f"<{page}> a kg:Page, nif:Context ; dcterms:source {ox.Literal(source)} ; "
            f'dcterms:identifier "sha256:{page[-64:]}" ; prov:wasGeneratedBy <{BASE}run/1>{literal} .'
        ]

    def add(self, line: str) -> None:
        self.lines.append(line)

    def span(self, quote: str, article: int, *, kind: str = "Phrase", nth: int = 0) -> str:
        """The IRI of the nth place of a quote, which is declared."""
        begin = -1
        for _ in range(nth + 1):
            begin = self.text.index(quote, begin + 1)
        iri = f"{self.page}#char={begin},{begin + len(quote)}"
        if iri not in self.spans:
            self.spans[iri] = kind
            self.add(
                f"<{iri}> a nif:{kind} ; nif:referenceContext <{self.page}> ; nif:beginIndex {begin} ; nif:endIndex {begin + len(quote)} ; "
                f"nif:anchorOf {ox.Literal(quote)} ; schema:isPartOf <{self.page}/a{article}> ."
            )
        return iri

    def mention(self, quote: str, entity: str, article: int = 1, nth: int = 0) -> None:
        self.add(f"<{self.span(quote, article, nth=nth)}> itsrdf:taIdentRef <{BASE}{entity}> .")

    def figure(self, name: str, quote: str, sentence: str, rest: str, nth: int = 0) -> None:
        self.add(
            f"<{BASE}statistic/{name}> a qb:Observation ; kg:statedAt <{self.span(quote, 1, nth=nth)}> ; "
            f"prov:wasDerivedFrom <{self.span(sentence, 1, kind='Sentence')}> ; sdmx-dimension:refArea <{BASE}place/320000> ; "
            f"kg:reportedBy <{BASE}organization/nanjing-customs> ; kg:indicator <{BASE}indicator/export> ; {rest} ."
        )

    def graph(self) -> str:
        return f"<{self.page}> {{\n" + "\n".join(self.lines) + "\n}\n"


def _newspaper() -> str:
    w = _Writer(PAGE, TEXT, "samples/一版.txt")
    for number, (headline, place) in enumerate(
        (("江苏一月出口开门红", "320000"), ("另一篇：苏州开出新航线", "320500")), 1
    ):
        w.add(
            f'<{PAGE}/a{number}> a schema:NewsArticle ; schema:isPartOf <{PAGE}> ; schema:position {number} ; schema:headline "{headline}"@zh ; '
            f'schema:datePublished "2026-02-06"^^xsd:date ; schema:author <{BASE}person/lin> ; schema:locationCreated <{BASE}place/{place}> ; '
            f'schema:url "https://news.example/{number}" .'
        )
    for key, (kinds, label, others) in _ENTITIES.items():
        w.add(f"<{BASE}{key}> a {kinds} ; rdfs:label {ox.Literal(label, language='zh')} .")
        for other in others:
            w.add(f"<{BASE}{key}> skos:altLabel {ox.Literal(other, language='zh')} .")
    w.add(f'<{BASE}place/320000> kg:divisionCode "320000" ; geo:lat 32.06 ; geo:long 118.79 ; owl:sameAs <http://www.wikidata.org/entity/Q16963> .')  # fmt: skip
    w.add(f'<{BASE}indicator/export> a kg:Indicator, skos:Concept ; rdfs:label "出口"@zh . <{BASE}unit/CNY> a kg:Unit ; skos:notation "CNY" . <{BASE}unit/percent> a kg:Unit ; skos:notation "%" .')  # fmt: skip
    for key, start, end, zh, en in (
        ("a", "2025-01-01", "2025-01-31", "2025年1月", "January 2025"),
        ("b", "2025-12-01", "2025-12-31", "2025年12月", "December 2025"),
        ("c", "2026-01-01", "2026-01-31", "2026年1月", "January 2026"),
    ):
        w.add(f'<{BASE}period/{key}> a kg:Period ; kg:startDate "{start}"^^xsd:date ; kg:endDate "{end}"^^xsd:date ; rdfs:label "{zh}"@zh, "{en}"@en .')  # fmt: skip
    first = "新华社南京2月6日电（记者林知远）南京海关6日发布的数据显示，2026年1月，江苏省出口3200亿元，同比增长6.2%。"
    third = "上年1月，江苏省出口3012亿元，上年12月出口3500亿元。"
    level = f"kg:measure kg:Level ; sdmx-attribute:unitMeasure <{BASE}unit/CNY>"
    w.figure("f1", "3200亿元", first, f"{level} ; kg:comparator kg:Exactly ; sdmx-measure:obsValue 320000000000 ; sdmx-dimension:refPeriod <{BASE}period/c>")  # fmt: skip
    w.figure("f2", "6.2%", first, f"kg:measure kg:ChangeRate ; kg:basis kg:YearOnYear ; kg:comparator kg:Exactly ; sdmx-attribute:unitMeasure <{BASE}unit/percent> ; sdmx-measure:obsValue 6.2 ; sdmx-dimension:refPeriod <{BASE}period/c>")  # fmt: skip
    w.figure("f3", "3012亿元", third, f"{level} ; kg:comparator kg:Exactly ; sdmx-measure:obsValue 301200000000 ; sdmx-dimension:refPeriod <{BASE}period/a>")  # fmt: skip
    w.figure("f4", "3500亿元", third, f"{level} ; kg:comparator kg:MoreThan ; sdmx-measure:obsValue 350000000000 ; sdmx-dimension:refPeriod <{BASE}period/b>")  # fmt: skip
    second = "江苏省商务厅厅长沈怀瑾说：“🚢订单排到了三季度。”"
    office = "国务院办公厅印发的《外贸促进办法》自3月1日起施行。"
    w.add(f'<{BASE}post/p1> a org:Membership ; org:member <{BASE}person/shen> ; org:organization <{BASE}organization/js-commerce> ; kg:postTitle "厅长"@zh ; kg:attestedOn "2026-02-06"^^xsd:date ; prov:wasDerivedFrom <{w.span(second, 1, kind="Sentence")}> .')  # fmt: skip
    w.add(f'<{BASE}post/p0> a org:Membership ; org:member <{BASE}person/shen> ; org:organization <{BASE}organization/nanjing-customs> ; kg:postTitle "关长"@zh ; kg:startDate "2024-05-01"^^xsd:date ; kg:change kg:Appointed .')  # fmt: skip
    w.add(f'<{BASE}quotation/q1> a schema:Quotation ; schema:creator <{BASE}person/shen> ; schema:text "🚢订单排到了三季度。"@zh ; kg:statedAt <{w.span("🚢订单排到了三季度。", 1)}> ; schema:isPartOf <{PAGE}/a1> ; prov:wasDerivedFrom <{w.span(second, 1, kind="Sentence")}> .')  # fmt: skip
    w.add(f"<{BASE}policy/waimao> kg:issuedBy <{BASE}organization/state-council-office> . <{BASE}statement/s1> a rdf:Statement ; rdf:subject <{BASE}policy/waimao> ; rdf:predicate kg:issuedBy ; rdf:object <{BASE}organization/state-council-office> ; prov:wasDerivedFrom <{w.span(office, 1, kind='Sentence')}> .")  # fmt: skip
    w.mention("林知远", "person/lin")
    w.mention("南京海关", "organization/nanjing-customs")
    w.mention("江苏省", "place/320000")
    w.mention("江苏省", "place/320000", nth=2)
    w.mention("国务院", "organization/state-council")
    w.mention("国务院办公厅", "organization/state-council-office")
    w.mention("外贸促进办法", "policy/waimao")
    w.mention("江苏省商务厅", "organization/js-commerce")
    w.mention("沈怀瑾", "person/shen")
    w.mention("苏州市", "place/320500", article=2)
    return w.graph()


def _harmful() -> str:
    w = _Writer(EVIL, f"{HARM}\n{HARM}。", f"evil/{HARM.replace('/', '')}.txt")
    w.add(
        f"<{EVIL}/a1> a schema:NewsArticle ; schema:isPartOf <{EVIL}> ; schema:headline {ox.Literal(HARM, language='zh')} ; "
        f'schema:url "javascript:window.harm=3" ; schema:publisher <{BASE}organization/evil> .'
    )
    w.add(
        f"<{BASE}organization/evil> a kg:Organization ; rdfs:label {ox.Literal(HARM, language='zh')} ; "
        f"skos:altLabel {ox.Literal('别名' + HARM, language='zh')} ; owl:sameAs <javascript:window.harm=4> ; kg:divisionCode {ox.Literal(HARM)} ."
    )
    w.add(
        f"<{BASE}indicator/evil> a kg:Indicator, skos:Concept ; rdfs:label {ox.Literal(HARM, language='zh')} ."
    )
    w.mention("坏人", "organization/evil", nth=1)
    return w.graph()


def _without_text() -> str:
    w = _Writer(BARE, "苏州市港口去年又添三条航线。其余没有保存。", "三版.txt", kept=False)
    w.add(f"<{BARE}/a1> a schema:NewsArticle ; schema:isPartOf <{BARE}> .")
    w.span("苏州市港口去年又添三条航线。", 1, kind="Sentence")
    w.mention("苏州市", "place/320500")
    return w.graph()


def make_pages(output: Path) -> None:
    """Write the sample into the store of an output folder."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    trig = prefixes + _newspaper() + _harmful() + _without_text()
    quads = list(ox.parse(trig, format=ox.RdfFormat.TRIG))
    with GraphStore.open(output / "store") as store:
        union = [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads]
        store.store.extend(quads + union)
