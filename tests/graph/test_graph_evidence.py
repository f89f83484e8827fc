import pytest
from graph_samples import RUN, sample
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import EvidenceError, page_quads
from kg.graph.evidence import check, check_mentions
from kg.graph.literals import integer, plain
from kg.graph.terms import ITSRDF, KG, NIF, ORG, PROV, RDF

FACTS = sample().facts()
QUADS = page_quads(FACTS, RUN)
TEXT = FACTS.page.text


def changed(predicate: NamedNode, value: NamedNode | Literal | None) -> list[Quad]:
    """The quads with the first value of a predicate replaced, or taken away."""
    first = next(q for q in QUADS if q.predicate == predicate)
    rest = [q for q in QUADS if q != first]
    return rest if value is None else [*rest, Quad(first.subject, predicate, value, first.graph_name)]


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (NIF.anchorOf, plain("海洲市"), "quotes '海洲市', but the page has '海州市' there"),
        (NIF.anchorOf, None, "has 0 values of .*anchorOf"),
        (NIF.beginIndex, integer(1), "quotes '海州市', but the page has '州市' there"),
        (NIF.endIndex, integer(99999), "of a page of"),
        (NIF.endIndex, integer(0), "stands at 0:0"),
        (PROV.wasDerivedFrom, None, "has no evidence"),
        (PROV.wasDerivedFrom, KG.Page, "which is no phrase or sentence of the page"),
        (KG.statedAt, KG.Page, "which is no phrase or sentence of the page"),
        (RDF.subject, None, "does not have one subject"),
        (RDF.object, ORG.Membership, "proves a triple that is not there"),
    ],
)
def test_what_is_wrong_is_found(predicate: NamedNode, value: NamedNode | Literal | None, message: str):
    with pytest.raises(EvidenceError, match=message):
        check(changed(predicate, value), TEXT)


def test_a_fact_without_a_run_is_found():
    posts = {q.subject for q in QUADS if q.object == ORG.Membership}
    quads = [q for q in QUADS if not (q.predicate == PROV.wasGeneratedBy and q.subject in posts)]
    with pytest.raises(EvidenceError, match="names no run"):
        check(quads, TEXT)


def test_a_statement_needs_its_plain_triple():
    quads = [q for q in QUADS if q.predicate != KG.repeals]
    with pytest.raises(EvidenceError, match="not there"):
        check(quads, TEXT)


def test_another_text_is_found():
    with pytest.raises(EvidenceError):
        check(QUADS, "　" + TEXT)


def test_a_mention_of_nothing_is_found():
    with pytest.raises(EvidenceError, match="nothing describes"):
        check_mentions(changed(ITSRDF.taIdentRef, KG.Page))
