"""Which sentence a name or number stands in, and which article a sentence belongs to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.publish.rows import MentionRow, Span


class Sentences:
    """Finds the sentence around a place in a page by binary search."""

    def __init__(self, sentences: Iterable[Span]) -> None:
        """Index sentences by page; they may come in any order."""
        self._spans: dict[str, list[Span]] = defaultdict(list)
        for span in sorted(sentences, key=lambda s: (s.page, s.begin, s.end)):
            self._spans[span.page].append(span)
        self._begins = {page: [s.begin for s in spans] for page, spans in self._spans.items()}

    def around(self, span: Span) -> Span | None:
        """Return the sentence that holds `span`, or None. Example: the span of 海关总署 gives the sentence it stands in."""
        spans = self._spans.get(span.page, [])
        at = bisect_right(self._begins.get(span.page, []), span.begin)
        for sentence in reversed(spans[max(0, at - 4) : at]):
            if sentence.begin <= span.begin and span.end <= sentence.end:
                return sentence
        return None


def with_articles(sentences: Mapping[str, Span], mentions: Iterable[MentionRow]) -> dict[str, Span]:
    """Return the sentences, those that state no article with the article of the first name in them.

    Example: a sentence that holds a mention of 海关总署 in article 2 belongs to article 2.
    """
    index, found = Sentences(sentences.values()), dict(sentences)
    for mention in mentions:
        sentence = index.around(mention.span)
        if sentence is not None and mention.span.article and not found[sentence.iri].article:
            found[sentence.iri] = replace(sentence, article=mention.span.article)
    return found
