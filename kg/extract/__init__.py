"""Mentions and facts of an article, one module a subject."""

from kg.extract.article import extract
from kg.extract.mentions import page_mentions

__all__ = ["extract", "page_mentions"]
