"""`kg check`: do the figures of a graph agree with each other?"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import pyoxigraph as ox
from rich.console import Console
from rich.text import Text

from kg.cli.tables import print_table
from kg.graph import GraphStore
from kg.graph.checks import RULES, Finding, Severity, check, quote, records, table, triples
from kg.graph.queries import Table
from kg.graph.store import STORE
from kg.graph.terms import PREFIXES

_NAMES = {
    Severity.DISAGREEMENT: "disagreement 矛盾",
    Severity.IMPOSSIBLE: "impossible 不可能",
    Severity.REVISION: "revision 修订",
    Severity.AGREEMENT: "agreement 相符",
}
_COLOURS = {
    Severity.DISAGREEMENT: "red",
    Severity.IMPOSSIBLE: "red",
    Severity.REVISION: "yellow",
    Severity.AGREEMENT: "green",
}
_GRAVE = {Severity.DISAGREEMENT, Severity.IMPOSSIBLE}
_UNLIMITED = 10_000
_KINDS = [severity.value.lower() for severity in Severity]


@click.command(name="check")
@click.argument("output", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--only",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="Print only findings of this kind; may be given several times.",
)
@click.option("--rules", is_flag=True, help="List the rules with their tolerances.")
def check_figures(output: Path | None, form: str, kinds: tuple[str, ...], rules: bool) -> None:
    """Check the figures in the graph of the folder OUTPUT against each other. 核查数据。

    Levels, growth and the level before; parts and wholes; shares; streaks; one figure in several articles. What agrees
    is reported too. Exit 1 when figures disagree or cannot be.

    \b
    kg check out
    kg check out --only disagreement --format json
    kg check out --format turtle > findings.ttl
    """
    if rules:
        _print_rules(form)
        return
    if output is None:
        raise click.UsageError("give a folder made by `kg build`")
    with GraphStore.open(output / STORE, read_only=True) as store:
        found, base = check(store), store.ids.base
    chosen = [finding for finding in found if not kinds or finding.severity.value.lower() in kinds]
    _print(chosen, form, base)
    if any(finding.severity in _GRAVE for finding in found):
        sys.exit(1)


def _print(findings: Sequence[Finding], form: str, base: str) -> None:
    if form == "turtle":
        prefixes = {name: PREFIXES[name] for name in ("kg", "rdfs")} | {
            kind: f"{base}{kind}/" for kind in ("finding", "statistic")
        }
        written = ox.serialize(triples(findings, base), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
        lines = written.decode("utf-8").splitlines()
        click.echo(
            "\n".join(sorted(lines, key=lambda line: line if line.startswith("@prefix") else "~"))
        )  # else their order is chance
    elif form == "json":
        click.echo(json.dumps(records(findings), ensure_ascii=False, indent=2))
    elif form == "csv":
        print_table(table(findings), "csv")
    else:
        _print_blocks(findings)


def _print_rules(form: str) -> None:
    rows = tuple((rule.name, rule.chinese, rule.english, rule.tolerance) for rule in RULES)
    print_table(
        Table(("rule", "rule_zh", "rule_en", "tolerance"), rows), "table" if form == "turtle" else form
    )


def _print_blocks(findings: Sequence[Finding]) -> None:
    """A finding is a headline in two languages and, under it, its figures with their places and sentences."""
    console = Console(width=None if sys.stdout.isatty() else _UNLIMITED, highlight=False, soft_wrap=True)
    for finding in findings:
        console.print(
            Text.assemble(
                (_NAMES[finding.severity], f"bold {_COLOURS[finding.severity]}"), f"  {finding.rule.name}"
            )
        )
        console.print(Text(f"  {finding.message_zh}"))
        console.print(Text(f"  {finding.message}"))
        for sentence, lines in _by_sentence(finding).items():
            for line in lines:
                console.print(Text(f"    {line}"))
            console.print(Text(f"      {sentence}", style="dim"))
        console.print()
    counts = Counter(finding.severity for finding in findings)
    click.echo("; ".join(f"{counts[severity]} {name}" for severity, name in _NAMES.items()), err=True)


def _by_sentence(finding: Finding) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {}
    for figure in finding.figures:
        date = f"  {figure.published}" if figure.published else ""
        lines.setdefault(quote(figure), []).append(f"{figure.written}  {figure.source}:{figure.begin}{date}")
    return lines
