"""`kg build` and `kg remove`: pages into a graph, and out of it."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.graph import BASE, GraphStore
from kg.graph.merges import renew
from kg.graph.store import STORE, Change
from kg.language.segmenters import SegmenterName
from kg.pipeline import Report, Settings, write_files
from kg.pipeline import build as build_graph
from kg.records import Page

_WORDS = {Change.ADDED: "added", Change.REPLACED: "replaced", Change.UNCHANGED: "unchanged"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for graph.ttl, graph.nq, graph.html and the store.",
)
@click.option(
    "--segmenter",
    type=click.Choice(["lac", "pkuseg"]),
    default="lac",
    show_default=True,
    help="Where words come from; pkuseg needs `kg models get pkuseg` once.",
)
@click.option("--base", default=BASE, show_default=True, help="Base IRI of all nodes.")
@click.option(
    "--threads", type=click.IntRange(1), default=1, show_default=True, help="Threads of the tagger."
)
@click.option("--without-text", is_flag=True, help="Leave the full text of the pages out of the graph.")
@click.option("--rebuild", is_flag=True, help="Read pages again that are in the store already.")
def build(
    inputs: tuple[str, ...],
    output: Path,
    segmenter: SegmenterName,
    base: str,
    threads: int,
    without_text: bool,
    rebuild: bool,
) -> None:
    """Read pages (files, folders, globs, JSONL) into the graph of a folder.

    A second run adds only what is new. 把报纸页面、电讯稿读成带证据的知识图谱。

    \b
    kg build news/*.txt -o out
    kg build archive.jsonl page.html report.pdf -o out
    """
    settings = Settings(
        base=base, segmenter=segmenter, threads=threads, with_text=not without_text, rebuild=rebuild
    )
    started = time.monotonic()
    with _progress() as step:
        report = build_graph(inputs, output, settings, progress=step)
    for problem in report.problems:
        click.echo(f"{problem.source}: {problem.message}", err=True)
    _summary(report, output, time.monotonic() - started)
    if report.problems:
        sys.exit(1)


class _progress:
    """A line on the terminal that names the page at work; silent when stderr is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed} pages"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Callable[[Page, Change], None]:
        self._bar.__enter__()
        task = self._bar.add_task("reading", total=None)
        return lambda page, change: self._bar.update(
            task, advance=1, description=f"{page.source} {_WORDS[change]}"
        )

    def __exit__(self, *error: object) -> None:
        self._bar.stop()


def _summary(report: Report, output: Path, seconds: float) -> None:
    changes = (
        ", ".join(f"{count} {_WORDS[change]}" for change, count in report.pages.items() if count) or "none"
    )
    click.echo(
        f"Pages: {changes}; {report.articles} articles, {report.mentions} mentions, {report.facts} facts read in {seconds:.1f} s.",
        err=True,
    )
    if report.outdated:
        click.echo(
            f"{len(report.outdated)} pages of {output} were made by another version or with other settings ({report.outdated[0].source} first); `kg build` with their files builds them again.",
            err=True,
        )
    if report.problems:
        click.echo(
            f"{len(report.problems)} inputs could not be used (see above); the rest is built.", err=True
        )
    for path in report.files:
        click.echo(str(path))


@click.command()
@click.argument("output", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("page")
@click.option("--base", default=BASE, show_default=True, help="Base IRI of all nodes.")
def remove(output: Path, page: str, base: str) -> None:
    """Remove a page (by source name, SHA-256 or IRI) and exactly what it alone supported. 删除一页。"""
    with GraphStore.open(output / STORE, base) as store:
        gone = store.remove(page)
        renew(store)
        list(write_files(store, output, base))
    for entry in gone:
        click.echo(f"removed {entry.source}", err=True)
