"""An answer that says why there is none: a page for people, one line of text for programs."""

from collections.abc import Mapping

from fastapi import Request, Response

from kg.serve.formats import HTML, choose
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.wording import WORDS
from kg.serve.rendering import page

_PLAIN = "text/plain"


def refuse(request: Request, status: int, sentence: str, headers: Mapping[str, str]) -> Response:
    """Return the answer to a request that is refused: as a page to a browser that asks for one, else as plain text."""
    # What asks for text/html by name is a browser; `*/*` is a program.
    asks = (
        HTML in request.headers.get("accept", "")
        and choose(request.headers.get("accept"), [_PLAIN, HTML]) == HTML
    )
    if not asks or request.method not in {"GET", "HEAD"} or request.url.path == "/sparql":
        return Response(f"{sentence}\n", status, dict(headers), f"{_PLAIN}; charset=utf-8")
    t = Tongue(language_of(request))
    key = f"error.{status}" if f"error.{status}" in WORDS else "error.other"
    return page("error.html", request, status=status, headers=dict(headers), title=t(key), sentence=sentence)
