"""`kg validate`: the graph of a folder against the SHACL shapes."""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from kg.cli.tables import print_table
from kg.graph import GraphStore
from kg.graph.identifiers import KINDS
from kg.graph.queries import Table
from kg.graph.store import STORE
from kg.graph.terms import PREFIXES, RDFS
from kg.graph.validate import Finding, read_shapes, report
from kg.graph.validate import validate as findings_of

_COLUMNS = (
    "severity",
    "rule",
    "constraint",
    "page",
    "node",
    "path",
    "value",
    "message",
    "message_zh",
)
_SEVERITIES = {
    "Violation": ("violation 违规", "red"),
    "Warning": ("warning 警告", "yellow"),
    "Info": ("info 提示", "cyan"),
}
_SHOWN = 20
_UNLIMITED = 10_000


@click.command()
@click.argument("output", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
    help="How to print the findings; turtle is a sh:ValidationReport.",
)
@click.option(
    "--shapes",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Check against the SHACL shapes of this Turtle file instead of the contract's.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_SHOWN,
    show_default=True,
    help="How many nodes of a rule the table shows; the other formats have all.",
)
def validate(output: Path, form: str, shapes: Path | None, limit: int) -> None:
    """Check the graph of a folder against the SHACL shapes of the ontology; exit 1 on findings. 校验。

    \b
    kg validate out
    kg validate out --format csv > findings.csv
    kg validate out --shapes mine.ttl --format turtle
    """
    with GraphStore.open(output / STORE, read_only=True) as store:
        findings = findings_of(store, read_shapes(shapes) if shapes else None)
        sources = {store.ids.page(entry.sha256).value: entry.source for entry in store.pages()}
        if form == "table":
            _print_rules(store, findings, sources, limit)
    if form == "turtle":
        click.echo(report(findings), nl=False)
    elif form != "table":
        print_table(Table(_COLUMNS, tuple(_row(finding, sources) for finding in findings)), form)
    if findings:
        sys.exit(1)


def _row(finding: Finding, sources: dict[str, str]) -> tuple[str | None, ...]:
    return (
        finding.severity, _local(finding.shape), finding.constraint, sources.get(finding.page or "", finding.page), finding.node,
        finding.path, finding.value, finding.message, finding.message_zh,
    )  # fmt: skip


def _print_rules(store: GraphStore, findings: Sequence[Finding], sources: dict[str, str], limit: int) -> None:
    """A rule is a headline and its message in two languages; under it stand the nodes with page and value."""
    console = Console(width=None if sys.stdout.isatty() else _UNLIMITED, highlight=False, soft_wrap=True)
    short = _Short(store)
    for (severity, shape, path, constraint, message, message_zh), group in _by_rule(findings):
        name, colour = _SEVERITIES[severity]
        where = f"  {short.term(path)}" if path else ""
        console.print(Text.assemble((name, f"bold {colour}"), f"  {_local(shape)} {constraint}{where}"))
        console.print(Text(f"  {message_zh}"))
        console.print(Text(f"  {message}"))
        grid = Grid(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
        for finding in group[:limit]:
            value = "" if finding.value in (None, finding.node) else short.term(finding.value or "")
            page = sources.get(finding.page or "") or short.term(finding.page or "")
            grid.add_row("   ", Text(short.named(finding.node)), Text(value), Text(page, style="dim"))
        console.print(grid)
        if len(group) > limit:
            console.print(Text(f"    … {len(group) - limit} more 另有 {len(group) - limit} 个", style="dim"))
        console.print()
    _print_counts(findings)


def _by_rule(findings: Sequence[Finding]) -> Iterator[tuple[tuple[str, ...], list[Finding]]]:
    def rule(finding: Finding) -> tuple[str, ...]:
        shape = (finding.severity, finding.shape, finding.path or "", finding.constraint)
        return (*shape, finding.message, finding.message_zh)

    rank = list(_SEVERITIES)
    ordered = sorted(findings, key=lambda finding: (rank.index(finding.severity), rule(finding)))
    return ((key, list(group)) for key, group in groupby(ordered, rule))


def _print_counts(findings: Sequence[Finding]) -> None:
    if not findings:
        click.echo("no findings: the graph keeps to the contract 符合约定，没有发现", err=True)
        return
    counts = Counter(finding.severity for finding in findings)
    click.echo(
        "; ".join(f"{counts[name]} {words}" for name, (words, _) in _SEVERITIES.items() if counts[name]),
        err=True,
    )


class _Short:
    """Short forms of IRIs: with a prefix, and with the name of what they stand for."""

    def __init__(self, store: GraphStore):
        self._store = store
        own = {f"{store.ids.base}{kind}/": kind for kind in KINDS}
        self._prefixes = {**own, **{iri: prefix for prefix, iri in PREFIXES.items()}}

    def term(self, text: str) -> str:
        """Return an IRI with a prefix, other text as it is, in one line."""
        for iri, prefix in self._prefixes.items():
            if text.startswith(iri):
                return f"{prefix}:{_digits(text.removeprefix(iri))}"
        return _plain(text)

    def named(self, node: str) -> str:
        """Return the short form of a node, with its label behind it."""
        if node.startswith("_:"):
            return node
        found = self._store.store.quads_for_pattern(NamedNode(node), RDFS.label, None)
        names = [quad.object for quad in found if isinstance(quad.object, Literal)]
        labels = sorted((name.language != "zh", _plain(name.value)) for name in names)
        return f"{self.term(node)} {labels[0][1]}" if labels else self.term(node)


def _plain(text: str) -> str:
    """Text of a page in one line, without characters that steer a terminal or turn the order of others round."""
    return "".join(sign for sign in " ".join(text.split()) if unicodedata.category(sign) not in ("Cc", "Cf"))


def _digits(name: str) -> str:
    """Shorten the hash of a page: ba80c7a62bce…#char=35,61."""
    head, sign, rest = name.partition("#")
    return f"{head[:12]}…{sign}{rest}" if len(head) == 64 else name


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
