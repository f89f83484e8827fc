"""`kg load`: the graphs of other builds into the graph of a folder."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from kg.graph.graph_files import FORMATS, GraphFile
from kg.graph.store import Change
from kg.pipeline import Report, load_graphs

_QUADS = "graph.nq"
_WORDS = {Change.ADDED: "added", Change.REPLACED: "replaced", Change.UNCHANGED: "there already"}


@click.command()
@click.argument(
    "graphs", nargs=-1, required=True, metavar="GRAPH...", type=click.Path(path_type=Path, exists=True)
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for graph.ttl, graph.nq, graph.html and the store.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Take from GRAPH the pages that the folder has with other statements; without it such a GRAPH is refused.",
)
def load(graphs: tuple[Path, ...], output: Path, replace: bool) -> None:
    """Load graphs that `kg build` made elsewhere into the graph of a folder. 合并、恢复图谱。

    GRAPH is a folder of a build (its graph.nq is read), or a file .nq, .trig, .nq.gz or .trig.gz. The graphs of the
    halves of a corpus give what a build of the whole gives; graphs that are loaded again change nothing. A GRAPH with a
    mistake, or with pages that the folder has with other statements, is named and left out whole.

    \b
    kg load machine1/out machine2/out -o out      shards become one graph
    kg load backup.nq.gz -o out                   a store is made again from its lines
    kg load newer/graph.nq -o out --replace       pages of another version are taken
    """
    with _Shown() as shown:
        report = load_graphs([_lines(graph) for graph in graphs], output, replace=replace, progress=shown)
    for problem in report.problems:
        click.echo(f"{problem.source}: {problem.message}", err=True)
    _summary(report)
    if report.problems:
        sys.exit(1)


def _lines(graph: Path) -> Path:
    """The file of lines that a folder or a file stands for."""
    if graph.is_dir():
        if not (graph / _QUADS).exists():
            raise click.UsageError(f"{graph}: there is no {_QUADS} in this folder; `kg build` leaves one")
        return graph / _QUADS
    if Path(graph.name.lower().removesuffix(".gz")).suffix not in FORMATS:
        raise click.UsageError(
            f"{graph}: give the folder of a build, or a file that ends in {' or '.join(FORMATS)} (.gz may follow)"
        )
    return graph


def _summary(report: Report) -> None:
    changes = ", ".join(f"{count} {_WORDS[change]}" for change, count in report.pages.items() if count)
    click.echo(f"Pages: {changes or 'none'}.", err=True)
    if report.problems:
        click.echo(f"{len(report.problems)} graphs could not be loaded (see above); the rest is.", err=True)
    for path in report.files:
        click.echo(str(path))


class _Shown:
    """A bar on stderr: how much of which file has been read."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)

    def __enter__(self) -> Callable[[GraphFile, int], None]:
        self._bar.start()
        task = self._bar.add_task("reading", total=None)
        return lambda file, length: self._bar.update(task, advance=length, description=file.name[-60:])

    def __exit__(self, *error: object) -> None:
        self._bar.stop()
