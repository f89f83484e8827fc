"""What a gold file must fulfil before it may judge anything."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from gold.annotations import GoldPage, surfaces
from gold.contract import BASES, COMPARATORS, MEASURES, RELATIONS

SUBTYPES = {
    "Organization": (
        "GovernmentBody",
        "Company",
        "Institute",
        "Association",
        "Media",
        "InternationalOrganization",
        "Other",
    ),
    "Person": ("Official", "Person"),
    "Place": ("Country", "Province", "City", "County", "Region", "Site"),
    "Policy": ("Law", "Regulation", "Notice", "Plan", "Other"),
    "Event": (None,),
}


def problems(gold: GoldPage) -> list[str]:
    """One sentence for everything that is wrong with an annotation."""
    return [*_articles(gold), *_entities(gold), *_facts(gold), *_statistics(gold)]


def _articles(gold: GoldPage) -> Iterator[str]:
    starts = [gold.text.find(article["start_text"]) for article in gold.data["articles"]]
    for article, start in zip(gold.data["articles"], starts, strict=True):
        if start < 0:
            yield f"article {article['id']} does not start with {article['start_text']!r} anywhere in the page"
        if article["date"] is not None:
            date.fromisoformat(article["date"])
    if starts != sorted(starts):
        yield "the articles are not in the order of the page"
    people = {entity["name"] for entity in gold.data["entities"] if entity["type"] == "Person"}
    for article in gold.data["articles"]:
        yield from (f"reporter {name} is no entity" for name in article["reporters"] if name not in people)


def _entities(gold: GoldPage) -> Iterator[str]:
    if len(gold.entities) != len(gold.data["entities"]):
        yield "two entities have one id"
    articles = {article["id"] for article in gold.data["articles"]}
    everywhere: Counter[str] = Counter()
    found = Counter(span.entity for span in gold.spans)
    for entity in gold.data["entities"]:
        name = entity["name"]
        if entity["subtype"] not in SUBTYPES[entity["type"]]:
            yield f"{name} has the subtype {entity['subtype']}, which {entity['type']} has not"
        if not entity["articles"] or not articles.issuperset(entity["articles"]):
            yield f"{name} lies in the articles {entity['articles']}"
        if not found[entity["id"]]:
            yield f"{name} has no mention of its own"
        for surface, context in surfaces(entity):
            everywhere[surface] += context is None
            if gold.text.count(context or surface) != 1 and (context or surface not in gold.text):
                yield f"{name}: {context or surface!r} stands {gold.text.count(context or surface)} times in the page"
    yield from (
        f"{surface!r} names {count} entities without a context"
        for surface, count in everywhere.items()
        if count > 1
    )


def _facts(gold: GoldPage) -> Iterator[str]:
    data = gold.data
    wanted: list[tuple[str, str | None, str | None]] = [
        ("post", post["person"], "Person") for post in data["posts"]
    ]
    wanted += [("post", post["organization"], None) for post in data["posts"] if post["organization"]]
    wanted += [
        ("relation", relation[end], None) for relation in data["relations"] for end in ("subject", "object")
    ]
    wanted += [("policy", record["policy"], "Policy") for record in data["policies"]]
    wanted += [("issuer", issuer, None) for record in data["policies"] for issuer in record["issuers"]]
    wanted += [("speaker", speaker["person"], "Person") for speaker in data["speakers"]]
    for what, ident, kind in wanted:
        if ident not in gold.entities:
            yield f"{what}: there is no entity {ident}"
        elif kind and gold.entities[ident]["type"] != kind:
            yield f"{what}: {gold.name(ident)} is no {kind}"
    yield from (
        f"unknown predicate {r['predicate']}" for r in data["relations"] if r["predicate"] not in RELATIONS
    )
    yield from (
        f"{gold.name(post['person'])} holds a post without a title"
        for post in data["posts"]
        if not post["title"]
    )


def _statistics(gold: GoldPage) -> Iterator[str]:
    articles = {article["id"] for article in gold.data["articles"]}
    places: Counter[tuple[int, int]] = Counter()
    for statistic in gold.data["statistics"]:
        here = f"statistic {statistic['id']}"
        count = gold.text.count(statistic["context"])
        if count != 1 or statistic["text"] not in statistic["context"]:
            yield f"{here}: its context {statistic['context']!r} stands {count} times in the page, or lacks {statistic['text']!r}"
            continue
        places[gold.place_of(statistic)] += 1
        if (
            statistic["measure"] not in MEASURES
            or statistic["comparator"] not in COMPARATORS
            or statistic["article"] not in articles
        ):
            yield f"{here}: measure, comparator or article is unknown"
        if statistic.get("value_max", statistic["value"]) < statistic["value"]:
            yield f"{here}: the upper value lies below the lower one"
        yield from (
            f"{here}: {slot} {statistic[slot]!r}"
            for slot in ("period", "basis")
            if not _fits(slot, statistic[slot])
        )
    yield from (
        f"two statistics share the characters {place}" for place, count in places.items() if count > 1
    )


def _fits(slot: str, value: Any) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and date.fromisoformat(value[0]) <= date.fromisoformat(value[1])
    return value is None or (slot == "basis" and value in BASES)
