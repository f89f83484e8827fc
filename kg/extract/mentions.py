"""All mentions of an article: candidates of every subject, the choice among them, and the same names elsewhere in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.abbreviations import defined_phrases, firm_names, occurrences, short_forms
from kg.extract.candidates import Candidate, choose
from kg.extract.events import events
from kg.extract.organizations import organizations
from kg.extract.people import people
from kg.extract.places import places
from kg.extract.policies import policies
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import Article, EntityType, Mention


def mentions(article: Article, words: Words) -> tuple[Mention, ...]:
    """Return the mentions of an article in order; none overlaps another.

    Example: 海关总署副署长王军说 gives 海关总署 and 王军.
    """
    proposed = [
        *organizations(words),
        *people(words, article),
        *places(words),
        *policies(words),
        *events(words),
    ]
    first = choose(proposed)
    proposed += defined_phrases(words, first)
    first = choose(proposed)
    proposed += _guarded_again(words, first)
    proposed += firm_names(words.text, first)
    forms = [c for form in short_forms(words.text, first) for c in occurrences(words.text, form)]
    chosen = choose([*proposed, *forms])
    chosen = _with_bodies(words, choose([*chosen, *_again(words, chosen)]))
    return tuple(
        Mention(article.index, c.begin, c.end, article.text[c.begin : c.end], c.type, c.subtype, c.rule, c.name, c.key) for c in chosen
    )  # fmt: skip


def _guarded_again(words: Words, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """Ambiguous short names of what the article names in full: 大湾区 after 粤港澳大湾区."""
    for key in sorted({c.key for c in chosen if c.key}):
        known = gazetteer().by_key.get(key)
        for name in known.guarded if known and known.subtype in ("Region", "Site") else ():
            for match in re.finditer(re.escape(name), words.text) if len(name) > 1 else ():
                if known and words.aligned(*match.span()):
                    yield Candidate(
                        *match.span(), known.type, known.subtype, "guarded.again", 2, known.name, known.key
                    )


def _with_bodies(words: Words, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Name departments that stand without their body after the known body named last: 海关总署发言人、统计分析司司长."""
    body: str | None = None
    subtype: str | None = None
    out = []
    for c in chosen:
        text = words.text[c.begin : c.end]
        if c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.unit") and body:
            c = replace(c, name=body + text, subtype=c.subtype or subtype)
        elif c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.known"):
            body, subtype = _whole(c) or text, c.subtype
        elif c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.department"):
            body = next(
                (text[:cut] for cut in range(len(text) - 1, 1, -1) if gazetteer().lookup(text[:cut])), body
            )
        out.append(c)
    return out


def _whole(c: Candidate) -> str | None:
    """The body that a known department belongs to, from its own name: 农业农村部 for 农业农村部发展规划司."""
    known = gazetteer().by_key.get(c.key or "")
    parent = gazetteer().by_key.get(known.parent or "") if known else None
    return parent.name if known and parent and known.name.startswith(parent.name) else None


def _again(words: Words, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The same names where no rule saw them: a person named once is that person in every sentence of the article."""
    taken = bytearray(len(words.text))
    spans = {(c.begin, c.end) for c in chosen}
    votes: dict[str, Counter[Candidate]] = {}
    for c in chosen:
        taken[c.begin : c.end] = b"\1" * len(c)
        text = words.text[c.begin : c.end]
        if (
            len(text) >= 2
            and c.type is not EntityType.EVENT
            and c.rule != "short_form"
            and (c.type is not EntityType.POLICY or len(text) > 4)
        ):
            votes.setdefault(text, Counter())[replace(c, begin=0, end=len(c))] += 1
    for text, counter in votes.items():
        model = counter.most_common(1)[0][0]
        for match in re.finditer(re.escape(text), words.text):
            begin, end = match.span()
            free = not any(taken[begin:end])
            if (
                not free
                and len(text) > 2
                and all(begin <= b and e <= end for b, e in spans if b < end and begin < e)
                and (begin, end) not in spans
            ):
                yield replace(
                    model, begin=begin, end=end, rule=model.rule + ".again", weight=1
                )  # 王友 where the tagger cut 王友群
            elif free and (
                words.aligned(begin, end)
                or len(text) >= 3
                or (model.type is EntityType.PERSON and _loose(words, begin, end))
            ):
                yield replace(model, begin=begin, end=end, rule=model.rule + ".again", weight=1)


def _loose(words: Words, begin: int, end: int) -> bool:
    """Whether a two-character person's name at `begin:end` is not the inside of a longer word."""
    inside = words.between(begin, end)
    return inside[0].begin == begin or inside[-1].end == end
