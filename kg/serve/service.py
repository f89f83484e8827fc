"""What a server serves, and with which limits: handed to everything that answers requests."""

from dataclasses import dataclass, field
from pathlib import Path

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
        self.evaluators = Evaluators(self.store, self.limits, writable=self.writable)
