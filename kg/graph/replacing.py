"""What goes, and what comes, when pages of a store are replaced or removed: one SPARQL update, so one transaction.

With a page go the seeds and runs that no other page needs, the links of merges to its sentences, and the triples of the
union that no other graph holds.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph.identifiers import Identifiers
from kg.graph.merge_links import links_to, merges_name

UNION = DefaultGraph()
"""The default graph: the union of all named graphs, each triple once."""


def with_union(quads: list[Quad]) -> list[Quad]:
    """Return the quads, and their triples in the default graph."""
    return quads + [Quad(quad.subject, quad.predicate, quad.object, UNION) for quad in quads]


class Replacement:
    """The pages (the names of their graphs) that go from a database, and the quads that come."""

    def __init__(self, database: Store, ids: Identifiers, gone: set[NamedNode], fresh: list[Quad]):
        """Take the base of the store's IRIs with `ids`; nothing changes before `update` is run."""
        self._database, self._ids, self._gone, self._fresh = database, ids, gone, fresh
        self._shared = (ids.seeds_graph(), ids.runs_graph())

    def update(self, leaving: list[Quad]) -> str:
        """Return the SPARQL update that does it, and takes the quads `leaving` away too.

        Example: when the last page that names 江苏省 goes, what the seeds say of 江苏省 goes with it.
        """
        unneeded = [*leaving, *self._unneeded()]
        unneeded += links_to(self._database, self._ids.base, self._gone, self._fresh)
        unneeded += self._orphans([*unneeded, *self._quads_of_gone()])
        steps = [f"DROP SILENT GRAPH {page}" for page in sorted(self._gone, key=str)]
        if unneeded:
            steps.append(f"DELETE DATA {{\n{_data(unneeded)}}}")
        if self._fresh:
            steps.append(f"INSERT DATA {{\n{_data(with_union(self._fresh))}}}")
        return " ;\n".join(steps)

    def _quads_of_gone(self) -> Iterator[Quad]:
        for graph in sorted(self._gone, key=str):
            yield from self._database.quads_for_pattern(None, None, None, graph)

    def _orphans(self, going: list[Quad]) -> list[Quad]:
        """Return the quads of the union that no named graph will support when `going` are gone."""
        leaving, staying = set(going), {quad.triple for quad in self._fresh}
        orphans = []
        for triple in dict.fromkeys(quad.triple for quad in going):
            if triple not in staying:
                held = self._database.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
                if all(quad.graph_name == UNION or quad in leaving for quad in held):
                    orphans.append(Quad(triple.subject, triple.predicate, triple.object, UNION))
        return orphans

    def _unneeded(self) -> Iterator[Quad]:
        """Yield quads of the shared graphs about nodes that no page will speak of afterwards."""
        about = self._shared_about_gone()
        spoken = {
            term
            for quad in self._fresh
            for term in (quad.subject, quad.object)
            if isinstance(term, NamedNode)
        }
        waiting = [node for node in about if node in spoken or self._spoken_of(node, about)]
        needed: set[NamedNode] = set()
        while waiting:
            node = waiting.pop()
            if node not in needed:
                needed.add(node)
                waiting += [
                    quad.object
                    for quad in about[node]
                    if isinstance(quad.object, NamedNode) and quad.object in about
                ]
        for node in sorted(about.keys() - needed, key=str):
            yield from about[node]

    def _shared_about_gone(self) -> dict[NamedNode, list[Quad]]:
        """Return what the shared graphs say of the nodes that the pages speak of, and of all that those belong to."""
        waiting: set[NamedNode] = set()
        for quad in self._quads_of_gone():
            waiting |= {term for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
        about: dict[NamedNode, list[Quad]] = {}
        while waiting:
            node = waiting.pop()
            found = [
                quad
                for graph in self._shared
                for quad in self._database.quads_for_pattern(node, None, None, graph)
            ]
            if found:
                about[node] = found
                waiting |= {
                    quad.object for quad in found if isinstance(quad.object, NamedNode)
                } - about.keys()
        return about

    def _spoken_of(self, node: NamedNode, about: dict[NamedNode, list[Quad]]) -> bool:
        """Say whether a page that stays, or a seed that is not in question, speaks of a node."""
        for graph in self._shared:
            for quad in self._database.quads_for_pattern(None, None, node, graph):
                if quad.subject not in about:
                    return True
        # A query stops at the first hit; in Python, a node that thousands of pages share would be walked through.
        # An accepted merge is the user's word about nodes, not a page's: it keeps no seed alive.
        apart = ", ".join(
            str(graph) for graph in sorted({*self._gone, *self._shared, merges_name(self._ids.base)}, key=str)
        )
        return bool(
            self._database.query(
                f"ASK {{ GRAPH ?g {{ {{ ?s ?p {node} }} UNION {{ {node} ?p ?o }} }} FILTER(?g NOT IN ({apart})) }}"
            )
        )


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL update writes them."""
    by_graph: dict[object, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    parts = []
    for graph, lines in sorted(by_graph.items(), key=str):
        body = "".join(lines)
        parts.append(body if graph == UNION else f"GRAPH {graph} {{\n{body}}}\n")
    return "".join(parts)
