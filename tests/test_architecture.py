"""The house keeps its order: imports point down only, inside functions too; records know nothing."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LAYERS = [
    "errors",
    "records",
    "resources",
    "knowledge",
    "read",
    "language",
    "extract",
    "resolve",
    "graph",
    "publish",
    "serve",
    "pipeline",
    "cli",
]
"""Lowest first. A module may import from its own room and from lower ones."""

MODULES = sorted((ROOT / "kg").rglob("*.py"))
LONGEST_FILE = 450
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}


def room(path: Path) -> str:
    parts = path.relative_to(ROOT / "kg").parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        rooms |= {name.split(".")[1] for name in names if name.startswith("kg.")}
    return rooms


def test_there_are_modules():
    assert len(MODULES) > 60


def test_imports_point_down_only():
    wrong = []
    for path in MODULES:
        own = room(path)
        if own in ("__init__", "__main__"):
            continue
        assert own in LAYERS, f"{path.name}: room {own!r} has no place in the order"
        wrong += [
            f"{path.relative_to(ROOT)} imports {other}"
            for other in imported(path)
            if other in LAYERS and LAYERS.index(other) > LAYERS.index(own)
        ]
    assert wrong == []


def test_records_import_nothing_of_the_project():
    assert all(imported(path) <= {"records"} for path in MODULES if room(path) == "records")


def test_only_graph_publish_serve_and_above_know_rdf():
    for path in MODULES:
        if room(path) in LAYERS[: LAYERS.index("graph")]:
            assert not any(
                word in path.read_text(encoding="utf-8")
                for word in ("pyoxigraph", "import rdflib", "from rdflib")
            ), path


def test_no_drawers_and_no_giants():
    assert not [p for p in MODULES if p.stem in DRAWERS]
    assert not [str(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]
