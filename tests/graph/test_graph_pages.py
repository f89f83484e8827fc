from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from graph_samples import RUN, Draft, E, L, O, P, article_of, sample
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.compare import to_isomorphic

from kg.graph import (
    BASE,
    EvidenceError,
    GraphError,
    Identifiers,
    IdentityError,
    Run,
    page_quads,
    run_quads,
    used_keys,
)
from kg.graph.evidence import check, check_mentions
from kg.graph.facts import PREDICATES
from kg.graph.terms import KG, NIF, ORG, PROV, RDF, SCHEMA, SDMX_MEASURE, SKOS
from kg.publish.turtle import write_turtle
from kg.records import ArticleKind, Byline, Measure, Period, Predicate

GOLDEN = Path(__file__).with_name("golden")


def objects(quads: list[Quad], subject: NamedNode | None, predicate: NamedNode) -> list[str]:
    return [
        q.object.value
        for q in quads
        if q.predicate == predicate and (subject is None or q.subject == subject)
    ]


def subjects(quads: list[Quad], kind: NamedNode) -> list[NamedNode]:
    return [q.subject for q in quads if q.predicate == RDF.type and q.object == kind]


def test_a_page_with_a_fact_of_every_kind_gives_the_golden_graph(tmp_path: Path):
    quads = page_quads(sample().facts(), RUN)
    write_turtle(quads, tmp_path / "sample.ttl")
    made, golden = (rdflib.Graph().parse(path) for path in (tmp_path / "sample.ttl", GOLDEN / "sample.ttl"))
    assert to_isomorphic(made) == to_isomorphic(golden)
    assert (tmp_path / "sample.ttl").read_bytes() == (GOLDEN / "sample.ttl").read_bytes()


def test_the_golden_graph_passes_the_evidence_check():
    facts = sample().facts()
    quads = page_quads(facts, RUN)
    check(quads, facts.page.text)
    check_mentions(quads)


def test_the_page_is_a_named_graph_and_the_run_has_its_own():
    facts = sample().facts()
    ids = Identifiers()
    graphs = {q.graph_name for q in page_quads(facts, RUN)}
    assert graphs == {ids.page(facts.page.sha256), ids.runs_graph()}


def test_equal_facts_give_equal_quads_in_one_order():
    assert page_quads(sample().facts(), RUN) == page_quads(sample().facts(), RUN)


def test_another_base_moves_every_node_but_no_term():
    quads = page_quads(sample().facts(), RUN, "https://data.example/kg/")
    assert not any(BASE in str(q) for q in quads)
    assert any(KG.IRI in str(q) for q in quads)


def test_the_text_of_the_page_can_be_left_out():
    facts = sample().facts()
    assert objects(page_quads(facts, RUN), None, NIF.isString) == [facts.page.text]
    assert objects(page_quads(facts, RUN, with_text=False), None, NIF.isString) == []


def test_a_stated_date_is_published_and_an_inferred_one_assumed():
    for published, assumed in ((date(2026, 3, 5), date(2026, 3, 1)), (None, date(2026, 3, 1))):
        article = article_of("海州市商务局局长周远说话。", published=published, assumed=assumed)
        draft = Draft(article.text, article=article)
        draft.post(
            draft.mention("周远", P, "person/1"), "局长", draft.mention("海州市商务局", O, "organization/1")
        )
        quads = page_quads(draft.facts(), RUN)
        assert objects(quads, None, SCHEMA.datePublished) == ([str(published)] if published else [])
        assert objects(quads, None, KG.assumedDate) == ([] if published else [str(assumed)])
        # A post is attested by a date that the page states, never by a guess.
        assert objects(quads, None, KG.attestedOn) == ([str(published)] if published else [])


@pytest.mark.parametrize(
    ("kind", "term"),
    [
        (ArticleKind.CAPTION, KG.PhotoCaption),
        (ArticleKind.NOTICE, KG.PublicNotice),
        (ArticleKind.CONTINUATION, KG.Continuation),
    ],
)
def test_captions_notices_and_continuations_are_articles_with_a_class_of_their_own(
    kind: ArticleKind, term: NamedNode
):
    article = article_of("海州港的夜色。", kind=kind)
    quads = page_quads(Draft(article.text, article=article).facts(), RUN)
    assert subjects(quads, term) == subjects(quads, SCHEMA.NewsArticle)
    assert objects(quads, None, SCHEMA.headline) == []


def test_a_quantity_cut_by_line_breaks_keeps_them_in_its_quote():
    text = "出口规模达到82.5万亿\n\n元，再创新高。\n"
    article = article_of(text, [(0, 12), (14, len(text) - 1)])
    draft = Draft(text, article=article)
    draft.statistic("82.5万亿元", "82500000000000", "CNY", "出口规模")
    quads = page_quads(draft.facts(), RUN)
    check(quads, text)
    assert "82.5万亿\n\n元" in objects(quads, None, NIF.anchorOf)
    assert objects(quads, None, SDMX_MEASURE.obsValue) == ["82500000000000"]


