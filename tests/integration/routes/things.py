"""How one thing of every kind is made, through the API, for the names in the paths of routes."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg

from tests.integration.routes.people import People
from thaiyyal.kernel.ids import new_id
from thaiyyal.testing.platform import Person, Platform


@dataclass(slots=True)
class Tenant:
    """Somebody's tenant: its people, and one thing of every kind, made when it is asked for first.

    ``text`` is in the name of everything.
    """

    platform: Platform
    people: People
    text: str
    _ids: dict[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> Person:
        """The tenant's owner, who makes everything."""
        return self.people.owner

    def id_of(self, name: str) -> str:
        """Return the id of the thing that a name in a path stands for.

        Raises:
            KeyError: Nothing of that name can be made: add it below.
        """
        if name not in self._ids:
            self._ids[name] = THINGS[name](self)
        return self._ids[name]

    def let(self, name: str, id_: str) -> None:
        """Let a name stand for another thing than the usual one."""
        self._ids[name] = id_

    def path(self, template: str) -> str:
        """Return a path with the ids of things for the names in it."""
        for name in names_in(template):
            template = template.replace("{" + name + "}", self.id_of(name))
        return template

    def send(self, method: str, path: str, body: Any = None, *, by: Person | None = None) -> Any:
        """Send a request, of the owner unless said otherwise, that has to succeed.

        ``{names}`` in the path become the ids of the tenant's things.
        """
        headers = {"If-Match": "*"}
        answer = self.platform.ask(
            method, self.path(path), by=by or self.owner, json=body, headers=headers
        )
        assert answer.status < 300, (method, path, answer.status, answer.body)
        return answer.json

    def post(self, path: str, body: Any = None) -> Any:
        """Make something."""
        return self.send("POST", path, body)


def names_in(path: str) -> list[str]:
    """Return the names of a path's parameters.

    >>> names_in("/workflows/{workflow_id}/versions/{version}")
    ['workflow_id', 'version']
    """
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def document(value: int = 1) -> dict[str, Any]:
    """Return a small document that is valid."""
    return {"nodes": [{"id": "n", "type": "number", "data": {"value": value}}], "edges": []}


def publish_second_version(tenant: Tenant) -> str:
    """Publish another document of the workflow; return the number of its version."""
    body = {"document": document(value=2)}
    return str(tenant.send("PUT", "/workflows/{workflow_id}", body)["version"])


def _first_version(tenant: Tenant) -> str:
    assert tenant.id_of("workflow_id")
    return "1"


def _entry(tenant: Tenant) -> str:
    return str(tenant.send("GET", "/audit-logs?limit=1")["items"][0]["id"])


def _api_key(tenant: Tenant) -> str:
    return str(tenant.post("/api-keys", {"name": f"{tenant.text} key"})["id"])


def _role(tenant: Tenant) -> str:
    body = {"name": f"{tenant.text} role", "description": tenant.text, "permissions": []}
    return str(tenant.post("/roles", body)["id"])


def _invitation(tenant: Tenant) -> str:
    body = {"email": f"invited@{tenant.text}.example", "role": "viewer"}
    return str(tenant.post("/invitations", body)["id"])


def _workflow(tenant: Tenant) -> str:
    body = {
        "name": f"{tenant.text} workflow",
        "description": tenant.text,
        "tags": [tenant.text],
        "document": document(),
    }
    return str(tenant.post("/workflows", body)["id"])


def _trigger(tenant: Tenant, kind: str) -> str:
    """Publish a version with triggers; return the id of the first one of a kind."""
    nodes = [
        {"id": "yearly", "type": "schedule_trigger", "data": {"cron": "0 0 1 1 *"}},
        {"id": "asked", "type": "webhook_trigger", "data": {}},
    ]
    tenant.send("PUT", "/workflows/{workflow_id}", {"document": {"nodes": nodes}})
    return str(tenant.send("GET", "/workflows/{workflow_id}/triggers")[kind][0]["id"])


def address_of_webhook(tenant: Tenant, method: str = "POST") -> str:
    """Publish a workflow with a webhook; return the secret part of its address."""
    asked = {"id": "asked", "type": "webhook_trigger", "data": {"method": method}}
    body = {"name": f"{tenant.text} webhook", "document": {"nodes": [asked], "edges": []}}
    made = tenant.post("/workflows", body)["id"]
    found = tenant.send("GET", f"/workflows/{made}/triggers")["webhooks"][0]["path"]
    return str(found).rpartition("/")[2]


def _execution(tenant: Tenant) -> str:
    path = "/workflows/{workflow_id}/execute?wait=30"
    return str(tenant.post(path, {"input": tenant.text})["id"])


def add_file(tenant: Tenant) -> str:
    """Put a file into the execution, as if it had downloaded one; return its digest."""
    content, upload = f"{tenant.text} {uuid4().hex}".encode(), new_id()
    digest = hashlib.sha256(content).digest()
    place = [tenant.owner.tenant_id, tenant.id_of("execution_id")]
    with psycopg.connect(tenant.platform.owner_conninfo()) as connection:
        connection.execute(
            "INSERT INTO file_chunks (tenant_id, execution_id, upload_id, n, content)"
            " VALUES (%s, %s, %s, 0, %s)",
            [*place, upload, content],
        )
        connection.execute(
            "INSERT INTO files (tenant_id, execution_id, upload_id, sha256, size_bytes, name,"
            " media_type) VALUES (%s, %s, %s, %s, %s, %s, 'text/plain')",
            [*place, upload, digest, len(content), f"{tenant.text}.txt"],
        )
    return digest.hex()


def credential(tenant: Tenant, kind: str = "bearer", **fields: str) -> str:
    """Make a credential of a kind; return its id."""
    body = {
        "name": f"{tenant.text} {kind}",
        "kind": kind,
        "fields": fields or {"token": "t0ken-of-shop"},
        "hosts": ["127.0.0.1"],
    }
    return str(tenant.post("/credentials", body)["id"])


def ask_for_approval(tenant: Tenant) -> str:
    ask = {"id": "ask", "type": "approval", "data": {"title": tenant.text}}
    body = {"name": f"{tenant.text} question", "document": {"nodes": [ask], "edges": []}}
    asking = tenant.post("/workflows", body)["id"]
    waiting = tenant.post(f"/workflows/{asking}/execute?wait=30")["id"]
    found = tenant.send("GET", "/approvals")["items"]
    return next(str(one["id"]) for one in found if one["execution_id"] == waiting)


THINGS: Mapping[str, Callable[[Tenant], str]] = {
    "address": address_of_webhook,
    "after": publish_second_version,
    "api_key_id": _api_key,
    "approval_id": ask_for_approval,
    "before": _first_version,
    "credential_id": credential,
    "entry_id": _entry,
    "execution_id": _execution,
    "invitation_id": _invitation,
    "provider": lambda _: "nobody",
    "role_id": _role,
    "schedule_id": lambda tenant: _trigger(tenant, "schedules"),
    "seq": lambda tenant: str(
        tenant.send("GET", "/executions/{execution_id}/steps")["items"][0]["seq"]
    ),
    "session_id": lambda tenant: str(tenant.owner.session_id),
    "sha256": add_file,
    "tenant_id": lambda tenant: str(tenant.owner.tenant_id),
    "user_id": lambda tenant: str(tenant.platform.make_member(tenant.owner, "viewer").id),
    "version": _first_version,
    "webhook_id": lambda tenant: _trigger(tenant, "webhooks"),
    "workflow_id": _workflow,
}
"""Name in a path -> maker, which returns the id of what it made."""
