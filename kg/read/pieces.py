"""Pieces: what the layout is made of, after soft-wrapped lines have been put together."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from kg.read.lines import Line, Run, width
from kg.read.patterns import ENUMERATOR, INCOMPLETE, ends_sentence


_SLACK = 5  # columns by which a full line may fall short (a mark that may not begin a line, a number) or hang over


class Role(Enum):
    """What a piece is on the page."""

    TEXT = auto()  # paragraph or part of one
    HEADING = auto()
    SECTION = auto()  # a heading that can only stand inside an article: 第一章 总则
    BYLINE = auto()
    CREDIT = auto()  # 新华社发(吕斌摄)
    CLOSING = auto()  # （完）
    CONTINUED = auto()  # （上接第一版）
    SOURCE = auto()  # 2026-01-14 10:21 来源：新华社
    SIGNATURE = auto()  # who signs a document, and its date
    LABEL = auto()  # 国内@要闻: belongs to no article
    FURNITURE = auto()  # imprint, page number, editors of the page: belongs to no article


@dataclass(slots=True)
class Piece:
    """A line or several joined ones with one role; `text` is the characters of `runs`."""

    runs: tuple[Run, ...]
    text: str
    level: int = 0
    bullet: bool = False
    row: bool = False
    indent: int = 0
    gap: int = 0
    role: Role = Role.TEXT
    caption: int | None = None  # number of the caption group it belongs to
    heading_of_caption: bool = False
    solid: bool = False  # never joined with what follows: an item of a list
    lines: int = field(default=1)

    @property
    def begin(self) -> int:
        """Place of its first character in the page."""
        return self.runs[0][0]

    @property
    def complete(self) -> bool:
        """Whether it ends as a paragraph ends; if not, a column has cut it."""
        return self.solid or self.bullet or self.row or ends_sentence(self.text[-12:])


def pieces_of(lines: Sequence[Line], stands_apart: Callable[[str], bool]) -> list[Piece]:
    """Put soft-wrapped lines together: every line that fills its column goes on in the next one.

    `stands_apart` tells by its words whether a line begins something of its own, such as a byline.

    Example: 规模达到26.99万亿⏎元,同比增长 in a run of lines of one width is one piece.
    """
    blocks = list(_blocks(lines))
    widths = [w for block in blocks if (w := _column(block))]
    usual = sorted(widths)[len(widths) // 2] if len(widths) >= 3 else 0
    pieces: list[Piece] = []
    for block in blocks:
        column = _column(block)
        if not column and usual and len(block) > 1 and max(width(line.text) for line in block) <= usual + 4:
            column = usual
        pieces += _joined(block, column, stands_apart)
    return pieces


def _blocks(lines: Sequence[Line]) -> Iterable[list[Line]]:
    """Runs of plain lines without a blank line between; headings, bullets and table rows stand alone."""
    block: list[Line] = []
    for line in lines:
        apart = bool(line.level or line.row or line.gap)
        if block and (apart or block[-1].level or block[-1].row or line.bullet):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _column(block: Sequence[Line]) -> int:
    """Width of the column that cut these lines, 0 if each line is a paragraph of its own."""
    if len(block) < 3 or block[0].level or block[0].row:
        return 0
    widths = [width(line.text[:200]) + (0 if _uniform(block) else line.indent) for line in block]
    full = sorted(widths)[int(len(widths) * 0.9) - (len(widths) > 10)] if len(widths) > 3 else max(widths)
    if not 16 <= full <= 130:
        return 0
    filled = [line for line, w in zip(block, widths, strict=True) if abs(full - w) <= _SLACK]
    cut = [line for line in filled if not ends_sentence(line.text[-12:])]
    return full if len(filled) * 5 >= len(block) * 2 and len(cut) * 2 > len(filled) and len(cut) > 1 else 0


def _uniform(block: Sequence[Line]) -> bool:
    """Whether all lines are indented alike, so that the indent says nothing."""
    return len({line.indent for line in block}) == 1


def _joined(block: Sequence[Line], column: int, stands_apart: Callable[[str], bool]) -> list[Piece]:
    pieces: list[Piece] = []
    uniform = _uniform(block)
    filled = False  # the line above fills its column, neither less nor more
    for line, following in zip(block, [*block[1:], None], strict=True):
        indent = 0 if uniform else line.indent
        apart = not filled or indent >= 2 or bool(ENUMERATOR.match(line.text)) or stands_apart(line.text)
        if not apart and pieces and pieces[-1].complete and not ends_sentence(line.text[-12:]):
            # a line that ends no sentence between a whole paragraph and a byline (or, if not full, a new paragraph): a headline
            short = column - width(line.text[:200]) > _SLACK
            apart = (short and (following is None or following.indent >= 2)) or (following is not None and stands_apart(following.text))
        if apart or not pieces:
            pieces.append(Piece(line.runs, line.text, line.level, line.bullet, line.row, line.indent, line.gap))
        else:
            extend(pieces[-1], line.runs, line.text)
        room = column - width(line.text[:200]) - indent
        filled = bool(column) and abs(room) <= _SLACK and not (apart and stands_apart(line.text) and not ends_later(line.text))
    return pieces


def ends_later(text: str) -> bool:
    """Whether a line that stands apart may still go on below: a dateline does, a byline does not."""
    return len(text) > 12 and bool(re.search(r"[电讯：:）)]", text))


def extend(piece: Piece, runs: tuple[Run, ...], text: str) -> None:
    """Append runs to a piece without any character between, but a blank where two Latin words would meet."""
    if needs_blank(piece.text, text):
        at = piece.runs[-1][1]
        piece.runs += ((at, at + 1),)  # the line break itself stands for the blank
        piece.text += " "
    piece.runs += runs
    piece.text += text
    piece.lines += 1


def needs_blank(left: str, right: str) -> bool:
    """Whether joining would glue two Latin words together: `digital` and `yuan`."""
    return bool(left and right) and left[-1].isascii() and right[0].isascii() and left[-1].isalpha() and right[0].isalpha()


def goes_on(piece: Piece) -> bool:
    """Whether a piece plainly stops in mid-sentence: it ends in a comma or a word that needs another."""
    return bool(INCOMPLETE.search(piece.text[-3:]))
