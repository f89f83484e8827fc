"""Which mentions of persons are one person: name, posts, bylines; two of one name stay two until there is evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.knowledge import gazetteer, is_official, kind_of
from kg.records import Article, ArticleFacts, EntityType, Mention, Page, Post
from kg.resolve.identity import normal_name, person_key

_NATIONAL = frozenset({"总书记", "国家主席", "主席", "委员长", "国务委员"})
"""Titles that, without an organization beside them, are those of the country in its own news."""
_COUNTRY = "place/CN"
_SEATS = re.compile(r"(?:委员|代表|院士|会员|党员|成员|顾问|理事|教授|博士|专家|导师|学者|得主|获得者)$")
"""Titles that many hold beside their post, and that one report names and the next does not."""
_LEADERS = re.compile(r"^(?:常务|执行|代理?)?副?(?:书记|省长|市长|县长|区长|州长|旗长|盟长|主席)$")
_COMMITTEE = re.compile(r"^中国共产党(?P<place>.{2,20})委员会$")
_GOVERNMENT = re.compile(r"^(?P<place>.{2,20}?)人民政府$")
_JOINTS = re.compile("[·-]")


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
    posts: list[tuple[str, str]] = field(default_factory=list)  # title, key of what anchors an identity
    official: bool = False
    adopted: str | None = None
    reporter_of: str | None = None

    @property
    def anchor(self) -> str | None:
        """The key that tells this person from namesakes: of the first post that is no seat, of any post, of the paper."""
        firm = [key for title, key in self.posts if not _SEATS.search(title)]
        return next(iter([*firm, *(key for _, key in self.posts)]), self.reporter_of or self.adopted)

    def key(self, page: Page) -> str:
        """The entity key: by the organization of the posts, else by the article."""
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
    named: dict[str, list[Person]] = defaultdict(list)
    for group in groups:
        if group.anchor:
            named[group.name].append(group)
    organizations = {
        f.article.index: {
            bodies[m].key for m in f.mentions if m.type is EntityType.ORGANIZATION and m in bodies
        }
        for f in articles
    }
    companions = {index: {g.name for g in found if not g.reporter_of} for index, found in by_article.items()}
    for group in groups:
        if not group.anchor:
            _adopt(group, named[group.name], organizations[group.article.index], companions)
    return [(g.key(page), g) for g in groups]


def _adopt(
    group: Person, others: Iterable[Person], organizations: set[str], companions: Mapping[int, set[str]]
) -> None:
    """Take the identity of the one namesake whom evidence ties to this article.

    Evidence is an organization of his that the article names too, a second person whom both articles name, or that he
    is a national leader. A reporter's name is evidence for nobody.
    """
    around = companions[group.article.index] - {group.name}
    fitting = {}
    for other in others:
        anchor = other.anchor
        if anchor is None or (other.reporter_of and not other.posts):
            continue
        shared = (
            around & companions[other.article.index] if other.article.index != group.article.index else set()
        )
        if anchor == _COUNTRY or shared or organizations & {key for _, key in other.posts}:
            fitting[anchor] = other
    if len(fitting) == 1:
        ((group.adopted, other),) = fitting.items()
        group.official = other.official


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
    if key is None and post.title in _NATIONAL:
        key = _COUNTRY
    if key:
        group.posts.append((post.title, key))
    subtype = body.subtype if body else None
    public = subtype == "GovernmentBody" and kind_of(post.title) not in ("academic", "media")
    group.official = (
        group.official
        or public
        or (is_official(post.title) and subtype not in ("Company", "Institute", "Association", "Media"))
    )


def _seat_of(body: Body, title: str) -> str:
    """The key that a post anchors an identity with; a place's committee, government and itself are one to its leaders.

    Example: the 市委副书记 and 市长 of one name in one city are one person, whichever post a report names first.
    """
    match = _COMMITTEE.match(body.label) or _GOVERNMENT.match(body.label)
    if match and _LEADERS.match(title):
        places = [k for k in gazetteer().lookup(match.group("place")) if k.type is EntityType.PLACE]
        if len(places) == 1:
            return places[0].key
    return body.key


def _join_parts(groups: dict[str, Person]) -> None:
    """维尔塔宁宁 is 安娜·维尔塔宁宁 where one full name of the article ends so (or begins so, and none ends so)."""
    for short in sorted(groups, key=len):
        parts = _JOINTS.split(short)
        if len(short) < 2:
            continue
        longer = [(name, _JOINTS.split(name)) for name in groups if len(name) > len(short) and "·" in name]
        full = [n for n, split in longer if split[-len(parts) :] == parts] or [
            n for n, split in longer if split[: len(parts)] == parts
        ]
        if len(full) == 1:
            groups[full[0]].mentions += groups.pop(short).mentions
