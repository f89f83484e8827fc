"""What the pages of offices show: an office is an organization with the exact title of a post (水利厅, 厅长)."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from kg.serve.frames import Refusal
from kg.serve.pages.holders import day
from kg.serve.pages.reading import Reader
from kg.serve.views import Context, known, node_of, view

Json = dict[str, Any]

SIZE = 40
"""Offices on one page of the list."""

MOST_POSTS = 600
"""Reports of one office that its page shows."""

_MOST_TITLES = 24
_LOOKED_AT, _CANDIDATES, _POSTS_DRAWN = 3_000, 12, 80
_MOST_NAMES = 4

# In the index.
_OFFICES = """SELECT organization, title, COUNT(DISTINCT person), COUNT(*), MAX(COALESCE(end, start, attested)),
  MAX(CASE WHEN change IS NOT NULL OR start IS NOT NULL OR end IS NOT NULL THEN COALESCE(end, start, attested) END)
  FROM posts WHERE organization IS NOT NULL GROUP BY organization, title"""
_BODIES = "SELECT id, label, aliases FROM entities WHERE id IN (SELECT organization FROM posts)"
_PEOPLE = """SELECT organization, title, p.label, MAX(COALESCE(end, start, attested, '')) AS day FROM posts
  JOIN entities p ON p.id = person
  WHERE (organization, title) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
  GROUP BY organization, title, person ORDER BY day DESC, p.iri"""
_IRI = "SELECT iri FROM entities WHERE id = ?"


@view("offices")
def offices(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return one page of the offices: `q` words that the organization's names and the title hold together, `order` holders
    (most holders first) or recent (latest change first), `page` from 1.

    Each has organization, title, people, reports, last (day last spoken of), change (day of the latest change) and names
    of the latest holders.
    """
    reader, index = Reader(context), context.index
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in index.rows(_OFFICES)]
    words = str(arguments.get("q") or "").split()
    if words:
        names = {body: f"{label}\n{aliases}" for body, label, aliases in index.rows(_BODIES)}
        rows = [
            row for row in rows if all(w in names[row["organization"]] + "\n" + row["title"] for w in words)
        ]
    rows.sort(key=lambda row: (row["organization"], row["title"]))
    recent = arguments.get("order") == "recent"
    leading = ("change", "people", "last") if recent else ("people", "change", "last")
    rows.sort(key=lambda row: tuple(row[name] or _LEAST[name] for name in leading), reverse=True)
    first = (int(arguments.get("page") or 1) - 1) * SIZE
    shown = rows[first : first + SIZE]
    people = _latest(context, shown)
    for row in shown:
        row["names"] = people[row["organization"], row["title"]][:_MOST_NAMES]
        row["organization"] = reader.ref(index.one(_IRI, row["organization"]))
    return {"offices": shown, "total": len(rows)}


_COLUMNS = ("organization", "title", "people", "reports", "last", "change")
_LEAST: dict[str, Any] = {"people": 0, "last": "", "change": ""}


def _latest(context: Context, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], list[str]]:
    """The names of the people in each office, the last spoken of first."""
    asked = json.dumps([[row["organization"], row["title"]] for row in rows])
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for organization, title, label, _ in context.index.rows(_PEOPLE, asked):
        found[organization, title].append(label)
    return found


@view("office")
def office(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return one office: `organization` (IRI) and `title` as asked for, its posts with evidence, and the organization's other
    titles, akin ones first.

    Without `title`, all titles of the organization, most people first. Raises Refusal (404) when the graph has no such
    organization, or the organization no such post.
    """
    node = known(context, node_of(context, arguments.get("organization")))
    title = arguments.get("title")
    reader = Reader(context)
    people: dict[str, set[str]] = {}
    chosen: list[str] = []
    for post in reader.subjects("org:organization", node.value):
        named, person = reader.one(post, "kg:postTitle"), reader.one(post, "org:member")
        if named is None or person is None:
            continue
        people.setdefault(named, set()).add(person)
        if named == title:
            chosen.append(post)
    if title and not chosen:
        raise Refusal(404, f"The graph names nobody as {str(title)[:80]} of {reader.label(node.value)}.")
    chosen.sort(key=lambda post: (_when(reader, post), post))
    shown = chosen[-MOST_POSTS:]
    posts = [read for iri in shown if (read := reader.post(iri)) is not None]
    others = sorted(
        (t for t in people if t != title), key=lambda t: (not _akin(t, str(title or "")), -len(people[t]), t)
    )
    return {
        "organization": reader.ref(node.value),
        "title": title or None,
        "posts": posts,
        "total": len(chosen),
        "titles": [[t, len(people[t]), _akin(t, str(title or ""))] for t in others[:_MOST_TITLES]],
    }


@view("offices.drawn")
def drawn(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return the offices of one `organization` (IRI) that a timeline may be drawn of, those of most holders first.

    Each has title, people, reports, and posts without evidence, the latest ones. Example: 厅长 of 东江省水利厅.
    """
    node = known(context, node_of(context, arguments.get("organization")))
    reader = Reader(context)
    posts: dict[str, list[str]] = defaultdict(list)
    people: dict[str, set[str]] = defaultdict(set)
    for post in islice(reader.subjects("org:organization", node.value), _LOOKED_AT):
        title, person = reader.one(post, "kg:postTitle"), reader.one(post, "org:member")
        if title and person and _when(reader, post):
            posts[title].append(post)
            people[title].add(person)
    titles = sorted(posts, key=lambda title: (-len(people[title]), -len(posts[title]), title))
    offices = []
    for title in titles[:_CANDIDATES]:
        latest = sorted(posts[title], key=lambda post: (_when(reader, post), post))[-_POSTS_DRAWN:]
        read = [found for iri in latest if (found := reader.post(iri, evidence=False)) is not None]
        offices.append(
            {"title": title, "people": len(people[title]), "reports": len(posts[title]), "posts": read}
        )
    return {"offices": offices, "total": len(titles)}


def _when(reader: Reader, post: str) -> str:
    days = (day(reader.one(post, f"kg:{name}")) for name in ("startDate", "endDate", "attestedOn"))
    return max((when.isoformat() for when in days if when is not None), default="")


def _akin(title: str, other: str) -> bool:
    """Whether one title holds the other: 部长 and 党组书记、部长."""
    return bool(other) and (title in other or other in title)
