"""The command group, and how errors of the program end as one sentence."""

import sys
from importlib import import_module

import click

from kg import __version__
from kg.errors import JingweiError, no_room

COMMANDS = {
    "build": "building:build",
    "load": "loading:load",
    "remove": "building:remove",
    "pages": "questions:pages",
    "query": "questions:query",
    "explain": "questions:explain",
    "stats": "series:stats",
    "check": "checking:check_figures",
    "validate": "validating:validate",
    "resolve": "resolving:resolve",
    "export": "exporting:export",
    "push": "pushing:push_graph",
    "serve": "serving:serve",
    "mcp": "serving:mcp",
    "models": "modelling:models",
}
"""Where each command is: module of this package, and name in it. A command is imported when it is asked for."""


class Commands(click.Group):
    """The commands by name, and how a run of one ends on a known error: one sentence on stderr, exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"kg.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except JingweiError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(no_room(error) or f"{where}{error.strerror or error}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def kg() -> None:
    """Jingwei (经纬): weave Chinese official and economic news into a knowledge graph with evidence for every fact."""


def main() -> None:
    """Run the command line and exit."""
    click.ClickException.exit_code = 2
    try:
        kg(prog_name="kg")
    except BrokenPipeError:  # the reader of our output went away: `kg query … | head`
        sys.stderr.close()
        sys.exit(0)
