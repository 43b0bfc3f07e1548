"""``python -m bench``: measure, print a table, write ``bench/results.json``.

Every group runs in a process of its own, so that the memory of one does not hide another's.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.cache import shared_state
from bench.delays import parallel_delays
from bench.lists import expressions, report_1m, report_100k
from bench.plans import pure_plans
from bench.report import print_table, write_json
from bench.row import Row, row_from_value

GROUPS: dict[str, Callable[[], Awaitable[list[Row]]]] = {
    "plans": pure_plans,
    "expressions": expressions,
    "report_100k": report_100k,
    "report_1m": report_1m,
    "delays": parallel_delays,
    "shared": shared_state,
}
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    """Measure the groups that were named, all by default; 1 when a number does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--here", action="store_true", help="one process, JSON, nothing written")
    arguments = parser.parse_args()
    groups = arguments.groups or list(GROUPS)
    if unknown := [name for name in groups if name not in GROUPS]:
        parser.error(f"no such group: {', '.join(unknown)}")
    if arguments.here:
        rows = [row for name in groups for row in asyncio.run(_measured(name))]
        json.dump([row.as_value() for row in rows], sys.stdout)
        return 0
    rows = [row for name in groups for row in _in_own_process(name)]
    print_table(rows)
    if not arguments.groups:
        write_json(rows, RESULTS)
    return 0 if all(bar.holds for row in rows for bar in row.bars) else 1


async def _measured(name: str) -> list[Row]:
    return await GROUPS[name]()


def _in_own_process(name: str) -> list[Row]:
    print(f"measuring {name}", file=sys.stderr)
    command = [sys.executable, "-m", "bench", "--here", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    return [row_from_value(value) for value in json.loads(done.stdout)]


if __name__ == "__main__":
    raise SystemExit(main())
