"""Which mentions of persons are one person: name, posts, bylines; two of one name stay two until there is evidence.

A person whom the seeds know has their key; any other is told apart by the body of a post, chosen so that the order in
which a report lists several posts does not matter, else by the article.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.knowledge import Known, gazetteer, is_official, kind_of
from kg.knowledge.people import KnownPerson, people
from kg.records import Article, ArticleFacts, EntityType, Mention, Page, Post
from kg.resolve.identity import normal_name, person_key
from kg.resolve.leaders import (
    Claim,
    attending,
    by_name,
    by_post,
    in_company,
    rows,
    with_surroundings,
    year_of,
)  # fmt: skip
from kg.resolve.names import whole_of

_NATIONAL = frozenset({"总书记", "国家主席", "主席", "委员长", "国务委员"})
"""Titles that, without an organization beside them, are those of the country in its own news."""
_COUNTRY = "place/CN"
_SEATS = re.compile(r"(?:委员|代表|院士|会员|党员|成员|顾问|理事|教授|博士|专家|导师|学者|得主|获得者)$")
"""Titles that many hold beside their post, and that one report names and the next does not."""
_LEADERS = re.compile(r"^(?:常务|执行|代理?)?副?(?:书记|省长|市长|县长|区长|州长|旗长|盟长|主席)$")
_COMMITTEE = re.compile(r"^中国共产党(?P<place>.{2,20})委员会$")
_GOVERNMENT = re.compile(r"^(?P<place>.{2,20}?)人民政府$")
_JOINTS = re.compile("[·-]")
_STEADY = {"GovernmentBody": 0, "InternationalOrganization": 1, "Company": 2, "Institute": 3, "Media": 4}
"""Kinds of bodies in the order in which their posts name a person; what one does beside that comes last."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organization or country that posts belong to, as resolved: its key, its full name and its subtype."""

    key: str
    label: str
    subtype: str | None = None


@dataclass(slots=True)
class Person:
    """The mentions of one name in one article, and what ties them to an identity."""

    article: Article
    name: str
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    standing: dict[str, tuple[int, int, int, str]] = field(default_factory=dict)  # by key of a body
    official: bool = False
    known: Known | None = None
    adopted: str | None = None
    reporter_of: str | None = None

    @property
    def posts(self) -> list[tuple[str, str]]:
        """Title, and key of what anchors an identity, of the claims that have both."""
        found = [(c.title, c.body or (_COUNTRY if c.title in _NATIONAL else None)) for c in self.claims]
        return [(title, body) for title, body in found if body]

    @property
    def anchor(self) -> str | None:
        """The key that tells this person from namesakes: of a post that is no seat, of any post, of the paper.

        Of several bodies it is the one that pages name most steadily, whatever order they stand in: the place or body
        of government before the firm, the school and the association, the known before the unknown, the whole before
        the part.
        """
        firm = [key for title, key in self.posts if not _SEATS.search(title)]
        found = firm or [key for _, key in self.posts]
        return min(found, key=self._rank) if found else self.reporter_of or self.adopted

    def _rank(self, key: str) -> tuple[int, int, int, str]:
        return self.standing.get(key, (0, 0, 0, key))

    def key(self, page: Page) -> str:
        """The entity key: the seeds' one, else by the organization of the posts, else by the article."""
        if self.known:
            return self.known.key
        if self.anchor:
            return person_key(self.name, organization=self.anchor)
        return person_key(self.name, article=f"{page.sha256}/a{self.article.index}")


def persons(
    page: Page,
    articles: Sequence[ArticleFacts],
    bodies: Mapping[Mention | str, Body],
    publishers: Mapping[int, str],
) -> list[tuple[str, Person]]:
    """Return the persons of a page with their keys.

    `bodies` has all organizations and places by mention and by seed key; `publishers` the key of each article's
    publisher, the organization of its reporters.

    Example: 王军 with a post in one article and bare in another that names the same organization is one person.
    """
    by_article = {facts.article.index: _of_article(page, facts, bodies, publishers) for facts in articles}
    groups = [group for found in by_article.values() for group in found]
    for facts in articles:
        _recognise(by_article[facts.article.index], facts, bodies)
    named: dict[str, list[Person]] = defaultdict(list)
    for group in groups:
        if group.anchor or group.known:
            named[group.name].append(group)
    organizations = {
        f.article.index: {
            bodies[m].key for m in f.mentions if m.type is EntityType.ORGANIZATION and m in bodies
        }
        for f in articles
    }
    companions = {index: {g.name for g in found if not g.reporter_of} for index, found in by_article.items()}
    for group in groups:
        if not group.anchor and not group.known:
            _adopt(group, named[group.name], organizations[group.article.index], companions)
    return [(g.key(page), g) for g in groups]


def _recognise(groups: Sequence[Person], facts: ArticleFacts, bodies: Mapping[Mention | str, Body]) -> None:
    """Find the persons of an article whom the seeds know: by post, by name in its surroundings, by their company."""
    year = year_of(facts.article)
    around = with_surroundings({bodies[m].key for m in facts.mentions if m in bodies})
    met: dict[str, KnownPerson] = {}
    for group in groups:
        if not group.reporter_of and group.name in people():
            person = by_post(group.name, group.claims, year) or by_name(
                group.name, group.claims, year, around
            )
            if person:
                group.known, met[group.name] = person.known, person
    of = {mention: group for group in groups for mention in group.mentions}
    for run in rows([m for m in facts.mentions if m in of], facts.article.text):
        bare = {of[m].name: of[m] for m in run if not (of[m].known or of[m].claims or of[m].reporter_of)}
        leader = next((name for name, person in met.items() if person.top), None)
        hosts = [leader] if leader and attending(run, facts.article.text) else []
        company = in_company([*(of[m].name for m in run), *hosts], met, year)
        for name in bare.keys() & company.keys():
            bare[name].known, met[name] = company[name].known, company[name]


