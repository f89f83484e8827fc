"""`kg query`, `kg explain` and `kg pages`: asking the graph of a folder."""

import sys
from pathlib import Path

import click

from kg.cli.tables import print_table
from kg.graph import GraphStore
from kg.graph.queries import NamedQuery, QueryError, Table, named, names, select
from kg.graph.store import STORE

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
_OUTPUT = click.Path(path_type=Path, file_okay=False)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("output", type=_OUTPUT, required=False)
@click.argument("question", required=False)
@click.option("--list", "listing", is_flag=True, help="List the named queries and their parameters.")
@_FORMAT
@click.pass_context
def query(ctx: click.Context, output: Path | None, question: str | None, listing: bool, form: str) -> None:
    """Ask the graph of the folder OUTPUT: SPARQL, or the NAME of a query with its parameters. 查询。

    \b
    kg query --list
    kg query out holders-of-post --title 部长
    kg query out "SELECT ?o WHERE { ?o a kg:GovernmentBody }" --format csv
    """
    if listing:
        click.echo("\n\n".join(_describe(named(name)) for name in names()))
        return
    if output is None or question is None:
        raise click.UsageError(
            "give a folder made by `kg build` and a query (SPARQL, or a name from `kg query --list`)"
        )
    if question == "-":
        question = sys.stdin.read()
    with GraphStore.open(output / STORE, read_only=True) as store:
        print_table(_answer(store, question, ctx.args), form)


def _answer(store: GraphStore, question: str, arguments: list[str]) -> Table:
    if any(c.isspace() for c in question.strip()):
        if arguments:
            raise click.UsageError(f"a SPARQL query takes no parameters, but {arguments[0]!r} was given")
        return select(store, question)
    return named(question).run(store, _parameters(arguments))


def _parameters(arguments: list[str]) -> dict[str, str]:
    """Read `--title 部长 --on=2026-01-20` as parameters of a query."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--") or not name:
            raise click.UsageError(f"{argument!r} is no parameter: write --NAME VALUE")
        if not equals:
            following = next(rest, None)
            if following is None:
                raise click.UsageError(f"parameter --{name} has no value")
            value = following
        values[name] = value
    return values


def _describe(item: NamedQuery) -> str:
    lines = [f"{item.name}  {item.title} | {item.title_zh}"]
    for parameter in item.parameters:
        default = f" (default {parameter.default})" if parameter.default else ""
        lines.append(
            f"    --{parameter.name} {parameter.kind.upper()}  {parameter.english} | {parameter.chinese}{default}"
        )
    return "\n".join(lines)


@click.command()
@click.argument("output", type=_OUTPUT)
@click.argument("node")
@_FORMAT
def explain(output: Path, node: str, form: str) -> None:
    """Show the evidence behind NODE, an IRI or a name: facts, sentences, pages, characters. 查看证据。"""
    with GraphStore.open(output / STORE, read_only=True) as store:
        if "://" not in node:
            node = _by_name(store, node)
        print_table(named("evidence-of").run(store, {"node": node}), form)


def _by_name(store: GraphStore, name: str) -> str:
    """The IRI of the one entity that is called `name`."""
    found = named("find").run(store, {"words": name})
    exact = sorted({(str(row[2]), str(row[0])) for row in found.rows if row[0] == name}) or sorted(
        {(str(row[2]), str(row[0])) for row in found.rows}
    )
    entities = sorted({iri for iri, _ in exact})
    if not entities:
        raise QueryError(f"nothing in the graph is called {name!r}")
    if len(entities) > 1:
        raise QueryError(
            f"{name!r} may be {len(entities)} things; give one of their IRIs: "
            + ", ".join(f"{iri} ({label})" for iri, label in exact[:8])
        )
    return entities[0]


@click.command()
@click.argument("output", type=_OUTPUT)
@_FORMAT
def pages(output: Path, form: str) -> None:
    """List the pages in the graph of a folder. 列出页面。"""
    with GraphStore.open(output / STORE, read_only=True) as store:
        print_table(
            Table(("source", "sha256"), tuple((entry.source, entry.sha256) for entry in store.pages())), form
        )
