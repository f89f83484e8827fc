"""The index beside a store: names, sentences, ties and ranks in one SQLite file, so that the explorer opens at once."""

from kg.serve.index.reading import Index

__all__ = ["Index"]
