"""Posts: who is what where, from titles before a name and after it, in lists and careers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.posts.appointments import Changes, taken_up
from kg.extract.posts.claims import Claim, Neighbours, claim_ending, inherited, listed
from kg.extract.titles import TITLE
from kg.extract.words import Words
from kg.knowledge import kind_of
from kg.records import Article, EntityType, Evidence, Mention, Post

_TAKES = r"(?P<takes>当选(?:为|连任)?|连任|被?任命为|被选为|出任|就任|接任|升任|转任|调任|改任|拟任|获任|被聘为|受聘担任|代理)"
_HOLDS = r"(?:现任|曾任|历任|先后担任|先后任|担任|兼任|受聘为|任|是|为|系|主持工作|时任)"
_AFTER = re.compile(
    rf"^(?:同志|先生|女士)?(?:（(?P<inside>[^（）]{{2,40}})）|，?(?:目前|此前|曾经?|还|也|已|正式|将|又|全票|再次|成功|获选|同时|一直)*(?:{_TAKES}|{_HOLDS})(?P<rest>[^。；\n]{{2,160}}))"
)
_DIRECT = re.compile(
    r"^(?:同志)?(?P<title>总书记|国家主席|主席|委员长|副总理|总理|国务委员|副主席|省长|市长|部长|外长|总统|首相|国王|书记|院士|教授|副教授|博士|主任|局长|行长|院长|校长|大使|董事长|总裁|总经理|会长|研究员)(?![团国级府任处室]|论坛|说法|团队|课题组)"
)
_TEAM = re.compile(r"^(?P<title>教授|副教授|院士|研究员)(?=团队|课题组|领衔)")
_BETWEEN = re.compile(r"(?:（[^（）]{1,8}）)?(?:[、，和与及]|以及| {1,3})")
_CAREER = re.compile(
    r"(?:(?<=[。；，\n])|^)(?:[^。；，\n]{0,8}，)?[他她](?P<between>[^。\n]{0,120}?)(?:先后担任|先后任|历任|曾任|现任|担任过|曾担任|兼任)(?P<rest>[^。；\n]{4,240})"
)
_RESUME = re.compile(
    r"^(?:同志)?，?(?:男|女|[\u4e00-\u9fff]{1,3}族|(?:出生于|生于)?(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生|出生于)?)(?=[，。于出生])"
)
_HELD = re.compile(
    r"(?:先后担任|先后任|历任|曾任|现任|担任过|曾担任|兼任|担任|，任)(?P<rest>[^。；\n]{4,240})"
)
_RANK = re.compile(
    r"(?<=[，、])(?P<title>(?:正高级|教授级高级|高级|助理)?(?:研究员|工程师|经济师|会计师|农艺师|教授|副教授|编审|院士))(?=[，。、])"
)
_COLON_TITLE = re.compile(rf"(?:^|(?<=\n))(?P<title>{TITLE.pattern})：")


def posts(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[Post, ...]:
    """Return the posts that an article states; reporters have none.

    Example: 科技部党组书记、部长李明 gives 党组书记 and 部长, both of 科技部; 免去王红的某局局长职务 a removal.
    """
    context = Neighbours(words, mentions)
    bylines = {(b.begin, b.end) for b in article.bylines}
    changes = Changes(article, context)
    found: list[Post] = []
    previous: list[Claim] = []
    leaders = _Leaders()
    last: Mention | None = None
    for person in (m for m in context.people if (m.begin, m.end) not in bylines):
        evidence = Evidence(*words.sentence(person.begin), "post.title")
        changed = changes.of(person)
        found += changed
        claims = _before(context, person.begin)
        if (
            last
            and len(claims) == 1
            and previous
            and context.text[last.end : person.begin].strip("、，和及") == claims[0].title
        ):
            claims = [_beside(context, claims[0], previous[-1])]
        claims = _of_subject(context, person, leaders.completed(context, person, claims))
        if not claims and not changed:
            after = _AFTER.match(context.text[person.end : person.end + 200])
            claims = list(_behind(context, person, after)) if after else []
            if claims and after and after.group("takes"):
                found += [taken_up(article, words, person, claim) for claim in claims if not claim.bare]
                claims = []
            elif not claims:
                claims = _direct(context, person)
            if not claims and previous and last and _BETWEEN.fullmatch(context.text[last.end : person.begin]):
                claims = previous
        changes.note(person, claims)
        found += [
            Post(person, claim.title, claim.organization, evidence) for claim in claims if not claim.bare
        ]
        previous, last = claims, person
    found += _lists(words, context, bylines)
    found += _careers(words, context)
    found += _resumes(words, context)
    return _settled(found)


def _same_office(context: Neighbours, claim: Claim, start: int) -> Mention | None:
    """The other name of an office that has two: 中共中央台办、国务院台办|主任."""
    body = claim.organization
    other = context.ending.get(start - 1) if context.text[start - 1 : start] == "、" else None
    twins = isinstance(body, Mention) and other is not None and other.type is EntityType.ORGANIZATION
    return (
        other
        if twins
        and isinstance(body, Mention)
        and other
        and body.text[-2:] == other.text[-2:]
        and body.subtype == "GovernmentBody"
        else None
    )


_UNKNOWN_LEAD = re.compile(r"、(?P<lead>[\u4e00-\u9fff]{2,6})$")
_FORMER = re.compile(r"(?:原|前|时任|现任)$")
"""What may stand between a comma and the body of a title: 高级研究员、原|外汇局司长管涛."""


def _of_subject(context: Neighbours, person: Mention, claims: list[Claim]) -> list[Claim]:
    """A firm's officer who opens a sentence without the firm is of the firm that opened one before in the paragraph."""
    if len(claims) != 1 or claims[0].own or claims[0].organization or kind_of(claims[0].title) != "company":
        return claims
    begin, text = person.begin - len(claims[0].title), context.text
    paragraph = text.rfind("\n", 0, begin) + 1
    if text[begin - 1 : begin] not in ("。", "；", "\n"):
        return claims
    firms = [
        m
        for m in context.mentions
        if paragraph <= m.begin
        and m.end < begin
        and m.subtype == "Company"
        and text[m.begin - 1 : m.begin] in ("。", "\n", " ", "\u3000", "")
    ]
    return [Claim(claims[0].title, firms[-1], False)] if firms else claims


