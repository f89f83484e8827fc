"""Organizations: what the seeds know, names by their last word, departments after their body, firms beside a title."""

from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.organizations.bodies import bodies
from kg.extract.organizations.departments import departments, siblings, units
from kg.extract.organizations.employers import beside_titles, listed
from kg.extract.organizations.known import known
from kg.extract.organizations.suffixed import suffixed, trimmed
from kg.extract.words import Words

__all__ = ["organizations"]


def organizations(words: Words) -> Iterator[Candidate]:
    """Yield candidates for organizations in a document.

    Example: 工业和信息化部信息通信发展司 is one, 海州省航运集团 one by its suffix, 远航科技|董事长 one beside a title.
    """
    found = [*known(words), *suffixed(words), *bodies(words)]
    found += departments(words, found)
    yield from found
    yield from siblings(words, found)
    for alone in (*beside_titles(words), *units(words)):
        yield trimmed(words, alone)
    yield from listed(words)
