"""Named queries that ask about a day: what is known then, and on what it rests; and series that mix nothing."""

from datetime import date
from decimal import Decimal

import pytest
from graph_samples import RUN, D, Draft, O, P, article_of

from kg.graph import GraphStore, page_quads, queries
from kg.records import Measure, Period, Predicate

BODY = "东江省水利厅"


def ask(store: GraphStore, query: str, /, *columns: str, **values: str) -> list[tuple]:
    table = queries.named(query).run(store, values)
    return [tuple(row[column] for column in columns) for row in table.records()]


def report(store: GraphStore, day: date, **post: object) -> None:
    """Add a page of a day that speaks of 顾明, head of the office."""
    text = f"{day:%m月%d日}，{BODY}的厅长职务与顾明有关。"
    draft = Draft(text, f"{day}-{post.get('change', '')}.txt", article_of(text, published=day))
    body = draft.mention(BODY, O, "organization/water", "GovernmentBody")
    draft.post(draft.mention("顾明", P, "person/gu", "Official"), "厅长", body, **post)
    store.add(page_quads(draft.facts(), RUN))


@pytest.fixture(scope="module")
def tenure() -> GraphStore:
    """Appointed in February, reported in April and June, removed in September, called so again in December."""
    store = GraphStore.in_memory()
    report(store, date(2025, 2, 3), change="Appointed", start=date(2025, 2, 1))
    report(store, date(2025, 4, 10))
    report(store, date(2025, 6, 20))
    report(store, date(2025, 9, 6), change="Removed", end=date(2025, 9, 5))
    report(store, date(2025, 12, 1))
    return store


@pytest.mark.parametrize(
    ("day", "known", "since", "until"),
    [
        ("2025-02-01", "on the day", "2025-02-01", "2025-04-10"),
        ("2025-03-01", "reported before and after", "2025-02-01", "2025-04-10"),
        ("2025-04-10", "on the day", "2025-02-01", "2025-06-20"),
        ("2025-05-01", "reported before and after", "2025-02-01", "2025-06-20"),
        ("2025-07-01", "appointed, removed later", "2025-02-01", "2025-09-05"),
        ("2025-09-05", "appointed, removed later", "2025-02-01", "2025-09-05"),
        ("2026-01-01", "last reported before", "2025-12-01", None),
    ],
)
def test_who_holds_a_post_on_a_day_and_how_that_is_known(
    tenure: GraphStore, day: str, known: str, since: str, until: str | None
):
    ((person, said, *span),) = ask(
        tenure, "holders-of-post", "personLabel", "known", "since", "until", title="厅长", on=day
    )
    assert (person, said[: len(known)], span) == ("顾明", known, [since, until])


@pytest.mark.parametrize("day", ["2025-01-31", "2025-09-06", "2025-11-01"])
def test_nobody_is_known_to_hold_it_before_the_appointment_or_after_the_removal(tenure: GraphStore, day: str):
    assert ask(tenure, "holders-of-post", "personLabel", title="厅长", on=day) == []


def test_without_a_day_every_report_stands_in_its_row(tenure: GraphStore):
    assert ask(tenure, "holders-of-post", "attestedOn", "known", title="厅长", organization=BODY) == [
        ("2025-02-03", None),
        ("2025-04-10", None),
        ("2025-06-20", None),
        ("2025-09-06", None),
        ("2025-12-01", None),
    ]


def test_a_removal_alone_says_that_the_post_was_held_before():
    store = GraphStore.in_memory()
    report(store, date(2025, 9, 6), change="Removed", end=date(2025, 9, 5))
    ((known, since, until),) = ask(store, "holders-of-post", "known", "since", "until", on="2025-08-01")
    assert known.startswith("removed later") and (since, until) == (None, "2025-09-05")
    assert ask(store, "holders-of-post", "known", on="2025-09-06") == []


def test_an_appointment_holds_until_a_removal_is_reported():
    store = GraphStore.in_memory()
    report(store, date(2025, 2, 3), change="Appointed", start=date(2025, 2, 1))
    ((known, until),) = ask(store, "holders-of-post", "known", "until", on="2025-08-01")
    assert known.startswith("appointed, no removal reported") and until is None


def test_policies_in_force_say_on_what_that_rests_and_leave_out_the_repealed():
    store = GraphStore.in_memory()
    text = "《河道管理办法》《水闸管理规定》《渡口管理细则》《渡口管理试行细则》"
    draft = Draft(text)
    rivers, locks, ferries, trial = (
        draft.mention(name, D, f"policy/{n}", "Regulation")
        for n, name in enumerate(("河道管理办法", "水闸管理规定", "渡口管理细则", "渡口管理试行细则"))
    )
    draft.policy(rivers, start=date(2024, 1, 1), end=date(2026, 12, 31))
    draft.policy(locks, issued=date(2024, 5, 1))
    draft.policy(ferries, start=date(2025, 7, 1))
    draft.policy(trial, start=date(2023, 1, 1))
    draft.relation(ferries, Predicate.REPEALS, trial)
    store.add(page_quads(draft.facts(), RUN))

    def names(day: str) -> list[tuple[str, str]]:
        found = ask(store, "policies-in-force", "policyLabel", "known", on=day)
        return [(name, known.split(" ")[0]) for name, known in found]

    assert names("2025-06-30") == [
        ("渡口管理试行细则", "beginning"),
        ("河道管理办法", "period"),
        ("水闸管理规定", "only"),
    ]
    assert [name for name, _ in names("2025-07-01")] == ["河道管理办法", "水闸管理规定", "渡口管理细则"]
    assert ("河道管理办法", "period") not in names("2027-01-01")


def figures() -> GraphStore:
    text = "产量：一月5万吨，前两月11万吨，全年90万吨，到2030年200万吨；一月同比增长3%，环比增长1%。"
    draft = Draft(text, article=article_of(text, published=date(2026, 3, 5)))
    month = Period(date(2026, 1, 1), date(2026, 1, 31))
    two = Period(date(2026, 1, 1), date(2026, 2, 28))
    for words, value, period in (
        ("5万吨", "50000", month),
        ("11万吨", "110000", two),
        ("90万吨", "900000", Period(date(2026, 1, 1), date(2026, 12, 31))),
        ("200万吨", "2000000", Period(date(2030, 1, 1), date(2030, 12, 31))),
    ):
        draft.statistic(words, value, "吨", "产量", period=period)
    for words, value, basis in (("3%", "3", "YearOnYear"), ("1%", "1", "MonthOnMonth")):
        draft.statistic(words, value, "%", "产量", Measure.CHANGE_RATE, basis=basis, period=month)
    store = GraphStore.in_memory()
    store.add(page_quads(draft.facts(), RUN))
    return store


def test_a_target_for_years_to_come_is_not_the_latest_figure():
    found = ask(figures(), "latest-figures", "value", "over", indicator="产量", measure="kg:Level")
    assert found == [(Decimal(900000), False)]


def test_a_series_keeps_bases_and_lengths_of_period_apart():
    found = ask(figures(), "time-series", "value", "months", indicator="产量", measure="kg:Level")
    assert found == [
        (Decimal(50000), 1),
        (Decimal(110000), 2),
        (Decimal(900000), 12),
        (Decimal(2000000), 12),
    ]
    rates = ask(figures(), "time-series", "basis", "value", indicator="产量", measure="kg:ChangeRate")
    assert [(basis.rpartition("#")[2], value) for basis, value in rates] == [
        ("MonthOnMonth", Decimal(1)),
        ("YearOnYear", Decimal(3)),
    ]
