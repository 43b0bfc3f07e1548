"""Processes of the program, started as anybody would start them."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
_PATIENCE_S = 60


class NotStarted(Exception):
    """A process ended before it said where it listens."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process that listens on a port."""

    pid: int
    port: int


@contextmanager
def running(
    command: str, folder: Path, environment: Mapping[str, str], *flags: str
) -> Iterator[Running]:
    """Yield ``thaiyyal <command>`` once it has said where it listens; end it afterwards."""
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-m", "thaiyyal.cli", command, *flags],
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield Running(process.pid, _port(process, folder))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_PATIENCE_S)


def _port(process: "subprocess.Popen[str]", folder: Path) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if found := _ADDRESS.search(line):
            return int(found[1])
    raise NotStarted((folder / "log").read_text(errors="replace")[-2_000:])
