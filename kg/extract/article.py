"""All that an article says, in the order the subjects need one another."""

from spacy.tokens import Doc

from kg.extract.events import event_details
from kg.extract.mentions import mentions
from kg.extract.policies import enactments, policy_details, policy_links
from kg.extract.posts import posts
from kg.extract.quotations import quotations
from kg.extract.relations import relations
from kg.extract.statistics import statistics
from kg.extract.words import Words
from kg.records import Article, ArticleFacts


def extract(article: Article, doc: Doc) -> ArticleFacts:
    """Return the mentions and facts of one article; `doc` is its text through the language pipeline.

    Example: from 科技部部长李明说：“…” the mentions 科技部 and 李明, the post and the quotation.
    """
    words = Words(doc)
    found = mentions(article, words)
    held = posts(article, words, found)
    quoted = quotations(article, words, found, held)
    related = [
        *relations(words, found),
        *enactments(article, words, found, held, quoted),
        *policy_links(article, words, found),
    ]
    return ArticleFacts(
        article=article,
        sentences=tuple(words.sentences),
        mentions=found,
        posts=held,
        relations=tuple(dict.fromkeys(related)),
        policies=policy_details(article, words, found),
        events=event_details(article, words, found),
        quotations=quoted,
        statistics=statistics(doc, article, found),
    )
