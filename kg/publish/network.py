"""The graph as a network of entities (`networkx`): who is tied to whom, by what, since when, and how central.

Nodes are entities by IRI; edges are posts, relations, figures that one body reports of a place, and co-mentions (two names in one
sentence: a weak, weighted tie, kept apart by `weak=True`). Everything is a function of the graph's contents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from itertools import combinations

import networkx as nx
import numpy as np
from pyoxigraph import Quad, Store
from scipy.sparse import csr_array

from kg.publish.contents import read_contents
from kg.publish.rows import Contents, Date, MentionRow
from kg.publish.sentences import Sentences

POST, FIGURES, CO_MENTION = "post", "figures", "coMention"
"""Edge kinds that are no predicate of the graph: a person's post, figures a body reports of a place, one sentence."""

MOST_NAMES = 14
"""A sentence that lists more names than this ties none of them: 31 provinces in a row have nothing to do with each other."""

TIES_EACH = 12
"""A node keeps its strongest co-mentions only; without it a large graph is all co-mentions."""

_DAMPING, _TOLERANCE, _ITERATIONS = 0.85, 1e-6, 100
_NO_TIES = (np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(0))

SAMPLE = 150
"""Betweenness is exact up to this many sources, and estimated from as many (Brandes and Pich 2007) beyond."""


def build_network(
    graph: Contents | Store | Iterable[Quad], *, weak: bool = True, communities: bool = True
) -> nx.MultiDiGraph:
    """Turn a graph into a network.

    Nodes carry `type`, `subtype`, `label`, `aliases` (tuple), `mentions`, `pages` (tuple of sources), `degree` (stated ties) and `pagerank`,
    and with `communities`, which takes longer, `betweenness` and `community` (an int, 0 the largest). Edges carry `kind`, `label`, `dates` (tuple of ISO dates), `weight`, `sources` (tuple of
    sentence IRIs) and `weak`. Without `weak`, co-mentions are left out.

    Example: 海关总署副署长甲 gives an edge from 甲 to 海关总署 of kind `post`, labelled 副署长.
    """
    contents = graph if isinstance(graph, Contents) else read_contents(graph)
    network = nx.MultiDiGraph()
    _add_nodes(network, contents)
    _add_posts(network, contents)
    _add_relations(network, contents)
    _add_figures(network, contents)
    if weak:
        _add_co_mentions(network, contents)
    _add_ranks(network)
    if communities:
        _add_communities(network, flatten(network))
    return network


def strong_edges(network: nx.MultiDiGraph) -> list[tuple[str, str, Mapping[str, object]]]:
    """Return the edges that a statement backs (all but co-mentions), in the order of the network."""
    return [(s, o, d) for s, o, d in network.edges(data=True) if not d["weak"]]


def _add_nodes(network: nx.MultiDiGraph, contents: Contents) -> None:
    count = Counter(m.entity for m in contents.mentions)
    pages: dict[str, set[str]] = defaultdict(set)
    for mention in contents.mentions:
        pages[mention.entity].add(contents.pages.get(mention.span.page, mention.span.page))
    for iri, entity in contents.entities.items():
        network.add_node(
            iri,
            type=entity.type,
            subtype=entity.subtype,
            label=entity.label,
            aliases=entity.aliases,
            mentions=count[iri],
            pages=tuple(sorted(pages[iri])),
        )


def dates_of(contents: Contents, sources: Iterable[str]) -> tuple[Date, ...]:
    """Return the days of issue of the articles that hold the sources, earliest first."""
    spans, articles, found = contents.spans, contents.articles, set()
    for iri in sources:
        span = spans.get(iri)
        article = articles.get(span.article) if span and span.article else None
        if article and article.date:
            found.add(article.date)
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def _add_edge(
    network: nx.MultiDiGraph,
    ends: tuple[str, str],
    kind: str,
    label: str,
    *,
    dates: tuple[Date, ...],
    sources: tuple[str, ...],
    weight: float = 1.0,
    weak: bool = False,
) -> None:
    subject, other = ends
    if subject != other and subject in network and other in network:
        network.add_edge(
            subject, other, kind=kind, label=label, weight=weight, dates=dates, sources=sources, weak=weak
        )


def _add_posts(network: nx.MultiDiGraph, contents: Contents) -> None:
    for post in contents.posts:
        if post.organization:
            dates = dates_of(contents, post.sources) or ((post.attested,) if post.attested else ())
            _add_edge(
                network, (post.person, post.organization), POST, post.title, dates=dates, sources=post.sources
            )


def _add_relations(network: nx.MultiDiGraph, contents: Contents) -> None:
    for r in contents.relations:
        label = r.predicate.rpartition(":")[2]
        _add_edge(
            network,
            (r.subject, r.object),
            r.predicate,
            label,
            dates=dates_of(contents, r.sources),
            sources=r.sources,
        )


