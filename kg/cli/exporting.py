"""`kg export`: the graph of a folder in other formats."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from kg.cli.serving import MissingExtraError, base_of
from kg.errors import writing
from kg.graph import GraphStore
from kg.graph.store import STORE
from kg.publish.columns_neo4j import write_neo4j
from kg.publish.entail import with_entailed
from kg.publish.graphml import write_gexf, write_graphml
from kg.publish.html import write_html
from kg.publish.rdf import write_ntriples, write_rdfxml, write_sorted_nquads, write_trig
from kg.publish.rdf_jsonld import write_jsonld
from kg.publish.tables import write_csv
from kg.publish.turtle import write_store_turtle

Writer = Callable[[GraphStore, Path], object]


def _parquet(store: GraphStore, folder: Path) -> None:
    try:
        columns = import_module("kg.publish.columns")
    except ImportError as error:
        raise MissingExtraError(f"Parquet needs {error.name}: pip install 'jingwei-kg[parquet]'") from error
    columns.write_parquet(store, folder)


_FILES: dict[str, Writer] = {
    "ttl": write_store_turtle,
    "nt": write_ntriples,
    "nq": write_sorted_nquads,
    "trig": write_trig,
    "jsonld": write_jsonld,
    "rdf": write_rdfxml,
    "graphml": lambda store, path: write_graphml(store, path),
    "gexf": lambda store, path: write_gexf(store, path),
    "html": lambda store, path: write_html(store, path),
}
_RDF = ("ttl", "nt", "nq", "trig", "jsonld", "rdf")
_FOLDERS: dict[str, Writer] = {
    "csv": lambda store, path: write_csv(store, path),
    "parquet": _parquet,
    "neo4j": write_neo4j,
}


@click.command()
@click.argument("output", type=click.Path(path_type=Path, file_okay=False))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice([*_FILES, *_FOLDERS]),
    help="The format, when the name of TARGET does not say it.",
)
@click.option(
    "--entail",
    is_flag=True,
    help="Write what follows from the ontology too (schema.org, ORG, ELI, … types and properties), for tools that do not reason.",
)
def export(output: Path, target: Path, form: str | None, entail: bool) -> None:
    """Write the graph of the folder OUTPUT to TARGET; the ending of its name says how. 导出。

    \b
    .ttl .nt .jsonld .rdf             RDF, the union of all graphs
    .nq .trig                         RDF with the graph of each page
    .graphml .gexf                    networks for Gephi, Cytoscape, networkx
    .html                             the interactive network
    a folder (name without ending)    CSV tables; --as parquet, --as neo4j
    \b
    kg export out graph.nq --entail   what follows from the ontology stands in the graph …/graph/entailed
    """
    suffix = target.suffix.lower().removeprefix(".")
    chosen = form or suffix or "csv"
    write = _FILES.get(chosen) or (_FOLDERS.get(chosen) if form or not suffix else None)
    if write is None:
        raise click.UsageError(
            f"{target.name}: no format is called {suffix!r}; known: {' '.join(sorted(_FILES))}, or a folder for tables"
        )
    if entail and chosen not in _RDF:
        raise click.UsageError(f"--entail is for RDF: {' '.join(f'.{name}' for name in _RDF)}")
    with writing(target), GraphStore.open(output / STORE, base_of(output), read_only=True) as store:
        if entail:
            with with_entailed(store) as more:
                write(more, target)
        else:
            write(store, target)
    click.echo(str(target))
