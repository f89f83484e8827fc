"""Accepted merges across pages, as `owl:sameAs` statements.

The graph of merges holds, for every accepted pair, the triple `owl:sameAs` and a statement node with its probability,
its explanation and a sentence of each side, and for every entity that merges join the one that represents it, so that a
query sees them as one by a plain triple. No node of a page changes: taking a merge back removes its triples. A merge
is the user's word, so it outlives the pages; its links to their sentences do not: they go with a page in the same
transaction, and `renew` links what the store has instead, or has again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph.identifiers import digest
from kg.graph.literals import chinese, decimal, english, plain
from kg.graph.merge_links import merges_name, represented
from kg.graph.replacing import UNION
from kg.graph.runs import Run, run_quads
from kg.graph.store import GraphStore, StoreError
from kg.graph.terms import DCTERMS, KG, NIF, OWL, PROV, RDF, RDFS
from kg.graph.values import iri, label, one, sentences
from kg.resolve.linking import Proposal


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """An accepted merge: IRIs of its statement node and of both sides, their labels, probability and explanations."""

    node: str
    left: str
    right: str
    left_label: str
    right_label: str
    probability: Decimal
    explanation: str
    explanation_zh: str = ""


def merges_graph(store: GraphStore) -> NamedNode:
    """The named graph of accepted merges."""
    return merges_name(store.ids.base)


def accept(store: GraphStore, proposals: Iterable[Proposal], run: Run) -> list[Merge]:
    """Write proposals as merges, all in one transaction, and return them; one that is written already is written anew."""
    nodes, fresh = [], []
    for proposal in proposals:
        nodes.append(_node(store, proposal.left.key, proposal.right.key))
        fresh += _quads(store, nodes[-1], proposal, run)
    _change(store, _all_of(store, nodes), fresh)
    known = {merge.node: merge for merge in merges(store)}
    return [known[node.value] for node in nodes]


def undo(store: GraphStore, name: str) -> list[Merge]:
    """Take back the merge with this IRI or id, or all merges of the entity with this IRI, in one transaction.

    Returns what went; raises StoreError when there is none.
    """
    iris = {name, f"{store.ids.base}statement/{name}"}
    gone = [merge for merge in merges(store) if iris & {merge.node, merge.left, merge.right}]
    if not gone:
        raise StoreError(
            f"no accepted merge has, or joins, the IRI or id {name!r}; `kg resolve OUT --list` shows all"
        )
    _change(store, _all_of(store, [NamedNode(merge.node) for merge in gone]), [])
    return gone


def renew(store: GraphStore) -> None:
    """Give every merge the evidence that the store has now: one sentence of each side, none for a side without pages.

    An entity whose pages are gone represents nobody any more. A build calls it after pages have come and gone, so that the graph says the same whatever order they came in.
    """
    graph = merges_graph(store)
    going: list[Quad] = []
    fresh: list[Quad] = []
    for merge in merges(store):
        node = NamedNode(merge.node)
        going += store.store.quads_for_pattern(node, PROV.wasDerivedFrom, None, graph)
        fresh += [
            Quad(node, PROV.wasDerivedFrom, sentence, graph)
            for side in (merge.left, merge.right)
            for sentence in sentences(store, NamedNode(side), 1)
        ]
    _change(store, going, fresh)


def merges(store: GraphStore) -> list[Merge]:
    """Return all accepted merges, sorted."""
    graph = merges_graph(store)
    found = []
    for quad in store.store.quads_for_pattern(None, RDF.predicate, OWL.sameAs, graph):
        left, right = (one(store, quad.subject, part, graph) for part in (RDF.subject, RDF.object))
        probability = one(store, quad.subject, KG.probability, graph)
        said = {
            q.object.language: q.object.value
            for q in store.store.quads_for_pattern(quad.subject, RDFS.comment, None, graph)
            if isinstance(q.object, Literal)
        }
        labels = [label(store, NamedNode(side)) for side in (left, right)]
        found.append(
            Merge(
                iri(quad.subject),
                left,
                right,
                labels[0],
                labels[1],
                Decimal(probability),
                said.get("en", ""),
                said.get("zh", ""),
            )
        )
    return sorted(found)


def evidence(store: GraphStore, key: str, most: int = 2) -> list[str]:
    """Return sentences that say what a node is: those of its posts first, else those that name it, each with its page."""
    lines = []
    for sentence in sentences(store, store.ids.entity(key), most):
        quote = " ".join(one(store, sentence, NIF.anchorOf).split())
        page = NamedNode(one(store, sentence, NIF.referenceContext))
        lines.append(f"{quote} ({one(store, page, DCTERMS.source)}:{one(store, sentence, NIF.beginIndex)})")
    return lines


def _node(store: GraphStore, left: str, right: str) -> NamedNode:
    return NamedNode(f"{store.ids.base}statement/{digest(('merge', *sorted((left, right))))}")


def _quads(store: GraphStore, node: NamedNode, proposal: Proposal, run: Run) -> list[Quad]:
    graph, ids = merges_graph(store), store.ids
    left, right = ids.entity(proposal.left.key), ids.entity(proposal.right.key)
    probability = Decimal(f"{proposal.probability:.3f}")
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, RDF.Statement),
        (RDF.subject, left),
        (RDF.predicate, OWL.sameAs),
        (RDF.object, right),
        (KG.probability, decimal(probability)),
        (KG.rule, plain(f"merge p={probability}: {proposal.explanation}")),
        (RDFS.comment, english(proposal.explanation)),
        (RDFS.comment, chinese(proposal.explanation_zh)),
        (PROV.wasGeneratedBy, run.node(ids)),
    ]
    pairs += [
        (PROV.wasDerivedFrom, sentence) for side in (left, right) for sentence in sentences(store, side, 1)
    ]
    described = [Quad(q.subject, q.predicate, q.object, graph) for q in run_quads(run, ids.base)]
    return [
        Quad(left, OWL.sameAs, right, graph),
        *(Quad(node, p, o, graph) for p, o in dict.fromkeys(pairs)),
        *described,
    ]


def _all_of(store: GraphStore, nodes: Iterable[NamedNode]) -> list[Quad]:
    """All that the graph of merges says of these merges, and of the runs that no other one has."""
    graph, database, going = merges_graph(store), store.store, list[Quad]()
    leaving = set(nodes)
    for node in leaving:
        said = list(database.quads_for_pattern(node, None, None, graph))
        ends = {part: [q.object for q in said if q.predicate == part] for part in (RDF.subject, RDF.object)}
        going += said
        going += [
            Quad(s, OWL.sameAs, o, graph)
            for s in ends[RDF.subject]
            for o in ends[RDF.object]
            if isinstance(s, NamedNode) and isinstance(o, NamedNode)
        ]
    for run in {q.object for q in going if q.predicate == PROV.wasGeneratedBy}:
        of_run = database.quads_for_pattern(None, PROV.wasGeneratedBy, run, graph)
        if isinstance(run, NamedNode) and all(quad.subject in leaving for quad in of_run):
            going += database.quads_for_pattern(run, None, None, graph)
    return going


def _change(store: GraphStore, going: Iterable[Quad], fresh: Iterable[Quad]) -> None:
    """Take quads of the graph of merges away and add others, there and in the union, in one transaction.

    Who represents whom is written anew with it.
    """
    graph, wanted = merges_graph(store), dict.fromkeys(fresh)
    leaving = {quad for quad in going if quad not in wanted}
    same = dict.fromkeys(store.store.quads_for_pattern(None, OWL.sameAs, None, graph))
    same |= {quad: None for quad in wanted if quad.predicate == OWL.sameAs}
    joined = represented(store.store, store.ids.base, (quad for quad in same if quad not in leaving))
    wanted |= {Quad(NamedNode(i), KG.representedBy, NamedNode(r), graph): None for i, r in joined.items()}
    of_before = store.store.quads_for_pattern(None, KG.representedBy, None, graph)
    leaving |= {quad for quad in of_before if quad not in wanted}
    coming = [quad for quad in wanted if quad not in store.store]
    orphans = [quad.triple for quad in leaving if not _held(store, quad, leaving)]
    steps = []
    if leaving:
        data = _data(quad.triple for quad in leaving)
        steps.append(f"DELETE DATA {{ GRAPH {graph} {{\n{data}}}\n{_data(orphans)}}}")
    if coming:
        data = _data(quad.triple for quad in coming)
        steps.append(f"INSERT DATA {{ GRAPH {graph} {{\n{data}}}\n{data}}}")
    if steps:
        store.store.update(" ;\n".join(steps))


def _held(store: GraphStore, quad: Quad, leaving: set[Quad]) -> bool:
    """Whether a named graph will still hold the triple of a quad that leaves."""
    held = store.store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(other.graph_name != UNION and other not in leaving for other in held)


def _data(triples: Iterable[Triple]) -> str:
    return "".join(sorted(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in triples))
