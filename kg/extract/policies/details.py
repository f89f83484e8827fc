"""Number, date of issue and validity of policies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.policies.documents import KINDS, NUMBER, Documents, safe_date
from kg.extract.policies.enactments import trigger_of
from kg.extract.posts.appointments import day_of
from kg.extract.words import Words
from kg.records import Article, Evidence, Mention, PolicyDetails

_NUMBERED = re.compile(rf"^[”》]?[（(]\s?{NUMBER.pattern}\s?[）)]")
_DAY = r"(?:(?P<y{0}>\d{{4}})年)?(?P<m{0}>\d{{1,2}})月(?P<d{0}>\d{{1,2}})日"
_FROM_TO = re.compile(rf"自{_DAY.format(1)}(?:起)?(?:施行|实施|执行)?，?(?:至|到){_DAY.format(2)}")
_FROM = re.compile(
    rf"(?:自|从|将于|于)?{_DAY.format(1)}(?:起|零时起)?(?:正式|开始|全面)*(?:施行|实施|执行|生效)"
)
_UNTIL = re.compile(rf"(?:有效期(?:截?至|到)|执行(?:期限)?至|实施期限至|有效至){_DAY.format(2)}")
_YEARS = re.compile(r"(?:有效期|试行期|执行期限)(?:为)?(?P<years>\d{1,2}|[一二两三四五六七八九十])年")
_FROM_ISSUE = re.compile(r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|执行|生效)")
_THIS = re.compile(rf"(?:本|此|该)(?P<kind>{KINDS})")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_EXPLICIT = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|(?<![\d月])\d{1,2}日|今天|今日")


@dataclass(slots=True)
class _Found:
    """What sentences say of one policy."""

    policy: Mention
    evidence: Evidence
    number: str | None = None
    issued: date | None = None
    start: date | None = None
    end: date | None = None


def policy_details(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[PolicyDetails, ...]:
    """Return number, date of issue and validity of the policies of an article, one record a policy and sentence.

    Example: 《…管理办法》（财建〔2026〕5号）自2026年3月1日起施行，有效期5年 gives number, start and end (2031-02-28).
    """
    documents = Documents(article, words.text, mentions)
    found = [
        *_numbers(words, documents),
        *_dates(article, words, documents),
        *_validity(article, words, documents),
    ]
    return tuple(
        dict.fromkeys(PolicyDetails(f.policy, f.evidence, f.number, f.issued, f.start, f.end) for f in found if f.number or f.issued or f.start or f.end)
    )  # fmt: skip


def _numbers(words: Words, documents: Documents) -> Iterator[_Found]:
    for policy in documents.policies:
        match = _NUMBERED.match(words.text[policy.end : policy.end + 40])
        if match:
            yield _Found(
                policy,
                Evidence(*words.sentence(policy.begin), "policy.numbered"),
                number=_compact(match.group("number")),
            )
    if documents.main and documents.number:
        at = words.text.find(documents.number.group("number"))
        yield _Found(
            documents.main,
            Evidence(*words.sentence(max(at, 0)), "policy.numbered"),
            number=_compact(documents.number.group("number")),
        )


def _dates(article: Article, words: Words, documents: Documents) -> Iterator[_Found]:
    """Day of issue: the signature's, or a day in the clause of the verb of issuing."""
    issued = documents.issued()
    if issued and documents.signed and documents.signers:
        for policy in (documents.main, documents.printed):
            if policy:
                yield _Found(
                    policy,
                    Evidence(*words.sentence(documents.signed.start("date")), "policy.signed"),
                    issued=issued,
                )
    for policy in documents.policies:
        begin, end = words.sentence(policy.begin)
        trigger = trigger_of(words.text, begin, policy)
        if trigger is None or not re.search(
            r"印发|发布|公布|颁布|下发|出台|通过|签署", words.text[trigger : policy.begin]
        ):
            continue
        clause = words.text[begin:trigger]
        days = list(_EXPLICIT.finditer(clause))
        if (
            days
            and not re.search(r"[；。]", clause[days[-1].end() :])
            and not re.search(r"电\s*（|截至", clause[max(0, days[-1].start() - 8) : days[-1].end() + 3])
        ):
            day = day_of(clause[days[-1].start() :], article.date)
            if day:
                yield _Found(policy, Evidence(begin, end, "policy.dated"), issued=day)


def _validity(article: Article, words: Words, documents: Documents) -> Iterator[_Found]:
    for begin, end in words.sentences:
        sentence = words.text[begin:end]
        span, start_only, until, years = (p.search(sentence) for p in (_FROM_TO, _FROM, _UNTIL, _YEARS))
        at = min((m.start() for m in (span, start_only, until, years) if m), default=-1)
        if at < 0:
            continue
        policy = _about(words, documents, begin, begin + at)
        if policy is None:
            continue
        start = _date(span or start_only, "1", article.date, None) if span or start_only else None
        stop = _date(span or until, "2", article.date, start) if span or until else None
        if stop is None and years and start:
            stop = _after(start, years.group("years"))
        yield _Found(policy, Evidence(begin, end, "policy.valid"), start=start, end=stop)
    issued = documents.issued()
    match = _FROM_ISSUE.search(words.text)
    own = documents.printed or documents.main
    if match and issued and own and documents.signers:
        yield _Found(own, Evidence(*words.sentence(match.start()), "policy.valid"), start=issued)


def _about(words: Words, documents: Documents, begin: int, at: int) -> Mention | None:
    """The policy whose validity is stated at `at`: 本办法, the one named last in the sentence or opening the paragraph."""
    this = list(_THIS.finditer(words.text, begin, at))
    if this:
        return documents.this(this[-1].group("kind"), at)
    before = [
        m
        for m in documents.policies
        if begin <= m.begin and m.end <= at and not re.search(r"废止", words.text[m.end : at])
    ]
    if before:
        return (
            before[0]
            if len(before) > 1 and re.search(r"根据|依据|按照", words.text[before[0].end : before[-1].begin])
            else before[-1]
        )
    paragraph = words.text.rfind("\n", 0, begin) + 1
    earlier = [
        m
        for m in documents.policies
        if paragraph <= m.begin and m.end <= begin and m.rule.startswith("policy.marked")
    ]
    subject = re.match(rf"(?:该|上述|新|补贴|优惠)?(?:{KINDS})?(?:将)?", words.text[begin:at])
    return earlier[-1] if earlier and subject and subject.end() == at - begin else None


def _date(match: re.Match[str] | None, index: str, issued: date | None, after: date | None) -> date | None:
    """The day of a group of a match; without a year, that of the day before it or of the report."""
    if match is None:
        return None
    year = match.group(f"y{index}") or (str(after.year) if after else str(issued.year) if issued else None)
    return safe_date(year, match.group(f"m{index}"), match.group(f"d{index}")) if year else None


def _after(start: date, years: str) -> date:
    """The last day of so many years from `start`."""
    number = int(years) if years.isdigit() else _NUMERALS[years]
    try:
        return start.replace(year=start.year + number) - timedelta(days=1)
    except ValueError:
        return start.replace(year=start.year + number, day=28)


def _compact(number: str) -> str:
    return re.sub(r"\s", "", number)
