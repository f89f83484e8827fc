"""Figures by area, for a map that shades them: which indicators have areas to compare, and the latest value of each area.

Areas are what has an outline: provinces and prefectures by division code, countries by country code. Wordings of one
indicator count as one, as in the checks (广西外贸进出口 of 广西 and 江苏外贸进出口 of 江苏).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pyoxigraph import NamedNode

from kg.graph.checks.naming import canonical, without_area
from kg.graph.terms import KG
from kg.knowledge.concepts import concepts
from kg.serve.frames import Refusal
from kg.serve.pages.asking import number, solutions, text
from kg.serve.pages.reading import Json, Reader
from kg.serve.views import Context, node_of, view

MOST_SERIES = 400
"""Indicators that the map offers, those of most areas first."""

_MOST_FIGURES, _MOST_SAME = 20_000, 40

# By areas, so that the many figures of China as a whole need not be looked at: it is one area and compares with none.
_SERIES = """SELECT ?indicator ?area ?code ?measure ?unit ?basis (COUNT(DISTINCT ?f) AS ?n) WHERE {{
  ?area kg:{code} ?code . FILTER(?code != "CN")
  ?f sdmx-dimension:refArea ?area ; kg:indicator ?indicator ; kg:measure ?measure .
  OPTIONAL {{ ?f sdmx-attribute:unitMeasure ?unit }} OPTIONAL {{ ?f kg:basis ?basis }}
}} GROUP BY ?indicator ?area ?code ?measure ?unit ?basis"""
_VALUES = """SELECT DISTINCT ?f ?indicator ?area ?period ?start ?end WHERE {{
  VALUES ?indicator {{ {indicators} }}
  ?f kg:indicator ?indicator ; kg:measure {measure} ; sdmx-dimension:refArea ?area .
  {unit} {basis}
  OPTIONAL {{ ?f sdmx-dimension:refPeriod ?period OPTIONAL {{ ?period kg:startDate ?start }} OPTIONAL {{ ?period kg:endDate ?end }} }}
}} LIMIT {limit}"""
_AREAS = "SELECT DISTINCT label FROM entities WHERE type = 'Place'"
_LABELS = "SELECT iri, label FROM indicators"


@dataclass(slots=True)
class _Group:
    """Figures that can be compared: their names, and how many figures each level of areas has."""

    labels: Counter[str] = field(default_factory=Counter)
    areas: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    figures: int = 0


@view("map.series")
def series(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return what two and more areas of one level can be shaded by, most areas first: indicator (a key for `map.values`), label, measure, unit, basis,
    how many provinces, prefectures and countries have a value, and how many figures there are.
    """
    reader = Reader(context)
    groups: dict[tuple[str, str, str, str], _Group] = defaultdict(_Group)
    rows = chain.from_iterable(
        solutions(context, _SERIES.format(code=code)) for code in ("divisionCode", "countryCode")
    )
    for row in rows:
        level = _level(row["code"].value)
        if level is None:
            continue
        label, name = reader.label(row["indicator"].value), reader.label(row["area"].value)
        key = (
            canonical(label, name),
            row["measure"].value,
            text(row, "unit") or "",
            text(row, "basis") or "",
        )
        group = groups[key]
        group.labels[without_area(label, name)] += number(row, "n")
        group.areas[level].add(row["area"].value)
        group.figures += number(row, "n")
    found = [
        _described(reader, key, group)
        for key, group in groups.items()
        if _most(group) >= 2 and not _is_period(key[3])
    ]
    found.sort(
        key=lambda s: (-s["areas"], -s["figures"], s["label"], s["measure"], s["unit"], s["basis"] or "")
    )
    return {"series": found[:MOST_SERIES], "total": len(found)}


def _level(code: str) -> str | None:
    """Which outline the code of an area has, None for counties. Example: 320000 is one of the provinces, JP a country."""
    if not code.isdigit():
        return "countries"
    return "provinces" if code.endswith("0000") else "prefectures" if code.endswith("00") else None


def _is_period(basis: str) -> bool:
    """Whether a basis is a period of its own (较2020年): such figures differ from article to article and are left out."""
    return bool(basis) and not basis.startswith(KG.IRI)


def _most(group: _Group) -> int:
    """How many areas of one level have a value."""
    return max(map(len, group.areas.values()), default=0)


