"""Gold annotations: load them with the text of their page, find their mentions, compare phrases.

The format is that of the annotation guideline; `seeds/samples/gold` holds examples.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SCORED_TYPES = ("Organization", "Person", "Place", "Policy")
"""Events are annotated, but do not count in the figures."""

_IGNORED = re.compile(r"[\s《》“”\"'‘’「」,，。:：;；!！?？、()（）·\-—]")
_DIVISION_SUFFIX = re.compile(r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$")


@dataclass(frozen=True, slots=True)
class Span:
    """One gold mention: `text[begin:end]` names the entity `entity` (its id in the file)."""

    begin: int
    end: int
    entity: str


@dataclass(frozen=True)
class GoldPage:
    """One annotated page: the file's content and the text that its offsets count in."""

    data: dict[str, Any]
    text: str

    @property
    def file(self) -> str:
        """Name of the page's file: `01_newspaper_marked.txt`."""
        return str(self.data["file"])

    @cached_property
    def entities(self) -> dict[str, dict[str, Any]]:
        """Entities by id."""
        return {entity["id"]: entity for entity in self.data["entities"]}

    @cached_property
    def spans(self) -> list[Span]:
        """All mentions of the page, in order."""
        return find_mentions(self.text, self.data["entities"])

    def name(self, entity: str | None) -> str:
        """Name of an entity by id, for messages."""
        return str(self.entities[entity]["name"]) if entity in self.entities else str(entity)

    def place_of(self, statistic: dict[str, Any]) -> tuple[int, int]:
        """Offsets of a statistic's number: its `text` inside its `context`, which is unique in the page."""
        begin = self.text.index(statistic["context"]) + statistic["context"].index(statistic["text"])
        return begin, begin + len(statistic["text"])


def gold_files(folder: Path) -> list[Path]:
    """The annotation files of a folder, in order. Raises FileNotFoundError when there is none."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise FileNotFoundError(f"no gold file (*.json) in {folder}")
    return files


def page_text(data: dict[str, Any], corpus: Path, in_graph: str | None = None) -> str:
    """Decoded text of the page a gold file describes, every line end one `\\n`.

    `NAME.jsonl#ID` is a line of a JSONL file. A page that is no plain text (HTML) has the text that the graph holds as
    `nif:isString`. Raises ValueError when the graph holds none.
    """
    name, _, record = str(data["file"]).partition("#")
    path = corpus / name
    if path.suffix in (".txt", ".md"):
        return path.read_text(encoding=str(data.get("encoding", "utf-8")))
    if record:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return next(str(line["text"]) for line in lines if line["id"] == record)
    if in_graph is None:
        raise ValueError(
            f"{path.name} is scored on its extracted text, but the graph holds no nif:isString of it"
        )
    return in_graph


def surfaces(entity: dict[str, Any]) -> list[tuple[str, str | None]]:
    """`(surface, context)` of an entity; the context, if any, points at one occurrence."""
    return [(s, None) if isinstance(s, str) else (s["text"], s["context"]) for s in entity["surfaces"]]


def find_mentions(text: str, entities: Iterable[dict[str, Any]]) -> list[Span]:
    """All occurrences of all surfaces: longest first, then leftmost, none inside another.

    Example: inside 江苏省港口集团 there is no mention of 江苏省.
    """
    found: list[Span] = []
    for entity in entities:
        for surface, context in surfaces(entity):
            if context is not None:
                begins = [text.index(context) + context.index(surface)]
            else:
                begins = [m.start() for m in re.finditer(f"(?={re.escape(surface)})", text)]
            found += [Span(b, b + len(surface), entity["id"]) for b in begins]
    found.sort(key=lambda s: (s.begin - s.end, s.begin))
    taken = bytearray(len(text))
    kept = []
    for span in found:
        if not any(taken[span.begin : span.end]):
            taken[span.begin : span.end] = b"\1" * (span.end - span.begin)
            kept.append(span)
    return sorted(kept, key=lambda s: s.begin)


def plain(phrase: str | None) -> str:
    """A phrase without blanks and marks, compatibility forms unified: 《办 法》（试行） gives 办法试行."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", phrase or "")).lower()


def similarity(one: str, other: str) -> float:
    """Dice similarity of the character pairs of two phrases: 1.0 when equal, 0.0 without a common pair."""
    a, b = plain(one), plain(other)
    if a == b:
        return 1.0
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))


def _pairs(phrase: str) -> set[str]:
    return {phrase[i : i + 2] for i in range(len(phrase) - 1)} or {phrase}


def area_key(name: str | None) -> str:
    """Areas compare without the suffix of their division: 北京市 equals 北京."""
    return _DIVISION_SUFFIX.sub("", plain(name))


def load_json(path: Path) -> dict[str, Any]:
    """Content of a gold file."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
