"""What pySHACL, somebody else's program, finds in a graph: the oracle of the compiled shapes."""

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

Key = tuple[str, str, str, str | None, str | None]
"""Owner shape, constraint, node, path, value of a finding; a rule in SPARQL may give the node as its value."""


def named(shapes: rdflib.Graph, shape: rdflib.term.Node) -> str:
    """The shape with targets that a property shape stands in."""
    owner = shapes.value(predicate=SH.property, object=shape)
    return str(shape if owner is None else owner)


def term(node: ox.NamedNode | ox.BlankNode | ox.Literal) -> rdflib.term.Node:
    """A term of Oxigraph as one of rdflib, blank nodes by their own name."""
    if isinstance(node, ox.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return rdflib.BNode(node.value)
    kind = None if node.language else rdflib.URIRef(node.datatype.value)
    return rdflib.Literal(node.value, lang=node.language, datatype=kind, normalize=False)


def oracle(quads: list[ox.Quad], shapes: rdflib.Graph) -> set[Key]:
    """Validate the union of the quads with pySHACL."""
    data = rdflib.Graph()
    for quad in quads:
        data.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
        name = component.removesuffix("ConstraintComponent")
        name = "sparql" if name == "SPARQL" else name[0].lower() + name[1:]
        node, value = (report.value(result, part) for part in (SH.focusNode, SH.value))
        path = report.value(result, SH.resultPath)
        found.add(key(named(shapes, report.value(result, SH.sourceShape)), name, node, path, value))
    return found


def key(shape: str, name: str, node: object, path: object, value: object) -> Key:
    """One finding in a form that both programs give."""
    shown = None if value is None or name == "sparql" else str(value)
    return shape, name, str(node), None if path is None else str(path), shown
