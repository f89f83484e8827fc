"""What each term of the ontology entails, as tables, after the rules of OWL 2 RL."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib.namespace import OWL, RDFS
from rdflib.term import Node

from kg.graph.terms import RDF
from kg.resources import folder

_Item = TypeVar("_Item")

FILES = ("jingwei.ttl", "cube.ttl")

_Step = tuple[Node, bool]
_Closure = Mapping[Node, set[_Step]]

Derived = tuple[NamedNode, bool]
"""A property that another one entails, and whether subject and object change places."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What each term entails.

    classes: class → its superclasses; values: class → what all its members have; properties: property → the properties
    it entails, itself with places changed where it is symmetric; domains and ranges: property → classes of its subjects
    and of its objects, with all that follows from them; transitive: properties whose chains are one step, the lower of
    two first.
    """

    classes: Mapping[NamedNode, tuple[NamedNode, ...]]
    values: Mapping[NamedNode, tuple[tuple[NamedNode, NamedNode], ...]]
    properties: Mapping[NamedNode, tuple[Derived, ...]]
    domains: Mapping[NamedNode, tuple[NamedNode, ...]]
    ranges: Mapping[NamedNode, tuple[NamedNode, ...]]
    transitive: tuple[NamedNode, ...]

    def predicates(self) -> list[NamedNode]:
        """Return the predicates of statements that entail anything, sorted."""
        return sorted({RDF.type, *self.properties, *self.domains, *self.ranges}, key=str)

    def of(self, statement: Triple) -> Iterator[Triple]:
        """Yield what one statement entails by itself; the same may come twice.

        Example: 商务部 `a kg:GovernmentBody` entails `a schema:GovernmentOrganization` and what lies above.
        """
        subject, predicate, value = statement.subject, statement.predicate, statement.object
        if predicate == RDF.type:
            if isinstance(value, NamedNode):
                yield from self._typed(subject, (value, *self.classes.get(value, ())))
            return
        yield from self._typed(subject, self.domains.get(predicate, ()))
        if not isinstance(value, Literal):
            yield from self._typed(value, self.ranges.get(predicate, ()))
        for derived, swapped in self.properties.get(predicate, ()):
            if not swapped:
                yield Triple(subject, derived, value)
            elif not isinstance(value, Literal):
                yield Triple(value, derived, subject)

    def _typed(self, node: object, kinds: Iterable[NamedNode]) -> Iterator[Triple]:
        for kind in kinds:
            yield Triple(node, RDF.type, kind)  # type: ignore[arg-type]
            for predicate, value in self.values.get(kind, ()):
                yield Triple(node, predicate, value)  # type: ignore[arg-type]


@cache
def rules() -> Rules:
    """Return the rules of the ontology; they are read once."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(folder("ontology") / name, format="turtle")
    return read_rules(graph)


def read_rules(graph: rdflib.Graph) -> Rules:
    """Return the rules of an ontology."""
    above = _class_links(graph)
    classes = {kind: _reached(kind, lambda one: above.get(one, ())) for kind in above}
    steps = _property_steps(graph)

    def entail(one: _Step) -> list[_Step]:
        return [(to, one[1] ^ swapped) for to, swapped in steps.get(one[0], ())]

    closure = {prop: _reached((prop, False), entail) for prop in _properties(graph)}
    domains, ranges = _typing(graph, closure, classes)
    transitive = graph.subjects(rdflib.RDF.type, OWL.TransitiveProperty)
    return Rules(
        _nodes(classes),
        _values(graph),
        {NamedNode(str(prop)): _pairs(found) for prop, found in closure.items() if found},
        _nodes(domains),
        _nodes(ranges),
        tuple(
            NamedNode(str(prop))
            for prop in sorted(transitive, key=lambda one: (-len(closure[one]), str(one)))
        ),
    )


def _class_links(graph: rdflib.Graph) -> dict[Node, list[Node]]:
    links: dict[Node, list[Node]] = {}
    for below, above in graph.subject_objects(RDFS.subClassOf):
        if isinstance(above, rdflib.URIRef):
            links.setdefault(below, []).append(above)
    for one, other in graph.subject_objects(OWL.equivalentClass):
        if isinstance(one, rdflib.URIRef) and isinstance(other, rdflib.URIRef):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    return links


def _property_steps(graph: rdflib.Graph) -> dict[Node, list[_Step]]:
    """What a property entails in one step."""
    steps: dict[Node, list[_Step]] = {}
    for below, above in graph.subject_objects(RDFS.subPropertyOf):
        steps.setdefault(below, []).append((above, False))
    for one, other in graph.subject_objects(OWL.equivalentProperty):
        steps.setdefault(one, []).append((other, False))
        steps.setdefault(other, []).append((one, False))
    for one, other in graph.subject_objects(OWL.inverseOf):
        steps.setdefault(one, []).append((other, True))
        steps.setdefault(other, []).append((one, True))
    for prop in graph.subjects(rdflib.RDF.type, OWL.SymmetricProperty):
        steps.setdefault(prop, []).append((prop, True))
    return steps


def _properties(graph: rdflib.Graph) -> set[Node]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return {prop for kind in kinds for prop in graph.subjects(rdflib.RDF.type, kind)}


def _typing(
    graph: rdflib.Graph, closure: _Closure, classes: Mapping[Node, set[Node]]
) -> tuple[dict[Node, set[Node]], dict[Node, set[Node]]]:
    """The classes of a property's subjects and objects, by its own domain and range and those of what it entails."""
    found: tuple[dict[Node, set[Node]], dict[Node, set[Node]]] = ({}, {})
    for prop, derived in closure.items():
        for term, swapped in {(prop, False), *derived}:
            for side, predicate in enumerate((RDFS.domain, RDFS.range)):
                for kind in graph.objects(term, predicate):
                    if (kind, rdflib.RDF.type, OWL.Class) in graph:
                        at = found[side ^ swapped].setdefault(prop, set())
                        at |= {kind, *classes.get(kind, ())}
    return found


def _values(graph: rdflib.Graph) -> dict[NamedNode, tuple[tuple[NamedNode, NamedNode], ...]]:
    """What all members of a class have, by restrictions to a value."""
    values: dict[NamedNode, tuple[tuple[NamedNode, NamedNode], ...]] = {}
    for kind in sorted(set(graph.subjects(RDFS.subClassOf, None)), key=str):
        found = [
            (graph.value(above, OWL.onProperty), graph.value(above, OWL.hasValue))
            for above in graph.objects(kind, RDFS.subClassOf)
            if graph.value(above, OWL.hasValue) is not None
        ]
        if found:
            values[NamedNode(str(kind))] = tuple(
                (NamedNode(str(prop)), NamedNode(str(value))) for prop, value in sorted(found, key=str)
            )
    return values


def _reached(start: _Item, step: Callable[[_Item], Iterable[_Item]]) -> set[_Item]:
    """All else that is reached from a start by one step or more."""
    found: set[_Item] = set()
    waiting = list(step(start))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += step(one)
    return found - {start}


def _nodes(table: Mapping[Node, set[Node]]) -> dict[NamedNode, tuple[NamedNode, ...]]:
    return {
        NamedNode(str(term)): tuple(NamedNode(one) for one in sorted(map(str, found)))
        for term, found in table.items()
        if found
    }


def _pairs(found: set[_Step]) -> tuple[Derived, ...]:
    return tuple(
        (NamedNode(term), swapped) for term, swapped in sorted((str(term), swap) for term, swap in found)
    )
