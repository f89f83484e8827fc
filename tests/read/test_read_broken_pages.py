"""Stories broken by layout come back whole: floors for each way of breaking, on pages with a known answer."""

import pytest
from broken_pages import KINDS, break_page, recover, stories

PAGES = 12
# way of breaking → least share of headlines, of reporters, of characters in the right article; most articles too many
FLOORS = dict.fromkeys(KINDS, (1.0, 1.0, 1.0, 0)) | {
    "interleaved": (
        1.0,
        1.0,
        0.98,
        1,
    )  # a line cut after a comma right above a headline looks like a part of it
}


def test_there_are_enough_stories_to_mix():
    assert len(stories()) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_broken_stories_come_back_whole(kind: str):
    found = recover([break_page(kind, seed) for seed in range(PAGES)])
    headlines, reporters, characters, superfluous = FLOORS[kind]
    assert found.headlines / found.wanted >= headlines
    assert found.reporters / found.wanted >= reporters
    assert found.placed / found.characters >= characters
    assert found.superfluous <= superfluous
