"""Stores to push to over HTTP: the Graph Store Protocol and SPARQL Update, with basic and digest authentication."""

import json
from collections.abc import Generator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from pyoxigraph import NamedNode

from kg.publish.push import PushError

_TIMEOUT = httpx.Timeout(30.0, read=300.0)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password; never written anywhere."""

    user: str
    password: str

    def __repr__(self) -> str:
        """Return a text without the password."""
        return f"Credentials({self.user!r}, …)"


class _AsAsked(httpx.Auth):
    """Answers what the server asks for, basic or digest: the password goes nowhere that did not ask."""

    def __init__(self, credentials: Credentials):
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            kind = httpx.DigestAuth if "digest" in asked else httpx.BasicAuth
            self._chosen = kind(self._credentials.user, self._credentials.password)
        yield from self._chosen.auth_flow(request)


class _Endpoint:
    """One address, and its answers as errors of one sentence."""

    def __init__(self, url: str, credentials: Credentials | None, *, query: str | None):
        """Take the address to write to and, where it is another one, the address to ask."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise PushError(f"{url!r} is no web address")
        if parts.username or parts.password:
            raise PushError(
                "user and password do not belong into the address; set JINGWEI_USER and JINGWEI_PASSWORD"
            )
        self.url, self.query, self._known = url, query, credentials is not None
        # No redirects: credentials and data go where the user said, and nowhere else.
        self._client = httpx.Client(
            timeout=_TIMEOUT, auth=_AsAsked(credentials) if credentials else None, follow_redirects=False
        )

    @property
    def name(self) -> str:
        """The address."""
        return self.url

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def send(
        self, method: str, url: str, *, allowed: tuple[int, ...] = (), **options: object
    ) -> httpx.Response:
        """Send a request; raise PushError for an answer that is no success and not among those allowed."""
        try:
            response = self._client.request(method, url, **options)  # type: ignore[arg-type]
        except httpx.TransportError as error:
            raise PushError(f"{url} cannot be reached: {str(error) or type(error).__name__}") from error
        if response.status_code in (401, 403) and response.status_code not in allowed:
            hint = (
                "refuses this user"
                if self._known
                else "asks for a user; set JINGWEI_USER and JINGWEI_PASSWORD"
            )
            raise PushError(f"{url} {hint} ({response.status_code})")
        if not response.is_success and response.status_code not in allowed:
            said = " ".join(response.text.split())[:200]
            raise PushError(
                f"{url} answered {response.status_code} {response.reason_phrase}{': ' if said else ''}{said}"
            )
        return response

    def asked(self, url: str, graph: NamedNode | None) -> int:
        """Return the number of statements of a graph by a SPARQL query."""
        pattern = "{ ?s ?p ?o }" if graph is None else f"{{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        query = f"SELECT (COUNT(*) AS ?n) WHERE {pattern}"
        response = self.send(
            "POST", url, data={"query": query}, headers={"Accept": "application/sparql-results+json"}
        )
        try:
            return int(response.json()["results"]["bindings"][0]["n"]["value"])
        except (json.JSONDecodeError, KeyError, IndexError, TypeError, ValueError) as error:
            raise PushError(f"{url} does not answer a query with a count") from error


class GraphStoreTarget(_Endpoint):
    """A SPARQL 1.1 Graph Store: `http://host/store`."""

    def __init__(self, url: str, credentials: Credentials | None = None, *, query: str | None = None):
        """Take the address of the graph store; with `query` the counts are asked there, else every graph is read again."""
        super().__init__(url, credentials, query=query)

    def put(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Replace a graph."""
        self._send("PUT", graph, lines)

    def add(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Add to a graph."""
        self._send("POST", graph, lines)

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        self.send("DELETE", self.url, params=_named(graph), allowed=(404,))

    def count(self, graph: NamedNode | None) -> int:
        """Return the number of statements of a graph."""
        if self.query is not None:
            return self.asked(self.query, graph)
        response = self.send(
            "GET", self.url, params=_named(graph), headers={"Accept": "application/n-triples"}, allowed=(404,)
        )
        return (
            0
            if response.status_code == 404
            else len(
                {line for line in response.content.split(b"\n") if line.strip() and not line.startswith(b"#")}
            )
        )

    def _send(self, method: str, graph: NamedNode | None, lines: list[bytes]) -> None:
        # N-Triples are Turtle, and some stores know only that.
        self.send(
            method,
            self.url,
            params=_named(graph),
            content=b"".join(lines),
            headers={"Content-Type": "text/turtle; charset=utf-8"},
        )


class UpdateTarget(_Endpoint):
    """A SPARQL 1.1 Update endpoint: `http://host/update`."""

    def __init__(self, url: str, credentials: Credentials | None = None, *, query: str | None = None):
        """Take the address for updates and the address for queries, the same if none is given."""
        super().__init__(url, credentials, query=query)

    def put(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Replace a graph, in one request."""
        self._update(f"CLEAR SILENT {f'GRAPH {graph}' if graph else 'DEFAULT'} ;\n" + _insert(graph, lines))

    def add(self, graph: NamedNode | None, lines: list[bytes]) -> None:
        """Add to a graph."""
        self._update(_insert(graph, lines))

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        self._update(f"DROP SILENT GRAPH {graph}")

    def count(self, graph: NamedNode | None) -> int:
        """Return the number of statements of a graph."""
        return self.asked(self.query or self.url, graph)

    def _update(self, text: str) -> None:
        self.send(
            "POST", self.url, content=text.encode(), headers={"Content-Type": "application/sparql-update"}
        )


def _named(graph: NamedNode | None) -> dict[str, str]:
    return {"graph": graph.value} if graph else {"default": ""}


def _insert(graph: NamedNode | None, lines: list[bytes]) -> str:
    data = b"".join(lines).decode()
    return f"INSERT DATA {{ GRAPH {graph} {{\n{data}}} }}" if graph else f"INSERT DATA {{\n{data}}}"
