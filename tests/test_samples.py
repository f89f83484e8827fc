"""The sample corpus and its gold: complete, sound, varied; and the scorer that judges by them."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from gold.annotations import (
    GoldPage,
    area_key,
    find_mentions,
    gold_files,
    load_json,
    page_text,
    plain,
    similarity,
)
from gold.checking import SUBTYPES, problems
from gold.contract import BASES, COMPARATORS, MEASURES, full
from gold.oracle import oracle
from gold.scoring import LAYERS, Score, below, report, score

from kg.read import read
from kg.records import Page
from kg.resources import folder

SAMPLES = folder("seeds") / "samples"
GOLD = SAMPLES / "gold"
OTHER = GOLD / "other"  # pages in another encoding or format
FLOORS = Path(__file__).parent / "gold" / "floors.json"
ALL = [*gold_files(GOLD), *gold_files(OTHER)]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Texts of the pages that are no plain text, as the reading room gives them."""
    pages = [
        item
        for item in read([SAMPLES / "19_web_page.html", SAMPLES / "20_wire_flashes.jsonl"])
        if isinstance(item, Page)
    ]
    return {page.source: page.text for page in pages}


@pytest.fixture(scope="module")
def golds(texts: dict[str, str]) -> list[GoldPage]:
    found = [load_json(path) for path in ALL]
    return [GoldPage(data, page_text(data, SAMPLES, texts.get(data["file"]))) for data in found]


@pytest.fixture(scope="module")
def perfect() -> ox.Store:
    return oracle(SAMPLES, gold_files(GOLD))


def test_every_page_has_gold_and_a_line_in_the_readme(golds: list[GoldPage]) -> None:
    pages = {path.name for path in SAMPLES.iterdir() if path.suffix in (".txt", ".html", ".jsonl")}
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert {gold.file.split("#")[0] for gold in golds} == pages
    assert all(f"`{page}`" in readme for page in pages)
    assert "fictitious" in readme
    assert (len(gold_files(GOLD)), len(gold_files(OTHER))) == (17, 5)


def test_side_files_belong_to_pages() -> None:
    sides = sorted(SAMPLES.glob("*.meta.json"))
    assert len(sides) >= 5
    for side in sides:
        assert (SAMPLES / side.name.replace(".meta.json", ".txt")).exists()
        assert set(json.loads(side.read_text(encoding="utf-8"))) <= {
            "headline",
            "datePublished",
            "publisher",
            "url",
        }


def test_annotations_are_sound(golds: list[GoldPage]) -> None:
    assert {gold.file: found for gold in golds if (found := problems(gold))} == {}


def test_unsound_annotations_are_found(golds: list[GoldPage]) -> None:
    gold = next(g for g in golds if g.file.startswith("09"))
    damaged = json.loads(json.dumps(gold.data))
    damaged["entities"][0]["surfaces"] = ["质检总局"]
    damaged["posts"][0]["person"] = damaged["entities"][0]["id"]
    damaged["relations"][0]["predicate"] = "near"
    damaged["statistics"][0]["context"] = "的"
    damaged["statistics"][1]["period"] = ["2026-02-01", "2026-01-01"]
    assert len(problems(GoldPage(damaged, gold.text))) >= 6


def test_the_corpus_is_varied(golds: list[GoldPage]) -> None:
    statistics = [s for gold in golds for s in gold.data["statistics"]]
    entities = [e for gold in golds for e in gold.data["entities"]]
    assert len(statistics) > 400
    assert {s["measure"] for s in statistics} == set(MEASURES)
    assert {s["comparator"] for s in statistics} == set(COMPARATORS)
    assert {s["basis"] for s in statistics if isinstance(s["basis"], str)} == set(BASES)
    assert any(isinstance(s["basis"], list) for s in statistics)
    assert any("value_max" in s for s in statistics)
    assert {(e["type"], e["subtype"]) for e in entities} == {
        (kind, sub) for kind, subs in SUBTYPES.items() for sub in subs
    }
    predicates = Counter(r["predicate"] for gold in golds for r in gold.data["relations"])
    assert set(predicates) == {
        "partOf",
        "locatedIn",
        "basedOn",
        "amends",
        "heldBy",
        "cooperatesWith",
        "investsIn",
    }
    assert any(a["title"] is None for gold in golds for a in gold.data["articles"])


