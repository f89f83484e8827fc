"""The shapes graph as records: shapes with targets, and their constraints, each known by name or refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from kg.graph.validate.findings import ValidationError
from kg.resources import folder

FILE = "shapes.ttl"

CONSTRAINTS = frozenset(
    "class datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive minLength maxLength "
    "pattern languageIn uniqueLang in hasValue equals disjoint lessThan lessThanOrEquals not and or sparql".split()
)
"""The constraint components that the compiler knows, by the name of their property."""
_ABOUT = frozenset(
    "path property message severity name description order group flags deactivated targetClass targetNode "
    "targetSubjectsOf targetObjectsOf".split()
)
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape or property shape: its node, the named shape it belongs to, its targets, path and constraints.

    `targets` are pairs such as ("targetClass", kg:Page), `constraints` pairs of a name of `CONSTRAINTS` and its value.
    """

    node: Node
    owner: str
    targets: tuple[tuple[str, Node], ...]
    path: Node | None
    constraints: tuple[tuple[str, Node], ...]
    severity: str
    message: str
    message_zh: str


@cache
def contract() -> rdflib.Graph:
    """Return the shapes of the graph contract, `ontology/shapes.ttl`."""
    return rdflib.Graph().parse(folder("ontology") / FILE, format="turtle")


def read_shapes(path: Path) -> rdflib.Graph:
    """Return the shapes of a Turtle file of your own; raises ValidationError when it cannot be read."""
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(f"the shapes {path} cannot be read: {str(error).splitlines()[0]}") from error


def shapes(graph: rdflib.Graph) -> Iterator[Shape]:
    """Yield every shape that has targets, and the property shapes in it, in the order of their names.

    Raises ValidationError for anything of the SHACL namespace that the compiler does not know, so that no rule is
    passed over in silence.
    """
    owners = {node for name in _TARGETS for node in graph.subjects(SH[name], None)}
    for kind in (RDFS.Class, OWL.Class):
        for shape in graph.subjects(RDF.type, SH.NodeShape):
            if (shape, RDF.type, kind) in graph:
                raise ValidationError(f"{shape} is a shape and a class at once, which is not supported here")
    for owner in sorted(owners, key=str):
        if _is_off(graph, owner):
            continue
        targets = tuple(
            sorted(
                ((name, target) for name in _TARGETS for target in graph.objects(owner, SH[name])),
                key=lambda pair: (pair[0], str(pair[1])),
            )
        )
        yield from _read(graph, owner, str(owner), targets)


def _read(
    graph: rdflib.Graph, node: Node, owner: str, targets: tuple[tuple[str, Node], ...]
) -> Iterator[Shape]:
    english, chinese = messages(graph.objects(node, SH.message))
    yield Shape(
        node,
        owner,
        targets,
        graph.value(node, SH.path),
        tuple(constraints(graph, node)),
        local(graph.value(node, SH.severity) or SH.Violation),
        english,
        chinese,
    )
    parts = sorted(graph.objects(node, SH.property), key=lambda part: _order(graph, part))
    for part in parts:
        if graph.value(node, SH.path) is not None:
            raise ValidationError(f"{owner}: a property shape inside a property shape is not supported here")
        if not _is_off(graph, part):
            yield from _read(graph, part, owner, targets)


def constraints(graph: rdflib.Graph, node: Node) -> list[tuple[str, Node]]:
    """Return the constraints that a shape states itself, sorted by name; refuse what is unknown."""
    found = []
    for predicate, value in graph.predicate_objects(node):
        if not str(predicate).startswith(str(SH)):
            continue
        name = local(predicate)
        if name in CONSTRAINTS:
            found.append((name, value))
        elif name not in _ABOUT:
            raise ValidationError(
                f"the shape {node} uses sh:{name}, which is not supported here; supported are: {' '.join(sorted(CONSTRAINTS))}"
            )
    return sorted(
        found, key=lambda pair: (pair[0], str(pair[1]) if isinstance(pair[1], rdflib.URIRef) else "")
    )


def members(graph: rdflib.Graph, head: Node) -> list[Node]:
    """Return the members of an RDF list."""
    return list(Collection(graph, head))


def messages(found: Iterable[Node]) -> tuple[str, str]:
    """Return the English and the Chinese text of messages."""
    english, chinese = "", ""
    for message in found:
        if isinstance(message, rdflib.Literal) and message.language == "zh":
            chinese = str(message)
        else:
            english = str(message)
    return english, chinese


def local(term: Node) -> str:
    """Return the name of a term without its namespace."""
    return str(term).rpartition("#")[2]


def _is_off(graph: rdflib.Graph, node: Node) -> bool:
    return (node, SH.deactivated, rdflib.Literal(True)) in graph


def _order(graph: rdflib.Graph, part: Node) -> tuple[str, str]:
    """A property shape has no name of its own: its path and its message tell it from others."""
    return str(graph.value(part, SH.path)), "".join(sorted(map(str, graph.objects(part, SH.message))))
