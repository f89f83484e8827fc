"""Where each node of a network stands: computed once, here, so that no picture has to shake itself into place.

Forces as in Fruchterman and Reingold 1991, with ForceAtlas2's repulsion by degree (Jacomy and others 2014), in numpy, for the part that is
drawn first; the rest is fanned out around its nearest placed neighbour. No randomness: the start is a sunflower spiral.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from math import atan2, cos, hypot, sin

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from kg.publish.network import weights
from kg.publish.rows import Contents

Points = NDArray[np.float64]
Position = tuple[float, float]
Ties = Mapping[str, Mapping[str, float]]

SPACING = 92.0
"""Wished distance of tied nodes, in pixels at scale 1: a node, its label and some air."""

PUSH, MIDDLE, STEPS = 0.25, 1.0, 260
STRETCH = 1.35
"""Screens are wider than high, and so is the picture."""

CELL, ROUNDS = 46.0, 9
"""How far apart further nodes are kept, and how often they are pushed to be so."""

FAN = 2.2
"""The angle, in radians, into which the followers of one node are sent."""

GOLDEN = np.pi * (3 - 5**0.5)

WEAK, SAME_ARTICLE, STRONGEST = 0.12, 0.03, 3.0
"""How hard a co-mention and a common article pull, against 1 for a stated relation, and how hard two nodes pull at most."""


def pulls(network: nx.MultiDiGraph) -> Ties:
    """Return how hard the nodes of a network pull at one another: what order and layout are made of, a weight a pair.

    Example: a post (1.0) and a co-mention (0.5) of 甲 and 海关总署 pull with 1.06.
    """
    return weights(network, WEAK)


def order_by_connection(network: nx.MultiDiGraph, ties: Ties | None = None) -> list[str]:
    """Return all nodes so that every beginning of the list is as connected and as central as can be.

    Grown from the most central node along ties (Prim's algorithm on centrality instead of distance). `ties` are the
    network's `pulls`, where they are at hand.
    """
    ties = pulls(network) if ties is None else ties
    score = {n: d["pagerank"] * (1 + min(d["degree"], 3)) for n, d in network.nodes(data=True)}
    ranked = sorted(network, key=lambda n: (-score[n], n))
    found: dict[str, None] = {}
    heap: list[tuple[float, str]] = []
    for root in ranked:
        heappush(heap, (-score[root], root))
        while heap:
            node = heappop(heap)[1]
            if node not in found:
                found[node] = None
                for other in ties[node]:
                    if other not in found:
                        heappush(heap, (-score[other], other))
    return list(found)


def lay_out(
    network: nx.MultiDiGraph, contents: Contents, order: Sequence[str], shown: int, ties: Ties | None = None
) -> dict[str, Position]:
    """Return a place for every node of `order`: forces for the first `shown`, fans around them for the rest.

    Takes a third of a second for 300 shown nodes; the rest costs twenty milliseconds a thousand. `ties` are the
    network's `pulls`, where they are at hand.
    """
    ties = pulls(network) if ties is None else ties
    threads, core = _threads(ties, contents, order), list(order[:shown])
    places = _forces(core, {n: _pulled(ties[n], threads[n]) for n in core})
    places = _spread(core, places, [_width(network.nodes[n]["label"]) for n in core])
    known = {n: (float(x), float(y)) for n, (x, y) in zip(core, places, strict=True)}
    rest = ((n, _pulled(ties[n], threads[n])) for n in order[shown:])
    return known | _fan(rest, known)


def _width(label: str) -> float:
    """Half the width of a drawn label: one em a Chinese character, about half for others, cut at 14."""
    return 6.5 * min(14.0, sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in label[:40]))


def _threads(ties: Ties, contents: Contents, order: Sequence[str]) -> dict[str, list[str]]:
    """What each node is tied to by a common article alone: a thread from each name to the main name of its article."""
    rank = {n: i for i, n in enumerate(order)}
    found = defaultdict[str, list[str]](list)
    for names in _names_by_article(contents, rank).values():
        main = min(names, key=rank.__getitem__)
        for name in names:
            if name != main and main not in ties[name]:
                found[name].append(main)
                found[main].append(name)
    return found


def _pulled(ties: Mapping[str, float], threads: Iterable[str]) -> dict[str, float]:
    """How hard others pull at a node: relations and co-mentions up to a limit, and the threads."""
    found = dict.fromkeys(threads, SAME_ARTICLE)
    for other, weight in ties.items():
        found[other] = min(STRONGEST, weight * 1.6)
    return found


def _names_by_article(contents: Contents, known: Mapping[str, int]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mention in contents.mentions:
        if mention.entity in known:
            found[mention.span.article or mention.span.page].add(mention.entity)
    return dict(sorted(found.items()))


def _spiral(count: int, spacing: float) -> Points:
    """Points of a sunflower: even, round and without chance."""
    steps = np.arange(count, dtype=np.float64)
    radius, angle = spacing * np.sqrt(steps + 0.5) * 0.6, steps * GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _forces(names: Sequence[str], ties: Mapping[str, Mapping[str, float]]) -> Points:
    """Fruchterman and Reingold's forces on all pairs, cooling linearly, with a pull to the middle that keeps parts together."""
    count, index = len(names), {n: i for i, n in enumerate(names)}
    places = _spiral(count, SPACING)
    pairs = [
        (index[a], index[b], w)
        for a in names
        for b, w in sorted(ties[a].items())
        if b in index and index[a] < index[b]
    ]
    if count < 2:
        return places
    source = np.array([p[0] for p in pairs], dtype=np.intp)
    target = np.array([p[1] for p in pairs], dtype=np.intp)
    weight = np.array([p[2] for p in pairs], dtype=np.float64)
    pulls = np.zeros(count)
    np.add.at(pulls, source, weight)
    np.add.at(pulls, target, weight)
    mass = 1 + np.sqrt(pulls)
    repulsion = mass[:, None] * mass[None, :] * SPACING**2 * PUSH
    for step in range(STEPS):
        heat = SPACING * 1.2 * (1 - step / STEPS) + 0.5
        norm = (places**2).sum(axis=1)
        square = np.maximum(norm[:, None] + norm[None, :] - 2 * places @ places.T, 25.0)
        force = repulsion / square
        push = places * force.sum(axis=1)[:, None] - force @ places
        along = places[source] - places[target]
        pull = along * (weight * np.sqrt((along**2).sum(axis=1)) / SPACING)[:, None]
        np.add.at(push, source, -pull)
        np.add.at(push, target, pull)
        push -= places * (mass * MIDDLE)[:, None]
        length = np.sqrt((push**2).sum(axis=1)) + 1e-9
        places += push * (np.minimum(length, heat) / length)[:, None]
    stretched: Points = (places - places.mean(axis=0)) * np.array([STRETCH, 1.0])
    return stretched


def _spread(names: Sequence[str], places: Points, widths: Sequence[float]) -> Points:
    """Push boxes (a node and the label under it) apart until they no longer overlap, the shorter way."""
    count = len(names)
    if count < 2:
        return places
    half = np.array(widths) + 5
    need_x, need_y = (half[:, None] + half[None, :]) * 0.62, 40.0
    for _ in range(60):
        delta = places[:, None, :] - places[None, :, :]
        over_x, over_y = need_x - np.abs(delta[:, :, 0]), need_y - np.abs(delta[:, :, 1])
        hit = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = over_x < over_y * 1.5
        # Two nodes in one spot part by their order in the list.
        sign = np.where(
            delta == 0,
            np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])[:, :, None],
            np.sign(delta),
        )
        places = places + 0.5 * np.stack(
            [
                np.where(hit & sideways, over_x * sign[:, :, 0] * 0.5, 0).sum(axis=1).clip(-40, 40),
                np.where(hit & ~sideways, over_y * sign[:, :, 1] * 0.5, 0).sum(axis=1).clip(-40, 40),
            ],
            axis=1,
        )
    return places


