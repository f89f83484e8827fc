"""The graph as `nodes.csv` and `relationships.csv` for `neo4j-admin database import`: a property graph.

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv \\
        --array-delimiter="U+001F" --multiline-fields=true neo4j
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import GraphStore
from kg.graph.terms import PREFIXES, RDF, XSD
from kg.publish.rdf import by_subject, graph_triples

SEPARATOR = "\x1f"
"""Between the values of an array: a character that no name holds."""

_TYPES = {XSD.integer: "long", XSD.decimal: "double", XSD.boolean: "boolean", XSD.date: "date"}


def write_neo4j(store: GraphStore, folder: Path) -> tuple[int, int]:
    """Write the union of all graphs as a property graph into `folder`; return the number of nodes and relationships.

    A node for every subject and every IRI that a statement points at; its types are labels, its literals properties
    (arrays where a term has several values), its links relationships named after the term: `kg_locatedIn`.

    Example: 江苏省 has the labels `kg_Place;kg_Province` and the property `rdfs_label` 江苏省.
    """
    folder.mkdir(parents=True, exist_ok=True)
    columns = _columns(graph_triples(store))
    nodes = _write_nodes(store, folder / "nodes.csv", columns)
    return nodes, _write_relationships(store, folder / "relationships.csv")


def _columns(triples: Iterable[Triple]) -> dict[NamedNode, str]:
    """Return the header of each property: its name, its type, and `[]` when a node has several values."""
    types: dict[NamedNode, set[str]] = {}
    several: set[NamedNode] = set()
    last: tuple[object, NamedNode] | None = None
    for triple in triples:
        if isinstance(triple.object, Literal):
            types.setdefault(triple.predicate, set()).add(_TYPES.get(triple.object.datatype, "string"))
            if (triple.subject, triple.predicate) == last:
                several.add(triple.predicate)
            last = (triple.subject, triple.predicate)
    headers = {}
    for predicate in sorted(types, key=str):
        kind = types[predicate].pop() if len(types[predicate]) == 1 else "string"
        headers[predicate] = f"{_name(predicate)}:{kind}{'[]' if predicate in several else ''}"
    return headers


def _write_nodes(store: GraphStore, path: Path, columns: dict[NamedNode, str]) -> int:
    pointed = {
        triple.object
        for triple in graph_triples(store)
        if triple.predicate != RDF.type and not isinstance(triple.object, Literal)
    }
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iri:ID", ":LABEL", *columns.values()])
        for subject, triples in by_subject(graph_triples(store)):
            pointed.discard(subject)
            labels = ";".join(
                _name(t.object)
                for t in triples
                if t.predicate == RDF.type and isinstance(t.object, NamedNode)
            )
            values: dict[NamedNode, list[str]] = {}
            for triple in triples:
                if isinstance(triple.object, Literal):
                    values.setdefault(triple.predicate, []).append(triple.object.value)
            writer.writerow(
                [
                    _id(subject),
                    labels.replace(";", SEPARATOR),
                    *(SEPARATOR.join(values.get(column, [])) for column in columns),
                ]
            )
            count += 1
        for node in sorted(pointed, key=str):
            writer.writerow([_id(node), "Resource", *[""] * len(columns)])
    return count + len(pointed)


def _write_relationships(store: GraphStore, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([":START_ID", ":END_ID", ":TYPE"])
        for triple in graph_triples(store):
            if triple.predicate != RDF.type and not isinstance(triple.object, Literal):
                writer.writerow([_id(triple.subject), _id(triple.object), _name(triple.predicate)])
                count += 1
    return count


def _id(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _name(term: NamedNode) -> str:
    """Return a term as Cypher writes names without quotes: `kg_locatedIn`; an unknown one as its whole IRI."""
    for prefix, start in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if term.value.startswith(start):
            return f"{prefix.replace('-', '_')}_{term.value.removeprefix(start)}"
    return term.value
