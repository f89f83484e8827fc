"""The rows of the tables that a graph is read into: one record for each kind of thing in the contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Date = str
"""An ISO date as the graph writes it: 2026-01-14."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `begin` to `end` of a page: a sentence, a mention or a number, with the article it stands in."""

    iri: str
    page: str
    begin: int
    end: int
    text: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One organization, person, place, policy or event; `details` holds its plain properties by CURIE.

    `joined` are the IRIs of the nodes that accepted merges made one with it, beside its own.
    """

    iri: str
    type: str
    subtype: str | None
    label: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article: `date` is the stated day of issue, else the assumed one (`assumed` is true then)."""

    iri: str
    kind: str | None
    page: str | None
    headline: str | None
    date: Date | None
    assumed: bool
    publisher: str | None
    authors: tuple[str, ...]
    place: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class MentionRow:
    """The characters `span` that name `entity`."""

    span: Span
    entity: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A person's post; `sources` are the IRIs of the sentences that say so."""

    iri: str
    person: str
    organization: str | None
    title: str
    attested: Date | None
    start: Date | None
    end: Date | None
    change: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """`subject` stands in `predicate` (a CURIE or IRI) to `object`; no sources when it is seed knowledge."""

    subject: str
    predicate: str
    object: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """Words of a speaker; `text` may be missing, then the sources hold them."""

    iri: str
    speaker: str
    text: str | None
    article: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A closed interval of days with its Chinese name: 2025年 is 2025-01-01 to 2025-12-31."""

    start: Date | None
    end: Date | None
    label: str | None


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One figure; `value` and `upper` are decimals as text, `basis` a local name (YearOnYear) or a period."""

    iri: str
    indicator: str
    value: str
    upper: str | None
    unit: str
    measure: str | None
    comparator: str | None
    basis: str | PeriodRow | None
    period: PeriodRow | None
    area: str | None
    source: str | None
    policy: str | None
    stated: str | None
    text: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All rows of a graph, each table in the order of its IRIs; `labels` names whatever else has a label."""

    entities: Mapping[str, EntityRow]
    pages: Mapping[str, str]
    articles: Mapping[str, ArticleRow]
    spans: Mapping[str, Span]
    sentences: tuple[Span, ...]
    mentions: tuple[MentionRow, ...]
    posts: tuple[PostRow, ...]
    relations: tuple[RelationRow, ...]
    quotations: tuple[QuotationRow, ...]
    statistics: tuple[StatisticRow, ...]
    labels: Mapping[str, str]

    def name(self, iri: str | None) -> str | None:
        """Return the label of `iri`, else the last part of the IRI; None for None. Example: …/place/CN gives 中国."""
        if iri is None:
            return None
        return self.labels.get(iri) or iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]
