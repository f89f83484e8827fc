"""Statistics as facts: every figure of an article with value, unit, measure, basis, indicator, period, area and source."""

from kg.extract.statistics.statistics import statistics

__all__ = ["statistics"]
