"""What is known of a page from outside its text: `NAME.meta.json` beside it, or the fields of a JSON record."""

import json
from collections.abc import Mapping
from pathlib import Path

from kg.read.dates.written import parse_date
from kg.read.formats.encodings import EncodingProblem, decode
from kg.read.formats.text import without_surrogates
from kg.records import Metadata

SUFFIX = ".meta.json"
_FIELDS = {
    "headline": ("headline", "title"),
    "published": ("datePublished", "date", "published", "pubDate", "pub_date", "publishDate"),
    "publisher": ("publisher", "source"),
    "url": ("url", "link"),
}


def metadata_of(record: Mapping[str, object]) -> tuple[Metadata, list[str]]:
    """Read headline, date, publisher and url from a JSON object; the second part says what could not be used.

    Example: `{"headline": "…", "datePublished": "2026-01-04", "publisher": "新华社"}`.
    """
    found: dict[str, str | None] = {}
    complaints = []
    for field, names in _FIELDS.items():
        value = next((record[name] for name in names if record.get(name) not in (None, "")), None)
        if isinstance(value, Mapping):  # schema.org writes {"@type": "Organization", "name": "新华社"}
            value = value.get("name")
        if value is not None and not isinstance(value, str):
            complaints.append(f"{field} is {value!r}, not text")
            value = None
        found[field] = without_surrogates(value).strip() or None if value else None
    written = found["published"]
    published = parse_date(written) if written else None
    if written and not published:
        complaints.append(f"the date {written!r} is not a date such as 2026-01-14")
    return Metadata(found["headline"], published, found["publisher"], found["url"]), complaints


def side_file(page: Path) -> tuple[Metadata, list[str]]:
    """Read `NAME.meta.json` beside `NAME.txt`; without such a file the metadata is empty.

    The second part says, one sentence each, what in it could not be used.
    """
    path = page.with_name(page.stem + SUFFIX)
    if not path.is_file():
        return Metadata(), []
    try:
        record = json.loads(decode(path.read_bytes()))
    except OSError as error:
        return Metadata(), [f"{path.name} cannot be read: {error.strerror or error}"]
    except EncodingProblem as error:
        return Metadata(), [f"{path.name}: {error}"]
    except (json.JSONDecodeError, RecursionError) as error:
        return Metadata(), [f"{path.name} is not JSON: {error}"]
    if not isinstance(record, dict):
        return Metadata(), [f"{path.name} holds no JSON object with headline, datePublished, publisher, url"]
    metadata, complaints = metadata_of(record)
    return metadata, [f"{path.name}: {complaint}" for complaint in complaints]
