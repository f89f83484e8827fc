"""The notebooks run from top to bottom, and keep no outputs in the repository."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_the_tours_are_there():
    assert [path.stem for path in NOTEBOOKS] == ["01_first_graph", "02_questions_and_figures"]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear the outputs before committing"
    NotebookClient(
        notebook, timeout=240, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("副部长" in str(output) or "<table>" in str(output) for output in outputs)
    if path.stem == "01_first_graph":
        assert any("<iframe" in str(output) for output in outputs)
