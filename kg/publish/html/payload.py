"""The data inside the picture: everything by number, each string once, as few bytes as plain JSON allows.

`assets/data.js` reads it back; the two files are one format. Tables are lists of rows, and rows are lists. A number that may be missing is
shifted by one, so 0 is "none"; a name that is no node of the picture stands there as text.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import networkx as nx

from kg.publish.html.snippets import Snippet, Snippets
from kg.publish.html.wording import LOOKS, TYPES, kind_words
from kg.publish.layout import Position
from kg.publish.network import CO_MENTION, POST
from kg.publish.rows import Contents, MentionRow, PeriodRow, PostRow, StatisticRow

LONGEST_NAME = 400
"""Characters kept of a label: a longer one is no name, and must not fill the file."""

T = TypeVar("T", bound=Hashable)
Row = list[Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept for each node; what is left out is counted, and the reader is told."""

    evidence: int
    statistics: int
    quotations: int
    sources: int = 3


class Numbers(Generic[T]):
    """Gives each value a number in the order of first use. Example: 元, %, 元 are 0, 1, 0."""

    def __init__(self) -> None:
        """Start empty."""
        self.values: dict[T, int] = {}

    def of(self, value: T) -> int:
        """Return the number of `value`, a new one at first sight."""
        return self.values.setdefault(value, len(self.values))


