"""All mentions of an article: candidates of every subject, the choice among them, and the same names elsewhere in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language

from kg.extract.abbreviations import occurrences, short_forms
from kg.extract.candidates import Candidate, choose
from kg.extract.events import events
from kg.extract.organizations import organizations
from kg.extract.people import people
from kg.extract.places import places
from kg.extract.policies import policies
from kg.extract.words import Words
from kg.records import Article, EntityType, Mention


def page_mentions(articles: Sequence[Article], nlp: Language) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
    for article, doc in zip(articles, nlp.pipe([a.text for a in articles]), strict=True):
        yield article, mentions(article, Words(doc))


def mentions(article: Article, words: Words) -> tuple[Mention, ...]:
    """Return the mentions of an article in order; none overlaps another.

    Example: 海关总署副署长王军说 gives 海关总署 and 王军.
    """
    proposed = [*organizations(words), *people(words, article), *places(words), *policies(words), *events(words)]
    first = choose(proposed)
    forms = [c for form in short_forms(words.text, first) for c in occurrences(words.text, form)]
    chosen = choose([*proposed, *forms])
    chosen = choose([*chosen, *_again(words, chosen)])
    return tuple(
        Mention(article.index, c.begin, c.end, words.text[c.begin : c.end], c.type, c.subtype, c.rule, c.name, c.key) for c in chosen
    )  # fmt: skip


def _again(words: Words, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The same names where no rule saw them: a person named once is that person in every sentence of the article."""
    taken = bytearray(len(words.text))
    votes: dict[str, Counter[Candidate]] = {}
    for c in chosen:
        taken[c.begin : c.end] = b"\1" * len(c)
        text = words.text[c.begin : c.end]
        if len(text) >= 2 and c.type is not EntityType.EVENT and c.rule != "short_form":
            votes.setdefault(text, Counter())[replace(c, begin=0, end=len(c))] += 1
    for text, counter in votes.items():
        model = counter.most_common(1)[0][0]
        for match in re.finditer(re.escape(text), words.text):
            begin, end = match.span()
            if not any(taken[begin:end]) and (words.aligned(begin, end) or len(text) >= 3 or model.type is EntityType.PERSON and _loose(words, begin, end)):
                yield replace(model, begin=begin, end=end, rule=model.rule + ".again", weight=1)


def _loose(words: Words, begin: int, end: int) -> bool:
    """Whether a two-character person's name at `begin:end` is not the inside of a longer word."""
    inside = words.between(begin, end)
    return inside[0].begin == begin or inside[-1].end == end
