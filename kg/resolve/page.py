"""One page's mentions as entities: every mention gets a key, every key an entity with one label."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.knowledge import Known, gazetteer
from kg.records import ArticleFacts, Entity, EntityType, Mention, Page, PageFacts
from kg.resolve.abroad import bodies_abroad
from kg.resolve.aliases import fuller_names
from kg.resolve.documents import document_names
from kg.resolve.identity import entity_key, normal_name
from kg.resolve.names import organization, subtype_of_part
from kg.resolve.parts import with_parts
from kg.resolve.people import Body, persons
from kg.resolve.setting import Setting, place_of


class _Register:
    """The entities of a page as they are met; the first label of a key stays, names add up."""

    def __init__(self) -> None:
        self.label: dict[str, str] = {}
        self.type: dict[str, EntityType] = {}
        self.subtypes: dict[str, Counter[str]] = defaultdict(Counter)
        self.names: dict[str, Counter[str]] = defaultdict(Counter)
        self.known: dict[str, Known] = {}

    def known_entity(self, known: Known, seen: str | None = None) -> str:
        self.known[known.key] = known
        self.label.setdefault(known.key, known.name)
        self.type.setdefault(known.key, known.type)
        if seen:
            self.names[known.key][seen] += 1
        return known.key

    def named(
        self,
        kind: EntityType,
        name: str,
        subtype: str | None,
        seen: str | None = None,
        key: str | None = None,
    ) -> str:
        key = key or entity_key(kind, name)
        self.label.setdefault(key, normal_name(name))
        self.type.setdefault(key, kind)
        if subtype:
            self.subtypes[key][subtype] += 1
        if seen:
            self.names[key][seen] += 1
        return key

    def body(self, key: str) -> Body:
        """What posts need to know of an entity met so far."""
        return Body(key, self.label[key], self._subtype(key))

    def entities(self) -> tuple[Entity, ...]:
        return tuple(self._entity(key) for key in sorted(self.label))

    def _entity(self, key: str) -> Entity:
        known = self.known.get(key)
        names = dict.fromkeys([*(known.names if known else ()), *sorted(self.names[key])])
        aliases = tuple(n for n in names if n != self.label[key])
        attributes = dict(known.attributes) if known else {}
        if known and known.parent:
            attributes["located_in" if known.type is EntityType.PLACE else "part_of"] = known.parent
        return Entity(key, self.type[key], self._subtype(key), self.label[key], aliases, attributes)

    def _subtype(self, key: str) -> str | None:
        """The subtype the seeds know, else the one that most mentions have."""
        if key in self.known:
            return self.known[key].subtype
        return next((s for s, _ in sorted(self.subtypes[key].items(), key=lambda p: (-p[1], p[0]))), None)


def resolve(page: Page, articles: Sequence[ArticleFacts]) -> PageFacts:
    """Give every mention of a page its entity.

    Example: 科技部 and 科学技术部 are one entity labelled 科学技术部 with the alias 科技部.
    """
    register = _Register()
    identity: dict[Mention, str] = {}
    publishers: dict[int, str] = {}
    places: dict[int, str] = {}
    settings = {
        facts.article.index: Setting(facts.article, facts.mentions, _known_publisher(facts))
        for facts in articles
    }
    for facts in articles:
        setting = settings[facts.article.index]
        setting.page = list(settings.values())
        fuller = {**fuller_names(facts.mentions), **document_names(facts.mentions)}
        abroad = bodies_abroad(facts)
        for mention in facts.mentions:
            if mention in abroad:
                identity[mention] = _key(register, replace(mention, key=None), abroad[mention], setting)
            elif mention.type is not EntityType.PERSON:
                identity[mention] = _key(register, mention, fuller.get(mention, mention.name), setting)
        _imprint(register, facts, setting, publishers, places)
    authors = _people(register, page, articles, identity, publishers)
    names = {
        mention: register.label[key]
        for mention, key in identity.items()
        if mention.type is EntityType.ORGANIZATION
    }
    first: dict[str, Mention] = {}
    for mention, name in names.items():
        first.setdefault(name, mention)
    articles = [with_parts(facts, names, first) for facts in articles]
    for ref in _seed_refs(articles):
        register.known_entity(gazetteer().by_key[ref])
    return PageFacts(page, tuple(articles), register.entities(), identity, publishers, places, authors)


def _key(register: _Register, mention: Mention, full: str | None, setting: Setting) -> str:
    if mention.key and mention.key in gazetteer().by_key:
        return register.known_entity(gazetteer().by_key[mention.key], mention.text)
    name = full or mention.text
    if mention.type is EntityType.ORGANIZATION:
        known, name = organization(name, setting, mention.begin)
        if known:
            return register.known_entity(known, mention.text)
        place = place_of(mention.text)
        if place:
            return register.known_entity(place, mention.text)
        return register.named(mention.type, name, subtype_of_part(name, mention.subtype), mention.text)
    found = setting.pick(k for k in gazetteer().lookup(name) if k.type is mention.type)
    found = found or setting.pick(k for k in gazetteer().guarded(name) if k.type is mention.type)
    if found:
        return register.known_entity(found, mention.text)
    return register.named(mention.type, name, mention.subtype, mention.text)


def _known_publisher(facts: ArticleFacts) -> Known | None:
    """The publisher of an article, where the seeds know it."""
    found = [
        k for k in gazetteer().lookup(facts.article.publisher or "") if k.type is EntityType.ORGANIZATION
    ]
    return found[0] if len(found) == 1 else None


def _imprint(
    register: _Register,
    facts: ArticleFacts,
    setting: Setting,
    publishers: dict[int, str],
    places: dict[int, str],
) -> None:
    """Publisher and dateline place of an article."""
    article = facts.article
    if article.publisher:
        known, name = organization(article.publisher, setting)
        publishers[article.index] = (
            register.known_entity(known, article.publisher) if known else register.named(EntityType.ORGANIZATION, name, "Media", article.publisher)
        )  # fmt: skip
    if article.place:
        found = setting.pick(k for k in gazetteer().lookup(article.place) if k.type is EntityType.PLACE)
        places[article.index] = (
            register.known_entity(found, article.place)
            if found
            else register.named(EntityType.PLACE, article.place, None, article.place)
        )


def _people(
    register: _Register, page: Page, articles: Sequence[ArticleFacts], identity: dict[Mention, str], publishers: dict[int, str]
) -> dict[int, tuple[str, ...]]:  # fmt: skip
    """Enter the persons; return the keys of each article's authors."""
    by_name: dict[tuple[int, str], str] = {}
    bodies: dict[Mention | str, Body] = {ref: register.body(key) for ref, key in identity.items()}
    bodies |= {
        ref: Body(ref, gazetteer().by_key[ref].name, gazetteer().by_key[ref].subtype)
        for ref in _seed_refs(articles)
    }
    for key, person in persons(page, articles, bodies, publishers):
        for mention in person.mentions:
            identity[mention] = (
                register.known_entity(person.known, mention.text)
                if person.known
                else register.named(
                    EntityType.PERSON, person.name, "Official" if person.official else None, mention.text, key
                )
            )
        by_name[person.article.index, person.name] = key
    authors: dict[int, tuple[str, ...]] = {}
    for facts in articles:
        keys = [
            by_name[facts.article.index, normal_name(b.name)]
            for b in facts.article.bylines
            if (facts.article.index, normal_name(b.name)) in by_name
        ]
        authors[facts.article.index] = tuple(dict.fromkeys(keys))
    return authors


def _seed_refs(articles: Sequence[ArticleFacts]) -> Iterable[str]:
    """Seed keys that facts speak of without a mention: place/CN for 我国."""
    refs: set[str] = set()
    for facts in articles:
        for post in facts.posts:
            refs.update(r for r in (post.organization,) if isinstance(r, str))
        for relation in facts.relations:
            refs.update(r for r in (relation.subject, relation.object) if isinstance(r, str))
        for statistic in facts.statistics:
            refs.update(r for r in (statistic.area, statistic.source, statistic.policy) if isinstance(r, str))
    return sorted(refs & gazetteer().by_key.keys())
