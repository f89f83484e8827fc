"""Articles in the making."""

import re
from dataclasses import dataclass, field

from kg.read.layout.pieces import Piece
from kg.records import ArticleKind, BlockKind

Entry = tuple[BlockKind, Piece]

_CLOSERS = re.compile(r"[”’」』）)】\s]*$")


@dataclass(slots=True)
class Draft:
    """An article while the page is read: headline lines, bylines and notes above the text, and the text.

    `closed` says that a note or dateline has ended it; `level` is the `#` level of its headline.
    """

    kind: ArticleKind = ArticleKind.STORY
    head: list[Entry] = field(default_factory=list)
    body: list[Entry] = field(default_factory=list)
    closed: bool = False
    level: int = 0
    sections: int = 0

    @property
    def headlines(self) -> list[Piece]:
        """The pieces of the headline, kicker and subtitle included."""
        return [
            p for kind, p in self.head if kind in (BlockKind.HEADLINE, BlockKind.KICKER, BlockKind.SUBTITLE)
        ]

    @property
    def begun(self) -> bool:
        """Whether it has text, not only a headline."""
        return any(kind is not BlockKind.NOTE and kind is not BlockKind.BYLINE for kind, _ in self.body)

    @property
    def first(self) -> int:
        """Place in the page where it appears first."""
        return min(p.begin for _, p in (*self.head, *self.body))

    @property
    def cut_paragraph(self) -> Piece | None:
        """The last paragraph if a column has cut it; boxes with bullets in between do not matter."""
        if self.closed or self.kind in (ArticleKind.CAPTION, ArticleKind.NOTICE):
            return None
        for kind, piece in reversed(self.body):
            if kind is BlockKind.PARAGRAPH and not piece.bullet and not piece.row:
                return None if piece.complete else piece
            if kind is BlockKind.SECTION:
                return None
        return None

    def text(self, last: int) -> str:
        """Its headline and about the `last` characters of its text, to compare with others."""
        parts: list[str] = []
        size = 0
        for _, piece in reversed(self.body):
            if size >= last:
                break
            parts.append(piece.text[-last:])
            size += len(piece.text)
        return "\n".join([*(p.text for _, p in self.head), *reversed(parts)])

    def add_paragraph(self, piece: Piece) -> None:
        """Append a paragraph, or join it to the one that a column has cut."""
        before = self.cut_paragraph
        if before is not None and not piece.bullet and not piece.row and not piece.solid:
            before.extend(piece.runs, piece.text)
            before.solid = piece.solid
        else:
            self.body.append((BlockKind.PARAGRAPH, piece))
