"""From files to pages, and from pages to articles with every character tied to its place."""

from kg.read.articles import articles
from kg.read.sources import SUPPORTED, read

__all__ = ["SUPPORTED", "articles", "read"]
