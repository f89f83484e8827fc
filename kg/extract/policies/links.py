"""What policies have to do with one another: one is based on, amends, repeals or passes on another."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.policies.documents import KINDS, Documents
from kg.extract.words import Words
from kg.records import Article, EntityType, Evidence, Mention, Predicate, Relation

_BASED = re.compile(
    r"(?:根据|依据|依照|按照|遵照|以)(?P<bases>(?:[^，。；《》]{0,12}《[^》]+》(?:[（(][^（）()]{1,24}[）)])?[、和与及以]*)+)(?P<rest>[^。；]{0,60}?)(?P<verb>(?:制定|修订|出台|编制|印发|起草|发布)(?=了|本|《|的|$|，|。)|规定(?=了|本|《|的))(?:了|本|《|的|$|，|。)"
)
_OPENS = re.compile(
    r"(?:根据|依据|依照|按照|遵照|为(?:了)?(?:深入|全面)?(?:贯彻)?(?:落实|实施|执行))(?P<bases>[^。；]{0,200}?)，(?:经[^。；，]{2,30}，)?(?:(?:现|特)(?:就|将|对|提出|制定|作出|通知|公告)|[^。；，]{2,60}?决定(?:对|将|如下|修改|废止))"
)
"""How a notice or opinion begins: 根据《甲条例》，现就…提出如下意见."""
_THIS = re.compile(rf"(?:本|此|这[一部个项]?|该)(?P<kind>{KINDS})")
_REPEALED = re.compile(r"(?:同时|即行|相应|一并|予以|随之)*(?:废止|失效|停止执行)")
_REPEALS = re.compile(r"(?:废止|取代|替代|代替)(?:了|原有?的?|现行的?)*《")
_AMENDS = re.compile(
    r"(?:修订|修改|修正)(?:了|后的|完善|的)?(?:原|现行|现有|\d{4}年[^《》，。；]{0,10})*(?:的)?《$|(?:对|将|把)(?:原|现行|现有|\d{4}年[^《》，。；]{0,10})*(?:的)?《$|在(?:原|现行)?《$"
)
_AMENDED = re.compile(
    r"^[^，。；]{0,16}?(?:进行|作出|作了|作|予以)?(?:了)?(?:全面|系统|部分|相应|较大|若干|第[一二三四]次)*(?:修订|修改|修正|完善)|^基础上"
)
_SELF_AMENDING = re.compile(r"关于(?:修改|修订|修正)[〈《<](?P<old>[^〉》>]+)[〉》>]")
_PASSES_ON = re.compile(r"(?:转发|批转)(?P<old>.{4,60}?)的?(?:通知|函)$")


def policy_links(article: Article, words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield basedOn, amends, repeals and transmits relations.

    Example: 根据《商标法》，制定本办法 in a page of that 办法 gives a basedOn; 《甲规定》同时废止 beside 本办法 a repeals.
    """
    documents = Documents(article, words.text, mentions)
    for begin, end in words.sentences:
        inside = [m for m in documents.policies if begin <= m.begin < end]
        if inside:
            yield from _based(words, documents, inside, begin, end)
            yield from _repealed(words, documents, inside, begin, end)
            yield from _amended(words, documents, inside, begin, end)
    yield from _by_title(words, documents)


def _based(
    words: Words, documents: Documents, inside: Sequence[Mention], begin: int, end: int
) -> Iterator[Relation]:
    sentence = words.text[begin:end]
    for match in _BASED.finditer(sentence):
        span = begin + match.start("bases"), begin + match.end("bases")
        bases = [m for m in inside if span[0] <= m.begin and m.end <= span[1]]
        subject = _subject(
            words, documents, inside, begin, begin + match.start(), begin + match.end("verb"), end
        )
        yield from _relate(words, subject, Predicate.BASED_ON, bases, "policy.based")
    opens = _OPENS.search(sentence)
    if opens and documents.main and not _BASED.search(sentence):
        span = begin + opens.start("bases"), begin + opens.end("bases")
        bases = [m for m in inside if span[0] <= m.begin and m.end <= span[1]]
        yield from _relate(words, documents.main, Predicate.BASED_ON, bases, "policy.based")
    opening = re.match(r"[，\s]*《[^》]+》(?:依据|根据|依照)", sentence)
    if opening and inside:
        bases = [
            m
            for m in inside[1:]
            if re.fullmatch(r"[《》、和与及依据根照（）]*", words.text[inside[0].end : m.begin])
        ]
        yield from _relate(words, inside[0], Predicate.BASED_ON, bases, "policy.based")


