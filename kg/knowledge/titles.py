"""Titles of posts: their class, and whether holding one makes a person an official."""

from functools import cache

from kg.knowledge.tables import Row, read_table
from kg.resources import folder


@cache
def titles() -> dict[str, Row]:
    """The rows of `seeds/words/titles.tsv` by title."""
    return {row["title"]: row for row in read_table(folder("seeds") / "words" / "titles.tsv")}


def kind_of(title: str) -> str:
    """Class of a title by its longest known ending, "other" if none: 副部长 → government, 销售总裁 → company."""
    return next(
        (titles()[title[at:]]["class"] for at in range(len(title)) if title[at:] in titles()), "other"
    )


def is_official(title: str) -> bool:
    """Whether holding the title makes a person an official: 副署长 does, 董事长 does not."""
    return next(
        (titles()[title[at:]]["official"] == "yes" for at in range(len(title)) if title[at:] in titles()),
        False,
    )
