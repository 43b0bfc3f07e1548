"""Workflows to execute, what became of them, and servers and workers beside each other."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import psycopg

from tests.acceptance.server.process import Server
from tests.acceptance.server.process import started as started_server
from tests.acceptance.worker.place import Place
from tests.acceptance.worker.process import PATIENCE_S, Worker, started
from tests.integration.executions.making import document, node
from thaiyyal.testing.local_server import LOOPBACK, Answer, LocalServer, Received, json_answer

SHORT = document(node("a", "number", value=1))
_SETTINGS = {
    "WORKER__LEASE_S": "1",
    "WORKER__HEARTBEAT_S": "0.3",
    "WORKER__SWEEP_S": "0.2",
    "OUTBOUND__ALLOW_NETWORKS": LOOPBACK,
}
_STATUSES = "SELECT status, attempt, count(*) FROM executions GROUP BY 1, 2 ORDER BY 1, 2"


class Slow:
    """A web server that answers when it may, and a workflow that asks it."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.server = LocalServer(self._answer)

    def _answer(self, _: Received) -> Answer:
        self.may_answer.wait(PATIENCE_S)
        return json_answer({"is": "here"})

    @property
    def asked(self) -> int:
        return len(self.server.received)

    @property
    def workflow(self) -> dict[str, Any]:
        return document(node("a", "http", url=self.server.url))


@contextmanager
def server_at(folder: Path, place: Place, **settings: str) -> Iterator[Server]:
    """Yield a server that runs nothing that is queued."""
    home = folder / "server"
    home.mkdir()
    with started_server(home, place.url, **(_SETTINGS | settings)) as server:
        yield server


def start_worker(
    stack: ExitStack, folder: Path, place: Place, name: str, **settings: str
) -> Worker:
    """Start a worker that runs until the end of ``stack``."""
    home = folder / name
    home.mkdir()
    return stack.enter_context(started(home, place.url, real=True, **(_SETTINGS | settings)))


def execute(server: Server, workflow: dict[str, Any], number: int) -> None:
    """Have a new workflow executed, so many times."""
    by = server.sign_in()
    sent = {"name": "w", "document": workflow}
    made = server.ask("POST", "/api/v1/workflows", value=sent, headers=by).json
    for _ in range(number):
        path = f"/api/v1/workflows/{made['id']}/execute"
        assert server.ask("POST", path, value={}, headers=by).status == 202


def statuses(place: Place) -> list[tuple[Any, ...]]:
    """Return how many executions there are by status and number of claims."""
    with psycopg.connect(place.owner) as owner:
        return owner.execute(_STATUSES).fetchall()


def listed(server: Server) -> list[str]:
    """Return the statuses that the server tells."""
    found = server.ask("GET", "/api/v1/executions", headers=server.sign_in()).json
    return [one["status"] for one in found["items"]]
