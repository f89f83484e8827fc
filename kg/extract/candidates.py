"""Proposed mentions, and the choice among those that overlap."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import EntityType


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A proposed mention `text[begin:end]`.

    `weight` ranks rules against each other where spans overlap: 3 for names the page itself marks or the seeds know,
    2 for a rule with both ends pinned, 1 for the tagger's word alone. `name` and `key` as in `records.Mention`.
    """

    begin: int
    end: int
    type: EntityType
    subtype: str | None
    rule: str
    weight: int = 2
    name: str | None = None
    key: str | None = None

    def __len__(self) -> int:
        return self.end - self.begin


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Pick non-overlapping candidates: the longest first, at equal length the weightier rule.

    Only the outermost name counts (inside 海州省航运集团 there is no 海州省); a short certain name gives way to a long
    one that contains it, but two names that merely cross are decided by weight, then length.
    """
    pool = sorted(
        set(candidates), key=lambda c: (-len(c), -c.weight, c.begin, c.type, c.subtype or "", c.rule)
    )
    chosen: list[Candidate] = []
    for candidate in pool:
        rivals = [c for c in chosen if c.begin < candidate.end and candidate.begin < c.end]
        if not rivals:
            chosen.append(candidate)
        elif all(_crosses(c, candidate) and c.weight < candidate.weight for c in rivals):
            chosen = [c for c in chosen if c not in rivals] + [candidate]
    return sorted(chosen)


def _crosses(a: Candidate, b: Candidate) -> bool:
    """Whether the two overlap without one holding the other."""
    return not (a.begin <= b.begin and b.end <= a.end) and not (b.begin <= a.begin and a.end <= b.end)
