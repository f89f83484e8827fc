"""`kg validate`: the graph of a folder against the SHACL shapes."""

import sys
from pathlib import Path

import click

from kg.cli.tables import print_table
from kg.graph import GraphStore
from kg.graph.queries import Table
from kg.graph.store import STORE
from kg.graph.validate import validate as findings_of


@click.command()
@click.argument("output", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the findings.",
)
def validate(output: Path, form: str) -> None:
    """Check the graph of a folder against the shapes of the ontology; exit 1 on findings. 校验。"""
    with GraphStore.open(output / STORE, read_only=True) as store:
        findings = findings_of(store)
        sources = {store.ids.page(entry.sha256).value: entry.source for entry in store.pages()}
    rows = tuple(
        (f.severity, sources.get(f.page or "", f.page), f.node, f.path, f.value, f.message, f.message_zh)
        for f in findings
    )
    print_table(Table(("severity", "page", "node", "path", "value", "message", "message_zh"), rows), form)
    if findings:
        sys.exit(1)
