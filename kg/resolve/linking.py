"""Proposing which entities of different pages are one, with Splink: `kg resolve`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from kg.errors import JingweiError
from kg.knowledge import gazetteer, kind_of
from kg.records import EntityType
from kg.resolve.aliases import short_forms_of
from kg.resolve.profiles import Profile
from kg.resolve.weights import NAMES, PERSONS, PRIOR, Comparison, Level

THRESHOLD = 0.9
"""Probability from which a pair is proposed unless the user says otherwise."""
_LISTS = (
    "titles",
    "classes",
    "bodies",
    "around",
    "provinces",
    "places",
    "regions",
    "companions",
    "people",
    "articles",
    "forms",
)


class LinkingError(JingweiError, ValueError):
    """Proposals cannot be made, and why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: `left` < `right` by key, the probability, and what speaks for and against it."""

    left: Profile
    right: Profile
    probability: float
    reasons: tuple[
        tuple[Level, float], ...
    ]  # level found, and how many times likelier it makes that both are one

    @property
    def explanation(self) -> str:
        """The reasons in English, the heaviest first: a post in the same body ×30; …."""
        return "; ".join(f"{level.english} ×{factor:.2g}" for level, factor in self._heaviest())

    @property
    def explanation_zh(self) -> str:
        """The reasons in Chinese: 任职机构相同 ×30；…."""
        return "；".join(f"{level.chinese} ×{factor:.2g}" for level, factor in self._heaviest())

    def _heaviest(self) -> list[tuple[Level, float]]:
        return sorted(self.reasons, key=lambda r: (-max(r[1], 1 / r[1]), r[0].english))


def candidates(names: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys of (key, core name) pairs whose core name two or more entities share."""
    groups: dict[str, set[str]] = defaultdict(set)
    for key, core in names:
        groups[core].add(key)
    return {key for keys in groups.values() if len(keys) > 1 for key in keys}


def propose(profiles: Sequence[Profile], threshold: float = THRESHOLD) -> list[Proposal]:
    """Return the pairs of profiles with a probability of `threshold` and more, the most probable first.

    Two entities that the seeds know are two; persons are compared with persons of the same name, organizations and
    places with those whose names differ only by form. Raises LinkingError when Splink is not installed.

    Example: 陈知远, 2024 局长 of a bureau, and 陈知远, 2026 副市长 and 曾任局长 of that bureau, are proposed.
    """
    found: list[Proposal] = []
    for kind, comparisons in (
        (EntityType.PERSON, PERSONS),
        (EntityType.ORGANIZATION, NAMES),
        (EntityType.PLACE, NAMES),
    ):
        chosen = sorted((p for p in profiles if p.kind is kind), key=lambda p: p.key)
        keys = candidates((p.key, p.core) for p in chosen)
        chosen = [p for p in chosen if p.key in keys]
        if len(chosen) > 1:
            found += _link(chosen, comparisons, threshold)
    return sorted(found, key=lambda p: (-round(p.probability, 9), p.left.key, p.right.key))


def _link(profiles: Sequence[Profile], comparisons: Sequence[Comparison], threshold: float) -> list[Proposal]:
    by_key = {profile.key: profile for profile in profiles}
    out = []
    for row in _predictions([_row(p) for p in profiles], comparisons, threshold):
        left, right = sorted((str(row["unique_id_l"]), str(row["unique_id_r"])))
        if not {left, right} <= gazetteer().by_key.keys():
            out.append(
                Proposal(
                    by_key[left], by_key[right], float(row["match_probability"]), _reasons(row, comparisons)
                )
            )
    return out


def _reasons(row: Mapping[str, Any], comparisons: Sequence[Comparison]) -> tuple[tuple[Level, float], ...]:
    reasons = []
    for comparison in comparisons:
        value = int(row[f"gamma_{comparison.name}"])
        if value >= 0:  # Splink counts levels from the last one, 0, upwards; -1 is unknown
            level = comparison.levels[len(comparison.levels) - 1 - value]
            reasons.append((level, level.m / level.u))
    return tuple(reasons)


def _row(profile: Profile) -> dict[str, object]:
    known = gazetteer().by_key
    regions = [key for key in profile.places if key in known and known[key].subtype == "Province"]
    return {
        "unique_id": profile.key,
        "core": profile.core,
        "name": profile.name,
        "subtype": profile.subtype,
        "titles": list(profile.titles),
        "classes": sorted({kind_of(title) for title in profile.titles} - {"other"}),
        "bodies": list(profile.bodies),
        "around": list(profile.around),
        "provinces": list(profile.provinces),
        "places": [key for key in profile.places if key not in regions] or regions,
        "regions": regions,
        "companions": list(profile.companions),
        "people": list(profile.people),
        "articles": list(profile.articles),
        "forms": []
        if profile.kind is EntityType.PERSON
        else sorted(short_forms_of(profile.name, trade=profile.kind is EntityType.ORGANIZATION)),
        "days": list(profile.days),
        "reporter": profile.reporter,
    }


def _predictions(
    rows: list[dict[str, object]], comparisons: Sequence[Comparison], threshold: float
) -> list[dict[str, Any]]:
    """Run Splink on DuckDB in memory, with fixed parameters; pairs share their core name."""
    splink, duckdb, arrow = _installed()
    texts = {name: arrow.list_(arrow.string()) for name in _LISTS}
    plain = dict.fromkeys(("unique_id", "core", "name", "subtype"), arrow.string())
    schema = arrow.schema({**plain, **texts, "days": arrow.list_(arrow.int32()), "reporter": arrow.bool_()})
    table = duckdb.DuckDBAPI().register(arrow.Table.from_pylist(rows, schema=schema))
    settings = {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": PRIOR,
        "blocking_rules_to_generate_predictions": [splink.block_on("core")],
        "comparisons": [_settings(comparison) for comparison in comparisons],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }
    linker = splink.Linker(table, settings, log_level="ERROR")
    predicted = linker.inference.predict(threshold_match_probability=threshold, warning_mode="never")
    return list(predicted.as_record_list())


def _settings(comparison: Comparison) -> dict[str, object]:
    levels: list[dict[str, object]] = [
        {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True}
    ]
    for level in comparison.levels:
        condition = level.condition or "ELSE"
        levels.append(
            {
                "sql_condition": condition,
                "label_for_charts": level.english,
                "m_probability": level.m,
                "u_probability": level.u,
            }
        )
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _installed() -> tuple[Any, Any, Any]:
    """Splink, its DuckDB backend and Arrow: an extra, since only this command needs their 80 MB."""
    try:
        return import_module("splink"), import_module("splink.backends.duckdb"), import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise LinkingError(
            f"proposing merges needs Splink, and {error.name} is not installed: pip install 'jingwei-kg[resolve]'"
        ) from error
