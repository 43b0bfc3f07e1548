"""Rows as a table for people and as JSON for programs."""

import json
import platform
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.row import Bar, Row

_UNITS = {"s": 1.0, "ms": 1e3, "us": 1e6}
_HEADINGS = ("measured", "engine", "by hand", "ratio", "growth", "peak", "kept", "to hold")


def print_table(rows: Sequence[Row]) -> None:
    """Print all rows; numbers that do not hold are marked."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(heading, justify="left" if heading in _HEADINGS[::7] else "right")
    for row in rows:
        table.add_row(*_cells(row))
    Console(width=None if Console().is_terminal else 160).print(table)


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write all rows, and what they were measured on."""
    found = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "rows": [row.as_value() for row in rows],
    }
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        _time(row, row.engine.best_s),
        _time(row, row.by_hand.best_s) if row.by_hand else "",
        f"{row.ratio:.2f}" if row.ratio is not None else "",
        f"x {row.growth:.1f}" if row.growth is not None else "",
        f"{row.engine.peak_mb:.0f} MiB",
        f"{row.engine.kept_mb:.0f} MiB",
        "; ".join(_bar(bar) for bar in row.bars),
    )


def _time(row: Row, seconds: float) -> str:
    return f"{seconds * _UNITS[row.unit] / row.per:.3f} {row.unit}"


def _bar(bar: Bar) -> str:
    mark = "ok" if bar.holds else "[red]MISSED[/red]"
    return f"{bar.found:.3g} of {bar.most:g} {bar.of} {mark}"
