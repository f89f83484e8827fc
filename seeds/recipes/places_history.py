"""Former names of divisions: from the yearly lists of the Ministry of Civil Affairs and the hand-kept table of changes."""

from collections import defaultdict
from dataclasses import dataclass, field

from places_names import stem
from places_sources import Paths, former_divisions, table

_FIRST_ROW_YEAR = 2000  # divisions abolished earlier get no row of their own


@dataclass(frozen=True, slots=True)
class Abolished:
    """A division that exists no more and has a row of its own."""

    code: str
    name: str
    successors: tuple[str, ...]
    ended: str


@dataclass(slots=True)
class History:
    """`former`: current code → old names of the same division; `abolished`: the others; `unresolved`: to look at."""

    former: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    abolished: list[Abolished] = field(default_factory=list)
    unresolved: list[tuple[str, str, str]] = field(default_factory=list)


def _level(code: str) -> int:
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _successor(
    code: str, name: str, current: dict[str, str], by_stem: dict[tuple[str, str, int], list[str]]
) -> str | None:
    """The current division that carries on `name`: of the same stem and level, else of the same code."""
    same = by_stem.get((code[:2], stem(name), _level(code)), [])
    near = [other for other in same if other[:4] == code[:4]]
    if len(near) == 1 or len(same) == 1:
        return (near or same)[0]
    return code if code in current and not same else None


def history(paths: Paths, current: dict[str, str]) -> History:
    """Sort everything the old lists name and the current one (code → name) does not.

    Example: 余江县 becomes a former name of 余江区, 襄樊市 of 襄阳市; 崇文区 gets a row with 东城区 as its successor.
    """
    result = History()
    by_stem: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for code, name in current.items():
        by_stem[code[:2], stem(name), _level(code)].append(code)
    changes = {(row["code"], row["name"]): row for row in table(paths.inputs / "division_changes.tsv")}
    decided = {(code[:2], name) for code, name in changes}
    for row in changes.values():
        successors = tuple(row["successors"].split("|"))
        if unknown := [code for code in successors if code not in current]:
            raise ValueError(f"division_changes.tsv: {row['name']} has the unknown successor {unknown[0]}")
        if row["kind"] == "renamed":
            result.former[successors[0]].append(row["name"])
        else:
            result.abolished.append(Abolished(row["code"], row["name"], successors, row["date"]))
    for (code, name), last in sorted(former_divisions(paths).items()):
        if current.get(code) == name or code.endswith("0000") or (code[:2], name) in decided:
            continue
        if successor := _successor(code, name, current, by_stem):
            if name != current[successor] and name not in result.former[successor]:
                result.former[successor].append(name)
        elif int(last[:4]) >= _FIRST_ROW_YEAR:
            result.unresolved.append((code, name, last))
    return result