def test_a_sentence_cut_by_another_articles_caption_gives_the_piece_that_holds_the_fact():
    text = "海州市商务局局长周远表示，出口\n图为港口夜景。 某人摄\n已达300亿元，同比增长5%。\n"
    first, second = text.index("\n"), text.index("已达")
    article = article_of(text, [(0, first), (second, len(text) - 1)])
    draft = Draft(text, article=article)
    head = draft.mention("周远", P, "person/1")
    draft.post(head, "局长", draft.mention("海州市商务局", O, "organization/1"))
    draft.statistic("300亿元", "30000000000", "CNY", "出口")
    quads = page_quads(draft.facts(), RUN)
    check(quads, text)
    (post,), (figure,) = (
        subjects(quads, ORG.Membership),
        subjects(quads, NamedNode("http://purl.org/linked-data/cube#Observation")),
    )
    quote = {
        kind: objects(quads, NamedNode(objects(quads, kind, PROV.wasDerivedFrom)[0]), NIF.anchorOf)
        for kind in (post, figure)
    }
    assert quote == {post: ["海州市商务局局长周远表示，出口"], figure: ["已达300亿元，同比增长5%。"]}


def test_an_article_whose_headline_stands_after_it_keeps_its_offsets():
    text = "海州港开通航线。\n海州港通航\n"
    article = article_of(
        text, [(9, 15), (0, 8)], headline="海州港通航"
    )  # the headline's line break separates the blocks
    draft = Draft(text, article=article)
    begin = article.text.index("海州港", 3)
    first = draft.mention("海州港", L, "place/port", "Site")
    second = replace(first, begin=begin, end=begin + 3)
    draft.identity[second] = "place/port"
    quads = page_quads(draft.facts(), RUN)
    check(quads, text)
    assert sorted(int(v) for v in objects(quads, None, NIF.beginIndex)) == [0, 9]


def test_a_mention_that_is_not_in_the_text_is_refused():
    draft = sample()
    wrong = replace(next(iter(draft.identity)), text="海洲市")
    draft.identity[wrong] = "place/hai"
    with pytest.raises(EvidenceError, match="海洲市"):
        page_quads(draft.facts(), RUN)


def test_a_quotation_or_figure_that_is_not_in_the_text_is_refused():
    draft = sample()
    draft.found["quotations"][0] = replace(draft.found["quotations"][0], text="他什么也没说")
    with pytest.raises(EvidenceError, match="他什么也没说"):
        page_quads(draft.facts(), RUN)
    draft = sample()
    draft.found["statistics"][0] = replace(draft.found["statistics"][0], text="99亿元")
    with pytest.raises(EvidenceError, match="99亿元"):
        page_quads(draft.facts(), RUN)


def test_evidence_outside_the_article_is_refused():
    draft = sample()
    post = draft.found["posts"][0]
    draft.found["posts"][0] = replace(post, evidence=replace(post.evidence, end=9999))
    with pytest.raises(EvidenceError, match="9999"):
        page_quads(draft.facts(), RUN)


def test_an_article_that_does_not_read_as_its_page_is_refused():
    article = replace(article_of("海州市商务局发布公告。"), text="海州市财政局发布公告。")
    draft = Draft("海州市商务局发布公告。", article=article)
    draft.mention("海州市财政局", O, "organization/1")
    with pytest.raises(EvidenceError, match="财政局"):
        page_quads(draft.facts(), RUN)


def test_a_mention_without_an_entity_is_refused():
    draft = sample()
    facts = draft.facts()
    mention = next(iter(draft.identity))
    lost = replace(facts, identity={m: k for m, k in facts.identity.items() if m != mention})
    with pytest.raises(IdentityError, match=mention.text):
        page_quads(lost, RUN)
    undescribed = replace(facts, entities=facts.entities[1:])
    with pytest.raises(IdentityError, match="is not described"):
        page_quads(undescribed, RUN)


def test_bylines_and_authors_must_agree():
    facts = sample().facts()
    with pytest.raises(GraphError, match="1 bylines and 2 authors"):
        page_quads(replace(facts, authors={1: ("person/lin", "person/gu")}), RUN)


def test_a_byline_that_is_a_mention_already_is_written_once():
    text = "记者林远报道海州。"
    article = article_of(text, bylines=(Byline("林远", 2, 4),))
    draft = Draft(text, article=article, authors=("person/lin",))
    draft.mention("林远", P, "person/lin")
    quads = page_quads(draft.facts(), RUN)
    assert objects(quads, None, SCHEMA.author) == [f"{BASE}person/lin"]
    assert objects(quads, None, KG.rule) == ["test.name"]


