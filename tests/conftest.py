"""What all tests share: the language pipeline, an article from a text, and the real pages where they are at hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.language import load
from kg.records import Article, ArticleFacts, ArticleKind, Block, BlockKind

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language pipeline with the default segmenter."""
    return load()


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Make an article of a text, every line a paragraph."""

    def make(text: str, *, published: date | None = date(2026, 1, 20), place: str | None = None) -> Article:
        blocks, begin = [], 0
        for line in text.split("\n"):
            if line:
                blocks.append(Block(BlockKind.PARAGRAPH, begin, begin + len(line)))
            begin += len(line) + 1
        return Article(
            1,
            ArticleKind.STORY,
            text,
            tuple(range(len(text))),
            tuple(blocks),
            published=published,
            place=place,
        )

    return make


@pytest.fixture(scope="session")
def facts(nlp: Language, article: Callable[..., Article]) -> Callable[..., ArticleFacts]:
    """Extract the facts of a text."""

    def understand(text: str, **settings: object) -> ArticleFacts:
        made = article(text, **settings)
        return extract(made, nlp(made.text))

    return understand


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and gold annotations beside the checkout; tests that need it skip where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the real pages (../shared) are not beside this checkout")
    return SHARED
