"""The evidence check: every quote stands at its offsets, every fact has its evidence. What fails must not exist."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.errors import EvidenceError
from kg.graph.terms import ITSRDF, KG, NIF, ORG, PROV, QB, RDF, SCHEMA

_FACTS = {
    ORG.Membership: "post",
    RDF.Statement: "statement",
    SCHEMA.Quotation: "quotation",
    QB.Observation: "statistic",
}
_STRINGS = {NIF.Phrase, NIF.Sentence}
_NEEDED = {NIF.referenceContext, NIF.beginIndex, NIF.endIndex, NIF.anchorOf}
_POINTERS = {PROV.wasDerivedFrom, KG.statedAt}

Node = NamedNode
_Properties = dict[Node, list[NamedNode | Literal]]


def check(quads: Iterable[Quad], text: str) -> None:
    """Check the quads of one page against the page's text; raise EvidenceError at the first thing that is wrong.

    Checked: every phrase and sentence quotes `text[begin:end]` exactly; every post, statement, quotation and statistic
    is derived from such a string of this page and names its run; a relation's plain triple is there; a mention's
    entity is named.

    Example: a sentence that says 0 to 3 and quotes 商务部 on a page that begins with 财政部 fails.
    """
    nodes = _by_subject(quads)
    for node, properties in nodes.items():
        kinds = {kind for kind in properties.get(RDF.type, ()) if isinstance(kind, NamedNode)}
        if kinds & _STRINGS:
            _check_string(node, properties, text)
        for kind in _FACTS.keys() & kinds:
            _check_fact(node, _FACTS[kind], properties, nodes)
        if RDF.Statement in kinds:
            _check_statement(node, properties, nodes)
        for predicate in _POINTERS & properties.keys():
            _check_pointer(node, predicate, properties, nodes)


def _by_subject(quads: Iterable[Quad]) -> dict[Node, _Properties]:
    nodes: dict[Node, _Properties] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes[quad.subject][quad.predicate].append(quad.object)
    return nodes


def _check_string(node: Node, properties: _Properties, text: str) -> None:
    for predicate in sorted(_NEEDED, key=str):
        if len(properties.get(predicate, ())) != 1:
            raise EvidenceError(
                f"{node} has {len(properties.get(predicate, ()))} values of {predicate}, not one"
            )
    begin, end = (int(properties[predicate][0].value) for predicate in (NIF.beginIndex, NIF.endIndex))
    quote = properties[NIF.anchorOf][0].value
    if not 0 <= begin < end <= len(text):
        raise EvidenceError(f"{node} stands at {begin}:{end} of a page of {len(text)} characters")
    if text[begin:end] != quote:
        raise EvidenceError(f"{node} quotes {quote[:40]!r}, but the page has {text[begin:end][:40]!r} there")


def _check_fact(node: Node, kind: str, properties: _Properties, nodes: dict[Node, _Properties]) -> None:
    if not properties.get(PROV.wasDerivedFrom):
        raise EvidenceError(f"the {kind} {node} has no evidence")
    if not properties.get(PROV.wasGeneratedBy):
        raise EvidenceError(f"the {kind} {node} names no run")


def _check_statement(node: Node, properties: _Properties, nodes: dict[Node, _Properties]) -> None:
    parts = [properties.get(predicate, []) for predicate in (RDF.subject, RDF.predicate, RDF.object)]
    if [len(part) for part in parts] != [1, 1, 1]:
        raise EvidenceError(f"the statement {node} does not have one subject, one predicate and one object")
    subject, predicate, target = (part[0] for part in parts)
    if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
        raise EvidenceError(f"the statement {node} has a literal as subject or predicate")
    if target not in nodes.get(subject, {}).get(predicate, ()):
        raise EvidenceError(
            f"the statement {node} proves a triple that is not there: {subject} {predicate} {target}"
        )


def _check_pointer(
    node: Node, predicate: Node, properties: _Properties, nodes: dict[Node, _Properties]
) -> None:
    for target in properties[predicate]:
        kinds = (
            set(nodes[target].get(RDF.type, ()))
            if isinstance(target, NamedNode) and target in nodes
            else set()
        )
        if not kinds & _STRINGS:
            raise EvidenceError(
                f"{node} points by {predicate} to {target}, which is no phrase or sentence of the page"
            )


def check_mentions(quads: Iterable[Quad]) -> None:
    """Raise EvidenceError when a mention speaks of an entity without a type."""
    nodes = _by_subject(quads)
    for node, properties in nodes.items():
        for target in properties.get(ITSRDF.taIdentRef, ()):
            if not isinstance(target, NamedNode) or not nodes.get(target, {}).get(RDF.type):
                raise EvidenceError(f"the mention {node} speaks of {target}, which nothing describes")