def test_a_relation_of_an_entity_with_itself_states_nothing():
    draft = Draft("海州市商务局（以下简称市商务局）位于海州。")
    one = draft.mention("海州市商务局", O, "organization/1")
    begin = draft.text.index("市商务局", 8)
    two = replace(one, begin=begin, end=begin + 4, text="市商务局")
    draft.identity[two] = "organization/1"
    draft.relation(one, Predicate.PART_OF, two)
    quads = page_quads(draft.facts(), RUN)
    assert subjects(quads, RDF.Statement) == []
    assert objects(quads, None, SKOS.altLabel) == ["市商务局"]


def test_equal_facts_of_two_sentences_are_one_node_with_two_proofs():
    draft = Draft("局长周远表示赞成。局长周远也表示欢迎。")
    first = draft.mention("周远", P, "person/1")
    begin = draft.text.rindex("周远")
    second = replace(first, begin=begin, end=begin + 2)
    draft.identity[second] = "person/1"
    draft.post(first, "局长", None)
    draft.post(second, "局长", None)
    draft.found["posts"][1] = replace(
        draft.found["posts"][1], evidence=replace(draft.found["posts"][1].evidence, begin=9, end=19)
    )
    quads = page_quads(draft.facts(), RUN)
    assert len(subjects(quads, ORG.Membership)) == 1
    assert len(objects(quads, None, PROV.wasDerivedFrom)) == 2


def test_every_relation_has_a_property():
    assert set(PREDICATES) == set(Predicate)
    assert len(set(PREDICATES.values())) == len(PREDICATES)


def test_a_period_that_ends_before_it_begins_is_refused():
    draft = Draft("出口5亿元。")
    draft.statistic("5亿元", "500000000", "CNY", "出口", period=Period(date(2026, 2, 1), date(2026, 1, 1)))
    with pytest.raises(GraphError, match="before it begins"):
        page_quads(draft.facts(), RUN)


def test_an_unknown_basis_is_refused():
    draft = Draft("出口增长5%。")
    draft.statistic("5%", "5", "%", "出口", Measure.CHANGE_RATE, basis="WeekOnWeek")
    with pytest.raises(GraphError, match="allowed are a period and YearOnYear"):
        page_quads(draft.facts(), RUN)


def test_values_are_canonical_decimals():
    draft = Draft("下降0.50%，共4.5万亿，计10个。")
    draft.statistic("0.50%", "-0.50", "%", "甲", Measure.CHANGE_RATE)
    draft.statistic("4.5万亿", "4.5E+12", "", "乙")
    draft.statistic("10个", "1E+1", "个", "丙", upper=Decimal("10.0"))
    quads = page_quads(draft.facts(), RUN)
    assert sorted(objects(quads, None, SDMX_MEASURE.obsValue)) == ["-0.5", "10", "4500000000000"]
    assert objects(quads, None, KG.upperValue) == ["10"]


def test_two_figures_at_one_place_stay_two():
    draft = Draft("有五年居全国第一。")
    draft.statistic("五年", "5", "年", "排名", Measure.STREAK)
    draft.statistic("五年", "5", "年", "年数", Measure.LEVEL)
    assert len(objects(page_quads(draft.facts(), RUN), None, KG.statedAt)) == 2


def test_text_that_no_rdf_format_can_hold_is_refused():
    draft = Draft("海州\ud800市。")
    with pytest.raises(GraphError, match="surrogate"):
        page_quads(draft.facts(), RUN)


def test_used_keys_are_all_that_the_page_speaks_of():
    draft = sample()
    draft.statistic("82.5亿元", "8250000000", "CNY", "出口", area="place/CN", source="organization/customs")
    known = {"indicator/export", "indicator/trade"}  # the known concepts that 出口 stands for and narrows
    assert used_keys(draft.facts()) >= {*draft.entities, "place/CN", "organization/customs", *known}


def test_a_run_is_known_by_version_parameters_and_models():
    ids = Identifiers()
    runs = [Run("1"), Run("2"), Run("1", {"a": "b"}), Run("1", {}, {"a": "b"}), Run("1", {"a": "c"})]
    assert len({run.node(ids) for run in runs}) == len(runs)
    assert Run("1", {"a": "1", "b": "2"}).node(ids) == Run("1", {"b": "2", "a": "1"}).node(ids)
    assert Literal("segmenter=lac") in [q.object for q in run_quads(RUN)]


def test_an_event_keeps_its_place_and_days():
    draft = Draft("博览会3日至5日在海州举行。")
    fair = draft.mention("博览会", E, "event/1")
    draft.event(fair, start=date(2026, 3, 3), end=date(2026, 3, 5))
    quads = page_quads(draft.facts(), RUN)
    node = Identifiers().entity("event/1")
    assert objects(quads, node, KG.startDate) == ["2026-03-03"]
    assert objects(quads, node, KG.endDate) == ["2026-03-05"]
    assert len(subjects(quads, RDF.Statement)) == 2
