"""JSON-LD that reads well: short names, Chinese names under `zh`, and a context that says what they stand for."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from kg.graph import GraphStore
from kg.graph.identifiers import KINDS
from kg.graph.terms import PREFIXES, RDF, XSD
from kg.publish.lines import Statements, by_subject, iri_of, literal_of, text_of, union_lines

_LANGUAGE, _REFERENCE, _MIXED = "@language", "@id", ""
_STRING, _BOOLEAN, _INTEGER = XSD.string.value, XSD.boolean.value, XSD.integer.value
_TYPE = str(RDF.type)
_CANONICAL = re.compile("0|-?[1-9][0-9]*")
_CACHED = 1 << 16


def write_jsonld(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as JSON-LD 1.1 and return how many statements there are.

    Every node is one object on one line; a line of the context says for each name which term it is and, when all its
    values are of one kind, which: so a value stands as plain text.

    Example: `{"@id": "place:320000", "@type": ["kg:Place", "kg:Province"], "label": {"zh": "江苏省"}}`.
    """
    lines = list(union_lines(store))
    names = _Names(_kinds(lines), store.ids.base)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        entries = ",\n".join(f"  {_json(name)}: {_json(entry)}" for name, entry in names.context())
        file.write(f'{{"@context": {{\n{entries}\n}},\n"@graph": [')
        comma = ""
        for subject, found in by_subject(lines):
            file.write(f"{comma}\n{names.node(subject, found)}")
            comma = ","
        file.write("\n]}\n")
    return len(lines)


def _kinds(lines: Iterable[bytes]) -> dict[str, set[str]]:
    """Return the kinds of values of every predicate: references, text in a language, or the IRI of a datatype."""
    # What follows the last quote of a line says its kind; a line without one ends in a reference.
    seen = {(line.split(b" ", 2)[1], line[line.rfind(b'"') :]) for line in lines}
    kinds: dict[str, set[str]] = {}
    for predicate, end in seen:
        if end == b"\n":
            kind = _REFERENCE
        else:
            _, language, datatype = literal_of('"' + end.decode()[:-3])
            kind = _LANGUAGE if language else datatype or _STRING
        kinds.setdefault(predicate.decode(), set()).add(kind)
    return kinds


class _Names:
    """The context of a graph: a name and a kind for every predicate that occurs in it."""

    def __init__(self, kinds: dict[str, set[str]], base: str):
        self._prefixes = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}
        self._longest = sorted(self._prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._begin = lru_cache(_CACHED)(lambda begin: self._compact(begin, begin=True))
        self._reference = lru_cache(_CACHED)(lambda term: f'"{self.term(term)}"')
        predicates = {predicate: iri_of(predicate) for predicate in kinds if predicate != _TYPE}
        # A term without a prefix keeps its IRI and needs no line of the context.
        bare = {predicate for predicate, iri in predicates.items() if self._compact(iri) == iri}
        shorts = Counter(self._local(iri) for predicate, iri in predicates.items() if predicate not in bare)
        taken = self._prefixes.keys()
        self._names: dict[str, str] = {}
        self._terms: list[tuple[str, object]] = []
        self._writers: dict[str, Callable[[list[str]], str]] = {}
        for predicate, iri in predicates.items():
            found = kinds[predicate]
            kind = next(iter(found)) if len(found) == 1 and predicate not in bare else _MIXED
            local = self._local(iri)
            name = local if shorts[local] == 1 and local not in taken else self._compact(iri)
            self._names[predicate] = name
            self._writers[predicate] = self._writer(kind)
            if predicate not in bare:
                self._terms.append((name, self._entry(iri, kind)))
        self._orders: dict[tuple[str, ...], list[tuple[str, str, Callable[[list[str]], str]]]] = {}

    def context(self) -> list[tuple[str, object]]:
        """Return the entries of the context: prefixes, then terms, each sorted."""
        return [*sorted(self._prefixes.items()), *sorted(self._terms, key=lambda item: item[0])]

    def node(self, subject: str, found: Statements) -> str:
        """Return one node as an object: its name, its types, then the rest by name."""
        written = [f'{{"@id": {self._reference(subject)}']
        if types := found.get(_TYPE):
            written.append(f'"@type": [{", ".join(map(self._reference, types))}]')
        for predicate, key, write in self._order(tuple(found)):
            written.append(key + write(found[predicate]))
        return ", ".join(written) + "}"

    def term(self, term: str) -> str:
        """Return an IRI with a prefix where one fits, or a blank node."""
        if term[0] != "<":
            return term
        iri = iri_of(term)
        # All prefixes end in a slash or hash, so all IRIs that are equal up to their last one have the same.
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        return self._begin(iri[:cut]) + iri[cut:] if cut < len(iri) else self._compact(iri)

    def _compact(self, iri: str, *, begin: bool = False) -> str:
        """Return an IRI, or the begin of one, with a prefix where one fits."""
        for prefix, start in self._longest:
            rest = iri.removeprefix(start)
            if rest != iri and (rest or begin) and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return iri

    def _local(self, iri: str) -> str:
        return self._compact(iri).rpartition(":")[2]

    def _entry(self, iri: str, kind: str) -> dict[str, str]:
        entry = {"@id": self._compact(iri)}
        if kind == _LANGUAGE:
            entry["@container"] = "@language"
        elif kind == _REFERENCE:
            entry["@type"] = "@id"
        elif kind not in (_MIXED, _STRING, _BOOLEAN, _INTEGER):
            entry["@type"] = self._compact(kind)
        return entry

    def _order(self, predicates: tuple[str, ...]) -> list[tuple[str, str, Callable[[list[str]], str]]]:
        """Return the predicates of a node by name, with the key of each and what writes its values."""
        known = self._orders.get(predicates)
        if known is None:
            named = sorted(
                (self._names[predicate], predicate) for predicate in predicates if predicate != _TYPE
            )
            known = [(predicate, f"{_json(name)}: ", self._writers[predicate]) for name, predicate in named]
            self._orders[predicates] = known
        return known

    def _writer(self, kind: str) -> Callable[[list[str]], str]:
        """Return what writes all values of a predicate whose values are of one kind, or mixed."""
        if kind == _LANGUAGE:
            return _languages
        write = self._reference if kind == _REFERENCE else lambda term: self._value(kind, term)
        return lambda terms: _one([write(term) for term in terms])

    def _value(self, kind: str, term: str) -> str:
        if term[0] != '"':
            return f'{{"@id": {self._reference(term)}}}'
        escaped, language, datatype = literal_of(term)
        if kind == _BOOLEAN and escaped in ("true", "false"):
            return escaped
        if kind == _INTEGER and _CANONICAL.fullmatch(escaped):
            return escaped
        if kind not in (_MIXED, _BOOLEAN, _INTEGER) or not (language or datatype):
            return _text(escaped)
        if language:
            return f'{{"@value": {_text(escaped)}, "@language": "{language}"}}'
        return f'{{"@value": {_text(escaped)}, "@type": {self._reference(f"<{datatype}>")}}}'


def _languages(terms: list[str]) -> str:
    found: dict[str, list[str]] = {}
    for term in terms:
        escaped, language, _ = literal_of(term)
        found.setdefault(language, []).append(_text(escaped))
    return "{" + ", ".join(f'"{language}": {_one(found[language])}' for language in sorted(found)) + "}"


def _one(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _text(escaped: str) -> str:
    # The escapes of N-Triples are those of JSON, but for characters written as their numbers.
    return _json(text_of(escaped)) if "\\u" in escaped or "\\U" in escaped else f'"{escaped}"'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
