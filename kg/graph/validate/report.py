"""Findings as a `sh:ValidationReport` in Turtle, for tools that read SHACL's own vocabulary."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg.graph.literals import chinese, english
from kg.graph.validate.findings import Finding

_HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n"


def report(findings: Iterable[Finding]) -> str:
    """Return findings as one validation report, the same text for the same findings.

    Example: a post without a title is a `sh:ValidationResult` with `sh:resultMessage "职务须有一个中文名称。"@zh`.
    """
    results = [_result(finding) for finding in findings]
    parts = ["[] a sh:ValidationReport", f"sh:conforms {'false' if results else 'true'}"]
    if results:
        parts.append("sh:result " + ", ".join(results))
    return _HEAD + " ;\n    ".join(parts) + " .\n"


def _result(finding: Finding) -> str:
    lines = " ;\n        ".join(f"{predicate} {value}" for predicate, value in _pairs(finding))
    return f"[\n        {lines}\n    ]"


def _pairs(finding: Finding) -> Iterator[tuple[str, str]]:
    name = (
        "SPARQL"
        if finding.constraint == "sparql"
        else finding.constraint[:1].upper() + finding.constraint[1:]
    )
    yield "a", "sh:ValidationResult"
    yield "sh:resultSeverity", f"sh:{finding.severity}"
    yield "sh:focusNode", finding.node if finding.node.startswith("_:") else str(NamedNode(finding.node))
    if finding.path and "<" not in finding.path:
        yield "sh:resultPath", str(NamedNode(finding.path))
    if finding.term is not None:
        yield "sh:value", str(finding.term)
    yield "sh:sourceConstraintComponent", f"sh:{name}ConstraintComponent"
    yield "sh:sourceShape", str(NamedNode(finding.shape))
    yield "sh:resultMessage", f"{english(finding.message)}, {chinese(finding.message_zh)}"
