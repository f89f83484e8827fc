"""A text with overlapping marks, as pieces side by side: each knows all the marks that cover it.

All places are code points of the page, as the graph counts them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `begin` to `end` that fact number `fact` stands at; `kind` is mention, figure or quotation."""

    begin: int
    end: int
    fact: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same marks. `fact` is that of the shortest name or figure around them, `first` whether they begin it.

    `facts` are all facts that stand there; `anchor` is the character that links to this place name, if any.
    """

    text: str
    fact: int | None = None
    facts: tuple[int, ...] = ()
    kinds: frozenset[str] = frozenset()
    first: bool = False
    anchor: int | None = None


@dataclass(slots=True)
class Stretch:
    """A sentence (`anchor` is its first character), or what stands between two (None), and the facts told by all of it."""

    anchor: int | None
    pieces: list[Piece] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def cut(
    begin: int,
    text: str,
    sentences: Iterable[tuple[int, int]],
    marks: Sequence[Mark],
    notes: Sequence[tuple[int, int]] = (),
) -> list[Stretch]:
    """Cut a block of text, which starts at character `begin`, at sentences and marks; no character is lost or doubled.

    `notes` are (last character, fact) of facts that a whole sentence tells: they follow the sentence that ends there, or
    the first after it. Marks and sentences outside of the block are passed over, those across its edge shortened.

    Example: 国务院办公厅 with 国务院 marked in it gives the pieces 国务院 (both facts) and 办公厅 (one).
    """
    end = begin + len(text)
    inside = [m for m in marks if m.begin < end and m.end > begin and m.begin < m.end]
    stretches = []
    for low, high, is_sentence in _stretches(begin, end, sentences):
        covering = [m for m in inside if m.begin < high and m.end > low]
        anchor = low if is_sentence else None
        stretches.append(Stretch(anchor, _pieces(low, text[low - begin : high - begin], covering, anchor)))
    ends = []
    at = begin
    for stretch in stretches:
        at += sum(len(piece.text) for piece in stretch.pieces)
        ends.append(at)
    for last, fact in notes:
        if stretches and begin < last <= end:
            stretches[bisect_left(ends, last)].notes.append(fact)
    return stretches


def _stretches(begin: int, end: int, sentences: Iterable[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Sentences and what is between them; of two that overlap, the first keeps its characters."""
    found, at = [], begin
    for low, high in sorted(sentences):
        low, high = max(low, at), min(high, end)
        if low >= high:
            continue
        if low > at:
            found.append((at, low, False))
        found.append((low, high, True))
        at = high
    if at < end:
        found.append((at, end, False))
    return found


def _pieces(begin: int, text: str, marks: Sequence[Mark], anchored: int | None) -> list[Piece]:
    end = begin + len(text)
    edges = sorted({begin, end, *(place for m in marks for place in (m.begin, m.end) if begin < place < end)})
    by_begin = sorted(marks, key=lambda m: m.begin)
    begins = [m.begin for m in by_begin]
    pieces = []
    for low, high in pairwise(edges):
        covering = [m for m in by_begin[: bisect_right(begins, low)] if m.end >= high]
        target = min(
            (m for m in covering if m.kind != "quotation"),
            key=lambda m: (m.end - m.begin, m.fact),
            default=None,
        )
        begun = any(m.begin == low for m in covering)
        pieces.append(
            Piece(
                text[low - begin : high - begin],
                target.fact if target else None,
                tuple(sorted({m.fact for m in covering})),
                frozenset(m.kind for m in covering),
                target is not None and (target.begin == low or low == begin),
                low if begun and low != anchored else None,
            )
        )
    return pieces
