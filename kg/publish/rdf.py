"""The graph of a store as N-Triples, N-Quads, TriG and RDF/XML: sorted, the same on every run, graph by graph.

Oxigraph itself writes out the statements of one graph; sorting its lines as bytes gives canonical order at a fraction
of what a Python object for every term costs.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.graph import GraphStore
from kg.graph.identifiers import KINDS
from kg.graph.terms import PREFIXES, XSD

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPLIT = re.compile(r"(.*[/#:])([A-Za-z_][A-Za-z0-9_.-]*)", re.DOTALL)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def graph_names(store: GraphStore) -> list[NamedNode]:
    """Return the names of the store's graphs, sorted."""
    return sorted((name for name in store.store.named_graphs() if isinstance(name, NamedNode)), key=str)


def graph_lines(store: GraphStore, graph: NamedNode | None = None) -> list[bytes]:
    """Return the statements of one graph, or of the union of all, as sorted N-Triples lines with their line ends.

    Example: the graph of seeds has a line that ends in `"江苏省"@zh .`
    """
    written = store.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph or DefaultGraph()) or b""
    return sorted(written.splitlines(keepends=True))


def graph_triples(store: GraphStore, graph: NamedNode | None = None) -> Iterator[Triple]:
    """Yield the same statements in the same order as triples."""
    return (
        quad.triple
        for quad in parse(b"".join(graph_lines(store, graph)), format=RdfFormat.N_TRIPLES, lenient=True)
    )


def write_ntriples(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as sorted N-Triples and return how many there are."""
    lines = graph_lines(store)
    with path.open("wb") as file:
        file.writelines(lines)
    return len(lines)


def write_sorted_nquads(store: GraphStore, path: Path) -> int:
    """Write all named graphs as sorted N-Quads, the same bytes as `write_nquads`, and return how many there are."""
    lines: list[bytes] = []
    for graph in graph_names(store):
        name = str(graph).encode()
        lines += [line[:-2] + name + b" .\n" for line in graph_lines(store, graph)]
    lines.sort()
    with path.open("wb") as file:
        file.writelines(lines)
    return len(lines)


def write_trig(store: GraphStore, path: Path) -> int:
    """Write all named graphs as TriG, graph by graph, and return how many statements there are."""
    count = 0

    def quads() -> Iterator[Quad]:
        nonlocal count
        for graph in graph_names(store):
            for triple in graph_triples(store, graph):
                count += 1
                yield Quad(triple.subject, triple.predicate, triple.object, graph)

    # One prefix for each kind of node: no prefix stops before a slash, which some readers get wrong.
    prefixes = {**PREFIXES, **{kind: f"{store.ids.base}{kind}/" for kind in KINDS}}
    with path.open("wb") as file:
        serialize(quads(), _SortedPrefixes(file), RdfFormat.TRIG, prefixes=prefixes)  # type: ignore[arg-type]
    return count


class _SortedPrefixes:
    """A file that sorts the prefixes at its begin: Oxigraph writes them in another order each time."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._head: bytearray | None = bytearray()

    def write(self, content: bytes) -> int:
        if self._head is None:
            return self._file.write(content)
        self._head += content
        lines = self._head.splitlines(keepends=True)
        body = next((at for at, line in enumerate(lines) if not b"@prefix ".startswith(line[:8])), None)
        if body is not None:
            self._file.writelines([*sorted(lines[:body]), *lines[body:]])
            self._head = None
        return len(content)

    def flush(self) -> None:
        if self._head is not None and self._head.endswith(b"\n"):
            self._file.writelines(sorted(self._head.splitlines(keepends=True)))
            self._head = bytearray()
        self._file.flush()


def by_subject(triples: Iterable[Triple]) -> Iterator[tuple[object, list[Triple]]]:
    """Yield each subject of sorted triples with its statements."""
    for subject, found in groupby(triples, key=lambda triple: triple.subject):
        yield subject, list(found)


def write_rdfxml(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as RDF/XML and return how many statements there are.

    A character that XML cannot hold becomes U+FFFD. Raises ValueError for a predicate that XML has no name for.
    """
    names = _XmlNames(triple.predicate for triple in graph_triples(store))
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        spaces = "".join(
            f"\n  xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(names.prefixes.items())
        )
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n')
        for subject, triples in by_subject(graph_triples(store)):
            about = (
                f"rdf:about={_attribute(subject.value)}"
                if isinstance(subject, NamedNode)
                else f'rdf:nodeID="{_node_id(subject)}"'
            )
            file.write(f"<rdf:Description {about}>\n")
            file.writelines(_element(names.name(triple.predicate), triple.object) for triple in triples)
            file.write("</rdf:Description>\n")
            count += len(triples)
        file.write("</rdf:RDF>\n")
    return count


def _element(name: str, value: object) -> str:
    if isinstance(value, NamedNode):
        return f"  <{name} rdf:resource={_attribute(value.value)}/>\n"
    if not isinstance(value, Literal):
        return f'  <{name} rdf:nodeID="{_node_id(value)}"/>\n'
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype != XSD.string:
        kind = f" rdf:datatype={_attribute(value.datatype.value)}"
    text = escape(_NOT_XML.sub("\ufffd", value.value), {"\r": "&#13;"})
    return f"  <{name}{kind}>{text}</{name}>\n"


def _attribute(iri: str) -> str:
    return quoteattr(iri)


def _node_id(node: object) -> str:
    return "b" + str(node).removeprefix("_:")


class _XmlNames:
    """Qualified names of predicates, and the namespaces that they need."""

    def __init__(self, predicates: Iterable[NamedNode]):
        known = {iri: prefix for prefix, iri in PREFIXES.items()}
        self.prefixes = {"rdf": _RDF}
        self._names: dict[NamedNode, str] = {}
        for predicate in sorted(set(predicates), key=str):
            match = _SPLIT.fullmatch(predicate.value)
            if match is None:
                raise ValueError(f"RDF/XML has no name for the predicate {predicate}")
            prefix = known.setdefault(match[1], f"ns{len(known)}")
            self.prefixes[prefix] = match[1]
            self._names[predicate] = f"{prefix}:{match[2]}"

    def name(self, predicate: NamedNode) -> str:
        """Return the qualified name of a predicate."""
        return self._names[predicate]
