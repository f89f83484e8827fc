"""The quality gate: build the graph of the real pages, score it with the shared scorer, hold it against the pinned floors.

Floors stand in tests/gold/floors.json; they are only ever raised. Ends with 1 when a layer lies below its floor, when a
quote does not stand at its offsets (the build says so), or when two builds differ in a byte.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LAYERS = {
    "articles": "articles (headline+date)",
    "names": "canonical names",
    "issuers": "policy issuers",
    "figures found": "statistics: found (value at place)",
    "figures value": "statistics: value+unit+measure",
    "figures period": "statistics: +period",
    "figures indicator": "statistics: +indicator",
    "figures full": "statistics: full record",
}
"""What the shared scorer calls the layers that our own names otherwise."""
SETS = {
    "corpus": (SHARED / "corpus", SHARED / "gold"),
    "news": (SHARED / "corpus" / "news", SHARED / "gold" / "news"),
}


def build(pages: list[Path], folder: Path) -> float:
    """Build pages into a folder; return the seconds it took."""
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "kg", "build", *map(str, pages), "-o", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.monotonic() - started


def score(graph: Path, corpus: Path, gold: Path, result: Path) -> dict[str, dict[str, float]]:
    """Run the shared scorer; return its layers."""
    command = [sys.executable, "-B", "score.py", str(graph), str(corpus), str(gold), "--json", str(result)]
    subprocess.run(command, cwd=SHARED / "gold", check=True)
    return dict(json.loads(result.read_text(encoding="utf-8")))


def main() -> int:
    """Run the gate."""
    floors = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text(encoding="utf-8"))
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name, (corpus, gold) in SETS.items():
            pages = sorted(corpus.glob("*.txt"))
            cold, warm = build(pages, work / name), build(pages, work / f"{name}-again")
            print(f"\n{name}: {len(pages)} pages built in {cold:.1f} s and again in {warm:.1f} s", flush=True)
            if (work / name / "graph.ttl").read_bytes() != (
                work / f"{name}-again" / "graph.ttl"
            ).read_bytes():
                failures.append(f"{name}: two builds of the same pages differ")
            layers = score(work / name / "graph.ttl", corpus, gold, work / f"{name}.json")
            for layer, floor in floors[name].items():
                reached = layers[LAYERS.get(layer, layer)]["f1"]
                if reached < floor:
                    failures.append(f"{name}: {layer} is {reached:.3f}, its floor is {floor:.3f}")
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"quality gate: {'passed' if not failures else 'FAILED'}")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
