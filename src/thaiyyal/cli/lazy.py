"""Commands that are imported when they are called: a run pays for no server."""

from importlib import import_module

import typer
from typer._click.core import Command, Context
from typer.core import TyperGroup

COMMANDS: dict[str, str] = {
    "run": "run",
    "check": "check",
    "eval": "evaluate:evaluate",
    "nodes": "nodes",
    "serve": "serve",
    "server": "serve:server",
    "worker": "worker",
    "migrate": "migrate",
    "user": "user:app",
    "tenant": "tenant:app",
    "apikey": "apikey:app",
    "audit": "audit:app",
    "rotate-keys": "rotate_keys",
    "openapi": "openapi",
    "doctor": "doctor",
    "version": "version",
}
"""Verb -> the module in this package, and the function in it where that has another name."""


class LazyGroup(TyperGroup):
    """The verbs, in the order of the table above."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the verbs."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return a verb's command, None when there is no such verb."""
        del ctx
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        return _command(cmd_name, getattr(import_module(f"thaiyyal.cli.{module}"), name or module))


def _command(verb: str, found: object) -> Command:
    """Return the command of a function, or the group of an application with verbs of its own."""
    if isinstance(found, typer.Typer):
        command = typer.main.get_command(found)
        command.name = verb
        return command
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.command(verb)(found)  # type: ignore[type-var]
    return typer.main.get_command(app)
