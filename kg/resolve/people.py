"""Which mentions of persons are one person: name, posts, bylines; two of one name stay two until there is evidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.knowledge import is_official, kind_of
from kg.records import Article, ArticleFacts, EntityType, Mention, Page, Post
from kg.resolve.identity import normal_name, person_key

_NATIONAL = frozenset({"总书记", "国家主席", "主席", "委员长", "国务委员"})
"""Titles that, without an organization beside them, are those of the country in its own news."""
_COUNTRY = "place/CN"


@dataclass(slots=True)
class Person:
    """The mentions of one name in one article, and what ties them to an identity."""

    article: Article
    name: str
    mentions: list[Mention] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    official: bool = False

    def key(self, page: Page) -> str:
        """The entity key: by the first organization of its posts, else by the article."""
        if self.employers:
            return person_key(self.name, organization=self.employers[0])
        return person_key(self.name, article=f"{page.sha256}/a{self.article.index}")


def persons(page: Page, articles: Sequence[ArticleFacts], identity: Mapping[Mention, str], publishers: Mapping[int, str]) -> list[tuple[str, Person]]:
    """Return the persons of a page with their keys.

    `identity` has the keys of all organizations and places; `publishers` that of each article's publisher, the
    organization of its reporters.

    Example: 王军 with a post in one article and bare in another that names the same organization is one person.
    """
    groups = [g for facts in articles for g in _of_article(page, facts, identity, publishers)]
    named: dict[str, list[Person]] = defaultdict(list)
    for group in groups:
        if group.employers:
            named[group.name].append(group)
    organizations = {
        facts.article.index: {identity.get(m) for m in facts.mentions if m.type is EntityType.ORGANIZATION} for facts in articles
    }  # fmt: skip
    for group in groups:
        if not group.employers:
            _adopt(group, named[group.name], organizations[group.article.index])
    return [(g.key(page), g) for g in groups]


def _adopt(group: Person, others: Iterable[Person], organizations: set[str | None]) -> None:
    """Take the identity of the one namesake whose organization this article names too, or who is a national leader."""
    fitting = {o.employers[0] for o in others if o.employers[0] in organizations or o.employers[0] == _COUNTRY}
    if len(fitting) == 1:
        group.employers = [fitting.pop()]
        group.official = any(o.official for o in others if o.employers[:1] == group.employers)


def _of_article(page: Page, facts: ArticleFacts, identity: Mapping[Mention, str], publishers: Mapping[int, str]) -> list[Person]:
    groups: dict[str, Person] = {}
    for mention in facts.mentions:
        if mention.type is EntityType.PERSON:
            name = normal_name(mention.name or mention.text)
            groups.setdefault(name, Person(facts.article, name)).mentions.append(mention)
    _join_surnames(groups)
    of = {mention: group for group in groups.values() for mention in group.mentions}
    for post in facts.posts:
        group = of.get(post.person)
        if group:
            _take(group, post, identity)
    publisher = publishers.get(facts.article.index)
    for byline in facts.article.bylines:
        group = groups.get(normal_name(byline.name))
        if group and not group.employers:
            group.employers = [publisher or f"page/{page.sha256}"]  # 本报记者: of the paper this page is from
    return list(groups.values())


def _take(group: Person, post: Post, identity: Mapping[Mention, str]) -> None:
    organization = post.organization
    key = organization if isinstance(organization, str) else identity.get(organization) if organization else None
    if key is None and post.title in _NATIONAL:
        key = _COUNTRY
    if key and key not in group.employers:
        group.employers.append(key)
    subtype = organization.subtype if isinstance(organization, Mention) else None
    public = subtype == "GovernmentBody" and kind_of(post.title) not in ("academic", "media")
    group.official = group.official or public or (is_official(post.title) and subtype not in ("Company", "Institute", "Association", "Media"))


def _join_surnames(groups: dict[str, Person]) -> None:
    """弗雷泽里克森 is 梅特·弗雷泽里克森 where one full name of the article ends so."""
    for short in list(groups):
        if "·" in short or len(short) < 2:
            continue
        full = [name for name in groups if name != short and name.split("·")[-1] == short and "·" in name]
        if len(full) == 1:
            groups[full[0]].mentions += groups.pop(short).mentions
