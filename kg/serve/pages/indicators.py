"""The page of an indicator and the list of all indicators."""

from typing import Any

from fastapi import FastAPI, Request, Response

from kg.serve.frames import Refusal
from kg.serve.pages.charts import charts
from kg.serve.pages.checks import in_words
from kg.serve.pages.figures import Figure, told_once, worded
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.rendering import page
from kg.serve.service import Service

_CHARTS = 12
_LISTED = 100


def add_indicators(app: FastAPI, service: Service) -> None:
    """Add `/indicators`."""

    @app.api_route("/indicators", methods=["GET", "HEAD"])
    async def indicators(request: Request) -> Response:
        words = request.query_params.get("q", "")[:200]
        number = page_number(request.query_params)
        asked = {"q": words, "first": (number - 1) * _LISTED, "size": _LISTED}
        found = await service.show("page.indicators", asked)
        sheet = Sheet(number, _LISTED, found["total"])
        return page("indicators.html", request, here="indicators", words=words, found=found, sheet=sheet)


async def indicator_page(service: Service, request: Request, iri: str) -> Response:
    """Return the page of an indicator; raise Refusal (404) for what is none."""
    found = await service.show("page.indicator", {"iri": iri})
    t = Tongue(language_of(request))
    figures = found["figures"]
    return page(
        "indicator.html",
        request,
        here="indicators",
        indicator=found,
        charts=charts(figures, found["label"], t, _CHARTS),
        groups=_groups(figures, t),
        findings=await _findings(service, iri, t),
    )


async def _findings(service: Service, iri: str, t: Tongue) -> dict[str, Any]:
    """What the checks say of an indicator's figures; the page is shown all the same when they take too long."""
    try:
        found: dict[str, Any] = await service.show("page.checks", {"indicator": iri})
    except Refusal as refusal:
        return {"refused": refusal.sentence, "rows": [], "whole": True}
    return found | {
        "refused": None,
        "rows": [in_words(row, t) for row in found["rows"] if row["severity"] != "Agreement"],
    }


def _groups(figures: list[Figure], t: Tongue) -> list[dict[str, Any]]:
    """Figures by measure, unit and basis, the largest group first; in a group by area, then the latest period first."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        key = (str(figure["measure"]), figure["unit"], str(figure["basis"] or figure["base"] or ""))
        groups.setdefault(key, []).append(figure)
    found = []
    for (measure, _, _), rows in groups.items():
        told = [worded(figure, t) for figure in told_once(rows)]
        told.sort(key=_latest_first)
        words = " · ".join(dict.fromkeys(filter(None, (t.maybe(measure), told[0]["basis_text"]))))
        found.append({"words": words, "rows": told})
    return sorted(found, key=lambda group: (-len(group["rows"]), group["words"]))


def _latest_first(figure: Figure) -> tuple[str, int, str, str]:
    end = (figure["period"] or {}).get("end") or ""
    area = figure["area"]["label"] if figure["area"] else "\uffff"
    return area, -int(end.replace("-", "") or 0), figure["value_text"], figure["iri"]
