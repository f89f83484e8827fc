"""The spaCy pipeline: text kept, names as spans, saved and loaded, batched."""

import random
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
import spacy_pkuseg
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model_from_config

from kg.language import load, segmenters
from kg.language.pipeline import NewsTokenizer, pipeline_config

TEXTS = [
    "新华社北京1月14日电（记者周宁 孙莉）海关总署副署长李明14日说，2025 年出口增长6.1%。“订单很多。”他说。\n　　第二段写江苏省南京市。",
    "",
    " \n\n　",
    "科技部部长　王　刚在日内瓦会见世界卫生组织总干事卡尔·贝格。",
    "标题没有句号\r\n正文：Open AI、GPT-5；见http://example.org/a?b=1。🙂完\x00",
]


def shape(doc: Doc) -> tuple[object, ...]:
    """All that the pipeline says of a text."""
    tokens = [(t.text, t.tag_, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]
    return tokens, [(s.start_char, s.end_char, s.label_) for s in doc.spans["names"]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_is_kept(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text and not t.whitespace_ for t in doc)
    assert all(len(t.text) == 1 for t in doc if t.text.isspace())


def test_any_text_is_kept(nlp: Language) -> None:
    chance = random.Random(3)
    alphabet = " \n\t　\u200b\u2028\x1f“”‘’《》（）()。！？…；，、·-—a1Ａ９%€国李明北京市人民银行張🙂𠮷"
    texts = ["".join(chance.choices(alphabet, k=chance.randrange(60))) for _ in range(300)]
    for text, doc in zip(texts, nlp.pipe(texts), strict=True):
        assert doc.text == text
        assert [s.text for s in doc.spans["names"]] == [s.text.strip() for s in doc.spans["names"]]
        assert "".join(s.text for s in doc.sents) == text


def test_words_classes_and_names(nlp: Language) -> None:
    doc = nlp("海关总署署长李明在江苏省南京市说")
    assert [(t.text, t.tag_) for t in doc][:4] == [
        ("海关总署", "ORG"),
        ("署长", "n"),
        ("李明", "PER"),
        ("在", "p"),
    ]
    names = [(s.text, s.label_) for s in doc.spans["names"]]
    assert names == [("海关总署", "ORG"), ("李明", "PER"), ("江苏省", "LOC"), ("南京市", "LOC")]
    assert [(e.text, e.label_) for e in doc.ents] == names


def test_a_name_with_a_blank_is_one_span_of_three_tokens(nlp: Language) -> None:
    doc = nlp("科技部部长王　刚说")
    span = next(s for s in doc.spans["names"] if s.label_ == "PER")
    assert [t.text for t in span] == ["王", "　", "刚"]


def test_sentences_have_no_blanks_at_their_ends(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    sentences = [s.text for s in doc.sents if not s.text.isspace()]
    assert sentences[-2:] == ["“订单很多。”他说。", "第二段写江苏省南京市。"]
    assert all(s == s.strip() for s in sentences)


def test_a_stream_gives_what_single_texts_give(nlp: Language) -> None:
    texts = TEXTS * 30
    assert [shape(doc) for doc in nlp.pipe(texts)] == [shape(nlp(text)) for text in texts]


def test_a_stream_takes_docs_contexts_and_processes(nlp: Language) -> None:
    pairs = list(nlp.pipe(((text, i) for i, text in enumerate(TEXTS)), as_tuples=True))
    assert [context for _, context in pairs] == list(range(len(TEXTS)))
    expected = [shape(nlp(text)) for text in TEXTS]
    assert [shape(doc) for doc, _ in pairs] == expected
    mixed = [nlp.make_doc(text) if i % 2 else text for i, text in enumerate(TEXTS)]
    assert [shape(doc) for doc in nlp.pipe(mixed)] == expected
    assert [shape(doc) for doc in nlp.pipe(TEXTS, n_process=2)] == expected


def test_saved_and_loaded_from_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again.pipe_names == ["kg_sentences", "kg_names"]
    assert [shape(again(text)) for text in TEXTS] == [shape(nlp(text)) for text in TEXTS]


def test_built_from_its_config(nlp: Language) -> None:
    config = pipeline_config(threads=2)
    assert config["nlp"]["tokenizer"] == {"@tokenizers": "kg.tokenizer.v1", "segmenter": "lac", "threads": 2}
    again = load_model_from_config(config, auto_fill=True)
    assert [shape(again(text)) for text in TEXTS] == [shape(nlp(text)) for text in TEXTS]


def test_the_tokenizer_is_pickled_as_its_settings(nlp: Language) -> None:
    assert isinstance(nlp.tokenizer, NewsTokenizer)
    build, arguments = nlp.tokenizer.__reduce__()
    assert build is NewsTokenizer
    assert arguments[1:] == ("lac", 1)


def test_components_are_found_without_importing_kg(nlp: Language, tmp_path: Path) -> None:
    """spaCy finds the registered parts through the entry points of the installed package."""
    if not any(e.name == "kg_names" for e in entry_points(group="spacy_factories")):
        pytest.skip("the installed package predates its spaCy entry points: install it again")
    nlp.to_disk(tmp_path / "model")
    code = "import sys, spacy; d = spacy.load(sys.argv[1])('海关总署发布'); print([s.text for s in d.spans['names']] == ['海关总署'])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "model")], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True", done.stderr


def test_loading_is_cached() -> None:
    assert load() is load("lac") is load(segmenter="lac", threads=1)


def test_loading_an_unknown_segmenter_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="segmenters: lac, pkuseg"):
        load("jieba")  # type: ignore[arg-type]


def test_other_words_keep_the_names(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a segmenter that cuts every two characters all names are still there, and tags follow the majority."""

    class InPairs:
        def __init__(self, model_name: str):
            self.model_name = model_name

        def cut(self, text: str) -> list[str]:
            return [part[i : i + 2] for part in text.split() for i in range(0, len(part), 2)]

    monkeypatch.setattr(spacy_pkuseg, "pkuseg", InPairs)
    monkeypatch.setattr(segmenters, "_pkuseg", lambda: segmenters.PkusegSegmenter("somewhere"))
    other = load_model_from_config(pipeline_config("pkuseg"), auto_fill=True)
    for text in TEXTS:
        doc = other(text)
        assert doc.text == text
        assert shape(doc)[1] == shape(nlp(text))[1]
        assert [s.text for s in doc.sents] == [s.text for s in nlp(text).sents]
    doc = other("由海关总署署长李明说")
    assert [(t.text, t.tag_) for t in doc] == [
        ("由", "p"), ("海", "ORG"), ("关总", "ORG"), ("署", "ORG"), ("署", "n"), ("长", "n"), ("李明", "PER"), ("说", "v"),
    ]  # fmt: skip


def test_a_long_line_without_marks(nlp: Language) -> None:
    text = "经济增长北京李明" * 4_000
    doc = nlp(text)
    assert doc.text == text
    assert len(list(doc.sents)) == 1
