"""The model of pkuseg for real: from the package index, and through the whole pipeline."""

import os

import pytest

from kg.language import models
from kg.language.pipeline import load

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif("JINGWEI_OFFLINE" in os.environ, reason="JINGWEI_OFFLINE is set: nothing is fetched"),
]


def test_pkuseg_is_fetched_loaded_and_keeps_names(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JINGWEI_DATA", str(tmp_path_factory.mktemp("data")))
    folder = models.get("pkuseg")
    assert folder == models.path("pkuseg")
    assert sorted(f.name for f in folder.iterdir()) == ["features.pkl", "weights.npz"]

    lac, pkuseg = load(), load("pkuseg")
    text = "中国人民银行副行长欧阳小红在南京市说，2025 年　李　明\n增长3.6%。“订单很多。”见http://example.org/a-b。"
    doc, other = lac(text), pkuseg(text)
    assert other.text == text
    assert [t.text for t in other][:5] == ["中国", "人民", "银行", "副行长", "欧阳小红"]
    spans = [[(s.start_char, s.end_char, s.label_) for s in d.spans["names"]] for d in (doc, other)]
    assert spans[0] == spans[1]
    assert [s.text for s in doc.sents] == [s.text for s in other.sents]
