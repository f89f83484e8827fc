"""Where the data folders `seeds/` and `ontology/` lie: inside the installed package, or beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the data folder `name` ("seeds" or "ontology").

    Raises FileNotFoundError when neither the package nor the checkout has it.

    Example: `folder("seeds") / "places" / "divisions.tsv"` is the table with 江苏省.
    """
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"data folder {name!r} is missing: neither {_PACKAGE / 'data' / name} nor {_PACKAGE.parent / name} exists"
    )
