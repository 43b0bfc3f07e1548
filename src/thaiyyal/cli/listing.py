"""Rows and single things on standard output: as a table for people, or as JSON."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from thaiyyal.features.routing import moment_text
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.telemetry import printable

_WIDE = 200  # columns of a table that goes to a file or a pipe
_Row = Mapping[str, Any]


def print_rows(name: str, rows: Sequence[_Row], columns: Iterable[str], *, as_json: bool) -> None:
    """Print a list: in JSON everything, below ``name``; else some columns as a table."""
    if as_json:
        typer.echo(dump_json({name: [_value(row) for row in rows]}))
        return
    shown = list(columns)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in shown:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(row[column])) for column in shown))
    Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE).print(table)


def print_thing(thing: _Row, *, as_json: bool) -> None:
    """Print one thing with all its fields."""
    if as_json:
        typer.echo(dump_json(_value(thing)))
        return
    for name, value in thing.items():
        typer.echo(f"{name.replace('_', ' ')}: {_cell(value)}")


def print_done(told: str, outcome: dict[str, Value], *, as_json: bool) -> None:
    """Print what was done: in words of ours, or the outcome as JSON."""
    typer.echo(dump_json(outcome) if as_json else told)


def _value(value: Any) -> Value:
    match value:
        case datetime():
            return moment_text(value)
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): _value(each) for key, each in value.items()}
        case list() | tuple():
            return [_value(each) for each in value]
    plain: Value = value
    return plain


def _cell(value: Any) -> str:
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case list() if all(isinstance(each, str) for each in value):
            return printable(", ".join(value)) or "-"
        case list() | dict():
            return printable(dump_json(_value(value)))
    return printable(str(value))
