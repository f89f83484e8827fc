"""Quotations: who said what."""

from kg.extract.quotations.quotations import quotations

__all__ = ["quotations"]
