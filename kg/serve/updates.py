"""SPARQL updates of a store whose default graph is the union of its named graphs, each triple once.

Oxigraph knows nothing of that union, so an update gets steps before and after it that keep the union right, all in one
request and thus one transaction; its operations see the union as it was before the request. An update that writes to the default graph itself is refused: a statement that stands
in no named graph would be nobody's, and one that is deleted from the union would still stand in its graph.

The scan below reads no more of SPARQL than it needs: which operations there are, which graphs their templates name, and
where a template writes outside of `GRAPH`. What it does not recognise it takes for the costlier case, the whole store.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Store

from kg.graph.terms import PREFIXES
from kg.serve.frames import Refusal

_TOKEN = re.compile(
    r"""
    (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<skip> "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' | \#[^\n\r]* | \s+ )
    | (?P<variable> [?$]\w+ )
    | (?P<name> [\w.-]*:(?:[\w.:%-]|\\.)* )
    | (?P<word> [A-Za-z]+ )
    | (?P<sign> [\w-]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNION_ONLY = "This store's default graph is the union of its named graphs; say with GRAPH or WITH which graph to change."

_FILL = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
_SWEEP = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query or update: an IRI, a name with a prefix, a variable, a word, a sign, or what may be skipped."""

    kind: str
    text: str
    begin: int

    @property
    def word(self) -> str:
        """The token as a keyword."""
        return self.text.upper() if self.kind in ("word", "sign") else ""


@dataclass(slots=True)
class _Reach:
    """What an update may change: the graphs it names, whether there may be others, and whether it may take away.

    `known` are the graphs by IRI and `asked` the queries that find the others, unless `unknown`.
    """

    text: str
    graphs: list[str] = field(default_factory=list)
    any_graph: bool = False
    removes: bool = False
    patterns: bool = False
    wheres: list[int] = field(default_factory=list)
    bound: bool = False
    prologue: str = ""
    prefixes: dict[str, str] = field(default_factory=lambda: dict(PREFIXES))
    known: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    unknown: bool = False

    def at(self, target: Token) -> None:
        """A graph is written to."""
        if target.kind == "iri":
            self.graphs.append(target.text)
        else:
            self.any_graph = True
        self.name(target)

    def name(self, target: Token) -> None:
        """Note the IRI of a graph; a variable's are asked for later."""
        prefix, _, local = target.text.partition(":")
        iri = self.prefixes.get(prefix, "") + local if target.kind == "name" else target.text[1:-1]
        if target.kind == "variable":
            return
        if "\\" in target.text or not _ABSOLUTE.match(iri):
            self.unknown = True
        else:
            self.known.add(iri)


@dataclass(frozen=True, slots=True)
class Settled:
    """An update that keeps the union right, and which graphs it may change: those of `graphs`, and what `asked` finds beforehand.

    `graphs` is None when they cannot be told.
    """

    text: str
    graphs: frozenset[str] | None = frozenset()
    asked: tuple[str, ...] = ()


def settled(text: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Settled:
    """Return an update with the steps that keep the union right, fit to run as one transaction.

    `default` and `named` are the graphs that the protocol's `using-graph-uri` and `using-named-graph-uri` give. Raises
    SyntaxError for a text that is no update, Refusal (400) for one that writes to the default graph, or that names its
    graphs twice.

    Example: `settled('INSERT DATA { GRAPH <urn:g> { <urn:江苏> a <urn:省> } }')` inserts the triple into the union too.
    """
    _check(text)
    said = [token for token in tokens(text) if token.kind != "skip"]
    reach = _Reach(text)
    operations = [operation for operation in _operations(said) if operation]
    for operation in operations:
        _read(operation, reach)
    if reach.asked and (len(operations) > 1 or reach.bound or default or named):
        reach.unknown = True  # What a variable finds may depend on the operations before it.
    if default or named:
        text = _using(text, reach, default, named)
    text, empty = _trimmed(text)
    if empty:
        return Settled(text)
    graphs = list(dict.fromkeys(reach.graphs))
    fill = [f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}" for graph in graphs]
    if reach.any_graph:
        fill = [_FILL]
    if not reach.removes:
        steps = [text, *fill]
    elif reach.patterns or reach.any_graph:
        steps = [text, _SWEEP, *fill]
    else:
        # What only these graphs support goes first; what they still hold afterwards comes back.
        steps = [*(_unsupported(graph, graphs) for graph in graphs), text, *fill]
    known = None if reach.unknown else frozenset(reach.known)
    return Settled("\n;\n".join(steps), known, () if reach.unknown else tuple(reach.asked))


def _trimmed(text: str) -> tuple[str, bool]:
    """Take away the comments and semicolons at the end of an update; say whether nothing is left to do."""
    said = [token for token in tokens(text) if token.kind != "skip"]
    while said and said[-1].text == ";":
        said.pop()
    return (text[: said[-1].begin + len(said[-1].text)], False) if said else (text, True)


def _check(text: str) -> None:
    """Raise SyntaxError unless a text stands as an update by itself: it is about to be put between others."""
    try:
        Store().update(text, prefixes=PREFIXES)
    except (OSError, RuntimeError, ValueError):
        return  # It can be read; whether it can be run, the real store says.


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query or update with what lies between them; their texts joined are the text."""
    for match in _TOKEN.finditer(text):
        yield Token(match.lastgroup or "", match[0], match.start())


def _operations(said: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut an update at the semicolons between its operations."""
    operation: list[Token] = []
    depth = 0
    for token in said:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text == ";" and depth == 0:
            yield operation
            operation = []
        else:
            operation.append(token)
    yield operation


def _read(operation: list[Token], reach: _Reach) -> None:
    """Add what one operation may change; raise Refusal when that is the default graph."""
    start = 0
    while start < len(operation) and operation[start].word in ("PREFIX", "BASE"):
        if operation[start].word == "PREFIX":
            reach.prefixes[operation[start + 1].text.removesuffix(":")] = operation[start + 2].text[1:-1]
        start += 3 if operation[start].word == "PREFIX" else 2
    reach.prologue += " ".join(token.text for token in operation[:start]) + " "
    body = operation[start:]
    if not body:
        return
    kind = body[0].word
    if kind in ("CLEAR", "DROP"):
        _read_clearing(body, reach)
    elif kind in ("ADD", "COPY", "MOVE"):
        if body[-1].word == "DEFAULT" or (kind == "MOVE" and any(t.word == "DEFAULT" for t in body)):
            raise Refusal(400, _UNION_ONLY)
        reach.any_graph, reach.patterns, reach.removes = True, True, reach.removes or kind != "ADD"
        for token in body:
            if token.kind in ("iri", "name"):
                reach.name(token)
    elif kind in ("INSERT", "DELETE", "WITH"):
        _read_templates(body, reach)


def _read_clearing(body: list[Token], reach: _Reach) -> None:
    reach.removes = True
    if body[-1].word == "DEFAULT":
        raise Refusal(400, _UNION_ONLY)
    if body[-1].word in ("NAMED", "ALL"):
        reach.any_graph = True  # The ledger of pages shows what has gone.
    else:
        reach.at(body[-1])


def _read_templates(body: list[Token], reach: _Reach) -> None:
    """Read `INSERT DATA`, `DELETE DATA`, `DELETE WHERE` and `[WITH] [DELETE] [INSERT] [USING] WHERE`."""
    anywhere = False
    if body[0].word == "WITH":
        reach.at(body[1])
        anywhere = reach.bound = True
    depth, block, variables, where = 0, "", dict[str, None](), body[0].begin
    for number, token in enumerate(body):
        before = body[number - 1].word if number else ""
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
        elif depth == 0 and token.word in ("INSERT", "DELETE"):
            block = token.word
            reach.removes = reach.removes or token.word == "DELETE"
        elif depth == 0 and token.word == "USING":
            reach.bound = True
        elif depth == 0 and token.word == "WHERE":
            reach.patterns, where = True, token.begin
            if before != "DELETE":  # `DELETE WHERE { … }` is its own template.
                reach.wheres.append(token.begin)
                block = ""
        elif block and depth == 1:
            if before == "GRAPH":
                reach.at(token)
                if token.kind == "variable":
                    variables[token.text] = None
            elif token.word not in ("GRAPH", ".") and not anywhere:
                raise Refusal(400, _UNION_ONLY)
    if variables:
        pattern = reach.text[where : body[-1].begin + len(body[-1].text)]
        reach.asked.append(f"{reach.prologue}SELECT DISTINCT {' '.join(variables)} {pattern}")


def _using(text: str, reach: _Reach, default: Sequence[str], named: Sequence[str]) -> str:
    """Put the graphs that a request names before each `WHERE`."""
    if reach.bound:
        raise Refusal(400, "An update with USING or WITH takes no graphs from the address of the request.")
    clause = "".join([f"USING <{iri}> " for iri in default] + [f"USING NAMED <{iri}> " for iri in named])
    for begin in sorted(reach.wheres, reverse=True):
        text = text[:begin] + clause + text[begin:]
    return text


def _unsupported(graph: str, changing: Sequence[str]) -> str:
    others = f"FILTER(?g NOT IN ({', '.join(changing)}))"
    return (
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} {others} }} }}"
    )
