"""The page of an entity."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request, Response

from kg.serve.frames import Refusal
from kg.serve.pages.charts import charts
from kg.serve.pages.figures import Figure, told_once, worded
from kg.serve.pages.holders import holders
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.pages.timeline import draw
from kg.serve.rendering import page
from kg.serve.service import Service

KINDS = ("organization", "person", "place", "policy", "event")
"""First parts of the addresses of entities."""

_CHARTS = 3
"""Drawings for one indicator on an entity's page; the indicator's own page has all."""

_OFFICES, _HOLDERS = 3, 8
"""Offices that are drawn on the page of an organization, and holders of each, the latest ones; the pages of offices have all."""

_ROLES = {"figures.area": "area", "figures.reported": "reporter", "figures.rule": "policy"}
"""Which column of a figure is the entity itself, and so is left out."""


async def entity_page(service: Service, request: Request, iri: str) -> Response:
    """Return the page of an entity, or with `?part=mentions&page=2` one page of one part of it.

    Raises Refusal: 404 for an entity or part that is not there, 503 when the store takes too long.
    """
    part = request.query_params.get("part")
    number = page_number(request.query_params) if part else 1
    found = await service.show("page.entity", {"iri": iri, "part": part, "page": number})
    if found["iri"] != iri:
        # An accepted merge made it part of another entity, whose page tells all.
        query = f"?{request.url.query}" if request.url.query else ""
        return Response(status_code=303, headers={"Location": found["href"] + query})
    t = Tongue(language_of(request))
    parts = {name: value for name, value in found.items() if isinstance(value, dict) and "rows" in value}
    for name, value in parts.items():
        value["sheet"] = Sheet(number, value["size"], value["total"])
        if name in _ROLES:
            value["groups"] = by_indicator(value["rows"], t)
    if part and not parts[part]["rows"]:
        raise Refusal(404, f"This entity has no page {number} of {part}.")
    held = not part and parts["holders"]["rows"]
    drawn = await service.show("offices.drawn", {"organization": iri}) if held else {"offices": []}
    return page(
        "entity.html",
        request,
        entity=found,
        parts=parts,
        part=part,
        roles=_ROLES,
        facts=_facts(found, t),
        key=iri.removeprefix(service.base),
        offices=_drawings(drawn["offices"]),
        relations=_grouped(parts["relations"]["rows"]) if "relations" in parts else [],
    )


def _drawings(offices: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The offices with what draws their latest holders over time; what was reported on a single day makes no timeline."""
    found = []
    for office in offices:
        people = [holder for holder in holders(office["posts"]) if holder.terms][-_HOLDERS:]
        drawing = draw(people)
        if drawing is not None and drawing.first < drawing.last:
            found.append(office | {"holders": people, "drawing": drawing})
    return found[:_OFFICES]


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
