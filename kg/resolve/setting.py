"""Where an article is at home: what 省委, 我省 and 朝阳区 mean in it."""

from collections import Counter
from collections.abc import Iterable

from kg.knowledge import Known, gazetteer
from kg.records import Article, EntityType, Mention


def chain(place: Known) -> list[Known]:
    """The place and the places it lies in, the nearest first: 高坪区 → 南充市 → 四川省."""
    out = [place]
    while out[-1].parent and out[-1].parent in gazetteer().by_key:
        out.append(gazetteer().by_key[out[-1].parent])
    return out


class Setting:
    """The provinces, cities and counties that an article speaks of, weighted by mention; the dateline counts thrice.

    Example: an article from 沈阳 that names 营口 is set in 辽宁省; its 省委 is that province's.
    """

    def __init__(self, article: Article, mentions: Iterable[Mention]):
        self._weights: Counter[str] = Counter()
        for mention in mentions:
            if mention.type is EntityType.PLACE:
                self._add(mention.text, mention.key, 1)
            elif mention.type is EntityType.ORGANIZATION:
                for size in range(min(len(mention.text) - 2, 8), 1, -1):
                    if self._add(mention.text[:size], None, 1):
                        break
        if article.place:
            self._add(article.place, None, 3)

    def _add(self, name: str, key: str | None, weight: int) -> bool:
        found = [gazetteer().by_key[key]] if key in gazetteer().by_key else _divisions(name)
        if len(found) != 1:
            return False
        for place in chain(found[0]):
            if place.subtype in ("Province", "City", "County"):
                self._weights[place.key] += weight
        return bool(self._weights)

    def home(self, subtype: str) -> Known | None:
        """The Province, City or County that most of the article is about, or None."""
        ranked = sorted(
            ((w, k) for k, w in self._weights.items() if gazetteer().by_key[k].subtype == subtype), key=lambda p: (-p[0], p[1])
        )  # fmt: skip
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return gazetteer().by_key[ranked[0][1]]

    def pick(self, candidates: Iterable[Known]) -> Known | None:
        """The candidate whose surroundings the article names, or the only one, or the one of highest rank."""
        pool = sorted(candidates, key=lambda k: k.key)
        if len(pool) < 2:
            return pool[0] if pool else None
        scores = [sum(self._weights[p.key] for p in chain(k)[1:]) for k in pool]
        best = max(scores)
        winners = [k for k, s in zip(pool, scores, strict=True) if s == best]
        if best > 0 and len(winners) == 1:
            return winners[0]
        ranks = {"Country": 0, "Province": 1, "City": 2, "Region": 3, "County": 4, "Site": 5}
        winners.sort(key=lambda k: (ranks.get(k.subtype or "", 9), k.key))
        if len(winners) > 1 and winners[0].subtype == winners[1].subtype == "County":
            return None
        return winners[0]


def _divisions(name: str) -> list[Known]:
    return [k for k in gazetteer().lookup(name) if k.type is EntityType.PLACE and k.subtype in ("Province", "City", "County")]
