"""What organizations do with one another: they cooperate, invest, join and found."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.words import Words
from kg.records import EntityType, Evidence, Mention, Predicate, Relation

_WITH = re.compile(r"(?:（[^（）]*）)?(?:[^，。；：与和同、“”]{0,16})?(?:与|和|同|携手|联手|牵手|联合|跟)")
_TOGETHER = re.compile(
    r"^(?:等)?(?:（[^（）]*）)?(?:在[^，。；]{1,16}?|近日|日前|今天|当天|\d{1,2}[日月]|正式|已经?|将|此前|宣布|就[^，。；]{2,24}?|围绕[^，。；]{2,24}?|，)*"
    r"(?:签署|签订|签约|达成[^，。；]{0,14}?(?:合作|协议|伙伴|共识)|共建|合作|联合(?:研发|攻关|成立|打造|建设|开发|研制|推出|培养|共建|组建|设立|开展)|携手|共同(?:研发|建设|打造|成立|开发|组建|设立|研制|出资|开展)|"
    r"建立[^，。；]{0,16}?(?:合作|伙伴)|开展[^，。；]{0,16}?合作|深化[^，。；]{0,16}?合作|结成)"
)
_JOIN = re.compile(r"(?:、|和|与|及|以及|，)")
_INVESTS = re.compile(
    r"^(?:近日|日前|宣布|计划|将|已|拟|正式|成功|完成|以[^，。；]{2,20}?)*(?:投资(?:入股)?了?|入股了?|收购了?|参股了?|控股了?|增资了?|注资了?|并购了?|战略投资了?|领投了?)(?:[^，。；、在建]{0,3})$"
)
_LED = re.compile(r"(?:由|获|获得|引入|引进)(?:了)?$")
_LEADS = re.compile(
    r"^(?:等)?(?:[^，。；]{0,12}?)(?:领投|跟投|战略投资|注资|独家投资|投资入股|的[^，。；]{0,12}?投资)"
)
_JOINS = re.compile(
    r"^(?:近日|日前|宣布|计划|将|已|拟|正式|成功|\d{4}年|于[^，。；]{2,10}?)*(?:加入|申请加入|入会)(?:了)?$|^(?:也|还)?(?:是|为|成为|系)(?:了)?$"
)
_MEMBER = re.compile(
    r"^(?:的)?(?:第[\d一二三四五六七八九十]+个)?(?:正式|创始|创会|观察员|常任|非常任|理事)*(?:成员|会员|理事|理事单位|会员单位|成员单位|成员国|创始国)"
)
_FOUNDED_BY = re.compile(r"^(?:是|系)?由$")
_FOUNDS = re.compile(
    r"^(?:等)?(?:于?\d{4}年[^，。；]{0,6})?(?:共同|联合|牵头|出资|发起|投资)*(?:创办|创立|创建|成立|组建|设立|筹建)(?:了)?(?:的)?$"
)
_FOUNDED = re.compile(
    r"^(?:等)?[^，。；]{0,16}?(?:共同|联合|牵头|出资|发起|投资)*(?:创办|创立|创建|组建|设立|发起成立|联合成立|共同成立)"
)


def ties(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield cooperatesWith, investsIn, memberOf and foundedBy relations.

    Example: 远帆智能与江州大学签署合作协议 gives a cooperatesWith, 岭南控股收购青山科技 an investsIn.
    """
    bodies = [m for m in mentions if m.type is EntityType.ORGANIZATION and m.subtype != "Media"]
    for begin, end in words.sentences:
        inside = [m for m in bodies if begin <= m.begin < end]
        members = [
            m
            for m in mentions
            if begin <= m.begin < end
            and m.type in (EntityType.ORGANIZATION, EntityType.PLACE)
            and m.subtype != "Media"
        ]
        for relation in (
            *_cooperation(words.text, inside, end),
            *_investment(words.text, inside, end),
            *_membership(words.text, members, end),
            *_foundation(words.text, mentions, inside, end),
        ):
            subject, predicate, target = relation
            if subject.text != target.text:
                yield Relation(
                    subject, predicate, target, Evidence(*words.sentence(begin), f"tie.{predicate}")
                )


