"""`python -m gold GRAPH CORPUS_DIR GOLD_DIR [--errors] [--floors SET]`: print the scores; 1 when one lies below its floor."""

import argparse
import json
import sys
from pathlib import Path

from gold.scoring import below, report, score


def main() -> int:
    """Score a graph file from the command line."""
    parser = argparse.ArgumentParser(prog="gold", description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was invented")
    parser.add_argument("--floors", metavar="SET", help="a set of floors.json that every layer must reach")
    args = parser.parse_args()
    scores = score(args.graph, args.corpus, args.gold)
    print(report(scores, errors=args.errors))
    floors = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
    low = below(scores, floors[args.floors]) if args.floors else []
    for sentence in low:
        print(sentence, file=sys.stderr)
    return bool(low)


if __name__ == "__main__":
    sys.exit(main())
