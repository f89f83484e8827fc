"""The graph as `nodes.csv` and `relationships.csv` for `neo4j-admin database import`: a property graph.

    neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv \\
        --array-delimiter="U+001F" --multiline-fields=true neo4j
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kg.graph import GraphStore
from kg.graph.terms import PREFIXES, RDF, XSD
from kg.publish.lines import by_subject, iri_of, literal_of, text_of, union_lines

SEPARATOR = "\x1f"
"""Between the values of an array: a character that no name holds."""

_KINDS = {
    XSD.integer.value: "long",
    XSD.decimal.value: "double",
    XSD.boolean.value: "boolean",
    XSD.date.value: "date",
}
_TYPE = str(RDF.type)


def write_neo4j(store: GraphStore, folder: Path) -> tuple[int, int]:
    """Write the union of all graphs as a property graph into `folder`; return the number of nodes and relationships.

    A node for every subject and every IRI that a statement points at; its types are labels, its literals properties
    (arrays where a term has several values), its links relationships named after the term: `kg_locatedIn`.

    Example: 江苏省 has the labels `kg_Place;kg_Province` and the property `rdfs_label` 江苏省.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = list(union_lines(store))
    nodes = _write_nodes(lines, folder / "nodes.csv", _columns(lines))
    return nodes, _write_relationships(lines, folder / "relationships.csv")


def _columns(lines: Iterable[bytes]) -> dict[str, str]:
    """Return the header of each property: its name, its type, and `[]` when a node has several values."""
    types: dict[str, set[str]] = {}
    several: set[str] = set()
    for _, found in by_subject(lines):
        for predicate, values in found.items():
            literals = [value for value in values if value[0] == '"']
            for value in literals:
                types.setdefault(predicate, set()).add(_KINDS.get(literal_of(value)[2], "string"))
            if len(literals) > 1:
                several.add(predicate)
    headers = {}
    for predicate in sorted(types):
        kind = types[predicate].pop() if len(types[predicate]) == 1 else "string"
        headers[predicate] = f"{_name(predicate)}:{kind}{'[]' if predicate in several else ''}"
    return headers


def _write_nodes(lines: Iterable[bytes], path: Path, columns: dict[str, str]) -> int:
    pointed: set[str] = set()
    subjects: set[str] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iri:ID", ":LABEL", *columns.values()])
        for subject, found in by_subject(lines):
            subjects.add(subject)
            for predicate, values in found.items():
                if predicate != _TYPE:
                    pointed.update(value for value in values if value[0] != '"')
            labels = SEPARATOR.join(_name(kind) for kind in found.get(_TYPE, ()) if kind[0] == "<")
            properties = (_property(found.get(column, ())) for column in columns)
            writer.writerow([_id(subject), labels, *properties])
        alone = pointed - subjects
        for node in sorted(alone):
            writer.writerow([_id(node), "Resource", *[""] * len(columns)])
    return len(subjects) + len(alone)


def _property(values: Iterable[str]) -> str:
    return SEPARATOR.join(text_of(literal_of(value)[0]) for value in values if value[0] == '"')


def _write_relationships(lines: Iterable[bytes], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([":START_ID", ":END_ID", ":TYPE"])
        for subject, found in by_subject(lines):
            for predicate, values in found.items():
                if predicate != _TYPE:
                    links = [
                        [_id(subject), _id(value), _name(predicate)] for value in values if value[0] != '"'
                    ]
                    writer.writerows(links)
                    count += len(links)
    return count


def _id(term: str) -> str:
    return iri_of(term) if term[0] == "<" else term


@cache
def _name(term: str) -> str:
    """Return a term as Cypher writes names without quotes: `kg_locatedIn`; an unknown one as its whole IRI."""
    iri = iri_of(term)
    for prefix, start in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(start):
            return f"{prefix.replace('-', '_')}_{iri.removeprefix(start)}"
    return iri
