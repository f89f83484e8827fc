"""The page of a node: that of its kind, else the plain one that lists its statements."""

from fastapi import Request, Response
from pyoxigraph import NamedNode

from kg.serve.nodes import node_page
from kg.serve.pages.articles import article_page
from kg.serve.pages.entities import KINDS, entity_page
from kg.serve.pages.indicators import indicator_page
from kg.serve.rendering import page
from kg.serve.service import Service


async def node_for_people(service: Service, request: Request, node: NamedNode) -> Response:
    """Return the page of a node by the first part of its address; raise Refusal (404) when the graph says nothing of it.

    Example: place/320000 (江苏省) is an entity, page/1a2b…/a1 an article, statistic/… a plain node.
    """
    iri = node.value
    kind = iri.removeprefix(service.base).partition("/")[0]
    if kind in KINDS:
        return await entity_page(service, request, iri)
    if kind == "page":
        return await article_page(service, request, iri)
    if kind == "indicator":
        return await indicator_page(service, request, iri)
    shown = await node_page(service.evaluators.ask, node, service.base)
    return page("node.html", request, node=shown)
