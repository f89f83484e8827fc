"""The SHACL shapes as records for the ontology's page: what every class must have, in words."""

from dataclasses import dataclass

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from kg.graph.validate import contract
from kg.graph.validate.shapes import Shape, members, shapes
from kg.publish.ontology.model import Link, link, short

_SIGNS = {
    "minCount": "≥ {} ×", "maxCount": "≤ {} ×", "minInclusive": "≥ {}", "maxInclusive": "≤ {}", "minLength": "length ≥ {}",
    "pattern": "/{}/", "datatype": "{}", "class": "{}", "nodeKind": "{}", "hasValue": "= {}", "lessThan": "< {}",
    "lessThanOrEquals": "≤ {}", "disjoint": "≠ {}", "uniqueLang": "one a language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a shape: property, constraints in short, severity and message in two languages."""

    path: Link | None
    constraints: str
    severity: str
    message: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape is about, and its rules: `name` is that of a class, or of a property whose subjects are meant."""

    name: str
    href: str
    rules: tuple[Rule, ...]


def targets() -> dict[str, Target]:
    """Return the rules by the short name of the class (`kg:Page`) or, as `→ kg:rule`, of the property they are about."""
    graph = contract()
    found: dict[str, list[Rule]] = {}
    hrefs: dict[str, str] = {}
    for shape in shapes(graph):
        rules = _rules(graph, shape)
        for kind, target in shape.targets:
            name = short(str(target)) if kind == "targetClass" else f"→ {short(str(target))}"
            hrefs[name] = link(target).href
            found.setdefault(name, []).extend(rules)
    return {
        name: Target(name, hrefs[name], tuple(dict.fromkeys(rules))) for name, rules in sorted(found.items())
    }


def _rules(graph: rdflib.Graph, shape: Shape) -> list[Rule]:
    path = link(shape.path) if isinstance(shape.path, rdflib.URIRef) else None
    own = [(name, value) for name, value in shape.constraints if name != "sparql"]
    rules = []
    if own:
        words = " · ".join(_words(graph, name, value) for name, value in own)
        rules.append(Rule(path, words, shape.severity, shape.message, shape.message_zh))
    for name, value in shape.constraints:
        if name == "sparql":
            texts = {message.language: str(message) for message in graph.objects(value, SH.message)}  # type: ignore[attr-defined]
            rules.append(Rule(path, "SPARQL", shape.severity, texts["en"], texts["zh"]))
    return sorted(rules, key=lambda rule: (rule.constraints, rule.message))


def _words(graph: rdflib.Graph, name: str, value: Node) -> str:
    if name in _SIGNS:
        return _SIGNS[name].format(_name(value))
    if name in ("in", "languageIn"):
        return f"{'@' if name == 'languageIn' else ''}{{{', '.join(_name(one) for one in members(graph, value))}}}"
    if name == "not":
        return f"not ({_inside(graph, value)})"
    joint = " or " if name == "or" else " and "
    return joint.join(_inside(graph, one) for one in members(graph, value))


def _inside(graph: rdflib.Graph, shape: Node) -> str:
    pairs = sorted((str(part).rpartition("#")[2], value) for part, value in graph.predicate_objects(shape))
    return " · ".join(_words(graph, name, value) for name, value in pairs)


def _name(value: Node) -> str:
    name = short(str(value))
    return name.removeprefix(str(SH)) if isinstance(value, rdflib.URIRef) else str(value)
