"""Known indicators from `seeds/indicators`: the concept a label stands for, or the wider one it belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.knowledge.tables import Row, read_table, values
from kg.resources import folder

_SHORTEST_SUFFIX = 2
_MARKS = re.compile(r"[\s“”‘’（）()·—-]")


@dataclass(frozen=True, slots=True)
class Concept:
    """An indicator that the seeds know.

    `key` is its identity (`indicator/gdp`), `name` its label, `unit_kind` what it is measured in (money, ratio, count,
    mass, …), `broader` the key of the wider indicator.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    unit_kind: str = ""
    broader: str | None = None

    @classmethod
    def from_row(cls, row: Row) -> "Concept":
        """Build from a row of a table with the columns key, name, aliases, unit_kind, broader."""
        return cls(
            f"indicator/{row['key']}", row["name"], values(row["aliases"]), row["unit_kind"],
            f"indicator/{row['broader']}" if row["broader"] else None,
        )  # fmt: skip


class Concepts:
    """Known indicators by key and by name."""

    def __init__(self, known: Iterable[Concept]):
        """Index the concepts; raises ValueError when a key is given twice."""
        self.by_key: dict[str, Concept] = {}
        self._by_name: dict[str, Concept] = {}
        for concept in known:
            if concept.key in self.by_key:
                raise ValueError(
                    f"indicator key {concept.key!r} is given twice: {self.by_key[concept.key].name} and {concept.name}"
                )
            self.by_key[concept.key] = concept
            for name in (concept.name, *concept.aliases):
                self._by_name.setdefault(_plain(name), concept)

    def lookup(self, label: str) -> Concept | None:
        """The concept of that name: 进出口总值 → 货物贸易进出口总值."""
        return self._by_name.get(_plain(label))

    def broader(self, label: str) -> Concept | None:
        """The known indicator a longer label narrows: 民营企业进出口 → 货物贸易进出口总值; None where there is none."""
        plain = _plain(label)
        known = self._by_name.get(plain)
        if known is not None:
            return self.by_key.get(known.broader) if known.broader else None
        for begin in range(1, len(plain) - _SHORTEST_SUFFIX + 1):
            if concept := self._by_name.get(plain[begin:]):
                return concept
        return None


def _plain(name: str) -> str:
    return _MARKS.sub("", name).lower()


@cache
def concepts() -> Concepts:
    """Return the known indicators of all tables under `seeds/indicators`."""
    paths = sorted((folder("seeds") / "indicators").glob("*.tsv"))
    return Concepts(Concept.from_row(row) for path in paths for row in read_table(path))
