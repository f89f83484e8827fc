"""Score a built graph against gold annotations, layer by layer.

`score` compares what the graph says (read through the graph contract only) with the gold files of a folder. From the
folder `tests`: `python -m gold GRAPH.ttl CORPUS_DIR GOLD_DIR [--errors] [--floors SET]`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from gold.annotations import (
    SCORED_TYPES,
    GoldPage,
    area_key,
    gold_files,
    load_json,
    page_text,
    plain,
    similarity,
)
from gold.contract import RELATIONS, Figure, Graph, Predictions, full

LAYERS = (
    "pages",
    "articles",
    "reporters",
    "mentions",
    "entities",
    "subtypes",
    "names",
    "posts",
    "relations",
    "issuers",
    "speakers",
    "figures found",
    "figures value",
    "figures period",
    "figures indicator",
    "figures full",
)
"""pages: annotated pages that the graph has. figures found: the value at its place; value: with unit and measure;
period, indicator: that and the slot; full: every slot but the basis."""

_SAME_HEADLINE = 0.8
_SAME_INDICATOR = 0.6
_SCORED_RELATIONS = ("partOf", "locatedIn", "basedOn", "amends")

Comparable = Mapping[Any, str]
"""What is compared, by a key that is equal when the thing is the same; the value is for messages."""


@dataclass
class Score:
    """Precision, recall and F1 of one layer over all pages, and what went wrong."""

    layer: str
    hit: int = 0
    gold: int = 0
    pred: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, page: str, wanted: Comparable, got: Comparable) -> None:
        """Count one page; `wanted` and `got` meet where their keys are equal."""
        both = wanted.keys() & got.keys()
        self.hit += len(both)
        self.gold += len(wanted)
        self.pred += len(got)
        self.missed += [f"{page}: {text}" for key, text in wanted.items() if key not in both]
        self.extra += [f"{page}: {text}" for key, text in got.items() if key not in both]

    @property
    def p(self) -> float:
        """Precision; 0 when nothing was predicted."""
        return self.hit / self.pred if self.pred else 0.0

    @property
    def r(self) -> float:
        """Recall; 0 when nothing was annotated."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 when there was nothing to find and nothing was found."""
        return 2 * self.hit / (self.gold + self.pred) if self.gold + self.pred else 1.0


def score(graph: ox.Store | Path | str, corpus: Path, gold: Path) -> dict[str, Score]:
    """Scores of all `LAYERS`, over every gold file of the folder `gold`.

    A page of the graph belongs to the gold file whose `file` ends its `dcterms:source`.
    """
    read = Graph(graph)
    scores = {layer: Score(layer) for layer in LAYERS}
    for path in gold_files(gold):
        data = load_json(path)
        page = GoldPage(data, page_text(data, corpus, read.texts.get(read.pages.get(data["file"], ""))))
        _Page(page, read, scores).count()
    return scores


def report(scores: Mapping[str, Score], *, errors: bool = False) -> str:
    """A table of the scores, with what was missed (-) and what was invented (+) if `errors`."""
    lines = [f"{'layer':20} {'P':>7} {'R':>7} {'F1':>7}   hit/gold/pred"]
    lines += [
        f"{s.layer:20} {s.p:7.3f} {s.r:7.3f} {s.f1:7.3f}   {s.hit}/{s.gold}/{s.pred}" for s in scores.values()
    ]
    for s in scores.values() if errors else ():
        lines += [f"\n== {s.layer}", *(f"  - {m}" for m in s.missed), *(f"  + {m}" for m in s.extra)]
    return "\n".join(lines)


def below(scores: Mapping[str, Score], floors: Mapping[str, float]) -> list[str]:
    """One sentence for every layer whose F1 lies below its floor. Raises KeyError for a floor of an unknown layer."""
    return [
        f"{layer}: F1 {scores[layer].f1:.4f} is below the floor {floor:.4f}"
        for layer, floor in floors.items()
        if scores[layer].f1 < floor
    ]


