"""The SPARQL 1.1 Protocol: what a request asks, and what it may not (https://www.w3.org/TR/sparql11-protocol/)."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from kg.serve.evaluator import Request as Evaluation
from kg.serve.frames import Refusal

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)

_PARAMETERS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """The parts of an HTTP request that the protocol speaks of; `media` is None when there is no body."""

    method: str
    parameters: str
    media: str | None
    body: bytes
    accept: str | None


def read_operation(message: Message, *, writable: bool) -> Evaluation | None:
    """Return the operation that a request asks for, None when it asks for none (then the service describes itself).

    Raises Refusal: 400 for a request that the protocol does not allow, 403 for an update of a read-only store, 415 for
    a body of another media type.

    Example: `GET ?query=ASK{}` is a query; `GET ?update=…` is refused, for an update is sent by POST.
    """
    values = _decoded(message.parameters, "the address")
    if message.method == "POST":
        values = _with_body(values, message)
        if not any(name in _PARAMETERS for name, _ in values):
            raise Refusal(400, "The request holds neither a query nor an update.")
    elif any(name == "update" for name, _ in values):
        raise Refusal(400, "An update is sent by POST, not in the address.")
    asked = [(name, value) for name, value in values if name in _PARAMETERS]
    if not asked:
        return None
    if len(asked) > 1:
        raise Refusal(400, "One query or one update at a time.")
    (kind, text), *_ = asked
    if kind == "update" and not writable:
        raise Refusal(403, "This store is read-only; `kg serve --writable` takes updates.")
    default, named = _PARAMETERS[kind]
    graphs = {"default": _graphs(values, default), "named": _graphs(values, named)}
    return {kind: text, "accept": message.accept, **graphs}


def _with_body(values: list[tuple[str, str]], message: Message) -> list[tuple[str, str]]:
    media = (message.media or "").partition(";")[0].strip().lower()
    if media == FORM:
        # The protocol sends all parameters in the body then, but clients put the graphs into the address.
        return values + _decoded(_text(message.body), "the body")
    if media in (QUERY, UPDATE):
        return [*values, ("query" if media == QUERY else "update", _text(message.body))]
    raise Refusal(415, f"A query is sent as {FORM}, {QUERY} or {UPDATE}.")


def _decoded(parameters: str, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            parameters, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1000
        )
    except UnicodeDecodeError:
        raise Refusal(400, f"A parameter in {where} is no UTF-8.") from None
    except ValueError:
        raise Refusal(400, f"There are too many parameters in {where}.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"The body is no UTF-8 at byte {error.start}.") from None


def _graphs(values: list[tuple[str, str]], parameter: str) -> list[str]:
    iris = [value for name, value in values if name == parameter]
    for iri in iris:
        try:
            NamedNode(iri)
        except ValueError:
            raise Refusal(400, f"{parameter} is no absolute IRI: {iri[:200]!r}.") from None
    return iris
