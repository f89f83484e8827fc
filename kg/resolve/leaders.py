"""Which persons of a page the seeds know: by a post they held, by their company, or by a name that hardly anybody shares.

A name alone is weak: a village teacher is called 李强 like the premier. What supports a name, from strong to weak:
a title at a body that the person held, in the years of the tenure; a place in a row of names with a person known
(丁薛祥、李强); for foreign names their country or organization in the article, for the very top of China the name of
three characters. A post elsewhere (经理, 教师) speaks against all but the first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge import gazetteer, kind_of
from kg.knowledge.people import KnownPerson, people
from kg.records import Article, Mention

_ADDED = re.compile(
    r"^(?:前任?|原|时任|已故)?(?:候任|当选|代理?|现任|新任)?(?:常务(?=副))?(?:(?:自治区|省|市|区)?党?委(?=书记|副书记))?"
)
"""What stands before a title and is no part of it: 前, 当选, 常务, the committee of a 书记."""
_SPECIFIC = re.compile(r"总理|国务委员|国家(?:副)?主席|总书记|委员长|军委|国务卿|首相|总统|外交部长|外长")
"""Titles that say without their body who is meant."""
_BETWEEN = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
_PRESENT = re.compile(r"等?(?:同志)?(?:分别)?(?:参加|出席|陪同|在座|同机)")
_OPENING = re.compile(r"(?:^|[。；\n])\s*$")
_PUBLIC = frozenset({"government", "party", "diplomatic", "other"})
_EARLIER, _AS_DEPUTY, _RETIRED = 1, 10, 5
"""Years before a tenure in which its holder is already spoken of, or is the deputy; after the last one, without a title."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says a person is: a title, and the key of the body or country, None where it names none."""

    title: str
    body: str | None


def year_of(article: Article) -> int | None:
    """The year that an article is of, stated or inferred, None where nothing says it."""
    day = article.published or article.assumed
    return day.year if day else None


def by_post(name: str, claims: Sequence[Claim], year: int | None) -> KnownPerson | None:
    """Return the one person of this name who held one of the posts, None where none or two did.

    Example: 王毅 as 外交部长 is the foreign minister; as 经理 of a firm he is nobody known.
    """
    plain = "·" not in name
    found = [p for p in people().get(name, ()) if any(_held(p, claim, year, plain) for claim in claims)]
    return found[0] if len(found) == 1 else None


def by_name(
    name: str, claims: Sequence[Claim], year: int | None, around: Iterable[str]
) -> KnownPerson | None:
    """Return the person whom a name means without a post of his, None where it may mean somebody else.

    `around` are the keys of the places and bodies that the article names, with what they lie in.

    Example: 默克尔 in an article that names 德国 is the chancellor; 约翰逊 alone is nobody.
    """
    candidates = people().get(name, ())
    if len(candidates) != 1:
        return None
    person = candidates[0]
    fits = _telling(name, person, frozenset(around)) and _in_public_life(person, year)
    return person if fits and all(_harmless(person, claim) for claim in claims) else None


def in_company(
    row: Sequence[str], met: Mapping[str, KnownPerson], year: int | None
) -> dict[str, KnownPerson]:
    """Return who of a row of names without posts is known by the company: in office in `year`, beside whom `met` has.

    Two in office at one body support each other, too. A row mixes no villagers with ministers, but guests with hosts:
    a foreigner says nothing of a Chinese name.

    Example: 李强 in 习近平、李强、赵乐际; 罗保铭、刘赐贵 as the two heads of one province.
    """
    in_office = {
        name: found[0]
        for name in row
        if len(found := [p for p in people().get(name, ()) if _bodies_in(p, year)]) == 1
    }
    realms = {met[name].abroad for name in row if name in met}
    if len(realms) == 1:
        return {name: p for name, p in in_office.items() if p.abroad in realms}
    return {
        name: p
        for name, p in in_office.items()
        if any(_bodies_in(p, year) & _bodies_in(o, year) for other, o in in_office.items() if other != name)
    }


