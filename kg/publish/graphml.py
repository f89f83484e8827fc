"""The network as GraphML and GEXF, for yEd, Gephi, Cytoscape and networkx: typed, labelled, dated and weighted."""

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import networkx as nx
from pyoxigraph import Quad, Store

from kg.publish.network import build_network
from kg.publish.rows import Contents

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


def write_graphml(graph: Store | Iterable[Quad] | Contents, path: Path | str, *, weak: bool = True) -> int:
    """Write the network as GraphML and return the number of nodes. Raises OSError when `path` cannot be written.

    Nodes by IRI with `label`, `type`, `subtype`, `aliases` (joined by ；), `mentions`, `pages`, `degree`, `pagerank`, `betweenness`, `community`;
    edges with `kind`, `label`, `weight`, `start`, `end` (first and last date of report), `sources`, `weak`. Without `weak`, no co-mentions.

    Example: 海关总署 is a node of type Organization.
    """
    network = plain_network(build_network(graph, weak=weak))
    buffer = io.BytesIO()
    nx.write_graphml_xml(network, buffer, encoding="utf-8", prettyprint=True)
    Path(path).write_bytes(buffer.getvalue())
    return len(network)


def write_gexf(graph: Store | Iterable[Quad] | Contents, path: Path | str, *, weak: bool = True) -> int:
    """Write the network as GEXF 1.2 and return the number of nodes; attributes as in `write_graphml`.

    The date of writing that networkx puts into the file is left out: the same graph gives the same bytes.

    Example: 海关总署 is a node with that label in Gephi.
    """
    network = plain_network(build_network(graph, weak=weak))
    # GEXF reads `start` and `end` of an edge as the time it exists; a report date is not that.
    for _, _, data in network.edges(data=True):
        data["first_report"], data["last_report"] = data.pop("start"), data.pop("end")
    text = "\n".join(nx.generate_gexf(network, encoding="utf-8", prettyprint=True, version="1.2draft"))
    Path(path).write_text(_CLOCK.sub("", text) + "\n", encoding="utf-8", newline="\n")
    return len(network)


def plain_network(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a copy whose attributes are text, numbers and truth values only, without characters that XML forbids."""
    plain = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(_clean(node), **_flat(data))
    for number, (s, o, data) in enumerate(network.edges(data=True)):
        dates = data["dates"]
        flat = _flat({k: v for k, v in data.items() if k != "dates"})
        flat |= {"start": dates[0] if dates else "", "end": dates[-1] if dates else ""}
        plain.add_edge(_clean(s), _clean(o), key=number, **flat)
    return plain


def _flat(data: Mapping[str, object]) -> dict[str, str | int | float | bool]:
    found: dict[str, str | int | float | bool] = {}
    for name, value in data.items():
        if isinstance(value, (bool, int, float)):
            found[name] = value
        elif isinstance(value, tuple):
            found[name] = _clean("；".join(value))
        else:
            found[name] = _clean(str(value)) if value is not None else ""
    return found


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
