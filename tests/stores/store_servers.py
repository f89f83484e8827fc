"""Other people's stores, started on this machine for a test and ended after it: Oxigraph server, Virtuoso 7, Jena TDB2."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import httpx

Row = tuple[tuple[str, ...] | None, ...]
UNION = "urn:jingwei:union"

OXIGRAPH = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin")
VIRTUOSO = shutil.which("virtuoso-t")
JAVA = shutil.which("java")
JENA = Path("/usr/share/java/jena-core.jar")


@dataclass(frozen=True)
class Running:
    """A store that runs: where to push to, where to ask, and how it is asked for the union of all graphs."""

    write: str
    query: str
    parameters: dict[str, str]

    def rows(self, query: str) -> list[Row]:
        response = httpx.post(
            self.query,
            data={"query": query, **self.parameters},
            headers={"Accept": "application/sparql-results+json"},
            timeout=120,
        )
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code}: {response.text[:300]}")
        return rows_of(response.json())


def rows_of(answer: dict) -> list[Row]:
    """Rows of a SPARQL JSON answer, columns in the order of their names, literals with what is said of them."""
    columns = sorted(answer["head"]["vars"])
    return sorted(
        (tuple(_cell(row.get(column)) for column in columns) for row in answer["results"]["bindings"]),
        key=str,
    )


def _cell(cell: dict[str, str] | None) -> tuple[str, ...] | None:
    if cell is None:
        return None
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    datatype = cell.get("datatype", "").removeprefix("http://www.w3.org/2001/XMLSchema#")
    value = cell["value"]
    if datatype in ("decimal", "integer", "int"):
        # 1.50, 1.5 and 1.500000 are one number, and a sum may come as another kind of number.
        value, datatype = f"{float(value):.12g}", "number"
    if datatype == "boolean":
        # Virtuoso 7 has no truth values: it answers 1 and 0.
        value, datatype = {"true": "1", "false": "0"}.get(value, value), "number"
    return kind, value, "" if datatype == "string" else datatype, cell.get("xml:lang", "").lower()


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _process(
    command: Sequence[str], ready: Callable[[], bool], folder: Path, seconds: int = 240
) -> Iterator[None]:
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            until = time.monotonic() + seconds
            while not ready():
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(
                        f"{command[0]} does not start: {(folder / 'log').read_text(errors='replace')[-500:]}"
                    )
                time.sleep(0.2)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, params={"query": "ASK {}"}, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """The Oxigraph server of the PyPI package `oxigraph`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with _process(
        [str(OXIGRAPH), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"],
        lambda: _answers(f"{url}/query"),
        folder,
    ):
        yield Running(f"{url}/store", f"{url}/query", {})


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Virtuoso 7, with the user dba that its packages make."""
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO.format(http=http, sql=sql, folder=folder), encoding="utf-8"
    )
    url = f"http://127.0.0.1:{http}"
    with _process(
        [str(VIRTUOSO), "-f", "-c", str(folder / "virtuoso.ini")], lambda: _answers(f"{url}/sparql"), folder
    ):
        yield Running(f"{url}/sparql-graph-crud-auth", f"{url}/sparql", {"default-graph-uri": UNION})


# With its usual vectors of 1,000 rows Virtuoso 7 loses rows of larger answers, and others when several threads share a query.
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 20000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 0
VectorSize = 100000
MaxVectorSize = 1000000
CheckpointInterval = 0
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


class Jena:
    """Jena's TDB2 from Debian's libapache-jena-java, command by command: it has no server there."""

    def __init__(self, folder: Path):
        self._folder = folder
        # Debian's jar keeps the resource bundles of its own Xerces under another name than it looks for.
        subprocess.run(
            ["unzip", "-q", "-o", str(JENA), "org/apache/jena/ext/xerces/*", "-d", str(folder)], check=True
        )
        shutil.copytree(folder / "org/apache/jena/ext/xerces", folder / "xerces", dirs_exist_ok=True)
        # Two jars that each send log lines to the other end in a stack overflow.
        jars = [
            jar for jar in sorted(JENA.parent.glob("*.jar")) if not jar.name.startswith("log4j-over-slf4j")
        ]
        self._classes = ":".join([str(folder), *map(str, jars)])

    def run(self, tool: str, *arguments: str) -> str:
        command = [str(JAVA), "-Xmx1g", "-cp", self._classes, tool, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise RuntimeError(f"{tool}: {done.stderr.strip()[:400]}")
        return done.stdout

    def load(self, *files: Path) -> None:
        """Load files into the database: N-Triples into the default graph, N-Quads into theirs."""
        self.run("tdb2.tdbloader", "--loc", str(self._folder / "tdb"), *map(str, files))

    def rows(self, query: str) -> list[Row]:
        text = self._folder / "query.rq"
        text.write_text(query, encoding="utf-8")
        return rows_of(
            json.loads(
                self.run(
                    "tdb2.tdbquery",
                    "--loc",
                    str(self._folder / "tdb"),
                    "--query",
                    str(text),
                    "--results",
                    "json",
                )
            )
        )
