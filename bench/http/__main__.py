"""``python -m bench.http``: measure the API, print a table, write ``bench/http/results.json``."""

import argparse
import asyncio
import json
import platform
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from rich.table import Table

from bench.http.cases import Case, measured
from bench.http.started import started_server

RESULTS = Path(__file__).with_name("results.json")
_COLUMNS = {
    "requests_per_second": "requests/s",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
    "p99_ms": "p99 ms",
}


def main() -> None:
    """Measure every case beside the last accepted numbers."""
    parser = argparse.ArgumentParser(prog="python -m bench.http", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each case runs")
    parser.add_argument("--accept", action="store_true", help="write the results down")
    arguments = parser.parse_args()
    with started_server() as server, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        cases = runner.run(measured(server, seconds=arguments.seconds))
    _print(cases, _accepted())
    if arguments.accept:
        found = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "cases": {case.name: case.as_value() for case in cases},
        }
        RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _accepted() -> dict[str, Any]:
    if not RESULTS.exists():
        return {}
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))["cases"]
    return found


def _print(cases: list[Case], accepted: dict[str, Any]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("case", "clients", *_COLUMNS.values(), "server ms", "accepted"):
        table.add_column(heading, justify="left" if heading == "case" else "right")
    for case in cases:
        value = case.as_value()
        before = accepted.get(case.name)
        shown = [f"{value[column]:,.1f}" for column in _COLUMNS]
        cpu = "" if value["server_ms"] is None else f"{value['server_ms']:.2f}"
        last = f"{before['requests_per_second']:,.0f}/s" if before else ""
        table.add_row(case.name, str(case.clients), *shown, cpu, last)
    Console(width=None if Console().is_terminal else 120).print(table)


if __name__ == "__main__":
    main()
