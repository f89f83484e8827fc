"""Posts: who is what where, from titles before a name, after it, and in appointments and careers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.titles import TITLE, title_at
from kg.extract.words import Words
from kg.knowledge import kind_of
from kg.records import Article, EntityType, Evidence, Mention, Post, Ref

_DESCRIPTOR = re.compile(r"^[^，。；、：！？\s（）()“”《》的]{1,10}$")
_STATUS = re.compile(r"^(?:原|前任?|时任|现任|候任|已故)")
_NO_POST = re.compile(r"(?:记者|通讯员|编辑|摄影|作者|评论员)$")
_HEAD_OF_PLACE = re.compile(r"(?:总统|首相|总理|国王|女王|主席|外长|财长|防长|部长|大臣|国务卿|议长|大使|省长|市长|县长|区长|州长|镇长|乡长|总督|王储|领导人|书记|特使|发言人)$")
_ANAPHOR = re.compile(r"(?:该|本)?(?P<kind>公司|集团|企业|校|学校|学院|大学|院|医院|研究院|所|研究所|局|部|中心|协会|商会|学会|行|银行|馆|厂)(?:的|党委)?$")
_KINDS = {"公司": "Company", "集团": "Company", "企业": "Company", "行": "Company", "银行": "Company", "厂": "Company", "协会": "Association", "商会": "Association",
          "学会": "Association", "局": "GovernmentBody", "部": "GovernmentBody"}  # fmt: skip

_TAKES = r"(?:现任|曾任|历任|先后担任|先后任|担任|兼任|出任|就任|接任|升任|转任|调任|改任|当选为?|受聘为|获任|任|是|为|系)"
_AFTER = re.compile(rf"^(?:同志|先生|女士)?(?:[（(](?=[^（）()]{{2,30}}[）)])|，?(?:目前|此前|曾经?|还|也|已|正式|将|拟|又)?{_TAKES})(?P<rest>[^。；\n]{{2,160}})")
_DIRECT = re.compile(r"^(?:同志)?(?P<title>总书记|国家主席|主席|委员长|总理|副总理|国务委员|省长|市长|部长|外长|总统|首相|国王|书记|院士|教授|博士|主任|局长|行长|院长|校长|大使|老师)(?![\u4e00-\u9fff]?长|团|国|级|府|任|处|室|论坛|说法)")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A title with the organization that the text puts right before it, if it does."""

    title: str
    organization: Mention | None
    own: bool  # whether an organization, or a word for one, stands before this very title


class _Context:
    """The mentions of an article by where they begin and end."""

    def __init__(self, words: Words, mentions: Sequence[Mention]):
        self.words = words
        self.text = words.text
        self.mentions = [m for m in mentions if m.type is not EntityType.EVENT]
        self.ending = {m.end: m for m in self.mentions}
        self.beginning = {m.begin: m for m in self.mentions}

    def employer_before(self, offset: int) -> Mention | None:
        """The organization or place whose name ends at `offset`."""
        mention = self.ending.get(offset)
        return mention if mention and mention.type in (EntityType.ORGANIZATION, EntityType.PLACE) else None

    def last_organization(self, offset: int, subtype: str | None) -> Mention | None:
        """The organization of that subtype named last before `offset`: what 该公司 stands for."""
        found = [m for m in self.mentions if m.end <= offset and m.type is EntityType.ORGANIZATION and m.subtype in (subtype, None if subtype is None else subtype)]
        return found[-1] if found else None


def posts(article: Article, words: Words, mentions: Sequence[Mention]) -> tuple[Post, ...]:
    """Return the posts that an article states; reporters have none.

    Example: 科技部党组书记、部长阴和俊 gives 党组书记 and 部长, both of 科技部.
    """
    context = _Context(words, mentions)
    bylines = {(b.begin, b.end) for b in article.bylines}
    found: list[Post] = []
    previous: list[_Claim] = []
    last_end = -1
    for person in (m for m in mentions if m.type is EntityType.PERSON):
        if (person.begin, person.end) in bylines:
            continue
        claims = _before(context, person.begin) or _after(context, person)
        if not claims and previous and context.text[last_end : person.begin] in ("、", "和", "，"):
            claims = previous
        elif not claims:
            claims = _direct(context, person)
        evidence = words.sentence(person.begin)
        for claim in claims:
            found.append(_post(person, claim, Evidence(*evidence, "post.title")))
        previous, last_end = claims, person.end
    return tuple(dict.fromkeys(found))


def _post(person: Mention, claim: _Claim, evidence: Evidence) -> Post:
    organization: Ref | None = claim.organization
    return Post(person, claim.title, organization, evidence)


