"""The page of the checks: every finding with the quotes it speaks of, side by side."""

import asyncio
from collections import Counter
from typing import Any

from fastapi import FastAPI, Request, Response

from kg.graph.checks import RULES, Severity
from kg.serve.frames import Refusal
from kg.serve.pages.language import Tongue, language_of
from kg.serve.pages.paging import Sheet, page_number
from kg.serve.rendering import page
from kg.serve.service import Service

_LISTED = 40
_PATIENCE = 4.0
"""Seconds that a visitor waits for a check; then the page says that it is under way, and asks again by itself."""

_NAMES = tuple(severity.value for severity in Severity)

Json = dict[str, Any]


def in_words(finding: Json, t: Tongue) -> Json:
    """Return a finding with `words`, its message, and `held`, its rule, in the reader's language."""
    return finding | {
        "words": t.pick(finding["message_zh"], finding["message"]),
        "held": t.pick(finding["rule_zh"], finding["rule_en"]),
    }


class _Kept:
    """The findings of the store as it was last looked at; a build changes its files, and they are sought again."""

    def __init__(self, service: Service):
        self._service = service
        self._state: object = None
        self._search: asyncio.Task[Json] | None = None

    async def findings(self) -> Json | None:
        """Return the findings, None while a check of many figures is under way; raise Refusal when it was stopped."""
        state = self._now()
        if self._search is None or state != self._state:
            self._state = state
            self._search = asyncio.create_task(self._service.show("page.checks", {}))
        await asyncio.wait([self._search], timeout=_PATIENCE)
        if not self._search.done():
            return None
        search = self._search
        if self._service.writable or search.exception() is not None:
            self._search = None
        return search.result()

    def _now(self) -> object:
        """The files of the store, as the evaluators compare them."""
        files = (entry for entry in self._service.store.iterdir() if entry.name != "LOG")
        return sorted((entry.name, entry.stat().st_size) for entry in files)


def add_checks(app: FastAPI, service: Service) -> None:
    """Add `/checks`."""
    kept = _Kept(service)

    @app.api_route("/checks", methods=["GET", "HEAD"])
    async def checks(request: Request) -> Response:
        severity, rule = request.query_params.get("severity", ""), request.query_params.get("rule", "")
        rules = {one.name: one for one in RULES}
        if severity and severity not in _NAMES:
            raise Refusal(400, f"No finding is called {severity[:40]!r}; known: {', '.join(_NAMES)}.")
        if rule and rule not in rules:
            raise Refusal(400, f"No rule is called {rule[:40]!r}; known: {', '.join(rules)}.")
        number = page_number(request.query_params)
        found = await kept.findings()
        if found is None:
            return page("checking.html", request, here="checks", headers={"Refresh": "3"})
        t = Tongue(language_of(request))
        of_rule = [row for row in found["rows"] if not rule or row["rule"] == rule]
        rows = [row for row in of_rule if not severity or row["severity"] == severity]
        shown = rows[(number - 1) * _LISTED : number * _LISTED]
        counted = Counter(row["rule"] for row in found["rows"])
        return page(
            "checks.html",
            request,
            here="checks",
            found=found,
            rows=[in_words(row, t) for row in shown],
            counts=Counter(row["severity"] for row in of_rule),
            severities=_NAMES,
            severity=severity,
            rules=[(one.name, t.pick(one.chinese, one.english), counted[one.name]) for one in RULES if counted[one.name] or one.name == rule],
            rule=rule,
            sheet=Sheet(number, _LISTED, len(rows)),
        )  # fmt: skip