class _Page:
    """Compares one annotated page with what the graph says of it."""

    def __init__(self, gold: GoldPage, graph: Graph, scores: dict[str, Score]) -> None:
        self.gold, self.graph, self.scores = gold, graph, scores
        self.said: Predictions = graph.page(gold.file)
        self.gold_spans: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
        for span in gold.spans:
            kind = gold.entities[span.entity]["type"]
            if kind in SCORED_TYPES:
                self.gold_spans[span.entity].add((span.begin, span.end, kind))
        self.said_spans: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
        for entity, begin, end in self.said.mentions:
            said_kind = graph.type_of(entity, SCORED_TYPES)
            if said_kind:
                self.said_spans[entity].add((begin, end, said_kind))
        self.same_as = _pair_entities(self.gold_spans, self.said_spans)

    def count(self) -> None:
        """Add this page to all layers."""
        here = {self.gold.file: self.gold.file}
        self._add("pages", here, here if self.gold.file in self.graph.pages else {})
        self._articles()
        self._mentions()
        self._entities()
        self._facts()
        self._relations()
        self._figures()

    def _add(self, layer: str, wanted: Comparable, got: Comparable) -> None:
        self.scores[layer].add(self.gold.file[:12], wanted, got)

    def _articles(self) -> None:
        got = {(plain(h), d): f"{h} {d}" for h, d in self.said.articles}
        wanted = {}
        for article in self.gold.data["articles"]:
            title, day = article.get("title"), article["date"] or ""
            if title:
                alike = (key for key in got if key[1] == day and similarity(key[0], title) >= _SAME_HEADLINE)
                wanted[next(alike, (plain(title), day))] = f"{title} {day}"
        if wanted:  # a page whose headlines stand only in its side file says nothing here
            self._add("articles", wanted, got)
        names = [name for article in self.gold.data["articles"] for name in article.get("reporters") or []]
        labels = [self.graph.labels.get(author, author) for author in self.said.authors]
        self._add("reporters", {plain(n): n for n in names}, {plain(n): n for n in labels})

    def _mentions(self) -> None:
        def shown(spans: Mapping[str, set[tuple[int, int, str]]]) -> dict[Any, str]:
            return {
                s: f"{s[2]} {self.gold.text[s[0] : s[1]]} @{s[0]}"
                for of_one in spans.values()
                for s in sorted(of_one)
            }

        self._add("mentions", shown(self.gold_spans), shown(self.said_spans))

    def _entities(self) -> None:
        entities, labels = self.gold.entities, self.graph.labels
        wanted = {i: f"{entities[i]['type']} {entities[i]['name']}" for i in self.gold_spans}
        self._add("entities", wanted, {self.same_as.get(p, p): labels.get(p, p) for p in self.said_spans})
        subtypes: dict[Any, str] = {}
        names: dict[Any, str] = {}
        for said in self.said_spans:
            ident, label = self.same_as.get(said), labels.get(said, said)
            entity = entities.get(ident or "", {})
            subtype = entity.get("subtype")
            right = ident is not None and (
                subtype in self.graph.types[said] or subtype in ("Other", entity["type"])
            )
            subtypes[(ident, subtype) if right else (said, "")] = f"{label}: {sorted(self.graph.types[said])}"
            names[ident if ident and plain(label) == plain(entity["name"]) else said] = label
        self._add(
            "subtypes",
            {
                (i, entities[i]["subtype"]): f"{entities[i]['name']}: {entities[i]['subtype']}"
                for i in self.gold_spans
            },
            subtypes,
        )
        self._add("names", {i: entities[i]["name"] for i in self.gold_spans}, names)

    def _who(self, said: str | None) -> str | None:
        """Gold id of an entity of the graph, by its mentions or else by its names; itself when there is none."""
        if said is None or said in self.same_as:
            return self.same_as.get(said or "")
        names = {plain(name) for name in self.graph.names.get(said, ())}
        for ident, entity in self.gold.entities.items():
            forms = [entity["name"], *(s if isinstance(s, str) else s["text"] for s in entity["surfaces"])]
            if names & {plain(form) for form in forms}:
                return ident
        return said

    def _show(self, ident: str | None) -> str:
        return (
            self.gold.name(ident)
            if ident in self.gold.entities
            else self.graph.labels.get(ident or "", str(ident))
        )

    def _facts(self) -> None:
        data, show = self.gold.data, self._show
        wanted = {
            (
                p["person"],
                plain(p["title"]),
                p["organization"],
            ): f"{show(p['person'])} | {p['title']} | {show(p['organization'])}"
            for p in data["posts"]
        }
        got = {}
        for person, title, organization in self.said.posts:
            who, where = self._who(person), self._who(organization)
            got[who, plain(title), where] = f"{show(who)} | {title} | {show(where)}"
        self._add("posts", wanted, got)
        speakers = {
            s["person"]: show(s["person"])
            for s in data["speakers"]
            if self.gold.entities[s["person"]]["type"] == "Person"
        }
        self._add("speakers", speakers, {self._who(p): show(self._who(p)) for p in self.said.speakers})

    def _relations(self) -> None:
        entities, show = self.gold.entities, self._show
        scored = {full(RELATIONS[name]): name for name in _SCORED_RELATIONS}
        wanted = {
            (
                r["subject"],
                r["predicate"],
                r["object"],
            ): f"{show(r['subject'])} {r['predicate']} {show(r['object'])}"
            for r in self.gold.data["relations"]
            if r["predicate"] in _SCORED_RELATIONS
            and all(entities[r[end]]["type"] in SCORED_TYPES for end in ("subject", "object"))
        }
        got, issued = {}, {}
        for subject, predicate, object_ in self.said.relations:
            one, other = self._who(subject), self._who(object_)
            if predicate == full("kg:issuedBy"):
                issued[one, other] = f"{show(one)} <- {show(other)}"
            elif predicate in scored and all(self.graph.type_of(e, SCORED_TYPES) for e in (subject, object_)):
                got[one, scored[predicate], other] = f"{show(one)} {scored[predicate]} {show(other)}"
        self._add("relations", wanted, got)
        issuers = {
            (p["policy"], i): f"{show(p['policy'])} <- {show(i)}"
            for p in self.gold.data["policies"]
            for i in p["issuers"]
        }
        self._add("issuers", issuers, issued)

    def _figures(self) -> None:
        pairs, free = _pair_figures(self.gold, self.said.figures)
        for layer in LAYERS[-5:]:
            wanted, got = {}, {}
            for index, (statistic, figure) in enumerate(pairs):
                wanted[index] = _describe(statistic, figure)
                if figure:
                    right = _slots(statistic, figure)[layer]
                    got[index if right else -index - 1] = f"(wrong slots) {statistic['id']}"
            strays = {
                ("free", i): f"…{self.gold.text[max(0, f.begin - 12) : f.end + 4]!r}… {f}"
                for i, f in enumerate(free)
            }
            self._add(layer, wanted, {**got, **strays})


