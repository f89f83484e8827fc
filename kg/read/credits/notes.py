"""Notes in brackets at the end of a paragraph: where a story comes from, who wrote it, where it goes on."""

from kg.read.credits.datelines import find_dateline
from kg.read.credits.names import names_in
from kg.read.layout.pieces import Piece
from kg.read.layout.roles import cut
from kg.read.patterns import HEAD, NOTE, NOTE_BRACKET


def split_notes(piece: Piece) -> tuple[Piece | None, list[Piece]]:
    """Cut the notes off the end of a paragraph.

    Example: …第二大进口市场。（据新华社北京1月13日电） gives the paragraph and one note.
    """
    end = len(piece.text)
    notes: list[Piece] = []
    dateline = find_dateline(piece.text) if end <= HEAD else None
    if dateline is not None and dateline.end == end:
        return piece, []  # the bracket of a dateline alone in its line names its reporters
    while found := NOTE_BRACKET.search(piece.text[max(0, end - 90) : end]):
        start = max(0, end - 90) + found.start()
        if not (NOTE.match(found[1]) or names_in(found[1], lenient=False)) or not _stands_apart(
            piece.text, start
        ):
            break
        notes.insert(0, cut(piece, start, end))
        end = start
        while end and piece.text[end - 1].isspace():
            end -= 1
    if not notes:
        return piece, []
    return (cut(piece, 0, end) if end else None), notes


def _stands_apart(text: str, at: int) -> bool:
    """A note stands after a whole sentence or another note, not after words it explains."""
    before = text[:at].rstrip()
    return not before or before[-1] in "。！？!?…”’）)】；;" or len(before) < 12
