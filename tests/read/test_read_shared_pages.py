"""The real pages beside the checkout: articles, reporters and the place of every figure, with floors that only rise."""

import json
from pathlib import Path

from kg.read import articles, read
from kg.records import Article, Page


def page_of(shared: Path, gold: dict[str, object], folder: str) -> Page:
    (page,) = [p for p in read([shared / "corpus" / folder / str(gold["file"])]) if isinstance(p, Page)]
    return page


def owners(found: tuple[Article, ...]) -> dict[int, Article]:
    return {
        place: article
        for article in found
        for c, place in zip(article.text, article.offsets, strict=True)
        if c != "\n"
    }


def test_articles_reporters_and_figures_of_the_real_pages(shared: Path):
    wanted = right = figures = placed = 0
    names: list[bool] = []
    for folder in ("", "news"):
        files = sorted((shared / "gold" / folder).glob("*.json"))
        assert len(files) == 5
        for path in files:
            gold = json.loads(path.read_text(encoding="utf-8"))
            page = page_of(shared, gold, folder)
            found = articles(page)
            owner = owners(found)
            starts = {}
            for item in gold["articles"]:
                at = page.text.index(item["start_text"])
                starts[item["id"]] = owner.get(
                    at + len(item["start_text"]) - len(item["start_text"].lstrip("#\n "))
                )
                article = starts[item["id"]]
                wanted += 1
                right += (
                    article is not None
                    and str(article.published or "") == (item["date"] or "")
                    and (item["title"] or article.headline) == article.headline
                )
                names.append(
                    article is not None
                    and sorted(b.name for b in article.bylines) == sorted(item["reporters"])
                )
            for figure in gold["statistics"]:
                figures += 1
                placed += (
                    owner.get(page.text.index(figure["context"]) + figure["context"].index(figure["text"]))
                    is starts[figure["article"]]
                )
    assert right / wanted >= 0.93
    assert sum(names) / len(names) >= 0.97
    assert placed / figures >= 0.98


def test_every_wire_story_is_one_article(shared: Path):
    stories = [p for p in read([shared / "corpus" / "xinhua_2015_2017.jsonl"]) if isinstance(p, Page)]
    assert len(stories) == 990
    found = [articles(page) for page in stories]
    assert sum(len([a for a in each if a.kind == "story"]) <= 1 for each in found) >= 988
    assert sum(bool(each[0].published) for each in found) == 990
