"""What the tests of triggers make: workflows with triggers, and slots that have come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psycopg

from thaiyyal.features.triggers.scheduler import Scheduler
from thaiyyal.testing.platform import Person, Platform

Json = dict[str, Any]


def schedule(id_: str = "nightly", **data: Any) -> Json:
    """Return a schedule node."""
    given = data if {"cron", "every"} & data.keys() else {"cron": "0 3 * * *", **data}
    return {"id": id_, "type": "schedule_trigger", "data": given}


def webhook(id_: str = "asked", **data: Any) -> Json:
    """Return a webhook node."""
    return {"id": id_, "type": "webhook_trigger", "data": data}


def make(platform: Platform, by: Person, *nodes: Json) -> str:
    """Create a workflow of these nodes; return its id."""
    body = {"name": "Triggered", "document": {"nodes": list(nodes)}}
    answer = platform.ask("POST", "/workflows", by=by, json=body)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def publish(platform: Platform, by: Person, id_: str, *nodes: Json) -> None:
    """Publish these nodes as the next version."""
    body = {"document": {"nodes": list(nodes)}}
    answer = platform.ask("PUT", f"/workflows/{id_}", by=by, json=body, headers={"If-Match": "*"})
    assert answer.status == 200, answer.body


def triggers(platform: Platform, by: Person, id_: str) -> Json:
    """Return the triggers of a workflow."""
    answer = platform.ask("GET", f"/workflows/{id_}/triggers", by=by)
    assert answer.status == 200, answer.body
    found: Json = answer.json
    return found


def rows(platform: Platform, statement: str, *params: object) -> list[tuple[Any, ...]]:
    """Look into the database as the schema's owner."""
    with psycopg.connect(platform.owner_conninfo()) as connection:
        return connection.execute(statement, params).fetchall()


def change(platform: Platform, statement: str, params: Mapping[str, object]) -> None:
    """Change rows as the schema's owner."""
    with psycopg.connect(platform.owner_conninfo()) as connection:
        connection.execute(statement, params)


def let_come(platform: Platform, workflow_id: str, *, at: datetime) -> None:
    """Let the next slot of a workflow's schedules, which have a period, be ``at``."""
    change(
        platform,
        "UPDATE schedules SET next_at = %(at)s,"
        " anchor_at = %(at)s - make_interval(secs => every_ms / 1000)"
        " WHERE workflow_id = %(id)s AND next_at IS NOT NULL",
        {"at": at, "id": workflow_id},
    )


def run_scheduler(platform: Platform) -> int:
    """Let a scheduler look once; return how many executions it ordered."""
    return platform.run(Scheduler(platform.database, platform.services).run_due())


def executions(platform: Platform, workflow_id: str) -> list[tuple[Any, ...]]:
    """Return trigger, node, version and time of start of a workflow's executions."""
    return rows(
        platform,
        "SELECT trigger, trigger_node, version, wake_at FROM executions WHERE workflow_id = %s"
        " ORDER BY id",
        workflow_id,
    )


def audited(platform: Platform, id_: object) -> list[str]:
    """Return what the audit log says was done to a thing, in order."""
    found = rows(
        platform, "SELECT action FROM audit_logs WHERE resource_id = %s ORDER BY id", str(id_)
    )
    return [row[0] for row in found]
