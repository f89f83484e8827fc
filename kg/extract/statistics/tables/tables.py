"""Small tables printed as text: a header with its units, and rows of a name and numbers.

    指标          绝对量（亿元）   同比增长（%）
    货物出口        1320.5        4.2

Layout often runs the rows of a paragraph together; where the reading text skips characters of the page, a row ended.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.statistics.tables.columns import Column, column, unit_note
from kg.records import Article

_VALUE = re.compile(r"[-+−－]?\d[\d,]*(?:\.\d+)?%?")
_EMPTY = re.compile(r"[-—–−－…/.]{1,3}|")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_CELL = re.compile(r"[^\s|　]+")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_LEAST_ROWS = 2
_LONGEST_NAME = 24
_LONGEST_TITLE = 48
_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell `article.text[begin:end]`."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row at `article.text[begin:end]`: its name, the cell of its unit if it has one, and its values."""

    begin: int
    end: int
    name: Cell
    unit: str
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `title` is the text above, empty when there is none."""

    begin: int
    end: int
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def tables(article: Article) -> Iterator[Table]:
    """Yield the tables of an article, in order; lines without a header that fits them form none.

    Example: 指标/2025年（亿元）/增长（%） above 出口/132.6/10.0 and 进口/78.5/-2.0 is a table of two rows and two columns.
    """
    lines = list(_lines(article))
    at = 0
    while at < len(lines):
        first = _row(lines[at])
        if first is None or at == 0:
            at += 1
            continue
        rows = [first]
        while at + len(rows) < len(lines):
            following = _row(lines[at + len(rows)])
            if following is None or len(following.values) != len(first.values):
                break
            rows.append(following)
        found = _table(article, lines, at, rows) if len(rows) >= _LEAST_ROWS else None
        if found is not None:
            yield found
        at += len(rows)


def _lines(article: Article) -> Iterator[tuple[Cell, ...]]:
    """The lines of the page as cells: rows that were run together are taken apart again."""
    text, offsets = article.text, article.offsets
    begin = 0
    for i in range(len(text) + 1):
        ended = i == len(text) or text[i] == "\n" or (i > begin and offsets[i] - offsets[i - 1] > 1)
        if not ended:
            continue
        cells = tuple(Cell(m.start(), m.end(), m[0]) for m in _CELL.finditer(text, begin, i))
        if cells:
            yield cells
        begin = i + 1 if i < len(text) and text[i] == "\n" else i


def _row(cells: tuple[Cell, ...]) -> Row | None:
    """A line of a name and values; None for any other, also for a header of years."""
    count = 0
    while count < len(cells) and (
        _VALUE.fullmatch(cells[-1 - count].text) or _EMPTY.fullmatch(cells[-1 - count].text)
    ):
        count += 1
    head, values = cells[: len(cells) - count], cells[len(cells) - count :]
    if not head or not any(_VALUE.fullmatch(v.text) for v in values) or _WORD.search(head[0].text) is None:
        return None
    if all(_YEAR.fullmatch(v.text) for v in values):
        return None
    unit = head[-1].text if len(head) > 1 and unit_note(head[-1].text) is not None else ""
    named = head[:-1] if unit else head
    name = Cell(named[0].begin, named[-1].end, "".join(cell.text for cell in named))
    if len(name.text) > _LONGEST_NAME or re.search("[。；！？]", name.text):
        return None
    return Row(cells[0].begin, cells[-1].end, name, unit, values)


def _table(article: Article, lines: list[tuple[Cell, ...]], at: int, rows: list[Row]) -> Table | None:
    heads = lines[at - 1]
    names = [cell.text for cell in heads]
    if rows[0].unit:
        names = [name for name in names if not _UNIT_HEAD.fullmatch(name)]
    count = len(rows[0].values)
    if len(names) not in {count, count + 1} or any("。" in name for name in names):
        return None
    title = _title(lines[max(0, at - 1 - _TITLE_LINES) : at - 1])
    columns = tuple(column(name, title, article.date) for name in names[-count:])
    told = any(c.unit for c in columns) or any(row.unit for row in rows)
    if not told:
        return None
    return Table(heads[0].begin, rows[-1].end, title, columns, tuple(rows))


def _title(lines: list[tuple[Cell, ...]]) -> str:
    """The short lines right above the header."""
    parts: list[str] = []
    for cells in reversed(lines):
        text = "".join(cell.text for cell in cells)
        if len(text) > _LONGEST_TITLE or "。" in text or _row(cells) is not None:
            break
        parts.insert(0, text)
    return "".join(parts)
