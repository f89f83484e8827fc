"""Units: money, ratios, measures and counters, read from `seeds/units` and `seeds/words/counters.tsv`."""

import re
from dataclasses import dataclass
from functools import cache

from kg.knowledge import read_table, words
from kg.knowledge.tables import values
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    `notation` is what the graph writes (CNY, %, pp, 辆, 千瓦时), `kind` what it measures (money, ratio, difference,
    time, counter, …); `qudt` and `ucum` link it where such a unit exists.
    """

    notation: str
    kind: str
    qudt: str | None = None
    ucum: str | None = None


_ONE_LETTER = re.compile(r"[A-Za-z]")


class Units:
    """The table of units, for lookup by name and by place in a text."""

    def __init__(self) -> None:
        """Read the tables; the first that names a unit wins among currencies, the last among the others."""
        self._by_name: dict[str, Unit] = {}
        base = folder("seeds") / "units"
        for word in words("counters"):
            self._by_name[word] = Unit(word, "counter")
        for row in read_table(base / "measures.tsv"):
            self._by_name[row["name"]] = Unit(
                row["notation"] or row["name"], row["kind"], row["qudt"] or None, row["ucum"] or None
            )
        for row in read_table(base / "money.tsv"):
            unit = Unit(row["code"], "money")
            for name in (row["name"], *values(row["aliases"])):
                self._by_name.setdefault(name, unit)
            self._by_name.setdefault(row["code"], unit)
        for row in read_table(base / "ratios.tsv"):
            self._by_name[row["name"]] = Unit(
                row["notation"], row["kind"], row["qudt"] or None, row["ucum"] or None
            )
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(self._by_name, key=lambda n: (-len(n), n)):
            self._by_first.setdefault(name[0], []).append(name)

    def named(self, name: str) -> Unit | None:
        """The unit of that name or notation: 元 → CNY."""
        return self._by_name.get(name)

    def at(self, text: str, begin: int) -> tuple[int, Unit] | None:
        """The longest unit that begins at `text[begin]`, with its end; compound ones too.

        Example: `at("8000元/平方米", 4)` is (9, CNY/平方米).
        """
        simple = self._simple(text, begin)
        if simple is None:
            return None
        end, unit = simple
        if end < len(text) and text[end] == "/":
            per = self._simple(text, end + 1)
            if per is not None:
                notation = f"{unit.notation}/{text[end + 1 : per[0]]}"
                return per[0], self._by_name.get(
                    notation, Unit(notation, unit.kind if unit.kind == "money" else "compound")
                )
        return end, unit

    def _simple(self, text: str, begin: int) -> tuple[int, Unit] | None:
        if begin >= len(text):
            return None
        for name in self._by_first.get(text[begin], ()):
            end = begin + len(name)
            if text.startswith(name, begin) and not (
                _ONE_LETTER.match(name[-1]) and end < len(text) and _ONE_LETTER.match(text[end])
            ):
                return end, self._by_name[name]
        return None


@cache
def units() -> Units:
    """Return the table of units."""
    return Units()
