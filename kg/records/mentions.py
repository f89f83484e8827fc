"""What `extract` finds by name: mentions, typed as the ontology types entities."""

from dataclasses import dataclass
from enum import StrEnum


class EntityType(StrEnum):
    """The five kinds of entity; the value is the local name of the class in the ontology."""

    ORGANIZATION = "Organization"
    PERSON = "Person"
    PLACE = "Place"
    POLICY = "Policy"
    EVENT = "Event"


SUBTYPES: dict[EntityType, tuple[str, ...]] = {
    EntityType.ORGANIZATION: (
        "GovernmentBody",
        "Company",
        "Institute",
        "Association",
        "Media",
        "InternationalOrganization",
    ),
    EntityType.PERSON: ("Official",),
    EntityType.PLACE: ("Country", "Province", "City", "County", "Region", "Site"),
    EntityType.POLICY: ("Law", "Regulation", "Notice", "Plan"),
    EntityType.EVENT: (),
}
"""Subtypes by type; an entity without one has subtype None (the guideline's Other, or a plain Person)."""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in an article: `text` is `article.text[begin:end]`, marks that enclose the whole name excluded.

    `name` is the full name if the extractor can tell it from context (海关总署统计分析司 for 统计分析司), `key` the seed
    key if it is sure of it (`place/320000`), `rule` the rule that made the mention (`organization.suffix`).
    """

    article: int
    begin: int
    end: int
    text: str
    type: EntityType
    subtype: str | None = None
    rule: str = ""
    name: str | None = None
    key: str | None = None


Ref = Mention | str
"""What a fact may speak of: a mention of the article, or the key of a seed entity (`place/CN`) it does not name."""
