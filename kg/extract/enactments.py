"""Who issued, drafted, revised or runs a policy, and from when to when it holds."""

import re
from collections.abc import Iterator, Sequence

from kg.extract.words import Words
from kg.records import Article, EntityType, Evidence, Mention, Predicate, Relation

_ISSUES = re.compile(
    r"(?:联合|共同|正式|近日|日前|已|对外|公开|分别|先后|还|再次|组织|深入|全面|加快|将)*"
    r"(?:印发|发布|出台|制定|制订|修订|修正|公布|颁布|下发|批复|批准|审议通过|表决通过|通过|实施|启动|开展|推出|起草|签发|发出|举办)(?:了|的|实施|并实施|通知|公告)?"
)
_CARRIED_OUT = re.compile(r"(?:落实|贯彻|执行|遵循|根据|按照|依据|依照|结合|学习|宣贯|围绕)[^，。；]{0,6}$")
_GROUP = re.compile(r"^(?:等(?:\d+|[一二三四五六七八九十多几]+)?个?(?:部门|单位|机构|部委)?)?(?:办公厅|办公室)?")


def enactments(words: Words, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Yield issuedBy relations.

    Example: 财政部、税务总局日前发布《…公告》 gives two.
    """
    bodies = [m for m in mentions if m.type in (EntityType.ORGANIZATION, EntityType.PLACE)]
    for policy in (m for m in mentions if m.type is EntityType.POLICY and m.rule.split(".again")[0] not in _STANDING):
        begin, end = words.sentence(policy.begin)
        trigger = _trigger(words.text, begin, policy)
        if trigger is None:
            continue
        for issuer in _subjects(words.text, bodies, begin, trigger):
            yield Relation(policy, Predicate.ISSUED_BY, issuer, Evidence(begin, end, "policy.issued"))


_STANDING = frozenset({"policy.period", "policy.known"})
"""Plans and initiatives that a text speaks of as given."""

_NOT_SUBJECT = re.compile(r"(?:的|新闻发布|发布会|有关|相关|官网|网站|发言人|新闻发言|有关负责|负责人|副?[部局司署省市县区厅处]长|副?主[任席]|副?行长|举行的|副?会长)")
"""What follows a body that does not itself act in the sentence: 国新办|新闻发布会上."""


def _trigger(text: str, begin: int, policy: Mention) -> int | None:
    """Offset of the verb of issuing that governs the policy, or None."""
    last = None
    for match in _ISSUES.finditer(text, begin, policy.begin):
        between = text[match.end() : policy.begin]
        if len(re.sub(r"《[^》]*》|“[^”]*”", "", between)) <= 24 and not re.search(r"[。；]", between):
            last = match
    if last is None or _CARRIED_OUT.search(text[begin : policy.begin].rstrip("《“")):
        return None
    return last.start()


def _subjects(text: str, bodies: Sequence[Mention], begin: int, trigger: int) -> list[Mention]:
    """The run of bodies that stands nearest before the verb: 甲、乙和丙印发."""
    before = [m for m in bodies if begin <= m.begin and m.end <= trigger and not _NOT_SUBJECT.match(text, m.end)]
    clause = [m for m in before if m.type is EntityType.ORGANIZATION] or before
    if not clause:
        return []
    run = [clause[-1]]
    for m in reversed(clause[:-1]):
        gap = text[m.end : run[0].begin]
        if not re.fullmatch(r"[、和与及，\s]|以及|会同|联合", gap):
            break
        run.insert(0, m)
    if run[-1].type is EntityType.PLACE and not re.fullmatch(r"[^，。；]{0,8}", text[run[-1].end : trigger]):
        return []
    return run


