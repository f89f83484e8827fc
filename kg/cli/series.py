"""`kg stats`: the series of an indicator, with its sources, and a picture of it."""

from pathlib import Path

import click

from kg.cli.tables import print_table
from kg.graph import GraphStore
from kg.graph.store import STORE
from kg.publish.charts import draw
from kg.publish.series import MEASURES, series


@click.command()
@click.argument("output", type=click.Path(path_type=Path, file_okay=False))
@click.argument("indicator")
@click.option("--area", help="Only figures of this place, by any of its names.")
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default="level",
    show_default=True,
    help="What the figures state.",
)
@click.option(
    "--plot",
    "picture",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the series into this file: .png, .svg or .pdf (needs jingwei-kg[plot]).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
def stats(
    output: Path, indicator: str, area: str | None, measure: str, picture: Path | None, form: str
) -> None:
    """Print the series of INDICATOR in the graph of the folder OUTPUT, by period, with its sources. 指标序列。

    INDICATOR is a name that the graph has, another name of a known indicator, or a part of one. Exit 1 when no figure
    of it has this measure and area.

    \b
    kg stats out 出口 --area 中国
    kg stats out 进出口总值 --measure rate --plot growth.png
    """
    with GraphStore.open(output / STORE, read_only=True) as store:
        found = series(store, indicator, measure=measure, area=area)
    print_table(found.table(), form)
    if not found.points:
        where = f" of {area}" if area else ""
        click.echo(
            f"the graph has {'、'.join(found.names)}, but no {measure}{where} that belongs to a period",
            err=True,
        )
        raise SystemExit(1)
    if picture is not None:
        warning = draw(found, picture)
        if warning:
            click.echo(warning, err=True)
        click.echo(str(picture), err=True)
