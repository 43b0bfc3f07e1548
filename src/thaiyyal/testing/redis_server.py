"""A real Redis for tests, on a port of its own that nobody else uses, without anything kept.

It is the one that is installed; ``find_redis`` says where, or None.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from thaiyyal.testing.postgres import temporary_folder

MISSING = "redis-server is not installed here; on Debian: apt-get install redis-server"
_NAMES = ("redis-server", "valkey-server")
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/usr/local/bin"])
_START_S = 10.0


class RedisNotStarted(RuntimeError):
    """Redis ended at once, or did not answer in time."""


def find_redis() -> str | None:
    """Return the program, if it is installed."""
    found = (shutil.which(name, path=_PLACES) for name in _NAMES)
    return next((path for path in found if path is not None), None)


class RedisServer:
    """One server at one address; it can be stopped and started again."""

    def __init__(
        self, program: str, folder: Path, options: Sequence[str] = (), *, tls: bool = False
    ) -> None:
        self._program = program
        self._folder = folder
        self._options = options
        self._tls = tls
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    @property
    def url(self) -> str:
        scheme = "rediss" if self._tls else "redis"
        return f"{scheme}://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start, and return once it answers."""
        ports = ["0", "--tls-port", str(self.port)] if self._tls else [str(self.port)]
        address = ["--bind", "127.0.0.1", "--port", *ports]
        kept = ["--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        self._process = subprocess.Popen(  # noqa: S603 - the installed program
            [self._program, *address, *kept, *self._options], stdout=subprocess.DEVNULL
        )
        give_up_at = time.monotonic() + _START_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up_at:
                self.kill()
                raise RedisNotStarted(f"{self._program} does not answer at port {self.port}")
            time.sleep(0.02)

    def kill(self) -> None:
        """End it without a farewell."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let it neither answer nor hang up."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False


@contextmanager
def temporary_redis(
    program: str, options: Sequence[str] = (), *, tls: bool = False
) -> Iterator[RedisServer]:
    """Yield a running server that is gone afterwards."""
    with temporary_folder() as folder:
        server = RedisServer(program, folder, options, tls=tls)
        server.start()
        try:
            yield server
        finally:
            server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
