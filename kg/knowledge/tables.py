"""Reading the tables of `seeds/`: tab-separated text with a header line, `#` comments, and `|` between several values."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.resources import folder

Row = dict[str, str]


def read_table(path: Path) -> Iterator[Row]:
    """Yield the rows of a seed table as column → text.

    Raises ValueError with file and line when a row has more fields than the header.

    Example: the row 320000⇥江苏省⇥江苏 under key⇥name⇥short gives `{"key": "320000", "name": "江苏省", "short": "江苏"}`.
    """
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = fields
            continue
        if len(fields) > len(header):
            raise ValueError(
                f"{path.name} line {number}: {len(fields)} fields under a header of {len(header)}"
            )
        yield dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=True))


def values(cell: str) -> tuple[str, ...]:
    """Split a cell of several values: 科技部|国家科委 → ("科技部", "国家科委")."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def fingerprint() -> str:
    """Return 16 hex digits that change when any seed table does, the samples aside: results depend on all of them."""
    digest = sha256()
    seeds = folder("seeds")
    for path in sorted(seeds.rglob("*.tsv")):
        digest.update(path.relative_to(seeds).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def words(name: str) -> tuple[str, ...]:
    """First column of the word list `seeds/words/NAME.tsv`, longest first, for use in patterns.

    Example: `words("titles")` begins with the long ones and holds 部长.
    """
    table = read_table(folder("seeds") / "words" / f"{name}.tsv")
    return tuple(sorted({next(iter(row.values())) for row in table}, key=lambda w: (-len(w), w)))


@cache
def name_words(role: str) -> frozenset[str]:
    """Return the words of `seeds/words/name_words.tsv` that play a part in telling where a name begins and ends.

    Raises KeyError for a role that the table does not have. Example: `name_words("opener")` holds 国家.
    """
    roles: dict[str, set[str]] = {}
    for row in read_table(folder("seeds") / "words" / "name_words.tsv"):
        roles.setdefault(row["role"], set()).add(row["word"])
    return frozenset(roles[role])


@cache
def transcribing(names: str) -> frozenset[str]:
    """Return the characters that transcribe `names` of a kind, "foreign" or "minority".

    Raises KeyError for another kind. Example: `transcribing("foreign")` holds 斯.
    """
    table = read_table(folder("seeds") / "words" / "transcription_characters.tsv")
    return frozenset(row["character"] for row in table if row[names])
