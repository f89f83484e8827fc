"""From a graph to one HTML file, through pyvis: which part is drawn first, where, and with how much detail."""

import base64
import gzip
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from pyoxigraph import Quad, Store
from pyvis.network import Network

from kg.publish.contents import read_contents, undisturbed
from kg.publish.html.page import OPTIONS, render_page, safe_json
from kg.publish.html.payload import Limits, Payload
from kg.publish.html.wording import LOOKS
from kg.publish.layout import Position, lay_out, order_by_connection, pulls
from kg.publish.network import build_network
from kg.publish.rows import Contents

SHOWN, MOST = 300, 30_000
"""Nodes drawn at first, and nodes that the file holds at all; a graph with more is for `kg serve`."""

LARGEST = 40_000_000
"""Bytes of JSON that the file may hold, packed to about a quarter; with more, fewer sentences are kept for each node."""

LIMITS = (
    Limits(16, 80, 20),
    Limits(8, 40, 10),
    Limits(5, 20, 6),
    Limits(3, 10, 4, 2),
    Limits(2, 5, 2, 1),
    Limits(1, 2, 1, 1),
)


@dataclass(frozen=True, slots=True)
class HtmlReport:
    """What the file holds: entities of the graph, of the file and drawn at first, its size, and the sentences kept for a node at most."""

    path: Path
    entities: int
    embedded: int
    shown: int
    bytes: int
    evidence: int


def write_html(
    graph: Store | Iterable[Quad] | Contents,
    path: Path | str,
    *,
    title: str = "经纬 Jingwei",
    shown: int = SHOWN,
) -> HtmlReport:
    """Write the network of `graph` as one self-contained HTML file.

    `shown` nodes, the most connected part, are drawn at first; all others are a search or a click away. Raises OSError when `path` cannot be
    written and ValueError when `shown` is below 1. The same graph gives the same bytes.

    Example: `write_html(store, "graph.html", title="一月要闻")`.
    """
    if shown < 1:
        raise ValueError(f"shown must be at least 1, not {shown}")
    title = title.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be written
    contents = graph if isinstance(graph, Contents) else read_contents(graph)
    with undisturbed():
        network = build_network(contents, communities=False)
        ties = pulls(network)
        order = order_by_connection(network, ties)[:MOST]
        shown = min(shown, len(order))
        places = lay_out(network, contents, order, shown, ties)
        data, limits, kept = _data(contents, network, order, places, shown)
        about = {"title": title, "entities": len(network), "shown": shown, "mentions": len(contents.mentions)}
        about |= {"pages": len(contents.pages), "articles": len(contents.articles), "embedded": kept}
        with ThreadPoolExecutor(1) as other_core:
            packing = other_core.submit(packed, data)
            core = Payload(contents, network, order[:shown], places, limits, full=()).data(about)
            first = _pyvis(network, order[:shown], places)
            html = render_page(title, first, safe_json(core), packing.result())
    target, file = Path(path), html.encode()
    target.write_bytes(file)
    return HtmlReport(target, len(network), kept, shown, len(file), limits.evidence)


def packed(data: bytes) -> str:
    """Return bytes as text for the page: gzip without a date, base64. `assets/unpacking.js` reads it back."""
    return base64.b64encode(gzip.compress(data, 5, mtime=0)).decode()


def _data(
    contents: Contents, network: nx.MultiDiGraph, order: list[str], places: dict[str, Position], shown: int
) -> tuple[bytes, Limits, int]:
    """The data as JSON of at most `LARGEST` bytes: with the most generous limits that fit, then with fewer nodes; and which these are."""
    kept, evidence = len(order), float(LIMITS[0].evidence)
    while True:
        for limits in LIMITS:
            if limits.evidence > evidence and limits is not LIMITS[-1]:
                continue
            found = Payload(contents, network, order[:kept], places, limits).data({})
            # Half a surrogate pair, which UTF-8 cannot say, becomes the escape that JSON has for it.
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(
                "utf-8", "backslashreplace"
            )
            if len(text) <= LARGEST or (limits is LIMITS[-1] and kept <= shown):
                return text, limits, kept
            evidence = limits.evidence * LARGEST / len(text)
        kept = max(shown, kept // 2)


def sizes(ranks: Sequence[float]) -> list[float]:
    """Return the radius of each node, 9 to 26 pixels by the root of its rank.

    Measured against the tenth highest rank, so that one hub (中国) does not make dots of all others. The page computes the same.
    """
    highest = sorted(ranks, reverse=True)[:10]
    full = highest[-1] if highest and highest[-1] > 0 else 1.0
    return [9 + 13 * min(1.7, rank / full) ** 0.5 for rank in ranks]


def _pyvis(network: nx.MultiDiGraph, order: list[str], places: dict[str, Position]) -> Network:
    """The part drawn first as a pyvis network: nodes by number, in groups by type, one edge a tied pair."""
    net = Network(directed=True, cdn_resources="in_line")
    radius = sizes([network.nodes[n]["pagerank"] for n in order])
    number = {iri: i for i, iri in enumerate(order)}
    for iri, i in number.items():
        data, (x, y) = network.nodes[iri], places[iri]
        size = radius[i] * LOOKS[data["type"]].scale
        net.add_node(
            i,
            label=" ",
            shape=LOOKS[data["type"]].shape,
            group=data["type"],
            size=round(size, 1),
            x=round(x),
            y=round(y),
        )
    pairs = {
        (number[s], number[o])
        for s, o, d in network.edges(data=True)
        if not d["weak"] and s in number and o in number
    }
    for pair in sorted({(min(p), max(p)) for p in pairs}):
        net.add_edge(*pair, id=f"{pair[0]}-{pair[1]}")
    net.set_options(json.dumps(OPTIONS))
    return net
