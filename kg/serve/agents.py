"""The graph for agents: a Model Context Protocol server with tools that only read. Needs the extra `mcp`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pyoxigraph import NamedNode

from kg import __version__
from kg.graph import BASE
from kg.graph.errors import GraphError
from kg.graph.queries import named, names
from kg.graph.terms import PREFIXES
from kg.serve.description import rows
from kg.serve.evaluator import Refusal, Request
from kg.serve.frames import Limits
from kg.serve.nodes import node_page
from kg.serve.pool import Evaluators, Reply

_LIMITS = Limits(seconds=20, answer=4 << 20, memory=1 << 30, together=1)
_ROWS = 200
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

_INSTRUCTIONS = f"""A knowledge graph of Chinese official and economic news: organizations, officials and posts, places,
policies, statistics. Every fact has evidence: the sentence, its page and characters. Begin with `search` for a name (in
Chinese), go on with `describe` or `evidence` for its IRI, or ask a named query; `sparql` answers anything else.
Prefixes are declared: {", ".join(PREFIXES)}."""

Row = dict[str, str]


class Asked:
    """What the tools do, on one store."""

    def __init__(self, store: Path, base: str):
        """Take the folder of a store and the base of its nodes."""
        self.evaluators, self._base = Evaluators(store, _LIMITS), base

    async def _ask(self, request: Request) -> Reply:
        try:
            return await self.evaluators.ask(request)
        except Refusal as refusal:
            raise ToolError(refusal.sentence) from refusal

    async def rows(self, query: str) -> list[Row]:
        """Return at most 200 rows of a SELECT; an unbound variable is left out."""
        found = await rows(self._ask, query)
        return [{name: cell["value"] for name, cell in row.items()} for row in found[:_ROWS]]

    async def search(self, words: str) -> list[Row]:
        """Find organizations, people, places, policies and events one of whose names contains the words (Chinese): label, class, entity (IRI)."""
        return await self.rows(_bound("find", {"words": words}))

    async def describe(self, iri: str) -> list[Row]:
        """List what the graph says of an entity or fact, given by its IRI: direction, term, value, and the IRI of a value that has one."""
        try:
            page = await node_page(self._ask, NamedNode(iri), self._base)
        except ValueError as error:
            raise ToolError(f"{iri!r} is no IRI") from error
        except Refusal as refusal:
            raise ToolError(refusal.sentence) from refusal
        lines = [("forward", line) for line in page.forward] + [("backward", line) for line in page.backward]
        return [
            {"direction": direction, "term": line.term, "value": line.text}
            | (
                {
                    "iri": self._base + line.link.removeprefix("/id/")
                    if line.link.startswith("/id/")
                    else line.link
                }
                if line.link
                else {}
            )
            for direction, line in lines[:_ROWS]
        ]

    async def evidence(self, iri: str) -> list[Row]:
        """List the evidence of a fact, or of all facts about an entity, given by IRI: the quoted sentence, source page, begin and end character."""
        return await self.rows(_bound("evidence-of", {"node": iri}))

    async def sparql(self, query: str) -> list[Row]:
        """Run a SPARQL 1.1 SELECT over the union of all pages; at most 200 rows come back, so aggregate or use LIMIT."""
        reply = await self._ask(
            {"query": query, "accept": "application/sparql-results+json, text/turtle;q=0.5"}
        )
        if reply.media == "text/turtle":
            return [{"turtle": reply.content.decode()}]
        if b'"boolean"' in reply.content[:60]:
            return [{"answer": str(b'"boolean":true' in reply.content).lower()}]
        return await self.rows(query)

    async def list_queries(self) -> list[Row]:
        """List the named queries: name, what each answers, and its parameters with their kinds."""
        return [
            {
                "name": query.name,
                "answers": f"{query.description} {query.description_zh}",
                "parameters": ", ".join(f"{p.name} ({p.kind}: {p.english})" for p in query.parameters),
            }
            for query in map(named, names())
        ]

    async def named_query(self, name: str, parameters: dict[str, str] | None = None) -> list[Row]:
        """Run a named query with parameters, for example `holders-of-post` with {"title": "部长"}."""
        return await self.rows(_bound(name, parameters or {}))


def _bound(name: str, values: dict[str, str]) -> str:
    try:
        return named(name).bind(values)
    except GraphError as error:
        raise ToolError(str(error)) from error


def create_server(store: Path, base: str = BASE) -> MCPServer:
    """Return the server of a store; `run("stdio")` serves it on stdin and stdout."""
    asked = Asked(store, base)

    @asynccontextmanager
    async def lifespan(_: MCPServer) -> AsyncIterator[None]:
        async with asked.evaluators:
            yield

    server = MCPServer(
        "jingwei",
        title="Jingwei 经纬",
        instructions=_INSTRUCTIONS,
        version=__version__,
        lifespan=lifespan,
        log_level="WARNING",
    )
    for tool in (
        asked.search,
        asked.describe,
        asked.evidence,
        asked.sparql,
        asked.list_queries,
        asked.named_query,
    ):
        server.tool(annotations=_READS)(tool)
    return server
