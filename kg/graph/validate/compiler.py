"""Shapes compiled to SPARQL: one query for each constraint finds all nodes of a graph that break it, at once.

pySHACL walks from node to node in Python; here Oxigraph answers one query for each rule, in memory or on disk, and the
memory needed does not grow with the graph. What SHACL has and this compiler does not know, it refuses by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.graph.validate.conditions import Conditions, Constraint, Subclasses, sparql
from kg.graph.validate.findings import ValidationError
from kg.graph.validate.shapes import Shape, local, members, messages, shapes

_TARGETS = {
    "targetNode": "VALUES ?this {{ {0} }}",
    "targetSubjectsOf": "?this {0} ?targeted",
    "targetObjectsOf": "?targeting {0} ?this",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape as a query: it yields `?this`, and `?value` where a value is at fault.

    `path` is the IRI of a property, or a path in SPARQL's notation. `probe` is a condition that several checks of one
    property share: when the query `probe` finds nothing, none of them does.
    """

    shape: str
    constraint: str
    path: str | None
    severity: str
    message: str
    message_zh: str
    query: str
    probe: str | None = None


def compile_shapes(graph: rdflib.Graph, subclasses: Subclasses) -> list[Check]:
    """Return the checks of all shapes, in the order of the shapes' names.

    Raises ValidationError for a construct of SHACL that is not supported.

    Example: `sh:path kg:postTitle ; sh:minCount 1` (职务) becomes a query for posts without a title.
    """
    compiler = _Compiler(graph, subclasses)
    return [check for shape in shapes(graph) for check in compiler.checks(shape)]


