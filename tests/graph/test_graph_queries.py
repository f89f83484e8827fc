from datetime import date
from decimal import Decimal

import pytest
from graph_samples import RUN, Draft, P, sample
from pyoxigraph import Literal, Store

from kg.graph import BASE, GraphStore, page_quads, queries
from kg.graph.queries import QueryError
from kg.graph.terms import PREFIXES
from kg.records import Period


@pytest.fixture(scope="module")
def store() -> GraphStore:
    store = GraphStore.in_memory()
    store.add(page_quads(sample("one.txt").facts(), RUN))
    other = Draft("东江省商务厅厅长顾明调研。", "two.txt")
    other.post(other.mention("顾明", P, "person/gu2", label="顾明"), "厅长", None)
    store.add(page_quads(other.facts(), RUN))
    return store


def rows(store: GraphStore, query: str, /, *columns: str, **values: str) -> list[tuple]:
    table = queries.named(query).run(store, {key.rstrip("_"): value for key, value in values.items()})
    return [tuple(row[column] for column in columns) for row in table.records()]


def test_the_library_is_there():
    assert len(queries.names()) >= 25


@pytest.mark.parametrize("name", queries.names())
def test_every_query_says_what_it_answers_in_two_languages_and_runs_as_it_stands(
    name: str, store: GraphStore
):
    query = queries.named(name)
    assert all((query.title, query.title_zh, query.description, query.description_zh))
    assert all(parameter.english and parameter.chinese for parameter in query.parameters)
    Store().query(query.text)  # valid without prefixes from outside
    table = query.run(store)
    assert table.columns
    assert "ORDER BY" in query.text
    assert table == query.run(store)


def test_every_query_has_an_answer_on_the_sample_or_says_why_not(store: GraphStore):
    empty = {name for name in queries.names() if not queries.named(name).run(store).rows}
    assert empty == {"disagreeing-figures", "subordinate-organizations"}  # the sample has neither


def test_holders_of_a_post(store: GraphStore):
    columns = ("personLabel", "title", "organizationLabel", "attestedOn")
    assert rows(store, "holders-of-post", *columns, title="厅长", organization="东江省商务厅") == [
        ("顾明", "厅长", "东江省商务厅", "2026-03-05")
    ]
    assert len(rows(store, "holders-of-post", "person", title="厅长")) == 2
    assert rows(store, "holders-of-post", "personLabel", title="副厅长", on="2026-03-04") == [("周远",)]
    assert rows(store, "holders-of-post", "personLabel", title="副厅长", on="2026-03-06") == []
    assert rows(store, "holders-of-post", "personLabel", title="副厅长", on="2026-03-05") == [("周远",)]


def test_posts_of_a_person_keep_namesakes_apart(store: GraphStore):
    assert rows(store, "posts-of-person", "person", name="顾明") == [
        (f"{BASE}person/gu",),
        (f"{BASE}person/gu2",),
    ]
    assert rows(store, "posts-of-person", "change", "end", name="周远") == [
        ("https://w3id.org/jingwei/ontology#Removed", "2026-03-05")
    ]


def test_appointments(store: GraphStore):
    assert rows(store, "appointments", "day", "personLabel", from_="2026-03-01") == [("2026-03-05", "周远")]
    assert rows(store, "appointments", "day", to="2026-03-01") == []


def test_what_a_page_says(store: GraphStore):
    assert rows(store, "pages", "source", "articles", "mentions") == [("one.txt", 1, 8), ("two.txt", 1, 1)]
    assert ("东江省商务厅", 1) in rows(store, "page-contents", "label", "mentions", source="one.txt")
    assert ("第三届桥梁博览会", "https://schema.org/organizer", "东江省商务厅") in rows(
        store, "facts-of-page", "subjectLabel", "predicate", "objectLabel", source="one.txt"
    )
    assert [value for (value,) in rows(store, "statistics-of-page", "value", source="one.txt")] == [
        Decimal("8250000000"), Decimal("3.5"), Decimal("20"), Decimal("3000000"),
    ]  # fmt: skip


def test_organizations_in_a_place(store: GraphStore):
    assert rows(store, "organizations-in-place", "label", "placeLabel", place="东江") == [
        ("东江省商务厅", "东江省")
    ]


def test_figures_of_an_indicator(store: GraphStore):
    columns = ("indicatorLabel", "value", "unit", "periodLabel", "areaLabel", "reporter")
    found = rows(
        store, "statistics-of-indicator", *columns, indicator="出口", area="东江省", measure="kg:Level"
    )
    assert found == [("出口", Decimal("8250000000"), "CNY", "2026年1至2月", "东江省", "顾明")]
    assert len(rows(store, "statistics-of-indicator", "value", indicator="出口")) == 3
    assert rows(store, "indicators", "indicatorLabel", "figures")[0] == ("出口", 2)


def test_figures_that_disagree():
    store = GraphStore.in_memory()
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    for source, words, value in (
        ("a.txt", "5.1亿元", "510000000"),
        ("b.txt", "5.3亿元", "530000000"),
        ("c.txt", "5.2亿元", "520000000"),
        ("d.txt", "5.3亿元", "530000000"),
    ):
        draft = Draft(f"2025年出口{words}，进口7亿元。", source)
        draft.statistic(words, value, "CNY", "出口", period=year)
        draft.statistic("7亿元", "700000000", "CNY", "进口", period=year)
        store.add(page_quads(draft.facts(), RUN))
    columns = ("indicatorLabel", "values", "lowest", "highest", "quoteOfLowest", "quoteOfHighest")
    expected = (
        "出口",
        3,
        Decimal(510000000),
        Decimal(530000000),
        "2025年出口5.1亿元，进口7亿元。",
        "2025年出口5.3亿元，进口7亿元。",
    )
    assert rows(store, "disagreeing-figures", *columns) == [expected]
    assert rows(store, "disagreeing-figures", *columns, indicator="进口") == []