def test_two_persons_of_one_name_stay_two(golds: list[GoldPage]) -> None:
    gold = next(g for g in golds if g.file.startswith("18"))
    namesakes = [i for i, e in gold.entities.items() if e["name"] == "李明"]
    held = {p["person"]: gold.name(p["organization"]) for p in gold.data["posts"] if p["person"] in namesakes}
    assert sorted(held.values()) == ["徐州金桥智控股份有限公司", "江苏省水利厅"]


@pytest.mark.parametrize("name", ["顾明川", "石敬之", "李明"])
def test_some_people_are_on_two_pages(golds: list[GoldPage], name: str) -> None:
    assert sum(any(e["name"] == name for e in gold.data["entities"]) for gold in golds) == 2


def test_a_perfect_graph_scores_one_in_every_layer(perfect: ox.Store) -> None:
    scores = score(perfect, SAMPLES, GOLD)
    assert tuple(scores) == LAYERS
    assert {s.layer: s.f1 for s in scores.values() if s.f1 < 1} == {}, report(scores, errors=True)
    assert all(s.gold > 0 for s in scores.values())


def test_a_perfect_graph_of_other_encodings_and_formats_scores_one(texts: dict[str, str]) -> None:
    scores = score(oracle(SAMPLES, gold_files(OTHER), texts=texts), SAMPLES, OTHER)
    assert {s.layer: s.f1 for s in scores.values() if s.f1 < 1} == {}, report(scores, errors=True)


def test_an_empty_graph_scores_nothing() -> None:
    scores = score(ox.Store(), SAMPLES, GOLD)
    assert all(s.f1 == 0 and s.hit == 0 and s.gold > 0 for s in scores.values())


def _without(store: ox.Store, predicate: str) -> ox.Store:
    kept = ox.Store()
    kept.extend(
        q for q in store.quads_for_pattern(None, None, None, None) if q.predicate.value != full(predicate)
    )
    return kept


@pytest.mark.parametrize(
    ("predicate", "layers"),
    [
        ("schema:headline", {"articles"}),
        ("schema:author", {"reporters"}),
        ("itsrdf:taIdentRef", {"mentions", "entities", "subtypes", "names"}),
        ("kg:postTitle", {"posts"}),
        ("rdf:predicate", {"relations", "issuers"}),
        ("schema:creator", {"speakers"}),
        ("kg:statedAt", set(LAYERS[-5:])),
        ("sdmx-attribute:unitMeasure", {"figures value"}),
        ("sdmx-dimension:refPeriod", {"figures period"}),
        ("kg:indicator", {"figures indicator"}),
        ("kg:comparator", {"figures full"}),
    ],
)
def test_what_is_missing_from_the_graph_is_missing_from_the_score(
    perfect: ox.Store, predicate: str, layers: set[str]
) -> None:
    scores = score(_without(perfect, predicate), SAMPLES, GOLD)
    assert {s.layer for s in scores.values() if s.f1 < 1} >= layers
    assert all(scores[layer].missed for layer in layers)
    assert scores["pages"].f1 == 1


