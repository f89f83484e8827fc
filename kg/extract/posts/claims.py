"""A title with the organization that the text gives for it: the pieces that posts are made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.titles import TITLE, Title, title_at
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import EntityType, Mention

_DESCRIPTOR = re.compile(r"^[^，。；、：！？\s（）“”《》的兼]{1,10}$")
_DESCRIBING = frozenset({"n", "vn", "an", "s", "f", "c", "p", "LOC", "nz", "m", "a", "q", "v", "ORG"})
_STATUS = re.compile(r"^(?:原|前任?|时任|现任|候任|已故|首任)")
_NO_POST = re.compile(r"(?:记者|通讯员|编辑|摄影|作者|评论员)$")
_HEAD_OF_PLACE = re.compile(
    r"(?:总统|首相|总理|国王|女王|主席|外长|财长|防长|部长|大臣|国务卿|议长|大使|省长|市长|县长|区长|州长|镇长|乡长|总督|王储|领导人|书记|特使|发言人|外相|防卫相|经产相|"
    r"国务委员|行政长官|特首|总检察长|审计长|议员|代表|领事|公使|参赞)$"
)
_ANAPHOR = re.compile(
    r"(?:该|本)?(?P<kind>公司|集团|企业|校|学校|学院|大学|院|医院|研究院|所|研究所|局|部|中心|协会|商会|学会|行|银行|馆|厂)(?:的|党委)?$"
)
_KINDS = {"公司": "Company", "集团": "Company", "企业": "Company", "行": "Company", "银行": "Company", "厂": "Company", "协会": "Association",
          "商会": "Association", "学会": "Association", "局": "GovernmentBody", "部": "GovernmentBody"}  # fmt: skip
_COMMITTEE = re.compile(r"(?:省|市|县|区|州|盟|旗|镇|乡|街道|自治区|党|工|党工|团|纪)委$")
_HEAD_OF_DIVISION = re.compile(r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长)$")
_PLACE_BODY = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,14}(?:省|市|县|区|州|盟|旗|镇|乡))(?:委|人大常委会|政协)$"
)
_OF_COMMITTEE = re.compile(r"(?:党工委|党委|工委|党组|纪委|团委)(?=(?:常务)?副?书记|常委|委员|成员)")
_BARE_COMMITTEE = re.compile(r"(?:省|自治区|市|州|盟|县|区|旗|镇|乡)委$")
_MINISTER = re.compile(r"(?:部长|大臣|国务秘书)$")
_PORTFOLIO = re.compile(r"^[\u4e00-\u9fff、]{1,11}$")
_ENVOY = re.compile(r"(?P<host>(?:常)?驻[^，。；、：“”（）\s]{1,8})$")
_WHOLE = re.compile(
    r"(?:董事长|董事会秘书|董秘|董事会主席|监事长|监事会主席|首席执行官|首席财务官|新闻发言人)$"
)
"""Titles that are of the whole body even right after one of its departments: 某行信贷部总经理、董事会秘书."""

_CALLING = re.compile(
    r"^(?!总经理)(?:首席|高级|资深|特聘|主任|主治|住院|总|名誉)?(?:教师|老师|医生|医师|护士|护士长|律师|专家|学者|[\u4e00-\u9fff]{0,3}学家|设计师|分析师|会计师|导演|主持人|教练|裁判|大师|博士|讲解员|"
    r"消防员|民警|航天员|宇航员|飞行员|船长|机长|教练员|技师|传承人|代表|顾问|秘书|经理|调度员|军官|士官|将军|发起人|队长|领队|主教练|法师|牧师|神父|住持|车间主任|班组长|药师|兽医|合伙人|策展人|法官|"
    r"班主任|劳动模范|全国劳模|观察员|评论员|店长|专员|委员|助教|导师|王子|公主|科员|办事员|学部主任)$"
)
"""Callings: without an employer they say what somebody does, and are no post."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A title and the organization it is of; `own` when an organization, or a word for one, stands before this very title."""

    title: str
    organization: Mention | str | None
    own: bool

    @property
    def bare(self) -> bool:
        """Whether this is only a calling without an employer: 退休教师."""
        return self.organization is None and _CALLING.match(self.title) is not None


