"""Posts: who is what where, from titles before a name and after it, and who takes up or leaves a post."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kg.extract.claims import Claim, Neighbours, claim_ending, listed
from kg.extract.words import Words
from kg.knowledge import kind_of
from kg.records import Article, EntityType, Evidence, Mention, Post

_TAKES = r"(?P<takes>当选为?|被?任命为|出任|就任|接任|升任|转任|调任|改任|拟任|获任)"
_HOLDS = r"(?:现任|曾任|历任|先后担任|先后任|担任|兼任|受聘为|任|是|为|系)"
_AFTER = re.compile(
    rf"^(?:同志|先生|女士)?(?:（(?P<inside>[^（）]{{2,40}})）|，?(?:目前|此前|曾经?|还|也|已|正式|将|又|全票|再次)*(?:{_TAKES}|{_HOLDS})(?P<rest>[^。；\n]{{2,160}}))"
)
_DIRECT = re.compile(
    r"^(?:同志)?(?P<title>总书记|国家主席|主席|委员长|副总理|总理|国务委员|副主席|省长|市长|部长|外长|总统|首相|国王|书记|院士|教授|博士|主任|局长|行长|院长|校长|大使)(?![团国级府任处室]|论坛|说法)"
)
_APPOINTS = re.compile(r"(?:任命|提名|聘任|选举|推选|委任)$")
_AS = re.compile(r"^(?:同志)?(?:为|任|担任|出任)(?P<rest>[^。；\n]{2,80})")
_REMOVES = re.compile(r"(?:免去|撤销|罢免|解除)$")
_OF = re.compile(r"^(?:同志)?(?:的|担任的)?(?P<rest>[^。；\n，]{2,60}?)(?:职务|一职)")
_LEAVES = re.compile(r"^(?:同志)?，?(?:因[^，。]{1,12}，)?(?:不再担任|不再兼任|辞去|卸任)(?P<rest>[^。；\n，]{2,60}?)(?:职务|一职|[，。；]|$)")
_LISTED = ("、", "，", "和")
_CAREER = re.compile(r"(?:(?<=[。；，\n])|^)(?:[^。；，\n]{0,8}，)?[他她](?P<between>[^。\n]{0,120}?)(?:先后担任|先后任|历任|曾任|现任|担任过)(?P<rest>[^。；\n]{4,240})")


def posts(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[Post, ...]:
    """Return the posts that an article states; reporters have none.

    Example: 科技部党组书记、部长李明 gives 党组书记 and 部长, both of 科技部; 免去王红的某局局长职务 a removal.
    """
    context = Neighbours(words, mentions)
    bylines = {(b.begin, b.end) for b in article.bylines}
    found: list[Post] = []
    previous: list[Claim] = []
    last_end, last_verb = -1, ""
    for person in (m for m in mentions if m.type is EntityType.PERSON and (m.begin, m.end) not in bylines):
        evidence = Evidence(*words.sentence(person.begin), "post.title")
        change, verb = _changes(context, person, last_verb if _listing(context, last_end, person) else "")
        found += [_changed(article, words, person, claim, kind) for claim, kind in change]
        last_verb = verb
        claims = _before(context, person.begin)
        if not claims and not change:
            after = _AFTER.match(context.text[person.end : person.end + 200])
            claims = list(_behind(context, person, after)) if after else []
            if claims and after and after.group("takes"):
                found += [_changed(article, words, person, claim, "Appointed") for claim in claims]
                claims = []
            elif not claims:
                claims = _direct(context, person)
            if not claims and previous and context.text[last_end : person.begin] in _LISTED:
                claims = previous
        found += [Post(person, claim.title, claim.organization, evidence) for claim in claims]
        previous, last_end = claims, person.end
    found += _careers(words, context)
    return tuple(dict.fromkeys(found))


def _careers(words: Words, context: Neighbours) -> Iterator[Post]:
    """The posts that a sentence about 他 or 她 lists, given to the person named last before it."""
    people = [m for m in context.mentions if m.type is EntityType.PERSON]
    for match in _CAREER.finditer(words.text):
        person = next((m for m in reversed(people) if m.end <= match.start()), None)
        if person and not any(match.start() <= m.begin < match.start("rest") for m in people):
            evidence = Evidence(*words.sentence(match.start("rest")), "post.career")
            for claim in listed(context, match.start("rest"), match.group("rest")):
                yield Post(person, claim.title, claim.organization, evidence)


def _before(context: Neighbours, begin: int) -> list[Claim]:
    """Titles that stand right before a name, back over 、 and 兼, each with its organization."""
    claims: list[Claim] = []
    end = begin
    while True:
        claim, start = claim_ending(context, end)
        if claim is None:
            break
        claims.append(claim)
        while start > 0 and context.text[start - 1] == " ":
            start -= 1
        mark = context.text[start - 1 : start]
        if mark not in ("、", "兼", "，") or (mark == "，" and (not claim.own or claim_ending(context, start - 1)[0] is None)):
            break
        end = start - 1
    return _inherit(claims[::-1])


def _inherit(claims: list[Claim]) -> list[Claim]:
    """Titles without an organization of their own take that of the title before: 党组书记、部长."""
    out: list[Claim] = []
    for claim in claims:
        out.append(claim if claim.own or not out else Claim(claim.title, out[-1].organization, False))
    if out and out[0].organization is None and not out[0].own and kind_of(out[0].title) == "party":
        out[0] = Claim(out[0].title, next((c.organization for c in out if c.organization), None), False)
    return out


def _direct(context: Neighbours, person: Mention) -> list[Claim]:
    """A title right behind a name: 李明主席."""
    match = _DIRECT.match(context.text[person.end : person.end + 8])
    if not match:
        return []
    following = context.beginning.get(person.end + match.end("title"))
    if following and following.type is EntityType.PERSON:
        return []
    return [Claim(match.group("title"), None, False)]


def _behind(context: Neighbours, person: Mention, match: re.Match[str]) -> Iterator[Claim]:
    """Posts named behind a person: 李明（某公司总经理）, 李明现任某市副市长, a career after 先后担任."""
    group = "inside" if match.group("inside") else "rest"
    return listed(context, person.end + match.start(group), match.group(group))


def _listing(context: Neighbours, last_end: int, person: Mention) -> bool:
    """Whether a verb before the last person still governs this one: 免去甲的局长职务、乙的处长职务."""
    return last_end >= 0 and re.fullmatch(r"[^。；\n]{0,40}(?:职务|一职)?[、，]", context.text[last_end : person.begin]) is not None


def _changes(context: Neighbours, person: Mention, verb: str) -> tuple[list[tuple[Claim, str]], str]:
    """Posts that the text says a person takes up or leaves, and the verb that may govern the next person too."""
    before, after = context.text[max(0, person.begin - 6) : person.begin], context.text[person.end : person.end + 90]
    if _APPOINTS.search(before) or (verb == "appoint" and not _REMOVES.search(before)):
        match = _AS.match(after)
        if match:
            return [(c, "Appointed") for c in listed(context, person.end + match.start("rest"), match.group("rest"))], "appoint"
    if _REMOVES.search(before) or verb == "remove":
        match = _OF.match(after)
        if match:
            return [(c, "Removed") for c in listed(context, person.end + match.start("rest"), match.group("rest"))], "remove"
    match = _LEAVES.match(after)
    if match:
        return [(c, "Removed") for c in listed(context, person.end + match.start("rest"), match.group("rest"))], ""
    return [], ""


def _changed(article: Article, words: Words, person: Mention, claim: Claim, change: str) -> Post:
    """A post taken up or left, dated when the sentence gives the day."""
    begin, end = words.sentence(person.begin)
    day = _day(words.text[begin:end], article.date)
    start, stop = (day, None) if change == "Appointed" else (None, day)
    return Post(person, claim.title, claim.organization, Evidence(begin, end, "post.change"), start, stop, change)


_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日|(?<![\d月])(?P<only>\d{1,2})日|(?P<today>今天|今日|当天)")


def _day(sentence: str, issued: date | None) -> date | None:
    """The day a sentence names, its year and month from the date of the report; 今天 is that date."""
    match = _DATE.search(sentence)
    if not match:
        return None
    if match.group("today"):
        return issued
    if issued is None and not match.group("year"):
        return None
    year = int(match.group("year") or (issued.year if issued else 0))
    month = int(match.group("month") or (issued.month if issued else 0))
    try:
        day = date(year, month, int(match.group("day") or match.group("only")))
    except ValueError:
        return None
    return day.replace(year=day.year - 1) if issued and not match.group("year") and day > issued else day
