"""`kg mcp` over stdio, asked by the SDK's own client."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

from pyoxigraph import Literal, NamedNode, Quad  # noqa: E402
from serve_samples import BASE, make_store  # noqa: E402

from kg.graph import GraphStore  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.resources import folder  # noqa: E402


def with_client(output: Path, talk: Callable[["mcp.Client"], Awaitable[None]]) -> None:
    async def main() -> None:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", str(output)])
        async with mcp.Client(command, read_timeout_seconds=60) as client:
            await talk(client)

    asyncio.run(asyncio.wait_for(main(), 120))


def test_an_agent_finds_describes_and_cites(tmp_path: Path):
    make_store(tmp_path)

    async def talk(client: "mcp.Client") -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"search", "describe", "evidence", "sparql", "list_queries", "named_query"}
        assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())

        async def call(tool: str, /, **arguments: object) -> list[dict[str, str]]:
            result = await client.call_tool(tool, arguments)
            assert not result.is_error, result.content
            return result.structured_content["result"]

        (found,) = await call("search", words="水利")
        assert (found["label"], found["entity"]) == ("东江省水利厅", f"{BASE}organization/a1")
        assert {
            "direction": "backward",
            "term": "org:organization",
            "value": "post/c3",
            "iri": f"{BASE}post/c3",
        } in await call("describe", iri=found["entity"])
        (evidence,) = await call("evidence", iri=f"{BASE}post/c3")
        assert (evidence["quote"], evidence["begin"], evidence["source"]) == (
            "东江省水利厅厅长顾明。",
            "0",
            "一.txt",
        )
        assert await call("sparql", query="SELECT (COUNT(*) AS ?n) { ?s a kg:Page }") == [{"n": "1"}]
        assert await call("sparql", query="ASK { ?s a kg:Page }") == [{"answer": "true"}]
        assert (
            "江苏省"
            in (await call("sparql", query="CONSTRUCT WHERE { ?s a kg:Province ; rdfs:label ?l }"))[0][
                "turtle"
            ]
        )
        assert len(await call("list_queries")) >= 25
        assert [
            row["entity"] for row in await call("named_query", name="find", parameters={"words": "江苏"})
        ] == [f"{BASE}place/320000"]

        async def refused(tool: str, said: str, /, **arguments: object) -> None:
            result = await client.call_tool(tool, arguments)
            assert result.is_error and said in result.content[0].text, result.content

        await refused("sparql", "cannot be read", query="SELECT")
        await refused("sparql", "cannot be read", query="INSERT DATA { <a:a> <a:b> <a:c> }")
        await refused("sparql", "SERVICE", query="SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
        await refused("named_query", "did you mean", name="holder-of-post")
        await refused("describe", "no IRI", iri="not an IRI")

    with_client(tmp_path, talk)


def test_long_answers_are_cut_and_say_so(tmp_path: Path):
    make_store(tmp_path)
    with GraphStore.open(tmp_path / "store") as store:
        label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        store.store.extend(
            Quad(NamedNode(f"urn:n{number}"), label, Literal("长" * 3000)) for number in range(300)
        )

    async def talk(client: "mcp.Client") -> None:
        found = await client.call_tool("sparql", {"query": "SELECT ?l { ?s rdfs:label ?l }"})
        rows = found.structured_content["result"]
        assert len(rows) == 201 and "of 303 rows" in rows[-1]["note"]
        assert max(len(row["l"]) for row in rows[:-1]) < 2100
        graph = await client.call_tool("sparql", {"query": "CONSTRUCT WHERE { ?s rdfs:label ?l }"})
        assert "characters more" in graph.structured_content["result"][0]["turtle"][-40:]
        hungry = await client.call_tool("sparql", {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
        assert hungry.is_error and "MB" in hungry.content[0].text

    with_client(tmp_path, talk)


def test_evidence_names_page_place_and_date(tmp_path: Path):
    build([folder("seeds") / "samples" / "10_appointments.txt"], tmp_path)

    async def talk(client: "mcp.Client") -> None:
        found = (await client.call_tool("search", {"words": "司马长河"})).structured_content["result"]
        cited = await client.call_tool("evidence", {"iri": found[0]["entity"]})
        (row, *_) = cited.structured_content["result"]
        assert {"quote", "source", "begin", "end", "date", "rule"} <= set(row)
        assert "司马长河" in row["quote"] and row["source"].endswith("10_appointments.txt")
        tools = (await client.list_tools()).tools
        assert all("。" in tool.description and tool.description.isascii() is False for tool in tools)

    with_client(tmp_path, talk)
