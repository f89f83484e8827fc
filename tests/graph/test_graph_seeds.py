import pytest
from pyoxigraph import Literal, NamedNode

from kg.graph import BASE, GraphError, Identifiers, seed_quads
from kg.graph.terms import DCTERMS, GEO, KG, ORG, OWL, RDF, RDFS, SCHEMA, SKOS
from kg.graph.units import unit
from kg.knowledge import Gazetteer, Known, gazetteer
from kg.records import EntityType

IDS = Identifiers()


def place(code: str, subtype: str, name: str, parent: str | None = None, **more: object) -> Known:
    return Known(f"place/{code}", EntityType.PLACE, subtype, name, parent=parent, **more)


KNOWN = Gazetteer(
    [
        place(
            "CN",
            "Country",
            "中国",
            attributes={
                "country_code": "CN",
                "latitude": "35.0",
                "longitude": "105",
                "same_as": "http://www.wikidata.org/entity/Q148",
            },
        ),
        place(
            "990000",
            "Province",
            "东江省",
            "place/CN",
            short=("东江",),
            guarded=("江",),
            attributes={"division_code": "990000"},
        ),
        place(
            "990050", "City", "老州市", "990000", attributes={"successor": "place/990100", "valid_to": "2009"}
        ),
        place("HK", "Province", "港岛", "place/CN", attributes={"country_code": "HK"}),
        place("HK1", "County", "港岛区", "place/HK", attributes={"country_code": "HK"}),
        place("990100", "City", "海州市", "990000", short=("海州",), former=("海县",)),
        Known(
            "organization/top",
            EntityType.ORGANIZATION,
            "GovernmentBody",
            "总局",
            parent="place/CN",
            attributes={"homepage": "https://top.example/"},
        ),
        Known(
            "organization/sub",
            EntityType.ORGANIZATION,
            "GovernmentBody",
            "总局司",
            parent="organization/top",
            attributes={"english": "Sub"},
        ),
    ]
)


def said(quads, key: str, predicate: NamedNode) -> set:
    return {q.object for q in quads if q.subject == IDS.entity(key) and q.predicate == predicate}


def test_an_entity_comes_with_all_that_it_belongs_to():
    quads = seed_quads(["place/990100"], known=KNOWN)
    assert {q.subject for q in quads} == {
        IDS.entity(key) for key in ("place/CN", "place/990000", "place/990100")
    }
    assert {q.graph_name for q in quads} == {IDS.seeds_graph()}
    assert said(quads, "place/990100", KG.locatedIn) == {IDS.entity("place/990000")}
    assert said(quads, "place/990000", KG.locatedIn) == {IDS.entity("place/CN")}


def test_names_codes_coordinates_and_links_are_written():
    quads = seed_quads(["place/990100"], known=KNOWN)
    assert said(quads, "place/990000", RDF.type) == {KG.Place, KG.Province}
    assert said(quads, "place/990000", RDFS.label) == {Literal("东江省", language="zh")}
    assert {alt.value for alt in said(quads, "place/990000", SKOS.altLabel)} == {"东江", "江"}
    assert {alt.value for alt in said(quads, "place/990100", SKOS.altLabel)} == {"海州", "海县"}
    assert {code.value for code in said(quads, "place/990000", KG.divisionCode)} == {"990000"}
    assert {code.value for code in said(quads, "place/CN", KG.countryCode)} == {"CN"}
    assert {
        point.value for point in said(quads, "place/CN", GEO.lat) | said(quads, "place/CN", GEO.long)
    } == {"35", "105"}
    assert said(quads, "place/CN", OWL.sameAs) == {NamedNode("http://www.wikidata.org/entity/Q148")}


def test_organizations_are_part_of_organizations_and_located_in_places():
    quads = seed_quads(["organization/sub"], known=KNOWN)
    assert said(quads, "organization/sub", ORG.subOrganizationOf) == {IDS.entity("organization/top")}
    assert said(quads, "organization/top", KG.locatedIn) == {IDS.entity("place/CN")}
    assert {str(url.value) for url in said(quads, "organization/top", SCHEMA.url)} == {"https://top.example/"}
    assert said(quads, "organization/sub", SKOS.altLabel) == {Literal("Sub", language="en")}


def test_what_is_no_more_names_what_replaced_it():
    quads = seed_quads(["place/990050"], known=KNOWN)
    assert said(quads, "place/990050", DCTERMS.isReplacedBy) == {IDS.entity("place/990100")}
    assert said(quads, "place/990100", RDFS.label) == {Literal("海州市", language="zh")}


def test_a_place_does_not_take_the_code_of_the_territory_around_it():
    quads = seed_quads(["place/HK1"], known=KNOWN)
    assert said(quads, "place/HK", KG.countryCode) == {Literal("HK")}
    assert said(quads, "place/HK1", KG.countryCode) == set()


def test_what_no_seed_knows_gives_nothing():
    assert seed_quads(["organization/0123456789abcdef"], known=KNOWN) == []
    assert seed_quads([], known=KNOWN) == []


def test_the_order_of_the_keys_does_not_matter():
    keys = ["place/990100", "organization/sub", "place/CN"]
    assert seed_quads(keys, known=KNOWN) == seed_quads(reversed(keys), known=KNOWN)
    assert not any(BASE in str(quad) for quad in seed_quads(keys, "https://data.example/kg/", known=KNOWN))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (place("1", "City", "甲", "place/none"), "no seed table has"),
        (place("1", "City", "甲", attributes={"latitude": "north"}), "is no number"),
        (place("1", "City", "甲", attributes={"longitude": "181"}), "beyond 180"),
        (place("1", "City", "甲", attributes={"same_as": "not an iri"}), "is no IRI"),
    ],
)
def test_a_bad_row_is_named(bad: Known, message: str):
    with pytest.raises(GraphError, match=f"place/1 .甲.*{message}"):
        seed_quads(["place/1"], known=Gazetteer([bad]))


def test_the_installed_seeds_can_all_be_written():
    keys = list(gazetteer().by_key)
    if not keys:
        pytest.skip("the seed tables are not there yet")
    quads = seed_quads(keys)
    assert {q.subject for q in quads} == {IDS.entity(key) for key in keys}
    labels = [q.subject for q in quads if q.predicate == RDFS.label]
    assert len(labels) == len(set(labels)) == len(keys)


@pytest.mark.parametrize(
    ("notation", "zh", "link"),
    [
        ("USD", "美元", "http://qudt.org/vocab/currency/USD"),
        ("%", "%", "http://qudt.org/vocab/unit/PERCENT"),
        ("千瓦时", "千瓦时", "http://qudt.org/vocab/unit/KiloW-HR"),
        ("辆", "辆", None),
    ],
)
def test_units_are_linked_to_qudt_where_it_has_them(notation: str, zh: str, link: str | None):
    entry = unit(notation)
    assert entry.chinese == zh
    assert (entry.qudt.value if entry.qudt else None) == link


def test_a_percentage_point_is_not_a_per_cent():
    assert unit("pp").qudt is None
