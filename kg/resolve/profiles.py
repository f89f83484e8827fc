"""What a store knows of an entity that can tell it from its namesakes, over all its pages."""

from dataclasses import dataclass

from kg.knowledge import Known, gazetteer
from kg.records import EntityType
from kg.resolve.aliases import short_forms_of
from kg.resolve.identity import normal_name
from kg.resolve.setting import chain


@dataclass(frozen=True, slots=True)
class Profile:
    """One entity with the features that `kg.resolve.linking` compares; every list is sorted.

    `bodies` are keys of the organizations of a person's posts, `around` what those lie in below a province (a ministry,
    a city), `provinces` and `places` where the bodies and the articles are, `companions` who and what stands in the
    same articles, `people` the persons with a post in an organization; `articles` are the IRIs of its articles and `days`
    their dates as ordinals.
    """

    key: str
    kind: EntityType
    name: str
    subtype: str | None = None
    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    reporter: bool = False

    @property
    def core(self) -> str:
        """What two names must share to be compared: the last part of a foreign name, the everyday name of a firm.

        Example: 安娜·维尔塔宁宁 → 维尔塔宁宁, 海州市华远（集团）有限公司 → 华远.
        """
        return core_name(self.kind, self.name)


def core_name(kind: EntityType, name: str) -> str:
    """Return what the forms of one name have in common; see `Profile.core`."""
    normal = normal_name(name)
    if kind is EntityType.PERSON:
        return normal.split("·")[-1]
    return min(
        short_forms_of(normal, trade=kind is EntityType.ORGANIZATION), key=lambda form: (len(form), form)
    )


def home_of(name: str) -> list[Known]:
    """The place that a name begins with and all it lies in: 德阳市, 四川省 for 德阳市商务局; none where it is ambiguous."""
    for cut in range(min(len(name), 9), 1, -1):
        found = [
            k
            for k in gazetteer().lookup(name[:cut])
            if k.type is EntityType.PLACE and k.subtype in ("Province", "City", "County")
        ]
        if found:
            return (
                [place for place in chain(found[0]) if place.subtype in ("Province", "City", "County")]
                if len(found) == 1
                else []
            )
    return []
