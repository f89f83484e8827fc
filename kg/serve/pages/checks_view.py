"""What the checks say of the figures of a store, or of one indicator and its relatives."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph import GraphStore
from kg.graph.checks import Finding, check
from kg.graph.checks.observations import Figure
from kg.graph.terms import KG, QB, RDF
from kg.serve.pages.indicator_view import relatives
from kg.serve.pages.reading import Json, Reader
from kg.serve.views import Context, node_of, view

CHECKED = 20_000
"""Figures that a page lets the checks look at; `kg check` looks at all."""

OF_INDICATOR = 1_500
"""Figures that are checked for the page of one indicator."""

_UNION = DefaultGraph()


@view("page.checks")
def checks(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return the findings, gravest first, each with its figures and their quotes; `whole` says whether all were checked.

    With `indicator`, those that concern its figures, from a check of these and of the indicators it relates to.
    """
    reader = Reader(context)
    wanted = arguments.get("indicator")
    if wanted:
        iri = node_of(context, wanted).value
        figures, whole = _figures_of(context, relatives(context, iri))
        own = set(reader.subjects("kg:indicator", iri))
        found = check(_part(context, figures))
        findings = [finding for finding in found if finding.nodes & own]
    else:
        typed = context.graph.store.quads_for_pattern(None, RDF.type, QB.Observation, _UNION)
        figures = [q.subject for q in islice(typed, CHECKED + 1) if isinstance(q.subject, NamedNode)]
        whole, figures = len(figures) <= CHECKED, figures[:CHECKED]
        findings = check(context.graph if whole else _part(context, figures))
    return {
        "whole": whole,
        "checked": len(figures),
        "rows": [_row(reader, finding) for finding in findings],
    }


def _figures_of(context: Context, indicators: set[str]) -> tuple[list[NamedNode], bool]:
    """The figures of indicators and all others of their sentences, which the checks compare them with."""
    store, found = context.graph.store, dict[NamedNode, None]()
    for iri in sorted(indicators):
        for quad in islice(store.quads_for_pattern(None, KG.indicator, NamedNode(iri), _UNION), OF_INDICATOR):
            if isinstance(quad.subject, NamedNode):
                found[quad.subject] = None
    reader = Reader(context)
    for figure in list(found)[:OF_INDICATOR]:
        for sentence in reader.all(figure.value, "prov:wasDerivedFrom"):
            for other in islice(reader.subjects("prov:wasDerivedFrom", sentence), 100):
                if "Observation" in reader.kinds(other):
                    found[NamedNode(other)] = None
    figures = list(found)
    return figures[:OF_INDICATOR], len(figures) <= OF_INDICATOR


def _part(context: Context, figures: list[NamedNode]) -> GraphStore:
    """A store in memory of some figures and all that the checks read of each: two steps out from it."""
    part = Store()
    waiting, seen = list(figures), set(figures)
    for steps in range(4):
        following: list[NamedNode] = []
        for node in waiting:
            # Articles lead to all of their page; of what is that far, only its own statements count.
            for quad in context.graph.store.quads_for_pattern(node, None, None, _UNION):
                part.add(Quad(quad.subject, quad.predicate, quad.object))
                if steps < 3 and isinstance(quad.object, NamedNode) and quad.object not in seen:
                    seen.add(quad.object)
                    following.append(quad.object)
        waiting = following
    return GraphStore(part, context.base, writable=False)


def _row(reader: Reader, finding: Finding) -> Json:
    return {
        "severity": finding.severity.value,
        "rule": finding.rule.name,
        "rule_zh": finding.rule.chinese,
        "rule_en": finding.rule.english,
        "tolerance": finding.rule.tolerance,
        "message": finding.message,
        "message_zh": finding.message_zh,
        "figures": [_figure(reader, figure) for figure in finding.figures],
    }


def _figure(reader: Reader, figure: Figure) -> Json:
    indicator = reader.one(figure.node, "kg:indicator")
    return {
        "written": figure.written,
        "indicator": reader.ref(indicator),
        "quotes": reader.quotes(figure.node, 1),
    }
