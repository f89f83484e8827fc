"""Pieces: what the layout is made of, after soft-wrapped lines have been put together."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kg.read.layout.lines import Line, Run, width
from kg.read.patterns import ENDS_STORY, ENUMERATOR, INCOMPLETE, ends_sentence

_SLACK = (
    5  # columns by which a full line may fall short (a mark that may not begin a line, a number) or hang over
)
_HEADLINE_LINES = 3


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


class Piece:
    """A line or several joined ones with one role; `text` is the characters of its `runs`.

    `level` counts the `#` of a heading, `gap` the blank lines above, `caption` numbers the caption group it belongs to,
    `solid` marks an item of a list, which never goes on in the next piece.
    """

    __slots__ = (
        "_parts",
        "bullet",
        "caption",
        "gap",
        "indent",
        "level",
        "lines",
        "role",
        "row",
        "runs",
        "solid",
    )

    def __init__(
        self,
        runs: Sequence[Run],
        text: str,
        *,
        level: int = 0,
        bullet: bool = False,
        row: bool = False,
        indent: int = 0,
        gap: int = 0,
    ) -> None:
        """Make a piece of one line, or of a part of one."""
        self.runs = list(runs)
        self._parts = [text]
        self.level, self.bullet, self.row, self.indent, self.gap = level, bullet, row, indent, gap
        self.role = Role.TEXT
        self.caption: int | None = None
        self.solid = False
        self.lines = 1

    @property
    def text(self) -> str:
        """Its characters, without the line breaks that the layout has put between."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0]

    @property
    def tail(self) -> str:
        """Its last characters."""
        return self._parts[-1][-12:] if len(self._parts[-1]) >= 12 else self.text[-12:]

    @property
    def begin(self) -> int:
        """Place of its first character in the page."""
        return self.runs[0][0]

    @property
    def complete(self) -> bool:
        """Whether it ends as a paragraph ends; if not, a column has cut it."""
        return self.solid or self.bullet or self.row or ends_sentence(self.tail)

    def extend(self, runs: Sequence[Run], text: str) -> None:
        """Append runs without any character between, but a blank where two Latin words would meet."""
        if needs_blank(self.tail, text):
            at = self.runs[-1][1]
            self.runs.append((at, at + 1))  # the line break itself stands for the blank
            self._parts.append(" ")
        self.runs += runs
        self._parts.append(text)
        self.lines += 1


def pieces_of(lines: Sequence[Line], stands_apart: Callable[[str], bool]) -> list[Piece]:
    """Put soft-wrapped lines together: every line that fills its column goes on in the next one.

    `stands_apart` tells by its words whether a line begins something of its own, such as a byline.

    Example: 规模达到26.99万亿⏎元,同比增长 in a run of lines of one width is one piece.
    """
    blocks = list(_blocks(lines))
    columns = [_column(block) for block in blocks]
    known = sorted((c.full, c.by_count) for c in columns if c)
    usual = Column(*known[len(known) // 2]) if len(known) >= 2 else None
    pieces: list[Piece] = []
    for block, column in zip(blocks, columns, strict=True):
        if column is None and usual and len(block) > 1 and all(usual.room(line) >= -_SLACK for line in block):
            column = usual
        pieces += _joined(block, column, stands_apart)
    return pieces


@dataclass(frozen=True, slots=True)
class Column:
    """The width that cut the lines of a block, in half-width columns; or in characters, twice, where a program counted those."""

    full: int
    by_count: bool

    def room(self, line: Line) -> int:
        """What is left free at the end of a line, negative if it hangs over."""
        return self.full - measure(line, self.by_count)


def measure(line: Line, by_count: bool) -> int:
    """Length of a line: display columns, or twice the number of characters; long ones are cut short."""
    text = line.text[:200]
    return (2 * len(text) if by_count else width(text)) + line.indent


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
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


def _column(block: Sequence[Line]) -> Column | None:
    """The column that cut these lines, None if each line is a paragraph of its own."""
    if len(block) < 3 or block[0].level or block[0].row:
        return None
    best: tuple[int, Column] | None = None
    for by_count in (False, True):
        sizes = sorted(measure(line, by_count) for line in block)
        full = sizes[max(len(sizes) * 9 // 10 - 1, len(sizes) // 2)] if len(sizes) > 3 else sizes[-1]
        if not 16 <= full <= 130:
            continue
        column = Column(full, by_count)
        filled = [line for line in block if abs(column.room(line)) <= (2 if by_count else _SLACK)]
        cut = [line for line in filled if not ends_sentence(line.text[-12:])]
        if (
            len(filled) * 5 >= len(block) * 2
            and len(cut) * 2 > len(filled)
            and len(cut) > 1
            and (best is None or len(filled) > best[0])
        ):
            best = len(filled), column
    return best[1] if best else None


def _joined(block: Sequence[Line], column: Column | None, stands_apart: Callable[[str], bool]) -> list[Piece]:
    pieces: list[Piece] = []
    uniform = len({line.indent for line in block}) == 1  # then the indent says nothing
    filled = False  # the line above fills its column, neither less nor more
    for at, line in enumerate(block):
        following = block[at + 1] if at + 1 < len(block) else None
        fresh = (
            not filled
            or (line.indent >= 2 and not uniform)
            or bool(ENUMERATOR.match(line.text))
            or stands_apart(line.text)
        )
        if not fresh and pieces[-1].complete and not ends_sentence(line.text[-12:]):
            # a line that ends no sentence between a whole paragraph and a byline (or, if not full, a new paragraph): a headline
            short = column is not None and column.room(line) > _SLACK
            fresh = (short and (following is None or following.indent >= 2)) or (
                following is not None and stands_apart(following.text)
            )
        if not fresh and pieces[-1].complete:
            fresh = bool(ENDS_STORY.search(pieces[-1].tail)) or (not uniform and _headline_begins(block, at))
        if fresh:
            pieces.append(
                Piece(
                    line.runs,
                    line.text,
                    level=line.level,
                    bullet=line.bullet,
                    row=line.row,
                    indent=line.indent,
                    gap=line.gap,
                )
            )
        else:
            pieces[-1].extend(line.runs, line.text)
        goes_below = not (fresh and column is not None and stands_apart(line.text)) or ends_later(line.text)
        filled = column is not None and abs(column.room(line)) <= _SLACK and goes_below
    return pieces


def _headline_begins(block: Sequence[Line], at: int) -> bool:
    """Whether the lines from `at` to the next indented one are no end of a paragraph, for they end no sentence."""
    for i in range(at, min(at + _HEADLINE_LINES, len(block))):
        if block[i].indent >= 2:
            return False
        if i + 1 < len(block) and block[i + 1].indent >= 2:
            return not ends_sentence(block[i].text[-12:])
    return False


def ends_later(text: str) -> bool:
    """Whether a line that stands apart may still go on below: a dateline does, a byline does not."""
    return len(text) > 12 and bool(re.search(r"[电讯：:）)，,]", text))


def needs_blank(left: str, right: str) -> bool:
    """Whether joining would glue two Latin words together: `digital` and `yuan`."""
    return (
        bool(left and right)
        and left[-1].isascii()
        and right[0].isascii()
        and left[-1].isalpha()
        and right[0].isalpha()
    )


def goes_on(piece: Piece) -> bool:
    """Whether a piece plainly stops in mid-sentence: it ends in a comma or a word that needs another."""
    return bool(INCOMPLETE.search(piece.tail[-3:]))
