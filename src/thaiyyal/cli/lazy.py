"""Commands that are imported when they are called: a run pays for no server, help for nothing."""

from collections.abc import Mapping
from importlib import import_module

import typer
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter
from typer.core import TyperCommand, TyperGroup

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("run", "Run a workflow."),
    "check": ("check", "Find all problems without running."),
    "eval": ("evaluate:evaluate", "Evaluate an expression."),
    "nodes": ("nodes", "List node types, or show one."),
    "serve": ("serve", "Start the platform with its database."),
    "server": ("serve:server", "Start only the HTTP server, on a migrated database."),
    "worker": ("worker", "Run executions, beside a server."),
    "migrate": ("migrate", "Bring the database's schema up to date."),
    "user": ("user:app", "Show accounts, close and open them, and let people back in."),
    "tenant": ("tenant:app", "Show tenants, open, close and export them."),
    "apikey": ("apikey:app", "Show, make and revoke API keys."),
    "audit": ("audit:app", "Verify and export the audit logs."),
    "rotate-keys": ("rotate_keys", "Add new keys to the files in the data directory."),
    "openapi": ("openapi", "Print the OpenAPI document."),
    "doctor": ("doctor", "Show all settings and check the installation."),
    "version": ("version", "Print the version."),
}
"""Verb -> the module in this package, with the function in it where that has another name, and what
the verb does, as its own help begins."""


class LazyGroup(TyperGroup):
    """The verbs, in the order of the table above."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the verbs."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return a verb's command, None when there is no such verb."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return _command(cmd_name, getattr(import_module(f"thaiyyal.cli.{module}"), name or module))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Show what there is, from the table alone."""
        verbs: dict[str, Command] = {
            verb: TyperCommand(verb, help=text) for verb, (_, text) in COMMANDS.items()
        }
        shown = TyperGroup(
            name=self.name,
            help=self.help,
            params=self.params,
            commands=verbs,
            rich_markup_mode=self.rich_markup_mode,
        )
        shown.format_help(ctx, formatter)


def _command(verb: str, found: object) -> Command:
    """Return the command of a function, or the group of an application with verbs of its own."""
    if isinstance(found, typer.Typer):
        command = typer.main.get_command(found)
        command.name = verb
        return command
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.command(verb)(found)  # type: ignore[type-var]
    return typer.main.get_command(app)
