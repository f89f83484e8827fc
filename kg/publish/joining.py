"""Rows of entities that an accepted merge joins, as rows of one: under the IRI that represents them all.

The graph keeps its nodes, and taking a merge back parts them again; only what is read from it speaks of one entity.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.publish.readings import TYPES
from kg.publish.rows import (
    ArticleRow,
    Contents,
    EntityRow,
    MentionRow,
    PostRow,
    QuotationRow,
    RelationRow,
    StatisticRow,
)

Joined = Mapping[str, str]
"""The representative of each entity that merges join, by IRI; an entity that is not there stands for itself."""


def join(contents: Contents, joined: Joined) -> Contents:
    """Return the rows with every joined entity told as its representative, in the order they have.

    Example: with 王海平 of two pages joined, his posts on both are posts of one node.
    """
    entities = join_entities(contents.entities, joined)
    return replace(
        contents,
        entities=entities,
        articles={iri: _article(row, joined) for iri, row in contents.articles.items()},
        mentions=join_mentions(contents.mentions, joined),
        posts=tuple(_post(row, joined) for row in contents.posts),
        relations=join_relations(contents.relations, joined),
        quotations=tuple(_quotation(row, joined) for row in contents.quotations),
        statistics=tuple(_statistic(row, joined) for row in contents.statistics),
        labels=dict(contents.labels)
        | {iri: entities[one].label for iri, one in joined.items() if one in entities},
    )


def join_entities(entities: Mapping[str, EntityRow], joined: Joined) -> dict[str, EntityRow]:
    """Return the rows with those of one entity united, sorted by IRI.

    The names, links and details of all are kept; where they differ the representative is right, then the smaller IRI.
    A group whose representative has no row of its own keeps the IRI all the same.
    """
    groups: dict[str, list[EntityRow]] = defaultdict(list)
    for iri, row in entities.items():
        groups[joined.get(iri, iri)].append(row)
    members: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(iri for iri, one in joined.items() if one in groups and iri != one):
        members[joined[iri]].append(iri)
    return {iri: _united(iri, groups[iri], tuple(members.get(iri, ()))) for iri in sorted(groups)}


def _united(iri: str, rows: list[EntityRow], members: tuple[str, ...]) -> EntityRow:
    if not members:
        return rows[0]
    ordered = sorted(rows, key=lambda row: (row.iri != iri, row.iri))
    first = ordered[0]
    kinds = [row.subtype for row in ordered if row.subtype in TYPES[first.type]]
    names = dict.fromkeys(name for row in ordered for name in (row.label, *row.aliases))
    links = {link for row in ordered for link in row.same_as} | set(members)
    details = {p: v for row in reversed(ordered) for p, v in row.details.items()}
    return EntityRow(
        iri=iri,
        type=first.type,
        subtype=kinds[0] if kinds else None,
        label=first.label,
        aliases=tuple(name for name in names if name != first.label),
        same_as=tuple(sorted(links - {iri})),
        details=dict(sorted(details.items())),
        joined=members,
    )


def join_mentions(mentions: Iterable[MentionRow], joined: Joined) -> tuple[MentionRow, ...]:
    """Return the mentions of the representatives; one that named several of one entity names it once."""
    found = (MentionRow(m.span, joined[m.entity]) if m.entity in joined else m for m in mentions)
    return tuple({(m.span.iri, m.entity): m for m in found}.values())


def join_relations(relations: Iterable[RelationRow], joined: Joined) -> tuple[RelationRow, ...]:
    """Return the relations of the representatives, sorted; what tied the parts of one entity is none."""
    sources: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in relations:
        ends = joined.get(row.subject, row.subject), joined.get(row.object, row.object)
        if ends[0] != ends[1] or row.subject == row.object:
            sources[ends[0], row.predicate, ends[1]].update(row.sources)
    return tuple(RelationRow(*said, tuple(sorted(sources[said]))) for said in sorted(sources))


def _end(iri: str | None, joined: Joined) -> str | None:
    return None if iri is None else joined.get(iri, iri)


def _article(row: ArticleRow, joined: Joined) -> ArticleRow:
    if joined.keys().isdisjoint((row.publisher, row.place, *row.authors)):
        return row
    authors = tuple(dict.fromkeys(joined.get(iri, iri) for iri in row.authors))
    return replace(row, publisher=_end(row.publisher, joined), place=_end(row.place, joined), authors=authors)


def _post(row: PostRow, joined: Joined) -> PostRow:
    if row.person not in joined and row.organization not in joined:
        return row
    person = joined.get(row.person, row.person)
    return replace(row, person=person, organization=_end(row.organization, joined))


def _quotation(row: QuotationRow, joined: Joined) -> QuotationRow:
    return replace(row, speaker=joined[row.speaker]) if row.speaker in joined else row


def _statistic(row: StatisticRow, joined: Joined) -> StatisticRow:
    if joined.keys().isdisjoint((row.area, row.source, row.policy)):
        return row
    area, source, policy = (_end(iri, joined) for iri in (row.area, row.source, row.policy))
    return replace(row, area=area, source=source, policy=policy)
