"""What the map shows of places: where they lie, how often pages name them, their figures, and the bodies located there."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg.publish.slices import Bounds
from kg.serve.frames import Refusal
from kg.serve.index.schema import SENTENCES_OF_A_PAGE, STATISTIC
from kg.serve.pages.asking import number, solutions
from kg.serve.pages.holders import day
from kg.serve.pages.reading import Json, Reader
from kg.serve.views import Context, known, node_of, view

MOST_PLACES = 3_000
"""Places that one answer holds, those most spoken of."""

MOST_UNPLACED = 300
"""Places without coordinates that one answer lists."""

_ORGANIZATIONS, _FIGURES_SHOWN, _FIGURES_READ, _SENTENCES, _ANCESTORS = 40, 16, 80, 4, 6

_LOCATED = """SELECT ?place (COUNT(DISTINCT ?o) AS ?n) WHERE {
  ?o kg:locatedIn ?place ; a kg:Organization } GROUP BY ?place"""

# In the index. Articles are numbered below their page.
_MENTIONS = (
    """SELECT e.iri, r.mentions FROM entities e JOIN ranks r ON r.entity = e.id WHERE e.type = 'Place'"""
)
_FIGURES = """SELECT e.iri, COUNT(*) FROM entities e JOIN facts f ON f.entity = e.id AND f.kind = ?
  WHERE e.type = 'Place' GROUP BY e.id"""
_DATED_MENTIONS = """SELECT e.iri, COUNT(*) FROM articles a JOIN mentions m ON m.article = a.id
  JOIN entities e ON e.id = m.entity WHERE a.date BETWEEN ? AND ? AND e.type = 'Place' GROUP BY e.id"""
_DATED_PAGES = f"SELECT DISTINCT id / {SENTENCES_OF_A_PAGE} FROM articles WHERE date BETWEEN ? AND ?"
_FIGURES_ON_PAGES = """SELECT e.iri, f.page FROM entities e JOIN facts f ON f.entity = e.id AND f.kind = ?
  WHERE e.type = 'Place'"""


@view("map.places")
def places(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return the places of the graph, those most spoken of first; with `from` and `to` (days, inclusive) only what pages
    of these days say.

    `places` are rows of `COLUMNS`; `unplaced` the same for places that have neither coordinates nor an outline.
    """
    reader = Reader(context)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for iri, named, figures in _spoken(context, arguments):
        counts[iri][0] += named
        counts[iri][1] += figures
    for row in solutions(context, _LOCATED):
        if row["place"].value in counts:
            counts[row["place"].value][2] = number(row, "n")
    order = sorted(counts, key=lambda iri: (-sum(counts[iri][:2]), iri))
    placed: list[list[Any]] = []
    unplaced: list[list[Any]] = []
    for iri in order[: MOST_PLACES + MOST_UNPLACED]:
        described = _row(reader, iri, counts[iri])
        if described is not None:
            (placed if _drawn(described) else unplaced).append(described)
    return {
        "columns": COLUMNS,
        "places": placed[:MOST_PLACES],
        "unplaced": unplaced[:MOST_UNPLACED],
        "total": len(order),
    }


COLUMNS = (
    "iri", "href", "name", "kind", "division", "country", "latitude", "longitude", "mentions", "figures", "organizations",
)  # fmt: skip
"""What a row of a place holds."""


