"""The documentation is part of the program: every command is in both READMEs, and what they show exists."""

import re
from pathlib import Path

import pytest

from kg.cli.command import COMMANDS
from kg.graph.queries import names

ROOT = Path(__file__).resolve().parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_every_command_is_documented(path: Path) -> None:
    shown = set(re.findall(r"\bkg ([a-z]+)", path.read_text(encoding="utf-8")))
    assert set(COMMANDS) - {"pages"} <= shown


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_commands_and_queries_that_the_readme_shows_exist(path: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    commands = re.findall(
        r"^\$ kg ([a-z]+)(?: \S+)?(?: ([a-z]+(?:-[a-z]+)+))?", "".join(blocks), flags=re.MULTILINE
    )
    assert len(commands) >= 8
    assert {command for command, _ in commands} <= set(COMMANDS)
    assert {query for command, query in commands if command == "query" and query} <= set(names())


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert links and not [link for link in links if not (ROOT / link).exists()]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_no_blank_is_left_to_fill_in(path: Path) -> None:
    assert not re.search(r"DEMO_OUTPUT|QUALITY_TABLE|\bSPEED\b|TODO", path.read_text(encoding="utf-8"))
