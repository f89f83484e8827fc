"""What is said of each node of a graph, node by node: from sorted lines, or from a database.

Sorted lines say everything of a subject one after the other, so one pass over them is enough, and what no row is made
of is passed over unread. A database is asked for the nodes that the graph contract speaks of, and what it says of each.
Both give the same nodes, each once, in no particular order; from lines come others too, which no row is made of.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.terms import KG, NIF, ORG, QB, RDF, RDFS, SCHEMA, SKOS
from kg.publish.lines import text_of
from kg.publish.readings import (
    PREDICATE,
    TYPES,
    UNREAD,
    Description,
    Term,
    describe,
    expand,
    in_order,
    is_foreign,
    shorten,
)

_CLASSES = (
    NIF.Phrase, NIF.Sentence, NIF.Context, SCHEMA.NewsArticle, SCHEMA.Quotation, ORG.Membership, QB.Observation,
    RDF.Statement,
)  # fmt: skip
_ENTITIES = tuple(KG.ALL[name] for main, subs in TYPES.items() for name in (main, *subs))
_PROPERTIES = (RDFS.label, SKOS.notation, KG.startDate, KG.endDate)
"""By these are found units, indicators, periods and whatever else is known by name only."""

_ENTITY_IRIS = frozenset(kind.value for kind in _ENTITIES)
_UNREAD = frozenset(expand(curie) for curie in UNREAD)
_IRI, _QUOTE, _TRIPLE = b"<"[0], b'"'[0], b"<<"


class Node(NamedTuple):
    """A node with what is said of it; `links` are all ties of an entity to other IRIs, empty for what is no entity.

    Example: 苏州市 with its label and types, and the link `(…ontology#locatedIn, …/place/320000)`.
    """

    iri: str
    said: Description
    links: tuple[tuple[str, str], ...] = ()


def is_entity(said: Description) -> bool:
    """Say whether a node has a class of entities: 苏州市, a `kg:City`, has."""
    return not _ENTITY_IRIS.isdisjoint(said.get("rdf:type", ()))


def nodes_of_lines(lines: Iterable[bytes]) -> Iterator[Node]:
    """Yield the nodes of lines of N-Triples or N-Quads, sorted by subject; what several graphs say counts once.

    Example: two lines about 江苏省 give one node.
    """
    names, share, last = _Names(), dict[str, str]().setdefault, b""
    about: list[bytes] = []
    said: dict[str, tuple[str, ...]] = {}
    again: set[str] = set()
    for line in lines:
        # The loop goes through millions of lines: what most need is done here, the rest by `_whole`.
        subject, predicate, value = line.split(b" ", 2)
        if subject != last:
            if said:
                yield _whole(last, about, said, again, names)
            last, about, said = subject, [], {}
        name = names[predicate]
        if name is None or value.startswith(_TRIPLE):
            continue
        about.append(line)
        if name in said:
            again.add(name)
        elif value[0] == _IRI:
            iri = value[1 : value.find(b">")].decode()
            said[name] = (share(iri, iri),)
        else:
            said[name] = (_text(value),)
    if said:
        yield _whole(last, about, said, again, names)


def nodes_of_store(store: Store, graph: DefaultGraph | None) -> Iterator[Node]:
    """Yield the nodes of a database's default graph, or of the union of all its graphs (None)."""
    subjects: dict[NamedNode | BlankNode, None] = {}
    for kind in (*_CLASSES, *_ENTITIES):
        subjects.update(_subjects(store.quads_for_pattern(None, RDF.type, kind, graph)))
    for predicate in _PROPERTIES:
        subjects.update(_subjects(store.quads_for_pattern(None, predicate, None, graph)))
    for subject in subjects:
        yield _of_quads(subject, store.quads_for_pattern(subject, None, None, graph))


def _subjects(quads: Iterable[Quad]) -> Iterator[tuple[NamedNode | BlankNode, None]]:
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, NamedNode | BlankNode):
            yield subject, None


def _of_quads(subject: NamedNode | BlankNode, quads: Iterable[Quad]) -> Node:
    pairs: list[tuple[NamedNode, Term]] = []
    for quad in quads:
        predicate = quad.predicate
        if predicate.value not in _UNREAD:
            value = quad.object
            if isinstance(value, NamedNode | Literal | BlankNode):
                pairs.append((predicate, value))
    said = describe(pairs)
    links = ((p.value, o.value) for p, o in pairs if isinstance(o, NamedNode)) if is_entity(said) else ()
    return Node(subject.value, said, tuple(links))


class _Names(dict[bytes, str | None]):
    """The CURIE of each predicate as it stands on a line, None for those that are not read."""

    def __missing__(self, predicate: bytes) -> str | None:
        iri = predicate[1:-1].decode()
        name = self[predicate] = None if iri in _UNREAD else shorten(iri)
        return name


def _whole(
    subject: bytes, about: list[bytes], said: dict[str, tuple[str, ...]], again: set[str], names: _Names
) -> Node:
    """The node of a subject whose first values are `said`: those of the names in `again` are read from its lines."""
    if PREDICATE in said:
        again.add(PREDICATE)
    if again:
        values: dict[str, list[tuple[bool, str]]] = {name: [] for name in again}
        for predicate, value in map(_end, about):
            name = names[predicate]
            if name in values and (name != PREDICATE or value[0] == _IRI):
                values[name].append((_foreign(value), _text(value)))
        said.update((name, in_order(found)) for name, found in values.items())
        again.clear()
    links = _links(about) if is_entity(said) else ()
    return Node(_text(subject), said, tuple(links))


def _end(line: bytes) -> tuple[bytes, bytes]:
    _, predicate, value = line.split(b" ", 2)
    return predicate, value


def _links(about: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    for predicate, value in map(_end, about):
        if value[0] == _IRI:
            yield _text(predicate), _text(value)


def _text(term: bytes) -> str:
    """The text of a term, whatever follows it on its line."""
    if term[0] == _QUOTE:
        written = term[1 : term.rindex(b'"')].decode()
        return text_of(written) if "\\" in written else written
    return (term[1 : term.index(b">")] if term[0] == _IRI else term[2:].partition(b" ")[0]).decode()


def _foreign(term: bytes) -> bool:
    if term[0] != _QUOTE:
        return False
    tag = term[term.rindex(b'"') + 1 :]
    return tag.startswith(b"@") and is_foreign(tag[1:].decode())
