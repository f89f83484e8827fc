"""Seed knowledge: the tables of `seeds/` as entities to look up and word lists to build patterns from.

The lowest room after `records`: `language`, `extract` and `resolve` all ask it, it asks nobody.
"""

from kg.knowledge.gazetteer import Gazetteer, Known, gazetteer
from kg.knowledge.tables import Row, fingerprint, name_words, read_table, transcribing, words
from kg.knowledge.titles import is_official, kind_of

__all__ = [
    "Gazetteer",
    "Known",
    "Row",
    "fingerprint",
    "gazetteer",
    "is_official",
    "kind_of",
    "name_words",
    "read_table",
    "transcribing",
    "words",
]
