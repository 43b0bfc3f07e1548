"""Who goes on the tour, and every answer that they get."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.acceptance.server.canaries import Canaries
from tests.acceptance.server.process import PATIENCE_S, until
from tests.acceptance.server.wire import Reply

Json = dict[str, Any]
STRANGER = "stranger"
STREAM = "stream of events"


@dataclass(slots=True)
class People:
    """Asks the server as somebody, and keeps all answers, each with the name of its request."""

    canaries: Canaries
    port: int
    headers: dict[str, Mapping[str, str]] = field(default_factory=lambda: {STRANGER: {}})
    answers: dict[str, bytes] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        value: object = None,
        *,
        by: str = "owner",
        shows: tuple[str, ...] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """Send a request below ``/api/v1``, or anywhere with ``//``.

        ``shows``: names of secrets that this answer, and no other, may show.
        """
        reply = self._send(method, path, value, body, {**self.headers[by], **(headers or {})})
        name = f"answer {len(self.answers)} {method} {path.partition('?')[0]} as {by}"
        told = "\n".join(f"{key}: {text}" for key, text in reply.headers.items())
        self.answers[name] = told.encode() + b"\n\n" + reply.body
        self.statuses[name] = reply.status
        self.canaries.shown |= {(name, secret) for secret in shows}
        return reply

    def get(self, path: str, **more: Any) -> Any:
        """Return what a request gives that has to succeed."""
        return self.must("GET", path, **more)

    def get_bytes(self, path: str) -> bytes:
        """Return the body of an answer that is not JSON."""
        reply = self.ask("GET", path)
        assert reply.status == 200, (path, reply.status)
        return reply.body

    def follow(self, path: str) -> None:
        """Read a stream until it ends, or the server does."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        self.answers[STREAM] = b""
        with suppress(OSError, HTTPException):
            connection.request("GET", f"/api/v1{path}", headers=dict(self.headers["owner"]))
            answer = connection.getresponse()
            while line := answer.readline():
                self.answers[STREAM] += line
        connection.close()

    def must(self, method: str, path: str, value: object = None, **more: Any) -> Any:
        """Return the answer to a request that has to succeed."""
        more.setdefault("headers", {"If-Match": "*"} if method in ("PUT", "DELETE") else {})
        reply = self.ask(method, path, value, **more)
        assert reply.status < 300, (method, path, reply.status, reply.body[:2_000])
        return reply.json if reply.body else None

    def sign_in(self, name: str, email: str, password: str) -> None:
        """Let somebody sign in, whose tokens are secrets from now on."""
        tokens = (f"access token of {name}", f"refresh token of {name}")
        given = {"email": email, "password": password}
        named = {"X-Request-ID": self.canaries.marker}
        self.let_in(
            name, self.must("POST", "/auth/login", given, by=STRANGER, shows=tokens, headers=named)
        )

    def let_in(self, name: str, signed_in: Json) -> None:
        """Take in the tokens that somebody got."""
        self.canaries.add(f"access token of {name}", signed_in["access_token"])
        self.canaries.add(f"refresh token of {name}", signed_in["refresh_token"])
        self.headers[name] = {"Authorization": f"Bearer {signed_in['access_token']}"}

    def ended(self, execution: Json) -> Json:
        """Return an execution once it has ended or waits."""
        found: Json = {}

        def is_there() -> bool:
            found.update(self.get(path_of(execution)))
            return found["status"] not in ("queued", "running")

        until(is_there)
        return found

    def _send(
        self, method: str, path: str, value: object, body: bytes | None, headers: Mapping[str, str]
    ) -> Reply:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        sent = dict(headers)
        if value is not None:
            body = json.dumps(value).encode()
            sent.setdefault("Content-Type", "application/json")
        where = path.removeprefix("/") if path.startswith("//") else f"/api/v1{path}"
        try:
            connection.request(method, where, body, sent)
            answer = connection.getresponse()
            return Reply(answer.status, answer.msg, answer.read())
        finally:
            connection.close()


def path_of(execution: Json) -> str:
    """Return where an execution is."""
    return f"/workflows/{execution['workflow_id']}/executions/{execution['id']}"
