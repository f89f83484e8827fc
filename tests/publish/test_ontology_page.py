"""The documentation page of the ontology: up to date, complete, one file."""

import re
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from kg.graph.terms import KG
from kg.publish.ontology import ontology_page
from kg.publish.ontology.examples import example
from kg.publish.ontology.model import terms
from kg.publish.ontology.rules import targets

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "ontology.html"


@pytest.fixture(scope="module")
def page() -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(ontology_page())


def test_the_committed_page_is_what_the_ontology_gives():
    assert COMMITTED.read_text(encoding="utf-8") == ontology_page(), "run `make docs`"


def test_every_term_has_its_place_with_words_in_two_languages_and_an_example(page: lxml.html.HtmlElement):
    for name in KG.ALL:
        (place,) = page.xpath(f"//article[@id='{name}']")
        paragraphs = place.xpath("./div[@class='two']/p")
        assert [p.get("lang") for p in paragraphs] == [None, "zh"]
        assert all(p.text_content().strip() for p in paragraphs), name
        assert f"kg:{name}" in place.xpath("string(.//h3)")
        assert place.xpath(".//pre"), name


def test_axioms_and_rules_are_shown(page: lxml.html.HtmlElement):
    post = page.get_element_by_id("cooperatesWith").text_content()
    assert "symmetric" in post and "org:linkedTo" in post and "kg:Organization" in post
    policy = page.get_element_by_id("Policy").text_content()
    assert "schema:CreativeWork" in policy and "kg:documentNumber" in policy and "文号须为字符串" in policy
    assert "kg:divisionCode" in page.get_element_by_id("Place").xpath("string(.//dl)")
    text = page.text_content()
    for name in (
        "ELI",
        "FOAF",
        "ORG",
        "PROV-O",
        "OWL-Time",
        "NIF 2.0",
        "GeoSPARQL",
        "DCAT 3",
        "VoID",
        "SKOS",
        "schema.org",
    ):
        assert name in text
    assert {"qb:Observation", "org:Membership", "nif:Phrase", "→ kg:rule"} <= set(targets())


def test_links_lead_somewhere_and_nothing_is_loaded(page: lxml.html.HtmlElement):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for href in page.xpath("//a/@href"):
        assert href.startswith(("https://", "http://")) or href.removeprefix("#") in ids, href
    assert not page.xpath("//script | //link | //img | //iframe | //@src")
    style = page.xpath("string(//style)")
    assert "url(" not in style and "@import" not in style and "prefers-color-scheme: dark" in style


def test_it_can_be_read_without_eyes(page: lxml.html.HtmlElement):
    assert page.get("lang") == "en"
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert all(cell.get("scope") == "col" for cell in page.xpath("//th"))
    han = re.compile("[\u4e00-\u9fff]")
    for heading in page.xpath("//h2 | //dt"):
        own = (heading.text or "") + "".join(child.tail or "" for child in heading)
        assert not han.search(own), "Chinese words stand in elements that say so"


def test_examples_are_turtle_of_the_example():
    found = {term.name: example(term) for term in terms()}
    assert 'kg:postTitle "' in found["postTitle"]
    assert found["Company"].splitlines()[0].split(" a ")[1].startswith("kg:Company")
    assert "kg:within place:" in found["within"]
    assert "kg:codeList" not in found["MeasureScheme"] and "kg:MeasureScheme" in found["MeasureScheme"]
