"""The frozen data classes that pass between rooms. They import nothing else of the project."""

from kg.records.entities import ArticleFacts, Entity, PageFacts
from kg.records.facts import (
    Basis,
    Comparator,
    EventDetails,
    Evidence,
    Measure,
    Period,
    PolicyDetails,
    Post,
    Predicate,
    Quotation,
    Relation,
    Statistic,
)
from kg.records.mentions import SUBTYPES, EntityType, Mention, Ref
from kg.records.pages import Article, ArticleKind, Block, BlockKind, Byline, Metadata, Page, Problem

__all__ = [
    "SUBTYPES",
    "Article",
    "ArticleFacts",
    "ArticleKind",
    "Basis",
    "Block",
    "BlockKind",
    "Byline",
    "Comparator",
    "Entity",
    "EntityType",
    "EventDetails",
    "Evidence",
    "Measure",
    "Mention",
    "Metadata",
    "Page",
    "PageFacts",
    "Period",
    "PolicyDetails",
    "Post",
    "Predicate",
    "Problem",
    "Quotation",
    "Ref",
    "Relation",
    "Statistic",
]
