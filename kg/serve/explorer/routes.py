"""The addresses of the explorer: its page, its program, and the data that the program asks for.

Answers carry an ETag and are asked for again each time (`no-cache`): what has not changed is not sent again. They are
compressed here and not for the whole application, where the compression of a long answer of SPARQL would hold up all others.
"""

import gzip
from collections.abc import Awaitable, Callable
from functools import lru_cache
from hashlib import sha256
from typing import Any

from fastapi import FastAPI, Request, Response

from kg.publish.html.page import explorer_page, explorer_program, explorer_style, palette, vis_network
from kg.serve.frames import Refusal
from kg.serve.guard import PAGE_POLICY
from kg.serve.pages.wording import NAVIGATION, WORDS
from kg.serve.rendering import typed
from kg.serve.service import Service

EXPLORER_POLICY = f"{PAGE_POLICY}; require-trusted-types-for 'script'; trusted-types 'none'"
"""The explorer's page makes no element of text."""

ASSETS: dict[str, tuple[Callable[[], str], str]] = {
    "explorer.js": (explorer_program, "text/javascript"),
    "explorer.css": (explorer_style, "text/css"),
    "vis-network.js": (vis_network, "text/javascript"),
    "palette.css": (palette, "text/css"),
}
"""The files of the explorer's page: what makes each, and its media type."""

_LONGEST, _SMALL = 2000, 1000
_LISTS = ("iri", "key")
_QUESTIONS = {
    "start": ("from", "to", "page"),
    "node": ("iri", "key", "skip"),
    "search": ("q", "limit"),
    "path": ("from", "to", "key"),
    "all": ("n",),
    "article": ("key",),
    "indicator": ("name",),
    "passing": ("iri", "from", "to", "page"),
}
"""The data that can be asked for, and the parameters of each."""


def add_explorer(app: FastAPI, service: Service) -> None:
    """Add the addresses of the explorer to an application."""
    made = {name: make().encode() for name, (make, _) in ASSETS.items()}
    front = explorer_page("经纬 Jingwei", [(address, *WORDS[key]) for key, address in NAVIGATION]).encode()

    @app.api_route("/", methods=["GET", "HEAD"])
    async def home(request: Request) -> Response:
        headers = {"Content-Security-Policy": EXPLORER_POLICY}
        return _answered(request, front, "text/html", headers)

    @app.api_route("/assets/{name}", methods=["GET", "HEAD"])
    async def asset(name: str, request: Request) -> Response:
        if name not in made:
            raise Refusal(404, f"There is no file {name[:80]!r} here; there are {', '.join(made)}.")
        return _answered(request, made[name], ASSETS[name][1])

    for question, names in _QUESTIONS.items():
        app.api_route(f"/explore/{question}", methods=["GET", "HEAD"])(_asked(service, question, names))


def _asked(
    service: Service, question: str, names: tuple[str, ...]
) -> Callable[[Request], Awaitable[Response]]:
    async def ask(request: Request) -> Response:
        content = await service.show_raw(f"explorer.{question}", _arguments(request, names))
        return _answered(request, content, "application/json")

    return ask


def _arguments(request: Request, names: tuple[str, ...]) -> dict[str, Any]:
    """The parameters of a request; raise Refusal (400) for those that nothing asks for, or that are too long."""
    found: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name not in names and name != "lang":
            raise Refusal(400, f"{name[:80]!r} is no parameter here; there are {', '.join(names)}.")
        if len(value) > _LONGEST:
            raise Refusal(400, f"{name} may be {_LONGEST} characters long.")
        if name in _LISTS:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise Refusal(400, f"{name} is given twice.")
        else:
            found[name] = value
    return found


def _answered(
    request: Request, content: bytes, media: str, headers: dict[str, str] | None = None
) -> Response:
    """The answer, or 304 without content when the client has it already."""
    tag = f'W/"{sha256(content).hexdigest()[:24]}"'
    told = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **(headers or {})}
    if tag in {item.strip() for item in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=told)
    if len(content) >= _SMALL and "gzip" in request.headers.get("accept-encoding", ""):
        content, told["Content-Encoding"] = _compressed(content), "gzip"
    return Response(content, headers=told, media_type=typed(media))


@lru_cache(maxsize=16)
def _compressed(content: bytes) -> bytes:
    """What is asked for often, the page and its files and the first part of the network, is compressed once."""
    return gzip.compress(content, compresslevel=5, mtime=0)