def _subject(
    words: Words, documents: Documents, inside: Sequence[Mention], begin: int, at: int, verb: int, end: int
) -> Mention | None:
    """The document made on that basis: after the verb, 本办法, or the one that opened the sentence."""
    this = _THIS.search(words.text, verb, min(verb + 12, end))
    if this:
        return documents.this(this.group("kind"), at)
    following = [m for m in inside if verb <= m.begin <= verb + 4]
    before = [m for m in inside if begin <= m.begin and m.end <= at]
    return following[0] if following else before[-1] if before else None


def _repealed(
    words: Words, documents: Documents, inside: Sequence[Mention], begin: int, end: int
) -> Iterator[Relation]:
    for verb in _REPEALS.finditer(words.text, begin, end):
        earlier = [m for m in inside if m.end <= verb.start()]
        yield from _relate(
            words,
            earlier[-1] if earlier else None,
            Predicate.REPEALS,
            [m for m in inside if m.begin == verb.end()],
            "policy.repealed",
        )
    match = _REPEALED.search(words.text, begin, end)
    if match:
        old = [m for m in inside if m.end <= match.start() and words.text[m.begin - 1] == "《"]
        this = next(
            (
                d
                for d in (
                    _THIS.search(words.text, begin, match.start()),
                    _THIS.search(words.text, max(0, begin - 80), match.start()),
                )
                if d
            ),
            None,
        )
        subject = documents.this(this.group("kind"), begin) if this else None
        if (
            subject is None
            and len(old) > 1
            and re.search(
                r"(?:施行|实施|执行)[^。]{0,6}$|(?:施行|实施|执行)[^。；]*[；，]",
                words.text[old[0].end : old[1].begin],
            )
        ):
            subject, old = old[0], old[1:]
        if (
            subject is None
            and documents.main
            and re.search(r"(?:施行|执行)", words.text[max(0, begin - 80) : match.start()])
        ):
            subject = documents.printed or documents.main
        yield from _relate(words, subject, Predicate.REPEALS, old, "policy.repealed")


def _amended(
    words: Words, documents: Documents, inside: Sequence[Mention], begin: int, end: int
) -> Iterator[Relation]:
    """《甲办法》对《乙规定》进行了修订; nothing when only the amended document itself is named."""
    for old in inside:
        lead, rest = words.text[begin : old.begin], words.text[old.end : end].lstrip("》")
        match = _AMENDS.search(lead)
        if not match or (not match.group().startswith("修") and not _AMENDED.match(rest)):
            continue
        before = [
            m
            for m in inside
            if m.end <= begin + match.start() and (m.name or m.text) != (old.name or old.text)
        ]
        this = _THIS.search(lead)
        subject = documents.this(this.group("kind"), begin) if this else (before[-1] if before else None)
        if subject and documents.main and _OPENS.match(words.text, begin, end):
            subject = documents.main  # 根据《甲决定》，本会决定对《乙条例》…: the page's own document amends
        yield from _relate(words, subject, Predicate.AMENDS, [old], "policy.amended")


def _by_title(words: Words, documents: Documents) -> Iterator[Relation]:
    """关于修改〈甲条例〉的决定 amends 甲条例, 转发某部关于乙意见的通知 passes on 乙, where the page names them."""
    for policy in documents.policies:
        for pattern, predicate in ((_SELF_AMENDING, Predicate.AMENDS), (_PASSES_ON, Predicate.TRANSMITS)):
            match = pattern.search(policy.text)
            old = match.group("old").strip("《》〈〉") if match else ""
            found = [
                m
                for m in documents.policies
                if old
                and m.type is EntityType.POLICY
                and m.text != policy.text
                and m.text in (old, old.split("关于", 1)[-1], "关于" + old.split("关于", 1)[-1])
            ]
            yield from _relate(words, policy, predicate, found[:1], "policy.titled")


def _relate(
    words: Words, subject: Mention | None, predicate: Predicate, objects: Sequence[Mention], rule: str
) -> Iterator[Relation]:
    for found in objects:
        if subject is not None and (found.name or found.text) != (subject.name or subject.text):
            yield Relation(subject, predicate, found, Evidence(*words.sentence(found.begin), rule))
