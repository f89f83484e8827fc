"""One reading of a graph, wherever it lies: in memory, in a database, in the file beside it, in quads without a union."""

from dataclasses import fields
from pathlib import Path

import pytest
from network_graphs import ID, Maker, hostile, large, small
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.graph import GraphStore
from kg.graph.store import STORE
from kg.graph.terms import RDF, RDFS
from kg.pipeline import build
from kg.publish.contents import read_contents
from kg.publish.html import write_html
from kg.publish.lines import quad_lines, write_build_quads
from kg.publish.nodes import nodes_of_lines, nodes_of_store
from kg.publish.readings import UNREAD, expand
from kg.publish.rows import Contents
from kg.resources import folder

GRAPHS = (NamedNode(f"{ID}graph/seeds"), NamedNode(f"{ID}graph/runs"))
PERIOD = f"{ID}period/odd"


def odd() -> Store:
    """Several labels in several languages, escapes, blank nodes, missing parts, wrong offsets, a statement of literals."""
    m = Maker()
    body = m.entity("organization/odd", "Organization", "GovernmentBody", "远山县气象站", "远山气象")
    other = m.entity("organization/other", "Organization", None, "近水县气象站")
    for label, language in (("Yuanshan Station", "en"), ("远山站", "zh"), ("遠山站", "zh-hant"), ('带"引号"\\的\n名', None)):  # fmt: skip
        m.add(body, "rdfs:label", Literal(label, language=language) if language else Literal(label))
    m.add(body, "schema:url", Literal(other, datatype=NamedNode(expand("xsd:anyURI"))))
    m.add(body, "dcterms:relation", NamedNode(other))
    (sentence,) = m.page(
        "odd.txt", [("标题", "", ["远山县气象站与近水县气象站会商。"])], publisher=f"{ID}organization/nobody"
    )
    page = sentence.partition("#")[0]
    m.add(page, "dcterms:source", Literal("odd-again.txt"), page)
    m.span(page, f"{page}/a1", "nif:Phrase", 0, "远山县气象站", other)
    for part, value in (("nif:beginIndex", Literal("三")), ("nif:endIndex", Literal("5"))):
        m.add(f"{page}#char=bad", part, value)
    m.add(f"{page}#char=bad", "rdf:type", "nif:Sentence")
    m.add(f"{page}#char=bad", "nif:anchorOf", Literal("没有起点"))
    m.add(f"{page}#char=bad", "nif:referenceContext", NamedNode(page))
    m.post(f"{ID}person/nobody", None, "站长", sentence)
    m.add(f"{ID}post/empty", "rdf:type", "org:Membership")
    m.add(f"{ID}statement/words", "rdf:type", "rdf:Statement")
    for part, node in (("rdf:subject", body), ("rdf:object", other)):
        m.add(f"{ID}statement/words", part, NamedNode(node))
    m.add(f"{ID}statement/words", "rdf:predicate", Literal("schema:url"))
    m.relation(body, "dcterms:relation", other, sentence)
    m.statistic(
        "降水量", "12.5", "毫米", sentence, period=("2026-01-01", "2026-01-31"), area=body, source=other
    )
    figure = f"{ID}statistic/odd"
    for p, value in (("kg:indicator", body), ("sdmx-dimension:refPeriod", f"{ID}period/nothing"), ("kg:basis", body)):  # fmt: skip
        m.add(figure, p, NamedNode(value))
    m.add(figure, "sdmx-measure:obsValue", Literal("7"))
    m.add(figure, "rdf:type", "qb:Observation")
    m.add(figure, "sdmx-dimension:refPeriod", NamedNode(PERIOD))
    m.add(PERIOD, "rdfs:label", Literal("汛期", language="zh"))
    m.add(body, "kg:rule", Literal("一条规则"))
    store = m.store()
    blank = BlankNode("b0")
    store.add(Quad(blank, RDFS.label, Literal("无名", language="zh")))
    store.add(Quad(blank, RDF.type, NamedNode(expand("org:Membership"))))
    store.add(Quad(blank, NamedNode(expand("org:member")), NamedNode(body)))
    store.add(
        Quad(NamedNode(body), NamedNode(expand("prov:value")), Triple(blank, RDFS.label, Literal("话")))
    )
    return store


MAKERS = {"small": small, "hostile": hostile, "large": lambda: large(60), "odd": odd, "empty": Store}


def graphs_of(store: Store) -> list[Quad]:
    """The quads with what stood in the default graph in two graphs of no page: many a statement is said twice."""
    found = []
    for quad in store:
        named = isinstance(quad.graph_name, NamedNode)
        found += [Quad(*quad.triple, graph) for graph in ((quad.graph_name,) if named else GRAPHS)]  # type: ignore[arg-type]
    return found


