"""What the checks say of the figures of a store, or of one indicator and its relatives."""

import sqlite3
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.graph import GraphStore
from kg.graph.checks import RULES, Finding, check
from kg.graph.terms import KG
from kg.serve.index.findings import Kept, read_findings, summary
from kg.serve.pages.indicator_view import relatives
from kg.serve.pages.reading import Json, Reader
from kg.serve.views import Context, node_of, view

OF_INDICATOR = 1_500
"""Figures that are checked for the page of one indicator."""

_UNION = DefaultGraph()
_RULES = {rule.name: rule for rule in RULES}


@view("page.findings")
def findings(context: Context, arguments: Mapping[str, Any]) -> Json | None:
    """Return some of the findings that are kept in the file `kept`, gravest first, each with its figures and their quotes.

    `severity` and `rule` choose, `first` and `size` say which; `state` is that of the store they were made of. None when
    nothing is kept.
    """
    path = Path(str(arguments["kept"]))
    told = summary(path)
    if told is None:
        return None
    severity, rule = str(arguments.get("severity") or ""), str(arguments.get("rule") or "")
    try:
        kept = read_findings(path, severity, rule, int(arguments["first"]), int(arguments["size"]))
    except sqlite3.Error:
        return None
    reader = Reader(context)
    return {
        "state": told.state,
        "checked": told.checked,
        "counts": [[*key, n] for key, n in sorted(told.counts.items())],
        "rows": [_row(reader, finding) for finding in kept if finding.rule in _RULES],
    }


@view("page.checks")
def checks(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return the findings that concern the figures of an indicator (`indicator`), gravest first, each with its figures and their quotes.

    They are checked here with those of the indicators it relates to; `whole` says whether all of these were checked.
    """
    reader, iri = Reader(context), node_of(context, arguments.get("indicator")).value
    figures, whole = _figures_of(context, relatives(context, iri))
    own = set(reader.subjects("kg:indicator", iri))
    found = [finding for finding in check(_part(context, figures)) if finding.nodes & own]
    return {"whole": whole, "checked": len(figures), "rows": [_row(reader, _kept(one)) for one in found]}


def _kept(finding: Finding) -> Kept:
    figures = tuple((figure.node, figure.written) for figure in finding.figures)
    return Kept(finding.severity.value, finding.rule.name, finding.message, finding.message_zh, figures)


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


def _row(reader: Reader, finding: Kept) -> Json:
    rule = _RULES[finding.rule]
    return {
        "severity": finding.severity,
        "rule": rule.name,
        "rule_zh": rule.chinese,
        "rule_en": rule.english,
        "tolerance": rule.tolerance,
        "message": finding.message,
        "message_zh": finding.message_zh,
        "figures": [_figure(reader, *figure) for figure in finding.figures],
    }


def _figure(reader: Reader, node: str, written: str) -> Json:
    indicator = reader.one(node, "kg:indicator")
    return {"written": written, "indicator": reader.ref(indicator), "quotes": reader.quotes(node, 1)}
