"""SQL of the commit group: for many executions of many tenants at once."""

from collections.abc import Sequence
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import sql

from thaiyyal.features.executions.writes import (
    JournalRow,
    Write,
)
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.arrays import Column, column
from thaiyyal.store.transaction import Row, Transaction

NEW: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "workflow_id": "uuid", "version": "integer",
    "latest": "integer", "content_hash": "text", "status": "text", "trigger": "text",
    "started_by": "uuid", "durability": "text", "input": "bytea", "input_blob": "bytea",
    "output": "bytea", "output_blob": "bytea", "error": "bytea", "cpu_ms": "bigint",
    "stored_bytes": "bigint", "created_at": "timestamptz", "started_at": "timestamptz",
    "finished_at": "timestamptz", "seed": "bigint", "priority": "smallint",
    "workflow_limit": "integer", "wake_at": "timestamptz", "time_limit_ms": "bigint",
    "parent_id": "uuid", "parent_key": "text", "depth": "smallint", "retried_from": "uuid",
    "trigger_node": "text", "target_node": "text", "pinned": "bytea",
}  # fmt: skip
STEP: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "fence": "integer", "seq": "integer", "kind": "text",
    "node_id": "text", "path": "text", "key": "bytea", "type": "text", "status": "text",
    "port": "text", "attempt": "integer", "output": "bytea", "output_blob": "bytea",
    "is_preview": "boolean", "error": "bytea", "at": "timestamptz", "started_at": "timestamptz",
    "duration_ms": "double precision", "meta": "bytea", "fact": "bytea",
}  # fmt: skip
END: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "fence": "integer", "status": "text", "output": "bytea",
    "output_blob": "bytea", "error": "bytea", "cpu_ms": "bigint", "stored_bytes": "bigint",
    "finished_at": "timestamptz", "active_ms": "bigint", "waiting_for": "text",
    "wake_at": "timestamptz", "signals_seen": "integer",
}  # fmt: skip
BLOB: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "sha256": "bytea", "size_bytes": "bigint",
    "content": "bytea",
}  # fmt: skip
_LOG: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "fence": "integer", "seq": "bigint", "at": "timestamptz",
    "level": "text", "node_id": "text", "message": "text",
}  # fmt: skip

_SEALED: dict[LiteralString, LiteralString] = {
    "tenant_id": "uuid", "id": "uuid", "fence": "integer", "place": "text", "content": "bytea",
}  # fmt: skip


def _call(
    function: LiteralString,
    columns: dict[LiteralString, LiteralString],
    first: LiteralString = "",
    last: LiteralString = "",
) -> sql.Composed:
    """Return the call of a function with one array for each column."""
    arrays = sql.SQL(", ").join(sql.Placeholder(name) for name in columns)
    called = sql.SQL("SELECT * FROM ") + sql.SQL(function) + sql.SQL("(") + sql.SQL(first)
    return called + arrays + sql.SQL(last) + sql.SQL(")")


def _columns(
    rows: Sequence[tuple[Any, ...]], kinds: dict[LiteralString, LiteralString]
) -> dict[str, Column]:
    """Return rows, in the order of ``kinds``, as columns."""
    columns = zip(kinds.items(), zip(*rows, strict=True), strict=True)
    return {name: column(kind, values) for (name, kind), values in columns}


_START = _call("start_executions", NEW, "%(worker)s, ")
_APPEND = _call("append_steps", STEP, "%(worker)s, ")
_FINISH = _call("end_executions", END, "%(worker)s, ")
_BLOBS = _call("append_blobs", BLOB)
_LOGS = _call("append_logs", _LOG, "%(worker)s, ", ", %(most)s")
_SEAL = _call("append_sealed", _SEALED, "%(worker)s, ")
_USAGE = """
SELECT tenant_id, metric, used, most, warns
FROM take_usage(%(tenants)s::uuid[], %(metrics)s::text[], %(amounts)s::bigint[], %(is_checked)s)
"""
_ADMIT = "SELECT admit_executions(%(tenants)s::uuid[])"
_NOTIFY = "SELECT pg_notify('thaiyyal', %(payload)s)"
_MOST_IDS = 180
"""Ids of one notice: it may have 8,000 bytes."""


