"""Policies: their names, who issued them, their dates, and what they have to do with one another."""

from kg.extract.policies.details import policy_details
from kg.extract.policies.enactments import enactments
from kg.extract.policies.links import policy_links
from kg.extract.policies.names import policies

__all__ = ["enactments", "policies", "policy_details", "policy_links"]
