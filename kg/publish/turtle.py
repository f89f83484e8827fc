"""Turtle that is the same on every run: sorted, grouped by subject, one prefix for each kind of node."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, Triple

from kg.graph import GraphStore
from kg.graph.identifiers import BASE, KINDS
from kg.graph.terms import PREFIXES, RDF, RDFS, XSD
from kg.publish.lines import Statements, by_subject, iri_of, literal_of, union_lines

# Local names that every store reads: no escapes and no slash (Virtuoso 7 corrupts IRIs written as id:person\/0), no
# dots or percent signs, which some readers take for the end of the name.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_SPLIT = re.compile(r"(.*[/#])([^/#]+)", re.DOTALL)
_CHARACTERS = re.compile(r"(.*#char=)(\d+),(\d+)>")
_PLAIN = {
    XSD.integer.value: re.compile(r"-?[0-9]+"),
    XSD.decimal.value: re.compile(r"-?[0-9]+\.[0-9]+"),
    XSD.boolean.value: re.compile("true|false"),
}
_TYPE = str(RDF.type)
_CACHED = 1 << 16


def write_turtle(statements: Iterable[Quad] | Iterable[Triple], path: Path, base: str = BASE) -> int:
    """Write statements as Turtle to `path` and return how many triples it holds; graph names are left out.

    The union of all graphs is written: a triple of several graphs stands once. Subjects, predicates (types and labels
    first) and objects are sorted, strings by their offsets, and only prefixes that are used are declared. Equal
    statements in any order give equal bytes. Raises TypeError for quoted triples, OSError when `path` is unwritable.

    Example: 江苏省 becomes `place:320000 a kg:Place, kg:Province ; rdfs:label "江苏省"@zh .` on several lines.
    """
    triples = (found.triple if isinstance(found, Quad) else found for found in statements)
    lines = {f"{triple} .\n".encode() for triple in triples}
    return write_turtle_lines(sorted(lines), path, base)


def write_store_turtle(store: GraphStore, path: Path) -> int:
    """Write the union of a store's graphs likewise."""
    return write_turtle_lines(union_lines(store), path, store.ids.base)


def write_turtle_lines(lines: Iterable[bytes], path: Path, base: str = BASE) -> int:
    """Write sorted N-Triples lines, each once, likewise."""
    names = _Names(base)
    blocks, count = [], 0
    for subject, found in _in_reading_order(by_subject(lines)):
        count += sum(map(len, found.values()))
        blocks.append(names.block(subject, found))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.used())
        file.writelines(blocks)
    return count


def _in_reading_order(subjects: Iterable[tuple[str, Statements]]) -> Iterator[tuple[str, Statements]]:
    """Yield sorted subjects with places on a page in the order of their characters, 9 before 10."""
    for _, found in groupby(subjects, key=lambda item: item[0].partition("#char=")[0]):
        yield from sorted(found, key=lambda item: _natural(item[0]))


def _natural(iri: str) -> tuple[str, int, int]:
    match = _CHARACTERS.fullmatch(iri)
    return (match[1], int(match[2]), int(match[3])) if match else (iri, -1, -1)


class _Names:
    """Writes terms, and remembers which prefixes it used."""

    def __init__(self, base: str):
        self._prefixes = {iri: prefix for prefix, iri in PREFIXES.items()}
        self._prefixes.update({f"{base}{kind}/": kind for kind in KINDS})
        self._used: set[str] = set()
        self._orders: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self.name = lru_cache(_CACHED)(self._name)

    def used(self) -> list[tuple[str, str]]:
        """Return the prefixes used so far with their IRIs, sorted."""
        return sorted((prefix, iri) for iri, prefix in self._prefixes.items() if prefix in self._used)

    def block(self, subject: str, found: Statements) -> str:
        """Return all that is said of one subject."""
        pairs = []
        for predicate, written in self._predicates(tuple(found)):
            objects = found[predicate]
            if len(objects) == 1:
                pairs.append(f"{written} {self.term(objects[0])}")
            else:
                pairs.append(f"{written} {', '.join(sorted(map(self.term, objects)))}")
        return f"\n{self.term(subject)} " + " ;\n    ".join(pairs) + " .\n"

    def term(self, term: str) -> str:
        """Return a term in Turtle."""
        if term[0] == '"':
            return self._literal(term) if term[-1] == ">" else term
        return self.name(term)

    def _predicates(self, predicates: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return predicates as on the lines and as written, in order: the type, the label, then the rest by name."""
        known = self._orders.get(predicates)
        if known is None:
            first = {"a": 0, self.name(str(RDFS.label)): 1} if str(RDFS.label) in predicates else {"a": 0}
            named = [
                (predicate, "a" if predicate == _TYPE else self.name(predicate)) for predicate in predicates
            ]
            known = sorted(named, key=lambda pair: (first.get(pair[1], 2), pair[1]))
            self._orders[predicates] = known
        return known

    def _name(self, term: str) -> str:
        if term[0] != "<":
            return term
        match = _SPLIT.fullmatch(iri_of(term))
        if match:
            prefix = self._prefixes.get(match[1])
            if prefix is not None and _LOCAL.fullmatch(match[2]):
                self._used.add(prefix)
                return f"{prefix}:{match[2]}"
        return term

    def _literal(self, literal: str) -> str:
        value, _, datatype = literal_of(literal)
        plain = _PLAIN.get(datatype)
        if plain is not None and plain.fullmatch(value):
            return value
        return f'"{value}"^^{self.name(f"<{datatype}>")}'
