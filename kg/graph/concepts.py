"""Indicators as SKOS concepts: one a page names, and the known one it matches or narrows."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg.graph.identifiers import Identifiers, normal_label
from kg.graph.literals import chinese
from kg.graph.sheet import Sheet
from kg.graph.terms import KG, RDF, RDFS, SKOS
from kg.knowledge.concepts import Concept, concepts


def write_indicator(sheet: Sheet, label: str) -> NamedNode | None:
    """Write the concept of a label and how it relates to what the seeds know; None for a label of nothing.

    A known name is the known concept; another name of one matches it exactly; a longer label that ends in one narrows it.

    Example: 进出口总值 matches 货物贸易进出口总值, 民营企业进出口 narrows it.
    """
    text = normal_label(label)
    if not text:
        return None
    known, wider = concepts().lookup(text), concepts().broader(text)
    node = sheet.ids.indicator(text, known.key if known and known.name == text else None)
    sheet.add(node, RDF.type, SKOS.Concept, KG.Indicator)
    sheet.add(node, RDFS.label, chinese(text))
    if known and known.name != text:
        sheet.add(node, SKOS.exactMatch, sheet.ids.entity(known.key))
    elif wider and not known:
        sheet.add(node, SKOS.broader, sheet.ids.entity(wider.key))
    return node


def concept_keys(labels: Iterable[str]) -> set[str]:
    """Return the keys of the known concepts that labels stand for or narrow."""
    found = [concept for label in labels for concept in (concepts().lookup(label), concepts().broader(label))]
    return {concept.key for concept in found if concept}


def concept_quads(keys: Iterable[str], ids: Identifiers) -> list[Quad]:
    """Return what the seeds know of the concepts `keys` and all wider ones, in the graph of seeds, sorted by key."""
    closure: dict[str, Concept] = {}
    waiting = [key for key in keys if key in concepts().by_key]
    while waiting:
        concept = concepts().by_key[waiting.pop()]
        closure[concept.key] = concept
        waiting += [concept.broader] if concept.broader and concept.broader not in closure else []
    return [quad for key in sorted(closure) for quad in _describe(closure[key], ids)]


def _describe(concept: Concept, ids: Identifiers) -> list[Quad]:
    node, graph = ids.entity(concept.key), ids.seeds_graph()
    quads = [
        Quad(node, RDF.type, SKOS.Concept, graph),
        Quad(node, RDF.type, KG.Indicator, graph),
        Quad(node, RDFS.label, chinese(concept.name), graph),
    ]
    quads += [Quad(node, SKOS.altLabel, chinese(name), graph) for name in concept.aliases]
    quads += [Quad(node, SKOS.broader, ids.entity(concept.broader), graph)] if concept.broader else []
    return quads
