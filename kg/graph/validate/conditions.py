"""Constraints on one value as SPARQL: the condition under which a value keeps to one, after the definitions of SHACL.

What SPARQL cannot compare (a date with a number) breaks a constraint, as in SHACL: hence COALESCE around comparisons. A
number of more than 18 digits is one that Oxigraph cannot compare.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from kg.graph.validate.findings import ValidationError
from kg.graph.validate.shapes import constraints, local, members

Subclasses = Mapping[str, tuple[str, ...]]
"""Class IRI → the IRIs of it and of its subclasses in the data; a class without subclasses there is not listed."""

_LEXICAL = {
    str(XSD.integer): r"^[+-]?[0-9]+$",
    str(XSD.decimal): r"^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$",
    str(XSD.boolean): r"^(true|false|0|1)$",
}
"""How numbers are written; a cast would refuse those beyond what Oxigraph computes with."""
_CAST = {str(XSD.date), str(XSD.dateTime), str(XSD.double), str(XSD.float)}
_ANY_TEXT = {str(XSD.string), str(XSD.anyURI), str(RDF.langString)}
_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "(isIRI({0}) || isBlank({0}))",
    "BlankNodeOrLiteral": "(isBlank({0}) || isLiteral({0}))",
    "IRIOrLiteral": "(isIRI({0}) || isLiteral({0}))",
}
_SIGNS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}
_LENGTHS = {"minLength": ">=", "maxLength": "<="}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape on the term in a SPARQL variable: ("class", kg:Person, the shape, "?value")."""

    name: str
    value: Node
    shape: Node
    variable: str


class Conditions:
    """Writes constraints on one value as SPARQL conditions that hold when the value keeps to them."""

    def __init__(self, graph: rdflib.Graph, subclasses: Subclasses):
        self._graph, self._subclasses = graph, subclasses
        self._writers: dict[str, Callable[[Constraint], str]] = {
            "class": self._class,
            "datatype": self._datatype,
            "nodeKind": self._node_kind,
            "pattern": self._pattern,
            "languageIn": self._language,
            "in": self._in,
            "not": self._not,
            "and": self._and,
            "or": self._or,
            **dict.fromkeys(_SIGNS, self._compared),
            **dict.fromkeys(_LENGTHS, self._length),
        }

    def knows(self, name: str) -> bool:
        """Return whether a constraint speaks of each value by itself, as `class` does and `maxCount` does not."""
        return name in self._writers

    def keeps(self, constraint: Constraint) -> str:
        """Return the condition that the term keeps to the constraint.

        Example: `class kg:Person` of `?value` (人物) is `EXISTS { ?value a <…#Person> }`.
        """
        return self._writers[constraint.name](constraint)

    def kinds(self, kind: str) -> tuple[str, ...]:
        """Return a class and its subclasses in the data."""
        return self._subclasses.get(kind, (kind,))

    def _class(self, constraint: Constraint) -> str:
        kinds = self.kinds(str(constraint.value))
        if len(kinds) == 1:
            return f"EXISTS {{ {constraint.variable} a <{kinds[0]}> }}"
        listed = " ".join(f"<{one}>" for one in kinds)
        return f"EXISTS {{ VALUES ?kind {{ {listed} }} {constraint.variable} a ?kind }}"

    def _datatype(self, constraint: Constraint) -> str:
        iri, variable = str(constraint.value), constraint.variable
        same = f"isLiteral({variable}) && DATATYPE({variable}) = <{iri}>"
        if iri in _LEXICAL:
            return f'({same} && REGEX(STR({variable}), "{_LEXICAL[iri]}"))'
        if iri in _CAST:
            return f"({same} && COALESCE(<{iri}>(STR({variable})) = <{iri}>(STR({variable})), false))"
        if iri in _ANY_TEXT:
            return f"({same})"
        raise ValidationError(
            f"sh:datatype <{iri}> is not supported here: how its values are written is not known"
        )

    def _node_kind(self, constraint: Constraint) -> str:
        return _KINDS[local(constraint.value)].format(constraint.variable)

    def _compared(self, constraint: Constraint) -> str:
        return f"COALESCE({constraint.variable} {_SIGNS[constraint.name]} {sparql(constraint.value)}, false)"

    def _length(self, constraint: Constraint) -> str:
        sign, variable = _LENGTHS[constraint.name], constraint.variable
        return f"(!isBlank({variable}) && STRLEN(STR({variable})) {sign} {int(str(constraint.value))})"

    def _pattern(self, constraint: Constraint) -> str:
        flags = self._graph.value(constraint.shape, SH.flags)
        more = f", {sparql(flags)}" if flags is not None else ""
        variable = constraint.variable
        return f"(!isBlank({variable}) && REGEX(STR({variable}), {sparql(constraint.value)}{more}))"

    def _language(self, constraint: Constraint) -> str:
        tags = members(self._graph, constraint.value)
        variable = constraint.variable
        matches = " || ".join(f"LANGMATCHES(LANG({variable}), {sparql(tag)})" for tag in tags)
        return f"(isLiteral({variable}) && ({matches or 'false'}))"

    def _in(self, constraint: Constraint) -> str:
        values = members(self._graph, constraint.value)
        same = " || ".join(f"sameTerm({constraint.variable}, {sparql(value)})" for value in values)
        return f"({same or 'false'})"

    def _not(self, constraint: Constraint) -> str:
        return f"(!{self._conforms(constraint.value, constraint.variable)})"

    def _and(self, constraint: Constraint) -> str:
        return self._joined(constraint, " && ")

    def _or(self, constraint: Constraint) -> str:
        return self._joined(constraint, " || ")

    def _joined(self, constraint: Constraint, sign: str) -> str:
        shapes = members(self._graph, constraint.value)
        return f"({sign.join(self._conforms(shape, constraint.variable) for shape in shapes)})"

    def _conforms(self, shape: Node, variable: str) -> str:
        """The condition that a term conforms to a shape inside another one, which speaks of the term alone."""
        if self._graph.value(shape, SH.path) is not None or (shape, SH.property, None) in self._graph:
            raise ValidationError("a property shape inside sh:not, sh:and or sh:or is not supported here")
        inside = constraints(self._graph, shape)
        for name, _ in inside:
            if not self.knows(name):
                raise ValidationError(f"sh:{name} inside sh:not, sh:and or sh:or is not supported here")
        parts = (self.keeps(Constraint(name, value, shape, variable)) for name, value in inside)
        return f"({' && '.join(parts) or 'true'})"


def sparql(term: Node) -> str:
    """Return an IRI or a literal as SPARQL writes it."""
    if not isinstance(term, rdflib.URIRef | rdflib.Literal):
        raise ValidationError(f"{term} stands where an IRI or a literal is expected")
    return term.n3()
