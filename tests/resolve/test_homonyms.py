"""Who is who: pairs of reports that we wrote, judged by the deterministic identity and by the proposals of Splink."""

from collections import Counter

import pytest
from homonym_pairs import judge, load_pairs

PAIRS = load_pairs()


def test_there_are_enough_pairs_of_both_kinds():
    labels = Counter(pair["same"] for pair in PAIRS)
    assert len(PAIRS) >= 50
    assert min(labels.values()) >= 20


def test_no_wrong_merge_in_the_deterministic_mode(nlp, tmp_path):
    verdicts = [judge(pair, nlp, tmp_path, link=False) for pair in PAIRS]
    assert [v for v in verdicts if not v.found] == []
    assert [v for v in verdicts if v.one_node and not v.same] == []
    assert sum(v.one_node for v in verdicts) >= 16


def test_pairwise_f1_with_proposals(nlp, tmp_path):
    pytest.importorskip("splink", reason="needs the extra `resolve`")
    verdicts = [judge(pair, nlp, tmp_path) for pair in PAIRS]
    right = sum(v.joined and v.same for v in verdicts)
    wrong = [v for v in verdicts if v.joined != v.same]
    assert 2 * right / (2 * right + len(wrong)) >= 0.95, wrong
    assert [v for v in wrong if v.joined] == []
