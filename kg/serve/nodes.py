"""The nodes of the graph under their own addresses: RDF for machines, a page for people."""

import json
import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.queries import named
from kg.graph.terms import PREFIXES
from kg.serve.description import Ask, rows
from kg.serve.frames import Refusal
from kg.serve.pool import Reply

_SAFE = re.compile(r"[A-Za-z0-9\-._~:/@!$&'()*+,;=%]+")
_SHOWN = 500

_ALL = """CONSTRUCT {{ ?s ?p ?o . ?x rdfs:label ?name }} WHERE {{
  {{ {{ SELECT * WHERE {{ BIND({node} AS ?s) ?s ?p ?o }} LIMIT 5000 }} OPTIONAL {{ ?o rdfs:label ?name BIND(?o AS ?x) }} }}
  UNION {{ {{ SELECT * WHERE {{ BIND({node} AS ?o) ?s ?p ?o }} LIMIT 5000 }} OPTIONAL {{ ?s rdfs:label ?name BIND(?s AS ?x) }} }} }}"""
_FORWARD_ROWS = """SELECT ?term ?other ?name WHERE {{ {{ SELECT * WHERE {{ {node} ?term ?other }} ORDER BY ?term ?other LIMIT {limit} }}
  OPTIONAL {{ ?other rdfs:label ?name FILTER(LANG(?name) = "zh") }} }} ORDER BY ?term ?name ?other"""
_BACKWARD_ROWS = """SELECT ?term ?other ?name WHERE {{ {{ SELECT * WHERE {{ ?other ?term {node} }} ORDER BY ?term ?other LIMIT {limit} }}
  OPTIONAL {{ ?other rdfs:label ?name FILTER(LANG(?name) = "zh") }} }} ORDER BY ?term ?name ?other"""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement on a node's page: its term, the other end as people read it, and the address of that when it has one."""

    term: str
    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class NodePage:
    """What the page of a node shows."""

    iri: str
    label: str
    forward: list[Line]
    backward: list[Line]
    evidence: list[dict[str, str]]


def node_at(base: str, path: bytes) -> NamedNode:
    """Return the node that a path below `/id/` names; raise Refusal (404) for what can be no node's address.

    Example: `place/320000` with the standard base is `<https://w3id.org/jingwei/id/place/320000>` (江苏省).
    """
    local = path.decode("ascii", errors="replace")
    if not _SAFE.fullmatch(local):
        raise Refusal(404, "No node has this address.")
    try:
        return NamedNode(base + local)
    except ValueError as error:
        raise Refusal(404, "No node has this address.") from error


async def node_graph(ask: Ask, node: NamedNode, media: str) -> Reply:
    """Return the statements about a node and those that point at it, at most 5,000 each, and the names of both ends."""
    if not await rows(ask, f"SELECT * WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }} LIMIT 1"):
        raise Refusal(404, f"The graph says nothing of {node}.")
    return await ask({"query": _ALL.format(node=node), "accept": media})


async def node_page(ask: Ask, node: NamedNode, base: str) -> NodePage:
    """Return what people see of a node; raise Refusal (404) when the graph says nothing of it."""
    forward = await _lines(ask, _FORWARD_ROWS.format(node=node, limit=_SHOWN), base)
    backward = await _lines(ask, _BACKWARD_ROWS.format(node=node, limit=_SHOWN), base)
    if not forward and not backward:
        raise Refusal(404, f"The graph says nothing of {node}.")
    found = await rows(ask, named("evidence-of").bind({"node": node.value}))
    evidence = [{name: cell["value"] for name, cell in row.items()} for row in found[:_SHOWN]]
    label = next((line.text for line in forward if line.term == "rdfs:label"), node.value.removeprefix(base))
    for item in evidence:
        item["link"] = local_link(item["fact"], base) or item["fact"]
        item["kind"] = short(item["kind"])
    return NodePage(node.value, label, forward, backward, evidence)


async def _lines(ask: Ask, query: str, base: str) -> list[Line]:
    lines = []
    for row in await rows(ask, query):
        other = row["other"]
        link = local_link(other["value"], base) if other["type"] == "uri" else None
        name = row["name"]["value"] if "name" in row else short(other["value"], base)
        lines.append(
            Line(short(row["term"]["value"]), name if other["type"] == "uri" else other["value"], link)
        )
    return lines


def local_link(iri: str, base: str) -> str | None:
    """Return the address of a node on this server, the IRI itself when it is a web address, None for anything else.

    A place on a page (`#char=…`) has the address of its page.
    """
    if iri.startswith(base):
        return "/id/" + iri.removeprefix(base)
    return iri if iri.startswith(("http://", "https://")) else None


def short(iri: str, base: str = "") -> str:
    """Return an IRI with its prefix (`kg:Person`), or below the base without it (`place/320000`)."""
    if base and iri.startswith(base):
        return iri.removeprefix(base)
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def as_json(value: object) -> bytes:
    """Return JSON as UTF-8."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
