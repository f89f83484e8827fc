"""Terms in office made of single reports, and how they are drawn: dates that reports give, and nothing else."""

from datetime import date
from typing import Any

import pytest

from kg.serve.pages.holders import Holder, Term, day, holders
from kg.serve.pages.timeline import FADE, LEFT, RIGHT, WIDTH, Drawing, draw

Post = dict[str, Any]


def report(
    person: str, attested: str | None = None, *, start: str | None = None, end: str | None = None, change: str | None = None
) -> Post:  # fmt: skip
    return {
        "person": {"iri": f"p/{person}", "label": person, "href": f"/id/p/{person}"},
        "attested": attested, "start": start, "end": end, "change": change,
    }  # fmt: skip


def terms(*reports: Post) -> dict[str, tuple[Term, ...]]:
    return {str(h.person["label"]): h.terms for h in holders(reports)}


def drawn(*reports: Post) -> Drawing:
    drawing = draw(holders(reports))
    assert drawing is not None
    return drawing


def test_appointed_seen_and_removed_is_one_term():
    (term,) = terms(
        report("李明", "2024-03-20", start="2024-03-19", change="Appointed"),
        report("李明", "2025-01-05"),
        report("李明", "2026-02-02", end="2026-02-01", change="Removed"),
    )["李明"]
    assert (term.start, term.end) == (date(2024, 3, 19), date(2026, 2, 1))
    assert term.seen == [date(2024, 3, 20), date(2025, 1, 5)]
    assert term.reports == [0, 0, 1, 2]


def test_who_is_only_seen_has_neither_beginning_nor_end():
    (term,) = terms(report("周衡", "2026-05-11"), report("周衡", "2026-06-11"))["周衡"]
    assert (term.start, term.end, term.over) == (None, None, False)
    assert (term.first, term.last) == (date(2026, 5, 11), date(2026, 6, 11))


def test_a_removal_without_a_day_ends_a_term_by_the_day_of_its_report():
    (term,) = terms(report("欧阳若水", "2026-01-02"), report("欧阳若水", "2026-04-02", change="Removed"))[
        "欧阳若水"
    ]
    assert (term.end, term.over) == (None, True)
    assert (term.last, term.latest) == (date(2026, 1, 2), date(2026, 4, 2))
    # Nothing but the removal: nobody says of any day that the person held the office.
    (alone,) = terms(report("甲", "2026-04-02", change="Removed"))["甲"]
    assert alone.seen == []
    assert alone.first == alone.last == date(2026, 4, 2)


def test_the_same_office_twice():
    first, second = terms(
        report("李明", start="2018-03-01", change="Appointed"),
        report("李明", end="2020-03-01", change="Removed"),
        report("李明", start="2023-03-01", change="Appointed"),
    )["李明"]
    assert (first.start, first.end) == (date(2018, 3, 1), date(2020, 3, 1))
    assert (second.start, second.end) == (date(2023, 3, 1), None)


def test_reports_that_differ_are_all_kept():
    (term,) = terms(
        report("李明", start="2024-03-19", change="Appointed"),
        report("李明", start="2024-03-21", change="Appointed"),
    )["李明"]
    assert term.start == date(2024, 3, 19)
    assert term.starts == [date(2024, 3, 19), date(2024, 3, 21)]
    (ended,) = terms(report("甲", end="2024-03-19"), report("甲", end="2024-03-21"))["甲"]
    assert ended.ends == [date(2024, 3, 19), date(2024, 3, 21)]


def test_one_day_for_leaving_and_taking_over():
    found = holders([
        report("李明", "2026-03-20", start="2026-03-19", change="Appointed"),
        report("卢望舒", "2026-03-20", end="2026-03-19", change="Removed"),
    ])  # fmt: skip
    assert [h.person["label"] for h in found] == ["卢望舒", "李明"]
    drawing = draw(found)
    assert drawing is not None and drawing.lanes == 1 and drawing.unknown == ()
    before, after = drawing.bars
    assert before.x + before.width == after.x
    assert (before.fade_left, before.fade_right, after.fade_left) == (True, 0.0, False)


def test_deputies_at_once_stand_in_lanes():
    drawing = drawn(
        report("周衡", "2024-01-01"), report("周衡", "2026-01-01"), report("秦霁", "2025-01-01"), report("秦霁", "2025-06-01"),
        report("贺铮", "2025-03-01"),
    )  # fmt: skip
    assert drawing.lanes == 3
    assert len({bar.y for bar in drawing.bars}) == 3


def test_days_that_no_report_covers_are_shown_as_unknown():
    drawing = drawn(
        report("甲", start="2010-01-01"), report("甲", end="2012-01-01"), report("乙", start="2020-01-01"), report("乙", "2021-01-01"),
    )  # fmt: skip
    ((x, width),) = drawing.unknown
    first, second = drawing.bars
    assert (x, round(x + width, 1)) == (round(first.x + first.width, 1), second.x)
    assert second.fade_right == FADE


def test_a_drawing_stays_within_its_bounds_and_is_the_same_every_time():
    reports = [report(f"名字很长的人{n}", f"20{10 + n}-0{1 + n % 9}-11") for n in range(14)]
    drawing = drawn(*reports)
    assert drawing == drawn(*reports) == draw(holders(reports))
    for bar in drawing.bars:
        assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH - RIGHT
        assert 0 <= bar.label_x <= WIDTH
        assert all(bar.x <= x <= bar.x + bar.width for x in bar.ticks)
    years = [int(text) for _, text in drawing.marks]
    assert years == sorted(years) and 4 <= len(years) <= 16


@pytest.mark.parametrize(("first", "last"), [("2026-03-19", "2026-03-19"), ("2026-03-01", "2026-03-30"), ("2026-01-01", "2026-12-01"), ("1949-10-01", "2026-01-01"), ("0001-01-01", "9999-12-31")])  # fmt: skip
def test_scales_of_any_length(first: str, last: str):
    drawing = drawn(report("甲", first), report("乙", last))
    assert 1 <= len(drawing.marks) <= 20
    assert [x for x, _ in drawing.marks] == sorted(x for x, _ in drawing.marks)


def test_reports_without_a_date_are_kept_apart():
    found = holders([report("穆青"), report("穆青", "2026-13-45")])
    assert found == [Holder(found[0].person, (), (0, 1))]
    assert draw(found) is None
    assert draw([]) is None


def test_days():
    assert day("2026-03-19") == day("2026-03-19Z") == date(2026, 3, 19)
    assert day(None) is day("") is day("不详") is day("-0044-03-15") is None
