"""What a validation says: one record for each thing that a shape does not allow."""

from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.graph.errors import GraphError


class ValidationError(GraphError):
    """Validation cannot run at all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a shape does not allow.

    `page` is the IRI of a named graph that says it (a page, the seeds, the runs), `path` the property in question,
    `shape` the IRI of the shape, `constraint` which of its rules (`minCount`, `class`, `sparql`, …, as SHACL calls
    them), `severity` `Violation`, `Warning` or `Info`; the message is in two languages. `term`
    is the value as RDF.

    Example: a post without a title is a finding of `shape:Post`, `minCount` of `kg:postTitle`, 职务须有一个中文名称。
    """

    severity: str
    shape: str
    constraint: str
    node: str
    page: str | None
    path: str | None
    value: str | None
    message: str
    message_zh: str
    term: NamedNode | BlankNode | Literal | None = field(default=None, repr=False)

    def key(self) -> tuple[str, ...]:
        """What findings are sorted by: violations first, then by shape, property and node."""
        rank = {"Violation": "0", "Warning": "1"}.get(self.severity, "2")
        return (
            rank,
            self.shape,
            self.path or "",
            self.constraint,
            self.node,
            self.value or "",
            self.page or "",
            self.message,
        )
