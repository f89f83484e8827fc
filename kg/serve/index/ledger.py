"""What a store holds and what its index has followed, so that the two can be compared: pages, other graphs, merges."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat

from kg.graph import GraphStore
from kg.graph.identifiers import digest
from kg.graph.merge_links import representatives

_PAGES = """SELECT ?page ?source ?run WHERE {
  GRAPH ?page { ?page a kg:Page ; dcterms:source ?source ; prov:wasGeneratedBy ?run } }"""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page: a hash of its sources and its run, and the first of its sources."""

    state: str
    source: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Pages by IRI, the state of each other graph (a hash of all that it says), and the representative of each merged entity."""

    pages: Mapping[str, PageState] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_index(cls, connection: sqlite3.Connection) -> "Ledger":
        """Read what an index has followed."""
        pages = {
            iri: PageState(state, source)
            for iri, state, source in connection.execute("SELECT iri, state, source FROM pages")
        }
        others = dict(connection.execute("SELECT iri, state FROM others"))
        return cls(pages, others, dict(connection.execute("SELECT iri, representative FROM members")))

    def state(self, iri: str) -> str | None:
        """Return the state of a page, None for one that is not there."""
        page = self.pages.get(iri)
        return page.state if page else None

    def moved(self, now: "Ledger") -> set[str]:
        """Return the entities that stood for one that another stands for now: what pages say of them is to be read again."""
        iris = {*self.joined, *now.joined}
        return {
            self.joined.get(iri, iri) for iri in iris if self.joined.get(iri, iri) != now.joined.get(iri, iri)
        }


def ledger_of(graph: GraphStore) -> Ledger:
    """Return what a store holds. Example: a page that came from 一.txt and 二.txt has a state made of both and of its run."""
    said: dict[str, list[str]] = {}
    answer = graph.query(_PAGES)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("a SELECT query gave no solutions")
    for page, source, run in sorted(tuple(term.value for term in row) for row in answer):
        said.setdefault(page, []).extend((source, run))
    pages = {iri: PageState(digest(parts), parts[0]) for iri, parts in said.items()}
    # A run is no statement about the world, and comes with every build.
    apart = {graph.ids.runs_graph().value}
    others = {
        name.value: _hash(graph, name)
        for name in graph.store.named_graphs()
        if isinstance(name, NamedNode) and name.value not in pages and name.value not in apart
    }
    return Ledger(pages, dict(sorted(others.items())), representatives(graph.store, graph.ids.base))


def _hash(graph: GraphStore, name: NamedNode) -> str:
    """A hash of what a graph says, in the order of its lines."""
    written = graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
    return blake2b(b"\n".join(sorted(written.splitlines())), digest_size=16).hexdigest()