def test_policies(store: GraphStore):
    columns = ("policyLabel", "number", "start")
    assert rows(store, "policies-by-issuer", *columns, issuer="东江省商务厅") == [
        ("桥梁出口管理办法", "东商规〔2026〕1号", "2026-04-01")
    ]
    assert rows(store, "policies-in-force", "policyLabel", on="2026-05-01") == [("桥梁出口管理办法",)]
    assert rows(store, "policies-in-force", "policyLabel", on="2026-03-31") == []
    assert rows(store, "policy-links", "fromLabel", "toLabel", policy="桥梁出口暂行规定") == [
        ("桥梁出口管理办法", "桥梁出口暂行规定")
    ]
    assert rows(store, "rules-of-policy", "indicatorLabel", "value", policy="桥梁出口管理办法") == [
        ("单笔补贴", Decimal("3000000"))
    ]


def test_quotations_reporters_events(store: GraphStore):
    assert rows(store, "quotations-of-speaker", "said", "direct", name="顾明") == [
        ("今年1至2月，全省出口82.5亿元", True)
    ]
    assert rows(store, "articles-of-reporter", "headline", name="林远") == [("海州市召开桥梁博览会",)]
    assert rows(store, "events", "label", "placeLabel", "organizerLabel") == [
        ("第三届桥梁博览会", "海州市", "东江省商务厅")
    ]


def test_mentions_and_articles_of_an_entity(store: GraphStore):
    assert rows(store, "mentions-of-entity", "source", "begin", "end", name="海州市") == [("one.txt", 0, 3)]
    assert rows(store, "articles-mentioning", "source", "mentions", name="东江省商务厅") == [("one.txt", 1)]
    assert "林远" in {label for (label,) in rows(store, "co-mentioned", "otherLabel", name="东江省商务厅")}
    assert rows(store, "find", "label", words="博览") == [("第三届桥梁博览会",)]
    assert len(rows(store, "most-mentioned", "label", **{"class": "kg:Policy"})) == 2
    assert ("东江省商务厅", "东江省") in rows(
        store, "relations-of-entity", "subjectLabel", "objectLabel", name="东江省商务厅"
    )


def test_evidence_of_an_entity_and_of_a_fact(store: GraphStore):
    found = rows(store, "evidence-of", "fact", "quote", node=f"{BASE}person/zhou")
    assert [quote for _, quote in found] == ["免去周远的副厅长职务。"]
    fact = found[0][0]
    assert rows(store, "evidence-of", "fact", "quote", node=str(fact)) == found


@pytest.mark.parametrize(
    "value",
    [
        '"@zh AS ?title) } ; DROP ALL #',
        "部长\\",
        "部\n长",
        "?title",
        "<http://x>",
        "# parameters",
        "}}}}",
        "\\u0022",
        "'; --",
    ],
)
def test_a_value_never_becomes_query_text(value: str, store: GraphStore):
    text = queries.named("holders-of-post").bind({"title": value})
    assert f"BIND({Literal(value, language='zh')} AS ?title)" in text
    assert queries.select(store, text).rows == ()


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (
            "holders-of-post",
            {"titel": "部长"},
            "has no parameter 'titel'; its parameters: title, organization, on",
        ),
        ("pages", {"x": "y"}, "its parameters: none"),
        ("holders-of-post", {"on": "yesterday"}, "takes a date like 2026-01-20, not 'yesterday'"),
        ("evidence-of", {"node": "not an iri"}, "takes an IRI"),
        ("evidence-of", {"node": "http://x> } #"}, "takes an IRI"),
        ("holders-of-post", {"title": "\ud800"}, "takes a Chinese name"),
    ],
)
def test_wrong_parameters_are_named(name: str, values: dict[str, str], message: str):
    with pytest.raises(QueryError, match=message):
        queries.named(name).bind(values)


def test_an_unknown_query_names_those_that_come_close():
    with pytest.raises(QueryError, match="did you mean holders-of-post"):
        queries.named("holder-of-post")


def test_any_sparql_gives_a_table(store: GraphStore):
    assert queries.select(store, "ASK { ?s a kg:Page }").rows == ((True,),)
    assert queries.select(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s a kg:Page }").records() == [{"n": 2}]
    table = queries.select(store, "CONSTRUCT { ?s a kg:Page } WHERE { ?s a kg:Page }")
    assert table.columns == ("subject", "predicate", "object")
    assert len(table.rows) == 2
    for wrong in ("SELEC ?x", "", "DROP ALL", "SELECT ?x WHERE { ?x nothing:known ?y }"):
        with pytest.raises(QueryError, match="cannot be"):
            queries.select(store, wrong)


def test_a_term_of_the_contract_may_be_written_short():
    (parameter,) = queries.named("most-mentioned").parameters
    assert parameter.term("kg:Company").value == PREFIXES["kg"] + "Company"
    assert parameter.term("https://example.org/x").value == "https://example.org/x"
