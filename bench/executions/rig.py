"""A whole platform of processes: PostgreSQL as in production, servers, workers, somebody signed in.

Its data are gone afterwards.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from bench.executions.documents import Json
from bench.executions.plugin import install_plugin
from bench.executions.processes import Running, running
from bench.executions.usage import cpu_by_group
from bench.http.asking import ask
from bench.http.client import Request, request
from thaiyyal.store.embedded import EmbeddedServer, Options, start_embedded
from thaiyyal.store.roles import create_roles

EMAIL = "owner@example.com"
PASSWORD = "a long sentence for measuring"  # noqa: S105 - of a server that lives for a minute
LOOK_S = 0.05
_CONNECTIONS = 150  # of several processes, each with up to 25
_WRITES = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
API = "/api/v1"
SETTINGS = {
    "OWNER_EMAIL": EMAIL,
    "OWNER_PASSWORD": PASSWORD,
    "QUOTAS__DEFAULT_PLAN": "unlimited",
    "LIMITS__REQUESTS_PER_MINUTE": "100000000",
    "LOG__LEVEL": "warning",
}


@dataclass(slots=True)
class Rig:
    """What runs. ``port``: of the first server, whose owner shows ``token``."""

    folder: Path
    postgres: EmbeddedServer
    environment: dict[str, str]
    stack: ExitStack
    server: Running
    token: str = ""
    servers: list[Running] = field(default_factory=list)

    @property
    def port(self) -> int:
        return self.server.port

    @contextmanager
    def workers(self, count: int) -> Iterator[Sequence[Running]]:
        """Yield workers that look for work; they are ended at the end of the block."""
        with ExitStack() as stack:
            flags = ("--health-port", "0")
            yield [
                stack.enter_context(running("worker", self.folder, self.environment, *flags))
                for _ in range(count)
            ]

    def second_server(self) -> Running:
        """Start a server beside the first one; return it."""
        flags = ("--port", "0")
        added = self.stack.enter_context(running("server", self.folder, self.environment, *flags))
        self.servers.append(added)
        return added

    def ask(self, path: str, body: object = None, *, token: str = "") -> Any:
        """Send one request, a POST when there is a body; return the answer."""
        return ask(self.port, path, body=body, token=token or self.token)

    def publish(self, document: Json, *, token: str = "") -> str:
        """Publish a workflow; return its id."""
        made = self.ask("/workflows", {"name": "Measured", "document": document}, token=token)
        return str(made["id"])

    def execution(self, workflow: str, given: object = None, *, wait: bool) -> Request:
        """Return a request that executes a workflow, and waits for its end or not."""
        path = f"/api/v1/workflows/{workflow}/execute{'?wait=60s' if wait else ''}"
        return request("POST", path, self.token, {"input": given})

    def hook(self, document: Json) -> str:
        """Publish a workflow with a webhook; return the path of its address."""
        found = self.ask(f"/workflows/{self.publish(document)}/triggers")
        path = str(found["webhooks"][0]["path"])
        return path if path.startswith(API) else API + path

    async def until(self, statement: str, value: object, count: int) -> None:
        """Wait until a statement counts so many."""
        while self.rows(statement, value)[0][0] < count:  # noqa: ASYNC110 - it can only be asked
            await asyncio.sleep(LOOK_S)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what the database says to an administrator, who sees every tenant."""
        with psycopg.connect(self.postgres.conninfo_owner, autocommit=True) as connection:
            return connection.execute(statement, values or None).fetchall()

    def writes(self) -> int:
        """Return how many transactions have written anything so far."""
        return int(self.rows(_WRITES)[0][0])

    def cpu(self, workers: Sequence[Running] = ()) -> dict[str, float]:
        """Return CPU seconds so far by group of processes."""
        groups = {"server": [each.pid for each in self.servers]}
        if workers:
            groups["workers"] = [each.pid for each in workers]
        return cpu_by_group(groups, self.postgres.pid)


@contextmanager
def started_rig(
    settings: Mapping[str, str] | None = None, *, runs_queued: bool = True
) -> Iterator[Rig]:
    """Yield a platform with one server; without ``runs_queued`` it leaves the queue to workers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(open_folder()))
        postgres = _database(stack, folder)
        environment = _environment(folder, postgres)
        chosen = {**SETTINGS, **(settings or {})}
        environment.update({f"THAIYYAL_{name}": value for name, value in chosen.items()})
        beside = {} if runs_queued else {"THAIYYAL_WORKER__CONCURRENCY": "0"}
        server = stack.enter_context(running("serve", folder, environment | beside, "--port", "0"))
        rig = Rig(folder, postgres, environment, stack, server, servers=[server])
        signed_in = rig.ask("/auth/login", {"email": EMAIL, "password": PASSWORD})
        rig.token = signed_in["access_token"]
        yield rig


@contextmanager
def open_folder() -> Iterator[str]:
    """Yield a temporary folder that the database's user can pass through."""
    with tempfile.TemporaryDirectory(prefix="thaiyyal-bench-") as folder:
        Path(folder).chmod(0o711)
        yield folder


def _database(stack: ExitStack, folder: Path) -> EmbeddedServer:
    postgres = start_embedded(folder / "data", options=Options(max_connections=_CONNECTIONS))
    stack.callback(postgres.stop)
    create_roles(postgres.conninfo_owner)
    return postgres


def _environment(folder: Path, postgres: EmbeddedServer) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": install_plugin(folder / "site"),
        "THAIYYAL_DATA_DIR": str(folder / "data"),
        "THAIYYAL_DATABASE_URL": _url(postgres, "thaiyyal_app"),
        "THAIYYAL_MIGRATIONS__DATABASE_URL": _url(postgres, "thaiyyal_owner"),
    }


def _url(postgres: EmbeddedServer, role: str) -> str:
    return (
        f"postgresql://{role}@/thaiyyal?host={quote(str(postgres.socket_dir), safe='')}&port=5432"
    )
