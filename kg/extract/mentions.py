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

_OWN_BODY = re.compile(
    r"(?:委员会|组委会|协会|学会|集团|公司|大学|政府|[局署院厅])(?=.*(?:[部处科室司局]|中心)$)"
)
_BRANCH = re.compile(r"(?:分行|支行|总行|分公司|营业部|分局|分院|分部)$")
"""What ends the name of a part: the body named before it stays the nearest one."""


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
    proposed = _of_one_type(words, proposed)
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


def _of_one_type(words: Words, proposed: Sequence[Candidate]) -> list[Candidate]:
    """Without the tagger's persons where the article has the same name more often, or by the seeds, for a place."""
    places = Counter(words.text[c.begin : c.end] for c in proposed if c.type is EntityType.PLACE)
    known = {words.text[c.begin : c.end] for c in proposed if c.rule == "place.known"}
    persons = Counter(words.text[c.begin : c.end] for c in proposed if c.rule == "person.tagged")
    wrong = {name for name, times in persons.items() if name in known or places[name] > times}
    return [c for c in proposed if c.rule != "person.tagged" or words.text[c.begin : c.end] not in wrong]


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
    """Name departments that stand without their body after the known body named last: 海关总署发言人、统计分析司司长.

    The agency that reports, and a body of another paragraph, lend their names to nobody; nor does a department need
    one that has its own body before it (组委会|场馆保障部).
    """
    body: str | None = None
    subtype: str | None = None
    last = 0
    out = []
    for c in chosen:
        text = words.text[c.begin : c.end]
        if "\n" in words.text[last : c.begin]:
            body = None
        last = c.begin
        if c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.unit") and body:
            if not _OWN_BODY.search(text):
                c = replace(c, name=body + text, subtype=c.subtype or subtype)
        elif c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.known"):
            body, subtype = (_whole(c) or text, c.subtype) if c.subtype != "Media" else (None, None)
        elif c.type is EntityType.ORGANIZATION and c.rule.startswith("organization.local"):
            body, subtype = text, c.subtype
        elif c.type is EntityType.ORGANIZATION and not c.rule.startswith("organization.unit"):
            # 某银行信贷部, 某管理局: the nearest body is the known one in the name, or one that nothing more is known of
            part = c.rule.startswith("organization.department") or _BRANCH.search(text)
            rest = body if part else None
            body = next((text[:cut] for cut in range(len(text) - 1, 1, -1) if _body(text[:cut])), rest)
        out.append(c)
    return out


def _body(name: str) -> bool:
    return any(known.type is EntityType.ORGANIZATION for known in gazetteer().lookup(name))


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
