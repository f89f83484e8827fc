"""Posts, relations, policies, events and quotations as quads, each fact with its evidence."""

from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.graph.errors import EvidenceError
from kg.graph.literals import chinese, day, plain, truth
from kg.graph.sheet import Sheet
from kg.graph.terms import KG, NIF, ORG, RDF, SCHEMA
from kg.records import (
    Article,
    ArticleFacts,
    EventDetails,
    Evidence,
    Mention,
    PolicyDetails,
    Post,
    Predicate,
    Quotation,
    Ref,
    Relation,
)

PREDICATES: dict[Predicate, NamedNode] = {
    Predicate.PART_OF: ORG.subOrganizationOf,
    Predicate.LOCATED_IN: KG.locatedIn,
    Predicate.ISSUED_BY: KG.issuedBy,
    Predicate.BASED_ON: KG.basedOn,
    Predicate.AMENDS: KG.amends,
    Predicate.REPEALS: KG.repeals,
    Predicate.TRANSMITS: KG.transmits,
    Predicate.HELD_BY: SCHEMA.organizer,
    Predicate.COOPERATES_WITH: KG.cooperatesWith,
    Predicate.INVESTS_IN: KG.investsIn,
    Predicate.MEMBER_OF: ORG.memberOf,
    Predicate.FOUNDED_BY: SCHEMA.founder,
}
"""The property that says each relation."""


def write_facts(sheet: Sheet, facts: ArticleFacts) -> None:
    """Write everything an article states except its figures."""
    article = facts.article
    for post in facts.posts:
        _write_post(sheet, article, post)
    for relation in facts.relations:
        _write_relation(sheet, article, relation)
    for policy in facts.policies:
        _write_policy(sheet, article, policy)
    for event in facts.events:
        _write_event(sheet, article, event)
    for quotation in facts.quotations:
        _write_quotation(sheet, article, quotation)


def _write_post(sheet: Sheet, article: Article, post: Post) -> None:
    member = sheet.key(post.person)
    organization = sheet.key(post.organization) if post.organization is not None else None
    node = sheet.ids.fact(
        "post", sheet.sha, member, post.title, organization, post.change, post.start, post.end
    )
    sheet.add(node, RDF.type, ORG.Membership)
    sheet.add(node, ORG.member, sheet.entity(member))
    sheet.add(node, ORG.organization, sheet.entity(organization) if organization else None)
    sheet.add(node, KG.postTitle, chinese(post.title))
    sheet.add(node, KG.attestedOn, day(article.published) if article.published else None)
    sheet.add(node, KG.change, KG.ALL[post.change] if post.change else None)
    sheet.add_days(node, post.start, post.end)
    sheet.prove(node, article, post.evidence, post.person)


def _write_relation(sheet: Sheet, article: Article, relation: Relation) -> None:
    """Write a relation; between an entity and itself there is none to state (two names that turned out to be one)."""
    subject, target = sheet.entity(relation.subject), sheet.entity(relation.object)
    if subject != target:
        anchor = _anchor(relation.subject) or _anchor(relation.object)
        _state(sheet, article, subject, PREDICATES[relation.predicate], target, relation.evidence, anchor)


def _write_policy(sheet: Sheet, article: Article, policy: PolicyDetails) -> None:
    node = sheet.entity(policy.policy)
    number = plain(policy.document_number) if policy.document_number else None
    for predicate, value in (
        (KG.documentNumber, number),
        (SCHEMA.datePublished, _day(policy.issued)),
        (KG.startDate, _day(policy.start)),
        (KG.endDate, _day(policy.end)),
    ):
        if value is not None:
            _state(sheet, article, node, predicate, value, policy.evidence, policy.policy)


def _write_event(sheet: Sheet, article: Article, event: EventDetails) -> None:
    node = sheet.entity(event.event)
    for predicate, value in ((KG.startDate, _day(event.start)), (KG.endDate, _day(event.end))):
        if value is not None:
            _state(sheet, article, node, predicate, value, event.evidence, event.event)


def _write_quotation(sheet: Sheet, article: Article, quotation: Quotation) -> None:
    stands = article.text[quotation.begin : quotation.end]
    if quotation.text != stands:
        raise EvidenceError(
            f"{sheet.facts.page.source}: article {article.index} has {stands[:40]!r} at {quotation.begin}:{quotation.end}, "
            f"not the quotation {quotation.text[:40]!r}"
        )
    speaker = sheet.key(quotation.speaker)
    node = sheet.ids.fact("quotation", sheet.sha, article.index, speaker, quotation.text)
    sheet.add(node, RDF.type, SCHEMA.Quotation)
    sheet.add(node, SCHEMA.creator, sheet.entity(speaker))
    sheet.add(node, SCHEMA.text, chinese(quotation.text))
    sheet.add(node, SCHEMA.isPartOf, sheet.article(article))
    sheet.add(node, KG.direct, truth(quotation.direct))
    sheet.add(node, KG.statedAt, sheet.string(article, NIF.Phrase, quotation.begin, quotation.end))
    sheet.prove(node, article, quotation.evidence, quotation.speaker)


def _state(
    sheet: Sheet, article: Article, subject: NamedNode, predicate: NamedNode, target: NamedNode | Literal,
    evidence: Evidence, anchor: Mention | None,
) -> None:  # fmt: skip
    """Write a plain triple and the statement node that carries its evidence."""
    node = sheet.ids.fact("statement", sheet.sha, subject, predicate, target)
    sheet.add(subject, predicate, target)
    sheet.add(node, RDF.type, RDF.Statement)
    sheet.add(node, RDF.subject, subject)
    sheet.add(node, RDF.predicate, predicate)
    sheet.add(node, RDF.object, target)
    sheet.prove(node, article, evidence, anchor)


def _anchor(ref: Ref) -> Mention | None:
    return ref if isinstance(ref, Mention) else None


def _day(when: date | None) -> Literal | None:
    return day(when) if when else None