def test_what_the_graph_invents_counts_against_it(perfect: ox.Store) -> None:
    page = ox.NamedNode(
        next(
            iter(perfect.quads_for_pattern(None, ox.NamedNode(full("nif:isString")), None, None))
        ).subject.value
    )
    invented = ox.Store()
    invented.extend(perfect.quads_for_pattern(None, None, None, None))
    entity = next(
        iter(
            perfect.quads_for_pattern(
                None, ox.NamedNode(full("rdf:type")), ox.NamedNode(full("kg:City")), None
            )
        )
    ).subject
    phrase = ox.NamedNode(page.value + "#char=0,1")
    integer = ox.NamedNode(full("xsd:integer"))
    for predicate, value in (
        ("rdf:type", ox.NamedNode(full("nif:Phrase"))),
        ("nif:referenceContext", page),
        ("nif:beginIndex", ox.Literal("0", datatype=integer)),
        ("nif:endIndex", ox.Literal("1", datatype=integer)),
        ("itsrdf:taIdentRef", entity),
    ):
        invented.add(ox.Quad(phrase, ox.NamedNode(full(predicate)), value, page))
    mentions = score(invented, SAMPLES, GOLD)["mentions"]
    assert mentions.p < 1 and mentions.r == 1 and len(mentions.extra) == 1


def test_scores_count_by_hand() -> None:
    posts = Score("posts")
    posts.add("page", {"a": "甲", "b": "乙"}, {"a": "甲", "c": "丙", "d": "丁"})
    assert (posts.p, posts.r, posts.f1) == (1 / 3, 1 / 2, 2 / 5)
    assert (posts.missed, posts.extra) == (["page: 乙"], ["page: 丙", "page: 丁"])
    assert below({"posts": posts}, {"posts": 0.5}) == ["posts: F1 0.4000 is below the floor 0.5000"]
    assert below({"posts": posts}, {"posts": 0.4}) == []
    with pytest.raises(KeyError):
        below({"posts": posts}, {"post": 0.1})


def test_phrases_compare_without_marks_and_width() -> None:
    assert plain("《办 法》（试行）") == "办法试行"
    assert similarity("“新三样”产品出口", "新三样产品出口") == 1
    assert similarity("进出口总值", "货物贸易进出口总值") == pytest.approx(2 * 4 / (4 + 8))
    assert similarity("出口", "进口") == 0
    assert area_key("广西壮族自治区") == area_key("广西") and area_key("北京市") == area_key("北京")


def test_longest_surface_wins() -> None:
    entities = [
        {"id": "e1", "surfaces": ["江苏", {"text": "苏", "context": "沪苏浙"}]},
        {"id": "e2", "surfaces": ["江苏省港口集团"]},
    ]
    spans = find_mentions("江苏省港口集团落户江苏，沪苏浙同行，姑苏不算。", entities)
    assert [(s.begin, s.end, s.entity) for s in spans] == [(0, 7, "e2"), (9, 11, "e1"), (13, 14, "e1")]


def test_floors_name_layers_that_exist() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {"samples", "corpus", "news"}
    assert all(
        set(names) <= set(LAYERS) and all(0 <= f <= 1 for f in names.values()) for names in floors.values()
    )


@pytest.mark.parametrize(("corpus", "gold"), [("corpus", "gold"), ("corpus/news", "gold/news")])
def test_the_scorer_agrees_with_the_one_beside_the_checkout(
    shared: Path, tmp_path: Path, corpus: str, gold: str
) -> None:
    store = oracle(shared / corpus, gold_files(shared / gold))
    damaged = ox.Store()
    quads = sorted(store.quads_for_pattern(None, None, None, None), key=str)
    damaged.extend(ox.Quad(q.subject, q.predicate, q.object) for i, q in enumerate(quads) if i % 23)
    file = tmp_path / "graph.ttl"
    damaged.dump(str(file), ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph())
    command = [
        sys.executable,
        str(shared / "gold" / "score.py"),
        str(file),
        str(shared / corpus),
        str(shared / gold),
        "--json",
        str(tmp_path / "theirs.json"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    theirs = list(json.loads((tmp_path / "theirs.json").read_text(encoding="utf-8")).values())
    ours = list(score(file, shared / corpus, shared / gold).values())[1:]
    assert [(s.hit, s.gold, s.pred) for s in ours] == [(t["hit"], t["gold"], t["pred"]) for t in theirs]
    assert sum(s.f1 < 1 for s in ours) > 8
