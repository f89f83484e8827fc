"""The pairs of `seeds/samples/homonyms`: read, understood, and judged one by one in a store of their own."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from spacy.language import Language

from kg.graph import GraphStore, Run, page_quads, seed_quads, used_keys
from kg.graph.profiles import profiles
from kg.pipeline import understand
from kg.read import read
from kg.records import EntityType, Page, PageFacts
from kg.resolve.linking import propose
from kg.resources import folder

PAIRS = folder("seeds") / "samples" / "homonyms" / "pairs.jsonl"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program says of one pair: whether both are one node, and whether that is proposed."""

    name: str
    why: str
    same: bool
    one_node: bool
    proposed: bool
    found: bool

    @property
    def joined(self) -> bool:
        return self.one_node or self.proposed


def load_pairs() -> list[dict]:
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def judge(pair: dict, nlp: Language, folder: Path, *, link: bool = True) -> Verdict:
    """Build both sides of a pair into one store and look for the person."""
    facts = [
        _understood(pair[side], f"{sha256(pair[side]['text'].encode()).hexdigest()[:12]}.txt", nlp, folder)
        for side in ("left", "right")
    ]
    keys = [
        {e.key for e in page.entities if e.type is EntityType.PERSON and e.label == pair["name"]}
        for page in facts
    ]
    found, one = all(len(k) == 1 for k in keys), keys[0] == keys[1] and bool(keys[0])
    proposed = False
    if link and found and not one:
        with GraphStore.in_memory() as store:
            for page in facts:
                store.add(page_quads(page, Run("test")) + seed_quads(used_keys(page)))
            proposed = any({p.left.key, p.right.key} == keys[0] | keys[1] for p in propose(profiles(store)))
    return Verdict(pair["name"], pair["why"], pair["same"], one, proposed, found)


def _understood(side: dict, name: str, nlp: Language, folder: Path) -> PageFacts:
    path = folder / name
    path.write_text(side["text"], encoding="utf-8")
    path.with_name(path.stem + ".meta.json").write_text(
        json.dumps({"datePublished": side["date"]}), encoding="utf-8"
    )
    (page,) = [item for item in read([path]) if isinstance(item, Page)]
    return understand(page, nlp)
