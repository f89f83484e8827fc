"""Paragraphs of the genres that carry most figures, all invented, each with every record a careful reader would write.

They stand in `statistics_genres.txt`. A record is `text | measure value unit basis comparator | indicator | period |
area`; `GAPS` names the paragraphs of which the rules still get a record wrong; the table has the right one.
"""

from datetime import date
from pathlib import Path

import pytest

from kg.extract.statistics import statistics
from kg.language import load
from kg.records import Article, ArticleKind, Block, BlockKind, EntityType, Mention, Period, Statistic

TODAY = date(2026, 1, 20)
_PLACES = {"Province", "City", "County", "Region"}
GAPS = {
    "employment": "a length of time takes no period from the sentence before",
    "population": "全年 between two year-end figures takes over",
    "rule_measures": "what is charged (收取服务费的) stands as a condition in the clause before",
    "two_currency": "a quantity that only a nation has makes the agreement of the next sentence national",
    "box_office": "截至 without a year of its own does not open a paragraph",
}


def _cases() -> list[tuple[str, str, str, list[str]]]:
    """Genre, names, text and records of every paragraph of the table."""
    found = []
    table = Path(__file__).with_name("statistics_genres.txt").read_text(encoding="utf-8")
    for part in table.split("\n## ")[1:]:
        title, *lines = part.rstrip("\n").split("\n")
        genre, _, names = title.partition(" | ")
        text = "\n".join(line for line in lines if line and not line.startswith(" "))
        found.append(
            (genre.removesuffix(" |"), names, text, [line.strip() for line in lines if line.startswith(" ")])
        )
    return found


CASES = _cases()


def read(text: str, names: str) -> tuple[Statistic, ...]:
    """Statistics of a text; `names` are its mentions: 青禾省/Province;星禾科技/Company."""
    blocks, begin = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, begin, begin + len(line)))
        begin += len(line) + 1
    article = Article(1, ArticleKind.STORY, text, tuple(range(len(text))), tuple(blocks), published=TODAY)
    mentions = []
    for name, subtype in (item.split("/") for item in names.split(";") if item):
        kind = EntityType.PLACE if subtype in _PLACES else EntityType.ORGANIZATION
        at = text.find(name)
        while at >= 0:
            mentions.append(Mention(1, at, at + len(name), name, kind, subtype, "test", name))
            at = text.find(name, at + len(name))
    return statistics(load()(text), article, mentions)


def written(s: Statistic) -> str:
    basis = s.basis.label if isinstance(s.basis, Period) else s.basis or "-"
    value = f"{s.value.normalize():f}" + (f"~{s.upper.normalize():f}" if s.upper is not None else "")
    area = s.area.text if isinstance(s.area, Mention) else s.area or "-"
    period = s.period.label if s.period else "-"
    return (
        f"{s.text} | {s.measure} {value} {s.unit} {basis} {s.comparator} | {s.indicator} | {period} | {area}"
    )


@pytest.mark.parametrize(("genre", "names", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_statistics_of_a_genre(
    genre: str, names: str, text: str, expected: list[str], request: pytest.FixtureRequest
) -> None:
    if genre in GAPS:
        request.applymarker(pytest.mark.xfail(reason=GAPS[genre], strict=True))
    assert [written(s) for s in read(text, names)] == expected
