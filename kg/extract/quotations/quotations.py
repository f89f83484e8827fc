"""Quotations: who said what, in marks or reported, before the words or after them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.quotations.turns import TITLED_SURNAME, by_pronoun, by_title, continued, transcribed
from kg.extract.quotations.utterances import NOTHING_SAID, VERBS, Marks, direct_speech, line_end, quotation
from kg.extract.words import Words
from kg.records import Article, EntityType, Mention, Post, Quotation

_SAYS = re.compile(
    rf"^(?:[（(][^（）()]{{1,12}}[）)])?(?:同志|先生|女士|教授|院士|主席|总书记|总理|部长|等)?(?P<between>[^。！？；“”\n]{{0,42}}?)(?P<verb>{VERBS})(?P<after>说|称|道|到|了|过|[^，。：:！？；“”]{{0,12}}?)?(?P<mark>[，：:。]|“|$)"
)
_ACCORDING = re.compile(r"(?:据|按照|根据|在)$")
_ACCORDING_AFTER = re.compile(r"^(?:[^，。；“”]{0,6})?(?:介绍|透露|分析|称|说|回忆|看来|的说法|预计|估计)")
_ASKED = re.compile(r"^(?:采访|获悉|了解到|问|提问)")


def quotations(
    article: Article, words: Words, mentions: Sequence[Mention], posts: Sequence[Post]
) -> tuple[Quotation, ...]:
    """Return the quotations of named persons in an article.

    Example: “市场在变好。”李明说 gives a direct one, 李明表示，市场在变好 a reported one.
    """
    bylines = {(b.begin, b.end) for b in article.bylines}
    people = [m for m in mentions if m.type is EntityType.PERSON and (m.begin, m.end) not in bylines]
    marks = list(direct_speech(words.text))
    found: dict[tuple[int, int, int], Quotation] = {}

    def take(some: Iterable[Quotation]) -> None:
        for one in some:
            words_of_page = article.text[one.begin : one.end]  # with the punctuation that the page has
            found.setdefault((one.begin, one.end, one.speaker.begin), replace(one, text=words_of_page))

    take(transcribed(words.text, people))
    for person in (p for p in people if not TITLED_SURNAME.fullmatch(p.text)):
        take(_of(article, words, person, people, marks))
    take(by_title(words, people, posts))
    spoken = {(q.begin, q.end) for q in found.values()}
    take(
        q
        for q in by_pronoun(words, people, marks, [found[k] for k in sorted(found)])
        if (q.begin, q.end) not in spoken
    )
    take(list(continued(words, people, marks, [found[k] for k in sorted(found)])))
    return tuple(found[key] for key in sorted(found))


def _of(
    article: Article, words: Words, person: Mention, people: Sequence[Mention], marks: Sequence[Marks]
) -> Iterator[Quotation]:
    text = words.text
    begin = _subject_begin(words, person.begin)
    closing = next(
        (
            m
            for m in marks
            if m.end <= begin
            and not re.search(r"[^\s，]", text[m.end : begin].replace(_lead(words, m.end, begin), ""))
        ),
        None,
    )
    sentence = words.sentence(person.begin)
    paragraph_end = line_end(text, person.end)
    says = _SAYS.match(text[person.end : min(paragraph_end, person.end + 90)])
    if says and (
        _ASKED.match(says.group("verb"))
        or _crossed(person, people, says, person.end)
        or NOTHING_SAID.match(text, person.end + says.start("verb"))
    ):
        says = None
    if says and _no_subject(text, person, says):
        says = None
    if closing and (says or text[person.end : person.end + 1] in "在以用为"):
        yield quotation(person, article.text, closing.begin + 1, closing.end - 1, True, sentence)
    if says:
        at = person.end + says.end()
        opening = next((m for m in marks if at - 1 <= m.begin <= at + 1), None)
        if opening:
            yield quotation(person, article.text, opening.begin + 1, opening.end - 1, True, sentence)
        elif says.group("mark") in "，：:" and says.group("mark"):
            end = max(sentence[1], at)
            if end - at >= 4:
                yield quotation(person, article.text, at, min(end, paragraph_end), False, sentence)
        elif not closing:
            start = person.end + says.end("verb")
            start += text[start : start + 1] in ("了", "过")
            if sentence[1] - start >= 4:
                yield quotation(person, article.text, start, sentence[1], False, sentence)
    elif _ACCORDING.search(text[max(0, begin - 2) : begin]) and _ACCORDING_AFTER.match(
        text[person.end : person.end + 12]
    ):
        start = text.find("，", person.end, sentence[1])
        if start > 0:
            yield quotation(person, article.text, start + 1, sentence[1], False, sentence)


def _lead(words: Words, begin: int, end: int) -> str:
    """The title and organization between a closing mark and a name: ”某大学教授|李明."""
    lead = words.text[begin:end]
    return lead if len(lead) <= 48 and not re.search(r"[。！？；“”\n]", lead) else ""


def _subject_begin(words: Words, begin: int) -> int:
    """Where the clause that the name stands in begins: past titles and organizations before it."""
    start = begin
    while start > 0 and words.text[start - 1] not in "，。！？；：“”\n":
        start -= 1
    return start


def _crossed(person: Mention, people: Sequence[Mention], says: re.Match[str], base: int) -> bool:
    """Whether another person stands between the name and the verb, who then is the speaker."""
    verb = base + says.start("verb")
    between = says.group("between")
    joined = re.match(r"^[、和与]", between) is not None
    return not joined and any(person.end <= p.begin < verb for p in people)


_OBJECT = re.compile(r"(?:对|向|给|给予|把|被|让|同|跟|引用|翻译|采访|源于|针对|关于|感谢|祝贺|会见|邀请)$")
_POSSESSED = re.compile(r"^的(?!说法|话|看法|观点)")


def _no_subject(text: str, person: Mention, says: re.Match[str]) -> bool:
    """Whether the name before the verb is not who speaks: 普京的发言人否认…, 对李明来说, a verb inside a title in 《》."""
    between = text[person.end : person.end + says.start("verb")]
    quoted_title = between.count("《") > between.count("》")
    return (
        quoted_title
        or _POSSESSED.match(between) is not None
        or _OBJECT.search(text[max(0, person.begin - 3) : person.begin]) is not None
    )
