"""The persons that the seeds know: heads of states, governments, ministries, provinces and international organizations."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.knowledge.gazetteer import Known, gazetteer
from kg.knowledge.tables import values
from kg.records import EntityType

_TENURE = re.compile(r"(?P<body>[^:]+):(?P<titles>[^:]+):(?P<first>\d{4})-(?P<last>\d{4})?")
_TOP = frozenset({"organization/politburo-standing-committee", "organization/presidency"})


@dataclass(frozen=True, slots=True)
class Tenure:
    """Titles that one person holds at a body (`organization/mfa`, `place/US`), first to last year; no last year: still."""

    body: str
    titles: tuple[str, ...]
    first: int
    last: int | None

    def covers(self, year: int | None, slack: int = 0) -> bool:
        """Whether the tenure lasts in `year`, give or take `slack` years; an unknown year speaks against nothing."""
        return year is None or self.first - slack <= year <= (self.last or year) + slack


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the seeds with what a text can tell them by.

    `abroad` says that no tenure is at a body of China, `top` that one is at the very top of China: names of the former
    are foreign ones, and those of the latter stand in every paper without a title.
    """

    known: Known
    tenures: tuple[Tenure, ...]
    abroad: bool
    top: bool

    @property
    def first(self) -> int:
        """The year in which the person's first tenure begins."""
        return min(tenure.first for tenure in self.tenures)

    @property
    def surnames(self) -> frozenset[str]:
        """Names that stand alone for the full foreign one and for nobody else: 特朗普 for 唐纳德·特朗普."""
        names = frozenset(self.known.names)
        alone = {name for name in names if "·" not in name} - set(self.known.guarded)
        return frozenset(alone) if len(alone) < len(names) else frozenset()

    @property
    def bodies(self) -> frozenset[str]:
        """Keys of all bodies the person has held a post at."""
        return frozenset(tenure.body for tenure in self.tenures)


def tenures(known: Known) -> tuple[Tenure, ...]:
    """Return the tenures in the column `posts` of a person's row.

    Raises ValueError for a cell that is not `body:title/title:year-year` or names a body no table has.

    Example: `organization/mofcom:部长/商务部长:2020-` gives one that still lasts.
    """
    found = []
    for cell in values(known.attributes.get("posts", "")):
        match = _TENURE.fullmatch(cell)
        if match is None or match["body"] not in gazetteer().by_key:
            raise ValueError(
                f"seed {known.key} ({known.name}): {cell!r} is no post; a post is body:title/title:year-year"
            )
        last = int(match["last"]) if match["last"] else None
        found.append(Tenure(match["body"], tuple(match["titles"].split("/")), int(match["first"]), last))
    return tuple(found)


@cache
def people() -> Mapping[str, tuple[KnownPerson, ...]]:
    """Return the persons of the tables under `seeds/people` by every name, `guarded` ones too.

    Example: `people()["张军"]` has two, the jurist and the diplomat.
    """
    found: dict[str, list[KnownPerson]] = defaultdict(list)
    for item in gazetteer().by_key.values():
        if item.type is EntityType.PERSON:
            person = _person(item)
            for name in dict.fromkeys((*item.names, *item.guarded)):
                found[name].append(person)
    return {name: tuple(persons) for name, persons in found.items()}


def _person(item: Known) -> KnownPerson:
    held = tenures(item)
    bodies = {tenure.body for tenure in held}
    return KnownPerson(item, held, not any(map(_chinese, bodies)), bool(bodies & _TOP))


def _chinese(key: str) -> bool:
    """Whether a body is China, one of its places, or seated in one."""
    above: Iterable[str | None] = (key,)
    seen: set[str] = set()
    while waiting := [k for k in above if k and k not in seen]:
        if "place/CN" in waiting:
            return True
        seen.update(waiting)
        items = [gazetteer().by_key[k] for k in waiting if k in gazetteer().by_key]
        if any(item.subtype == "InternationalOrganization" for item in items):
            return False  # one that is seated in Beijing is no body of China
        above = [p for item in items for p in (item.parent, item.attributes.get("located_in"))]
    return False
