"""The page of an entity."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request, Response

from kg.serve.frames import Refusal
from kg.serve.pages.charts import charts
from kg.serve.pages.figures import Figure, told_once, worded
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.rendering import page
from kg.serve.service import Service

KINDS = ("organization", "person", "place", "policy", "event")
"""First parts of the addresses of entities."""

_CHARTS = 3
"""Drawings for one indicator on an entity's page; the indicator's own page has all."""

_ROLES = {"figures.area": "area", "figures.reported": "reporter", "figures.rule": "policy"}
"""Which column of a figure is the entity itself, and so is left out."""


async def entity_page(service: Service, request: Request, iri: str) -> Response:
    """Return the page of an entity, or with `?part=mentions&page=2` one page of one part of it.

    Raises Refusal: 404 for an entity or part that is not there, 503 when the store takes too long.
    """
    part = request.query_params.get("part")
    number = page_number(request.query_params) if part else 1
    found = await service.show("page.entity", {"iri": iri, "part": part, "page": number})
    t = Tongue(language_of(request))
    parts = {name: value for name, value in found.items() if isinstance(value, dict) and "rows" in value}
    for name, value in parts.items():
        value["sheet"] = Sheet(number, value["size"], value["total"])
        if name in _ROLES:
            value["groups"] = by_indicator(value["rows"], t)
    if part and not parts[part]["rows"]:
        raise Refusal(404, f"This entity has no page {number} of {part}.")
    return page(
        "entity.html",
        request,
        entity=found,
        parts=parts,
        part=part,
        roles=_ROLES,
        facts=_facts(found, t),
        key=iri.removeprefix(service.base),
        relations=_grouped(parts["relations"]["rows"]) if "relations" in parts else [],
    )


def by_indicator(figures: Iterable[Figure], t: Tongue) -> list[dict[str, Any]]:
    """Group figures by indicator, those with most figures first, each with its rows in words and its drawings."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure["indicator"]["iri"], []).append(figure)
    found = [
        {
            "indicator": rows[0]["indicator"],
            "rows": [worded(figure, t) for figure in told_once(rows)],
            "charts": charts(rows, rows[0]["indicator"]["label"], t, _CHARTS),
        }
        for rows in groups.values()
    ]
    return sorted(found, key=lambda group: (-len(group["rows"]), group["indicator"]["label"]))


def _facts(entity: dict[str, Any], t: Tongue) -> list[tuple[str, str, list[Any]]]:
    """Plain properties in words, with their evidence; coordinates as one."""
    details = dict(entity["details"])
    latitude, longitude = details.pop("geo:lat", None), details.pop("geo:long", None)
    rows = [(t.maybe(name), value, entity["detail_quotes"].get(name, [])) for name, value in details.items()]
    if latitude and longitude:
        rows.append((t("coordinates"), f"{latitude}, {longitude}", []))
    return rows


def _grouped(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["predicate"], row["back"]), []).append(row)
    return list(groups.values())