def _pair_entities(gold: Mapping[str, set[Any]], said: Mapping[str, set[Any]]) -> dict[str, str]:
    """Pair entities of the graph with gold entities one to one, most common spans first."""
    at = defaultdict(set)
    for ident, spans in gold.items():
        for span in spans:
            at[span].add(ident)
    common: dict[tuple[str, str], int] = defaultdict(int)
    for entity, spans in said.items():
        for span in spans:
            for ident in at.get(span, ()):
                common[entity, ident] += 1
    pairs: dict[str, str] = {}
    for entity, ident in sorted(common, key=lambda pair: (-common[pair], pair)):
        if entity not in pairs and ident not in pairs.values():
            pairs[entity] = ident
    return pairs


def _pair_figures(
    gold: GoldPage, figures: list[Figure]
) -> tuple[list[tuple[dict[str, Any], Figure | None]], list[Figure]]:
    """Pair each gold statistic with a figure of its value at its place, one of its measure if there is one."""
    pairs: list[tuple[dict[str, Any], Figure | None]] = []
    free = list(figures)
    places = [(gold.place_of(s), s) for s in gold.data["statistics"]]
    for (begin, end), statistic in places:
        value = statistic["value"]
        fitting = [
            f
            for f in free
            if f.begin < end and begin < f.end and abs(f.value - value) <= 1e-6 * max(1.0, abs(value))
        ]
        same_measure = [f for f in fitting if f.measure == statistic["measure"]]
        figure = same_measure[0] if same_measure else fitting[-1] if fitting else None
        if figure:
            free.remove(figure)
        pairs.append((statistic, figure))
    return pairs, free


def _slots(statistic: dict[str, Any], figure: Figure) -> dict[str, bool]:
    """For each figure layer, whether the slots that it asks for are right."""
    phrases = [statistic["indicator"], *statistic.get("indicator_alts", [])]
    value = plain(figure.unit) == plain(statistic["unit"]) and figure.measure == statistic["measure"]
    period = figure.period == statistic["period"]
    indicator = max(similarity(figure.indicator, phrase) for phrase in phrases) >= _SAME_INDICATOR
    area = area_key(statistic["area"]) == area_key(figure.area)
    return {
        "figures found": True,
        "figures value": value,
        "figures period": value and period,
        "figures indicator": value and indicator,
        "figures full": value
        and period
        and indicator
        and area
        and figure.comparator == statistic["comparator"],
    }


def _describe(statistic: dict[str, Any], figure: Figure | None) -> str:
    line = " | ".join(
        str(statistic[key])
        for key in ("id", "context", "measure", "value", "unit", "indicator", "period", "area", "comparator")
    )
    return line + (f"\n      got {figure}" if figure else "")
