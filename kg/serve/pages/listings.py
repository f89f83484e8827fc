"""The list of articles, and the results of a search over all kinds of things."""

from typing import Any

from fastapi import FastAPI, Request, Response

from kg.serve.pages.paging import Sheet, page_number
from kg.serve.rendering import page
from kg.serve.service import Service

_LISTED = 50
_HITS = 20
_LONGEST = 200

Json = dict[str, Any]


def add_listings(app: FastAPI, service: Service) -> None:
    """Add `/articles` and `/search`."""

    @app.api_route("/articles", methods=["GET", "HEAD"])
    async def articles(request: Request) -> Response:
        words = request.query_params.get("q", "")[:_LONGEST]
        publisher = request.query_params.get("publisher", "")[:1000]
        number = page_number(request.query_params)
        asked = {"q": words, "publisher": publisher, "first": (number - 1) * _LISTED, "size": _LISTED}
        found = await service.show("page.articles", asked)
        sheet = Sheet(number, _LISTED, found["total"])
        return page(
            "articles.html",
            request,
            here="articles",
            found=found,
            days=_by_day(found["rows"]),
            sheet=sheet,
            words=words,
            publisher=publisher,
        )

    @app.api_route("/search", methods=["GET", "HEAD"])
    async def search(request: Request) -> Response:
        words = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
        hits = await service.show("page.search", {"q": words, "limit": _HITS})
        return page("search.html", request, q=words, hits=hits)


def _by_day(rows: list[Json]) -> list[tuple[str, list[Json]]]:
    """Articles by their days, the latest first, those without a day last."""
    days: dict[str, list[Json]] = {}
    for row in rows:
        days.setdefault(row["date"] or "", []).append(row)
    return sorted(days.items(), reverse=True)
