"""`kg resolve`: which nodes of different pages are one thing."""

import sys
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from kg import __version__
from kg.cli.tables import print_table
from kg.graph import GraphStore, Run
from kg.graph.merge_links import representatives
from kg.graph.merges import Merge, accept, evidence, merges, undo
from kg.graph.profiles import profiles
from kg.graph.queries import Table
from kg.graph.store import STORE
from kg.knowledge import fingerprint
from kg.pipeline import write_files
from kg.resolve.linking import THRESHOLD, LinkingError, Proposal, propose

_WIDEST = 10_000


@click.command()
@click.argument("output", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=THRESHOLD,
    show_default=True,
    help="Probability from which a pair is proposed.",
)
@click.option(
    "--accept", "accepting", is_flag=True, help="Write the proposed pairs into the graph as owl:sameAs."
)
@click.option(
    "--only",
    multiple=True,
    metavar="IRI|NAME",
    help="Propose, or accept, only pairs with this entity; may be given several times.",
)
@click.option("--list", "listing", is_flag=True, help="List the accepted merges instead of proposing.")
@click.option(
    "--undo", "undone", metavar="IRI|ID", help="Take back an accepted merge, or all merges of an entity."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print.",
)
def resolve(
    output: Path,
    threshold: float,
    accepting: bool,
    only: tuple[str, ...],
    listing: bool,
    undone: str | None,
    form: str,
) -> None:
    """Propose which nodes of the graph in OUTPUT are one thing, with probabilities and evidence. 合并建议。

    Nothing changes without --accept. Needs `pip install 'jingwei-kg[resolve]'`, except for --list and --undo.

    \b
    kg resolve out
    kg resolve out --threshold 0.95 --accept
    kg resolve out --accept --only 许文昭
    kg resolve out --undo https://w3id.org/jingwei/id/statement/1f0c…
    """
    if listing or undone:
        _accepted(output, undone, form)
        return
    with GraphStore.open(output / STORE, read_only=True) as store:
        try:
            proposals = propose(profiles(store), threshold)
        except LinkingError as error:
            raise click.ClickException(str(error)) from error
        joined, before = representatives(store.store, store.ids.base), len(merges(store))
        fresh = [
            p for p in proposals if _apart(store, p, joined) and (not only or _names(store, p) & {*only})
        ]
        _print(store, fresh, form)
    if accepting and fresh:
        with GraphStore.open(output / STORE) as store:
            accept(store, fresh, _run(threshold))
            list(write_files(store, output))
    click.echo(_told(output, len(fresh), before, accepting), err=True)


def _apart(store: GraphStore, proposal: Proposal, joined: Mapping[str, str]) -> bool:
    """Whether no accepted merges join the two sides yet, directly or through others."""
    left, right = _iris(store, proposal)
    return joined.get(left, left) != joined.get(right, right)


def _names(store: GraphStore, proposal: Proposal) -> set[str]:
    """What a user may call a pair by."""
    return {*_iris(store, proposal), proposal.left.name, proposal.right.name}


def _iris(store: GraphStore, proposal: Proposal) -> tuple[str, str]:
    return store.ids.entity(proposal.left.key).value, store.ids.entity(proposal.right.key).value


def _told(output: Path, pairs: int, before: int, accepting: bool) -> str:
    """What was done, and what can be done next."""
    counted = f"{pairs} pair{'' if pairs == 1 else 's'} {'accepted' if accepting else 'proposed'}, {before} accepted before."
    if not pairs:
        return counted
    if accepting:
        return (
            f"{counted} `kg resolve {output} --list` shows them, --undo IRI takes one back. 以 --undo 撤销。"
        )
    return f"{counted} Nothing is changed yet: --accept merges them, --only chooses. 尚未改动，以 --accept 接受。"


def _run(threshold: float) -> Run:
    return Run(__version__, {"command": "resolve", "seeds": fingerprint(), "threshold": f"{threshold:g}"})


def _accepted(output: Path, undone: str | None, form: str) -> None:
    if undone:
        with GraphStore.open(output / STORE) as store:
            gone = undo(store, undone)
            list(write_files(store, output))
        for merge in gone:
            click.echo(
                f"taken back: {merge.left_label} {merge.left} = {merge.right_label} {merge.right}", err=True
            )
        return
    with GraphStore.open(output / STORE, read_only=True) as store:
        print_table(_table(merges(store)), form)


def _table(found: list[Merge]) -> Table:
    rows = tuple(
        (m.left_label, m.right_label, m.probability, m.explanation, m.explanation_zh, m.left, m.right, m.node)
        for m in found
    )
    columns = (
        "left_label",
        "right_label",
        "probability",
        "explanation",
        "explanation_zh",
        "left",
        "right",
        "merge",
    )
    return Table(columns, rows)


def _print(store: GraphStore, proposals: list[Proposal], form: str) -> None:
    """Proposals as rows, or as blocks with the sentences of both sides."""
    if form != "table":
        columns = (
            "probability",
            "left_label",
            "right_label",
            "explanation",
            "explanation_zh",
            "left",
            "right",
            "left_evidence",
            "right_evidence",
        )
        print_table(Table(columns, tuple(_row(store, p) for p in proposals)), form)
        return
    console = Console(width=None if sys.stdout.isatty() else _WIDEST, highlight=False, soft_wrap=True)
    for proposal in proposals:
        console.print(
            Text.assemble(
                (f"{proposal.probability:.3f}", "bold"), f"  {proposal.left.name} = {proposal.right.name}"
            )
        )
        console.print(Text(f"  {proposal.explanation_zh}"))
        console.print(Text(f"  {proposal.explanation}"))
        for side in (proposal.left, proposal.right):
            console.print(Text(f"    {store.ids.entity(side.key).value}"))
            for line in evidence(store, side.key):
                console.print(Text(f"      {line}", style="dim"))
        console.print()


def _row(store: GraphStore, p: Proposal) -> tuple[str, ...]:
    quotes = [" / ".join(evidence(store, side.key)) for side in (p.left, p.right)]
    return (
        f"{p.probability:.3f}",
        p.left.name,
        p.right.name,
        p.explanation,
        p.explanation_zh,
        *_iris(store, p),
        *quotes,
    )
