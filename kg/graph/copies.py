"""A file that holds the same statements as a store's database, and the proof that it still does.

A build writes all statements as sorted lines beside its database. Reading them there is many times as fast as reading
them from the database, where every term of every statement is looked up on its own. A note in the database's folder says
which file it is, and in which state the database was: the note counts only while neither has changed.
"""

import json
import zlib
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from kg.errors import writing

_NOTE = "copy.json"
_BLOCK = 1 << 20
_OLD_LOGS = 1 << 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of sorted N-Quads: its name, size in bytes and CRC-32."""

    name: str
    size: int
    checksum: int

    @classmethod
    def of(cls, path: Path) -> "Copy":
        """Return the description of a file as it is now."""
        with path.open("rb") as file:
            return cls(path.name, path.stat().st_size, _checksum(file))

    def open(self, folder: Path) -> BinaryIO | None:
        """Return the file, open for reading, None when it is gone or holds other bytes by now."""
        path = folder / self.name
        try:
            file = path.open("rb")
        except OSError:
            return None
        if path.stat().st_size != self.size or _checksum(file) != self.checksum:
            file.close()
            return None
        file.seek(0)
        return file


def state(database: Path) -> str:
    """Return a hash of what the files of a database say about it: equal while nothing has been written.

    RocksDB never changes a table, appends every change to a log, and writes down in its manifest which tables count; so
    the manifest's bytes with the names and sizes of tables and logs stand for the contents. Empty when there is no
    database, or another process is exchanging its files.
    """
    try:
        found = sha256((database / (database / "CURRENT").read_text(encoding="utf-8").strip()).read_bytes())
        found.update((database / "IDENTITY").read_bytes())
        for path in sorted(database.iterdir()):
            if path.suffix in {".sst", ".log"}:
                found.update(f"{path.name} {path.stat().st_size}\n".encode())
    except FileNotFoundError:
        return ""
    return found.hexdigest()


def write_note(database: Path, copy: Copy) -> None:
    """Note that `copy`, in the folder above, holds what a closed database holds now."""
    part = database / f"{_NOTE}.part"
    with writing(part):
        part.write_text(json.dumps({"state": state(database), **asdict(copy)}) + "\n", encoding="utf-8")
    part.replace(database / _NOTE)


def read_note(database: Path, now: str) -> Copy | None:
    """Return the copy that is noted for a database in the state `now`, None when there is none or it is out of date."""
    try:
        found = json.loads((database / _NOTE).read_text(encoding="utf-8"))
        if not now or found.pop("state") != now:
            return None
        return Copy(**found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # No note, or none of ours: the database itself is read.
        return None


def drop_old_logs(database: Path) -> None:
    """Open a closed database once more: only then does it delete the logs of what lies in its tables by now.

    After a build of a thousand pages they are four fifths of its folder.
    """
    if sum(log.stat().st_size for log in database.glob("*.log")) > _OLD_LOGS:
        try:
            Store(str(database))
        except OSError:
            # Another process has opened it since, and deletes them.
            return


def _checksum(file: BinaryIO) -> int:
    checksum = 0
    while block := file.read(_BLOCK):
        checksum = zlib.crc32(block, checksum)
    return checksum