def _fan(
    rest: Iterable[tuple[str, Mapping[str, float]]], known: Mapping[str, Position]
) -> dict[str, Position]:
    """Give each further node, which comes with what pulls at it, a place outside of the neighbour that pulls it most.

    Strangers go around the whole. A node that others hang on is sent out as far as its followers need room: a cell each.
    """
    parent = _parents(rest, known)
    crowd = _crowds(parent)
    places, children = dict(known), defaultdict[str | None, int](int)
    reach = max((hypot(x, y) for x, y in known.values()), default=0.0) + 2 * SPACING
    reach = max(reach, 0.6 * CELL * (len(parent) / np.pi) ** 0.5)
    for node, above in parent.items():
        number = children[above]
        children[above] += crowd[node]
        if above is None:
            radius, angle, (x, y) = hypot(reach, CELL * (number / np.pi) ** 0.5), number * GOLDEN, (0.0, 0.0)
        else:
            x, y = places[above]
            # Followers of one node fill a half-disc that looks away from the middle.
            angle = atan2(y, x) + ((number * 0.618034) % 1 - 0.5) * FAN
            radius = SPACING * 0.7 + CELL * ((number + crowd[node] / 2) * 2 / FAN) ** 0.5
        places[node] = (x + radius * cos(angle) * STRETCH, y + radius * sin(angle))
    fixed = len(known)
    moved = _separate(np.array(list(places.values()), dtype=np.float64).reshape(-1, 2), fixed)
    return {n: (float(x), float(y)) for n, (x, y) in zip(list(places)[fixed:], moved[fixed:], strict=True)}


def _parents(rest: Iterable[tuple[str, Mapping[str, float]]], known: Iterable[str]) -> dict[str, str | None]:
    """The neighbour placed earlier that pulls each further node most, or None."""
    placed, found = set(known), dict[str, str | None]()
    for node, pulled in rest:
        near = max(((pull, other) for other, pull in pulled.items() if other in placed), default=None)
        found[node] = near[1] if near else None
        placed.add(node)
    return found


def _crowds(parent: Mapping[str, str | None]) -> dict[str, int]:
    """How many nodes hang on each, itself included. Example: 乙 on 甲 and 丙 on 乙 are {甲: 3, 乙: 2, 丙: 1}."""
    found = dict.fromkeys(parent, 1)
    for node in reversed(list(parent)):
        above = parent[node]
        if above in found:
            found[above] += found[node]
    return found


def _separate(places: Points, fixed: int) -> Points:
    """Move the points after the first `fixed` away from whatever comes closer than a cell."""
    count = len(places)
    for _ in range(ROUNDS if count > fixed else 0):
        pairs = cKDTree(places).query_pairs(CELL, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs[:, 0], pairs[:, 1]
        delta = places[one] - places[other]
        length = np.sqrt((delta**2).sum(axis=1))[:, None]
        step = (
            np.where(length > 0, delta / np.maximum(length, 1e-9), np.array([0.6, 0.8]))
            * (CELL - length)
            * 0.5
        )
        move = np.stack(
            [np.bincount(one, step[:, i], count) - np.bincount(other, step[:, i], count) for i in (0, 1)],
            axis=1,
        )
        move[:fixed] = 0
        places = places + move.clip(-CELL, CELL)
    return places
