"""What the graph says of one entity, for its page: posts, holders, relations, figures, quotations, mentions."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, islice
from typing import Any

from pyoxigraph import Literal

from kg.publish.html.wording import kind_words
from kg.publish.readings import RELATIONS, shorten
from kg.serve.frames import Refusal
from kg.serve.pages.reading import Json, Reader, place
from kg.serve.views import Context, known, node_of, view

SHOWN = {
    "posts": 50,
    "holders": 30,
    "figures": 60,
    "quotations": 10,
    "articles": 12,
    "relations": 40,
    "mentions": 20,
}
"""Entries of each part on the entity's own page; one part alone shows `PAGE` at a time."""

PAGE = 100
SORTED = 2_000
"""So many entries are put in order of date; more stay in the store's order."""

_FIGURES = {"area": "sdmx-dimension:refArea", "reported": "kg:reportedBy", "rule": "kg:ruleOf"}
_ARTICLES = {"written": "schema:author", "published": "schema:publisher", "located": "schema:locationCreated"}


@view("page.entity")
def entity(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return everything that the page of an entity shows; with `part` and `page`, one page of that part alone."""
    node = known(context, node_of(context, arguments.get("iri")))
    reader = Reader(context)
    iri = reader.whole(node.value)
    found: Json = {
        **(reader.ref(iri) or {}),
        "names": [n for n in dict.fromkeys(_names(reader, iri)) if n != reader.label(iri)],
        "details": {
            curie: value
            for member in reversed(reader.members(iri))
            for curie, value in reader.details(member).items()
        },
        "detail_quotes": _detail_quotes(reader, iri),
        "same_as": [reader.ref(other) for other in _outside(reader, iri)],
        "merges": _merges(reader, iri),
    }
    part, number = arguments.get("part"), int(arguments.get("page") or 1)
    if part is not None and part not in _PARTS:
        raise Refusal(404, f"An entity's page has no part {part!r}; known: {', '.join(_PARTS)}.")
    wanted = {part: _PARTS[part]} if part else _PARTS
    for name, read in wanted.items():
        size = PAGE if part else SHOWN[_group(name)]
        found[name] = read(reader, iri, (number - 1) * size, size) | {"size": size}
    return found


def _names(reader: Reader, iri: str) -> list[str]:
    return [
        name
        for member in reader.members(iri)
        for name in reader.all(member, "rdfs:label") + reader.all(member, "skos:altLabel")
    ]


def _outside(reader: Reader, iri: str) -> list[str]:
    found = (other for member in reader.members(iri) for other in reader.all(member, "owl:sameAs"))
    return [other for other in dict.fromkeys(found) if not other.startswith(reader.base)]


def _detail_quotes(reader: Reader, iri: str) -> dict[str, list[Json]]:
    """The evidence of plain properties (a document number) that statement nodes carry."""
    found: dict[str, list[Json]] = {}
    for statement in islice(reader.subjects("rdf:subject", iri), SORTED):
        values = reader.of(statement).get("rdf:object", ())
        if values and isinstance(values[0], Literal):
            predicate = shorten(reader.one(statement, "rdf:predicate") or "")
            found.setdefault(predicate, []).extend(reader.quotes(statement, 2))
    return found


def _merges(reader: Reader, iri: str) -> list[Json]:
    """Accepted merges: the nodes that were joined, each as the graph has it, how probable, and why."""
    found: dict[str, Json] = {}
    for statement in islice(reader.subjects("rdf:subject", iri), SORTED):
        if shorten(reader.one(statement, "rdf:predicate") or "") == "owl:sameAs":
            ends = [end for part in ("rdf:subject", "rdf:object") if (end := reader.one(statement, part))]
            other = next((end for end in ends if end != iri), iri)
            found[statement] = {
                "other": {
                    "iri": other,
                    "href": f"{reader.href(other)}?format=turtle",
                    "label": reader.label(other),
                    "type": None,
                },
                "probability": reader.one(statement, "kg:probability"),
                "why": reader.one(statement, "rdfs:comment"),
                "quotes": reader.quotes(statement),
            }
    return sorted(found.values(), key=lambda merge: str(merge["other"]))


def _posts(end: str) -> Callable[[Reader, str, int, int], Json]:
    def read(reader: Reader, iri: str, first: int, size: int) -> Json:
        nodes = _part(reader.subjects(end, iri), lambda post: _post_date(reader, post), first, size)
        rows = [reader.post(node) for node in nodes]
        return {"total": reader.count(end, iri), "rows": [row for row in rows if row]}

    return read


def _post_date(reader: Reader, post: str) -> str:
    dates = (reader.one(post, f"kg:{name}") for name in ("endDate", "startDate", "attestedOn"))
    return next((date for date in dates if date), "")


def _part(nodes: Iterable[str], date: Callable[[str], str], first: int, size: int) -> list[str]:
    """One page of a list: newest first while all can be looked at, else in the order that the store gives."""
    walk = iter(nodes)
    found = list(islice(walk, SORTED + 1))
    if len(found) > SORTED:
        return list(islice(chain(found, walk), first, first + size))
    return sorted(sorted(found), key=date, reverse=True)[first : first + size]


def _relations(reader: Reader, iri: str, first: int, size: int) -> Json:
    """Relations grouped by what they say, read from this end; the evidence of each with it."""
    found: dict[tuple[str, bool, str], list[str]] = {}
    for back, end, other_end in ((False, "rdf:subject", "rdf:object"), (True, "rdf:object", "rdf:subject")):
        for statement in islice(reader.subjects(end, iri), SORTED):
            predicate, others = (
                reader.one(statement, "rdf:predicate"),
                reader.of(statement).get(other_end, ()),
            )
            if predicate and others and not isinstance(others[0], Literal):
                found.setdefault((shorten(predicate), back, reader.whole(others[0].value)), []).append(
                    statement
                )
    for curie in RELATIONS:
        for other in (other for member in reader.members(iri) for other in reader.all(member, curie)):
            found.setdefault((curie, False, reader.whole(other)), [])
        for other in islice(reader.subjects(curie, iri), SORTED):
            found.setdefault((curie, True, reader.whole(other)), [])
    rows = sorted(
        ((key, nodes) for key, nodes in found.items() if key[2] != iri and key[0] != "owl:sameAs"),
        key=lambda row: (not row[1], row[0][0], row[0][1], reader.label(row[0][2]), row[0][2]),
    )
    shown = [_relation(reader, *key, nodes) for key, nodes in rows[first : first + size]]
    return {"total": len(rows), "rows": shown}


def _relation(reader: Reader, predicate: str, back: bool, other: str, statements: list[str]) -> Json:
    words = kind_words(predicate)
    return {
        "predicate": predicate,
        "back": back,
        "zh": words.zh_back if back else words.zh,
        "en": words.en_back if back else words.en,
        "other": reader.ref(other),
        "quotes": [quote for node in statements[:5] for quote in reader.quotes(node, 2)][:5],
    }


def _figures(role: str) -> Callable[[Reader, str, int, int], Json]:
    def read(reader: Reader, iri: str, first: int, size: int) -> Json:
        nodes = _part(reader.subjects(role, iri), lambda figure: _end(reader, figure), first, size)
        rows = [reader.figure(node) for node in nodes]
        return {"total": reader.count(role, iri), "rows": [row for row in rows if row]}

    return read


def _end(reader: Reader, figure: str) -> str:
    period = reader.one(figure, "sdmx-dimension:refPeriod")
    return (reader.one(period, "kg:endDate") or "") if period else ""


def _quotations(reader: Reader, iri: str, first: int, size: int) -> Json:
    nodes = _part(reader.subjects("schema:creator", iri), lambda q: _published(reader, q), first, size)
    rows = [reader.quotation(node) for node in nodes]
    return {"total": reader.count("schema:creator", iri), "rows": [row for row in rows if row]}


def _published(reader: Reader, part: str) -> str:
    article = reader.one(part, "schema:isPartOf")
    return _issued(reader, article) if article else ""


def _issued(reader: Reader, article: str) -> str:
    return reader.one(article, "schema:datePublished") or reader.one(article, "kg:assumedDate") or ""


def _articles(role: str) -> Callable[[Reader, str, int, int], Json]:
    def read(reader: Reader, iri: str, first: int, size: int) -> Json:
        nodes = _part(reader.subjects(role, iri), lambda a: _issued(reader, a), first, size)
        rows = [reader.article(node) for node in nodes]
        return {"total": reader.count(role, iri), "rows": [row for row in rows if row]}

    return read


def _mentions(reader: Reader, iri: str, first: int, size: int) -> Json:
    """Sentences that name the entity, those of the newest pages first."""
    total = reader.count("itsrdf:taIdentRef", iri)
    nodes = reader.subjects("itsrdf:taIdentRef", iri)
    if total <= SORTED:
        # Within a page the sentences come as they stand in it.
        order = sorted(nodes, key=lambda m: (_inverse(_published(reader, m)), m.partition("#")[0], place(m)))
        wanted = order[first : first + size]
    else:
        wanted = _newest_mentions(reader, iri, first, size)
    sentences: dict[str, list[str]] = {}
    for mention in wanted:
        sentences.setdefault(reader.around(mention), []).append(mention)
    rows = [reader.quote(sentence, marks) for sentence, marks in sentences.items()]
    return {"total": total, "rows": rows}


def _newest_mentions(reader: Reader, iri: str, first: int, size: int) -> list[str]:
    """One page of the mentions of an entity that a great many pages name, from the index, which has them in order."""
    rows = reader.index.rows(
        "SELECT p.iri, m.begin, m.end FROM mentions m JOIN pages p ON p.id = m.page "
        "WHERE m.entity = (SELECT id FROM entities WHERE iri = ?) ORDER BY m.page, m.begin, m.end LIMIT ? OFFSET ?",
        iri,
        size,
        first,
    )
    return [f"{page}#char={begin},{end}" for page, begin, end in rows]


def _inverse(day: str) -> int:
    """A number that is smaller for later days; no date comes last."""
    return -int(day.replace("-", "") or 0) if day.replace("-", "").isdigit() else 0


def _group(part: str) -> str:
    kind = part.partition(".")[0]
    return kind if kind in SHOWN else "articles"


_PARTS: dict[str, Callable[[Reader, str, int, int], Json]] = {
    "posts": _posts("org:member"),
    "holders": _posts("org:organization"),
    "relations": _relations,
    **{f"figures.{name}": _figures(role) for name, role in _FIGURES.items()},
    "quotations": _quotations,
    **{f"articles.{name}": _articles(role) for name, role in _ARTICLES.items()},
    "mentions": _mentions,
}
"""Parts of the page, in the order in which they stand on it: store order, first entry and number of entries."""
