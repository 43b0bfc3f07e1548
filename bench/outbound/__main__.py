"""``python -m bench.outbound``: measure the way out, print a table; ``--accept`` writes it down."""

import argparse
import asyncio
import json
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from rich.table import Table

from bench.outbound.cases import Case, measured

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measure every case beside the last accepted numbers; end with 1 if one does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.outbound", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="write the results down")
    arguments = parser.parse_args()
    with _server() as port, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        cases = runner.run(measured(port))
    _print(cases, _accepted())
    if arguments.accept:
        found = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "cases": {case.name: case.numbers for case in cases},
        }
        RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if not all(case.holds for case in cases):
        sys.exit(1)


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "bench.outbound.server"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(10)


def _accepted() -> dict[str, Any]:
    if not RESULTS.exists():
        return {}
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))["cases"]
    return found


def _print(cases: list[Case], accepted: dict[str, Any]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("case", "found", "accepted", "holds"):
        table.add_column(heading)
    for case in cases:
        before = _shown(accepted.get(case.name, {}))
        table.add_row(case.name, _shown(case.numbers), before, "yes" if case.holds else "NO")
    Console(width=None if Console().is_terminal else 160).print(table)


def _shown(numbers: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in numbers.items())


if __name__ == "__main__":
    main()
