"""What axe-core says of a page in the browser: `assert_accessible(page)` for the tests of the one file and of the server's pages."""

from typing import Any

import pytest

GRAVE = ("serious", "critical")
"""The impacts, as axe-core calls them, that keep somebody from using a page."""

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def faults(page: Any, context: str | None = None) -> list[str]:
    """Return the grave faults of the page as it stands now, one line an element: rule, what is wrong, which element.

    `context` is a CSS selector of the part to look at; the whole page without it.
    """
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-core is not installed (pip install axe-playwright-python)",
    )
    found = axe.Axe().run(page, context=context, options=OPTIONS).response["violations"]
    return [
        f"{v['impact']} {v['id']}: {v['help']} at {' '.join(map(str, n['target']))} {n['html'][:160]} ({(n.get('failureSummary') or '')[:300]})"
        for v in found
        if v["impact"] in GRAVE
        for n in v["nodes"]
    ]


def assert_accessible(page: Any, context: str | None = None) -> None:
    """Fail with every grave fault that axe-core finds on the page as it stands now (theme, language, open panels)."""
    found = faults(page, context)
    assert not found, "\n".join(found)
