"""A title with the organization that the text gives for it: the pieces that posts are made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.titles import TITLE, title_at
from kg.extract.words import Words
from kg.records import EntityType, Mention

_DESCRIPTOR = re.compile(r"^[^，。；、：！？\s（）“”《》的]{1,10}$")
_DESCRIBING = frozenset({"n", "vn", "an", "s", "f", "c", "p", "LOC", "nz", "m", "a", "q", "v", "ORG"})
_STATUS = re.compile(r"^(?:原|前任?|时任|现任|候任|已故)")
_NO_POST = re.compile(r"(?:记者|通讯员|编辑|摄影|作者|评论员)$")
_HEAD_OF_PLACE = re.compile(
    r"(?:总统|首相|总理|国王|女王|主席|外长|财长|防长|部长|大臣|国务卿|议长|大使|省长|市长|县长|区长|州长|镇长|乡长|总督|王储|领导人|书记|特使|发言人)$"
)
_ANAPHOR = re.compile(r"(?:该|本)?(?P<kind>公司|集团|企业|校|学校|学院|大学|院|医院|研究院|所|研究所|局|部|中心|协会|商会|学会|行|银行|馆|厂)(?:的|党委)?$")
_KINDS = {"公司": "Company", "集团": "Company", "企业": "Company", "行": "Company", "银行": "Company", "厂": "Company", "协会": "Association",
          "商会": "Association", "学会": "Association", "局": "GovernmentBody", "部": "GovernmentBody"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A title and the organization it is of; `own` when an organization, or a word for one, stands before this very title."""

    title: str
    organization: Mention | None
    own: bool


class Neighbours:
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

    def last_organization(self, offset: int, subtype: str) -> Mention | None:
        """The organization of that subtype named last before `offset`: what 该公司 stands for."""
        found = [m for m in self.mentions if m.end <= offset and m.type is EntityType.ORGANIZATION and m.subtype == subtype]
        return found[-1] if found else None


def claim_ending(context: Neighbours, end: int) -> tuple[Claim | None, int]:
    """Return the title that ends at `end` with its organization, and where the two begin; (None, end) without a title.

    Example: before 陈光 in 南方制造集团副总裁陈光 it is 副总裁 of 南方制造集团.
    """
    title = title_at(context.words, end)
    if title is None or _NO_POST.search(title.text):
        return None, end
    employer, text = context.employer_before(title.begin), title.text
    if employer is None:
        employer, text = described(context, title.begin, text)
    if employer is not None:
        beyond = context.employer_before(employer.begin) if employer.type is EntityType.PLACE else None
        if beyond and beyond.type is EntityType.ORGANIZATION:
            return Claim(employer.text + _clean(text), beyond, True), beyond.begin  # 某医疗|大中华区|总裁
        if employer.type is EntityType.PLACE and not _HEAD_OF_PLACE.search(text):
            return Claim(_clean(text), None, True), employer.begin
        return Claim(_clean(text), employer, True), employer.begin
    anaphor = _ANAPHOR.search(context.text[max(0, title.begin - 4) : title.begin])
    if anaphor:
        subtype = _KINDS.get(anaphor.group("kind"), "Institute")
        return Claim(_clean(text), context.last_organization(title.begin, subtype), True), title.begin - len(anaphor.group())
    return Claim(_clean(text), None, False), title.begin


def described(context: Neighbours, begin: int, title: str) -> tuple[Mention | None, str]:
    """Return an organization a few words before the title, and the title with those words: 远航科技|市场与品牌|总监."""
    for start in range(begin - 1, max(begin - 11, -1), -1):
        if context.text[start] in "，。；、：！？（）“”《》\n":
            break
        employer = context.employer_before(start)
        if employer and employer.type is EntityType.ORGANIZATION and _DESCRIPTOR.match(context.text[start:begin]):
            between = context.words.between(start, begin)
            if between[0].begin == start and all(w.tag in _DESCRIBING for w in between):
                return employer, context.text[start:begin] + title
    return None, title


def listed(context: Neighbours, begin: int, rest: str) -> Iterator[Claim]:
    """Yield the claims in a run of posts that begins at `begin`: 甲银行信贷部副处长，计划部处长（兼工会主席）.

    A title without an organization of its own has that of the title before. Nothing when the run does not begin with
    an organization or a title.
    """
    employer: Mention | None = None
    position, first = 0, True
    for piece in re.split(r"(?<=[，、；（）])", rest):
        start = begin + position
        position += len(piece)
        if any(m.type is EntityType.PERSON and start <= m.begin < start + len(piece) for m in context.mentions):
            return  # the text has gone on to somebody else
        core = piece.rstrip("，、；（）")
        match = re.search(rf"(?P<title>{TITLE.pattern})(?:职务|一职|职位)?$", core)
        if not match:
            if first:
                return
            continue
        own, title = context.employer_before(start + match.start("title")), match.group("title")
        if own is None:
            own, title = described(context, start + match.start("title"), title)
        lead = core[: match.start("title")]
        if own is None and first and lead and not _ANAPHOR.search(lead):
            return
        employer, first = own or employer, False
        yield Claim(_clean(title), employer, own is not None)


def _clean(title: str) -> str:
    return _STATUS.sub("", title)
