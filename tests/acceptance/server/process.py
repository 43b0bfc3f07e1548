"""A server in a process of its own, started as an operator starts it, and real signals to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.acceptance.server.wire import Reply, replies_in

EMAIL, PASSWORD = "ada@example.com", "a long way to the analytical engine"
PATIENCE_S = 30
_ANNOUNCED = "Thaiyyal listens on http://127.0.0.1:"
_SETTINGS = {
    "AUTH__ALLOW_WEAK_HASHING": "true",
    "AUTH__BCRYPT_COST": "4",
    "LIMITS__REQUESTS_PER_MINUTE": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ACCOUNT": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ADDRESS": "1000000",
    "OWNER_EMAIL": EMAIL,
    "OWNER_PASSWORD": PASSWORD,
}


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves, and ways to talk to it."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)

    def send(self, sent: bytes, *, methods: tuple[str, ...] = ("GET",)) -> list[Reply]:
        """Send bytes on a new connection; return all that is answered until it is closed."""
        with self.connect() as connection:
            with suppress(ConnectionError):
                connection.sendall(sent)
            return replies_in(read_to_end(connection), methods)

    def ask(
        self,
        method: str,
        path: str,
        *,
        value: object = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one proper request; return the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        sent = {**(headers or {})}
        if value is not None:
            body = json.dumps(value).encode()
            sent.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Reply(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    def sign_in(self) -> dict[str, str]:
        """Return the header of the owner."""
        given = {"email": EMAIL, "password": PASSWORD}
        answer = self.ask("POST", "/api/v1/auth/login", value=given)
        return {"Authorization": f"Bearer {answer.json['access_token']}"}

    def is_listening(self) -> bool:
        """Whether it takes new connections."""
        with suppress(OSError), self.connect():
            return True
        return False

    def holds(self, port: int) -> bool:
        """Whether it has a connection open to this port; what the system still sends is none."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ends = (f":{self.port:04X}", f":{port:04X}")
        return any(
            row[1].endswith(ends[0]) and row[2].endswith(ends[1]) and row[9] != "0" for row in rows
        )

    def events(self) -> list[dict[str, Any]]:
        """Return what it logged so far."""
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def wait(self) -> int:
        """Wait until the process ends; return its exit code."""
        return self.process.wait(PATIENCE_S)


@contextmanager
def started(folder: Path, database_url: str, **settings: str) -> Iterator[Server]:
    """Yield a server over a database, ready; end it afterwards if it did not end by itself.

    Keys and the log are in ``folder``; settings are written as variables, without the prefix.
    """
    with _running("server", folder, {"DATABASE_URL": database_url, **settings}) as server:
        yield server


@contextmanager
def started_with_database(folder: Path, **settings: str) -> Iterator[Server]:
    """Yield a server that keeps a database of its own in ``folder``."""
    with _running("serve", folder, settings) as server:
        yield server


def start(command: str, folder: Path, settings: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start a command that serves, and do not wait for anything."""
    chosen = {**_SETTINGS, "DATA_DIR": str(folder), **settings}
    environment = {f"THAIYYAL_{name}": value for name, value in chosen.items()}
    with (folder / "log").open("a") as stderr:
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "thaiyyal.cli", command, "--port", "0"],
            env={"PATH": os.environ["PATH"], **environment},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )


@contextmanager
def _running(command: str, folder: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    process = start(command, folder, settings)
    log = folder / "log"
    try:
        yield Server(process, _announced_port(process, log), log)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _announced_port(process: subprocess.Popen[str], log: Path) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(_ANNOUNCED):
            return int(line.removeprefix(_ANNOUNCED))
    raise RuntimeError(f"the server did not start: {log.read_text()}")


def read_to_end(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes, however it does."""
    found = b""
    with suppress(ConnectionError):
        while part := connection.recv(65_536):
            found += part
    return found


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so that only asking can tell."""
    give_up_at = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > give_up_at:
            raise TimeoutError("it never became so")
        time.sleep(0.02)
