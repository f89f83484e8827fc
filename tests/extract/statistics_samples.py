"""Articles made of invented paragraphs, read for their statistics; one line a figure."""

from datetime import date

from kg.extract.statistics import statistics
from kg.language import load
from kg.records import Article, ArticleKind, Block, BlockKind, EntityType, Mention, Period, Statistic

TODAY = date(2026, 1, 20)
_PLACES = {"Country", "Province", "City", "County", "Region", "Site"}


def read(
    text: str, names: str = "", headings: int = 0, sections: tuple[int, ...] = (), headline: str | None = None
) -> tuple[Statistic, ...]:
    """Statistics of lines of text. `names` are mentions (青禾省/Province;省水利厅/GovernmentBody).

    The first `headings` lines are headlines, the lines numbered in `sections` are headings of sections.
    """
    blocks, begin = [], 0
    for number, line in enumerate(text.split("\n")):
        kind = (
            BlockKind.HEADLINE
            if number < headings
            else BlockKind.SECTION
            if number in sections
            else BlockKind.PARAGRAPH
        )
        blocks.append(Block(kind, begin, begin + len(line)))
        begin += len(line) + 1
    article = Article(
        1, ArticleKind.STORY, text, tuple(range(len(text))), tuple(blocks), headline=headline, published=TODAY
    )
    mentions = []
    for name, subtype in (item.split("/") for item in names.split(";") if item):
        kind_of = EntityType.PLACE if subtype in _PLACES else EntityType.ORGANIZATION
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(1, at, at + len(name), name, kind_of, subtype, "test", name))
            at = text.find(name, at + len(name))
    return statistics(load()(text), article, mentions)


def line(s: Statistic) -> str:
    """text | measure value unit basis comparator | indicator | period | area."""
    basis = s.basis.label if isinstance(s.basis, Period) else s.basis or "-"
    area = s.area.text if isinstance(s.area, Mention) else s.area or "-"
    period = s.period.label if s.period else "-"
    return f"{s.text} | {s.measure} {s.value} {s.unit} {basis} {s.comparator} | {s.indicator} | {period} | {area}"


def areas(found: tuple[Statistic, ...]) -> list[str]:
    """The area of each figure."""
    return [line(s).rsplit(" | ", 1)[1] for s in found]


def periods(found: tuple[Statistic, ...]) -> list[str]:
    """The period of each figure."""
    return [line(s).rsplit(" | ", 2)[1] for s in found]
