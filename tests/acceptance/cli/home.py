"""A data directory, and `thaiyyal serve` over it in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.acceptance.cli.command import Ended
from tests.acceptance.cli.forked import forked

EMAIL, PASSWORD = "ada@example.com", "a long way to the analytical engine"
PATIENCE_S = 60
_ANNOUNCED = "Thaiyyal listens on http://127.0.0.1:"
_SETTINGS = {
    "THAIYYAL_AUTH__ALLOW_WEAK_HASHING": "true",
    "THAIYYAL_AUTH__BCRYPT_COST": "4",
    "THAIYYAL_LIMITS__SIGN_INS_PER_MINUTE_ACCOUNT": "1000",
    "THAIYYAL_OWNER_EMAIL": EMAIL,
    "THAIYYAL_OWNER_PASSWORD": PASSWORD,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    json: Any


@dataclass(frozen=True, slots=True)
class Home:
    """A data directory whose server runs, on ``port``."""

    folder: Path
    port: int

    def run(self, *arguments: str) -> Ended:
        """Run a command on the data directory."""
        return forked(*arguments, "--data-dir", self.folder)

    def outcome(self, *arguments: str) -> Any:
        """Run a command that succeeds; return what it says as JSON."""
        ended = self.run(*arguments, "--json")
        assert ended.code == 0, ended.err
        return json.loads(ended.out)

    def ask(
        self, method: str, path: str, value: object = None, by: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask the running server."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        sent = {"Content-Type": "application/json", **(by or {})}
        body = None if value is None else json.dumps(value)
        try:
            connection.request(method, f"/api/v1{path}", body, sent)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        return Reply(answer.status, json.loads(text) if text else None)

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Reply:
        """Try to sign in."""
        return self.ask("POST", "/auth/login", {"email": email, "password": password, **more})


def bearer(signed_in: Reply) -> dict[str, str]:
    """Return the header of who signed in."""
    return {"Authorization": f"Bearer {signed_in.json['access_token']}"}


@contextmanager
def serving(folder: Path) -> Iterator[Home]:
    """Yield a data directory with its server; the server is ended afterwards."""
    log = folder / "serve.log"
    with log.open("w") as stderr:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "thaiyyal.cli", "serve", "--port", "0", "--data-dir", folder],
            env={"PATH": os.environ["PATH"], **_SETTINGS},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield Home(folder, _announced_port(process, log))
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def _announced_port(process: subprocess.Popen[str], log: Path) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(_ANNOUNCED):
            return int(line.removeprefix(_ANNOUNCED))
    raise RuntimeError(f"the server did not start: {log.read_text()}")
