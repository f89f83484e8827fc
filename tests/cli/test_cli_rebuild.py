"""A folder whose pages another version or other settings made: `kg build` says so, and builds what it is given again."""

from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli.building import build


def run(*arguments: object) -> Result:
    done = CliRunner().invoke(build, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done


def test_pages_of_other_settings_are_named_and_built_again(tmp_path: Path):
    pages, out = tmp_path / "pages", tmp_path / "out"
    pages.mkdir()
    for name in ("甲", "乙"):
        (pages / f"{name}.txt").write_text(
            f"{name}省商务厅发布公告\n\n江苏省商务厅厅长顾明川表示，{name}项目本月开工。\n", encoding="utf-8"
        )
    run(pages, "-o", out, "--without-text")
    first = (out / "graph.nq").read_bytes()
    said = run(pages / "甲.txt", "-o", out).stderr
    assert "Pages: 1 replaced" in said
    assert f"1 pages of {out} were made by another version or with other settings (" in said
    assert "乙.txt first); `kg build` with their files builds them again." in said
    said = run(pages, "-o", out).stderr
    assert "Pages: 1 replaced, 1 unchanged" in said and "another version" not in said
    whole = (out / "graph.nq").read_bytes()
    assert whole != first
    said = run(pages, "-o", out).stderr
    assert "Pages: 2 unchanged" in said and (out / "graph.nq").read_bytes() == whole
    said = run(pages, "-o", out, "--rebuild").stderr
    assert "2 unchanged" in said and (out / "graph.nq").read_bytes() == whole
