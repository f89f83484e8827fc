"""The web application: SPARQL endpoint, descriptions, pages of nodes, query editor.

Addresses: `/sparql` (SPARQL 1.1 Protocol), `/.well-known/void`, `/id/…` (nodes), `/queries` (the named queries),
`/query` (the editor); `kg.serve.explorer` and `kg.serve.pages` add theirs. Without its own evaluator process nothing
is ever evaluated: see `kg.serve.pool`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.graph.errors import GraphError
from kg.graph.queries import named, names
from kg.serve.description import Census, describe
from kg.serve.explorer.routes import add_explorer
from kg.serve.formats import GRAPHS, HTML, NAMED, choose
from kg.serve.frames import Refusal
from kg.serve.guard import SECURITY, check_origin
from kg.serve.index.refreshing import Refresher
from kg.serve.nodes import as_json, node_at, node_graph
from kg.serve.pages.editor import editor_page
from kg.serve.pages.nodes import node_for_people
from kg.serve.pages.refusals import refuse
from kg.serve.pages.routes import add_pages
from kg.serve.protocol import UPDATE, read_operation
from kg.serve.protocol import Message as Asked
from kg.serve.rendering import typed
from kg.serve.service import Service

STATIC = Path(__file__).with_name("static")
EDITOR = "/query"
"""Address of the query editor, where a browser that opens the endpoint is sent."""

_VARY = {"Vary": "Accept"}


class SecurityHeaders:
    """Adds the headers of `SECURITY` to every answer.

    Plain ASGI: Starlette's middleware for functions answers 500 when a client hangs up while it waits.
    """

    def __init__(self, app: ASGIApp):
        """Take the application to wrap."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, headers added to the begin of an answer."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, secured)


def create_app(service: Service) -> FastAPI:
    """Return the ASGI application of a service. Needs the extra `serve`."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with service.evaluators, Refresher(service.store, service.base):
            yield

    app = FastAPI(
        title="Jingwei",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.census = Census(service.store)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"]
    )
    app.add_middleware(SecurityHeaders)
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(HTTPException)(_not_served)
    _add_routes(app, service)
    add_explorer(app, service)
    add_pages(app, service)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _add_routes(app: FastAPI, service: Service) -> None:
    ask = service.evaluators.ask

    @app.api_route("/sparql", methods=["GET", "HEAD", "POST"])
    async def sparql(request: Request) -> Response:
        return await _sparql(service, request)

    @app.api_route("/.well-known/void", methods=["GET", "HEAD"])
    async def void(request: Request) -> Response:
        return await _description(service, request)

    @app.api_route("/id/{path:path}", methods=["GET", "HEAD"])
    async def node(request: Request) -> Response:
        return await _node(service, request)

    @app.api_route(EDITOR, methods=["GET", "HEAD"])
    async def editor(request: Request) -> Response:
        return editor_page(service, request)

    @app.api_route("/queries", methods=["GET", "HEAD"])
    async def queries() -> Response:
        listed = [
            {"name": q.name, "title": q.title, "title_zh": q.title_zh, "description": q.description, "description_zh": q.description_zh,
             "parameters": [{"name": p.name, "kind": p.kind, "default": p.default, "english": p.english, "chinese": p.chinese} for p in q.parameters]}
            for q in map(named, names())
        ]  # fmt: skip
        return Response(as_json(listed), media_type="application/json")

    @app.api_route("/queries/{name}", methods=["GET", "HEAD"])
    async def query(name: str, request: Request) -> Response:
        return _named_query(name, dict(request.query_params))

    @app.get("/health")
    async def health() -> Response:
        await ask({"query": "ASK {}", "accept": None})
        return Response("ok\n", media_type="text/plain")


async def _sparql(service: Service, request: Request) -> Response:
    body = await _body(request, service.limits.update if service.writable else service.limits.query)
    message = Asked(
        request.method, request.scope["query_string"].decode("ascii", errors="replace"),
        request.headers.get("content-type"), body, request.headers.get("accept"),
    )  # fmt: skip
    operation = read_operation(message, writable=service.writable)
    if operation is None:
        if choose(message.accept, [*GRAPHS, HTML]) == HTML:
            return Response(status_code=303, headers={"Location": EDITOR, **_VARY})
        return await _description(service, request)
    if "update" in operation:
        check_origin(request.headers.get("origin"), request.headers.get("host"), loopback=service.loopback)
    elif len(str(operation["query"])) > service.limits.query:
        raise Refusal(413, f"A query may be {service.limits.query} characters long.")
    reply = await service.evaluators.ask(operation)
    if "update" in operation:
        return Response(status_code=204)
    return Response(reply.content, media_type=typed(reply.media), headers=_VARY)


async def _body(request: Request, limit: int) -> bytes:
    """Read a request's body; raise Refusal (413) as soon as it is longer than the limit."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise Refusal(413, f"The body of a request may be {limit} bytes long.")
    return bytes(body)


async def _description(service: Service, request: Request) -> Response:
    media = choose(request.headers.get("accept"), [*GRAPHS, HTML])
    if media is None:
        raise Refusal(406, f"The description can be had as {', '.join(list(GRAPHS)[:4])}.")
    media = "text/turtle" if media == HTML else media
    counts = await request.app.state.census.counts(service.evaluators.ask)
    try:
        content = describe(
            counts, f"{request.base_url}sparql", service.base, media, writable=service.writable
        )
    except ValueError as error:
        raise Refusal(400, "The name of this server in the request (Host) is no name.") from error
    return Response(content, media_type=typed(media), headers=_VARY)


async def _node(service: Service, request: Request) -> Response:
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    node = node_at(service.base, raw.partition(b"?")[0].removeprefix(b"/id/"))
    form = request.query_params.get("format")
    media = NAMED.get(form) if form else choose(request.headers.get("accept"), [HTML, *GRAPHS])
    if media is None:
        raise Refusal(406, f"A node can be had as {', '.join([HTML, *list(GRAPHS)[:4]])}.")
    if media == HTML:
        return await node_for_people(service, request, node)
    reply = await node_graph(service.evaluators.ask, node, media)
    return Response(reply.content, media_type=typed(reply.media), headers=_VARY)


def _named_query(name: str, values: dict[str, str]) -> Response:
    try:
        text = named(name).bind({key: value for key, value in values.items() if value})
    except GraphError as error:
        raise Refusal(404 if name not in names() else 400, f"{error}.") from error
    return Response(text, media_type="application/sparql-query")


async def _refused(request: Request, refusal: Exception) -> Response:
    status, sentence = (
        (refusal.status, refusal.sentence) if isinstance(refusal, Refusal) else (500, str(refusal))
    )
    headers = (
        {"Accept-Post": f"application/x-www-form-urlencoded, application/sparql-query, {UPDATE}"}
        if status == 415
        else {}
    )
    if status == 503:
        headers["Retry-After"] = "5"
    return refuse(request, status, sentence, headers)


async def _not_served(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    sentences = {404: "Nothing is served at this address.", 405: "This address does not take this method."}
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    return refuse(request, status, sentences.get(status, str(error)), headers)