def _spoken(context: Context, arguments: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield places with how often they are named, and with how many figures they have, each one of the two at a time.

    With days, mentions are those of the articles of these days, figures those of the pages with such articles.
    """
    index, days = context.index, _days(arguments)
    if days is None:
        yield from ((iri, n, 0) for iri, n in index.rows(_MENTIONS) if n)
        yield from ((iri, 0, n) for iri, n in index.rows(_FIGURES, STATISTIC))
        return
    yield from ((iri, n, 0) for iri, n in index.rows(_DATED_MENTIONS, *days))
    pages = {page for (page,) in index.rows(_DATED_PAGES, *days)}
    on_pages = Counter(iri for iri, page in index.rows(_FIGURES_ON_PAGES, STATISTIC) if page in pages)
    yield from ((iri, 0, n) for iri, n in sorted(on_pages.items()))


def _days(arguments: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first and the last day asked for, None when neither is; raise Refusal (400) for what is no day."""
    found = ["0001-01-01", "9999-12-31"]
    for place, name in enumerate(("from", "to")):
        text = arguments.get(name)
        when = day(str(text)) if text else None
        if text and when is None:
            raise Refusal(400, f"{name}={str(text)[:40]!r} is no day, such as 2026-03-19.")
        if when is not None:
            found[place] = when.isoformat()
    first, last = found
    return (first, last) if arguments.get("from") or arguments.get("to") else None


def _row(reader: Reader, iri: str, counts: list[int]) -> list[Any] | None:
    """A place as a row of `COLUMNS`, None for a node that is no place."""
    if "Place" not in reader.kinds(iri):
        return None
    ref = reader.ref(iri) or {}
    latitude, longitude = degrees(reader, iri)
    return [
        iri, ref["href"], ref["label"], ref["subtype"], reader.one(iri, "kg:divisionCode"), reader.one(iri, "kg:countryCode"),
        latitude, longitude, *counts,
    ]  # fmt: skip


def _drawn(row: list[Any]) -> bool:
    """Whether a map can draw a place: it has coordinates, or the code of something with an outline."""
    division, country, latitude = row[4:7]
    return latitude is not None or country is not None or str(division or "").endswith("00")


def degrees(reader: Reader, iri: str) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a place, (None, None) unless it has both and they are on the globe."""
    try:
        latitude, longitude = (float(reader.one(iri, f"geo:{name}") or "nan") for name in ("lat", "long"))
    except ValueError:
        return None, None
    # NaN compares false with everything.
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


@view("map.place")
def place(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return what the panel beside the map tells of one place (`iri`): names, codes, what it lies in, latest figures,
    organizations located there, the newest sentences that name it, and counts of all.

    Raises Refusal (404) for a node that is no place.
    """
    node = known(context, node_of(context, arguments.get("iri")))
    reader, iri = Reader(context), node.value
    if "Place" not in reader.kinds(iri):
        raise Refusal(404, f"{iri} is no place.")
    latitude, longitude = degrees(reader, iri)
    chosen = context.index.facts(
        iri, Bounds(mentions=2 * _SENTENCES, posts=0, relations=0, quotations=0, statistics=_FIGURES_READ)
    )
    counts = context.index.counts(iri)
    organizations = [o for o in reader.subjects("kg:locatedIn", iri) if "Organization" in reader.kinds(o)]
    figures = [figure for f in chosen.statistics if (figure := reader.figure(f)) is not None]
    figures.sort(key=lambda figure: (figure["period"] or {}).get("end") or "", reverse=True)
    quotes = {
        quote["href"]: quote for m in chosen.mentions for quote in [reader.quote(reader.around(m), [m])]
    }
    return {
        **(reader.ref(iri) or {}),
        "names": reader.all(iri, "skos:altLabel")[:8],
        "division": reader.one(iri, "kg:divisionCode"),
        "country": reader.one(iri, "kg:countryCode"),
        "latitude": latitude,
        "longitude": longitude,
        "within": _within(reader, iri),
        "mentions": counts["mentions"],
        "figures": counts["statistics"],
        "located": len(organizations),
        "organizations": sorted(
            (ref for o in organizations[: 4 * _ORGANIZATIONS] if (ref := reader.ref(o))),
            key=lambda ref: (ref["label"], ref["iri"]),
        )[:_ORGANIZATIONS],
        "latest": figures[:_FIGURES_SHOWN],
        "sentences": list(quotes.values())[:_SENTENCES],
    }


def _within(reader: Reader, iri: str) -> list[Json]:
    """What a place lies in, the nearest first. Example: 沛县 in 徐州市, 江苏省, 中国."""
    found: list[Json] = []
    seen = {iri}
    while len(found) < _ANCESTORS:
        above = next((parent for parent in reader.all(iri, "kg:locatedIn") if parent not in seen), None)
        if above is None or not reader.kinds(above):
            break
        seen.add(above)
        if ref := reader.ref(above):
            found.append(ref)
        iri = above
    return found