_Triple = tuple[Mention, Predicate, Mention]


def _cooperation(text: str, inside: Sequence[Mention], end: int) -> Iterator[_Triple]:
    for index, first in enumerate(inside):
        run = _run(text, inside[index + 1 :])
        if (
            run
            and _WITH.fullmatch(text[first.end : run[0].begin])
            and _TOGETHER.match(text[run[-1].end : end])
        ):
            if (
                first.subtype == "GovernmentBody"
                and all(m.subtype == "GovernmentBody" for m in run)
                and "协议" not in text[run[-1].end : end]
            ):
                continue
            for other in run:
                yield first, Predicate.COOPERATES_WITH, other


def _run(text: str, bodies: Sequence[Mention]) -> list[Mention]:
    """The bodies at the head of a list: 乙、丙和丁."""
    run = list(bodies[:1])
    for m in bodies[1:]:
        if not _JOIN.fullmatch(text[run[-1].end : m.begin]):
            break
        run.append(m)
    return run


def _investment(text: str, inside: Sequence[Mention], end: int) -> Iterator[_Triple]:
    for first, second in pairwise(inside):
        if second.subtype in ("Company", "Institute", None) and _INVESTS.match(
            text[first.end : second.begin]
        ):
            yield first, Predicate.INVESTS_IN, second
    for investor in inside:
        lead = _LED.search(text[max(0, investor.begin - 3) : investor.begin])
        if lead and _LEADS.match(text[investor.end : end]):
            company = [m for m in inside if m.end <= investor.begin and m.subtype == "Company"] or _before(
                text, inside, investor
            )
            if company:
                yield investor, Predicate.INVESTS_IN, company[-1]


def _before(text: str, inside: Sequence[Mention], investor: Mention) -> list[Mention]:
    """Bodies before the investor that the seeds or the name do not class."""
    return [
        m
        for m in inside
        if m.end <= investor.begin and m.subtype is None and "融资" in text[m.end : investor.begin]
    ]


def _membership(text: str, members: Sequence[Mention], end: int) -> Iterator[_Triple]:
    for first, second in pairwise(members):
        match = _JOINS.match(text[first.end : second.begin])
        joins = match is not None and "加入" in match.group()
        if (
            match
            and second.type is EntityType.ORGANIZATION
            and second.subtype != "Company"
            and (joins or _MEMBER.match(text[second.end : end]))
        ):
            yield first, Predicate.MEMBER_OF, second


def _foundation(
    text: str, mentions: Sequence[Mention], inside: Sequence[Mention], end: int
) -> Iterator[_Triple]:
    """青山研究院由甲大学和乙集团共同组建, 由甲发起成立的乙, 李明创办了青山科技."""
    founders = [
        m
        for m in mentions
        if m.type in (EntityType.ORGANIZATION, EntityType.PERSON)
        and m.subtype != "Media"
        and inside
        and inside[0].begin - 60 <= m.begin < end
    ]
    for founded in inside:
        following = [m for m in founders if m.begin >= founded.end]
        run = _run(text, following)
        if (
            run
            and _FOUNDED_BY.match(text[founded.end : run[0].begin].lstrip("，"))
            and _FOUNDED.match(text[run[-1].end : end])
        ):
            for founder in run:
                yield founded, Predicate.FOUNDED_BY, founder
        before = next((m for m in reversed(founders) if m.end <= founded.begin), None)
        if before is None or not _FOUNDS.match(text[before.end : founded.begin]):
            continue
        if (
            before.type is EntityType.PERSON
            or text[before.begin - 1 : before.begin] == "由"
            or re.search(r"创办|创立|创建|发起|组建", text[before.end : founded.begin])
        ):
            yield founded, Predicate.FOUNDED_BY, before
