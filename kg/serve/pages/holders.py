"""Who held an office when, made of what single reports say: terms in office, of dates that the graph states and no others.

A report of a post names a person and may give the day of the report (attested), the day of taking office (start) and of
leaving it (end), and that it reports an appointment or a removal. All reports of one person in one office become terms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any


class _Kind(IntEnum):
    """What a report says of a day; of two reports of one day, taking office comes first, leaving it last."""

    START = 0
    SEEN = 1
    REMOVED = 2
    END = 3


@dataclass(slots=True)
class Term:
    """One time in office. `starts` and `ends` hold the days that reports give; `removed` days on which a removal without a
    day of its own was reported; `seen` days on which a report names the person in office. `reports` are numbers of reports.
    """

    starts: list[date] = field(default_factory=list)
    ends: list[date] = field(default_factory=list)
    removed: list[date] = field(default_factory=list)
    seen: list[date] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)

    @property
    def start(self) -> date | None:
        """The day of taking office, the earliest where reports differ, None when none gives it."""
        return min(self.starts, default=None)

    @property
    def end(self) -> date | None:
        """The day of leaving office, the earliest where reports differ, None when none gives it."""
        return min(self.ends, default=None)

    @property
    def over(self) -> bool:
        """Whether a report says that the term has ended, on a day or by one."""
        return bool(self.ends or self.removed)

    @property
    def first(self) -> date:
        """The first day of which something is known."""
        return min(self.starts + self.seen or self.ends + self.removed)

    @property
    def last(self) -> date:
        """The last day on which the person is known to hold the office, or to leave it."""
        return self.end or max(self.seen + self.starts or self.removed)

    @property
    def latest(self) -> date:
        """The last day of which anything is known: that of a removal too."""
        return max([self.last, *self.removed])

    def add(self, kind: _Kind, day: date, report: int) -> None:
        """Take what a report says of a day."""
        (self.starts, self.seen, self.removed, self.ends)[kind].append(day)
        self.reports.append(report)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office: its reference, its terms by date, and the numbers of reports without any date."""

    person: Mapping[str, Any]
    terms: tuple[Term, ...]
    undated: tuple[int, ...]


def day(text: str | None) -> date | None:
    """Return the day of an `xsd:date`, None for none and for what is no day of the calendar.

    Example: 2026-03-19, and the same day of 2026-03-19Z.
    """
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def holders(posts: Iterable[Mapping[str, Any]]) -> list[Holder]:
    """Return the holders of an office from its posts (as `Reader.post` gives them), those known first coming first.

    Numbers of reports count the posts from 0. Example: 李明 appointed on 2026-03-19 gives one term that starts then.
    """
    people: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for number, post in enumerate(posts):
        people.setdefault(post["person"]["iri"], []).append((number, post))
    found = [_holder(reports) for reports in people.values()]
    return sorted(found, key=_order)


def _order(holder: Holder) -> tuple[date, date, str, str]:
    first = holder.terms[0].first if holder.terms else date.max
    last = holder.terms[-1].last if holder.terms else date.max
    return first, last, str(holder.person["label"]), str(holder.person["iri"])


def _holder(reports: list[tuple[int, Mapping[str, Any]]]) -> Holder:
    events = sorted(event for number, post in reports for event in _events(number, post))
    dated = {number for _, _, number in events}
    undated = tuple(number for number, _ in reports if number not in dated)
    return Holder(reports[0][1]["person"], tuple(_terms(events)), undated)


def _events(number: int, post: Mapping[str, Any]) -> list[tuple[date, _Kind, int]]:
    """What a report says of days. The day of a report that someone was removed is no day in office."""
    attested, start, end = day(post["attested"]), day(post["start"]), day(post["end"])
    removed = post["change"] == "Removed"
    return [
        (when, kind, number)
        for when, kind in (
            (start, _Kind.START),
            (end, _Kind.END),
            (attested if removed and end is None else None, _Kind.REMOVED),
            (
                attested if not removed and (end is None or (attested and attested <= end)) else None,
                _Kind.SEEN,
            ),
        )
        if when is not None
    ]


def _terms(events: list[tuple[date, _Kind, int]]) -> list[Term]:
    """Divide the events of one person, in their order, into terms."""
    terms: list[Term] = []
    for when, kind, number in events:
        if not terms or _opens(terms[-1], kind, when):
            terms.append(Term())
        terms[-1].add(kind, when, number)
    return terms


def _opens(term: Term, kind: _Kind, when: date) -> bool:
    """Whether something said of a day belongs to a new term rather than to this one.

    Who takes office again after having left, or is seen in it later, has a new term; so has who was seen in office
    before the day on which this report says that they took it. Further reports of an end tell of the same end.
    """
    if kind is _Kind.START:
        return term.over or (not term.starts and bool(term.seen))
    return kind is _Kind.SEEN and term.over and when > max(term.ends + term.removed)
