"""`kg models`: models that do not come with the package."""

from pathlib import Path

import click

from kg.language import models as store


@click.group()
def models() -> None:
    """Models that do not come with the package. 模型管理。"""


@models.command()
@click.argument("name", type=click.Choice(["pkuseg"]))
@click.option(
    "--to",
    "destination",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to keep it in instead of the user's data folder.",
)
def get(name: str, destination: Path | None) -> None:
    """Fetch a model once from the package index, check its hash and keep it in the user's data folder."""
    folder = store.get(name, destination, say=lambda message: click.echo(message, err=True))
    click.echo(str(folder))
