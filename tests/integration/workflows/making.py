"""What the tests of workflows make: documents, workflows, calls of handlers without a server."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from starlette.requests import Request

from thaiyyal.features.routing import CallContext
from thaiyyal.kernel.actor import Actor, ActorKind
from thaiyyal.kernel.permissions import BUILT_IN_ROLES
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Person, Platform

T = TypeVar("T")
Json = dict[str, Any]
DOCUMENT: Json = {
    "nodes": [
        {"id": "age", "type": "number", "data": {"value": 25}},
        {"id": "is_adult", "type": "condition", "data": {"condition": "input >= 18"}},
    ],
    "edges": [{"source": "age", "target": "is_adult"}],
}


def document_of(value: float) -> Json:
    """A valid document that is unlike those of other values."""
    return {"nodes": [{"id": "n", "type": "number", "data": {"value": value}}], "edges": []}


def make(platform: Platform, by: Person, **more: Any) -> Json:
    """Create a workflow through the API."""
    body = {"name": "Age check", "document": DOCUMENT, **more}
    answer = platform.ask("POST", "/workflows", by=by, json=body)
    assert answer.status == 201, answer.body
    made: Json = answer.json
    return made


def save_draft(platform: Platform, by: Person, id_: str, document: object) -> None:
    """Save a draft, whatever there was."""
    answer = platform.ask(
        "PUT",
        f"/workflows/{id_}/draft",
        by=by,
        json={"document": document},
        headers={"If-Match": "*"},
    )
    assert answer.status == 200, answer.body


def publish(platform: Platform, by: Person, id_: str, document: Json) -> int:
    """Publish a document; return the number of the version."""
    answer = platform.ask(
        "PUT",
        f"/workflows/{id_}",
        by=by,
        json={"document": document},
        headers={"If-Match": "*"},
    )
    assert answer.status == 200, answer.body
    version: int = answer.json["version"]
    return version


def actor_of(person: Person, role: str = "owner") -> Actor:
    """Who a person is to handlers, with the permissions of a built-in role."""
    return Actor(
        ActorKind.USER,
        user_id=person.id,
        tenant_id=person.tenant_id,
        permissions=BUILT_IN_ROLES[role],
    )


def handle(
    platform: Platform,
    actor: Actor,
    work: Callable[[CallContext], Awaitable[T]],
    **path: UUID | str,
) -> tuple[T, int]:
    """Run a handler in a transaction; return its answer and how many statements it took."""

    async def done() -> tuple[T, int]:
        async with platform.database.begin(actor.scope) as tx:
            call = call_of(platform, actor, tx, **path)
            return await work(call), tx.statements

    return platform.run(done())


def call_of(platform: Platform, actor: Actor, tx: Transaction, **path: UUID | str) -> CallContext:
    """The call that a handler gets."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [],
        "path_params": {name: str(value) for name, value in path.items()},
    }
    return CallContext(actor, platform.database, platform.services, Request(scope), transaction=tx)


def rows(platform: Platform, statement: str, *params: object) -> list[tuple[Any, ...]]:
    """Look into the database as the schema's owner."""
    with psycopg.connect(platform.owner_conninfo()) as connection:
        return connection.execute(statement, params).fetchall()


def audited(platform: Platform, id_: str) -> list[str]:
    """What the audit log says was done to a workflow, in order."""
    found = rows(platform, "SELECT action FROM audit_logs WHERE resource_id = %s ORDER BY id", id_)
    return [row[0] for row in found]