def _described(reader: Reader, key: tuple[str, str, str, str], group: _Group) -> Json:
    indicator, measure, unit, basis = key
    known = concepts().by_key.get(indicator) if indicator.startswith("indicator/") else None
    label = (
        known.name if known else min(group.labels, key=lambda name: (-group.labels[name], len(name), name))
    )
    return {
        "indicator": indicator,
        "label": label,
        "measure": measure.removeprefix(KG.IRI),
        "unit": (reader.one(unit, "skos:notation") or "") if unit else "",
        "unit_iri": unit,
        "basis": basis.removeprefix(KG.IRI) or None,
        "areas": _most(group),
        "levels": {level: len(areas) for level, areas in sorted(group.areas.items())},
        "figures": group.figures,
    }


@view("map.values")
def values(context: Context, arguments: Mapping[str, Any]) -> Json:
    """Return the latest value of every area for one series of `map.series`: `indicator`, `measure`, `unit_iri`, `basis`, and
    `period` (`START/END` of one period) where it is not to be the latest of each.

    `values` are figures with evidence, each with `division` and `country`; `periods` all periods, latest first.
    """
    reader = Reader(context)
    wanted = str(arguments.get("indicator") or "")
    unit, basis = str(arguments.get("unit_iri") or ""), str(arguments.get("basis") or "")
    measure = str(arguments.get("measure") or "")
    if not wanted or measure not in KG.ALL or (basis and basis not in KG.ALL):
        raise Refusal(400, "A map of figures is asked for by indicator, measure, unit_iri and basis.")
    asked = {
        "indicators": " ".join(str(NamedNode(iri)) for iri in _wordings(context, wanted)),
        "measure": KG.ALL[measure],
        "unit": f"?f sdmx-attribute:unitMeasure {node_of(context, unit)} ."
        if unit
        else "FILTER NOT EXISTS { ?f sdmx-attribute:unitMeasure ?u }",
        "basis": f"?f kg:basis {KG.ALL[basis]} ." if basis else "FILTER NOT EXISTS { ?f kg:basis ?b }",
        "limit": _MOST_FIGURES,
    }
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    periods: dict[tuple[str, str], str | None] = {}
    for row in solutions(context, _VALUES.format(**asked)):
        area = row["area"].value
        if (
            _coded(reader, area)
            and canonical(reader.label(row["indicator"].value), reader.label(area)) == wanted
        ):
            days = (text(row, "end") or "", text(row, "start") or "")
            found[area].append((*days, row["f"].value))
            periods.setdefault(days, text(row, "period"))
    told = [
        {"start": start, "end": end, "names": reader.period(period), "areas": sum(any((e, s) == (end, start) for e, s, _ in figures) for figures in found.values())}
        for (end, start), period in sorted(periods.items(), key=lambda item: item[0], reverse=True)
    ]  # fmt: skip
    if arguments.get("period"):
        start, _, end = str(arguments["period"]).partition("/")
        found = {area: [f for f in figures if f[:2] == (end, start)] for area, figures in found.items()}
    latest = [figure for figures in found.values() if figures and (figure := _latest(reader, figures))]
    return {
        "values": sorted(latest, key=lambda f: (f["division"] or "", f["country"] or "", f["iri"])),
        "periods": told,
    }


def _coded(reader: Reader, area: str) -> bool:
    return bool(reader.of(area).get("kg:divisionCode") or reader.of(area).get("kg:countryCode"))


def _wordings(context: Context, wanted: str) -> list[str]:
    """The indicators that may be wordings of one: alone, or without the name of an area that they begin with."""
    names: dict[str, list[str]] = defaultdict(list)
    for (name,) in context.index.rows(_AREAS):
        names[name[:2]].append(name)
    return sorted(
        iri
        for iri, label in context.index.rows(_LABELS)
        if any(canonical(label, name) == wanted for name in (None, *names.get(label[:2], ())))
    )


def _latest(reader: Reader, figures: list[tuple[str, str, str]]) -> Json | None:
    """The figure of the latest period; of several that end on one day, of the shortest, then of the newest article."""
    end = max(figure[0] for figure in figures)
    start = max(figure[1] for figure in figures if figure[0] == end)
    newest = [iri for *days, iri in figures if days == [end, start]]
    same = [figure for iri in sorted(newest)[:_MOST_SAME] if (figure := reader.figure(iri)) is not None]
    if not same:
        return None
    best = max(same, key=lambda f: (_published(f), f["iri"]))
    area = best["area"]["iri"]
    return best | {
        "division": reader.one(area, "kg:divisionCode"),
        "country": reader.one(area, "kg:countryCode"),
        "others": sorted({f["value"] for f in same} - {best["value"]}),
    }


def _published(figure: Mapping[str, Any]) -> str:
    return max((quote["article"]["date"] or "" for quote in figure["quotes"] if quote["article"]), default="")
