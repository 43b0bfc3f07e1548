"""A worker in a process of its own, and what it notes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import orjson

PATIENCE_S = 30
_SCRIPT = Path(__file__).with_name("noting.py")
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the worker said about its health."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that runs jobs, and ways to look at it."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    def ask(self, path: str) -> Reply:
        """Ask for its health."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return Reply(answer.status, answer.read())
        finally:
            connection.close()

    def notes(self) -> list[str]:
        """Return what its runner noted so far, without ids."""
        notes = self.folder / "notes"
        return (
            [line.split()[0] for line in notes.read_text().splitlines()] if notes.exists() else []
        )

    def let_end(self) -> None:
        """Let batches end."""
        (self.folder / "may_end").touch()

    def signal(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def wait(self) -> int:
        """Wait until the process ends; return its exit code."""
        return self.process.wait(PATIENCE_S)

    def log(self) -> str:
        """Return what it logged so far."""
        return (self.folder / "log").read_text()


@contextmanager
def started(
    folder: Path, database_url: str, *, real: bool = False, **settings: str
) -> Iterator[Worker]:
    """Yield a worker over a database, which takes jobs; end it if it did not end by itself.

    A ``real`` one runs executions, the other only notes what it is given.
    """
    command = ["-m", "thaiyyal.cli", "worker"] if real else [str(_SCRIPT)]
    chosen = {"DATA_DIR": str(folder), "DATABASE_URL": database_url, "WORKER__HEALTH_PORT": "0"}
    environment = {f"THAIYYAL_{name}": value for name, value in (chosen | settings).items()}
    inherited = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    with (folder / "log").open("a") as stderr:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *command],
            env=inherited | environment,
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield Worker(process, _port(process, folder), folder)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _port(process: subprocess.Popen[str], folder: Path) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:(\d+)/health", line)
        if found:
            return int(found[1])
    raise RuntimeError(f"the worker did not start: {(folder / 'log').read_text()}")


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so that only asking can tell."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > give_up_at:
            raise TimeoutError("it never became so")
        time.sleep(0.02)