class _Compiler:
    def __init__(self, graph: rdflib.Graph, subclasses: Subclasses):
        self._graph = graph
        self._conditions = Conditions(graph, subclasses)

    def checks(self, shape: Shape) -> Iterator[Check]:
        """Yield the checks of one shape."""
        each = [pair for pair in shape.constraints if self._conditions.knows(pair[0])]
        probe = self._probe(shape, each) if len(each) > 1 else None
        for name, value in each:
            yield self._check(shape, name, self._of_values(shape, self._broken(shape, name, value)), probe)
        for name, value in shape.constraints:
            if name == "sparql":
                yield self._rule(shape, value)
            elif not self._conditions.knows(name):
                yield self._check(shape, name, self._of_all(shape, name, value))

    def _check(self, shape: Shape, name: str, query: str, probe: str | None = None) -> Check:
        path = None if shape.path is None else self._shown(shape.path)
        return Check(shape.owner, name, path, shape.severity, shape.message, shape.message_zh, query, probe)

    def _broken(self, shape: Shape, name: str, value: Node) -> str:
        variable = "?value" if shape.path is not None else "?this"
        return f"!{self._conditions.keeps(Constraint(name, value, shape.node, variable))}"

    def _probe(self, shape: Shape, each: list[tuple[str, Node]]) -> str:
        return self._of_values(shape, " || ".join(self._broken(shape, name, value) for name, value in each))

    def _of_values(self, shape: Shape, broken: str) -> str:
        """The query for values (or nodes) of which a condition holds."""
        focus = self._focus(shape)
        if shape.path is None:
            return f"SELECT ?this (?this AS ?value) WHERE {{ {focus} FILTER({broken}) }}"
        return (
            f"SELECT ?this ?value WHERE {{ {focus} ?this {self._path(shape.path)} ?value FILTER({broken}) }}"
        )

    def _of_all(self, shape: Shape, name: str, value: Node) -> str:
        """The query of a constraint that looks at all values of a property together, or at two properties."""
        focus = self._focus(shape)
        if shape.path is None:
            raise ValidationError(f"{shape.owner}: sh:{name} needs a property")
        path = self._path(shape.path)
        if name in ("minCount", "maxCount"):
            return self._count(focus, path, name, int(str(value)))
        if name == "hasValue":
            return f"SELECT ?this WHERE {{ {focus} FILTER NOT EXISTS {{ ?this {path} {sparql(value)} }} }}"
        if name == "uniqueLang":
            same = "LANG(?one) != '' && LCASE(LANG(?one)) = LCASE(LANG(?other)) && !sameTerm(?one, ?other)"
            return f"SELECT ?this WHERE {{ {focus} ?this {path} ?one . ?this {path} ?other FILTER({same}) }}"
        other = sparql(value)
        if name == "disjoint":
            return f"SELECT ?this ?value WHERE {{ {focus} ?this {path} ?value . ?this {other} ?value }}"
        if name == "equals":
            here = f"?this {path} ?value FILTER NOT EXISTS {{ ?this {other} ?value }}"
            there = f"?this {other} ?value FILTER NOT EXISTS {{ ?this {path} ?value }}"
            return f"SELECT ?this ?value WHERE {{ {focus} {{ {here} }} UNION {{ {there} }} }}"
        sign = {"lessThan": "<", "lessThanOrEquals": "<="}[name]
        wrong = f"!COALESCE(?value {sign} ?other, false)"
        return f"SELECT ?this ?value WHERE {{ {focus} ?this {path} ?value . ?this {other} ?other FILTER({wrong}) }}"

    @staticmethod
    def _count(focus: str, path: str, name: str, number: int) -> str:
        if name == "minCount" and number <= 1:
            absent = f"FILTER NOT EXISTS {{ ?this {path} ?any }}" if number else "FILTER(false)"
            return f"SELECT ?this WHERE {{ {focus} {absent} }}"
        if name == "maxCount" and number == 1:
            return (
                f"SELECT ?this WHERE {{ {focus} ?this {path} ?one . ?this {path} ?other "
                "FILTER(!sameTerm(?one, ?other)) }"
            )
        sign = "<" if name == "minCount" else ">"
        return (
            f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ ?this {path} ?any }} }} GROUP BY ?this "
            f"HAVING(COUNT(DISTINCT ?any) {sign} {number})"
        )

    def _rule(self, shape: Shape, constraint: Node) -> Check:
        """A SPARQL constraint: its own query, for all nodes that the shape is about instead of one at a time."""
        select = self._graph.value(constraint, SH.select)
        if select is None:
            raise ValidationError(f"{shape.owner}: only SELECT queries are supported in sh:sparql")
        if shape.path is not None:
            raise ValidationError(f"{shape.owner}: sh:sparql in a property shape is not supported here")
        english, chinese = messages(self._graph.objects(constraint, SH.message))
        focus = f"{{ SELECT DISTINCT ?this WHERE {{ {self._focus(shape)} }} }}"
        return Check(
            shape.owner,
            "sparql",
            None,
            shape.severity,
            english or shape.message,
            chinese or shape.message_zh,
            f"{self._prefixes(constraint)} SELECT * WHERE {{ {focus} {{ {select} }} }}",
        )

    def _prefixes(self, constraint: Node) -> str:
        graph = self._graph
        declared = {
            str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
            for ontology in graph.objects(constraint, SH.prefixes)
            for node in graph.objects(ontology, SH.declare)
        }
        return " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(declared.items()))

    def _focus(self, shape: Shape) -> str:
        """The nodes that a shape is about, as a pattern for `?this`."""
        parts = []
        for name, target in shape.targets:
            if name == "targetClass":
                parts += [f"?this a <{kind}>" for kind in self._conditions.kinds(str(target))]
            else:
                parts.append(_TARGETS[name].format(sparql(target)))
        if len(parts) == 1:
            return f"{parts[0]} ."
        return " UNION ".join(f"{{ {part} }}" for part in sorted(set(parts)))

    def _path(self, path: Node) -> str:
        """A SHACL path as a SPARQL path."""
        graph = self._graph
        if isinstance(path, rdflib.URIRef):
            return path.n3()
        if (inverse := graph.value(path, SH.inversePath)) is not None:
            return f"^({self._path(inverse)})"
        if (either := graph.value(path, SH.alternativePath)) is not None:
            return f"({'|'.join(self._path(part) for part in members(graph, either))})"
        if (path, RDF.first, None) in graph:
            return f"({'/'.join(self._path(part) for part in members(graph, path))})"
        kinds = " ".join(f"sh:{local(predicate)}" for predicate in graph.predicates(path))
        raise ValidationError(f"the path with {kinds} is not supported here")

    def _shown(self, path: Node) -> str:
        return str(path) if isinstance(path, rdflib.URIRef) else self._path(path)
