"""Executions become the API's shapes; stored JSON is sent as it is, without reading it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from thaiyyal.features.routing import moment_text
from thaiyyal.store.payload import unpack_json
from thaiyyal.store.transaction import Row

BASE = "/api/v1"


def item_from(row: Row) -> dict[str, Any]:
    """Return an execution without its input and output, ready to be written as JSON."""
    return {
        "id": row["id"],
        "workflow_id": row["workflow_id"],
        "workflow_name": row["workflow_name"],
        "version": row["version"],
        "status": row["status"],
        "trigger": row["trigger"],
        "started_by": _person(row["started_by"], row["started_by_name"]),
        "error": _json(row["error"]),
        "created_at": moment_text(row["created_at"]),
        "started_at": _moment(row["started_at"]),
        "finished_at": _moment(row["finished_at"]),
        "duration_ms": duration_ms(row["started_at"], row["finished_at"]),
        "cpu_ms": row["cpu_ms"],
        "cancel_requested_at": _moment(row["cancel_requested_at"]),
        "waiting_for": row.get("waiting_for"),
        "wake_at": _moment(row["wake_at"]),
        "attempt": row.get("attempt", 1),
        "retried_from": row["retried_from"],
        "parent_id": row["parent_id"],
        "dead_at": _moment(row.get("dead_at")),
    }


def detail_from(row: Row) -> dict[str, Any]:
    """Return an execution with its input and output."""
    return {**item_from(row), "input": _json(row["input"]), "output": _json(row["output"])}


def step_from(row: Row) -> dict[str, Any]:
    """Return a step."""
    return {
        "seq": row["seq"],
        "node_id": row["node_id"],
        "path": row["path"],
        "type": row["type"],
        "status": row["status"],
        "port": row["port"],
        "output": _json(row["output"]),
        "is_preview": row["is_preview"],
        "error": _json(row["error"]),
        "attempt": row["attempt"],
        "started_at": _moment(row["started_at"]),
        "duration_ms": row["duration_ms"],
        "meta": _json(row["meta"]) or {},
    }


def output_from(row: Row) -> dict[str, Any]:
    """Return the output of a step."""
    return {"output": _json(row["output"]), "is_preview": row["is_preview"]}


def json_answer(value: Any, *, status: int = 200) -> Response:
    """Return a value, which may hold stored JSON, as an answer."""
    return Response(orjson.dumps(value), status, media_type="application/json")


def address_of(workflow_id: UUID, execution_id: UUID) -> str:
    """Return where an execution can be looked at."""
    return f"{BASE}/workflows/{workflow_id}/executions/{execution_id}"


def duration_ms(started_at: datetime | None, finished_at: datetime | None) -> float | None:
    """Return how long something took, if it has ended."""
    if started_at is None or finished_at is None:
        return None
    return round((finished_at - started_at).total_seconds() * 1_000, 3)


def _person(id_: UUID | None, name: str | None) -> dict[str, Any] | None:
    return None if id_ is None else {"id": id_, "name": name}


def _moment(at: datetime | None) -> str | None:
    return None if at is None else moment_text(at)


def _json(stored: bytes | None) -> orjson.Fragment | None:
    return None if stored is None else orjson.Fragment(unpack_json(stored))