def _before(context: _Context, begin: int) -> list[_Claim]:
    """Titles that stand right before a name, back over 、 and 兼, each with its organization."""
    claims: list[_Claim] = []
    end = begin
    while True:
        claim, start = _claim_ending(context, end)
        if claim is None:
            break
        claims.append(claim)
        step = start
        while step > 0 and context.text[step - 1] in " \u3000":
            step -= 1
        if context.text[step - 1 : step] in ("、", "兼", "，") and step > 0:
            if context.text[step - 1] == "，" and not claim.own:
                break
            end = step - 1
            if context.text[step - 1] == "，" and _claim_ending(context, end)[0] is None:
                break
            continue
        break
    claims.reverse()
    return _inherit(claims)


def _claim_ending(context: _Context, end: int) -> tuple[_Claim | None, int]:
    """The title that ends at `end` with its organization, and where the two begin."""
    title = title_at(context.words, end)
    if title is None or _NO_POST.search(title.text):
        return None, end
    employer = context.employer_before(title.begin)
    if employer is None:
        employer, text = _described(context, title.begin, title.text)
    else:
        text = title.text
    if employer is not None:
        if employer.type is EntityType.PLACE and not _HEAD_OF_PLACE.search(text):
            return _Claim(_clean(text), None, True), employer.begin
        return _Claim(_clean(text), employer, True), employer.begin
    anaphor = _ANAPHOR.search(context.text[max(0, title.begin - 4) : title.begin])
    if anaphor:
        kind = anaphor.group("kind")
        return _Claim(_clean(text), context.last_organization(title.begin, _KINDS.get(kind, "Institute")), True), title.begin - len(anaphor.group())
    return _Claim(_clean(text), None, False), title.begin


def _described(context: _Context, begin: int, title: str) -> tuple[Mention | None, str]:
    """An organization a few words before the title: 荣耀|销售与服务|总裁, with the words between as part of the title."""
    for back in range(1, 11):
        start = begin - back
        if start < 0 or context.text[start] in "，。；、：！？（）()“”《》\n":
            break
        employer = context.employer_before(start)
        if employer and employer.type is EntityType.ORGANIZATION and _DESCRIPTOR.match(context.text[start:begin]):
            between = context.words.between(start, begin)
            if all(w.tag in ("n", "vn", "an", "s", "f", "c", "p", "LOC", "nz", "m", "a", "q", "b", "v", "ORG") for w in between) and between[0].begin == start:
                return employer, context.text[start:begin] + title
    return None, title


def _clean(title: str) -> str:
    return _STATUS.sub("", title)


def _inherit(claims: list[_Claim]) -> list[_Claim]:
    """Titles without an organization of their own take that of the title before: 党组书记、部长."""
    out: list[_Claim] = []
    for claim in claims:
        if not claim.own and out:
            claim = _Claim(claim.title, out[-1].organization, False)
        out.append(claim)
    if out and out[0].organization is None and not out[0].own:
        later = next((c.organization for c in out if c.organization), None)
        if later and kind_of(out[0].title) == "party":
            out[0] = _Claim(out[0].title, later, False)
    return out


def _direct(context: _Context, person: Mention) -> list[_Claim]:
    """A title right behind a name: 李明主席."""
    match = _DIRECT.match(context.text[person.end : person.end + 8])
    if not match:
        return []
    following = context.beginning.get(person.end + match.end("title"))
    if following and following.type is EntityType.PERSON:
        return []
    return [_Claim(match.group("title"), None, False)]


def _after(context: _Context, person: Mention) -> list[_Claim]:
    """Posts named behind a person: 李明（某公司总经理）, 李明现任某市副市长, a career after 先后担任."""
    match = _AFTER.match(context.text[person.end : person.end + 200])
    if not match:
        return []
    begin = person.end + match.start("rest")
    rest = match.group("rest")
    if match.group().lstrip().startswith(("（", "(")):
        rest = re.split(r"[）)]", rest)[0]
    return list(_listed(context, begin, rest))


def _listed(context: _Context, begin: int, rest: str) -> Iterator[_Claim]:
    """Claims in a run of posts: 工商银行房地产信贷部副处长，计划财务部处长."""
    employer: Mention | None = None
    position = 0
    first = True
    for piece in re.split(r"(?<=[，、；（）()])", rest):
        start = begin + position
        position += len(piece)
        core = piece.rstrip("，、；（）()")
        match = re.search(rf"(?P<title>{TITLE.pattern})(?:职务|一职)?$", core)
        if not match:
            if first:
                return
            continue
        at = start + match.start("title")
        own = context.employer_before(at)
        if own is None:
            own, title = _described(context, at, match.group("title"))
        else:
            title = match.group("title")
        if own is None and first and core[: match.start("title")] and not _ANAPHOR.search(core[: match.start("title")]):
            return
        employer = own or employer
        first = False
        yield _Claim(_clean(title), employer, own is not None)
