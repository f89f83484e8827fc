"""What the checks found, kept beside the index: computed once for a state of the store, in a process of its own.

All figures are checked, however many there are; the pages read what is kept, some at a time. Example:
`python -m kg.serve.index.findings out/store BASE out/checks.sqlite`, which prints how far it has come.
"""

import json
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph

from kg.graph import GraphStore
from kg.graph.checks import Finding, check
from kg.graph.copies import state
from kg.graph.errors import GraphError
from kg.graph.terms import QB, RDF

FINDINGS = "checks.sqlite"
"""Name of the file in the folder that a build makes."""

_FORMAT = "1"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE findings (id INTEGER PRIMARY KEY, severity TEXT NOT NULL, rule TEXT NOT NULL, message TEXT NOT NULL,
  message_zh TEXT NOT NULL, figures TEXT NOT NULL);
CREATE INDEX findings_by_severity ON findings (severity, id);
CREATE INDEX findings_by_rule ON findings (rule, severity, id);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it is kept: names of severity and rule, the message in two languages, IRI and wording of each figure."""

    severity: str
    rule: str
    message: str
    message_zh: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Of which state of the store the findings are, how many figures were checked, and how many findings of each rule and severity."""

    state: str
    checked: int
    counts: Counter[tuple[str, str]]


def keep_findings(graph: GraphStore, now: str, target: Path) -> int:
    """Check the figures of a store whose state is `now`, and keep what is found in a file; return how many findings there are.

    Prints, a line each, the number of figures and then how many of how many steps are done. Raises OSError or
    sqlite3.Error when the file cannot be written.

    Example: 进出口, 出口 and 进口 of one article that add up are one finding, an agreement.
    """
    figures = sum(1 for _ in graph.store.quads_for_pattern(None, RDF.type, QB.Observation, DefaultGraph()))
    found = check(graph, lambda done, steps: print(json.dumps([figures, done, steps]), flush=True))
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as connection:
        connection.executescript(_TABLES)
        connection.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)", map(_row, enumerate(found)))
        meta = {"format": _FORMAT, "state": now, "checked": str(figures)}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.commit()
    part.replace(target)
    return len(found)


def summary(path: Path) -> Summary | None:
    """Return what is kept in a file, None when there is nothing that can be read."""
    try:
        with closing(_open(path)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if meta.get("format") != _FORMAT:
                return None
            rows = connection.execute("SELECT rule, severity, COUNT(*) FROM findings GROUP BY rule, severity")
            counts = Counter({(rule, severity): n for rule, severity, n in rows})
            return Summary(meta["state"], int(meta["checked"]), counts)
    except (sqlite3.Error, KeyError, ValueError):
        return None


def read_findings(path: Path, severity: str, rule: str, first: int, size: int) -> list[Kept]:
    """Return some of the findings that are kept, gravest first: of one severity and one rule, where these are not empty.

    Raises sqlite3.Error when the file cannot be read.
    """
    chosen = {"severity": severity, "rule": rule}
    where = " AND ".join(f"{name} = :{name}" for name, value in chosen.items() if value) or "1"
    with closing(_open(path)) as connection:
        rows = connection.execute(
            f"SELECT severity, rule, message, message_zh, figures FROM findings WHERE {where} ORDER BY id LIMIT :size OFFSET :first",
            chosen | {"size": size, "first": first},
        )
        return [
            Kept(
                kind, name, message, message_zh, tuple((iri, written) for iri, written in json.loads(figures))
            )
            for kind, name, message, message_zh, figures in rows
        ]


def _row(numbered: tuple[int, Finding]) -> tuple[object, ...]:
    number, finding = numbered
    figures = [[figure.node, figure.written] for figure in finding.figures]
    told = (finding.severity.value, finding.rule.name, finding.message, finding.message_zh)
    return number, *told, json.dumps(figures, ensure_ascii=False)


def _open(path: Path) -> sqlite3.Connection:
    # The file is never changed in place, so it can be read without locks.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def main(store: str, base: str, target: str) -> None:
    """Check the figures of a store and keep what is found."""
    now = state(Path(store))
    try:
        with GraphStore.open(Path(store), base, read_only=True) as graph:
            keep_findings(graph, now, Path(target))
    except (GraphError, OSError, RuntimeError, sqlite3.Error) as error:
        sys.exit(f"the figures cannot be checked now: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
