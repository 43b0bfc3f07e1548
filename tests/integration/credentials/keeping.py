"""What the tests of credentials make: credentials, workflows that use them, looks at the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row

from thaiyyal.testing.api import Answer
from thaiyyal.testing.local_server import Answer as Answered
from thaiyyal.testing.local_server import LocalServer, Received, json_answer
from thaiyyal.testing.platform import Person, Platform

Json = dict[str, Any]

SECRET = "canary-9f8e7d6c5b4a"
BEARER: Json = {"kind": "bearer", "fields": {"token": SECRET}, "hosts": ["127.0.0.1"]}


def create(platform: Platform, by: Person, **more: Any) -> Answer:
    """Make a credential: one with a bearer token for this machine, unless said otherwise."""
    return platform.ask("POST", "/credentials", by=by, json={"name": "shop", **BEARER, **more})


def made(platform: Platform, by: Person, **more: Any) -> Json:
    """Make a credential that has to be good; return it."""
    answer = create(platform, by, **more)
    assert answer.status == 201, answer.body
    found: Json = answer.json
    return found


def update(platform: Platform, by: Person, id_: str, **changes: Any) -> Answer:
    """Change a credential, whatever it is by now."""
    headers = {"If-Match": "*"}
    return platform.ask("PUT", f"/credentials/{id_}", by=by, json=changes, headers=headers)


def calling(url: str, credential: str = "shop", **more: Any) -> Json:
    """Return a document with one request."""
    data = {"url": url, "credential": credential, **more}
    return {"nodes": [{"id": "ask", "type": "http", "data": data}], "edges": []}


def workflow(platform: Platform, by: Person, document: Json, **more: Any) -> str:
    """Publish a workflow; return its id."""
    body = {"name": "asks", "document": document, **more}
    answer = platform.ask("POST", "/workflows", by=by, json=body)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def run(platform: Platform, by: Person, workflow_id: str, **body: Any) -> Json:
    """Execute a workflow to its end."""
    path = f"/workflows/{workflow_id}/execute?wait=30"
    answer = platform.ask("POST", path, by=by, json=body)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def entries(platform: Platform, by: Person, action: str) -> list[Json]:
    """Return the entries of the log with an action, newest first."""
    answer = platform.ask("GET", f"/audit-logs?action={action}&limit=200", by=by)
    assert answer.status == 200, answer.body
    found: list[Json] = answer.json["items"]
    return found


def seen_by(service: LocalServer) -> list[str | None]:
    """Return the Authorization headers that a service got."""
    return [request.headers.get("authorization") for request in service.received]


def as_owner(platform: Platform, statement: str, *params: Any) -> list[Json]:
    """Run a statement as the schema's owner."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement.encode(), params)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def service() -> Iterator[LocalServer]:
    """Yield a service that takes everything."""

    def answer(request: Received) -> Answered:
        return json_answer({"ok": True})

    with LocalServer(answer) as server:
        yield server
