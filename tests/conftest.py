"""What all tests share: the language pipeline, an article from a text, a browser, and the real pages where they are at hand."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

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


CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""Chromium with software drawing, and without what it asks the network for by itself."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The installed Chromium, headless, driven by Playwright.

    One a module, not one a session: while Playwright's synchronous interface is open, `asyncio.run` fails in the same thread.
    """
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (pip install playwright)"
    )
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=list(QUIET))
        yield running
        running.close()
