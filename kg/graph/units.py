"""Units of figures: their names, and the same unit in QUDT, from the tables of `seeds/units`."""

from dataclasses import dataclass
from functools import cache

from babel import Locale
from pyoxigraph import NamedNode

from kg.graph.errors import GraphError
from kg.graph.terms import QUDT_CURRENCY
from kg.knowledge import read_table
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """What is known of a unit: names, the same unit in QUDT, and its UCUM code."""

    chinese: str
    english: str | None = None
    qudt: NamedNode | None = None
    ucum: str | None = None


def unit(notation: str) -> UnitEntry:
    """Return what the seeds know of a unit; the units of counting are an open class, named by their notation.

    Example: `unit("USD")` is 美元, US Dollar, `qudt-currency:USD`; `unit("辆")` is 辆 and nothing more.
    """
    return _table().get(notation, UnitEntry(notation))


@cache
def _table() -> dict[str, UnitEntry]:
    units: dict[str, UnitEntry] = {}
    english = Locale("en").currencies
    for row in read_table(folder("seeds") / "units" / "money.tsv"):
        code = row["code"]
        units[code] = UnitEntry(row["name"], english.get(code), NamedNode(QUDT_CURRENCY.IRI + code))
    for name in ("measures", "ratios"):
        for row in read_table(folder("seeds") / "units" / f"{name}.tsv"):
            notation = row.get("notation") or row["name"]
            # Several written names may share a notation; the first one stands for it. A difference of ratios (pp) is
            # measured by the unit of the ratio, but is not the same unit.
            link = row.get("qudt") if row.get("kind") != "difference" else None
            units.setdefault(
                notation, UnitEntry(row["name"], None, _iri(name, link), row.get("ucum") or None)
            )
    return units


def _iri(table: str, address: str | None) -> NamedNode | None:
    try:
        return NamedNode(address) if address else None
    except ValueError as error:
        raise GraphError(f"seeds/units/{table}.tsv: {address!r} is no IRI ({error})") from None
