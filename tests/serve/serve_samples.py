"""A small store on disk and a server on a free port of this machine, for the tests of the endpoint."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox

from kg.graph.store import GraphStore

BASE = "https://w3id.org/jingwei/id/"
PAGE = f"{BASE}page/{'ab' * 32}"

TRIG = f"""
PREFIX kg: <https://w3id.org/jingwei/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
<{PAGE}> {{
  <{PAGE}> a kg:Page, nif:Context ; dcterms:source "一.txt" ; dcterms:identifier "sha256:{"ab" * 32}" ; prov:wasGeneratedBy <{BASE}run/1> .
  <{BASE}organization/a1> a kg:Organization, kg:GovernmentBody ; rdfs:label "东江省水利厅"@zh .
  <{BASE}person/b2> a kg:Person, kg:Official ; rdfs:label "<b>顾明</b>&amp;"@zh .
  <{BASE}post/c3> a org:Membership ; org:member <{BASE}person/b2> ; org:organization <{BASE}organization/a1> ; kg:postTitle "厅长" ;
    prov:wasDerivedFrom <{PAGE}#char=0,10> .
  <{PAGE}#char=0,10> a nif:Sentence ; nif:referenceContext <{PAGE}> ; nif:beginIndex 0 ; nif:endIndex 10 ; nif:anchorOf "东江省水利厅厅长顾明。" .
}}
<{BASE}graph/seeds> {{ <{BASE}place/320000> a kg:Place, kg:Province ; rdfs:label "江苏省"@zh . }}
"""


def make_store(output: Path) -> int:
    """Write the sample into the store of an output folder and return how many triples it has."""
    quads = list(ox.parse(TRIG, format=ox.RdfFormat.TRIG))
    with GraphStore.open(output / "store") as store:
        store.store.extend(
            quads + [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in quads]
        )
        return len(store)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(output: Path, *options: str, port: int = 0) -> Iterator[str]:
    """Serve a folder in a process of its own, on a free port unless one is given; gives the address of the server."""
    port = port or free_port()
    command = [sys.executable, "-m", "kg", "serve", str(output), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(300):
                if process.poll() is not None:
                    raise RuntimeError(f"the server ended: {process.stderr.read() if process.stderr else ''}")
                try:
                    httpx.get(f"{url}/health", timeout=5)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            else:
                raise RuntimeError("the server did not answer within 30 seconds")
            yield url
        finally:
            process.terminate()
            process.wait(20)
