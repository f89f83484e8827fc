"""Which sentence a name or number stands in, and which article a sentence belongs to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.publish.rows import MentionRow, Span

_NOTHING: tuple[list[int], list[Span]] = ([], [])


class Sentences:
    """Finds the sentence around a place in a page by binary search."""

    def __init__(self, sentences: Iterable[Span]) -> None:
        """Index sentences by page; they may come in any order."""
        pages: dict[str, list[Span]] = defaultdict(list)
        for span in sorted(sentences, key=lambda s: (s.page, s.begin, s.end)):
            pages[span.page].append(span)
        self._pages = {page: ([s.begin for s in spans], spans) for page, spans in pages.items()}

    def around(self, span: Span) -> Span | None:
        """Return the sentence that holds `span`, or None. Example: the span of 海关总署 gives the sentence it stands in."""
        begins, spans = self._pages.get(span.page, _NOTHING)
        at, end = bisect_right(begins, span.begin), span.end
        for number in range(at - 1, max(0, at - 4) - 1, -1):
            sentence = spans[number]
            if end <= sentence.end:
                return sentence
        return None


def with_articles(sentences: Mapping[str, Span], mentions: Iterable[MentionRow]) -> dict[str, Span]:
    """Return the sentences, those that state no article with the article of the first name in them.

    Example: a sentence that holds a mention of 海关总署 in article 2 belongs to article 2.
    """
    found = dict(sentences)
    lacking = {span.page for span in sentences.values() if not span.article}
    index = Sentences(span for span in sentences.values() if span.page in lacking)
    for mention in mentions:
        if mention.span.page in lacking and mention.span.article:
            sentence = index.around(mention.span)
            if sentence is not None and not found[sentence.iri].article:
                found[sentence.iri] = replace(sentence, article=mention.span.article)
    return found
