"""Words whose speaker is not named beside them: transcripts, pronouns, a surname with a title, speech that goes on."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.quotations.utterances import VERBS, Marks, line_end, quotation
from kg.extract.words import Words
from kg.knowledge import words as word_list
from kg.records import Mention, Post, Quotation

_PRONOUN_AFTER = re.compile(rf"^[他她](?:[^，。；：“”]{{0,6}}?)(?:{VERBS})")
_PRONOUN_BEFORE = re.compile(
    rf"(?:^|[，。！？；”\n])[^，。！？；“”\n]{{0,8}}?[他她](?:[^。！？；“”\n]{{0,20}}?)(?:{VERBS}|感受|回答|体会|心声|一番话)[^，。！？；“”]{{0,8}}[：，]?$"
)
_PRONOUN_SAYS = re.compile(
    rf"(?:(?<=[。！？”\n；])|^)(?:同时，|此外，|对此，)?[他她](?:还|也|同时|进一步|随后|接着|最后|强调)?(?:{VERBS})(?:说|称|道|，)(?P<words>[^。\n“”]{{4,}}。?)"
)
_TITLES = "部长|副部长|主任|副主任|局长|副局长|司长|市长|省长|县长|书记|院长|校长|教授|院士|总经理|董事长|经理|总裁|会长|主席|总理|总统|所长|处长|科长|行长|厅长|博士|研究员|老师|医生|大使|秘书长"
TITLED_SURNAME = re.compile(rf"[\u4e00-\u9fff](?:{_TITLES})")
"""A surname with a title for a name: 王部长."""

_SURNAMED = re.compile(
    rf"(?:(?<=[。！？；”，\n])|^)(?P<surname>[\u4e00-\u9fff])(?P<title>{_TITLES})(?:[^。！？；“”\n]{{0,12}}?)(?:{VERBS})(?:说|称|道)?(?P<mark>[，：。])"
)


def transcribed(text: str, people: Sequence[Mention]) -> Iterator[Quotation]:
    """Turns of a transcript: a line that opens with a name and a colon.

    Example: 周立民：我们将继续推进。
    """
    for person in people:
        if (person.begin == 0 or text[person.begin - 1] == "\n") and text[
            person.end : person.end + 1
        ] == "：":
            end = line_end(text, person.end)
            if end - person.end > 9 and not re.match(
                r"：(?:[男女][，、]|\d|[^，。]{0,12}$)", text[person.end : end]
            ):
                yield quotation(person, text, person.end + 1, end, True, (person.begin, end))


def by_pronoun(
    words: Words, people: Sequence[Mention], marks: Sequence[Marks], before: Sequence[Quotation]
) -> Iterator[Quotation]:
    """“…”他说, 她的感受是：“…” and 他说，…: of who spoke last, else of the person named last in the paragraph."""
    text = words.text
    for mark in marks:
        paragraph = text.rfind("\n", 0, mark.begin) + 1
        if _PRONOUN_AFTER.match(text[mark.end : mark.end + 14]) or _PRONOUN_BEFORE.search(
            text[paragraph : mark.begin]
        ):
            speaker = _meant(text, mark.begin, people, before)
            if speaker:
                yield quotation(
                    speaker, text, mark.begin + 1, mark.end - 1, True, words.sentence(mark.end - 1)
                )
    for match in _PRONOUN_SAYS.finditer(text):
        speaker = _meant(text, match.start(), people, before)
        if speaker:
            yield quotation(speaker, text, *match.span("words"), False, words.sentence(match.start("words")))


def _meant(text: str, offset: int, people: Sequence[Mention], before: Sequence[Quotation]) -> Mention | None:
    """Who 他 or 她 is at `offset`: the one person named since the start of the paragraph, else the last speaker near."""
    paragraph = text.rfind("\n", 0, offset) + 1
    here = [p for p in people if paragraph <= p.begin and p.end <= offset]
    spoken = [
        q for q in before if q.end <= offset + 1 and q.begin >= text.rfind("\n", 0, max(paragraph - 1, 0))
    ]
    if spoken and (not here or any(spoken[-1].speaker.text == p.text for p in here)):
        return spoken[-1].speaker
    subject = _subject_before(text, offset, here)
    return subject or (here[-1] if here else None)


def _subject_before(text: str, offset: int, here: Sequence[Mention]) -> Mention | None:
    """The person with whom the sentence before `offset` begins, titles before the name skipped: 甲对乙表示感谢。|他说."""
    end = offset
    while end > 0 and text[end - 1] in "。！？；”\n 　":
        end -= 1
    begin = max(text.rfind(mark, 0, end) for mark in "。！？；\n") + 1
    first = next((p for p in here if p.begin >= begin), None)
    return (
        first
        if first and not re.search(r"[，：“]", text[begin : first.begin]) and first.begin - begin < 24
        else None
    )


def by_title(words: Words, people: Sequence[Mention], posts: Sequence[Post]) -> Iterator[Quotation]:
    """王部长说，… : of the one person of the article with that surname and title."""
    surnames = set(word_list("surnames"))
    for match in _SURNAMED.finditer(words.text):
        if match.group("surname") not in surnames:
            continue
        named = {
            p.person.text: p.person
            for p in posts
            if p.person.text.startswith(match.group("surname"))
            and p.title.endswith(match.group("title"))
            and "·" not in p.person.text
        }
        begin, end = words.sentence(match.start())
        if len(named) == 1 and end - match.end() >= 4:
            yield quotation(next(iter(named.values())), words.text, match.end(), end, False, (begin, end))


def continued(
    words: Words, people: Sequence[Mention], marks: Sequence[Marks], found: Sequence[Quotation]
) -> Iterator[Quotation]:
    """Direct speech right after that of a speaker, nothing between: …李明说。“第二句。”"""
    taken = {(q.begin - 1, q.end + 1) for q in found}
    spoken = sorted(found, key=lambda q: (q.evidence.end, q.end))
    for mark in marks:
        if (mark.begin, mark.end) in taken or _ascribed(words.text, mark):
            continue
        last = next((q for q in reversed(spoken) if max(q.end, q.evidence.end) <= mark.begin + 1), None)
        if (
            last
            and not words.text[max(last.end, last.evidence.end) : mark.begin].strip("”。\n 　")
            and words.text[mark.end - 2] in "。！？…"
        ):
            spoken.append(
                quotation(
                    last.speaker, words.text, mark.begin + 1, mark.end - 1, True, words.sentence(mark.begin)
                )
            )
            spoken.sort(key=lambda q: (q.evidence.end, q.end))
            yield quotation(
                last.speaker, words.text, mark.begin + 1, mark.end - 1, True, words.sentence(mark.begin)
            )


def _ascribed(text: str, mark: Marks) -> bool:
    """Whether somebody is named as the speaker right behind the words."""
    return (
        re.match(rf"[^。！？；“”\n]{{1,40}}?(?:{VERBS})", text[mark.end : line_end(text, mark.end)])
        is not None
    )
