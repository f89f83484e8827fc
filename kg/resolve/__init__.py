"""From mentions to entities: seed knowledge, short forms, homonyms, deterministic identity."""

from kg.resolve.identity import entity_key, normal_name, person_key
from kg.resolve.page import resolve

__all__ = ["entity_key", "normal_name", "person_key", "resolve"]