def _adopt(
    group: Person, others: Iterable[Person], organizations: set[str], companions: Mapping[int, set[str]]
) -> None:
    """Take the identity of the one namesake whom evidence ties to this article.

    Evidence is an organization of his that the article names too, a second person whom both articles name, or that he
    is a national leader. A reporter's name is evidence for nobody, and a title of another kind speaks against a leader.
    """
    around = companions[group.article.index] - {group.name}
    fitting = {}
    for other in others:
        anchor = other.anchor
        if (anchor is None and other.known is None) or (other.reporter_of and not other.posts):
            continue
        if other.known and group.claims:
            continue
        shared = (
            around & companions[other.article.index] if other.article.index != group.article.index else set()
        )
        if anchor == _COUNTRY or shared or organizations & {key for _, key in other.posts}:
            fitting[other.known.key if other.known else anchor] = other
    if len(fitting) == 1:
        (other,) = fitting.values()
        group.known, group.adopted, group.official = other.known, other.anchor, other.official


def _of_article(
    page: Page, facts: ArticleFacts, bodies: Mapping[Mention | str, Body], publishers: Mapping[int, str]
) -> list[Person]:
    groups: dict[str, Person] = {}
    for mention in facts.mentions:
        if mention.type is EntityType.PERSON:
            name = normal_name(mention.name or mention.text)
            groups.setdefault(name, Person(facts.article, name)).mentions.append(mention)
    _join_parts(groups)
    of = {mention: group for group in groups.values() for mention in group.mentions}
    for post in facts.posts:
        group = of.get(post.person)
        if group:
            _take(group, post, bodies)
    publisher = publishers.get(facts.article.index)
    for byline in facts.article.bylines:
        group = groups.get(normal_name(byline.name))
        if group and not group.posts:
            group.reporter_of = publisher or f"page/{page.sha256}"  # 本报记者: of the paper this page is from
    return list(groups.values())


def _take(group: Person, post: Post, bodies: Mapping[Mention | str, Body]) -> None:
    body = bodies.get(post.organization) if post.organization is not None else None
    key = (
        _seat_of(body, post.title)
        if body
        else post.organization
        if isinstance(post.organization, str)
        else None
    )
    group.claims.append(Claim(post.title, key))
    subtype = body.subtype if body else None
    if body and key:
        group.standing[key] = _standing(body, key)
    public = subtype == "GovernmentBody" and kind_of(post.title) not in ("academic", "media")
    group.official = (
        group.official
        or public
        or (is_official(post.title) and subtype not in ("Company", "Institute", "Association", "Media"))
    )


def _standing(body: Body, key: str) -> tuple[int, int, int, str]:
    """What orders the bodies of a person's posts: kind, known or not, length of the name, key."""
    known = gazetteer().by_key.get(key)
    kind = known.subtype if known and known.type is EntityType.ORGANIZATION else body.subtype
    first = 0 if known and known.type is EntityType.PLACE else _STEADY.get(kind or "", len(_STEADY))
    return first, int(known is None), len(known.name if known else body.label), key


def _seat_of(body: Body, title: str) -> str:
    """The key that a post anchors an identity with, where several bodies are one to those who work there.

    A place's committee, its government and itself are one to its leaders, a central body and its departments to all.

    Example: the 市委副书记 and 市长 of one name in one city are one person, whichever post a report names first; so are
    the 新闻发言人 of a ministry and the 司长 of one of its departments.
    """
    match = _COMMITTEE.match(body.label) or _GOVERNMENT.match(body.label)
    if match and _LEADERS.match(title):
        places = [k for k in gazetteer().lookup(match.group("place")) if k.type is EntityType.PLACE]
        if len(places) == 1:
            return places[0].key
    known = gazetteer().by_key.get(body.key)
    whole = (
        gazetteer().by_key.get(known.parent or "")
        if known and "department" in known.attributes
        else None
        if known
        else whole_of(body.label)
    )
    return whole.key if whole and whole.subtype == "GovernmentBody" else body.key


def _join_parts(groups: dict[str, Person]) -> None:
    """维尔塔宁宁 is 安娜·维尔塔宁宁 where one full name of the article ends so (or begins so, and none ends so).

    A short name that the seeds know is only the person's own full one: 特朗普 is not 伊万卡·特朗普.
    """
    for short in sorted(groups, key=len):
        parts = _JOINTS.split(short)
        if len(short) < 2:
            continue
        longer = [(name, _JOINTS.split(name)) for name in groups if len(name) > len(short) and "·" in name]
        full = [n for n, split in longer if split[-len(parts) :] == parts] or [
            n for n, split in longer if split[: len(parts)] == parts
        ]
        owners = {p.known.key for p in people().get(short, ()) if short in p.surnames}
        if owners:
            full = [n for n in full if owners & {p.known.key for p in people().get(n, ())}]
        if len(full) == 1:
            groups[full[0]].mentions += groups.pop(short).mentions
