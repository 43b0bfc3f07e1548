"""What the tests of executions make: documents, executions, looks behind the scenes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from thaiyyal.features.executions import Runner
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform
from thaiyyal.testing.worker import work_off

Json = dict[str, Any]


def document(*nodes: Json) -> Json:
    """Return a document of nodes, each behind the one before."""
    edges = [{"source": before["id"], "target": after["id"]} for before, after in pairwise(nodes)]
    return {"nodes": list(nodes), "edges": edges}


def node(id_: str, type_: str, **data: Any) -> Json:
    """Return a node."""
    return {"id": id_, "type": type_, "data": data}


ECHO = document(node("echo", "expression", expression="input"))
DOUBLE = document(node("double", "expression", expression="input * 2"))
CONSTANT = document(node("n", "number", value=7))
FAILING = document(
    node("n", "number", value=1),
    node("bad", "expression", expression="input.a.b"),
    node("after", "expression", expression="input"),
)
HOUR = document(node("hour", "delay", duration="1h"))


def make(platform: Platform, by: Person, what: Json | None = None, **more: Any) -> str:
    """Publish a workflow; return its id."""
    body = {"name": "Worked", "document": what or ECHO, **more}
    answer = platform.ask("POST", "/workflows", by=by, json=body)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def execute(
    platform: Platform,
    by: Person,
    workflow_id: str,
    body: Json | None = None,
    *,
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Execute a workflow."""
    path = f"/workflows/{workflow_id}/execute{query}"
    return platform.ask("POST", path, by=by, json=body, headers=headers)


def run(platform: Platform, by: Person, what: Json, *inputs: Any) -> Json:
    """Publish and execute a document, wait for its end; return the execution."""
    body = {"input": inputs[0]} if inputs else None
    answer = execute(platform, by, make(platform, by, what), body, query="?wait=30s")
    assert answer.status == 200, answer.body
    done: Json = answer.json
    return done


def start(platform: Platform, by: Person, what: Json = HOUR) -> Json:
    """Publish a document and start it; return the execution as it begins."""
    answer = execute(platform, by, make(platform, by, what))
    assert answer.status == 202, answer.body
    begun: Json = answer.json
    return begun


def path_of(execution: Json) -> str:
    """Return where an execution is."""
    return f"/workflows/{execution['workflow_id']}/executions/{execution['id']}"


def got(platform: Platform, by: Person, execution: Json) -> Json:
    """Return an execution as it stands."""
    answer = platform.ask("GET", path_of(execution), by=by)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def work(platform: Platform) -> int:
    """Do what is queued, and what that queues; return how many jobs there were."""
    return platform.run(work_off(platform.services.get(Runner), platform.database))


def ended(platform: Platform, by: Person, execution: Json) -> Json:
    """Let an execution come to its end, or to where it waits; return it."""
    runner = platform.services.get(Runner)
    platform.run(runner.wait(UUID(execution["id"]), 30))
    work(platform)
    return got(platform, by, execution)


def steps_of(platform: Platform, by: Person, execution: Json) -> list[Json]:
    """Return the steps of an execution."""
    answer = platform.ask("GET", f"{path_of(execution)}/steps?limit=200", by=by)
    assert answer.status == 200, answer.body
    steps: list[Json] = answer.json["items"]
    return steps


def as_owner(
    platform: Platform, statement: str, params: Sequence[Any] | Mapping[str, Any] = ()
) -> list[Json]:
    """Run a statement as the schema's owner, who sees every tenant; return its rows."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement.encode(), params)
        return cursor.fetchall() if cursor.description else []


def set_quota(platform: Platform, of: Person, metric: str, amount: int) -> None:
    """Give a tenant a limit of its own."""
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, %s, %s)",
        [of.tenant_id, metric, amount],
    )


def used(platform: Platform, of: Person, metric: str) -> int:
    """Return how much of a metric a tenant uses."""
    rows = as_owner(
        platform,
        "SELECT amount FROM usage WHERE tenant_id = %s AND metric = %s",
        [of.tenant_id, metric],
    )
    return sum(row["amount"] for row in rows)


def audited(platform: Platform, execution: Json) -> list[tuple[str, str, str]]:
    """Return action, status and kind of actor of all entries about an execution, in order."""
    rows = as_owner(
        platform,
        "SELECT action, status, actor_kind FROM audit_logs WHERE resource_id = %s ORDER BY id",
        [execution["id"]],
    )
    return [(row["action"], row["status"], row["actor_kind"]) for row in rows]
