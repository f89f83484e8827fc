"""Turtle that is the same on every run: sorted, grouped by subject, one prefix for each kind of node."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.graph.identifiers import BASE, KINDS
from kg.graph.terms import PREFIXES, RDF, RDFS, XSD

# Local names that every store reads: no escapes and no slash (Virtuoso 7 corrupts IRIs written as id:person\/0), no
# dots or percent signs, which some readers take for the end of the name.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_SPLIT = re.compile(r"(.*[/#])([^/#]+)", re.DOTALL)
_CHARACTERS = re.compile(r"(.*#char=)(\d+),(\d+)>")
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")

_Term = NamedNode | BlankNode | Literal
_Pairs = dict[str, set[str]]


def write_turtle(statements: Iterable[Quad] | Iterable[Triple], path: Path, base: str = BASE) -> int:
    """Write statements as Turtle to `path` and return how many triples it holds; graph names are left out.

    The union of all graphs is written: a triple of several graphs stands once. Subjects, predicates (types and labels
    first) and objects are sorted, strings by their offsets, and only prefixes that are used are declared. Equal
    statements in any order give equal bytes. Raises TypeError for quoted triples, OSError when `path` is unwritable.

    Example: 江苏省 becomes `place:320000 a kg:Place, kg:Province ; rdfs:label "江苏省"@zh .` on several lines.
    """
    names = _Names(base)
    subjects: dict[str, _Pairs] = {}
    for statement in statements:
        pairs = subjects.setdefault(names.term(statement.subject), {})
        pairs.setdefault(names.predicate(statement.predicate), set()).add(names.term(statement.object))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        return _write(file, subjects, names)


def _write(file: TextIO, subjects: dict[str, _Pairs], names: "_Names") -> int:
    for prefix, iri in names.used():
        file.write(f"@prefix {prefix}: <{iri}> .\n")
    count = 0
    order = names.predicate_order(predicate for pairs in subjects.values() for predicate in pairs)
    for subject in sorted(subjects, key=lambda written: _natural(names.iri(written))):
        pairs = subjects[subject]
        lines = []
        for predicate in sorted(pairs, key=order.__getitem__):
            objects = sorted(pairs[predicate])
            count += len(objects)
            lines.append(f"{predicate} {', '.join(objects)}")
        file.write(f"\n{subject} " + " ;\n    ".join(lines) + " .\n")
    return count


def _natural(iri: str) -> tuple[str, int, int]:
    """Sort key of a subject: places on a page in the order of their characters, 9 before 10."""
    match = _CHARACTERS.fullmatch(iri)
    return (match[1], int(match[2]), int(match[3])) if match else (iri, -1, -1)


class _Names:
    """Writes terms, and remembers which prefixes it used and which IRI each written name stands for."""

    def __init__(self, base: str):
        self._prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}
        self._prefixes.update({f"{base}{kind}/": kind for kind in KINDS})
        self._used: set[str] = set()
        self._written: dict[NamedNode, str] = {}
        self._iris: dict[str, str] = {}

    def used(self) -> Iterator[tuple[str, str]]:
        """Yield the prefixes used so far with their IRIs, sorted."""
        yield from sorted((prefix, iri) for iri, prefix in self._prefixes.items() if prefix in self._used)

    def iri(self, written: str) -> str:
        """Return `<IRI>` for a subject or predicate as it was written."""
        return self._iris.get(written, written)

    def predicate_order(self, predicates: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return a sort key for every predicate: the type, the label, then the rest by name."""
        first = {"a": 0, self.predicate(RDFS.label): 1}
        return {written: (first.get(written, 2), written) for written in set(predicates)}

    def predicate(self, node: NamedNode) -> str:
        """Return a predicate in Turtle: `a` for rdf:type."""
        return "a" if node == RDF.type else self.term(node)

    def term(self, term: object) -> str:
        """Return a term in Turtle."""
        if isinstance(term, NamedNode):
            written = self._written.get(term)
            if written is None:
                written = self._written[term] = self._name(term)
                self._iris[written] = str(term)
            return written
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, BlankNode):
            return str(term)
        raise TypeError(f"Turtle has no place for {term}")

    def _name(self, node: NamedNode) -> str:
        match = _SPLIT.fullmatch(node.value)
        if match:
            prefix = self._prefixes.get(match[1])
            if prefix is not None and _LOCAL.fullmatch(match[2]):
                self._used.add(prefix)
                return f"{prefix}:{match[2]}"
        return str(node)

    def _literal(self, literal: Literal) -> str:
        if literal.language or literal.datatype == XSD.string:
            return str(literal)
        value, datatype = literal.value, literal.datatype
        if (datatype == XSD.integer and _INTEGER.fullmatch(value)) or (
            datatype == XSD.decimal and _DECIMAL.fullmatch(value)
        ):
            return value
        if datatype == XSD.boolean and value in {"true", "false"}:
            return value
        return f"{Literal(value)}^^{self.term(datatype)}"
