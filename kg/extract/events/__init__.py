"""Events: their names, who holds them, where and when."""

from kg.extract.events.gatherings import event_details, event_relations
from kg.extract.events.names import events

__all__ = ["event_details", "event_relations", "events"]
