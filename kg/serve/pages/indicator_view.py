"""What the graph says of an indicator: its figures from all pages, its relatives, and what the checks say of them."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode

from kg.graph.terms import SKOS
from kg.serve.frames import Refusal
from kg.serve.pages.reading import Json, Reader
from kg.serve.views import Context, known, node_of, view

FIGURES = 1_000
"""Figures of one indicator that a page reads; it says when there are more."""


@view("page.indicator")
def indicator(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return an indicator: its figures with evidence (`FIGURES` at most), other names, broader and narrower ones."""
    node = known(context, node_of(context, arguments.get("iri")))
    reader, iri = Reader(context), node.value
    if not reader.kinds(iri) & {"Indicator", "Concept"}:
        raise Refusal(404, f"{iri} is no indicator.")
    nodes = reader.first("kg:indicator", iri, FIGURES)
    figures = [figure for figure in map(reader.figure, sorted(nodes)) if figure]
    return {
        **(reader.ref(iri) or {}),
        "names": reader.all(iri, "skos:altLabel"),
        "total": reader.count("kg:indicator", iri),
        "figures": figures,
        "broader": [_counted(reader, other) for other in reader.all(iri, "skos:broader")],
        "narrower": _by_count(reader, reader.first("skos:broader", iri, 500)),
    }


def _counted(reader: Reader, iri: str) -> Json:
    return (reader.ref(iri) or {}) | {"count": reader.count("kg:indicator", iri)}


def _by_count(reader: Reader, iris: Iterable[str]) -> list[Json]:
    return sorted((_counted(reader, iri) for iri in iris), key=lambda ref: (-ref["count"], ref["label"]))


def relatives(context: Context, iri: str) -> set[str]:
    """Return an indicator with those that its checks need: broader, narrower, and narrower of the same broader one."""
    store = context.graph.store
    union = DefaultGraph()
    broader = [q.object for q in store.quads_for_pattern(NamedNode(iri), SKOS.broader, None, union)]
    found = {iri}
    for parent in (NamedNode(iri), *(p for p in broader if isinstance(p, NamedNode))):
        found.add(parent.value)
        for quad in islice(store.quads_for_pattern(None, SKOS.broader, parent, union), 500):
            if isinstance(quad.subject, NamedNode):
                found.add(quad.subject.value)
    return found
