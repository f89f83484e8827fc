"""Facts in, RDF out: terms, identifiers, triples, evidence, the embedded store, queries and validation."""

from kg.graph.errors import EvidenceError, GraphError, IdentityError
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.page_graph import page_quads, used_keys
from kg.graph.runs import Run, run_quads
from kg.graph.seeds import seed_quads
from kg.graph.store import GraphStore

__all__ = [
    "BASE",
    "EvidenceError",
    "GraphError",
    "GraphStore",
    "Identifiers",
    "IdentityError",
    "Run",
    "page_quads",
    "run_quads",
    "seed_quads",
    "used_keys",
]
