"""What the seed tables know of the entities that pages use, as quads of the graph of seeds."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.concepts import concept_quads
from kg.graph.entities import entity_types
from kg.graph.errors import GraphError
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.literals import any_uri, chinese, decimal, english, plain
from kg.graph.terms import DCTERMS, GEO, KG, ORG, OWL, RDF, RDFS, SCHEMA, SKOS
from kg.knowledge import Gazetteer, Known, gazetteer
from kg.knowledge.tables import values
from kg.records import EntityType


def seed_quads(keys: Iterable[str], base: str = BASE, *, known: Gazetteer | None = None) -> list[Quad]:
    """Return all that the seeds know of the entities `keys`, of what they belong to and what replaced them, sorted by key.

    Keys that no seed table has (entities that only pages know) give nothing. A plain parent triple here carries no
    `rdf:Statement`: only what a page says does. `known` is another gazetteer than the installed one.

    Example: `seed_quads(["place/320100"])` describes 南京市, 江苏省 and 中国.
    """
    known = known or gazetteer()
    ids = Identifiers(base)
    asked = sorted(keys)
    closure = _with_ancestors(asked, known)
    return [quad for key in sorted(closure) for quad in _describe(closure[key], known, ids)] + concept_quads(
        asked, ids
    )


def _with_ancestors(keys: Iterable[str], known: Gazetteer) -> dict[str, Known]:
    found: dict[str, Known] = {}
    waiting = [key for key in keys if key in known.by_key]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = known.by_key[key]
            waiting += _parents(found[key], known) + _successors(found[key], known)
    return found


def _parents(item: Known, known: Gazetteer) -> list[str]:
    """Keys of what an item belongs to."""
    return [_full_key(item, parent, known) for parent in values(item.parent or "")]


def _successors(item: Known, known: Gazetteer) -> list[str]:
    """Keys of what took the place of an item that is no more (崇文区 → 东城区)."""
    return [_full_key(item, successor, known) for successor in _attribute(item, "successor")]


def _full_key(item: Known, key: str, known: Gazetteer) -> str:
    """A key named by an item's row; one without a kind is of the item's own kind."""
    full = key if "/" in key else f"{item.type.lower()}/{key}"
    if full not in known.by_key:
        raise GraphError(f"seed {item.key} ({item.name}) speaks of {key!r}, which no seed table has")
    return full


def _describe(item: Known, known: Gazetteer, ids: Identifiers) -> list[Quad]:
    node, graph = ids.entity(item.key), ids.seeds_graph()
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, kind) for kind in entity_types(item.type, item.subtype)
    ]
    pairs.append((RDFS.label, chinese(item.name)))
    pairs += [(SKOS.altLabel, chinese(name)) for name in (*item.names, *item.guarded) if name != item.name]
    pairs += [(SKOS.altLabel, english(name)) for name in _attribute(item, "english", "name_en", "en")]
    pairs += [(KG.divisionCode, plain(code)) for code in _attribute(item, "division_code")]
    pairs += [(KG.countryCode, plain(code)) for code in _own_country_code(item, known)]
    pairs += [(KG.documentNumber, plain(number)) for number in _attribute(item, "document_number")]
    pairs += _coordinates(item)
    pairs += [(OWL.sameAs, _iri(item, other)) for other in _attribute(item, "same_as")]
    pairs += [(SCHEMA.url, any_uri(address)) for address in _attribute(item, "homepage")]
    pairs += [(DCTERMS.isReplacedBy, ids.entity(successor)) for successor in _successors(item, known)]
    pairs += [(_belongs(item, parent), ids.entity(parent)) for parent in _parents(item, known)]
    return [Quad(node, predicate, value, graph) for predicate, value in dict.fromkeys(pairs)]


def _belongs(item: Known, parent: str) -> NamedNode:
    inside = item.type is EntityType.ORGANIZATION and parent.startswith("organization/")
    return ORG.subOrganizationOf if inside else KG.locatedIn


def _own_country_code(item: Known, known: Gazetteer) -> tuple[str, ...]:
    """Return the code of a country or territory, but not the one that a place in it repeats."""
    codes = _attribute(item, "country_code")
    above = {
        code for parent in _parents(item, known) for code in _attribute(known.by_key[parent], "country_code")
    }
    return tuple(code for code in codes if code not in above)


def _attribute(item: Known, *columns: str) -> tuple[str, ...]:
    """Return the values of the first of the columns that the item has."""
    return next((values(item.attributes[column]) for column in columns if item.attributes.get(column)), ())


def _coordinates(item: Known) -> list[tuple[NamedNode, NamedNode | Literal]]:
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = []
    for column, term, limit in (("latitude", GEO.lat, 90), ("longitude", GEO.long, 180)):
        for text in _attribute(item, column):
            try:
                degrees = Decimal(text)
            except InvalidOperation:
                raise GraphError(
                    f"seed {item.key} ({item.name}): the {column} {text!r} is no number"
                ) from None
            if abs(degrees) > limit:
                raise GraphError(
                    f"seed {item.key} ({item.name}): the {column} {text} lies beyond {limit} degrees"
                )
            pairs.append((term, decimal(degrees)))
    return pairs


def _iri(item: Known, address: str) -> NamedNode:
    try:
        return NamedNode(address)
    except ValueError as error:
        raise GraphError(f"seed {item.key} ({item.name}): {address!r} is no IRI ({error})") from None
