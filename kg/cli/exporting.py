"""`kg export`: the graph of a folder in other formats."""

from collections.abc import Callable
from pathlib import Path

import click
import pyoxigraph as ox

from kg.graph import GraphStore
from kg.graph.terms import PREFIXES
from kg.pipeline import STORE
from kg.publish import write_csv, write_gexf, write_graphml, write_html, write_nquads, write_turtle

_SERIALIZED = {".nt": ox.RdfFormat.N_TRIPLES, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD, ".rdf": ox.RdfFormat.RDF_XML}


@click.command()
@click.argument("output", type=click.Path(path_type=Path, file_okay=False))
@click.argument("target", type=click.Path(path_type=Path))
def export(output: Path, target: Path) -> None:
    """Write the graph of the folder OUTPUT to TARGET; the ending of its name says how. 导出。

    \b
    .ttl .nt .nq .trig .jsonld .rdf   RDF
    .graphml .gexf                    networks for Gephi, Cytoscape, networkx
    .html                             the interactive network
    a folder (name without ending)    CSV tables
    """
    with GraphStore.open(output / STORE, read_only=True) as store:
        suffix = target.suffix.lower()
        if suffix in _SERIALIZED:
            _serialize(store, target, _SERIALIZED[suffix])
        elif suffix in _WRITERS:
            _WRITERS[suffix](store, target)
        else:
            known = " ".join(sorted([*_SERIALIZED, *(s for s in _WRITERS if s)]))
            raise click.UsageError(f"{target.name}: no format is called {suffix!r}; known: {known}, or a folder for CSV tables")
    click.echo(str(target))


_WRITERS: dict[str, Callable[[GraphStore, Path], object]] = {
    ".ttl": lambda store, path: write_turtle(store.triples(), path, store.ids.base),
    ".nq": write_nquads,
    ".html": lambda store, path: write_html(store, path),
    ".graphml": lambda store, path: write_graphml(store, path),
    ".gexf": lambda store, path: write_gexf(store, path),
    "": lambda store, path: write_csv(store, path),
}


def _serialize(store: GraphStore, target: Path, form: ox.RdfFormat) -> None:
    """Write sorted statements; formats of one graph get the union of the store's graphs."""
    prefixes = {name: iri for name, iri in PREFIXES.items()} if form in (ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML) else None
    statements = list(store) if form.supports_datasets else sorted(store.triples(), key=str)
    with target.open("wb") as file:
        ox.serialize(statements, file, form, prefixes=prefixes)
