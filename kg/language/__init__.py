"""Words, word classes, names, numbers, quantities and times of an article, as a spaCy `Doc`."""

from kg.language.pipeline import load

__all__ = ["load"]
