"""IRIs as pure functions of content: two runs, two machines and two shards give the same nodes.

Every IRI is ASCII; what is not is percent-encoded as UTF-8.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from urllib.parse import quote

from pyoxigraph import NamedNode

BASE = "https://w3id.org/jingwei/id/"
"""The base of every node that is not a term, unless the build is told another."""

KINDS: tuple[str, ...] = (
    "page", "organization", "person", "place", "policy", "event", "post", "statement", "quotation", "statistic",
    "period", "day", "unit", "indicator", "dataset", "run", "graph",
)  # fmt: skip
"""First path segments below the base: one for each kind of node, and one prefix for each in Turtle."""

_UNIT_NAMES = {"%": "percent", "pp": "percentage-point", "倍": "times", "": "one"}
_BASE_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`#\x00-\x20\x7f-\U0010ffff]*/""")
_FACT_DIGITS = 20
_NAME_DIGITS = 16


def digest(parts: Iterable[object], digits: int = _FACT_DIGITS) -> str:
    """Hash of a sequence of values, the same on every machine; None and "" differ, and so do ("ab",) and ("a", "b").

    Example: `digest(["部长", None])` is 20 hex digits.
    """
    # Every value goes in with its length, so no two sequences can run together.
    joined = "".join("-" if part is None else f"{len(str(part))}:{part}" for part in parts)
    return sha256(joined.encode("utf-8")).hexdigest()[:digits]


def normal_label(label: str) -> str:
    """Return the form of an indicator's label that its identity is taken from, and that is written as its label.

    Example: ＧＤＰ　总量 → GDP 总量.
    """
    return " ".join(unicodedata.normalize("NFKC", label).split())


class Identifiers:
    """The IRIs of a graph with one base.

    Example: `Identifiers().entity("place/320000")` is `<https://w3id.org/jingwei/id/place/320000>` (江苏省).
    """

    def __init__(self, base: str = BASE):
        """Take an absolute base IRI that ends in `/`; raise ValueError for anything else."""
        if not _BASE_IRI.fullmatch(base):
            raise ValueError(f"base IRI {base!r} is not an absolute ASCII IRI without '#' that ends in '/'")
        self.base = base

    def entity(self, key: str) -> NamedNode:
        """Node of an entity by its key: `organization/3f2a…`."""
        return NamedNode(self.base + quote(key, safe="/-._~"))

    def page(self, sha: str) -> NamedNode:
        """Node of a page by the SHA-256 of its bytes; its statements live in the named graph of the same IRI."""
        return NamedNode(f"{self.base}page/{sha}")

    def article(self, sha: str, index: int) -> NamedNode:
        """Node of the article `index` (1, 2, …) of a page."""
        return NamedNode(f"{self.base}page/{sha}/a{index}")

    def span(self, sha: str, begin: int, end: int) -> NamedNode:
        """Node of the characters `begin` to `end` of a page (RFC 5147): a mention, a sentence, a number."""
        return NamedNode(f"{self.base}page/{sha}#char={begin},{end}")

    def fact(self, kind: str, sha: str, *content: object) -> NamedNode:
        """Node of a post, statement, quotation or statistic: equal content on one page is one node."""
        return NamedNode(f"{self.base}{kind}/{digest((sha, *content))}")

    def period(self, start: date, end: date) -> NamedNode:
        """Node of a closed interval of days: `period/2025-01-01--2025-12-31` (2025年)."""
        return NamedNode(f"{self.base}period/{start.isoformat()}--{end.isoformat()}")

    def day(self, date: date) -> NamedNode:
        """Node of a day as an instant of OWL-Time: `day/2025-01-01`."""
        return NamedNode(f"{self.base}day/{date.isoformat()}")

    def unit(self, notation: str) -> NamedNode:
        """Node of a unit by its notation: `unit/CNY`, `unit/percent`, `unit/%E8%BE%86` (辆)."""
        name = _UNIT_NAMES.get(notation) or quote(unicodedata.normalize("NFKC", notation), safe="-._~")
        return NamedNode(f"{self.base}unit/{name}")

    def indicator(self, label: str, key: str | None = None) -> NamedNode:
        """Node of an indicator by its seed key, else by its normalised label: 进出口总值."""
        if key is not None:
            return self.entity(key)
        return NamedNode(f"{self.base}indicator/{digest([normal_label(label)], _NAME_DIGITS)}")

    def figures(self) -> NamedNode:
        """The one data set of all figures."""
        return NamedNode(f"{self.base}dataset/figures")

    def run(self, content: Iterable[object]) -> NamedNode:
        """Node of a run by the hash of its version, parameters and models."""
        return NamedNode(f"{self.base}run/{digest(content, _NAME_DIGITS)}")

    def seeds_graph(self) -> NamedNode:
        """The named graph of what the seeds know of the entities that pages use."""
        return NamedNode(f"{self.base}graph/seeds")

    def runs_graph(self) -> NamedNode:
        """The named graph that describes the runs."""
        return NamedNode(f"{self.base}graph/runs")
