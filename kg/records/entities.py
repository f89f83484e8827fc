"""What `resolve` gives: entities with identity, and all that one page says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.records.facts import EventDetails, PolicyDetails, Post, Quotation, Relation, Statistic
from kg.records.mentions import EntityType, Mention
from kg.records.pages import Article, Page


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """All that `extract` reads from one article; `sentences` are spans of its text."""

    article: Article
    sentences: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    posts: tuple[Post, ...] = ()
    relations: tuple[Relation, ...] = ()
    policies: tuple[PolicyDetails, ...] = ()
    events: tuple[EventDetails, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statistics: tuple[Statistic, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing. `key` is its identity below the base IRI: `place/320000`, `organization/3f2a…`.

    `attributes` holds what the seeds know: `division_code`, `country_code`, `latitude`, `longitude`, `same_as`,
    `homepage`, `part_of`, `located_in` (keys).
    """

    key: str
    type: EntityType
    subtype: str | None
    label: str
    aliases: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything one page adds to the graph.

    `identity` gives the entity key of every mention and of every seed key a fact uses; `publishers` and `places` give
    the entity keys of an article's publisher and dateline place by article index, `authors` those of its bylines.
    """

    page: Page
    articles: tuple[ArticleFacts, ...]
    entities: tuple[Entity, ...]
    identity: Mapping[Mention, str] = field(hash=False)
    publishers: Mapping[int, str] = field(default_factory=dict, hash=False)
    places: Mapping[int, str] = field(default_factory=dict, hash=False)
    authors: Mapping[int, tuple[str, ...]] = field(default_factory=dict, hash=False)
