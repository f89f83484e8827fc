"""Sentences as the picture shows them: long ones cut into readable pieces, with the places of the names in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.publish.rows import Contents, Span
from kg.publish.sentences import Sentences

LONGEST = 300
"""Characters shown of one sentence at a time; a piece ends at a mark of punctuation where there is one."""

_BREAKS = re.compile(r"(?<=[。！？；!?;，,、\n])")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a page to show: `text` stands at `begin` of `page`; `open` and `closed` tell whether it was cut there."""

    page: str
    article: str | None
    begin: int
    text: str
    open: bool = False
    closed: bool = False


class Snippets:
    """Numbers the pieces that are asked for, in the order they are asked for, so that each is stored once."""

    def __init__(self, contents: Contents) -> None:
        """Prepare to cut the sentences of `contents`."""
        self.used: list[Snippet] = []
        self._numbers: dict[tuple[str, int], int] = {}
        self._contents = contents
        self._sentences = Sentences(contents.sentences)
        self._pieces: dict[str, list[Snippet]] = {}
        self._sources: dict[str, int | None] = {}

    def at(self, span: Span) -> tuple[int, int, int] | None:
        """Return the number of the piece that shows `span`, and where the span begins and ends in it.

        None when no sentence holds the span. Example: 海关总署 in 据海关总署统计，… gives (0, 1, 5).
        """
        place = self.place(span)
        return (self.number(place[0]), *place[1:]) if place else None

    def place(self, span: Span) -> tuple[Snippet, int, int] | None:
        """Like `at`, with the piece itself, which is not numbered yet: it may still be left out."""
        sentence = self._sentences.around(span)
        if sentence is None:
            return None
        pieces = self._pieces.get(sentence.iri) or self._cut(sentence)
        piece = pieces[0]
        if len(pieces) > 1:
            piece = next((p for p in reversed(pieces) if p.begin <= span.begin), piece)
        begin, end = max(0, span.begin - piece.begin), span.end - piece.begin
        return piece, begin, min(len(piece.text), max(begin, end))

    def of(self, sources: Iterable[str]) -> list[int]:
        """Return the numbers of the pieces that state a fact: the first piece of each source."""
        found: dict[int, None] = {}
        for iri in sources:
            if iri not in self._sources:
                source = self._contents.spans.get(iri)
                place = self.at(source) if source else None
                self._sources[iri] = place[0] if place else None
            number = self._sources[iri]
            if number is not None:
                found[number] = None
        return list(found)

    def number(self, piece: Snippet) -> int:
        """Return the number of a piece, which is stored from now on."""
        key = (piece.page, piece.begin)
        if key not in self._numbers:
            self._numbers[key] = len(self.used)
            self.used.append(piece)
        return self._numbers[key]

    def _cut(self, sentence: Span) -> list[Snippet]:
        texts = _pieces(sentence.text)
        begin, found = sentence.begin, []
        for i, text in enumerate(texts):
            found.append(
                Snippet(sentence.page, sentence.article, begin, text, open=i > 0, closed=i < len(texts) - 1)
            )
            begin += len(text)
        self._pieces[sentence.iri] = found
        return found


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces of at most `LONGEST` characters, at punctuation if possible."""
    if len(text) <= LONGEST:
        return [text]
    found = [""]
    for clause in _BREAKS.split(text):
        for at in range(0, len(clause), LONGEST):
            part = clause[at : at + LONGEST]
            if len(found[-1]) + len(part) > LONGEST:
                found.append("")
            found[-1] += part
    return [piece for piece in found if piece]
