"""JSON-LD that reads well: short names, Chinese names under `zh`, and a context that says what they stand for."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph import GraphStore
from kg.graph.identifiers import KINDS
from kg.graph.terms import PREFIXES, RDF, XSD
from kg.publish.rdf import by_subject, graph_triples

_LANGUAGE, _REFERENCE, _MIXED = "@language", "@id", ""


def write_jsonld(store: GraphStore, path: Path) -> int:
    """Write the union of all graphs as JSON-LD 1.1 and return how many statements there are.

    Every node is one object on one line; a line of the context says for each name which term it is and, when all its
    values are of one kind, which: so a value stands as plain text.

    Example: `{"@id": "place:320000", "@type": ["kg:Place", "kg:Province"], "label": {"zh": "江苏省"}}`.
    """
    names = _Names(graph_triples(store), store.ids.base)
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        entries = ",\n".join(f"  {_json(name)}: {_json(entry)}" for name, entry in names.context())
        file.write(f'{{"@context": {{\n{entries}\n}},\n"@graph": [')
        for number, (subject, triples) in enumerate(by_subject(graph_triples(store))):
            file.write(f"{',' if number else ''}\n{_json(names.node(subject, triples))}")
            count += len(triples)
        file.write("\n]}\n")
    return count


class _Names:
    """The context of a graph: a name and a kind for every predicate that occurs in it."""

    def __init__(self, triples: Iterable[Triple], base: str):
        kinds: dict[NamedNode, set[str]] = {}
        for triple in triples:
            kinds.setdefault(triple.predicate, set()).add(_kind(triple.object))
        self._prefixes = {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}
        self._longest = sorted(self._prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        kinds.pop(RDF.type, None)
        # A term without a prefix keeps its IRI and needs no line of the context.
        self._bare = {predicate for predicate in kinds if self.iri(predicate) == predicate.value}
        self._kinds = {
            predicate: found.pop() if len(found) == 1 and predicate not in self._bare else _MIXED
            for predicate, found in kinds.items()
        }
        shorts = Counter(self._local(predicate) for predicate in kinds if predicate not in self._bare)
        taken = self._prefixes.keys()
        self._names = {
            predicate: local
            if shorts[local := self._local(predicate)] == 1 and local not in taken
            else self.iri(predicate)
            for predicate in kinds
        }

    def context(self) -> list[tuple[str, object]]:
        """Return the entries of the context: prefixes, then terms, each sorted."""
        terms: list[tuple[str, object]] = []
        for predicate, name in sorted(self._names.items(), key=lambda item: item[1]):
            if predicate in self._bare:
                continue
            entry: dict[str, str] = {"@id": self.iri(predicate)}
            kind = self._kinds[predicate]
            if kind == _LANGUAGE:
                entry["@container"] = "@language"
            elif kind == _REFERENCE:
                entry["@type"] = "@id"
            elif kind not in (_MIXED, XSD.string.value, XSD.boolean.value, XSD.integer.value):
                entry["@type"] = self.iri(NamedNode(kind))
            terms.append((name, entry))
        return [*sorted(self._prefixes.items()), *terms]

    def node(self, subject: object, triples: list[Triple]) -> dict[str, object]:
        """Return one node as an object: its name, its types, then the rest by name."""
        node: dict[str, object] = {"@id": self.term(subject)}
        types = [self.term(triple.object) for triple in triples if triple.predicate == RDF.type]
        if types:
            node["@type"] = types
        values: dict[NamedNode, list[Triple]] = {}
        for triple in triples:
            if triple.predicate != RDF.type:
                values.setdefault(triple.predicate, []).append(triple)
        for predicate in sorted(values, key=self._names.__getitem__):
            node[self._names[predicate]] = self._values(
                self._kinds[predicate], [triple.object for triple in values[predicate]]
            )
        return node

    def term(self, term: object) -> str:
        """Return an IRI with a prefix where one fits, or a blank node."""
        return self.iri(term) if isinstance(term, NamedNode) else str(term)

    def iri(self, node: NamedNode) -> str:
        """Return an IRI as a compact one where a prefix fits."""
        for prefix, start in self._longest:
            rest = node.value.removeprefix(start)
            if rest != node.value and rest and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return node.value

    def _local(self, predicate: NamedNode) -> str:
        return self.iri(predicate).rpartition(":")[2]

    def _values(self, kind: str, objects: list[NamedNode | BlankNode | Literal | Triple]) -> object:
        if kind == _LANGUAGE:
            languages: dict[str, list[object]] = {}
            for item in objects:
                if isinstance(item, Literal):
                    languages.setdefault(item.language or "", []).append(item.value)
            return {language: _one(found) for language, found in sorted(languages.items())}
        return _one([self._value(kind, item) for item in objects])

    def _value(self, kind: str, item: object) -> object:
        if not isinstance(item, Literal):
            return self.term(item) if kind == _REFERENCE else {"@id": self.term(item)}
        if kind == XSD.boolean.value and item.value in ("true", "false"):
            return item.value == "true"
        if kind == XSD.integer.value and str(int(item.value)) == item.value:
            return int(item.value)
        if kind not in (_MIXED, XSD.boolean.value, XSD.integer.value):
            return item.value
        if item.language:
            return {"@value": item.value, "@language": item.language}
        if item.datatype == XSD.string:
            return item.value
        return {"@value": item.value, "@type": self.iri(item.datatype)}


def _kind(term: object) -> str:
    if not isinstance(term, Literal):
        return _REFERENCE
    return _LANGUAGE if term.language else term.datatype.value


def _one(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
