"""The command group, and how errors of the program end as one sentence."""

import sys

import click

from kg import __version__
from kg.cli.building import build, remove
from kg.cli.checking import check_figures
from kg.cli.exporting import export
from kg.cli.modelling import models
from kg.cli.pushing import push_graph
from kg.cli.questions import explain, pages, query
from kg.cli.series import stats
from kg.cli.serving import mcp, serve
from kg.cli.resolving import resolve
from kg.cli.validating import validate
from kg.graph import GraphError
from kg.language.models import ModelError


class Sentences(click.Group):
    """A group whose commands end on a known error with one sentence on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (GraphError, ModelError) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


@click.group(
    cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Jingwei (经纬): weave Chinese official and economic news into a knowledge graph with evidence for every fact."""


for command in (
    build,
    remove,
    pages,
    query,
    explain,
    export,
    validate,
    check_figures,
    resolve,
    stats,
    models,
    serve,
    mcp, push_graph):
    kg.add_command(command)


def main() -> None:
    """Run the command line and exit."""
    click.ClickException.exit_code = 2
    try:
        kg(prog_name="kg")
    except BrokenPipeError:  # the reader of our output went away: `kg query … | head`
        sys.stderr.close()
        sys.exit(0)
