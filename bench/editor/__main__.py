"""``python -m bench.editor``: measure the editor, print a table, write the results down."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.editor.browsing import Window, signed_in, started_browser
from bench.editor.cases.loading import loading
from bench.editor.cases.opening import opening
from bench.editor.cases.panning import panning
from bench.editor.cases.running import running
from bench.editor.cases.staying import staying
from bench.editor.cases.typing import typing
from bench.executions.figures import Figure
from bench.executions.machine import machine_facts
from bench.executions.table import accept, accepted_in, print_figures, print_machine
from tests.browser.site import started_site

RESULTS = Path(__file__).with_name("results.json")
CASES: Mapping[str, Callable[[Window], Iterator[Figure]]] = {
    "loading": loading,
    "opening": opening,
    "panning": panning,
    "typing": typing,
    "running": running,
    "staying": staying,
}


def main() -> int:
    """Measure; 1 when a figure does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.editor", description=__doc__)
    parser.add_argument("--only", action="append", choices=CASES, help="some cases")
    parser.add_argument("--accept", action="store_true", help="write the results down")
    arguments = parser.parse_args()
    figures = _measured(arguments.only or list(CASES))
    machine = machine_facts()
    print_machine(machine)
    print_figures(figures, accepted_in(RESULTS))
    if arguments.accept:
        accept(figures, machine, RESULTS)
    return int(any(figure.holds is False for figure in figures))


def _measured(names: Sequence[str]) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="thaiyyal-bench-") as folder:
        Path(folder).chmod(0o711)
        with started_site(Path(folder)) as site, started_browser() as browser:
            found: list[Figure] = []
            for name in names:
                with signed_in(browser, site, site.owner) as window:
                    found += CASES[name](window)
            return found


if __name__ == "__main__":
    sys.exit(main())