class Neighbours:
    """The mentions of an article by where they begin and end."""

    def __init__(self, words: Words, mentions: Sequence[Mention]):
        self.words = words
        self.text = words.text
        self.mentions = [m for m in mentions if m.type is not EntityType.EVENT]
        self.people = [m for m in self.mentions if m.type is EntityType.PERSON]
        self.ending = {m.end: m for m in self.mentions}
        self.beginning = {m.begin: m for m in self.mentions}

    def employer_before(self, offset: int) -> Mention | None:
        """The organization or place whose name ends at `offset`, marks around it skipped."""
        while offset > 0 and self.text[offset - 1] in "”》 \u3000":
            offset -= 1
        mention = self.ending.get(offset)
        if mention is None and offset and self.text[offset - 1] in "省市县区州":
            place = self.ending.get(offset - 1)
            mention = (
                place if place and place.type is EntityType.PLACE else None
            )  # 某某|市市长, where the name stops short
        if mention is None and offset > 1 and self.text[offset - 1] == "）":
            opening = self.text.rfind("（", max(0, offset - 30), offset)
            mention = (
                self.ending.get(opening) if opening > 0 else None
            )  # 某某中心有限公司（以下简称“某中心”）董事长
        return mention if mention and mention.type in (EntityType.ORGANIZATION, EntityType.PLACE) else None

    def whole(self, part: Mention) -> Mention | str:
        """The body that a mention names a department of: a mention of it, else its seed key; the mention if it is whole."""
        wholes = [
            m
            for m in self.mentions
            if m.type is EntityType.ORGANIZATION
            and 2 < len(m.text) < len(part.text)
            and part.text.startswith(m.text)
        ]
        if wholes:
            return max(wholes, key=lambda m: (len(m.text), -m.begin))
        for cut in range(len(part.text) - 2, 3, -1):
            known = [k for k in gazetteer().lookup(part.text[:cut]) if k.type is EntityType.ORGANIZATION]
            if len(known) == 1:
                return known[0].key
        return part

    def place_called(self, name: str) -> Mention | str | None:
        """A mention of the place of that name, else its seed key, else None."""
        mention = next(
            (m for m in self.mentions if m.type is EntityType.PLACE and m.text in (name, name[:-1])), None
        )
        known = [k for k in gazetteer().lookup(name) if k.type is EntityType.PLACE]
        if mention is None and not known:  # 某市|某区: the inner of two places
            for cut in range(2, len(name) - 2):
                if any(
                    k.type is EntityType.PLACE for k in gazetteer().lookup(name[:cut])
                ) and gazetteer().lookup(name[cut:]):
                    return self.place_called(name[cut:])
        return mention or (known[0].key if len(known) == 1 else None)

    def last_organization(self, offset: int, subtype: str) -> Mention | None:
        """The organization of that subtype named last before `offset`: what 该公司 stands for."""
        found = [
            m
            for m in self.mentions
            if m.end <= offset and m.type is EntityType.ORGANIZATION and m.subtype == subtype
        ]
        return found[-1] if found else None


def claim_ending(context: Neighbours, end: int) -> tuple[Claim | None, int]:
    """Return the title that ends at `end` with its organization, and where the two begin; (None, end) without a title.

    Example: before 陈光 in 南方制造集团副总裁陈光 it is 副总裁 of 南方制造集团.
    """
    title = title_at(context.words, end)
    if title is None or _NO_POST.search(title.text):
        return None, end
    special = _envoy(context, title) or _minister(context, title)
    if special:
        return special
    employer, text = context.employer_before(title.begin), title.text
    committee = _OF_COMMITTEE.match(text)
    if (
        employer is None and committee
    ):  # 自治区党委|书记: the committee is named, not only a part of the title
        employer = context.ending.get(title.begin + committee.end())
        text = text[committee.end() :] if employer else text
    if (
        employer is None
        and context.text[title.begin - 1 : title.begin] == "由"
        and _HEAD_OF_DIVISION.search(text)
    ):
        employer = context.employer_before(title.begin - 1)  # 北京市由|副市长甲牵头
    if employer is None:
        employer, text = described(context, title.begin, text)
    if employer is not None:
        return _employed(context, employer, text)
    if _COMMITTEE.search(context.text[max(0, title.begin - 6) : title.begin]):
        return Claim(
            _clean(text), None, True
        ), title.begin  # 市委书记, where 市委 is no mention: not of the next body
    anaphor = _ANAPHOR.search(context.text[max(0, title.begin - 4) : title.begin])
    if anaphor:
        subtype = _KINDS.get(anaphor.group("kind"), "Institute")
        return Claim(_clean(text), context.last_organization(title.begin, subtype), True), title.begin - len(
            anaphor.group()
        )
    return Claim(_clean(text), None, False), title.begin


def _employed(context: Neighbours, employer: Mention, text: str) -> tuple[Claim, int]:
    """The claim of a title right behind an organization or a place."""
    if employer.type is EntityType.PLACE:
        beyond = context.employer_before(employer.begin)
        if beyond and beyond.type is EntityType.ORGANIZATION:
            return Claim(employer.text + _clean(text), beyond, True), beyond.begin  # 某医疗|大中华区|总裁
        if not _HEAD_OF_PLACE.search(text):
            return Claim(_clean(text), None, True), employer.begin
    elif _WHOLE.search(text):
        return Claim(_clean(text), context.whole(employer), True), employer.begin
    return Claim(_clean(text), employer, True), employer.begin


