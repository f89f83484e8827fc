"""What can be wrong with facts on their way into the graph."""

from kg.errors import JingweiError


class GraphError(JingweiError, ValueError):
    """Facts that the graph contract does not allow; the message says what, and where on which page."""


class EvidenceError(GraphError):
    """A quote that does not stand at its offsets, or a fact without evidence: such a fact must not exist."""


class IdentityError(GraphError):
    """A fact speaks of a mention that no entity stands behind."""


class StoreError(GraphError):
    """A store that cannot be opened or changed, and why."""
