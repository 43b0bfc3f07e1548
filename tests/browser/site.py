"""A platform as `thaiyyal serve` starts it, with a database of its own, and the people on it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

PATIENCE_S = 60
PASSWORD = "a long way to the analytical engine"
_LINK = "open this link once to become the owner: "
_SETTINGS = {
    "AUTH__ALLOW_WEAK_HASHING": "true",
    "AUTH__BCRYPT_COST": "4",
    "LIMITS__REQUESTS_PER_MINUTE": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ACCOUNT": "1000000",
    "LIMITS__SIGN_INS_PER_MINUTE_ADDRESS": "1000000",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in."""

    email: str
    name: str
    password: str = PASSWORD


class Refused(Exception):
    """The API answered with a problem."""


@dataclass
class Site:
    """A running platform: ``url`` without a slash at the end, and the first owner's link."""

    url: str
    owner_link: str
    _tokens: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def owner(self) -> Account:
        """The owner of the platform, who takes the link when a test first asks for them."""
        account = Account("ada@example.com", "Ada Lovelace")
        token = self.owner_link.partition("#token=")[2]
        self._enter(account, "/auth/setup", {"tenant_name": "Engines", "token": token})
        return account

    def new_team(self, name: str | None = None) -> Account:
        """Return the owner of a new tenant; tests that share a site do not meet there."""
        slug = f"t{uuid4().hex[:12]}"
        account = Account(f"owner@{slug}.example", "Grace Hopper")
        given = {"name": name or slug, "slug": slug, "owner_email": account.email}
        opened = self.ask("POST", "/tenants", given, by=self.owner)
        self._enter(account, "/auth/register", {"invitation": opened["invitation"]["token"]})
        return account

    def new_member(self, of: Account, role: str, name: str = "Mary Somerville") -> Account:
        """Return somebody new with a role in the tenant of another."""
        account = Account(f"{role}-{uuid4().hex[:12]}@example.com", name)
        given = {"email": account.email, "role": role}
        invited = self.ask("POST", "/invitations", given, by=of)
        self._enter(account, "/auth/register", {"invitation": invited["token"]})
        return account

    def ask(self, method: str, path: str, value: object = None, *, by: Account) -> Any:
        """Ask the API in the name of somebody; return what it says."""
        if by.email not in self._tokens:
            self._sign_in(by)
        status, said = self._send(method, path, value, self._header(by))
        if status == 401:
            self._sign_in(by)
            status, said = self._send(method, path, value, self._header(by))
        return _good(method, path, status, said)

    def _header(self, account: Account) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[account.email]}"}

    def _sign_in(self, account: Account) -> None:
        self._keep(account, "/auth/login", {"email": account.email, "password": account.password})

    def _enter(self, account: Account, path: str, more: Mapping[str, str]) -> None:
        given = {"email": account.email, "name": account.name, "password": account.password}
        self._keep(account, path, {**given, **more})

    def _keep(self, account: Account, path: str, given: Mapping[str, str]) -> None:
        said = _good("POST", path, *self._send("POST", path, given, {}))
        self._tokens[account.email] = said["access_token"]

    def _send(
        self, method: str, path: str, value: object, headers: Mapping[str, str]
    ) -> tuple[int, Any]:
        connection = HTTPConnection(self.url.removeprefix("http://"), timeout=PATIENCE_S)
        body = None if value is None else json.dumps(value)
        sent = {"Content-Type": "application/json", **headers}
        try:
            connection.request(method, f"/api/v1{path}", body, sent)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(text) if text else None


def _good(method: str, path: str, status: int, said: Any) -> Any:
    if status >= 400:
        raise Refused(f"{method} {path}: {status} {said}")
    return said


@contextmanager
def started_site(folder: Path, **settings: str) -> Iterator[Site]:
    """Yield a platform that keeps its data in ``folder``; it is ended afterwards."""
    process = launch(folder, **settings)
    try:
        link = heard(process, folder, _LINK)
        yield Site(link.partition("/setup")[0], link)
    finally:
        end(process)


def launch(folder: Path, **settings: str) -> subprocess.Popen[str]:
    """Start the process of a platform; `heard` waits for what it says."""
    chosen = {**_SETTINGS, "SERVER__PORT": "0", "DATA_DIR": str(folder), **settings}
    with (folder / "serve.log").open("a") as stderr:
        return subprocess.Popen(
            [sys.executable, "-m", "thaiyyal.cli", "serve"],
            env={"PATH": os.environ["PATH"], **{f"THAIYYAL_{k}": v for k, v in chosen.items()}},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )


def heard(process: subprocess.Popen[str], folder: Path, beginning: str) -> str:
    """Wait for a line of what the process says; return the rest of it."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(beginning):
            return line.removeprefix(beginning).strip()
    raise RuntimeError(f"the server did not start: {(folder / 'serve.log').read_text()}")


def end(process: subprocess.Popen[str]) -> None:
    """End a platform in an orderly way."""
    process.terminate()
    process.communicate(timeout=PATIENCE_S)
