"""Who issued, drafted, revised, approved or runs a policy."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.policies.documents import ADOPTED, Documents, marked
from kg.extract.words import Words
from kg.knowledge import gazetteer
from kg.records import Article, EntityType, Evidence, Mention, Post, Predicate, Quotation, Ref, Relation

_ISSUES = re.compile(
    r"(?:联合|共同|正式|近日|日前|已|对外|公开|分别|先后|还|再次|组织|深入|全面|加快|将|拟)*"
    r"(?:印发|发布|出台|确定|制定|制订|修订|修正|修改|公布|颁布|下发|批复|批准|审议通过|表决通过|审议并通过|审议|通过|实施|启动|开展|推出|起草|签发|签署|发出|施行|推行|编制|牵头制定|转发|推动)"
    r"(?:了|的|实施|并实施|通知|公告|新修订的|修订后的|新版)*"
)
_WRITES = re.compile(r"印发|发布|出台|制定|制订|公布|修订|下发")
_CARRIED_OUT = re.compile(
    r"(?:落实|贯彻|执行|遵循|根据|按照|依据|依照|结合|学习|宣贯|围绕|针对|按|经)[^，。；》]{0,6}$"
)
_PASSIVE = re.compile(
    r"^[”》]?(?:[（(][^（）()]{1,30}[）)])?[^，。；]{0,8}?(?:，)?由(?P<who>[^，。；]{2,60}?)(?:联合|共同|牵头|正式|负责)*(?:印发|制定|发布|出台|起草|公布|颁布|审议通过|表决通过|通过|批准|编制|修订|实施)"
)
_APPROVED = re.compile(
    r"^[”》]?(?:[（(][^（）()]{1,30}[）)])?(?:已经|业经|经|已)*(?:经)?(?P<who>[^，。；]{2,40}?)(?:同意|批准|审议通过|审定)"
)
_SPEAKS_IN = re.compile(
    r"^》(?:（[^（）]{1,30}）)?中(?:还|也|明确|进一步)*(?:说|指出|提出|明确|要求|强调|表示|规定|称)"
)
"""How a body speaks through its document: 国务院在《…批复》中|指出."""
_CONSULTS = re.compile(r"(?:就|对|将|关于)(?:原|现行)?[”《]?$")
_OPENED = re.compile(r"^[^，。；]{0,16}?(?:公开征求|征求|(?:进行|作出|作)了?[^，。；]{0,6}?(?:修订|修改))")
_FOUNDING_MEETING = re.compile(
    r"^[^，。；]{0,30}?(?:召开|举行)[^，。；]{0,30}?(?:提出|强调|明确|部署|要求|宣布|决定)[，：]?"
)

_STANDING = frozenset({"policy.period", "policy.known"})
"""Plans and initiatives that a text speaks of as given."""

_NOT_SUBJECT = re.compile(
    r"(?:的|新闻发布|发布会|有关|相关|官网|网站|发言人|新闻发言|有关负责|负责人|副?[部局司署省市县区厅处]长|副?主[任席]|副?行长|举行的|副?会长|党组|党委书记|公报|官方|方面|工作协同|指导下|支持下|领导下)"
)
"""What follows a body that does not itself act in the sentence: 国新办|新闻发布会上."""

_OPENING = re.compile(
    r"(?:^|[，；：。！？”\n]|(?:近日|日前|今天|当天|昨日|此前|随后|同时|此外|其中|当日|上午|下午|晚间?|今年|去年|年初|年底|期间|以来|据悉|消息|获悉|\d{1,2}[日月年]|联合|会同|由|经|[、和与及]|电|讯|）))[”\s　]*$"
)
"""What stands before a body that opens its clause."""


def enactments(
    article: Article,
    words: Words,
    mentions: Sequence[Mention],
    posts: Sequence[Post],
    quotations: Sequence[Quotation],
) -> Iterator[Relation]:
    """Yield issuedBy relations.

    Example: 财政部、税务总局日前发布《…公告》 gives two; 《…办法》由商务部会同海关总署制定 too.
    """
    bodies = [
        m for m in mentions if m.type in (EntityType.ORGANIZATION, EntityType.PLACE) and m.subtype != "Media"
    ]
    documents = Documents(article, words.text, mentions)
    yield from _stated_by_form(words, documents, bodies)
    for policy in (
        m for m in mentions if m.type is EntityType.POLICY and m.rule.split(".again")[0] not in _STANDING
    ):
        evidence = Evidence(*words.sentence(policy.begin), "policy.issued")
        for issuer in _issuers(words, bodies, policy, posts, quotations):
            yield Relation(policy, Predicate.ISSUED_BY, issuer, evidence)


def _issuers(
    words: Words,
    bodies: Sequence[Mention],
    policy: Mention,
    posts: Sequence[Post],
    quotations: Sequence[Quotation],
) -> Iterator[Ref]:
    begin, end = words.sentence(policy.begin)
    after = words.text[policy.end : end]
    for pattern in (_PASSIVE, _APPROVED):
        match = pattern.match(after) if marked(words.text, policy) else None
        if match:
            span = policy.end + match.start("who"), policy.end + match.end("who")
            yield from (
                m
                for m in bodies
                if span[0] <= m.begin
                and m.end <= span[1]
                and m.type is EntityType.ORGANIZATION
                and not _NOT_SUBJECT.match(words.text, m.end)
            )
    trigger = trigger_of(words.text, begin, policy)
    speaks = _SPEAKS_IN.match(after) if marked(words.text, policy) else None
    if speaks:
        yield from (
            m
            for m in bodies
            if m.type is EntityType.ORGANIZATION
            and m.end >= begin
            and words.text[m.end : policy.begin] == "在《"
        )
    if (
        trigger is None
        and _CONSULTS.search(words.text[begin : policy.begin])
        and _OPENED.match(after.lstrip("》"))
    ):
        trigger = policy.begin
    if trigger is None:
        return
    subjects = _subjects(words.text, bodies, begin, trigger)
    yield from subjects
    if not subjects and _DEPARTMENTS.search(words.text, begin, trigger):
        yield from _named_below(words, bodies, end)
    elif not subjects:
        yield from _speaker_body(words.text, trigger, posts, quotations)


def trigger_of(text: str, begin: int, policy: Mention) -> int | None:
    """Offset of the verb of issuing that governs the policy in the sentence from `begin`, or None.

    Example: in 财政部日前印发《甲办法》和《乙办法》 it is that of 日前印发 for both.
    """
    last = None
    for match in _ISSUES.finditer(text, begin, policy.begin):
        between = text[match.end() : policy.begin]
        bare = re.sub(r"《[^》]*》|“[^”]*”", "", between)
        if (
            len(bare) <= 24
            and not re.search(r"[。；：]", between)
            and not ("，" in bare and re.search(r"[^、，和与及]", bare))
        ):
            last = match
    if last is None or _CARRIED_OUT.search(text[begin : policy.begin].rstrip("《“")):
        return None
    return last.start()


def _subjects(text: str, bodies: Sequence[Mention], begin: int, trigger: int) -> list[Mention]:
    """The run of bodies that acts in the clause of the verb, or opened one before it: 甲、乙和丙印发."""
    segment = max(text.rfind("；", begin, trigger), begin - 1) + 1
    before = [m for m in bodies if segment <= m.begin and m.end <= trigger]
    if not before and segment > begin and _WRITES.search(text, begin, segment):
        before = [
            m
            for m in bodies
            if begin <= m.begin and m.end <= segment and _OPENING.search(text[begin : m.begin])
        ]
    places = [m for m in before if m.type is EntityType.PLACE]
    outer, inner = {m.end: m for m in places}, {m.begin for m in places}
    acting = [m for m in before if not _NOT_SUBJECT.match(text, m.end)]
    organizations = [m for m in acting if m.type is EntityType.ORGANIZATION]
    opening = [m for m in organizations if _OPENING.search(text[begin : m.begin])]
    # 江苏省|南通市出台: the inner of two places acts
    places = [
        m for m in acting if m in places and m.end not in inner and _place_acts(text, m, outer, trigger)
    ]
    adjacent = [
        m
        for m in organizations
        if not re.search(r"[，；]", text[m.end : trigger]) and len(text[m.end : trigger]) <= 12
    ]
    head = next((group[-1] for group in (opening, adjacent, places, organizations) if group), None)
    if head is None:
        return []
    if (
        adjacent
        and opening
        and adjacent[-1].begin > opening[-1].end
        and not re.search(r"[^\u4e00-\u9fff]", text[opening[-1].end : adjacent[-1].begin])
    ):
        between = text[opening[-1].end : adjacent[-1].begin]
        if adjacent[-1].end == trigger and re.fullmatch(r"(?:同意|批准|批转|转发)", between):
            return [opening[-1], adjacent[-1]]  # 甲政府同意乙局修订的《…》
        head = opening[-1]  # 甲委员会推动乙局实施
    run: list[Mention] = [head]
    for m in reversed([m for m in before if m.end <= head.begin]):
        if not re.fullmatch(
            r"[、和与及，\s]|以及|联合|[、，]?(?:将|已|并)?会同|等[部门单位]{2}", text[m.end : run[0].begin]
        ):
            break
        run.insert(0, m)
    for m in (m for m in before if m.begin >= head.end):
        if re.fullmatch(
            r"(?:、|和|与|及|以及|联合|，?(?:将|已)?会同(?:有关部门)?)", text[run[-1].end : m.begin]
        ):
            run.append(m)
    return run


_DEPARTMENTS = re.compile(r"[一二三四五六七八九十两多\d]+(?:个)?(?:部门|部委|单位)")


def _named_below(words: Words, bodies: Sequence[Mention], offset: int) -> list[Mention]:
    """The several bodies behind 三部门 of a headline: those that the first sentence of issuing below it names."""
    for begin, end in words.sentences:
        verb = _WRITES.search(words.text, begin, end) if begin >= offset else None
        if verb:
            subjects = _subjects(words.text, bodies, begin, verb.start())
            return subjects if len(subjects) > 1 else []
    return []


def _place_acts(text: str, place: Mention, outer: Mapping[int, Mention], trigger: int) -> bool:
    """Whether a place stands for its government: 某省实施…, 某市召开会议提出，实施…."""
    between = text[place.end : trigger]
    begin = place.begin
    while begin in outer:
        begin = outer[begin].begin
    near = re.fullmatch(r"[^，。；在的]{0,8}", between) is not None
    return (near or _FOUNDING_MEETING.fullmatch(between) is not None) and _OPENING.search(
        text[:begin]
    ) is not None


def _speaker_body(
    text: str, trigger: int, posts: Sequence[Post], quotations: Sequence[Quotation]
) -> Iterator[Ref]:
    """The body of an official who says of it 我们: “我们将实施…行动”，某部部长说."""
    for quotation in quotations:
        clause = max(quotation.text.rfind(mark, 0, max(trigger - quotation.begin, 0)) for mark in "。！？")
        if (
            quotation.direct
            and quotation.begin <= trigger < quotation.end
            and "我们" in quotation.text[clause + 1 : trigger - quotation.begin]
        ):
            person = quotation.speaker.text
            found = [
                p.organization
                for p in posts
                if p.person.text == person and p.organization is not None and not p.change
            ]
            yield from found[:1]
            return


def _stated_by_form(words: Words, documents: Documents, bodies: Sequence[Mention]) -> Iterator[Relation]:
    """Issuers that the form of a document gives: the body its title begins with, the bodies that sign it."""
    for policy in documents.policies:
        evidence = Evidence(*words.sentence(policy.begin), "policy.titled")
        for issuer in titled_by(policy, bodies):
            yield Relation(policy, Predicate.ISSUED_BY, issuer, evidence)
    main = documents.main
    if main is None:
        return
    note = ADOPTED.match(words.text, main.end)
    if note:
        span = note.span("note")
        for body in bodies:
            if span[0] <= body.begin and body.end <= span[1] and body.type is EntityType.ORGANIZATION:
                evidence = Evidence(*words.sentence(body.begin), "policy.adopted")
                yield Relation(main, Predicate.ISSUED_BY, body, evidence)
    for signer in documents.signers:
        for own in (main, documents.printed):
            if own is not None:
                yield Relation(
                    own, Predicate.ISSUED_BY, signer, Evidence(*words.sentence(signer.begin), "policy.signed")
                )


_SESSIONS = re.compile(r"第?[一二三四五六七八九十]+届")


def _plain(name: str) -> str:
    """A body's name without its session and in its short form: 某市第十届人民代表大会常务委员会 → 某市人大常委会."""
    return _SESSIONS.sub("", name).replace("人民代表大会常务委员会", "人大常委会").replace("人民政府", "政府")


def titled_by(policy: Mention, bodies: Sequence[Mention]) -> list[Ref]:
    """The body with which the title of a document begins: 国务院办公厅|关于…的意见."""
    head = re.match(r"(?P<body>[\u4e00-\u9fff（）]{2,40}?)(?:关于|印发|转发)", policy.text)
    if not head:
        return []
    named = re.split(r"[\s、　]+", head.group("body"))
    found: list[Ref] = []
    for name in named:
        named_here = next((m for m in bodies if m.text == name), None) or next(
            (m for m in bodies if _plain(m.text) == _plain(name)), None
        )
        known = [k for k in gazetteer().lookup(name) if k.type is EntityType.ORGANIZATION]
        if named_here is not None:
            found.append(named_here)
        elif len(known) == 1:
            found.append(known[0].key)
    return found
