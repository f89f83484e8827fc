"""The library of named SPARQL queries: list them, fill in their parameters, run them.

A query is a file `queries/NAME.rq`, valid SPARQL as it stands, with a header of comments that says what it answers:

    # title: Who holds a post | 谁担任某职务
    # description: One or more lines of English. | 中文说明。
    # parameter title label = 部长: post title | 职务
    # parameter on date: day of interest | 日期

A parameter has a kind (`label`: a Chinese name, `text`, `date`, `integer`, `iri`) and may have a default. Its value is
bound as a term wherever the query says `# parameters` (a subquery that needs it says so too); it never becomes part of
the query's text in any other way. One that is not given stays an open variable, so the same query answers for all posts
or for one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from kg.graph.errors import GraphError
from kg.graph.literals import chinese, day, integer, plain
from kg.graph.store import GraphStore
from kg.graph.terms import PREFIXES, XSD

_FOLDER = Path(__file__).with_name("queries")
_MARK = re.compile(r"^[ \t]*# parameters[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"# (title|description|parameter)(?: (\w+) (\w+)(?: = ([^:]+))?)?: (.+)")

Cell = str | int | Decimal | bool | None


class QueryError(GraphError):
    """A query that does not exist or cannot be run as asked; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query; `default` is None when it may stay open."""

    name: str
    kind: str
    default: str | None
    english: str
    chinese: str

    def term(self, value: str) -> NamedNode | Literal:
        """Return a value as the term to bind; raise QueryError when it is not of the parameter's kind."""
        try:
            return _KINDS[self.kind](value)
        except (ValueError, GraphError) as error:
            raise QueryError(
                f"parameter {self.name!r} takes {_KIND_NAMES[self.kind]}, not {value!r} ({error})"
            ) from None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library."""

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the SPARQL text with the parameters bound, fit for any SPARQL 1.1 engine.

        Raises QueryError for a parameter that the query does not have or a value of another kind.

        Example: `named("holders-of-post").bind({"title": "部长"})` holds `BIND("部长"@zh AS ?title)`.
        """
        allowed = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in allowed:
                known = ", ".join(allowed) or "none"
                raise QueryError(f"query {self.name!r} has no parameter {name!r}; its parameters: {known}")
        lines = []
        for name, parameter in allowed.items():
            value = values.get(name, parameter.default)
            if value is not None:
                lines.append(f"  BIND({parameter.term(value)} AS ?{name})")
        return _MARK.sub(lambda _: "\n".join(lines), self.text)

    def run(self, store: GraphStore, values: Mapping[str, str] | None = None) -> "Table":
        """Run the query over the union of a store's graphs."""
        return select(store, self.bind(values or {}))


@dataclass(frozen=True, slots=True)
class Table:
    """The answer of a query: IRIs, strings and dates are text, numbers are numbers, and what is not bound is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries, for JSON."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def names() -> tuple[str, ...]:
    """Return the names of all queries, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


@cache
def named(name: str) -> NamedQuery:
    """Return the query of this name; raise QueryError, with the names that come close, when there is none."""
    if name not in names():
        close = get_close_matches(name, names(), n=3, cutoff=0.5) or names()
        raise QueryError(f"there is no query {name!r}; did you mean {', '.join(close)}?")
    return _read(name, (_FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


def select(store: GraphStore, query: str) -> Table:
    """Run any SPARQL query over the union of a store's graphs and return its answer as a table.

    An ASK has one cell `answer`; CONSTRUCT and DESCRIBE have the columns subject, predicate, object. Raises QueryError
    for a query that cannot be read or run.
    """
    try:
        answer = store.query(query)
        if isinstance(answer, QueryBoolean):
            return Table(("answer",), ((bool(answer),),))
        if isinstance(answer, QuerySolutions):
            columns = tuple(variable.value for variable in answer.variables)
            return Table(columns, tuple(tuple(_cell(term) for term in solution) for solution in answer))
        triples = sorted(answer, key=str)
        return Table(
            ("subject", "predicate", "object"),
            tuple((_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in triples),
        )
    except SyntaxError as error:
        raise QueryError(f"the query cannot be read: {error.msg}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error


def _cell(term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return str(term) if isinstance(term, BlankNode | Triple) else term.value
    read = _READERS.get(term.datatype)
    return read(term.value) if read else term.value


_READERS: dict[NamedNode, Callable[[str], Cell]] = {
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.boolean: lambda text: text in {"true", "1"},
}


def _expanded(iri: str) -> str:
    prefix, colon, local = iri.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else iri


_KINDS: dict[str, Callable[[str], NamedNode | Literal]] = {
    "label": chinese,
    "text": plain,
    "date": lambda value: day(date.fromisoformat(value)),
    "integer": lambda value: integer(int(value)),
    "iri": lambda value: NamedNode(_expanded(value)),
}

_KIND_NAMES = {
    "label": "a Chinese name",
    "text": "text",
    "date": "a date like 2026-01-20",
    "integer": "a whole number",
    "iri": "an IRI, or a term like kg:ChangeRate",
}


def _read(name: str, text: str) -> NamedQuery:
    titles: tuple[str, str] = ("", "")
    description: tuple[str, str] = ("", "")
    parameters = []
    for line in _header(text):
        field = _FIELD.fullmatch(line)
        if field is None:
            raise QueryError(
                f"query {name!r}: the header line {line!r} is no title, description or parameter"
            )
        english, _, zh = (part.strip() for part in field[5].partition(" | "))
        if field[1] == "title":
            titles = (english, zh)
        elif field[1] == "description":
            description = (english, zh)
        else:
            if field[3] not in _KINDS:
                raise QueryError(
                    f"query {name!r}: parameter {field[2]!r} is of the kind {field[3]!r}; allowed: {', '.join(_KINDS)}"
                )
            parameters.append(Parameter(field[2], field[3], field[4], english, zh))
    if not _MARK.search(text) and parameters:
        raise QueryError(f"query {name!r} has parameters, but no line '# parameters' to bind them at")
    return NamedQuery(name, *titles, *description, tuple(parameters), text)


def _header(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line