def _envoy(context: Neighbours, title: Title) -> tuple[Claim, int] | None:
    """Envoys are of the country that sends them: 中国|驻泰国大使."""
    host = (
        _ENVOY.search(context.text[max(0, title.begin - 10) : title.begin])
        if title.kind == "diplomatic"
        else None
    )
    if host is None or host.group().endswith(("馆", "团", "处", "部")):
        return None
    begin = title.begin - len(host.group())
    sender = context.employer_before(begin)
    return Claim(host.group() + _clean(title.text), sender, True), sender.begin if sender else begin


def _minister(context: Neighbours, title: Title) -> tuple[Claim, int] | None:
    """Ministers of a country with the whole portfolio as title: 巴西|矿业和能源部长."""
    nearest = context.employer_before(title.begin)
    if not _MINISTER.search(title.text) or (nearest and context.text[nearest.begin - 1] not in "和与及"):
        return None
    for begin in range(title.begin - 3, max(title.begin - 18, -1), -1):
        for end in range(min(begin + 8, title.begin - 1), begin + 1, -1):
            portfolio = context.text[end : title.begin]
            country = [k for k in gazetteer().lookup(context.text[begin:end]) if k.subtype == "Country"]
            if (
                country
                and _PORTFOLIO.match(portfolio)
                and context.words.starts(begin)
                and not any(
                    w.tag in ("v", "PER", "p", "d") and w.text not in "合作发展"
                    for w in context.words.between(end, title.begin)
                )
            ):
                mention = context.beginning.get(begin)
                return Claim(
                    portfolio + title.text,
                    mention if mention and mention.end == end else country[0].key,
                    True,
                ), begin
        if context.text[begin] in "，。；：！？（）“”《》\n":
            return None
    return None


def described(context: Neighbours, begin: int, title: str) -> tuple[Mention | None, str]:
    """Return an organization a few words before the title, and the title with those words: 远航科技|市场与品牌|总监."""
    for start in range(begin - 1, max(begin - 11, -1), -1):
        if context.text[start] in "，。；、：！？（）“”《》\n":
            break
        employer = context.employer_before(start)
        if (
            employer
            and employer.end == start
            and employer.type is EntityType.ORGANIZATION
            and _DESCRIPTOR.match(context.text[start:begin])
        ):
            between = context.words.between(start, begin)
            if between[0].begin == start and all(w.tag in _DESCRIBING for w in between):
                return employer, re.sub("^(?:企业|公司|集团)", "", context.text[start:begin]) + title
    return None, title


_FULL_TITLE = re.compile(rf"(?P<title>{TITLE.pattern})(?:职务|一职|职位|等职务?)?(?:至今)?$")


def listed(context: Neighbours, begin: int, rest: str) -> Iterator[Claim]:
    """Yield the claims in a run of posts that begins at `begin`: 甲银行信贷部副处长，计划部处长（兼工会主席）.

    A title without an organization of its own has that of the title before. Nothing when the run does not begin with
    an organization or a title.
    """
    employer: Mention | str | None = None
    position, first = 0, True
    for piece in re.split(r"(?<=[，、；（）兼])", rest):
        start = begin + position
        position += len(piece)
        if any(start <= m.begin < start + len(piece) for m in context.people):
            return  # the text has gone on to somebody else
        core = piece.rstrip("，、；（）兼")
        match = _FULL_TITLE.search(core)
        if not match:
            if first and not piece.endswith(("、", "兼")):
                return
            continue
        claim, claimed = claim_ending(context, start + match.end("title"))
        if claim is None:
            continue
        lead = context.text[start:claimed] if claimed > start else ""
        if first and not claim.own and lead and not _ANAPHOR.search(lead):
            return
        employer, first = (claim.organization if claim.own else employer), False
        yield Claim(
            claim.title,
            claim.organization if claim.own else inherited(context, claim.title, employer),
            claim.own,
        )


def inherited(context: Neighbours, title: str, organization: Mention | str | None) -> Mention | str | None:
    """The organization that a title takes over from the title before.

    The whole body for a 董事长 or spokesman, the place for a 市长 after a post in its party committee.

    Example: in 甲市委副书记、市长李明 the 市长 is of 甲市.
    """
    if not isinstance(organization, Mention):
        return organization
    divisional = _HEAD_OF_DIVISION.search(title) is not None
    if divisional and (
        _BARE_COMMITTEE.fullmatch(organization.text)
        or (organization.type is EntityType.ORGANIZATION and organization.subtype != "GovernmentBody")
    ):
        return None  # 市委常委、副市长: of the city, which the text does not name; nor is a firm's chief followed by a mayor
    body = _PLACE_BODY.match(organization.text) if divisional else None
    if body and organization.type is EntityType.ORGANIZATION:
        return context.place_called(body.group("place"))
    return context.whole(organization) if _WHOLE.search(title) else organization


def _clean(title: str) -> str:
    return _STATUS.sub("", title)