class _Leaders:
    """Who leads which body in a paragraph, so that 副主任 and 秘书长 further on are of the body whose 主任 came before."""

    def __init__(self) -> None:
        self._paragraph = -1
        self._bodies: dict[str, Mention | str] = {}

    def completed(self, context: Neighbours, person: Mention, claims: list[Claim]) -> list[Claim]:
        """The claims, a deputy's without a body given that of the leader; notes the leaders among them."""
        paragraph = context.text.rfind("\n", 0, person.begin)
        if paragraph != self._paragraph:
            self._paragraph, self._bodies = paragraph, {}
        out = []
        for claim in claims:
            body = (
                self._bodies.get(_led(claim.title)) if not claim.own and claim.organization is None else None
            )
            out.append(Claim(claim.title, body, False) if body else claim)
            if claim.organization is not None and claim.title in _LED:
                self._bodies[claim.title] = claim.organization
        return out


_LED = frozenset("主任 主席 局长 院长 校长 检察长 董事长 总经理 会长 理事长 司令员 行长 厅长 部长".split())


def _led(title: str) -> str:
    """The leader's title beside a deputy's: 主任 for 副主任 and for the 秘书长 of a congress."""
    return (
        "主任" if title == "秘书长" else re.sub("^(?:常务|专职|兼职)?副", "", title) if "副" in title else ""
    )


_CHIEF = re.compile(
    r"副?(?:校长|院长|所长|董事长|总经理|总裁|行长|局长|厅长|部长|主任|市长|县长|区长|省长|州长|镇长|乡长)"
)
"""Who leads a body beside the secretary of its party committee."""


def _settled(found: Sequence[Post]) -> tuple[Post, ...]:
    """Without repetitions: what a change says is not said again plainly."""
    changes = {(p.person, p.title, p.organization) for p in found if p.change}
    return tuple(
        dict.fromkeys(p for p in found if p.change or (p.person, p.title, p.organization) not in changes)
    )


def _before(context: Neighbours, begin: int) -> list[Claim]:
    """Titles that stand right before a name, back over 、 and 兼, each with its organization."""
    claims: list[Claim] = []
    end = begin
    while True:
        claim, start = claim_ending(context, end)
        if claim is None:
            break
        if claims and claim.title == "负责人":
            break  # 某法院负责人、某检察院检察长甲: somebody else, who is not named
        claims.append(claim)
        other = _same_office(context, claim, start)
        if other:
            claims.append(Claim(claim.title, other, True))
            start = other.begin
        while start > 0 and context.text[start - 1] == " ":
            start -= 1
        status = _FORMER.search(context.text[max(0, start - 2) : start])
        start -= len(status.group()) if status else 0
        if (
            not claim.own
        ):  # 某委书记、|代表团|团长: a word that no rule knows for a body stands before the title
            lead = _UNKNOWN_LEAD.search(context.text[max(0, start - 10) : start])
            if lead and claim_ending(context, start - len(lead.group("lead")) - 1)[0] is not None:
                start -= len(lead.group("lead"))
                claims[-1] = Claim(claim.title, None, True)
        mark = context.text[start - 1 : start]
        if mark not in ("、", "兼", "，", "和", "与", "及", "暨") or (
            mark != "、" and mark != "兼" and (not claim.own or claim_ending(context, start - 1)[0] is None)
        ):
            break
        end = start - 1
    return _inherit(context, claims[::-1])


