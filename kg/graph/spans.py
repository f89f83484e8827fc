"""Spans of an article as spans of its page: quotes that stand there character for character."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from kg.graph.errors import EvidenceError
from kg.records import Article


class PageSpans:
    """Where the text of one article stands on its page.

    The layout may have cut a paragraph in two and put something else between the halves; only blank characters between
    count as contiguous. `breaks` are the positions of `article.text` at which a new contiguous piece begins.
    """

    def __init__(self, page_text: str, article: Article):
        """Take the page's text; raise EvidenceError when the article's offsets do not fit it."""
        if len(article.offsets) != len(article.text):
            raise EvidenceError(
                f"article {article.index} has {len(article.text)} characters and {len(article.offsets)} offsets"
            )
        self._page_text = page_text
        self._article = article
        self._breaks = self._find_breaks()

    def _find_breaks(self) -> list[int]:
        page, offsets = self._page_text, self._article.offsets
        breaks: list[int] = []
        after = None  # the place after the last character; separators of blocks (line breaks) stand for none
        for i, character in enumerate(self._article.text):
            if character == "\n":
                continue
            here = offsets[i]
            if after is not None and here != after:
                between = page[after:here]
                if here < after or not between.isspace():
                    breaks.append(i)
            after = here + 1
        return breaks

    def locate(self, begin: int, end: int, anchor: tuple[int, int] | None = None) -> tuple[int, int]:
        """Return the page span of `article.text[begin:end]`: all of it, or of its contiguous piece that holds `anchor`.

        Without an anchor (or when it is cut itself) the longest piece is taken, the first of equals. Blanks at both
        ends are left out. Raises EvidenceError when the span is empty or lies outside the article, or when the
        characters of the page are others than those of the article.

        Example: for 规模达到26.99万亿⏎⏎元 the span of 26.99万亿元 includes the two line breaks.
        """
        text = self._article.text
        if not 0 <= begin < end <= len(text):
            raise EvidenceError(
                f"span {begin}:{end} does not lie in article {self._article.index} of {len(text)} characters"
            )
        pieces = [piece for piece in map(self._trim, self._pieces(begin, end)) if piece[0] < piece[1]]
        if not pieces:
            raise EvidenceError(
                f"span {begin}:{end} of article {self._article.index} holds nothing but blanks"
            )
        piece = self._choose(pieces, anchor)
        first, last = self._article.offsets[piece[0]], self._article.offsets[piece[1] - 1] + 1
        self._compare(piece, first, last)
        return first, last

    def _pieces(self, begin: int, end: int) -> list[tuple[int, int]]:
        inside = self._breaks[bisect_right(self._breaks, begin) : bisect_left(self._breaks, end)]
        cuts = [begin, *inside, end]
        return list(pairwise(cuts))

    def _trim(self, piece: tuple[int, int]) -> tuple[int, int]:
        begin, end = piece
        text = self._article.text
        while begin < end and text[begin].isspace():
            begin += 1
        while begin < end and text[end - 1].isspace():
            end -= 1
        return begin, end

    def _choose(self, pieces: list[tuple[int, int]], anchor: tuple[int, int] | None) -> tuple[int, int]:
        if anchor is not None:
            for piece in pieces:
                if piece[0] <= anchor[0] and anchor[1] <= piece[1]:
                    return piece
        return max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))

    def _compare(self, piece: tuple[int, int], first: int, last: int) -> None:
        read = "".join(self._article.text[piece[0] : piece[1]].split())
        stands = "".join(self._page_text[first:last].split())
        if read != stands:
            raise EvidenceError(
                f"article {self._article.index} reads {read[:40]!r} at {piece[0]}:{piece[1]}, "
                f"but the page has {stands[:40]!r} at {first}:{last}"
            )
