"""From a draft to the reading text of an article, every character with its place in the page."""

from collections.abc import Sequence
from itertools import chain

from kg.read.layout.drafts import Draft, Entry
from kg.records import Block


def reading_text(draft: Draft, size: int) -> tuple[str, tuple[int, ...], tuple[Block, ...]]:
    """Return text, offsets and blocks of an article: headline and byline first, then the text, one block a line.

    `size` is the number of characters of the page, beyond which no offset may point.

    Example: the halves of 26.99万亿⏎⏎元 stand together in the text, and their offsets apart.
    """
    entries: Sequence[Entry] = [*draft.head, *draft.body]
    blocks: list[Block] = []
    texts: list[str] = []
    places: list[Sequence[int]] = []
    at = 0
    for kind, piece in entries:
        if at:
            texts.append("\n")
            places.append((min(entries[len(blocks) - 1][1].runs[-1][1], size - 1),))
            at += 1
        texts.append(piece.text)
        places += [range(b, e) for b, e in piece.runs]
        blocks.append(Block(kind, at, at + len(piece.text)))
        at += len(piece.text)
    return "".join(texts), tuple(chain.from_iterable(places)), tuple(blocks)
