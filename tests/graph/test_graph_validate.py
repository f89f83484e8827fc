from decimal import Decimal

import pytest
import rdflib
from graph_samples import RUN, Draft, sample
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import SH

from kg.graph import page_quads, seed_quads
from kg.graph.literals import chinese, decimal, integer, plain
from kg.graph.terms import (
    DCTERMS,
    KG,
    NIF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SDMX_MEASURE,
    SKOS,
    TIME,
    XSD,
)
from kg.graph.validate import report, validate
from kg.records import Measure

QUADS = page_quads(sample().facts(), RUN)


def changed(
    predicate: NamedNode, value: NamedNode | Literal | None, kind: NamedNode | None = None
) -> list[Quad]:
    """The quads with the first value of a predicate (of a node of some class) replaced, or taken away."""
    of_kind = {q.subject for q in QUADS if q.predicate == RDF.type and q.object == kind}
    first = next(q for q in QUADS if q.predicate == predicate and (kind is None or q.subject in of_kind))
    rest = [q for q in QUADS if q != first]
    return rest if value is None else [*rest, Quad(first.subject, predicate, value, first.graph_name)]


def test_what_the_room_writes_keeps_to_the_contract():
    assert validate(QUADS) == []


@pytest.mark.parametrize(
    ("predicate", "value", "kind", "shape"),
    [
        (DCTERMS.identifier, plain("md5:0"), None, "Page"),
        (SCHEMA.isPartOf, None, SCHEMA.NewsArticle, "Article"),
        (NIF.beginIndex, plain("0"), NIF.Phrase, "String"),
        (NIF.endIndex, integer(4), NIF.Phrase, "QuoteLength"),
        (RDFS.label, Literal("海州", language="en"), KG.Place, "Entity"),
        (ORG.member, None, ORG.Membership, "Post"),
        (KG.postTitle, plain("厅长"), ORG.Membership, "Post"),
        (PROV.wasDerivedFrom, None, ORG.Membership, "Fact"),
        (PROV.wasGeneratedBy, None, RDF.Statement, "Fact"),
        (RDF.predicate, KG.measure, RDF.Statement, "Statement"),
        (KG.repeals, None, None, "ProvenTriple"),
        (SCHEMA.creator, None, SCHEMA.Quotation, "Quotation"),
        (KG.measure, KG.Exactly, QB.Observation, "Figure"),
        (SDMX_MEASURE.obsValue, plain("82.5"), QB.Observation, "Figure"),
        (KG.indicator, None, QB.Observation, "Figure"),
        (KG.upperValue, decimal(Decimal(1)), QB.Observation, "Range"),
        (QB.structure, None, QB.DataSet, "DataSet"),
        (SKOS.notation, None, KG.Unit, "Unit"),
        (KG.endDate, None, KG.Period, "Period"),
        (
            KG.endDate,
            Literal("1999-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
            KG.Period,
            "Period",
        ),
        (SCHEMA.softwareVersion, None, KG.Run, "Run"),
    ],
)
def test_each_rule_finds_its_fault(
    predicate: NamedNode, value: NamedNode | Literal | None, kind: NamedNode | None, shape: str
):
    findings = validate(changed(predicate, value, kind))
    assert shape in {finding.shape.rpartition("#")[2] for finding in findings}
    assert all(finding.message and finding.message_zh for finding in findings)
    assert findings == validate(changed(predicate, value, kind))


def test_a_finding_names_node_page_rule_and_property():
    facts = sample().facts()
    (finding,) = [f for f in validate(changed(ORG.member, None)) if f.path == ORG.member.value]
    assert finding.page is not None
    assert finding.page.endswith(facts.page.sha256)
    assert "/post/" in finding.node
    assert finding.severity == "Violation"


@pytest.mark.parametrize(
    ("value", "measure", "severity"),
    [
        ("120", Measure.SHARE, "Warning"),
        ("-3", Measure.SHARE, "Warning"),
        ("2.5", Measure.RANK, "Violation"),
        ("0", Measure.STREAK, "Violation"),
    ],
)
def test_figures_that_cannot_be(value: str, measure: Measure, severity: str):
    draft = Draft("占比为某数。")
    draft.statistic("某数", value, "%", "占比", measure)
    assert [finding.severity for finding in validate(page_quads(draft.facts(), RUN))] == [severity]


def test_nothing_lies_in_itself_and_nothing_has_two_subtypes():
    page = QUADS[0].graph_name
    place = next(q.subject for q in QUADS if q.object == KG.City)
    quads = [*QUADS, Quad(place, KG.locatedIn, place, page), Quad(place, RDF.type, KG.Region, page)]
    assert {(f.shape.rpartition("#")[2], f.severity) for f in validate(quads)} == {
        ("NotInItself", "Violation"),
        ("OneSubtype", "Warning"),
    }


def test_an_entity_of_two_types_or_names_is_found():
    page = QUADS[0].graph_name
    node = next(q.subject for q in QUADS if q.object == KG.Organization)
    quads = [
        *QUADS,
        Quad(node, RDF.type, KG.Place, page),
        Quad(node, RDFS.label, chinese("另一名称"), page),
        Quad(node, OWL.sameAs, node, page),
    ]
    assert {f.shape.rpartition("#")[2] for f in validate(quads)} >= {"Organization", "Entity"}


def test_a_page_without_the_seeds_it_uses_is_incomplete():
    draft = Draft("全国出口5亿元。")
    draft.statistic("5亿元", "500000000", "CNY", "出口", area="place/CN")
    assert [f.path for f in validate(page_quads(draft.facts(), RUN))] == [
        "http://purl.org/linked-data/sdmx/2009/dimension#refArea"
    ]
    seeds = seed_quads(["place/CN"])
    if seeds:
        assert validate(page_quads(draft.facts(), RUN) + seeds) == []


def test_findings_as_a_validation_report():
    findings = validate(changed(KG.measure, KG.Exactly, QB.Observation))
    written = report(findings)
    assert written == report(findings)
    graph = rdflib.Graph().parse(data=written, format="turtle")
    (whole,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(whole, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(whole, SH.result))
    assert len(results) == len(findings)
    assert {m.language for m in graph.objects(results[0], SH.resultMessage)} == {"en", "zh"}
    clean = rdflib.Graph().parse(data=report([]), format="turtle")
    assert list(clean.objects(None, SH.conforms)) == [rdflib.Literal(True)]


@pytest.mark.parametrize(
    ("predicate", "value", "kind", "shape"),
    [
        (NIF.anchorOf, plain("别处的字"), NIF.Phrase, "QuoteStands"),
        (RDF.type, None, KG.Organization, "Subtypes"),
        (TIME.inXSDDate, Literal("1999-01-01", datatype=XSD.date), None, "SameDay"),
        (TIME.hasEnd, None, KG.Period, "Period"),
        (KG.statedAt, None, QB.Observation, "Figure"),
    ],
)
def test_rules_across_fields(predicate, value, kind, shape):
    assert shape in {f.shape.rpartition("#")[2] for f in validate(changed(predicate, value, kind))}


def test_a_figure_outside_its_sentence_or_twice_is_found():
    page = QUADS[0].graph_name
    figures = sorted({q.subject for q in QUADS if q.object == QB.Observation}, key=str)
    sentences = {q.object for q in QUADS if q.predicate == PROV.wasDerivedFrom and q.subject == figures[0]}
    other = next(q.subject for q in QUADS if q.object == NIF.Sentence and q.subject not in sentences)
    outside = [*QUADS, Quad(figures[0], PROV.wasDerivedFrom, other, page)]
    assert {f.shape.rpartition("#")[2] for f in validate(outside)} == {"FigureInSentence"}
    double = [
        Quad(NamedNode(figures[0].value + "0"), q.predicate, q.object, page)
        for q in QUADS
        if q.subject == figures[0]
    ]
    assert any("IC-12" in f.message for f in validate([*QUADS, *double]))


def test_the_findings_of_kg_check_keep_to_their_shape():
    page = QUADS[0].graph_name
    figure = next(q.subject for q in QUADS if q.object == QB.Observation)
    node = NamedNode("https://w3id.org/jingwei/id/finding/1")
    pairs = [
        (RDF.type, KG.Finding), (KG.severity, KG.Agreement), (KG.rule, plain("sum")), (KG.tolerance, plain("half a digit")),
        (RDFS.comment, chinese("相符")), (RDFS.comment, Literal("agrees", language="en")), (KG.concerns, figure),
    ]  # fmt: skip
    finding = [Quad(node, predicate, value, page) for predicate, value in pairs]
    assert validate([*QUADS, *finding]) == []
    for lost in range(1, len(finding)):
        broken = [*QUADS, *finding[:lost], *finding[lost + 1 :]]
        assert {f.shape.rpartition("#")[2] for f in validate(broken)} == {"Finding"}, pairs[lost]


def test_two_nodes_with_one_key_are_found():
    page = QUADS[0].graph_name
    code = [Quad(NamedNode(f"urn:x:{n}"), p, v, page) for n in "ab" for p, v in ((RDF.type, KG.Place), (RDFS.label, chinese(f"某地{n}")), (KG.divisionCode, plain("990101")))]  # fmt: skip
    assert {f.shape.rpartition("#")[2] for f in validate([*QUADS, *code])} == {"Key"}


def test_the_page_of_a_finding_is_the_one_that_says_so():
    other = NamedNode("https://w3id.org/jingwei/id/page/0")
    place = next(q.subject for q in QUADS if q.object == KG.City)
    (finding,) = validate([*QUADS, Quad(place, KG.locatedIn, NamedNode("urn:x:nowhere"), other)])
    assert (finding.page, finding.value) == (other.value, "urn:x:nowhere")