async def start_executions(
    tx: Transaction, worker: UUID | None, writes: Sequence[Write]
) -> dict[UUID, bool]:
    """Record new executions; return id -> whether it is new, of those that could be recorded."""
    given = [(w.tenant_id, w.id, *w.new) for w in writes if w.new is not None]
    params = _columns(given, NEW)
    rows = await tx.rows(_START, {"worker": worker, **params})
    return {row["started_id"]: row["is_new"] for row in rows}


async def append_steps(
    tx: Transaction, worker: UUID | None, rows: Sequence[tuple[TenantId, UUID, int, JournalRow]]
) -> set[UUID]:
    """Add to journals; return the executions that the process holds so."""
    given = [(tenant_id, id_, fence, *row) for tenant_id, id_, fence, row in rows]
    params = _columns(given, STEP)
    found = await tx.rows(_APPEND, {"worker": worker, **params})
    return {row["append_steps"] for row in found}


async def append_blobs(tx: Transaction, writes: Sequence[Write]) -> None:
    """Store large values, each once."""
    given = [
        (w.tenant_id, w.id, b.sha256, b.size_bytes, b.content) for w in writes for b in w.blobs
    ]
    await tx.run(_BLOBS, _columns(given, BLOB))


async def append_sealed(tx: Transaction, worker: UUID | None, writes: Sequence[Write]) -> None:
    """Store what rows show masked, for executions that the process holds so."""
    given = [(w.tenant_id, w.id, w.attempt, *row) for w in writes for row in w.sealed]
    await tx.run(_SEAL, {"worker": worker, **_columns(given, _SEALED)})


async def append_logs(
    tx: Transaction, worker: UUID | None, writes: Sequence[Write], *, most: int
) -> None:
    """Add to logs of executions that the process holds so; each has ``most`` lines at most."""
    given = [(w.tenant_id, w.id, w.attempt, *row) for w in writes for row in w.logs]
    await tx.run(_LOGS, {"worker": worker, "most": most, **_columns(given, _LOG)})


async def end_executions(tx: Transaction, worker: UUID, writes: Sequence[Write]) -> list[Row]:
    """End or suspend executions; return rows of ended_tenant, ended_id, ended_status."""
    given = [(w.tenant_id, w.id, w.attempt, *w.ending) for w in writes if w.ending is not None]
    params = _columns(given, END)
    return await tx.rows(_FINISH, {"worker": worker, **params})


async def take_usage(
    tx: Transaction, amounts: dict[tuple[TenantId, str], int], *, is_checked: bool
) -> list[Row]:
    """Add to what tenants use; return what had room: tenant_id, metric, used, most, warns."""
    keys = sorted(amounts)
    params = {
        "tenants": [tenant_id for tenant_id, _ in keys],
        "metrics": [metric for _, metric in keys],
        "amounts": [amounts[key] for key in keys],
        "is_checked": is_checked,
    }
    return await tx.rows(_USAGE, params)


async def admit(tx: Transaction, tenants: Sequence[TenantId]) -> int:
    """Give queued executions of these tenants to the queue, as far as there are places."""
    return int(await tx.value(_ADMIT, {"tenants": list(tenants)}))


async def notify(tx: Transaction, ids: Sequence[UUID]) -> None:
    """Tell all processes, at the commit, that something changed about executions."""
    await _tell(tx, "x", ids)


async def notify_addressed(tx: Transaction, ids: Sequence[UUID]) -> None:
    """As ``notify``, of executions that were sent something: whoever runs them has to look."""
    await _tell(tx, "c", ids)


async def _tell(tx: Transaction, name: str, ids: Sequence[UUID]) -> None:
    for at in range(0, len(ids), _MOST_IDS):
        payload = orjson.dumps({name: ids[at : at + _MOST_IDS]}).decode()
        if tx.carrier is None:
            await tx.run(_NOTIFY, {"payload": payload})
        else:
            await tx.carrier.publish(tx, payload)
