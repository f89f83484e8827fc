"""Views: functions near the store that give a page its data, run in the same processes that can be killed as SPARQL is.

A module of `kg.serve.explorer` or `kg.serve.pages` whose name ends in `_view` registers its functions with `@view`; the
evaluators load all of these modules when they start. Such a module must not import the web framework.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.graph import GraphStore
from kg.serve.frames import Refusal
from kg.serve.index import Index
from kg.serve.index.schema import SearchIndexError

PACKAGES = ("kg.serve.explorer", "kg.serve.pages")
"""Where modules of views are."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a view works on: the store as it is now, the base of its nodes, and the index beside it."""

    graph: GraphStore
    base: str
    index: Index


View = Callable[[Context, Mapping[str, Any]], Any]

_views: dict[str, View] = {}
_indexes: dict[Path, Index] = {}


def view(name: str) -> Callable[[View], View]:
    """Register a function that takes a context and arguments (JSON) and returns JSON. Example: `@view("entity")`."""

    def register(function: View) -> View:
        if _views.setdefault(name, function).__qualname__ != function.__qualname__:
            raise ValueError(f"two views are called {name!r}")
        _views[name] = function
        return function

    return register


def load_views() -> list[str]:
    """Import all modules of views and return the names of the views, sorted."""
    for package in PACKAGES:
        for module in iter_modules(import_module(package).__path__):
            if module.name.endswith("_view"):
                import_module(f"{package}.{module.name}")
    return sorted(_views)


def show(store: Store, base: str, path: Path, name: str, arguments: Mapping[str, Any]) -> Any:
    """Return what a view shows of the store in the folder `path`, which is open; its index stays open between views."""
    if not _views:
        load_views()
    index = _indexes.setdefault(path, Index(path))
    return run_view(Context(GraphStore(store, base, writable=False), base, index), name, arguments)


def run_view(context: Context, name: str, arguments: Mapping[str, Any]) -> Any:
    """Return what a view shows; raise Refusal (404) for a view that does not exist, and what the view itself refuses."""
    if name not in _views:
        raise Refusal(404, f"There is no view {name!r}; known: {', '.join(sorted(_views))}.")
    try:
        return _views[name](context, arguments)
    except SearchIndexError as error:
        raise Refusal(503, f"The explorer cannot be used just now: {error}.") from error


def node_of(context: Context, iri: object) -> NamedNode:
    """Return the node of an IRI, or of a key below the base (`place/320000`, 江苏省); raise Refusal (400) for anything else."""
    text = str(iri or "")
    try:
        return NamedNode(text if "://" in text else context.base + text)
    except ValueError:
        raise Refusal(400, f"{text[:200]!r} is no IRI.") from None


def known(context: Context, node: NamedNode) -> NamedNode:
    """Return a node that the graph says something of; raise Refusal (404) for any other."""
    store = context.graph.store
    spoken = (store.quads_for_pattern(node, None, None), store.quads_for_pattern(None, None, node))
    if any(next(iter(quads), None) is not None for quads in spoken):
        return node
    raise Refusal(404, f"The graph says nothing of {node}.")
