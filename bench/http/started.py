"""A started `thaiyyal serve` with a fresh data directory, and somebody signed in."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.http.asking import ask

_PASSWORD = "a long sentence for measuring"  # noqa: S105 - of a server that lives for a minute
_EMAIL = "owner@example.com"


@dataclass(frozen=True, slots=True)
class Started:
    """A server that answers on ``port`` to whoever shows ``token``."""

    port: int
    token: str
    pid: int


@contextmanager
def started_server() -> Iterator[Started]:
    """Yield a server; it is stopped and its data removed at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="thaiyyal-bench-") as folder:
        Path(folder).chmod(0o711)
        command = [sys.executable, "-m", "thaiyyal.cli", "serve", "--port", "0"]
        process = subprocess.Popen(  # noqa: S603 - our own
            [*command, "--data-dir", f"{folder}/data"],
            env={**os.environ, **_settings()},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _ready(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _settings() -> dict[str, str]:
    return {
        "THAIYYAL_OWNER_EMAIL": _EMAIL,
        "THAIYYAL_OWNER_PASSWORD": _PASSWORD,
        "THAIYYAL_LIMITS__REQUESTS_PER_MINUTE": "100000000",
        "THAIYYAL_LOG__LEVEL": "warning",
    }


def _ready(process: "subprocess.Popen[str]") -> Started:
    assert process.stdout is not None
    first = process.stdout.readline()
    port = int(first.rpartition(":")[2])
    signed_in = ask(port, "/auth/login", body={"email": _EMAIL, "password": _PASSWORD})
    return Started(port, signed_in["access_token"], process.pid)
