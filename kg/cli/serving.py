"""`kg serve` and `kg mcp`: the graph of a folder over HTTP, and for agents."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kg.graph import BASE, GraphStore
from kg.graph.errors import GraphError
from kg.graph.store import STORE
from kg.serve.frames import Limits
from kg.serve.index.schema import SearchIndexError
from kg.serve.index.syncing import sync_store

_OUTPUT = click.Path(path_type=Path, exists=True, file_okay=False)
_LIMITS = Limits()
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class MissingExtraError(GraphError):
    """A command whose optional packages are not installed; the message says which extra brings them."""


@click.command()
@click.argument("output", type=_OUTPUT)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on."
)
@click.option(
    "--writable",
    is_flag=True,
    help="Take SPARQL updates; one request at a time then, and no build at the same time.",
)
@click.option(
    "--seconds",
    default=_LIMITS.seconds,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="How long a query may run.",
)
@click.option(
    "--answer-mb",
    default=64,
    show_default=True,
    type=click.IntRange(1, 1024),
    help="How long an answer may be.",
)
@click.option(
    "--memory-mb",
    default=2048,
    show_default=True,
    type=click.IntRange(256),
    help="How much memory a query may take.",
)
@click.option(
    "--together",
    default=_LIMITS.together,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many queries run side by side.",
)
def serve(
    output: Path,
    host: str,
    port: int,
    writable: bool,
    seconds: float,
    answer_mb: int,
    memory_mb: int,
    together: int,
) -> None:
    """Serve the graph of the folder OUTPUT to people and programs. 浏览、检索与查询图谱。

    People open the address that is printed: the network with full-text search, a map, indicators, offices, articles,
    checks and a query editor. Programs ask /sparql (SPARQL 1.1) and /id/… (each node as RDF).

    \b
    kg serve out
    kg serve out --port 8080 --seconds 10
    """
    with needs("serve"):
        import uvicorn

        from kg.serve.app import create_app
        from kg.serve.service import Service
    base = base_of(output)
    _bring_index_up_to_date(output, base)
    limits = replace(
        _LIMITS, seconds=seconds, answer=answer_mb << 20, memory=memory_mb << 20, together=together
    )
    service = Service(output / STORE, base, limits, writable, host in _LOOPBACK)
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(
        create_app(service),
        host=host,
        port=port,
        log_level="warning",
        timeout_keep_alive=5,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


@click.command()
@click.argument("output", type=_OUTPUT)
def mcp(output: Path) -> None:
    """Offer the graph of the folder OUTPUT to agents over the Model Context Protocol, on stdin and stdout. 供智能体使用。"""
    with needs("mcp"):
        from kg.serve.agents import create_server
    create_server(output / STORE, base_of(output)).run("stdio")


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Say which extra brings a package that an import inside misses; the commands are called like their extras."""
    try:
        yield
    except ImportError as error:
        raise MissingExtraError(
            f"`kg {extra}` needs {error.name}: pip install 'jingwei-kg[{extra}]'"
        ) from error


def _bring_index_up_to_date(output: Path, base: str) -> None:
    """Index what is new since the last time, and say so when it takes a while; without an index all but the explorer works."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("indexing pages", total=None, visible=False)
        try:
            done = sync_store(
                output / STORE,
                base,
                verify=True,
                progress=lambda done, pages: bar.update(task, completed=done, total=pages, visible=True),
            )
        except SearchIndexError as error:
            click.echo(f"The explorer has no index: {error}.", err=True)
            return
    if done.anew:
        click.echo(f"The index is made anew: {done.anew}.", err=True)
    if done.read or done.removed:
        click.echo(f"Indexed {done.read} pages, removed {done.removed}.", err=True)


def base_of(output: Path) -> str:
    """Return the base IRI that the pages of a store stand under; the standard base when it has none.

    Raises StoreError when there is no store in the folder.
    """
    with GraphStore.open(output / STORE, read_only=True) as store:
        return store.base or BASE
