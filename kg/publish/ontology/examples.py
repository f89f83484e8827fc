"""Examples for the ontology's page, out of `ontology/example.ttl`: a made-up page and what Jingwei writes of it."""

import re
from functools import cache

from kg.publish.ontology.model import Term
from kg.resources import folder

_LINES = 9
_TYPES = re.compile(r"\S+ a ([^;.]*)")


def example(term: Term) -> str:
    """Return a few lines of Turtle that use a term, "" when there are none.

    Example: for `postTitle` it is a post with `kg:postTitle "副厅长"@zh` (a deputy head of an office).
    """
    name = f"kg:{term.name}"
    if term.kind == "class":
        below = (one.name for one in term.below)
        return next(filter(None, (_typed(kind) for kind in (name, *below))), "") or _members(term)
    return _used(name) or next(filter(None, (_used(one.name) for one in term.below)), "").replace(
        next((one.name for one in term.below), name), name
    )


@cache
def _blocks() -> tuple[tuple[str, ...], ...]:
    """The descriptions of the example and of the cube, line by line."""
    found = []
    for file in ("example.ttl", "cube.ttl"):
        text = (folder("ontology") / file).read_text(encoding="utf-8")
        kept = "\n".join(line for line in text.splitlines() if not line.startswith(("@", "#")))
        found += [tuple(block.strip().splitlines()) for block in re.split(r"\n\s*\n", kept) if block.strip()]
    return tuple(found)


def _typed(name: str) -> str:
    """The shortest description of a node of a class."""
    chosen = []
    for block in _blocks():
        match = _TYPES.match(block[0])
        if match and name in {kind.strip() for kind in match[1].split(",")}:
            chosen.append(block)
    return _shown(min(chosen, key=len)) if chosen else ""


def _used(name: str) -> str:
    """The first statement with a property, or about an individual, under its subject."""
    word = re.compile(rf"{re.escape(name)}(?![\w-])")
    for block in _blocks():
        for number, line in enumerate(block):
            if word.search(line):
                subject = block[0].split(" ", 1)[0]
                stated = line.strip() if number else line.split(" ", 1)[1]
                return f"{subject}\n    {stated.rstrip(' ;.')} ."
    return ""


def _members(term: Term) -> str:
    return "\n".join(f"{one.name} a kg:{term.name} ." for one in term.below)


def _shown(block: tuple[str, ...]) -> str:
    if len(block) <= _LINES:
        return "\n".join(block)
    return "\n".join((*block[:_LINES], "    …"))