def _beside(context: Neighbours, claim: Claim, before: Claim) -> Claim:
    """A title without organization right after another person's takes his: 某省省长甲、副省长乙; 某校党委书记甲、校长乙."""
    alike = kind_of(claim.title) == kind_of(before.title)
    led = kind_of(before.title) == "party" and _CHIEF.fullmatch(claim.title) is not None
    if claim.organization is None and not claim.own and (alike or led):
        return Claim(claim.title, inherited(context, claim.title, before.organization), False)
    return claim


def _inherit(context: Neighbours, claims: list[Claim]) -> list[Claim]:
    """Titles without an organization of their own take that of the title before: 党组书记、部长."""
    out: list[Claim] = []
    for claim in claims:
        out.append(
            claim
            if claim.own or not out
            else Claim(claim.title, inherited(context, claim.title, out[-1].organization), False)
        )
    if out and out[0].organization is None and not out[0].own and kind_of(out[0].title) == "party":
        out[0] = Claim(out[0].title, next((c.organization for c in out if c.organization), None), False)
    return out


def _direct(context: Neighbours, person: Mention) -> list[Claim]:
    """A title right behind a name, with the organization before the name: 某大学|李明|教授."""
    match = _DIRECT.match(context.text[person.end : person.end + 8]) or _TEAM.match(
        context.text[person.end : person.end + 8]
    )
    if not match:
        return []
    following = context.beginning.get(person.end + match.end("title"))
    if following and following.type is EntityType.PERSON:
        return []
    employer = context.employer_before(person.begin)
    fitting = (
        employer
        if employer and employer.type is EntityType.ORGANIZATION and employer.end == person.begin
        else None
    )
    return [Claim(match.group("title"), fitting, fitting is not None)]


def _behind(context: Neighbours, person: Mention, match: re.Match[str]) -> Iterator[Claim]:
    """Posts named behind a person: 李明（某公司总经理）, 李明现任某市副市长, a career after 先后担任."""
    group = "inside" if match.group("inside") else "rest"
    return listed(context, person.end + match.start(group), match.group(group))


def _lists(words: Words, context: Neighbours, bylines: set[tuple[int, int]]) -> Iterator[Post]:
    """Titles that open a line and share its persons: 副组长：张三（副市长）、李四."""
    for match in _COLON_TITLE.finditer(words.text):
        line_end = words.text.find("\n", match.end())
        line_end = len(words.text) if line_end < 0 else line_end
        body = next(
            (
                m
                for m in reversed(context.mentions)
                if m.end <= match.start() and m.type is EntityType.ORGANIZATION and _GROUP_BODY.search(m.text)
            ),
            None,
        )
        rest = re.sub(r"（[^（）]*）", "", words.text[match.end() : line_end])
        named = [
            p for p in context.people if match.end() <= p.begin < line_end and (p.begin, p.end) not in bylines
        ]
        for person in named:
            rest = rest.replace(person.text, "", 1)
        if named and not re.sub(r"[\s、，；。　]", "", rest):
            for person in named:
                yield Post(
                    person, match.group("title"), body, Evidence(*words.sentence(person.begin), "post.listed")
                )


_GROUP_BODY = re.compile(r"(?:小组|委员会|指挥部|理事会|协会|学会|专班|领导小组|联席会议|董事会|监事会)$")


def _careers(words: Words, context: Neighbours) -> Iterator[Post]:
    """The posts that a sentence about 他 or 她 lists, given to the person named last before it."""
    for match in _CAREER.finditer(words.text):
        person = next((m for m in reversed(context.people) if m.end <= match.start()), None)
        if person and not any(match.start() <= m.begin < match.start("rest") for m in context.people):
            evidence = Evidence(*words.sentence(match.start("rest")), "post.career")
            for claim in listed(context, match.start("rest"), match.group("rest")):
                if not claim.bare:
                    yield Post(person, claim.title, claim.organization, evidence)


def _resumes(words: Words, context: Neighbours) -> Iterator[Post]:
    """The posts of a curriculum: 李明，男，1970年5月生，研究员，曾任某大学副校长，某市副市长."""
    for person in context.people:
        if not _RESUME.match(words.text[person.end : person.end + 24]):
            continue
        end = words.text.find("\n", person.end)
        end = len(words.text) if end < 0 else end
        following = [m.begin for m in context.people if person.end < m.begin < end and m.text != person.text]
        end = min([end, *following])
        first = words.sentence(person.begin)
        for match in _RANK.finditer(words.text, person.end, min(end, first[1])):
            yield Post(person, match.group("title"), None, Evidence(*first, "post.career"))
        for match in _HELD.finditer(words.text, person.end, end):
            evidence = Evidence(*words.sentence(match.start("rest")), "post.career")
            for claim in listed(context, match.start("rest"), match.group("rest")):
                if not claim.bare:
                    yield Post(person, claim.title, claim.organization, replace(evidence))
