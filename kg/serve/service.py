"""What a server serves, and with which limits: handed to everything that answers requests."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.graph import BASE
from kg.serve.frames import Limits
from kg.serve.pool import Evaluators


@dataclass(slots=True)
class Service:
    """What a server serves: the folder of a store, the base of its nodes, and how much a request may cost."""

    store: Path
    base: str = BASE
    limits: Limits = field(default_factory=Limits)
    writable: bool = False
    loopback: bool = True
    evaluators: Evaluators = field(init=False)

    def __post_init__(self) -> None:
        """Make the pool; its processes start with the server."""
        self.evaluators = Evaluators(self.store, self.limits, base=self.base, writable=self.writable)

    async def show(self, view: str, arguments: Mapping[str, Any]) -> Any:
        """Return what a view shows, as JSON read back; raises Refusal (404, 400, 422, 503).

        Example: `await service.show("explorer.search", {"q": "海关总署"})`.
        """
        return json.loads(await self.show_raw(view, arguments))

    async def show_raw(self, view: str, arguments: Mapping[str, Any]) -> bytes:
        """Return what a view shows as the bytes of its JSON, to be passed on as they are."""
        return (await self.evaluators.ask({"view": view, "arguments": dict(arguments)})).content
