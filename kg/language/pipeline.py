"""The spaCy pipeline: from text to a `Doc` with words, word classes, sentences and names.

It is built from a config of registered parts, so it can be saved with `nlp.to_disk`, loaded with `spacy.load` and extended
like any other spaCy pipeline:

- language `zh_news`: Chinese whose `nlp.pipe` runs LAC over the sentences of many texts at once;
- tokenizer `kg.tokenizer.v1`: words and word classes (`token.tag_`), names as entities (`doc.ents`);
- component `kg_sentences`: sentence starts; `kg_names`: the names as `doc.spans["names"]`.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar, cast

import numpy as np
from confection import Config
from numpy.typing import NDArray
from spacy.lang.zh import Chinese, ChineseDefaults
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, load_config_from_str, load_model_from_config, registry
from spacy.vocab import Vocab

from kg.language.analysis import Analyser, Analysis
from kg.language.lac import lac
from kg.language.segmenters import SegmenterName, lac_starts, majority, segmenter
from kg.language.sentences import sentence_spans

SPANS_KEY = "names"
"""The names of a Doc are in `doc.spans[SPANS_KEY]`."""

_T = TypeVar("_T")

_BATCH_TEXTS = 64
_BATCH_CHARACTERS = 100_000
_MAX_LENGTH = 100_000_000  # characters of a text: LAC's memory does not grow with it, so spaCy's limit of a million is not needed

_IOB_INSIDE, _IOB_OUTSIDE, _IOB_BEGIN = 1, 2, 3  # as in spacy.tokens.Token.iob_strings()
_NOT_A_START = np.uint64(2**64 - 1)  # -1, as spaCy stores "no sentence starts here"


class NewsTokenizer(DummyTokenizer):
    """Makes a `Doc` of a text: words, word classes and names; the settings are kept in the pipeline's config.

    Every blank and line break is a token of its own, and no token is followed by a space that is not one, so
    `doc.text == text` and `token.idx` is the token's place in the text.
    """

    def __init__(self, vocab: Vocab, segmenter_name: str = "lac", threads: int = 1):
        """Take a segmenter's name and the threads of one LAC run; raises what `segmenter` raises."""
        self.vocab = vocab
        self._lac = lac(threads)
        self._settings = (segmenter_name, threads)
        self._analyse = Analyser(self._lac)
        self._starts = segmenter(segmenter_name)
        self._hashes = np.array([vocab.strings.add(label) for label in self._lac.labels], dtype=np.uint64)
        self._hash_of = dict(zip(self._lac.labels, self._hashes, strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings: models are loaded again in the other process."""
        return NewsTokenizer, (self.vocab, *self._settings)

    def __call__(self, text: str) -> Doc:
        """Return the Doc of one text: 科技部部长李明 becomes 科技部/ORG 部长/n 李明/PER."""
        return self._doc(self._analyse([text])[0])

    def pipe(self, texts: Iterable[str], **_: Any) -> Iterator[Doc]:
        """Yield the Doc of each text, in order; sentences of neighbouring texts are tagged together."""
        for batch in _batches(texts, size=len):
            yield from map(self._doc, self._analyse(batch))

    def _doc(self, analysis: Analysis) -> Doc:
        text = analysis.text
        starts = self._starts(analysis)
        begins = np.nonzero(starts)[0]
        bounds = [*begins.tolist(), len(text)]
        words = [text[b:e] for b, e in pairwise(bounds)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        if not words:
            return doc
        if self._starts is lac_starts:
            labels = analysis.labels[begins]
        else:
            labels = majority(analysis.labels, begins, len(self._lac.labels)).astype(np.uint8)
        iob, kinds = self._entities(analysis)
        columns = (self._hashes[labels], iob[begins], kinds[begins])
        _write(doc, ["TAG", "ENT_IOB", "ENT_TYPE"], np.stack(columns, axis=1))
        return doc

    def _entities(self, analysis: Analysis) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Return spaCy's entity code and type for every character."""
        iob = np.full(len(analysis.text), _IOB_OUTSIDE, dtype=np.uint64)
        kinds = np.zeros(len(analysis.text), dtype=np.uint64)
        for name in analysis.names:
            iob[name.begin : name.end] = _IOB_INSIDE
            iob[name.begin] = _IOB_BEGIN
            kinds[name.begin : name.end] = self._hash_of[name.label]
        return iob, kinds


def _write(doc: Doc, attributes: list[str], values: NDArray[np.uint64]) -> None:
    """Set attributes of all tokens at once, one row a token."""
    doc.from_array(cast(list[str | int], attributes), cast(Any, values))


@registry.tokenizers("kg.tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer(segmenter: str = "lac", threads: int = 1) -> Callable[[Language], NewsTokenizer]:
    """Registered as `kg.tokenizer.v1`: `segmenter` is "lac" or "pkuseg", `threads` the threads of one LAC run."""

    def tokenizer(nlp: Language) -> NewsTokenizer:
        return NewsTokenizer(nlp.vocab, segmenter, threads)

    return tokenizer


class SentenceStarts:
    """Marks where sentences start; blanks between two sentences are a sentence of their own, so `sent.text` has none at its ends."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.is_sent_start` of every token: two sentences in 增长3.6%。“很好。”他说。"""
        if not len(doc):
            return doc
        text = doc.text
        edges = [edge for span in sentence_spans(text) for edge in span if edge < len(text)]
        tokens = np.searchsorted(doc.to_array("IDX"), np.array(edges, dtype=np.uint64), side="right") - 1
        starts = np.full(len(doc), _NOT_A_START, dtype=np.uint64)
        starts[tokens] = 1
        starts[0] = 1
        _write(doc, ["SENT_START"], starts[:, None])
        return doc


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def create_sentences(nlp: Language, name: str) -> SentenceStarts:
    """Registered as `kg_sentences`."""
    return SentenceStarts()


class NameSpans:
    """Lists the names: one Span each in `doc.spans["names"]`, its `label_` the class (PER, LOC, ORG, TIME, nz, nw)."""

    def __init__(self, spans_key: str = SPANS_KEY):
        """Take the key of `doc.spans` under which the names go."""
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Take over the entities: 海关总署 in 海关总署副署长, also where it is more than one word."""
        doc.spans[self.spans_key] = list(doc.ents)
        return doc


@Language.factory(
    "kg_names", assigns=["doc.spans"], requires=["doc.ents"], default_config={"spans_key": SPANS_KEY}
)
def create_names(nlp: Language, name: str, spans_key: str) -> NameSpans:
    """Registered as `kg_names`; `spans_key` is where the spans go."""
    return NameSpans(spans_key)


_CONFIG = """
[nlp]
lang = "zh_news"
pipeline = ["kg_sentences", "kg_names"]

[nlp.tokenizer]
@tokenizers = "kg.tokenizer.v1"
segmenter = "lac"
threads = 1

[components]

[components.kg_sentences]
factory = "kg_sentences"

[components.kg_names]
factory = "kg_names"
"""


class NewsChineseDefaults(ChineseDefaults):
    """Chinese with the tokenizer of this room."""

    config = load_config_from_str('[nlp]\n\n[nlp.tokenizer]\n@tokenizers = "kg.tokenizer.v1"\n')


@registry.languages("zh_news")
class NewsChinese(Chinese):  # type: ignore[no-untyped-call]
    """Chinese whose texts may be long, and whose `pipe` lets the tokenizer see many texts at once."""

    lang = "zh_news"
    Defaults = NewsChineseDefaults

    def __init__(self, *args: Any, max_length: int = _MAX_LENGTH, **settings: Any):
        """Take what `Language` takes; only the default of `max_length` is another."""
        super().__init__(*args, max_length=max_length, **settings)

    def pipe(
        self, texts: Iterable[Any], *, as_tuples: bool = False, n_process: int = 1, **settings: Any
    ) -> Iterator[Any]:
        """Process a stream of texts (or Docs, or pairs of either with a context), as `Language.pipe` does."""
        if n_process == 1:
            texts = self._tokenized_pairs(texts) if as_tuples else self._tokenized(texts)
        documents: Iterator[Any] = super().pipe(texts, as_tuples=as_tuples, n_process=n_process, **settings)  # type: ignore[call-overload]
        return documents

    def _tokenized(self, texts: Iterable[str | Doc]) -> Iterator[Doc]:
        return (doc for doc, _ in self._tokenized_pairs((text, None) for text in texts))

    def _tokenized_pairs(self, pairs: Iterable[tuple[str | Doc, Any]]) -> Iterator[tuple[Doc, Any]]:
        for batch in _batches(pairs, size=lambda pair: len(pair[0])):
            tokenizer = cast(NewsTokenizer, self.tokenizer)
            docs = iter(list(tokenizer.pipe([text for text, _ in batch if isinstance(text, str)])))
            for text, context in batch:
                yield (next(docs) if isinstance(text, str) else text), context


def _batches(items: Iterable[_T], size: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Group items up to a number of texts and of characters."""
    batch: list[_T] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += size(item)
        if len(batch) == _BATCH_TEXTS or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def pipeline_config(segmenter: SegmenterName = "lac", threads: int = 1) -> Config:
    """Return the spaCy config of the pipeline, ready for `spacy.util.load_model_from_config(config, auto_fill=True)`."""
    config: Config = load_config_from_str(_CONFIG)
    config["nlp"]["tokenizer"].update(segmenter=segmenter, threads=threads)
    return config


def load(segmenter: SegmenterName = "lac", threads: int = 1) -> Language:
    """Return the pipeline; one of each kind is kept, so loading it again costs nothing.

    Raises ModelError when `segmenter` is "pkuseg" and its model has not been fetched. Example: with
    `doc = load()("海关总署副署长李明说")`, `[s.text for s in doc.spans["names"]]` is `["海关总署", "李明"]`.
    """
    return _load(segmenter, threads)


@cache
def _load(segmenter: SegmenterName, threads: int) -> Language:
    return load_model_from_config(pipeline_config(segmenter, threads), auto_fill=True)