def on_disk(quads: list[Quad], output: Path) -> None:
    """A store with the union of its graphs and the file of its lines, as a build leaves them."""
    output.mkdir()
    with GraphStore.open(output / STORE) as store:
        store.store.extend([*quads, *(Quad(*quad.triple, DefaultGraph()) for quad in quads)])
        write_build_quads(store, output / "graph.nq")
        store.copied(output / "graph.nq")


def same(one: Contents, other: Contents) -> None:
    """Equal in every part, and in its order."""
    for field in fields(Contents):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        assert mine == theirs, field.name
        assert list(mine) == list(theirs), field.name


@pytest.mark.parametrize("name", MAKERS)
def test_every_source_gives_the_same_rows(name: str, tmp_path: Path) -> None:
    plain = MAKERS[name]()
    quads, whole = graphs_of(plain), read_contents(plain)
    same(read_contents(list(plain)), whole)
    same(read_contents(quads), whole)
    memory = GraphStore(Store())
    memory.store.extend([*quads, *(Quad(*quad.triple, DefaultGraph()) for quad in quads)])
    same(read_contents(memory), whole)
    on_disk(quads, tmp_path / "out")
    with GraphStore.open(tmp_path / "out" / STORE, read_only=True) as store:
        copy = store.copy()
        assert copy is not None
        copy.close()
        same(read_contents(store), whole)
        (tmp_path / "lines").write_bytes(b"".join(quad_lines(store)))
        same(read_contents(store, tmp_path / "lines"), whole)
    (tmp_path / "out" / "graph.nq").unlink()
    with GraphStore.open(tmp_path / "out" / STORE, read_only=True) as store:
        same(read_contents(store), whole)


def test_odd_parts_are_read_as_far_as_they_go() -> None:
    c = read_contents(odd())
    body = c.entities[f"{ID}organization/odd"]
    assert body.label == '带"引号"\\的\n名'
    assert body.aliases == ("远山县气象站", "远山站", "遠山站", "Yuanshan Station", "远山气象")
    assert c.pages == {f"{ID}page/{1:064x}": "odd-again.txt"}
    assert [(r.predicate, len(r.sources)) for r in c.relations] == [("dcterms:relation", 1)]
    assert not any(iri.endswith("bad") for iri in c.spans)
    assert c.posts[0].iri == "b0" and len(c.posts) == 2
    by_value = {s.value: s for s in c.statistics}
    assert by_value["12.5"].period is not None and by_value["12.5"].period.start == "2026-01-01"
    assert by_value["7"].period is None and by_value["7"].basis == "odd"
    assert c.labels["b0"] == "无名"


def test_lines_of_triples_and_quads_and_a_database_give_the_same_nodes() -> None:
    plain = small()
    lines = sorted(
        serialize((quad.triple for quad in plain), format=RdfFormat.N_TRIPLES).splitlines(keepends=True)  # type: ignore[union-attr]
    )
    from_lines = {node.iri: node for node in nodes_of_lines(lines)}
    for node in nodes_of_store(plain, None):
        other = from_lines[node.iri]
        assert (dict(node.said), set(node.links)) == (dict(other.said), set(other.links))


def test_what_no_row_is_made_of_is_not_read() -> None:
    unread = [f'<urn:x> <{expand(curie)}> "{number}" .\n'.encode() for number, curie in enumerate(UNREAD)]
    assert list(nodes_of_lines([*unread, b'<urn:y> <urn:p> "1" .\n'])) == [("urn:y", {"urn:p": ("1",)}, ())]


def test_a_build_reads_the_file_that_it_writes(tmp_path: Path) -> None:
    samples = folder("seeds") / "samples"
    output = tmp_path / "out"
    build([samples / "10_appointments.txt"], output)
    build([samples / "11_cpi_release.txt"], output)
    with GraphStore.open(output / STORE, read_only=True) as store:
        copy = store.copy()
        assert copy is not None
        copy.close()
        whole = read_contents(store)
        database = GraphStore(store.store)
        same(read_contents(database), whole)
        same(read_contents(store.store), whole)
        counts = {
            "a nif:Phrase ; itsrdf:taIdentRef ?e": len(whole.mentions),
            "a nif:Sentence": len(whole.sentences),
            "a qb:Observation": len(whole.statistics),
            "a org:Membership": len(whole.posts),
            "a schema:Quotation": len(whole.quotations),
            "a schema:NewsArticle": len(whole.articles),
        }
        for pattern, count in counts.items():
            assert sum(1 for _ in store.query(f"SELECT DISTINCT ?s {{ ?s {pattern} }}")) == count > 0, pattern
        write_html(database, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == (output / "graph.html").read_bytes()
