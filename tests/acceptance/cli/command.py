"""The command line in a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    code: int
    out: str
    err: str


def thaiyyal(*arguments: str | Path, given: bytes = b"") -> Ended:
    """Run one command with ``given`` on its standard input."""
    command = [sys.executable, "-m", "thaiyyal.cli", *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, timeout=120, check=False)  # noqa: S603
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
