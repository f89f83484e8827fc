"""The page of the query editor: the named queries by subject, and YASGUI on this server's endpoint."""

from fastapi import Request, Response

from kg.graph.queries import NamedQuery, named, names
from kg.serve.guard import EDITOR_POLICY
from kg.serve.rendering import page
from kg.serve.service import Service

GROUPS: dict[str, tuple[str, ...]] = {
    "queries.entities": (
        "find", "most-mentioned", "mentions-of-entity", "co-mentioned", "relations-of-entity", "subordinate-organizations",
        "organizations-in-place", "events",
    ),
    "queries.people": ("posts-of-person", "holders-of-post", "appointments", "quotations-of-speaker"),
    "queries.policies": ("policies-by-issuer", "policies-in-force", "policy-links", "rules-of-policy"),
    "queries.figures": (
        "indicators", "statistics-of-indicator", "time-series", "growth-of-indicator", "latest-figures", "compare-sources",
        "disagreeing-figures",
    ),
    "queries.pages": (
        "pages", "page-contents", "facts-of-page", "statistics-of-page", "articles-by-date", "articles-mentioning",
        "articles-of-reporter", "evidence-of",
    ),
}  # fmt: skip
"""The named queries by subject; what is named nowhere here comes last, under a heading of its own."""

EXAMPLES: dict[str, str] = {
    "area": "江苏省", "place": "江苏省", "organization": "商务部", "issuer": "国务院办公厅", "title": "部长", "indicator": "出口",
    "measure": "kg:Level", "class": "kg:Company", "articles": "2", "words": "海关", "policy": "民法典", "name": "商务部",
    "source": "page.txt", "node": "place/320000", "date": "2026-01-20",
}  # fmt: skip
"""A value by the name or the kind of a parameter, shown faintly where one is to be written."""


def editor_page(service: Service, request: Request) -> Response:
    """Return the page of the query editor."""
    known = {name: named(name) for name in names()}
    listed = {name for group in GROUPS.values() for name in group}
    groups = [(key, [known[name] for name in group if name in known]) for key, group in GROUPS.items()]
    groups.append(("other", [query for name, query in known.items() if name not in listed]))
    return page(
        "editor.html",
        request,
        policy=EDITOR_POLICY,
        here="query",
        groups=[(key, queries) for key, queries in groups if queries],
        count=len(known),
        example=_example,
        base=service.base,
    )


def _example(query: NamedQuery, parameter: str) -> str:
    """A value that a parameter could have. Example: 部长 for `title` of holders-of-post."""
    kind = next(p.kind for p in query.parameters if p.name == parameter)
    if parameter == "name" and query.name in {
        "posts-of-person",
        "quotations-of-speaker",
        "articles-of-reporter",
    }:
        return "顾明"
    return EXAMPLES.get(parameter, EXAMPLES.get(kind, ""))
