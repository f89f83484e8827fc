"""Quotations: who said what, in marks or reported, before the words or after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.words import Words
from kg.records import Article, EntityType, Evidence, Mention, Quotation

_VERBS = "表示|说道|说|介绍|指出|认为|强调|称|坦言|透露|告诉|回应|回答|提出|建议|呼吁|评价|分析|解释|补充|举例|感慨|感叹|直言|判断|预计|预测|宣布|重申|谈到|提到|看来|写道|期待|希望|披露|点赞|总结|形容|承诺|警告|主张|声明|证实|否认"
_SAYS = re.compile(
    rf"^(?:[（(][^（）()]{{1,12}}[）)])?(?:同志|先生|女士|教授|院士|主席|总书记|总理|部长|等)?(?P<between>[^。！？；“”\n]{{0,42}}?)(?P<verb>{_VERBS})(?P<after>说|称|道|到|了|过|[^，。：:！？；“”]{{0,12}}?)?(?P<mark>[，：:。]|“|$)"
)
_ACCORDING = re.compile(r"(?:据|按照|根据|在)$")
_ACCORDING_AFTER = re.compile(r"^(?:[^，。；“”]{0,6})?(?:介绍|透露|分析|称|说|回忆|看来|的说法|预计|估计)")
_OTHER_SUBJECT = re.compile(r"[，、](?:记者|他们|有人|大家|其他)|向记者|对记者|接受")
_ASKED = re.compile(r"^(?:采访|获悉|了解到|问|提问)")


@dataclass(frozen=True, slots=True)
class _Marks:
    """A run of direct speech `begin:end` with its marks."""

    begin: int
    end: int


def quotations(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Return the quotations of named persons in an article.

    Example: “市场在变好。”李明说 gives a direct one, 李明表示，市场在变好 a reported one.
    """
    people = [m for m in mentions if m.type is EntityType.PERSON]
    bylines = {(b.begin, b.end) for b in article.bylines}
    marks = list(_direct_speech(words.text))
    found: dict[tuple[int, int, int], Quotation] = {}
    for person in people:
        if (person.begin, person.end) in bylines:
            continue
        for quotation in _of(article, words, person, people, marks):
            found.setdefault((quotation.begin, quotation.end, person.begin), quotation)
    for quotation in _by_pronoun(article, words, people, marks):
        found.setdefault((quotation.begin, quotation.end, quotation.speaker.begin), quotation)
    return tuple(found[key] for key in sorted(found))


_PRONOUN = re.compile(rf"^[他她](?:{_VERBS})")


def _by_pronoun(article: Article, words: Words, people: Sequence[Mention], marks: Sequence[_Marks]) -> Iterator[Quotation]:
    """“…”他说: the person named last before the words, in the same paragraph."""
    taken = {(b.begin, b.end) for b in article.bylines}
    for mark in marks:
        if not _PRONOUN.match(words.text[mark.end : mark.end + 6]):
            continue
        paragraph = words.text.rfind("\n", 0, mark.begin)
        before = [p for p in people if paragraph < p.begin and p.end <= mark.begin and (p.begin, p.end) not in taken]
        if before:
            yield _quotation(before[-1], article.text, mark.begin + 1, mark.end - 1, True, words.sentence(mark.end))


def _direct_speech(text: str) -> Iterator[_Marks]:
    """Runs in “” that hold a clause; single quoted words are names or emphasis."""
    for match in re.finditer(r"“[^“”]*”", text):
        inner = match.group()[1:-1]
        if len(inner) >= 8 and re.search(r"[，。！？、]", inner) or inner.endswith(("。", "！", "？", "，")):
            yield _Marks(match.start(), match.end())


def _of(article: Article, words: Words, person: Mention, people: Sequence[Mention], marks: Sequence[_Marks]) -> Iterator[Quotation]:
    text = words.text
    begin = _subject_begin(words, person.begin)
    closing = next((m for m in marks if m.end <= begin and not re.search(r"[^\s，]", text[m.end : begin].replace(_lead(words, m.end, begin), ""))), None)
    sentence = words.sentence(person.begin)
    paragraph_end = _line_end(text, person.end)
    says = _SAYS.match(text[person.end : min(paragraph_end, person.end + 90)])
    if says and (_ASKED.match(says.group("verb")) or _crossed(person, people, says, person.end)):
        says = None
    if closing and (says or text[person.end : person.end + 1] in "在以用为"):
        yield _quotation(person, article.text, closing.begin + 1, closing.end - 1, True, sentence)
    if says:
        at = person.end + says.end()
        opening = next((m for m in marks if at - 1 <= m.begin <= at + 1), None)
        if opening:
            yield _quotation(person, article.text, opening.begin + 1, opening.end - 1, True, sentence)
        elif says.group("mark") in "，：:" and says.group("mark"):
            end = max(sentence[1], at)
            if end - at >= 4:
                yield _quotation(person, article.text, at, min(end, paragraph_end), False, sentence)
        elif not closing:
            start = person.end + says.end("verb")
            if sentence[1] - start >= 4:
                yield _quotation(person, article.text, start, sentence[1], False, sentence)
    elif _ACCORDING.search(text[max(0, begin - 2) : begin]) and _ACCORDING_AFTER.match(text[person.end : person.end + 12]):
        start = text.find("，", person.end, sentence[1])
        if start > 0:
            yield _quotation(person, article.text, start + 1, sentence[1], False, sentence)


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


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _quotation(person: Mention, text: str, begin: int, end: int, direct: bool, sentence: tuple[int, int]) -> Quotation:
    rule = "quotation.direct" if direct else "quotation.reported"
    return Quotation(person, text[begin:end], begin, end, direct, Evidence(*sentence, rule))
