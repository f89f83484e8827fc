"""The tables of the graph as Parquet, for pandas, DuckDB, Spark and Polars. Needs the extra `parquet`."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
import pyarrow.parquet as pq  # type: ignore[import-untyped, unused-ignore]
from pyoxigraph import Quad, Store

from kg.publish.contents import read_contents
from kg.publish.rows import Contents
from kg.publish.tables import TABLES, Cell

_NUMBERS = {"begin": pa.int64(), "end": pa.int64(), "mentions": pa.int64(), "pages": pa.int64()}


def write_parquet(graph: Store | Iterable[Quad] | Contents, folder: Path) -> dict[str, int]:
    """Write the tables of `write_csv` as `entities.parquet`, … into `folder` and return the number of rows of each.

    Offsets and counts are integers, everything else is text: figures keep their digits, dates their form. The end
    of a policy is a date, the end of evidence an offset. Equal graphs give equal bytes.

    Example: 王军任海关总署副署长 is one row of posts.parquet with title 副署长.
    """
    contents = graph if isinstance(graph, Contents) else read_contents(graph)
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, (header, rows) in TABLES.items():
        found = list(rows(contents))
        columns = [_column(column, [row[place] for row in found]) for place, column in enumerate(header)]
        pq.write_table(pa.table(columns, names=list(header)), folder / f"{name}.parquet", compression="zstd")
        counts[name] = len(found)
    return counts


def _column(name: str, cells: list[Cell]) -> pa.Array:
    kind = _NUMBERS.get(name)
    if (
        kind is not None
        and all(cell is None or isinstance(cell, int) for cell in cells)
        and any(cell is not None for cell in cells)
    ):
        return pa.array(cells, kind)
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
