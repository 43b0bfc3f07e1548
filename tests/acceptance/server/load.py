"""Clients that keep asking, and remember every answer they got."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from uuid import uuid4

from tests.acceptance.server.process import PATIENCE_S, Server, until
from tests.acceptance.server.wire import Reply

WORKFLOWS = "/api/v1/workflows"


class Client:
    """One connection on which one request follows the other until it is told to stop.

    ``written``: names that were answered with 201. ``trouble``: why it has no connection any more.
    """

    def __init__(self, server: Server, by: dict[str, str], *, writes: bool) -> None:
        self.answers: list[Reply] = []
        self.written: list[str] = []
        self.trouble: str | None = None
        self._by = {**by, "Content-Type": "application/json"}
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
        self._act: Callable[[], None] = self._write if writes else self._read
        self._stop = Event()
        self._thread = Thread(target=self._ask_on)
        self._thread.start()

    def tell_to_stop(self) -> None:
        """Let it get its last answer."""
        self._stop.set()

    def wait(self) -> None:
        """Wait until it has stopped."""
        self._thread.join(PATIENCE_S)

    def _ask_on(self) -> None:
        try:
            while not self._stop.is_set():
                self._act()
        except (OSError, HTTPException) as error:
            self.trouble = repr(error)
        finally:
            self._connection.close()

    def _read(self) -> None:
        self._ask("GET", f"{WORKFLOWS}?limit=1", None)

    def _write(self) -> None:
        name = f"w {uuid4()}"
        value = {"name": name, "document": {"nodes": [], "edges": []}}
        if self._ask("POST", WORKFLOWS, json.dumps(value)) == 201:
            self.written.append(name)

    def _ask(self, method: str, path: str, body: str | None) -> int:
        self._connection.request(method, path, body, self._by)
        answer = self._connection.getresponse()
        self.answers.append(Reply(answer.status, answer.msg, answer.read()))
        return answer.status


@dataclass(frozen=True, slots=True)
class Load:
    """Several clients at once."""

    clients: list[Client] = field(default_factory=list)

    def answers(self) -> list[Reply]:
        """Return all answers so far, client by client."""
        return [answer for client in self.clients for answer in client.answers]

    def troubles(self) -> list[str]:
        """Return what went wrong with connections."""
        return [client.trouble for client in self.clients if client.trouble]

    def written(self) -> set[str]:
        """Return what was acknowledged."""
        return {name for client in self.clients for name in client.written}

    def next_answers(self, count: int) -> list[Reply]:
        """Wait until every client got so many more answers; return those."""
        before = [len(client.answers) for client in self.clients]
        pairs = list(zip(self.clients, before, strict=True))
        until(lambda: all(len(client.answers) >= start + count for client, start in pairs))
        return [answer for client, start in pairs for answer in client.answers[start:]]

    def stop(self) -> None:
        """Let everybody get their last answer."""
        for client in self.clients:
            client.tell_to_stop()
        for client in self.clients:
            client.wait()