def attending(run: Sequence[Mention], text: str) -> bool:
    """Whether a row of names, or one, opens a sentence that says who was there: 杨洁篪等参加上述活动."""
    return bool(_OPENING.search(text[: run[0].begin]) and _PRESENT.match(text, run[-1].end))


def _bodies_in(person: KnownPerson, year: int | None) -> frozenset[str]:
    """The bodies that a person is in office at in a year; none in an unknown one."""
    return frozenset(t.body for t in person.tenures if year is not None and t.covers(year))


def rows(mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
    """Return runs of persons with nothing but 、 or 和 between them, one person alone too: 习近平、李强 和 丁薛祥."""
    runs: list[list[Mention]] = []
    for mention in sorted(mentions):
        before = runs[-1][-1] if runs else None
        if before and before.end <= mention.begin and _BETWEEN.fullmatch(text, before.end, mention.begin):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def with_surroundings(keys: Iterable[str]) -> frozenset[str]:
    """Return keys with those of everything they belong to or are seated in, as the seeds know: 华盛顿 gives 美国 too."""
    waiting, seen = list(keys), set[str]()
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            known = gazetteer().by_key.get(key)
            above = (known.parent, known.attributes.get("located_in")) if known else ()
            waiting += [k for cell in above if cell for k in cell.split("|")]
    return frozenset(seen)


def _held(person: KnownPerson, claim: Claim, year: int | None, plain: bool) -> bool:
    """Whether a person held the post of a claim by then, or was the deputy at that body before it.

    A title without a body says enough where only one kind of body has it, or beside a full foreign name.
    """
    title = _ADDED.sub("", claim.title)
    for tenure in person.tenures:
        deputy = title.removeprefix("副") in tenure.titles
        if title not in tenure.titles and claim.title not in tenure.titles and not deputy:
            continue
        early = _AS_DEPUTY if deputy else _EARLIER
        if year is not None and year < tenure.first - early:
            continue
        if claim.body is None:
            fits = not plain or (bool(_SPECIFIC.search(title)) and title in tenure.titles)
        else:
            fits = _akin(claim.body, tenure.body)
        if fits:
            return True
    return False


def _akin(body: str, held: str) -> bool:
    """Whether a body is the one of a tenure, or one lies in the other: 中央政治局 and its standing committee."""
    return body == held or held in _above(body) or body in _above(held)


def _above(key: str) -> frozenset[str]:
    """The bodies that a body is a part of."""
    found: set[str] = set()
    known = gazetteer().by_key.get(key)
    while known and known.parent and known.parent.startswith("organization/") and known.parent not in found:
        found.add(known.parent)
        known = gazetteer().by_key.get(known.parent)
    return frozenset(found)


def _telling(name: str, person: KnownPerson, around: frozenset[str]) -> bool:
    known = person.known
    if name in known.guarded:
        return False
    if not person.abroad and "·" not in name:
        return person.top and len(name) > 2
    return ("·" in name and bool(person.surnames)) or bool(person.bodies & around)


def _in_public_life(person: KnownPerson, year: int | None) -> bool:
    if year is None:
        return True
    last = max(tenure.last or year for tenure in person.tenures)
    return person.first - _EARLIER <= year <= (year if person.top else last + _RETIRED)


def _harmless(person: KnownPerson, claim: Claim) -> bool:
    """Whether a post that the tables do not have for a person may be that person's all the same.

    One at a central body or in a province of China is for its leaders (a leading group, an earlier post), one in the
    own country for a foreign one.
    """
    if kind_of(claim.title) not in _PUBLIC:
        return False
    if claim.body is None:
        return bool(_SPECIFIC.search(claim.title)) or kind_of(claim.title) == "government"
    if person.abroad:
        return bool(person.bodies & with_surroundings([claim.body]))
    known = gazetteer().by_key.get(claim.body)
    if known is None:
        return False
    central = known.subtype == "GovernmentBody" and known.attributes.get("located_in") == "place/110000"
    return central or claim.body == "place/CN" or known.subtype == "Province"
