"""What a blank inside a sentence means, and what the tagger is shown in its place.

A blank inside Chinese text is a typographer's: it pads (李　明, 中 国 人 民), sets off figures and Latin letters
(截至 2025 年底, AI 芯片), or separates like a comma (记者 唐强 纪航; 再创新高 连续9年增长). LAC breaks names at the first two and runs names
together without the last, so each gap is read as one of `Reading` before the tagger sees the sentence.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray

BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")
"""White space of all kinds and marks without width."""

_GAP = re.compile(rf"{BLANK.pattern}+")
_WIDTHLESS = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]+")
_FIGURE = re.compile(r"[0-9０-９][0-9０-９.,:/\-．，]*")
_CLOSERS = frozenset("”’」』》〉")
_WIDE_BLANK = "\u3000"


class Reading(Enum):
    """How the tagger reads a gap."""

    NOTHING = 0  # the characters on both sides belong together: 李　明
    SPACE = 1  # a space between words of Latin script: Open AI
    COMMA = 2  # a separator: 唐强 纪航
    UNDECIDED = 3  # between two Chinese characters: the tagger itself is asked (see `padded`)


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of blanks `text[begin:end]` inside a sentence."""

    begin: int
    end: int
    reading: Reading

    def settle(self, *, padding: bool) -> "Gap":
        """Return the gap with an undecided reading decided."""
        if self.reading is not Reading.UNDECIDED:
            return self
        return replace(self, reading=Reading.NOTHING if padding else Reading.COMMA)


@dataclass(frozen=True, slots=True)
class View:
    """What the tagger sees of a sentence: `positions[i]` is the place in the text of its i-th character.

    `spaces` and `commas` are the indices i at which a blank stands for a space or a separator.
    """

    positions: NDArray[np.int64]
    spaces: tuple[int, ...]
    commas: tuple[int, ...]


def gaps(text: str, begin: int, end: int) -> tuple[Gap, ...]:
    """Return the gaps of the sentence `text[begin:end]` (which has no blank at its ends).

    Example: in 截至 2025 年底 both gaps read as nothing; in 记者 唐强 摄 both are undecided.
    """
    spans = [m.span() for m in _GAP.finditer(text, begin, end)]
    found = []
    for i, (b, e) in enumerate(spans):
        before = spans[i - 1] if i else None
        after = spans[i + 1] if i + 1 < len(spans) else None
        reading = (
            Reading.NOTHING if _is_letterspace(text, (b, e), before, after, begin, end) else _read(text, b, e)
        )
        found.append(Gap(b, e, reading))
    return tuple(found)


def view(begin: int, end: int, found: Sequence[Gap]) -> View:
    """Return what the tagger sees of the sentence from `begin` to `end`; an undecided gap is shown as a space."""
    seen = np.ones(end - begin, dtype=np.bool_)
    for gap in found:
        seen[gap.begin - begin + (gap.reading is not Reading.NOTHING) : gap.end - begin] = False
    rank = np.cumsum(seen) - 1
    places = {
        reading: tuple(int(rank[g.begin - begin]) for g in found if g.reading is reading)
        for reading in Reading
    }
    return View(
        np.nonzero(seen)[0] + begin, places[Reading.SPACE] + places[Reading.UNDECIDED], places[Reading.COMMA]
    )


def padded(gap: Gap, people: Collection[int]) -> bool:
    """Tell whether an undecided gap pads a person's name, by the places where the tagger finds persons to begin.

    So it is when a person begins with the one character before the gap: no name is a surname only. Example: over
    局长李　明说 the tagger finds a person at 李; over 唐强 纪航 at 唐 and 纪.
    """
    return gap.begin - 1 in people


def _read(text: str, begin: int, end: int) -> Reading:
    """Read a gap by the characters on both sides."""
    left, right = text[begin - 1], text[end]
    if _WIDTHLESS.fullmatch(text, begin, end):
        return Reading.NOTHING
    if left < "\u0250" and right < "\u0250":
        return Reading.SPACE
    if _is_chinese(left) and _is_chinese(right):
        return Reading.UNDECIDED
    if left in _CLOSERS and _is_chinese(right):
        return Reading.COMMA
    if not (_is_word(left) and _is_word(right)):
        return Reading.NOTHING
    if _width(text[begin:end]) > 1:
        return Reading.COMMA
    figure = _FIGURE.match(text, end)
    if figure and figure.end() < len(text) and _is_chinese(text[figure.end()]):
        return Reading.COMMA  # 连续增长 2025年: whoever sets off figures does so on both sides
    return Reading.NOTHING


def _is_letterspace(
    text: str,
    gap: tuple[int, int],
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
    begin: int,
    end: int,
) -> bool:
    """Tell whether the gap stands between two single Chinese characters that each stand alone: 通　知, 中 国 银 行.

    Of gaps that differ in width the wider one separates: 王　刚　　张　勇.
    """
    left, right = gap[0] - 1, gap[1]
    if not (_is_chinese(text[left]) and _is_chinese(text[right])):
        return False
    alone_left = left == begin or not _is_word(text[left - 1])
    alone_right = right + 1 == end or not _is_word(text[right + 1])
    if not (alone_left and alone_right):
        return False
    width = _width(text[gap[0] : gap[1]])
    beside = [
        g
        for g in (
            before if before and before[1] == left else None,
            after if after and after[0] == right + 1 else None,
        )
        if g
    ]
    return all(width <= _width(text[b:e]) for b, e in beside)


def _width(blanks: str) -> int:
    return sum(2 if c == _WIDE_BLANK else 1 for c in blanks)


def _is_chinese(character: str) -> bool:
    return (
        "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff" or character in "〇○"
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or _is_chinese(character)
