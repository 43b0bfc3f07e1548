"""Figures for people, each beside the one that was accepted last; and as JSON for the next time."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.executions.figures import (
    Figure,
    bar_text,
    change_text,
    facts_text,
    figure_from,
    shown,
)


def accepted_in(path: Path) -> dict[str, Figure]:
    """Return the figures accepted last, by name."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return {value["name"]: figure_from(value) for value in found}


def accept(figures: Sequence[Figure], machine: Mapping[str, Any], path: Path) -> None:
    """Write figures and the machine; of cases that were not measured, the old ones stay."""
    kept = {**accepted_in(path), **{figure.name: figure for figure in figures}}
    found = {"machine": machine, "figures": [figure.as_value() for figure in kept.values()]}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def print_figures(figures: Sequence[Figure], accepted: Mapping[str, Figure]) -> None:
    """Print figures, what they have to hold, and what stands beside them."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("measured", "value", "accepted", "change", "to hold", "beside it"):
        right = heading in {"value", "accepted", "change"}
        table.add_column(
            heading,
            justify="right" if right else "left",
            no_wrap=right,
            min_width=30 if heading == "beside it" else None,
        )
    for figure in figures:
        table.add_row(*_cells(figure, accepted.get(figure.name)))
    Console(width=None if Console().is_terminal else 190, highlight=False).print(table)


def print_machine(machine: Mapping[str, Any]) -> None:
    """Print what the figures were measured on."""
    print("\n".join(f"{name}: {fact}" for name, fact in machine.items()))


def _cells(figure: Figure, before: Figure | None) -> tuple[str, ...]:
    return (
        figure.name,
        shown(figure.value, figure.unit),
        "" if before is None else shown(before.value, before.unit),
        "" if before is None else change_text(figure.value, before.value),
        bar_text(figure),
        facts_text(figure.facts),
    )
