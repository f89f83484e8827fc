"""Where an article is at home: what 省委, 我省 and 朝阳区 mean in it."""

from collections import Counter
from collections.abc import Iterable

from kg.knowledge import Known, gazetteer
from kg.records import Article, EntityType, Mention

_DIVISIONS = ("Province", "City", "County")
_LEVELS: dict[str, tuple[tuple[str, str], ...]] = {
    "省": (("Province", "省"),),
    "自治区": (("Province", "自治区"),),
    "市": (("City", "市"), ("Province", "市"), ("County", "市")),
    "州": (("City", "州"),),
    "盟": (("City", "盟"),),
    "县": (("County", "县"),),
    "区": (("County", "区"),),
    "旗": (("County", "旗"),),
}
"""What the bare word for a level can stand for, first choice first: subtype of the place, and how its name ends."""
_RANKS = {"Country": 0, "Province": 1, "City": 2, "Region": 3, "County": 4, "Site": 5}
_DATELINE = {"Province": 3, "City": 1, "County": 1}
"""A report from a provincial capital is about the province more often than about the capital."""


def chain(place: Known) -> list[Known]:
    """The place and the places it lies in, the nearest first: 高坪区 → 南充市 → 四川省."""
    out = [place]
    while out[-1].parent and out[-1].parent in gazetteer().by_key:
        out.append(gazetteer().by_key[out[-1].parent])
    return out


def place_of(name: str) -> Known | None:
    """The place that a chain of places names, None when `name` is anything else: 高坪区 for 南充市高坪区.

    Where a title follows (南充市高坪区|区长), the chain stands for the body that governs it.
    """
    for cut in range(2, len(name) - 1):
        outer = {k.key for k in _divisions(name[:cut])}
        inner = (
            [k for k in _divisions(name[cut:]) if outer & {above.key for above in chain(k)[1:]}]
            if outer
            else []
        )
        if len(inner) == 1:
            return inner[0]
        deeper = place_of(name[cut:]) if outer else None
        if deeper and outer & {above.key for above in chain(deeper)[1:]}:
            return deeper
    return None


class Setting:
    """The provinces, cities and counties that an article speaks of, weighted by mention and dateline.

    `publisher` is the article's publisher where the seeds know it (its home counts once), `page` the settings of the
    page's articles: they decide where this one names no place at all.

    Example: an article from 沈阳 that names 营口 is set in 辽宁省; its 省委 is that province's.
    """

    def __init__(self, article: Article, mentions: Iterable[Mention], publisher: Known | None = None):
        """Weigh the places that the article's mentions name; places inside names of organizations count too."""
        self._weights: Counter[str] = Counter()
        self._last: dict[str, list[int]] = {}
        self.page: list[Setting] = []
        for mention in mentions:
            if mention.type is EntityType.PLACE:
                self._add(mention.text, mention.key, mention.begin)
            elif mention.type is EntityType.ORGANIZATION:
                for size in range(min(len(mention.text) - 2, 8), 1, -1):
                    if self._add(mention.text[:size], None, mention.begin):
                        break
        if article.place:
            self._add(article.place, None, 0, _DATELINE)
        home = gazetteer().by_key.get((publisher.attributes.get("located_in") or "") if publisher else "")
        if publisher and home and (home.key != "place/110000" or publisher.name.startswith("北京")):
            self._weigh(home, 0, None)  # the national papers are at home in 北京 and write about the country

    def _add(self, name: str, key: str | None, at: int, weights: dict[str, int] | None = None) -> bool:
        found = [gazetteer().by_key[key]] if key in gazetteer().by_key else _divisions(name)
        if len(found) != 1:
            return False
        return self._weigh(found[0], at, weights)

    def _weigh(self, place: Known, at: int, weights: dict[str, int] | None) -> bool:
        for item in chain(place):
            if item.subtype in _DIVISIONS:
                self._weights[item.key] += (weights or {}).get(item.subtype, 1)
                self._last.setdefault(item.key, []).append(at)
        return bool(self._weights)

    def home(self, level: str, at: int | None = None) -> Known | None:
        """The place that the bare word 省, 市, 县, … stands for at offset `at` of the article, or None.

        The place of that level that most of the article is about; of equals the one named last before `at`.
        """
        for subtype, ending in _LEVELS.get(level, ()):
            places = [
                k
                for k in map(gazetteer().by_key.__getitem__, self._weights)
                if k.subtype == subtype and k.name.endswith(ending)
            ]
            best = self._best(places, at)
            if best:
                return best
        return self._home_of_page(level) if not self._weights else None

    def _home_of_page(self, level: str) -> Known | None:
        """The one place of a level that the other articles of the page agree on."""
        homes = {home.key for other in self.page if other._weights and (home := other.home(level))}
        return gazetteer().by_key[homes.pop()] if len(homes) == 1 else None

    def _best(self, places: list[Known], at: int | None) -> Known | None:
        top = max((self._weights[k.key] for k in places), default=0)
        leaders = sorted((k for k in places if self._weights[k.key] == top), key=lambda k: k.key)
        if len(leaders) < 2 or at is None:
            return leaders[0] if len(leaders) == 1 else None
        before = {k.key: max((p for p in self._last[k.key] if p <= at), default=-1) for k in leaders}
        nearest = max(before.values())
        near = [k for k in leaders if before[k.key] == nearest]
        return near[0] if len(near) == 1 else None

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
        winners.sort(key=lambda k: (_RANKS.get(k.subtype or "", 9), k.key))
        if len(winners) > 1 and winners[0].subtype == winners[1].subtype == "County":
            return None
        return winners[0]


def _divisions(name: str) -> list[Known]:
    return [k for k in gazetteer().lookup(name) if k.type is EntityType.PLACE and k.subtype in _DIVISIONS]