def clip(text: str, longest: int = LONGEST_NAME) -> str:
    """Return `text`, cut with an ellipsis when it is longer than any name."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


class Payload:
    """Builds the data for the nodes of `order`, the first `shown` of which are drawn at once."""

    def __init__(
        self,
        contents: Contents,
        network: nx.MultiDiGraph,
        order: Sequence[str],
        places: Mapping[str, Position],
        limits: Limits,
        *,
        full: Container[str] | None = None,
        left: Mapping[str, int] | None = None,
        proven: bool = False,
        articles: Sequence[str] = (),
        figures: bool = False,
    ) -> None:
        """Take what to show, in which order and where (a node without a place finds its own), and how much of it.

        `full` are the nodes whose facts and evidence are told, all unless given; of the others only what draws them.
        `left` counts sentences that name a node and are not in `contents`. `proven` tells the sources of all ties and posts,
        not only of those at full nodes. `articles` are told whether or not a fact refers to them; `figures` tells all of
        `contents`, also those of no full node.
        """
        self.told_articles, self.figures = articles, figures
        self.contents, self.network, self.places, self.limits = contents, network, places, limits
        self.full, self.left, self.proven = full, left or {}, proven
        self.number = {iri: i for i, iri in enumerate(order)}
        self.snippets = Snippets(contents)
        self.stems: Numbers[str] = Numbers()
        self.pages: Numbers[str] = Numbers()
        self.articles: Numbers[str] = Numbers()
        self.periods: Numbers[PeriodRow] = Numbers()
        self.subtypes: Numbers[str] = Numbers()
        self.kinds: Numbers[str] = Numbers()
        self.units: Numbers[str] = Numbers()
        self.indicators: Numbers[str] = Numbers()

    def data(self, about: Mapping[str, Any]) -> dict[str, Any]:
        """Return the whole, ready for JSON; `about` is passed through."""
        types = list(LOOKS)
        nodes = self._nodes(types)
        edges, posts, quotes, stats = self._edges(), self._posts(), self._quotes(), self._statistics()
        snippets = [
            [self._article(s.article), self._page(s.page), s.begin, s.text, s.open + 2 * s.closed]
            for s in self.snippets.used
        ]
        for iri in self.told_articles:
            self._article(iri)
        articles = self._articles()
        return {
            "about": dict(about),
            "types": [
                [t, *TYPES[t], LOOKS[t].shape, LOOKS[t].scale, LOOKS[t].light, LOOKS[t].dark] for t in types
            ],
            "subtypes": [[s, *TYPES.get(s, (s, s))] for s in self.subtypes.values],
            "kinds": [self._kind(k) for k in self.kinds.values],
            "nodes": nodes,
            "edges": edges,
            "posts": posts,
            "quotes": quotes,
            "stats": stats,
            "indicators": [[clip(self.contents.name(i) or i), *self._iri(i)] for i in self.indicators.values],
            "units": list(self.units.values),
            "periods": [[p.start or 0, p.end or 0, p.label or 0] for p in self.periods.values],
            "snippets": snippets,
            "articles": articles,
            "pages": [[clip(self.contents.pages.get(p, p)), *self._iri(p)] for p in self.pages.values],
            "stems": list(self.stems.values),
        }

    def _kind(self, kind: str) -> Row:
        words = kind_words(kind)
        return [kind, words.zh, words.en, int(kind == CO_MENTION), words.zh_back, words.en_back]

    def _is_full(self, iri: str | None) -> bool:
        return iri is not None and (self.full is None or iri in self.full)

    def _iri(self, iri: str) -> tuple[int, str]:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        return self.stems.of(iri[:cut]), iri[cut:]

    def _page(self, iri: str) -> int:
        return self.pages.of(iri)

    def _article(self, iri: str | None) -> int:
        return self.articles.of(iri) + 1 if iri in self.contents.articles and iri is not None else 0

    def _node(self, iri: str | None) -> int | str:
        """A node's number plus one, the name of something that is no node, or 0."""
        if iri is None:
            return 0
        return self.number[iri] + 1 if iri in self.number else clip(self.contents.name(iri) or "")

    def _sources(self, sources: Sequence[str]) -> list[int]:
        return self.snippets.of(sources[: self.limits.sources])

    def _nodes(self, types: Sequence[str]) -> list[Row]:
        mentions: dict[str, list[MentionRow]] = defaultdict(list)
        for mention in self.contents.mentions:
            if self._is_full(mention.entity):
                mentions[mention.entity].append(mention)
        rows = []
        for iri in self.number:
            entity, data = self.contents.entities[iri], self.network.nodes[iri]
            evidence, left = self._evidence(mentions[iri])
            articles = sorted({self._article(m.span.article) for m in mentions[iri]} - {0})
            x, y = self.places.get(iri, (None, None))
            details = dict(entity.details) | ({"owl:sameAs": list(entity.same_as)} if entity.same_as else {})
            full = self._is_full(iri)
            rows.append(
                [
                    *self._iri(iri),
                    clip(entity.label),
                    types.index(entity.type),
                    self.subtypes.of(entity.subtype) + 1 if entity.subtype else 0,
                    data["mentions"],
                    None if x is None else round(x),
                    None if y is None else round(y),
                    data["degree"],
                    round(data["pagerank"] * 1e6),
                    [clip(a) for a in entity.aliases[:20]],
                    articles,
                    evidence,
                    left + self.left.get(iri, 0),
                    (full and details) or 0,
                    int(full),
                    *([[self._iri(i) for i in entity.joined]] if entity.joined else ()),
                ]
            )
        return rows

    def _evidence(self, mentions: Sequence[MentionRow]) -> tuple[list[list[int]], int]:
        """The sentences that name a node with the places of the name in each, and how many sentences are left out."""
        found: dict[tuple[str, int], tuple[Snippet, list[int]]] = {}
        left: set[tuple[str, int]] = set()
        for mention in mentions:
            place = self.snippets.place(mention.span)
            if place is None:
                continue
            piece, begin, end = place
            key = (piece.page, piece.begin)
            if key in found:
                found[key][1].extend((begin, end))
            elif len(found) < self.limits.evidence:
                found[key] = piece, [begin, end]
            else:
                left.add(key)
        return [[self.snippets.number(piece), *marks] for piece, marks in found.values()], len(left)

    def _edges(self) -> list[Row]:
        rows = []
        for s, o, data in self.network.edges(data=True):
            if data["kind"] != POST and s in self.number and o in self.number:
                kind = self.kinds.of(data["kind"])
                told = self.proven or self._is_full(s) or self._is_full(o)
                rows.append(
                    [
                        self.number[s],
                        self.number[o],
                        kind,
                        self._sources(data["sources"]) if told else [],
                        round(data["weight"], 2),
                    ]
                )
        return rows

    def _posts(self) -> list[Row]:
        self.kinds.of(POST)
        return [
            [
                self.number[p.person], self._node(p.organization), clip(p.title), p.attested or 0, p.start or 0, p.end or 0,
                p.change or 0, self._sources(p.sources if self.proven or self._told(p) else ()), *self._iri(p.iri),
            ]
            for p in self.contents.posts
            if p.person in self.number and (self._told(p) or p.organization in self.number)
        ]  # fmt: skip

    def _told(self, post: PostRow) -> bool:
        return self._is_full(post.person) or self._is_full(post.organization)

    def _quotes(self) -> list[Row]:
        kept: Counter[str] = Counter()
        rows = []
        for q in self.contents.quotations:
            if (
                q.speaker in self.number
                and self._is_full(q.speaker)
                and kept[q.speaker] < self.limits.quotations
            ):
                kept[q.speaker] += 1
                rows.append(
                    [
                        self.number[q.speaker],
                        clip(q.text, 600) if q.text else 0,
                        self._sources(q.sources),
                        *self._iri(q.iri),
                    ]
                )
        return rows

    def _statistics(self) -> list[Row]:
        """Figures with a node for area, source or policy, up to the limit of each; and those with none, while there is room for them."""
        kept: Counter[str] = Counter()
        rows = []
        for s in self.contents.statistics:
            ends = [i for i in (s.policy, s.area, s.source) if i in self.number and i is not None] or [""]
            if self.full is not None and not self.figures and not any(map(self._is_full, ends)):
                continue
            if min(kept[i] for i in ends) < self.limits.statistics * (1 if ends[0] else 20):
                for i in ends:
                    kept[i] += 1
                rows.append(self._statistic(s))
        return rows

    def _statistic(self, s: StatisticRow) -> Row:
        basis: str | list[int] | int = 0
        if isinstance(s.basis, PeriodRow):
            basis = [self.periods.of(s.basis)]
        elif s.basis:
            basis = s.basis
        stated = self.contents.spans.get(s.stated) if s.stated else None
        place = self.snippets.at(stated) if stated else None
        return [
            self.indicators.of(s.indicator), s.value, s.upper or 0, self.units.of(s.unit), s.measure or 0, s.comparator or 0, basis,
            self.periods.of(s.period) + 1 if s.period else 0, self._node(s.area), self._node(s.source), self._node(s.policy),
            list(place) if place else self._sources(s.sources)[:1], *self._iri(s.iri),
        ]  # fmt: skip

    def _articles(self) -> list[Row]:
        """Articles that something refers to; their authors do not add any."""
        rows = []
        for iri in list(self.articles.values):
            a = self.contents.articles[iri]
            publisher, place = self.contents.name(a.publisher), self.contents.name(a.place)
            authors = [self._node(i) for i in a.authors]
            row: Row = [
                clip(a.headline) if a.headline else 0, a.date or 0, int(a.assumed), publisher or 0,
                self._page(a.page) + 1 if a.page else 0, a.url or 0, a.kind or 0, place or 0, authors, *self._iri(iri),
            ]  # fmt: skip
            rows.append(row)
        return rows
