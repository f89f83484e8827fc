"""Updates keep the default graph the union of the named graphs, whatever they do; merged data sets count a triple once."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.serve.datasets import graphs_from, merged
from kg.serve.frames import Refusal
from kg.serve.updates import settled, tokens

START = """
GRAPH <urn:g> { <urn:江> a <urn:河> . <urn:海> a <urn:水> . <urn:both> a <urn:水> }
GRAPH <urn:h> { <urn:both> a <urn:水> . <urn:湖> a <urn:水> }
"""


def store() -> ox.Store:
    made = ox.Store()
    made.update(settled(f"INSERT DATA {{ {START} }}").text)
    return made


def triples(graph: ox.Store, name: str | None) -> set[ox.Triple]:
    where = ox.NamedNode(name) if name else ox.DefaultGraph()
    return {quad.triple for quad in graph.quads_for_pattern(None, None, None, where)}


def union(graph: ox.Store) -> set[ox.Triple]:
    return {quad.triple for quad in graph if quad.graph_name != ox.DefaultGraph()}


UPDATES = [
    "INSERT DATA { GRAPH <urn:g> { <urn:新> a <urn:河> } }",
    "INSERT DATA { GRAPH <urn:k> { <urn:新> a <urn:河> } } ;",
    "DELETE DATA { GRAPH <urn:g> { <urn:江> a <urn:河> . <urn:both> a <urn:水> } }",
    "DELETE DATA { GRAPH <urn:g> { <urn:both> a <urn:水> } GRAPH <urn:h> { <urn:both> a <urn:水> } } # both",
    "DELETE WHERE { GRAPH <urn:g> { ?s a <urn:水> } }",
    "DELETE WHERE { GRAPH ?g { ?s a <urn:水> } }",
    "DELETE { GRAPH ?g { ?s a <urn:水> } } INSERT { GRAPH ?g { ?s a <urn:湖泊> } } WHERE { GRAPH ?g { ?s a <urn:水> } }",
    "WITH <urn:g> DELETE { ?s a <urn:水> } INSERT { ?s a <urn:湖泊> } WHERE { ?s a <urn:水> }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o != <urn:水>) }",
    "INSERT { GRAPH <urn:k> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
    'INSERT DATA { GRAPH <urn:g> { <urn:n> <urn:says> "} ; DROP ALL # INSERT {", \'{\', """a"b{""" } }',
    "PREFIX x: <urn:> INSERT DATA { GRAPH x:k { x:n a x:m } } ; DELETE DATA { GRAPH x:h { x:both a x:水 } }",
    "CLEAR GRAPH <urn:g>",
    "DROP SILENT GRAPH <urn:g> ; INSERT DATA { GRAPH <urn:g> { <urn:江> a <urn:河> } }",
    "DROP NAMED",
    "CLEAR ALL",
    "CREATE GRAPH <urn:empty>",
    "COPY <urn:g> TO <urn:h>",
    "MOVE <urn:g> TO <urn:k>",
    "ADD <urn:g> TO <urn:h>",
    "# nothing at all",
    "",
]


@pytest.mark.parametrize("update", UPDATES)
def test_the_union_is_right_and_the_named_graphs_are_as_without_it(update: str):
    kept, plain = store(), store()
    kept.update(settled(update).text)
    plain.update(update)
    assert triples(kept, None) == union(kept)
    names = {"urn:g", "urn:h", "urn:k"}
    assert {name: triples(kept, name) for name in names} == {name: triples(plain, name) for name in names}


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "INSERT DATA { GRAPH <urn:g> { <urn:a> a <urn:b> } <urn:a> <urn:b> <urn:c> }",
        "DELETE DATA { <urn:a> <urn:b> 1.5 }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { ?s a <urn:b> } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "COPY <urn:g> TO DEFAULT",
        "MOVE DEFAULT TO <urn:g>",
    ],
)
def test_the_union_itself_is_not_written_to(update: str):
    with pytest.raises(Refusal, match="union of its named graphs"):
        settled(update)


@pytest.mark.parametrize(
    "update", ["INSERT DATA {", "DROP", "INSERT DATA { GRAPH <urn:g> { } } } ; CLEAR ALL"]
)
def test_what_is_no_update_by_itself_is_not_put_between_others(update: str):
    with pytest.raises(SyntaxError):
        settled(update)


def test_graphs_of_the_request_stand_before_each_where():
    changed = store()
    update = "INSERT { GRAPH <urn:k> { ?s a <urn:k> } } WHERE { ?s a <urn:水> }"
    changed.update(settled(update, default=["urn:h"]).text)
    assert {triple.subject.value for triple in triples(changed, "urn:k")} == {"urn:both", "urn:湖"}
    assert triples(changed, None) == union(changed)
    with pytest.raises(Refusal, match="takes no graphs"):
        settled(update.replace("WHERE", "USING <urn:g> WHERE"), default=["urn:h"])
    with pytest.raises(Refusal, match="takes no graphs"):
        settled("WITH <urn:g> " + update, named=["urn:h"])


def test_an_update_that_fails_in_the_middle_changes_nothing():
    changed = store()
    before = set(changed)
    with pytest.raises((OSError, RuntimeError, ValueError)):
        changed.update(
            settled("INSERT DATA { GRAPH <urn:k> { <urn:a> a <urn:b> } } ; CREATE GRAPH <urn:g>").text
        )
    assert set(changed) == before


def test_several_default_graphs_are_merged():
    graphs = [ox.NamedNode("urn:g"), ox.NamedNode("urn:h")]
    found = merged(store(), graphs, graphs[:1])
    assert triples(found, None) == triples(store(), None)
    assert list(found.named_graphs()) == graphs[:1]


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("ASK FROM <urn:g> FROM <urn:h> { ?s ?p ?o }", ["urn:g", "urn:h"], []),
        ("PREFIX : <urn:> SELECT * FROM :g FROM NAMED <urn:h> WHERE { ?s ?p ?o }", ["urn:g"], ["urn:h"]),
        ('ASK { ?s ?p "FROM <urn:g>" } # FROM <urn:h>', [], []),
        ("SELECT ?from { ?from ?p ?o }", [], []),
        ("BASE <urn:x/> ASK FROM <g> { }", [], []),
        ("from", [], []),
    ],
)
def test_graphs_that_a_query_names(query: str, default: list[str], named: list[str]):
    found = graphs_from(query)
    assert ([g.value for g in found[0]], [g.value for g in found[1]]) == (default, named)


def test_the_scan_keeps_every_character():
    for path in Path(__file__).parents[2].glob("kg/graph/queries/*.rq"):
        text = path.read_text(encoding="utf-8")
        assert "".join(token.text for token in tokens(text)) == text
