"""The addresses of the map: the page, its outlines, and what it asks for while it is read."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

from fastapi import FastAPI, Request, Response

from kg.knowledge import gazetteer
from kg.knowledge.tables import read_table
from kg.resources import folder
from kg.serve.frames import Refusal
from kg.serve.pages.figures import basis_text, unit_text, worded
from kg.serve.pages.language import Tongue, language_of
from kg.serve.rendering import page
from kg.serve.service import Service

LAYERS = ("world", "provinces", "prefectures")
"""Layers of outlines, from `seeds/places/outlines.json`."""

_JSON = "application/json"
_LASTING = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def outlines() -> dict[str, bytes]:
    """Return the outlines of each layer as JSON: scale, code → rings, code → short Chinese name.

    The layer of provinces has the drawing of the South China Sea too. Example: 320000 is 江苏.
    """
    file = json.loads((folder("seeds") / "places" / "outlines.json").read_text(encoding="utf-8"))
    known = gazetteer().by_key
    answers = {}
    for layer in LAYERS:
        shapes = file["layers"][layer]
        found = {code: known.get(f"place/{code}") for code in shapes}
        names = {
            code: place.short[0] if place.short else place.name
            for code, place in found.items()
            if place is not None
        }
        answer = {"scale": file["scale"], "outlines": shapes, "names": names}
        if layer == "provinces":
            answer["south_china_sea"] = file["south_china_sea"]
        answers[layer] = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return answers


@cache
def english_names() -> bytes:
    """Return division or country code → English name as JSON. Example: 320300 is Xuzhou."""
    rows = read_table(folder("seeds") / "places" / "english_names.tsv")
    names = {row["code"]: row["english"] for row in rows}
    return json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def version() -> str:
    """Return a mark of outlines and names that changes when they do: it is part of their address, so browsers may keep them."""
    return sha256(b"".join([*(outlines()[layer] for layer in LAYERS), english_names()])).hexdigest()[:12]


def add_map(app: FastAPI, service: Service) -> None:
    """Add `/map` and what it asks for to an application."""

    @app.api_route("/map", methods=["GET", "HEAD"])
    async def the_map(request: Request) -> Response:
        return page("map.html", request, here="map", version=version())

    @app.api_route("/map/outlines/{layer}.json", methods=["GET", "HEAD"])
    async def layer_of_outlines(layer: str) -> Response:
        if layer not in LAYERS:
            raise Refusal(404, f"There is no layer of outlines {layer[:40]!r}; known: {', '.join(LAYERS)}.")
        return Response(outlines()[layer], media_type=_JSON, headers=_LASTING)

    @app.api_route("/map/names/en.json", methods=["GET", "HEAD"])
    async def names() -> Response:
        return Response(english_names(), media_type=_JSON, headers=_LASTING)

    @app.api_route("/map/data", methods=["GET", "HEAD"])
    async def data(request: Request) -> Response:
        asked = {name: request.query_params.get(name) for name in ("from", "to")}
        return Response(await service.show_raw("map.places", asked), media_type=_JSON)

    @app.api_route("/map/place", methods=["GET", "HEAD"])
    async def place(request: Request) -> Response:
        found = await service.show("map.place", {"iri": request.query_params.get("iri")})
        t = Tongue(language_of(request))
        return _json(found | {"latest": [worded(figure, t) for figure in found["latest"]]})

    @app.api_route("/map/series", methods=["GET", "HEAD"])
    async def series(request: Request) -> Response:
        found = await service.show("map.series", {})
        t = Tongue(language_of(request))
        for one in found["series"]:
            one["basis_text"] = basis_text(one | {"base": None}, t)
            one["unit_text"] = unit_text(one["unit"], t)
        return _json(found)

    @app.api_route("/map/values", methods=["GET", "HEAD"])
    async def values(request: Request) -> Response:
        names = ("indicator", "measure", "unit_iri", "basis", "period")
        found = await service.show("map.values", {name: request.query_params.get(name) for name in names})
        t = Tongue(language_of(request))
        for period in found["periods"]:
            period["text"] = period["names"][t.language] if period["names"] else ""
        return _json(found | {"values": [worded(figure, t) for figure in found["values"]]})


def _json(found: Any) -> Response:
    return Response(json.dumps(found, ensure_ascii=False, separators=(",", ":")), media_type=_JSON)
