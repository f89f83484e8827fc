"""The shortest path between two entities: breadth first from both ends at once, over the neighbours of the index."""

from dataclasses import dataclass

from kg.serve.index.reading import Index

MOST_STEPS = 2_000_000
"""Ties that one search looks at; in a graph of millions of ties two ends that are not connected cost no more."""


@dataclass(frozen=True, slots=True)
class Path:
    """Numbers of entities from one end to the other; `weak` when it goes over co-mentions."""

    nodes: tuple[int, ...]
    weak: bool


def find_path(index: Index, start: int, end: int) -> Path | None:
    """Return the shortest path over stated ties, else over all ties, None when there is none.

    Of paths of one length it is the one that goes over the strongest neighbours of the earlier nodes. Example: from 南京市
    to 中国 over 江苏省.
    """
    for stated in (True, False):
        nodes = _search(index, start, end, stated=stated)
        if nodes is not None:
            return Path(tuple(nodes), weak=not stated)
    return None


def _search(index: Index, start: int, end: int, *, stated: bool) -> list[int] | None:
    if start == end:
        return [start]
    before: tuple[dict[int, int], dict[int, int]] = ({start: start}, {end: end})
    fronts, looked = [[start], [end]], 0
    while all(fronts) and looked < MOST_STEPS:
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        own, other, fresh = before[side], before[1 - side], []
        place = {node: n for n, node in enumerate(fronts[side])}
        steps = index.steps(fronts[side], stated=stated)
        looked += len(steps)
        for node, neighbour in sorted(steps, key=lambda step: place[step[0]]):
            if neighbour not in own:
                own[neighbour] = node
                fresh.append(neighbour)
        meeting = [node for node in fresh if node in other]
        if meeting:
            return _joined(meeting[0], *before)
        fronts[side] = fresh
    return None


def _joined(node: int, forward: dict[int, int], backward: dict[int, int]) -> list[int]:
    nodes = [node]
    while forward[nodes[0]] != nodes[0]:
        nodes.insert(0, forward[nodes[0]])
    while backward[nodes[-1]] != nodes[-1]:
        nodes.append(backward[nodes[-1]])
    return nodes
