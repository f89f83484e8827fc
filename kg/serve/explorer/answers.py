"""From the index and a slice of the store to the JSON of the explorer: the format of the embedded file, a part at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from kg.publish.html.payload import Limits, Payload
from kg.publish.joining import join
from kg.publish.network import CO_MENTION
from kg.publish.rows import Contents, PostRow
from kg.publish.slices import Bounds, Selection, read_slice
from kg.serve.index.reading import Node, Tie
from kg.serve.views import Context

BOUNDS = Bounds(mentions=32, posts=120, relations=150, quotations=20, statistics=100)
"""What is read of a node that is opened."""

LIMITS = Limits(evidence=16, statistics=100, quotations=20)
"""What is sent of it."""

_NOTHING = Contents({}, {}, {}, {}, (), (), (), (), (), (), {})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the network: nodes, those of them whose facts are told, and ties (all among the nodes, unless given).

    Ties that are `proven` come with the sentences that state them, though their nodes are not opened. `told` are facts that
    were read already, all of whose figures and the given `articles` are sent.
    """

    nodes: Sequence[Node]
    full: Sequence[Node] = ()
    ties: Sequence[Tie] | None = None
    proven: bool = False
    told: Contents | None = None
    articles: Sequence[str] = ()

    @property
    def numbers(self) -> dict[int, Node]:
        """The nodes by number."""
        return {node.number: node for node in self.nodes}


def answer(
    context: Context, part: Part, about: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """Return the data of a part of the network, and what is said besides."""
    ties = context.index.ties(part.numbers) if part.ties is None else part.ties
    told = part.told or _told(context, part.full, ties if part.proven else ())
    entities = {node.row.iri: told.entities.get(node.row.iri, node.row) for node in part.nodes}
    contents = replace(
        told,
        entities=entities,
        posts=_posts(told.posts, context.index.posts(part.numbers)),
        labels={**{iri: row.label for iri, row in entities.items()}, **told.labels},
    )
    network = _network(context, part, ties, contents)
    full = {node.row.iri for node in part.full}
    read = dict.fromkeys(full, 0)
    for mention in told.mentions:
        if mention.entity in read:
            read[mention.entity] += 1
    left = {n.row.iri: max(0, n.mentions - read[n.row.iri]) for n in part.full}
    places = {node.row.iri: node.place for node in part.nodes if node.place is not None}
    payload = Payload(
        contents, network, list(entities), places, LIMITS, full=full, left=left, proven=part.proven,
        articles=part.articles, figures=part.told is not None,
    )  # fmt: skip
    return payload.data(about or {}) | more


def _told(context: Context, full: Iterable[Node], ties: Iterable[Tie]) -> Contents:
    """What the store says of the nodes that are opened, and of ties."""
    chosen = Selection()
    for node in full:
        chosen |= context.index.facts(node.row.iri, BOUNDS)
    for tie in ties:
        chosen |= context.index.between(tie)
    if chosen == Selection():
        return _NOTHING
    told, joined = read_slice(context.graph, chosen, BOUNDS), context.index.joined()
    return join(told, joined) if joined else told


def _posts(told: Iterable[PostRow], light: Iterable[PostRow]) -> tuple[PostRow, ...]:
    """The posts that the store told, and those that only the index knows of."""
    found = {post.iri: post for post in light} | {post.iri: post for post in told}
    return tuple(found.values())


def _network(context: Context, part: Part, ties: Iterable[Tie], contents: Contents) -> "nx.MultiDiGraph":
    """The nodes and ties as a network, ties at opened nodes with the sentences behind them."""
    network, nodes = nx.MultiDiGraph(), part.numbers
    full = {node.number for node in part.full}
    sources = _sources(contents)
    for node in part.nodes:
        network.add_node(node.row.iri, mentions=node.mentions, degree=node.degree, pagerank=node.rank)
    for tie in ties:
        a, b = nodes[tie.a].row.iri, nodes[tie.b].row.iri
        proofs = sources.get((a, b, tie.kind), ())
        if tie.kind == CO_MENTION and (part.proven or tie.a in full or tie.b in full):
            proofs = context.index.together(tie.a, tie.b)
        network.add_edge(a, b, kind=tie.kind, weight=tie.weight, sources=proofs)
    return network


def _sources(contents: Contents) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The sentences behind relations, and behind the figures that one body reports of a place."""
    found = {(r.subject, r.object, r.predicate): r.sources for r in contents.relations}
    for s in contents.statistics:
        if s.source and s.area:
            key = (s.source, s.area, "figures")
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *s.sources)))
    return found
