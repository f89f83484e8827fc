"""The addresses of offices: the list, and one office with its holders over time."""

from fastapi import FastAPI, Request, Response

from kg.serve.frames import Refusal
from kg.serve.pages.holders import holders
from kg.serve.pages.offices_view import SIZE
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.pages.timeline import draw
from kg.serve.rendering import page
from kg.serve.service import Service

_LONGEST = 200


def add_offices(app: FastAPI, service: Service) -> None:
    """Add `/offices` and `/office?organization=IRI&title=部长` to an application."""

    @app.api_route("/offices", methods=["GET", "HEAD"])
    async def offices(request: Request) -> Response:
        query = request.query_params
        q, number = query.get("q", "").strip(), page_number(query)
        order = "recent" if query.get("order") == "recent" else "holders"
        if len(q) > _LONGEST:
            raise Refusal(400, f"A filter may be {_LONGEST} characters long.")
        found = await service.show("offices", {"q": q, "order": order, "page": number})
        return page(
            "offices.html", request, here="offices", words=q, order=order, offices=found["offices"],
            sheet=Sheet(number, SIZE, found["total"]),
        )  # fmt: skip

    @app.api_route("/office", methods=["GET", "HEAD"])
    async def office(request: Request) -> Response:
        organization, title = request.query_params.get("organization"), request.query_params.get("title")
        if not organization:
            raise Refusal(
                400, "An office is asked for as /office?organization=IRI&title=TITLE; the IRI is missing."
            )
        found = await service.show("office", {"organization": organization, "title": title})
        people = holders(found["posts"])
        return page(
            "office.html", request, here="offices", office=found, holders=people, drawing=draw(people)
        )
