"""Executions that were interrupted, as a crash leaves them; servers that count and fail."""

from collections import Counter
from dataclasses import dataclass, field

from tests.integration.executions.making import Json, as_owner, document, node
from thaiyyal.testing.local_server import Answer, Received, json_answer
from thaiyyal.testing.platform import Platform


@dataclass(slots=True)
class Counted:
    """A server's answers: paths in ``failing`` fail. ``calls``: path -> how often it was asked."""

    failing: set[str] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)
    keys: list[str | None] = field(default_factory=list)

    def __call__(self, received: Received) -> Answer:
        path = received.path
        self.calls[path] += 1
        self.keys.append(received.headers.get("idempotency-key"))
        if path in self.failing:
            return Answer(500, b"broken")
        return json_answer({"path": path, "call": self.calls[path]})


def post(id_: str, url: str, **data: object) -> Json:
    """Return a node with an effect that nobody may repeat."""
    return node(id_, "http", url=url, method="POST", **data)


def chain(url: str, *names: str) -> Json:
    """Return a document of requests, one behind the other."""
    return document(*[post(name, f"{url}/{name}") for name in names])


def interrupt(platform: Platform, execution: Json, node_id: str) -> None:
    """Make as if the process had died between a node's request and what it recorded of it."""
    where = {"id": execution["id"], "node": node_id}
    as_owner(
        platform,
        "DELETE FROM steps s WHERE execution_id = %(id)s AND seq > (SELECT max(seq) FROM steps o"
        " WHERE o.execution_id = %(id)s AND o.node_id = %(node)s AND o.kind = 'intent')",
        where,
    )
    as_owner(
        platform,
        "UPDATE executions SET status = 'waiting', waiting_for = 'time', wake_at = now(),"
        " admitted_at = NULL, finished_at = NULL, output = NULL, error = NULL WHERE id = %(id)s",
        where,
    )
