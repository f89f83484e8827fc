"""The figures of a store, found by what they state and by the sentence they stand in."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from kg.graph.checks.naming import canonical, trustworthy
from kg.graph.checks.observations import Figure
from kg.graph.checks.quotes import realised
from kg.records import Basis, Measure, Period

Key = tuple[Measure, str, str | None, str, Basis | None, Period]


class Index:
    """All figures in reading order, and those told as exact results by what they state.

    Example: `Index(figures).stating(figure)` are all figures of 出口, 中国, 2025年, 元.
    """

    def __init__(self, figures: Sequence[Figure]):
        """Take the figures of a store, in the order of pages and of their text."""
        self.figures = figures

    @cached_property
    def sentences(self) -> dict[tuple[str, int], list[Figure]]:
        """The figures of each sentence of each article, in the order of the text."""
        found: dict[tuple[str, int], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.article, figure.sentence_begin].append(figure)
        return found

    @cached_property
    def articles(self) -> dict[str, list[Figure]]:
        """The figures of each article, in the order of the text."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.article].append(figure)
        return found

    @cached_property
    def results(self) -> dict[Key, list[Figure]]:
        """Exact results by what they state."""
        found: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.exact and figure.period is not None and realised(figure):
                found[key_of(figure, figure.period)].append(figure)
        return found

    def sentence(self, figure: Figure) -> list[Figure]:
        """Return the figures of a figure's sentence, itself included."""
        return self.sentences[figure.article, figure.sentence_begin]

    def same_thing(self, figure: Figure, period: Period) -> list[Figure]:
        """Return the results that state the same thing as a figure for another period.

        They stand in the same article, or they are of a named area and their name may be trusted across articles.
        """
        others = self.results.get(key_of(figure, period), [])
        return [
            o
            for o in others
            if o.article == figure.article
            or (figure.area and trustworthy(figure.name, figure.sentence, o.sentence))
        ]


def key_of(figure: Figure, period: Period) -> Key:
    """Return what a figure states, put at a period; rates are told apart by what they are compared with."""
    return (figure.measure, figure.name, figure.area, figure.unit, figure.basis, period)


def rate_name(figure: Figure) -> str:
    """Return the name of what a speed of growth is of: 出口增速 → that of 出口."""
    return canonical(figure.indicator.removesuffix("增速"), figure.area_label)
