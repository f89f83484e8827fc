"""Texts as they are searched: every character a word of its own, so that a phrase finds any part of a text.

Width, case and compatibility forms are folded (ＧＤＰ, gdp), blanks count for nothing, and Chinese needs none.
"""

import unicodedata
from itertools import accumulate

_NOTHING = dict.fromkeys(
    [*range(32), 127, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF, *range(0xD800, 0xE000)]
)
"""Controls, marks without width and halves of characters: no query and no text means them. Blanks go elsewhere."""

LONGEST, MOST_WORDS = 200, 8
"""Characters of a query that are read, and words in it."""


def fold(text: str) -> str:
    """Return the form of a text that is compared: `ＧＤＰ　总量` is gdp总量."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).translate(_NOTHING)


def spaced(text: str) -> str:
    """Return a text for the full-text table: its folded characters with blanks between them."""
    return " ".join(fold(text))


def words_of(query: str) -> tuple[str, ...]:
    """Return the folded words of a query, each once; blanks part them. Example: `海关 GDP` is (海关, gdp)."""
    found = (fold(word) for word in query[:LONGEST].split())
    return tuple(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def matching(words: tuple[str, ...]) -> str:
    """Return the FTS5 expression for texts that hold all words: each a phrase of characters, so nothing is an operator."""
    phrases = (" ".join(word).replace('"', '""') for word in words)
    return " AND ".join(f'"{phrase}"' for phrase in phrases)


def scattered(word: str) -> str:
    """Return the FTS5 expression for texts that hold all characters of a word, anywhere."""
    return matching(tuple(dict.fromkeys(word)))


def in_order(word: str, text: str) -> bool:
    """Say whether the characters of a word stand in a text in this order: 海关统计司 in 海关总署统计分析司."""
    rest = iter(text)
    return all(character in rest for character in word)


def places(words: tuple[str, ...], text: str) -> list[int]:
    """Return begin and end of every place of the words in a text as it is written, one after the other, none overlapping.

    Example: places(("gdp",), "其ＧＤＰ增长") is [1, 4].
    """
    pieces = [fold(character) for character in text]
    folded = "".join(pieces)
    # The written character that each folded character comes from: ㎡ gives two, a blank none.
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    marked = [False] * len(folded)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            marked[at : at + len(word)] = [True] * len(word)
            at = folded.find(word, at + 1)
    return _runs(sorted({origin[at] for at, on in enumerate(marked) if on}))


def _runs(numbers: list[int]) -> list[int]:
    """Begin and end of each run of numbers: 1, 2, 3, 7 is [1, 4, 7, 8]."""
    groups = accumulate((after - before != 1 for before, after in zip([-2, *numbers], numbers, strict=False)))
    found: dict[int, list[int]] = {}
    for group, number in zip(groups, numbers, strict=True):
        found.setdefault(group, [number, number + 1])[1] = number + 1
    return [edge for run in found.values() for edge in run]
