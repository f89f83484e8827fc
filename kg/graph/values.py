"""What the union of a store's graphs, or one graph, says of a node."""

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.graph.replacing import UNION
from kg.graph.store import GraphStore
from kg.graph.terms import ITSRDF, ORG, PROV, RDFS


def objects(
    store: GraphStore, subject: object, predicate: NamedNode, graph: NamedNode | DefaultGraph = UNION
) -> list[NamedNode]:
    """Return the nodes that a predicate of `subject` leads to, sorted: the types of 江苏省."""
    quads = store.store.quads_for_pattern(subject, predicate, None, graph)  # type: ignore[arg-type]
    return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=str)


def one(
    store: GraphStore, subject: object, predicate: NamedNode, graph: NamedNode | DefaultGraph = UNION
) -> str:
    """Return the smallest value of a predicate of `subject`, an IRI or a text, "" where there is none."""
    quads = store.store.quads_for_pattern(subject, predicate, None, graph)  # type: ignore[arg-type]
    return min((q.object.value for q in quads if isinstance(q.object, NamedNode | Literal)), default="")


def label(store: GraphStore, node: NamedNode) -> str:
    """Return the label of a node: 科学技术部."""
    return one(store, node, RDFS.label)


def iri(node: object) -> str:
    """Return the IRI of a node, the text of any other term."""
    return node.value if isinstance(node, NamedNode) else str(node)


def sentences(store: GraphStore, node: NamedNode, most: int) -> list[NamedNode]:
    """Return up to `most` sentences of a person's posts, else phrases that name the node."""
    found: dict[NamedNode, None] = {}
    facts = sorted((q.subject for q in store.store.quads_for_pattern(None, ORG.member, node, UNION)), key=str)
    for fact in facts:
        found |= dict.fromkeys(objects(store, fact, PROV.wasDerivedFrom))
    if not found:
        named = (q.subject for q in store.store.quads_for_pattern(None, ITSRDF.taIdentRef, node, UNION))
        found |= dict.fromkeys(sorted((s for s in named if isinstance(s, NamedNode)), key=str))
    return list(found)[:most]
