"""N-Quads that are the same on every run: canonical lines, sorted."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad


def write_nquads(quads: Iterable[Quad], path: Path) -> int:
    """Write quads as sorted canonical N-Quads to `path`, each once, and return how many lines there are.

    Raises OSError when `path` is unwritable.

    Example: the label 江苏省 gives a line that ends in `"江苏省"@zh <https://w3id.org/jingwei/id/graph/seeds> .`
    """
    lines = sorted({f"{quad} .\n" for quad in quads})
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
    return len(lines)
