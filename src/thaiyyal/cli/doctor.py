"""`thaiyyal doctor`: every setting with its origin, and what is wrong with the installation."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from thaiyyal.cli.checkup import Check, Finding, Status, exit_code, run_checks
from thaiyyal.cli.configured import ConfigOption, DataDirOption, log_to_standard_error
from thaiyyal.cli.database_checks import DATABASE_CHECKS
from thaiyyal.cli.local_checks import LOCAL_CHECKS
from thaiyyal.cli.redis_checks import REDIS_CHECKS
from thaiyyal.cli.secret_checks import SECRET_CHECKS
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.settings import SettingProblem, SettingsError, Shown, load_settings, shown_settings
from thaiyyal.telemetry import printable

CHECKS: tuple[Check, ...] = (*LOCAL_CHECKS, *SECRET_CHECKS, *DATABASE_CHECKS, *REDIS_CHECKS)
"""What the command looks at."""

_COLOURS = {Status.OK: "green", Status.WARNING: "yellow"}
_WIDE = 160  # columns of a table that goes to a file or a pipe


def doctor(
    config: ConfigOption = None,
    data_dir: DataDirOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Show all settings and check the installation. Example: [bold]thaiyyal doctor[/bold]"""
    log_to_standard_error()
    shown, findings = examine(config, {"data_dir": data_dir}, CHECKS)
    if as_json:
        typer.echo(dump_json(_as_value(shown, findings), indent=2))
    else:
        if shown:
            _print_settings(shown)
            typer.echo()
        _print_findings(findings)
    raise typer.Exit(exit_code(findings))


def examine(
    config: Path | None, flags: dict[str, object], checks: Sequence[Check]
) -> tuple[list[Shown], list[Finding]]:
    """Return the settings and what all checks found; settings that are wrong end it there."""
    try:
        loaded = load_settings(flags, os.environ, config)
    except SettingsError as error:
        return [], [_of_problem(each) for each in error.problems]
    return list(shown_settings(loaded)), list(run_checks(checks, loaded))


def _of_problem(problem: SettingProblem) -> Finding:
    status = Status.UNREACHABLE if problem.is_away else Status.PROBLEM
    return Finding("settings", status, str(problem))


def _as_value(shown: list[Shown], findings: list[Finding]) -> Value:
    return {
        "settings": [
            {"name": row.path, "value": row.value or None, "origin": str(row.origin)}
            for row in shown
        ],
        "findings": [
            {"check": finding.check, "status": finding.status.value, "message": finding.message}
            for finding in findings
        ],
    }


def _print_settings(shown: list[Shown]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("setting", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("origin", overflow="fold")
    for row in shown:
        style = "dim" if row.origin.kind == "default" else ""
        table.add_row(*(Text(printable(text), style) for text in _cells(row)))
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE).print(table)


def _cells(row: Shown) -> tuple[str, str, str]:
    return row.path, row.value or "-", str(row.origin)


def _print_findings(findings: list[Finding]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        colour = _COLOURS.get(finding.status, "red")
        status = (f"{finding.status.value:<12}", colour)
        check = (f"{finding.check:<16}", "bold")
        console.print(Text.assemble(status, check, printable(finding.message)))
