"""`kg push`: the graph of a folder into another store."""

import os
import sys
from pathlib import Path
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kg.graph import GraphStore
from kg.graph.store import STORE
from kg.publish.push import CHUNK, PushError, Step, push
from kg.publish.push_targets import Credentials, GraphStoreTarget, UpdateTarget


@click.command("push")
@click.argument("output", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("url")
@click.option(
    "--graph-store",
    "protocol",
    flag_value="graph-store",
    default="graph-store",
    help="URL is a SPARQL 1.1 Graph Store (the default).",
)
@click.option("--update", "protocol", flag_value="update", help="URL takes SPARQL 1.1 Update.")
@click.option("--query", "query_url", help="Address for queries, to compare the counts afterwards.")
@click.option("--union", is_flag=True, help="Put the union of all graphs into the store's default graph too.")
@click.option(
    "--union-graph",
    metavar="IRI",
    help="The same into a graph of this name, for stores without a default graph of their own.",
)
@click.option("--again", is_flag=True, help="Send everything, also what the journal says is there.")
@click.option(
    "--chunk",
    default=CHUNK,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Statements of one request.",
)
def push_graph(
    output: Path,
    url: str,
    protocol: str,
    query_url: str | None,
    union: bool,
    union_graph: str | None,
    again: bool,
    chunk: int,
) -> None:
    """Push the graph of the folder OUTPUT to a triple store at URL. 推送到三元组库。

    Named graphs stay what they are; only graphs that changed are sent, and an interrupted push goes on where it
    stopped. User and password come from the environment: JINGWEI_USER and JINGWEI_PASSWORD.

    \b
    kg push out http://localhost:7878/store --query http://localhost:7878/query
    kg push out http://localhost:7878/update --update --query http://localhost:7878/query
    kg push out http://localhost:8890/sparql-graph-crud-auth --query http://localhost:8890/sparql
    """
    target = (UpdateTarget if protocol == "update" else GraphStoreTarget)(
        url, _credentials(), query=query_url
    )
    try:
        with GraphStore.open(output / STORE, read_only=True) as store, _Shown() as shown:
            done = push(
                store,
                target,
                output,
                union="" if union else union_graph,
                again=again,
                chunk=chunk,
                progress=shown.step,
            )
    finally:
        target.close()
    click.echo(
        f"{done.sent} graphs sent, {done.unchanged} unchanged, {done.removed} removed; {done.statements} statements there, as here.",
        err=True,
    )


def _credentials() -> Credentials | None:
    user, password = os.environ.get("JINGWEI_USER"), os.environ.get("JINGWEI_PASSWORD")
    if bool(user) != bool(password):
        raise PushError("set both JINGWEI_USER and JINGWEI_PASSWORD, or neither")
    return Credentials(user, password) if user and password else None


class _Shown:
    """A bar on stderr: the graph that is being sent."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())

    def __enter__(self) -> "_Shown":
        self._bar.start()
        self._task = self._bar.add_task("", total=None)
        return self

    def step(self, step: Step) -> None:
        """Show one chunk more."""
        self._bar.update(
            self._task, description=step.graph[-60:] or "default graph", completed=step.done, total=step.total
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
