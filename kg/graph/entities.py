"""Entities as quads: labels, other names, types."""

from pyoxigraph import NamedNode

from kg.graph.literals import chinese
from kg.graph.sheet import Sheet
from kg.graph.terms import KG, RDF, RDFS, SKOS
from kg.records import Entity, EntityType


def entity_types(type: EntityType, subtype: str | None) -> tuple[NamedNode, ...]:
    """Return the classes of an entity: its type and, where it has one, its subtype.

    Example: an official (官员) is a `kg:Person` and a `kg:Official`.
    """
    return (KG.ALL[type], KG.ALL[subtype]) if subtype and subtype != type else (KG.ALL[type],)


def write_entities(sheet: Sheet) -> None:
    """Write every entity of the page with the names that the page gives it."""
    seen: dict[str, dict[str, None]] = {}
    for facts in sheet.facts.articles:
        for mention in facts.mentions:
            seen.setdefault(sheet.key(mention), {})[mention.text] = None
    for entity in sheet.facts.entities:
        _write_entity(sheet, entity, tuple(seen.get(entity.key, ())))


def _write_entity(sheet: Sheet, entity: Entity, seen: tuple[str, ...]) -> None:
    node = sheet.ids.entity(entity.key)
    sheet.add(node, RDF.type, *entity_types(entity.type, entity.subtype))
    sheet.add(node, RDFS.label, chinese(entity.label))
    for name in dict.fromkeys((*entity.aliases, *seen)):
        if name != entity.label:
            sheet.add(node, SKOS.altLabel, chinese(name))
