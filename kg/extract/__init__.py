"""Mentions and facts of an article, one module a subject."""

from kg.extract.article import extract

__all__ = ["extract"]
