"""Records of executions as a process that runs them writes them, and streams as they come."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import orjson
import psycopg

from tests.acceptance.server.process import EMAIL, PATIENCE_S, Server
from thaiyyal.kernel.ids import new_id

_WORKFLOW = """
INSERT INTO workflows (tenant_id, id, name, owner_id, visibility)
SELECT m.tenant_id, %s, 'Followed', m.user_id, 'tenant'
FROM members m JOIN users u ON u.id = m.user_id WHERE u.email = %s
"""
_EXECUTION = """
INSERT INTO executions (tenant_id, id, workflow_id, status, trigger)
SELECT tenant_id, %s, id, 'running', 'api' FROM workflows WHERE id = %s
"""
_STEPS = """
INSERT INTO steps (tenant_id, execution_id, seq, kind, node_id, type, status, output)
SELECT e.tenant_id, e.id, n, 'step', 'n' || n, 'expression', 'succeeded', %s
FROM executions e, generate_series(
  1 + (SELECT coalesce(max(seq), 0) FROM steps WHERE execution_id = e.id),
  %s + (SELECT coalesce(max(seq), 0) FROM steps WHERE execution_id = e.id)) n
WHERE e.id = %s
"""
_END = "UPDATE executions SET status = 'succeeded', finished_at = now() WHERE id = %s"


class Records:
    """Makes and records executions, each with a workflow of its own."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo

    def begin(self) -> tuple[str, str]:
        """Make an execution; return its id, and where its events are."""
        workflow_id, id_ = new_id(), new_id()
        with psycopg.connect(self._conninfo) as connection:
            connection.execute(_WORKFLOW, [workflow_id, EMAIL])
            connection.execute(_EXECUTION, [id_, workflow_id])
        return str(id_), f"/api/v1/workflows/{workflow_id}/executions/{id_}/events"

    def record(self, id_: str, *, number: int = 1, output: Any = None) -> None:
        """Record steps, and tell of it."""
        with psycopg.connect(self._conninfo) as connection:
            connection.execute(_STEPS, [orjson.dumps(output), number, id_])
            _tell(connection, id_)

    def end(self, id_: str) -> None:
        """Let it end, and tell of it."""
        with psycopg.connect(self._conninfo) as connection:
            connection.execute(_END, [id_])
            _tell(connection, id_)


def _tell(connection: psycopg.Connection[Any], id_: str) -> None:
    connection.execute("SELECT pg_notify('thaiyyal', %s)", [json.dumps({"x": [id_]})])


@contextmanager
def followed(
    server: Server, path: str, headers: dict[str, str]
) -> Iterator[tuple[HTTPResponse, Iterator[dict[str, Any]]]]:
    """Yield an answer and its events, each with its name as ``event``; read as they come."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        yield answer, _events(answer)
    finally:
        connection.close()


def _events(answer: HTTPResponse) -> Iterator[dict[str, Any]]:
    name = ""
    while line := answer.readline():
        field, _, text = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = text
        elif field == "data":
            yield {"event": name, **json.loads(text)}
