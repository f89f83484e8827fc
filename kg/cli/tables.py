"""Printing rows: a table for people, CSV and JSON for programs."""

import csv
import json
import sys
from decimal import Decimal
from io import StringIO

import click
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from kg.graph.queries import Cell, Table

_UNLIMITED = 10_000


def print_table(table: Table, form: str) -> None:
    """Print the rows to stdout as `table`, `csv` or `json`."""
    if form == "json":
        click.echo(json.dumps(table.records(), ensure_ascii=False, indent=2, default=_number))
    elif form == "csv":
        buffer = StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([["" if cell is None else cell for cell in row] for row in table.rows])
        click.echo(buffer.getvalue(), nl=False)
    else:
        _print_grid(table)


def _print_grid(table: Table) -> None:
    console = Console(width=None if sys.stdout.isatty() else _UNLIMITED)
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        grid.add_column(column, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(_text(cell)) for cell in row))
    console.print(grid)
    if not table.rows:
        click.echo("no rows 没有结果", err=True)


def _text(cell: Cell) -> str:
    return (
        "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else " ".join(str(cell).split("\n"))
    )


def _number(cell: object) -> int | float:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    raise TypeError(f"{type(cell).__name__} is no JSON value")
