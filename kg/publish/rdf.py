"""The graph of a store as N-Triples, N-Quads, TriG and RDF/XML: sorted, the same on every run."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.graph import GraphStore
from kg.graph.identifiers import KINDS
from kg.graph.terms import PREFIXES
from kg.publish.lines import by_subject, iri_of, literal_of, quad_lines, text_of, union_lines, write_lines

_BLOCK = 1 << 20
_BATCH = 100_000
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPLIT = re.compile(r"(.*[/#:])([A-Za-z_][A-Za-z0-9_.-]*)", re.DOTALL)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def write_ntriples(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as sorted N-Triples and return how many there are."""
    with path.open("wb") as file:
        return write_lines(union_lines(store), file)


def write_sorted_nquads(store: GraphStore, path: Path) -> int:
    """Write all named graphs as sorted N-Quads, the same bytes as `write_nquads`, and return how many there are."""
    with path.open("wb") as target:
        copy = store.copy()
        if copy is None or store.writable:
            return write_lines(quad_lines(store), target)
        count = 0
        with copy:
            while block := copy.read(_BLOCK):
                count += block.count(b"\n")
                target.write(block)
        return count


def write_trig(store: GraphStore, path: Path) -> int:
    """Write all named graphs as TriG, graph by graph, and return how many statements there are."""
    lines = sorted(quad_lines(store), key=lambda line: line[line.rindex(b" <") :])

    def quads() -> Iterator[Quad]:
        for begin in range(0, len(lines), _BATCH):
            yield from parse(b"".join(lines[begin : begin + _BATCH]), format=RdfFormat.N_QUADS, lenient=True)

    # One prefix for each kind of node: no prefix stops before a slash, which some readers get wrong.
    prefixes = {**PREFIXES, **{kind: f"{store.ids.base}{kind}/" for kind in KINDS}}
    with path.open("wb") as file:
        serialize(quads(), _SortedPrefixes(file), RdfFormat.TRIG, prefixes=prefixes)  # type: ignore[arg-type]
    return len(lines)


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


def write_rdfxml(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as RDF/XML and return how many statements there are.

    A character that XML cannot hold becomes U+FFFD. Raises ValueError for a predicate that XML has no name for.
    """
    lines = list(union_lines(store))
    names = _XmlNames({line.split(b" ", 2)[1].decode() for line in lines})
    with path.open("w", encoding="utf-8", newline="\n") as file:
        spaces = "".join(
            f"\n  xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(names.prefixes.items())
        )
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n')
        for subject, found in by_subject(lines):
            elements = [
                _element(names.names[predicate], value)
                for predicate, values in found.items()
                for value in values
            ]
            about = _node(subject, "rdf:about")
            file.write(f"<rdf:Description {about}>\n{''.join(elements)}</rdf:Description>\n")
        file.write("</rdf:RDF>\n")
    return len(lines)


def _element(name: str, term: str) -> str:
    if term[0] != '"':
        return f"  <{name} {_node(term, 'rdf:resource')}/>\n"
    text, language, datatype = literal_of(term)
    if "\\" in text:
        text = _NOT_XML.sub("\ufffd", text_of(text))
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = escape(text, {"\r": "&#13;"})
    kind = ""
    if language:
        kind = f' xml:lang="{language}"'
    elif datatype:
        kind = f' rdf:datatype="{escape(datatype)}"'
    return f"  <{name}{kind}>{text}</{name}>\n"


def _node(term: str, attribute: str) -> str:
    if term[0] == "<":
        return f'{attribute}="{escape(iri_of(term))}"'
    return f'rdf:nodeID="b{term.removeprefix("_:")}"'


class _XmlNames:
    """Qualified names of predicates, and the namespaces that they need."""

    def __init__(self, predicates: Iterable[str]):
        known = {iri: prefix for prefix, iri in PREFIXES.items()}
        self.prefixes = {"rdf": _RDF}
        self.names: dict[str, str] = {}
        for predicate in sorted(predicates):
            match = _SPLIT.fullmatch(iri_of(predicate))
            if match is None:
                raise ValueError(f"RDF/XML has no name for the predicate {predicate}")
            prefix = known.setdefault(match[1], f"ns{len(known)}")
            self.prefixes[prefix] = match[1]
            self.names[predicate] = f"{prefix}:{match[2]}"
