"""Fetching a model, with pip replaced: checks, errors, nothing half done."""

import hashlib
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.language import models

FILES = {
    "pkuseg/models/default/features.pkl": b"features",
    "pkuseg/models/default/weights.npz": b"weights",
    "pkuseg/x.py": b"x",
}


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("JINGWEI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Let pip "download" a small wheel whose hash is the pinned one; returns the commands it was given."""
    wheel = tmp_path / "made.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        target = Path(command[command.index("--dest") + 1]) / "pkuseg-0.0.25-cp37.whl"
        target.write_bytes(wheel.read_bytes())
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    source = replace(models.SOURCES["pkuseg"], sha256=hashlib.sha256(wheel.read_bytes()).hexdigest())
    monkeypatch.setattr(models, "SOURCES", {"pkuseg": source})
    return commands


def failing(stderr: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda command, **_: subprocess.CompletedProcess(command, 1, "", stderr)


def test_a_model_is_fetched_once_and_found(data: Path, pip: list[list[str]]) -> None:
    said: list[str] = []
    folder = models.get("pkuseg", say=said.append)
    assert folder == data / "models" / "pkuseg" == models.path("pkuseg")
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {
        "features.pkl": b"features",
        "weights.npz": b"weights",
    }
    assert [f.name for f in folder.parent.iterdir()] == ["pkuseg"]
    assert "pkuseg==0.0.25" in pip[0]
    assert not any("://" in word for word in pip[0])
    models.get("pkuseg", say=said.append)
    assert len(pip) == 1
    assert [s.split()[0] for s in said] == ["fetching", "the", "the"]
    assert "already" in said[-1]


def test_a_model_can_go_elsewhere(data: Path, pip: list[list[str]], tmp_path: Path) -> None:
    assert models.get("pkuseg", tmp_path / "elsewhere") == tmp_path / "elsewhere" / "pkuseg"
    assert not data.exists()


def test_an_incomplete_folder_is_replaced(data: Path, pip: list[list[str]]) -> None:
    (data / "models" / "pkuseg").mkdir(parents=True)
    (data / "models" / "pkuseg" / "features.pkl").write_bytes(b"half")
    with pytest.raises(models.ModelError, match="is not in"):
        models.path("pkuseg")
    assert (models.get("pkuseg") / "features.pkl").read_bytes() == b"features"


def test_a_wheel_with_another_hash_is_not_used(
    data: Path, pip: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "SOURCES", {"pkuseg": replace(models.SOURCES["pkuseg"], sha256="0" * 64)})
    with pytest.raises(models.ModelError, match=r"has SHA-256 .* not 0000"):
        models.get("pkuseg")
    assert list((data / "models").iterdir()) == []


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        (
            "WARNING: retrying\nERROR: No matching distribution found for pkuseg==0.0.25\n",
            "No matching distribution found",
        ),
        ("/usr/bin/python: No module named pip\n", "No module named pip"),
        ("", "pip gave no reason"),
    ],
)
def test_without_the_index_there_is_one_clear_sentence(
    data: Path, monkeypatch: pytest.MonkeyPatch, stderr: str, reason: str
) -> None:
    monkeypatch.setattr(subprocess, "run", failing(stderr))
    with pytest.raises(
        models.ModelError, match=f"could not fetch the wheel of pkuseg 0.0.25: .*{reason}"
    ) as error:
        models.get("pkuseg")
    assert "\n" not in str(error.value)
    assert list((data / "models").iterdir()) == []


def test_an_unwritable_folder_is_named(pip: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(models.ModelError, match=r"cannot write the model 'pkuseg' to .*file"):
        models.get("pkuseg", tmp_path / "file")


def test_an_unknown_model_is_named() -> None:
    for ask in (models.get, models.path):
        with pytest.raises(models.ModelError, match="no model 'bert'; known models: pkuseg"):
            ask("bert")


def test_the_data_folder_follows_the_platform() -> None:
    folder = models.data_folder
    assert folder({"JINGWEI_DATA": "/srv/kg", "XDG_DATA_HOME": "/x"}, "linux") == Path("/srv/kg")
    assert folder({"XDG_DATA_HOME": "/x"}, "linux") == Path("/x/jingwei")
    assert folder({}, "linux") == Path.home() / ".local/share/jingwei"
    assert folder({"XDG_DATA_HOME": "/x"}, "darwin") == Path.home() / "Library/Application Support/jingwei"
    assert folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local/jingwei")
    assert folder({}, "win32") == Path.home() / "AppData/Local/jingwei"
