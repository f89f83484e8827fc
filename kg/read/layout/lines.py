"""The visible lines of a page, each tied to its place; Markdown and table marks belong to the layout, not to the text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

Run = tuple[int, int]
"""A stretch `page.text[begin:end]`."""

BLANKS = " \t\u3000\xa0\ufeff\u200b\u200c\u200d\u2002\u2003\u2009\x0b\x0c\\"

_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(rf"[{re.escape(BLANKS)}]*(?:>[ \t]*)*")
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^#\s]))")
_BULLET = re.compile(r"(?:[-*+•●·▪◦‣][ \t\u3000]+|[•▪◦‣]\s*)(?=\S)")
# Marks that are no text: emphasis, pictures, links' addresses, table bars, HTML tags of OCR tools.
_MARKUP = re.compile(
    r"(?:\*{2,3}|_{2,3})(?=\S)|(?<=\S)(?:\*{2,3}|_{2,3})"
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|\]\(https?://[^)\n]{0,500}\)|\[(?=[^\]\n]{1,200}\]\(https?://)"
    r"|<!--.{0,500}?-->|</?(?:table|thead|tbody|tr|td|th|br|p|b|i|em|strong|div|span|center|sup|sub|img|a|u|h[1-6])\b[^<>\n]{0,300}>",
    re.IGNORECASE,
)
_RULE_OR_FENCE = re.compile(r"(?:[-*_=~—－·.…]{3,}|```\w*|\|?[ :|-]{5,}\|?|\\?[-*_])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A visible line: `text` is the characters of its `runs`; `level` counts the `#` of a Markdown heading.

    `indent` is the width of the blanks before it in half-width columns, `gap` the number of blank lines above it,
    `bullet` says that a list mark stood before the text, `row` that it is a row of a table.
    """

    runs: tuple[Run, ...]
    text: str
    indent: int
    gap: int
    level: int = 0
    bullet: bool = False
    row: bool = False

    @property
    def begin(self) -> int:
        """Place of its first character in the page."""
        return self.runs[0][0]

    @property
    def end(self) -> int:
        """Place after its last character in the page."""
        return self.runs[-1][1]


def visible_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page that show text.

    Example: `## **黄海深处**` is the line 黄海深处 of level 2.
    """
    gap = 0
    last = 0
    for found in _LINE.finditer(text):
        gap += text.count("\n", last, found.start()) - (1 if last else 0)
        last = found.end()
        line = _line(text, found.start(), found.end(), gap)
        if line is None:
            gap += 1
        else:
            yield line
            gap = 0


def _line(text: str, begin: int, end: int, gap: int) -> Line | None:
    lead = _LEAD.match(text, begin, end)
    start = lead.end() if lead else begin
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    if start >= end or (end - start < 200 and _RULE_OR_FENCE.match(text[start:end])):
        return None
    indent = width(text[begin:start])
    level, bullet = 0, False
    if heading := _HEADING.match(text, start, end):
        level, start = len(heading[1]), heading.end()
        if text[end - 1] == "#":
            end = start + len(text[start:end].rstrip("# "))
    elif mark := _BULLET.match(text, start, end):
        bullet, start = True, mark.end()
    row = text[start] == "|" and text[end - 1] == "|" and end - start > 2 if start < end else False
    if row:
        start, end = start + 1, end - 1
    runs = tuple(_runs(text, start, end))
    if not runs:
        return None
    shown = "".join(text[b:e] for b, e in runs)
    return Line(runs, shown, indent, gap, level, bullet, row) if shown.strip(BLANKS) else None


def _runs(text: str, begin: int, end: int) -> Iterator[Run]:
    """Cut the markup out of a line and the blanks off its ends."""
    pieces = []
    at = begin
    for mark in _MARKUP.finditer(text, begin, end):
        if mark.start() > at:
            pieces.append((at, mark.start()))
        at = mark.end()
    if at < end:
        pieces.append((at, end))
    while pieces:
        b, e = pieces[0]
        while b < e and text[b] in BLANKS:
            b += 1
        if b < e:
            pieces[0] = (b, e)
            break
        pieces.pop(0)
    while pieces:
        b, e = pieces[-1]
        while e > b and text[e - 1] in BLANKS:
            e -= 1
        if e > b:
            pieces[-1] = (b, e)
            break
        pieces.pop()
    yield from pieces


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: two for a Han character or full-width mark, one for a Latin letter."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
