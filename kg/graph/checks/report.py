"""Findings as rows for people and programs, and as RDF that points at the observations."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph.checks.findings import Finding
from kg.graph.checks.observations import Figure
from kg.graph.identifiers import BASE, Identifiers
from kg.graph.literals import chinese, english, plain
from kg.graph.queries import Cell, Table
from kg.graph.terms import KG, RDF, RDFS

COLUMNS = (
    "severity",
    "rule",
    "message",
    "message_zh",
    "indicator",
    "value",
    "published",
    "source",
    "begin",
    "quote",
    "observation",
)


def table(findings: Iterable[Finding]) -> Table:
    """Return findings as rows, one for every figure that a finding speaks of.

    Example: a sum of 出口 and 进口 has three rows, the stated 进出口 first.
    """
    return Table(COLUMNS, tuple(_row(finding, figure) for finding in findings for figure in finding.figures))


def _row(finding: Finding, figure: Figure) -> tuple[Cell, ...]:
    published = figure.published.isoformat() if figure.published else None
    return (
        finding.severity.value, finding.rule.name, finding.message, finding.message_zh, figure.indicator, figure.written, published,
        figure.source, figure.begin, quote(figure), figure.node,
    )  # fmt: skip


def records(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as nested records for JSON, each with its figures and the tolerance of its rule."""
    return [
        {
            "severity": finding.severity.value,
            "rule": finding.rule.name,
            "tolerance": finding.rule.tolerance,
            "message": finding.message,
            "message_zh": finding.message_zh,
            "figures": [
                dict(zip(COLUMNS[4:], _row(finding, figure)[4:], strict=True)) for figure in finding.figures
            ],
        }
        for finding in findings
    ]


def quote(figure: Figure) -> str:
    """Return the sentence of a figure in one line."""
    return "".join(figure.sentence.split())


def triples(findings: Iterable[Finding], base: str = BASE) -> list[Triple]:
    """Return findings as `kg:Finding` nodes whose IRIs are a function of rule and observations.

    Example: `<…/finding/3f…> a kg:Finding ; kg:severity kg:Agreement ; kg:concerns <…/statistic/…>`.
    """
    ids = Identifiers(base)
    written: dict[Triple, None] = {}
    for finding in findings:
        node = ids.fact("finding", finding.rule.name, *sorted(finding.nodes))
        pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
            (RDF.type, KG.Finding),
            (KG.severity, KG.ALL[finding.severity.value]),
            (KG.rule, plain(finding.rule.name)),
            (KG.tolerance, plain(finding.rule.tolerance)),
            (RDFS.comment, english(finding.message)),
            (RDFS.comment, chinese(finding.message_zh)),
            *((KG.concerns, NamedNode(figure.node)) for figure in finding.figures),
        ]
        written.update(dict.fromkeys(Triple(node, predicate, value) for predicate, value in pairs))
    return list(written)