def _add_figures(network: nx.MultiDiGraph, contents: Contents) -> None:
    """One edge from a body to a place that it reports figures of, as heavy as there are figures (slowly growing)."""
    sources: dict[tuple[str, str], list[str]] = defaultdict(list)
    for s in contents.statistics:
        if s.source and s.area:
            sources[s.source, s.area].extend(s.sources)
    for ends, found in sorted(sources.items()):
        unique = tuple(dict.fromkeys(found))
        _add_edge(
            network,
            ends,
            FIGURES,
            FIGURES,
            dates=dates_of(contents, unique),
            sources=unique,
            weight=1.0 + len(found) ** 0.5 / 4,
        )


def names_by_sentence(contents: Contents) -> dict[str, list[MentionRow]]:
    """Return the mentions of each sentence (by IRI), in the order of the pages."""
    sentences, found = Sentences(contents.sentences), defaultdict(list)
    for mention in contents.mentions:
        sentence = sentences.around(mention.span)
        if sentence is not None and mention.entity in contents.entities:
            found[sentence.iri].append(mention)
    return dict(found)


def _add_co_mentions(network: nx.MultiDiGraph, contents: Contents) -> None:
    """Tie names of one sentence: each sentence shares one unit of weight among the partners of a name."""
    weight: dict[tuple[str, str], float] = defaultdict(float)
    sources: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, mentions in names_by_sentence(contents).items():
        names = sorted({m.entity for m in mentions})
        if 1 < len(names) <= MOST_NAMES:
            share = 1 / (len(names) - 1)
            for pair in combinations(names, 2):
                weight[pair] += share
                sources[pair].append(iri)
    kept: set[tuple[str, str]] = set()
    partners: dict[str, list[tuple[float, tuple[str, str]]]] = defaultdict(list)
    for pair, w in weight.items():
        for name in pair:
            partners[name].append((-w, pair))
    for ranked in partners.values():
        strongest = ranked if len(ranked) <= TIES_EACH else nsmallest(TIES_EACH, ranked)
        kept.update(pair for _, pair in strongest)
    for pair in sorted(kept):
        found = tuple(sources[pair])
        _add_edge(
            network,
            pair,
            CO_MENTION,
            CO_MENTION,
            dates=dates_of(contents, found),
            sources=found,
            weight=round(weight[pair], 4),
            weak=True,
        )


def weights(network: nx.MultiDiGraph, weak: float = 0.1) -> dict[str, dict[str, float]]:
    """Return what ties each node to which others: one weight a pair, in both directions, co-mentions counted `weak` times.

    Example: a post (1.0) and a co-mention (0.5) of 甲 and 海关总署 are {甲: {海关总署: 1.05}, 海关总署: {甲: 1.05}}.
    """
    found: dict[str, dict[str, float]] = {node: {} for node in network}
    for s, others in network.adjacency():  # twice as fast as `edges` in large networks
        mine = found[s]
        for o, edges in others.items():
            weight = mine.get(o, 0.0)
            for data in edges.values():
                weight += data["weight"] * (weak if data["weak"] else 1.0)
            mine[o] = found[o][s] = weight
    return found


def flatten(network: nx.MultiDiGraph, weak: float = 0.1) -> nx.Graph:
    """Return the simple graph behind the network: one edge a pair, weighted as `weights` does."""
    simple = nx.Graph()
    simple.add_nodes_from(network)
    simple.add_weighted_edges_from(
        (s, o, w) for s, others in weights(network, weak).items() for o, w in others.items() if s <= o
    )
    return simple


def _add_ranks(network: nx.MultiDiGraph) -> None:
    strong = Counter(end for s, o, _ in strong_edges(network) for end in (s, o))
    for (node, data), rank in zip(network.nodes(data=True), _page_ranks(weights(network)), strict=True):
        data.update(degree=strong[node], pagerank=round(rank, 8))


def _page_ranks(ties: Mapping[str, Mapping[str, float]]) -> list[float]:
    """PageRank of each node, in their order, as `networkx.pagerank` gives it: straight from the weights, in half the time."""
    count, number = len(ties), {node: at for at, node in enumerate(ties)}
    ends = [(number[s], number[o], w) for s, others in ties.items() for o, w in others.items()]
    if not count:
        return []
    source, target, weight = (np.array(column) for column in zip(*ends, strict=True)) if ends else _NO_TIES
    total = np.bincount(source, weight, count)
    steps = csr_array((weight / total[source], (target, source)), shape=(count, count))
    lost, even = total == 0, 1 / count
    rank = np.full(count, even)
    for _ in range(_ITERATIONS):
        last = rank
        rank = _DAMPING * (steps @ rank + rank[lost].sum() * even) + (1 - _DAMPING) * even
        if np.abs(rank - last).sum() < count * _TOLERANCE:
            break
    found: list[float] = rank.tolist()
    return found


def _add_communities(network: nx.MultiDiGraph, simple: nx.Graph) -> None:
    """Betweenness (estimated in large networks) and Louvain communities, numbered by size."""
    sample = None if len(simple) <= SAMPLE else SAMPLE
    between = nx.betweenness_centrality(simple, k=sample, seed=7) if len(simple) else {}
    groups = nx.community.louvain_communities(simple, weight="weight", seed=7) if len(simple) else []
    for number, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g)))):
        for node in group:
            network.nodes[node].update(betweenness=round(between[node], 8), community=number)
