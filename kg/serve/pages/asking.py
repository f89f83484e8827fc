"""SPARQL near the store, for views: solutions as plain dictionaries of terms."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from kg.serve.views import Context

Term = NamedNode | BlankNode | Literal
Solution = dict[str, Term]


def solutions(context: Context, query: str) -> Iterator[Solution]:
    """Yield the solutions of a SELECT over the union of all graphs: name → term, unbound names left out.

    Example: `SELECT ?title WHERE { ?post kg:postTitle ?title }` gives {"title": "厅长"@zh}.
    """
    found = context.graph.query(query)
    if not isinstance(found, QuerySolutions):
        raise TypeError("a view asks with SELECT")
    names = [variable.value for variable in found.variables]
    for solution in found:
        row: Solution = {}
        for name in names:
            term = solution[name]
            if isinstance(term, NamedNode | BlankNode | Literal):
                row[name] = term
        yield row


def text(row: Solution, name: str) -> str | None:
    """Return the value of a name in a solution as text, None when it is unbound."""
    return row[name].value if name in row else None


def number(row: Solution, name: str) -> int:
    """Return the value of a count in a solution, 0 when it is unbound."""
    return int(row[name].value) if name in row else 0
