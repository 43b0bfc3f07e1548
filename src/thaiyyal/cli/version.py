"""`thaiyyal version`."""

from importlib.metadata import version as installed_version

import typer


def version() -> None:
    """Print the version. Example: [bold]thaiyyal version[/bold]"""
    typer.echo(installed_version("thaiyyal"))
