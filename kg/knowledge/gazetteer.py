"""The entities that the seeds know, by key and by name, and where a text names them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.knowledge.tables import Row, read_table, values
from kg.records import EntityType
from kg.resources import folder

_FOLDERS = {
    "places": EntityType.PLACE,
    "organizations": EntityType.ORGANIZATION,
    "policies": EntityType.POLICY,
    "people": EntityType.PERSON,
}
_NAME_COLUMNS = ("short", "aliases", "former", "guarded")


@dataclass(frozen=True, slots=True)
class Known:
    """A row of a seed table.

    `short` are usual short names (江苏, 科技部), `aliases` other current names, `former` names of predecessors,
    `guarded` names that count only where the context supports them (京, 中央). `parent` is the key of the place or
    organization it belongs to. `attributes` holds the table's other columns that are not empty.
    """

    key: str
    type: EntityType
    subtype: str | None
    name: str
    short: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    parent: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that stands for it without further support, the full one first."""
        return tuple(dict.fromkeys((self.name, *self.short, *self.aliases, *self.former)))

    @classmethod
    def from_row(cls, row: Row, kind: EntityType) -> "Known":
        """Build from a table row with the columns key, subtype, name and optionally short, aliases, former, guarded, parent."""
        rest = {
            c: v
            for c, v in row.items()
            if v and c not in {"key", "subtype", "name", "parent", *_NAME_COLUMNS}
        }
        lists = {c: values(row.get(c, "")) for c in _NAME_COLUMNS}
        return cls(
            key=f"{kind.lower()}/{row['key']}", type=kind, subtype=row.get("subtype") or None, name=row["name"],
            parent=row.get("parent") or None, attributes=rest, **lists,
        )  # fmt: skip


class Gazetteer:
    """Entities by key, by name, and in running text.

    Persons are here by key only: a name alone does not say who is meant. `kg.knowledge.people` has them by name.
    """

    def __init__(self, known: Iterable[Known]):
        self.by_key: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._guarded: dict[str, list[Known]] = defaultdict(list)
        for item in known:
            if item.key in self.by_key:
                raise ValueError(
                    f"seed key {item.key!r} is given twice: {self.by_key[item.key].name} and {item.name}"
                )
            self.by_key[item.key] = item
            if item.type is EntityType.PERSON:
                continue
            for name in item.names:
                self._by_name[name].append(item)
            for name in item.guarded:
                self._guarded[name].append(item)
        self._names, self._guarded_names = (
            sorted(self._by_name),
            sorted(n for n in self._guarded if len(n) > 1),
        )
        self._automaton, self._guarded_automaton = AhoCorasick(self._names), AhoCorasick(self._guarded_names)

    def lookup(self, name: str) -> tuple[Known, ...]:
        """Entities called `name` without further support: 江苏 → the province."""
        return tuple(self._by_name.get(name, ()))

    def guarded(self, name: str) -> tuple[Known, ...]:
        """Entities that `name` stands for only where the context supports it: 京 → 北京市."""
        return tuple(self._guarded.get(name, ()))

    def scan(self, text: str) -> Iterator[tuple[int, int, tuple[Known, ...]]]:
        """Yield every occurrence (begin, end, entities), overlapping ones too, in order of their end."""
        for index, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield begin, end, tuple(self._by_name[self._names[index]])

    def scan_guarded(self, text: str) -> Iterator[tuple[int, int, tuple[Known, ...]]]:
        """Like `scan` for the guarded names of two and more characters: the caller looks for support around them."""
        for index, begin, end in self._guarded_automaton.find_matches_as_indexes(text, overlapping=True):
            yield begin, end, tuple(self._guarded[self._guarded_names[index]])


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of all tables under `places`, `organizations`, `policies` and `people` of `seeds/`."""
    seeds = folder("seeds")
    return Gazetteer(
        Known.from_row(row, kind)
        for name, kind in _FOLDERS.items()
        for path in sorted((seeds / name).glob("*.tsv"))
        for row in read_table(path)
        if "key" in row  # a table without keys says more of places that others list: english_names.tsv
    )
