"""Media types of SPARQL answers, and which of them a client wants (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULTS: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""Answers of SELECT and ASK; the first is what a client gets that takes anything."""

GRAPHS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "text/xml": RdfFormat.RDF_XML,
}
"""Answers of CONSTRUCT and DESCRIBE, and descriptions of nodes."""

HTML = "text/html"

NAMED = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "html": HTML,
}
"""What `?format=` of a node's address may ask for: a link can name no header."""

_RANGE = re.compile(r"\s*([\w!#$&^.+-]+|\*)/([\w!#$&^.+-]+|\*)\s*((?:;[^,]*)?)", re.ASCII)
_WEIGHT = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.ASCII | re.IGNORECASE)


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that the header `Accept` likes best, None when it takes none of them.

    No header, or an empty one, takes anything. Of types with equal weight the earlier named, then the earlier offered
    one wins; parts of the header that cannot be read are passed over.

    Example: `choose("text/csv;q=0.9, application/json", list(RESULTS))` is `application/json`.
    """
    if accept is None or not accept.strip():
        return offered[0] if offered else None
    ranges = [_RANGE.fullmatch(part) for part in accept.split(",")]
    wanted = [
        (match[1].lower(), match[2].lower(), _weight(match[3]), -place)
        for place, match in enumerate(ranges)
        if match
    ]
    best: tuple[float, int, int] | None = None
    chosen = None
    for number, media in enumerate(offered):
        found = _best_range(media, wanted)
        if found is not None and found[0] > 0:
            score = (found[0], found[1], -number)
            if best is None or score > best:
                best, chosen = score, media
    return chosen


def _best_range(media: str, wanted: list[tuple[str, str, float, int]]) -> tuple[float, int] | None:
    """Weight and place of the most specific range that covers a media type."""
    kind, _, name = media.partition("/")
    fits = [
        (t != "*", n != "*", weight, place)
        for t, n, weight, place in wanted
        if t in (kind, "*") and n in (name, "*")
    ]
    if not fits:
        return None
    exact, named, weight, place = max(fits)
    # `*/*` names nothing in particular, so it says nothing about order.
    return weight, place if exact and named else -1000


def _weight(parameters: str) -> float:
    match = _WEIGHT.search(parameters)
    return min(1.0, float(match[1])) if match else 1.0
