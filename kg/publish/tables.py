"""The graph as CSV tables, one for each kind of thing: for a spreadsheet, pandas or a database."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, Store

from kg.publish.contents import read_contents
from kg.publish.network import dates_of
from kg.publish.rows import Contents, PeriodRow

Cell = str | int | float | None
Table = Callable[[Contents], Iterator[tuple[Cell, ...]]]


def write_csv(
    graph: Store | Iterable[Quad] | Contents, folder: Path | str, *, bom: bool = False
) -> dict[str, int]:
    """Write `entities.csv`, `posts.csv`, `relations.csv`, `statistics.csv`, `quotations.csv`, `policies.csv` and `articles.csv` into `folder`.

    Returns the number of rows of each table. UTF-8; with `bom` a byte order mark for spreadsheets that need it to show Chinese. A cell
    that a spreadsheet would run as a formula gets a leading apostrophe. The folder is made if missing; raises OSError when it cannot be written.

    Example: 王军任海关总署副署长 is one row of posts.csv with title 副署长.
    """
    contents = graph if isinstance(graph, Contents) else read_contents(graph)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, (header, rows) in TABLES.items():
        found = list(rows(contents))
        text = csv_text([header, *found])
        (target / f"{name}.csv").write_text(text, encoding="utf-8-sig" if bom else "utf-8", newline="")
        counts[name] = len(found)
    return counts


def csv_text(rows: Iterable[tuple[Cell, ...]]) -> str:
    """Return rows as CSV (RFC 4180 with `\\n` line ends); None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[_cell(c) for c in row] for row in rows])
    return out.getvalue()


def _cell(value: Cell) -> Cell:
    """A page may hold text that begins like a formula: it stays text. Numbers keep their minus sign."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(value):
        return "'" + value
    return value


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isascii() and text.lstrip("+-").replace(".", "", 1).isdigit()


def _quote(contents: Contents, sources: Iterable[str]) -> tuple[Cell, Cell, Cell, Cell]:
    """Evidence of a fact: its first sentence, the page, and the characters of the page it stands at."""
    for iri in sources:
        span = contents.spans.get(iri)
        if span is not None:
            return span.text, contents.pages.get(span.page, span.page), span.begin, span.end
    return None, None, None, None


def _entities(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    count = Counter(m.entity for m in contents.mentions)
    pages: dict[str, set[str]] = defaultdict(set)
    for m in contents.mentions:
        pages[m.entity].add(m.span.page)
    for iri, e in contents.entities.items():
        place = (e.details.get("geo:lat"), e.details.get("geo:long"))
        code = e.details.get("kg:divisionCode") or e.details.get("kg:countryCode")
        yield (
            iri,
            e.type,
            e.subtype,
            e.label,
            "；".join(e.aliases),
            count[iri],
            len(pages[iri]),
            code,
            *place,
            " ".join(e.same_as),
        )


def _posts(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    for p in contents.posts:
        reported = p.attested or next(iter(dates_of(contents, p.sources)), None)
        names = (contents.name(p.person), p.title, contents.name(p.organization))
        yield (
            p.iri,
            *names,
            reported,
            p.start,
            p.end,
            p.change,
            p.person,
            p.organization,
            *_quote(contents, p.sources),
        )


def _relations(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    for r in contents.relations:
        reported = next(iter(dates_of(contents, r.sources)), None)
        names = (contents.name(r.subject), r.predicate, contents.name(r.object))
        yield *names, reported, r.subject, r.object, *_quote(contents, r.sources)


def _period(period: PeriodRow | None) -> tuple[Cell, Cell]:
    return (period.start, period.end) if period else (None, None)


def _statistics(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    for s in contents.statistics:
        basis = s.basis if not isinstance(s.basis, PeriodRow) else f"{s.basis.start}/{s.basis.end}"
        names = (contents.name(s.area), contents.name(s.source), contents.name(s.policy))
        yield (
            s.iri, contents.name(s.indicator), s.value, s.upper, s.unit, s.measure, s.comparator, basis, *_period(s.period), *names, s.text,
            *_quote(contents, s.sources),
        )  # fmt: skip


def _quotations(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    for q in contents.quotations:
        article = contents.articles.get(q.article) if q.article else None
        yield (
            q.iri,
            contents.name(q.speaker),
            q.text,
            article.headline if article else None,
            q.speaker,
            q.article,
            *_quote(contents, q.sources),
        )


def _policies(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    ties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for r in contents.relations:
        ties[r.subject, r.predicate].append(contents.name(r.object) or "")
    for iri, e in contents.entities.items():
        if e.type == "Policy":
            dates = (e.details.get(p) for p in ("schema:datePublished", "kg:startDate", "kg:endDate"))
            linked = (
                "；".join(ties[iri, p]) for p in ("kg:issuedBy", "kg:basedOn", "kg:amends", "kg:repeals")
            )
            yield iri, e.label, e.subtype, e.details.get("kg:documentNumber"), *dates, *linked


def _articles(contents: Contents) -> Iterator[tuple[Cell, ...]]:
    for iri, a in contents.articles.items():
        authors = "；".join(contents.name(i) or "" for i in a.authors)
        names = (contents.name(a.publisher), authors, contents.name(a.place))
        page = contents.pages.get(a.page, a.page) if a.page else None
        yield (
            iri,
            a.headline,
            a.date,
            "assumed" if a.assumed else "stated" if a.date else None,
            *names,
            a.kind,
            a.url,
            page,
        )


_EVIDENCE = ("evidence", "page", "begin", "end")

TABLES: dict[str, tuple[tuple[str, ...], Table]] = {
    "entities": (
        ("iri", "type", "subtype", "label", "aliases", "mentions", "pages", "code", "latitude", "longitude", "same_as"),
        _entities,
    ),
    "posts": (
        ("iri", "person", "title", "organization", "reported", "start", "end_date", "change", "person_iri", "organization_iri", *_EVIDENCE),
        _posts,
    ),
    "relations": (("subject", "predicate", "object", "reported", "subject_iri", "object_iri", *_EVIDENCE), _relations),
    "statistics": (
        ("iri", "indicator", "value", "upper", "unit", "measure", "comparator", "basis", "period_start", "period_end", "area", "source", "policy",
         "text", *_EVIDENCE),
        _statistics,
    ),
    "quotations": (("iri", "speaker", "text", "headline", "speaker_iri", "article_iri", *_EVIDENCE), _quotations),
    "policies": (
        ("iri", "label", "subtype", "document_number", "issued", "start", "end", "issued_by", "based_on", "amends", "repeals"),
        _policies,
    ),
    "articles": (("iri", "headline", "date", "date_is", "publisher", "authors", "place", "kind", "url", "page"), _articles),
}  # fmt: skip
"""Each table: its columns, and what gives its rows."""
