"""``python -m bench.executions``: measure executions, print a table beside the last accepted one.

Ends with 1 when a number does not hold.
"""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from bench.executions.cases.calls import calls
from bench.executions.cases.flows import flows
from bench.executions.cases.latency import latency
from bench.executions.cases.starting import starting
from bench.executions.cases.suspended import suspended
from bench.executions.cases.synchronous import synchronous
from bench.executions.cases.tenants import tenants
from bench.executions.cases.throughput import throughput
from bench.executions.cases.webhooks import webhooks
from bench.executions.figures import Figure
from bench.executions.machine import machine_facts
from bench.executions.table import accept, accepted_in, print_figures, print_machine

CASES: dict[str, Callable[[float], Awaitable[list[Figure]]]] = {
    "sync": synchronous,
    "webhooks": webhooks,
    "throughput": throughput,
    "flows": flows,
    "calls": calls,
    "latency": latency,
    "suspended": suspended,
    "tenants": tenants,
    "start": starting,
}
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    """Measure the cases that were named, all by default."""
    parser = argparse.ArgumentParser(prog="python -m bench.executions", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long requests are sent")
    parser.add_argument("--accept", action="store_true", help="write the results down")
    parser.add_argument("--only", action="append", choices=CASES, help="one case; may be repeated")
    arguments = parser.parse_args()
    machine = machine_facts()
    figures = [
        figure
        for name in arguments.only or CASES
        for figure in _measured(name, seconds=arguments.seconds)
    ]
    print_machine(machine)
    print_figures(figures, accepted_in(RESULTS))
    if arguments.accept:
        accept(figures, machine, RESULTS)
    return 1 if any(figure.holds is False for figure in figures) else 0


def _measured(name: str, *, seconds: float) -> list[Figure]:
    print(f"measuring {name}", file=sys.stderr)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_case(name, seconds))


async def _case(name: str, seconds: float) -> list[Figure]:
    return await CASES[name](seconds)


if __name__ == "__main__":
    raise SystemExit(main())
