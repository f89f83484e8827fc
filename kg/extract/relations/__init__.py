"""Relations between the names of an article."""

from kg.extract.relations.relations import relations

__all__ = ["relations"]
