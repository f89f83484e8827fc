"""Checks on the figures of a graph: do levels, growth, parts, shares and reports agree with each other?

Findings are statements about observations, never changes to them: both quotes stay where they are.
"""

from collections.abc import Callable

from kg.graph.checks.bounds import bounds
from kg.graph.checks.findings import RULES, Finding, Rule, Severity
from kg.graph.checks.gaps import gaps
from kg.graph.checks.growth import growth
from kg.graph.checks.index import Index
from kg.graph.checks.observations import Figure, figures
from kg.graph.checks.report import quote, records, table, triples
from kg.graph.checks.shares import shares
from kg.graph.checks.sources import sources
from kg.graph.checks.streaks import streaks
from kg.graph.checks.sums import sums
from kg.graph.store import GraphStore

_CHECKS = (growth, gaps, sums, shares, sources, streaks, bounds)
_GRAVEST_FIRST = list(Severity)


Progress = Callable[[int, int], None]
"""Is told how many of how many steps are done; reading the figures is the first and by far the longest."""


def check(store: GraphStore, progress: Progress = lambda done, all: None) -> list[Finding]:
    """Return what the figures of a store say of each other: disagreements first, agreements last, by page and place.

    Example: a page with 出口26.99万亿元, 进口18.48万亿元 and 进出口45.47万亿元 gives one agreement.
    """
    progress(0, len(_CHECKS) + 1)
    index = Index(figures(store))
    found: dict[tuple[str, Severity, frozenset[str]], Finding] = {}
    for done, compare in enumerate(_CHECKS, 1):
        progress(done, len(_CHECKS) + 1)
        found |= {(finding.rule.name, finding.severity, finding.nodes): finding for finding in compare(index)}
    return sorted(found.values(), key=_order)


def _order(finding: Finding) -> tuple[int, str, int, str, tuple[str, ...]]:
    first = finding.figures[0]
    return (
        _GRAVEST_FIRST.index(finding.severity),
        first.source,
        first.begin,
        finding.rule.name,
        tuple(sorted(finding.nodes)),
    )


__all__ = ["RULES", "Figure", "Finding", "Rule", "Severity", "check", "quote", "records", "table", "triples"]
