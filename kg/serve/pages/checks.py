"""The page of the checks: every finding with the quotes it speaks of, side by side."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI, Request, Response

from kg.graph.checks import RULES, Severity
from kg.graph.copies import state
from kg.serve.frames import Refusal
from kg.serve.index.findings import FINDINGS
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


class _Search:
    """The findings of the store as it is: kept in a file, and sought again, by a process of its own, when it has changed."""

    def __init__(self, service: Service):
        self._service = service
        self._folder: TemporaryDirectory[str] | None = None
        self._task: asyncio.Task[None] | None = None
        self.progress: tuple[int, int, int] | None = None

    def _file(self) -> Path:
        beside = self._service.store.parent
        if os.access(beside, os.W_OK):
            return beside / FINDINGS
        self._folder = self._folder or TemporaryDirectory(prefix="jingwei-")
        return Path(self._folder.name) / FINDINGS

    async def findings(self, asked: dict[str, Any]) -> Json | None:
        """Return what is asked for of the findings, with `current`; None while there are none yet.

        Raises Refusal (503) when they cannot be sought.
        """
        found = await self._kept(asked)
        if found is None or not found["current"]:
            # Visitors at the same time wait for one search; whoever comes back first makes room for the next.
            task = self._task = self._task or asyncio.create_task(self._seek())
            await asyncio.wait([task], timeout=_PATIENCE if found is None else 0.5)
            if task.done():
                self._task = None if self._task is task else self._task
                task.result()
                found = await self._kept(asked)
        return found

    async def _kept(self, asked: dict[str, Any]) -> Json | None:
        found: Json | None = await self._service.show("page.findings", asked | {"kept": str(self._file())})
        return found and found | {"current": found["state"] == state(self._service.store)}

    async def _seek(self) -> None:
        module, service = "kg.serve.index.findings", self._service
        command = [sys.executable, "-m", module, str(service.store), service.base, str(self._file())]
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
        if process.stdout is None:
            raise TypeError("a search has a pipe")
        try:
            async for line in process.stdout:
                figures, done, steps = json.loads(line)
                self.progress = (figures, done, steps)
            _, said = await process.communicate()
        finally:
            self.progress = None
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            reason = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise Refusal(503, f"{reason[:1].upper()}{reason[1:500]}.")


def add_checks(app: FastAPI, service: Service) -> None:
    """Add `/checks`."""
    search = _Search(service)

    @app.api_route("/checks", methods=["GET", "HEAD"])
    async def checks(request: Request) -> Response:
        severity, rule = request.query_params.get("severity", ""), request.query_params.get("rule", "")
        rules = {one.name: one for one in RULES}
        if severity and severity not in _NAMES:
            raise Refusal(400, f"No finding is called {severity[:40]!r}; known: {', '.join(_NAMES)}.")
        if rule and rule not in rules:
            raise Refusal(400, f"No rule is called {rule[:40]!r}; known: {', '.join(rules)}.")
        number = page_number(request.query_params)
        chosen = {"severity": severity, "rule": rule, "first": (number - 1) * _LISTED, "size": _LISTED}
        found = await search.findings(chosen)
        if found is None:
            headers = {"Refresh": "3"}
            return page("checking.html", request, headers=headers, here="checks", progress=search.progress)
        t = Tongue(language_of(request))
        counted = Counter[str]()
        counts = Counter[str]()
        for name, kind, n in found["counts"]:
            counted[name] += n
            counts[kind] += n if not rule or name == rule else 0
        return page(
            "checks.html",
            request,
            headers=None if found["current"] else {"Refresh": "5"},
            here="checks",
            found=found,
            progress=search.progress,
            rows=[in_words(row, t) for row in found["rows"]],
            counts=counts,
            severities=_NAMES,
            severity=severity,
            rules=[(one.name, t.pick(one.chinese, one.english), counted[one.name]) for one in RULES if counted[one.name] or one.name == rule],
            rule=rule,
            sheet=Sheet(number, _LISTED, counts[severity] if severity else counts.total()),
        )  # fmt: skip
