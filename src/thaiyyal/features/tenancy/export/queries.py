"""SQL of the export: for each kind of thing the columns that may leave, and the order of its pages.

What is secret, sealed or a digest is not selected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import sql

from thaiyyal.store.transaction import Row, Transaction

_NIL = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing: ``keys`` order it, ``start`` is before its first place.

    ``page``: how many are read at once, fewer where one may be large. ``documents``: columns that
    hold JSON as it is stored.
    """

    kind: str
    statement: sql.Composed
    keys: tuple[str, ...]
    start: tuple[Any, ...]
    page: int = 200
    documents: tuple[str, ...] = ()


def _part(
    kind: str,
    select: sql.SQL,
    keys: Sequence[tuple[str, Any]],
    *,
    page: int = 200,
    documents: tuple[str, ...] = (),
) -> Part:
    names = sql.SQL(", ").join(sql.SQL("x.") + sql.Identifier(name) for name, _ in keys)
    values = sql.SQL(", ").join(sql.Placeholder(name) for name, _ in keys)
    statement = sql.SQL(
        "SELECT * FROM ({select}) AS x WHERE ({names}) > ({values}) ORDER BY {names} LIMIT {most}"
    ).format(select=select, names=names, values=values, most=sql.Literal(page))
    ordered, start = tuple(name for name, _ in keys), tuple(first for _, first in keys)
    return Part(kind, statement, ordered, start, page, documents)


PARTS: tuple[Part, ...] = (
    _part(
        "role",
        sql.SQL("""
        SELECT r.id, r.name, r.description, r.is_built_in, r.created_at, r.updated_at,
          ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.tenant_id = r.tenant_id
                AND rp.role_id = r.id ORDER BY rp.permission) AS permissions
        FROM roles r WHERE r.tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "member",
        sql.SQL("""
        SELECT u.id, u.email, u.name, m.status, m.joined_at, u.last_sign_in_at,
          ARRAY(SELECT ur.role_id FROM user_roles ur WHERE ur.tenant_id = m.tenant_id
                AND ur.user_id = m.user_id ORDER BY ur.role_id) AS role_ids
        FROM members m JOIN users u ON u.id = m.user_id WHERE m.tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "invitation",
        sql.SQL("""
        SELECT id, email, role_id, invited_by, created_at, expires_at, accepted_at, revoked_at
        FROM invitations WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "api_key",
        sql.SQL("""
        SELECT id, user_id, name, scopes, created_at, expires_at, last_used_at, revoked_at
        FROM api_keys WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "quota",
        sql.SQL("""
        SELECT metric, amount, updated_at FROM quotas WHERE tenant_id = current_tenant()"""),
        [("metric", "")],
    ),
    _part(
        "usage",
        sql.SQL("""
        SELECT metric, period::text AS period, amount FROM usage
        WHERE tenant_id = current_tenant()"""),
        [("metric", ""), ("period", "")],
    ),
    _part(
        "outbound_rules",
        sql.SQL("""
        SELECT 'tenant' AS scope, allow_domains, deny_domains, allow_networks, deny_networks,
          updated_at FROM outbound_rules WHERE tenant_id = current_tenant()"""),
        [("scope", "")],
    ),
    _part(
        "credential",
        sql.SQL("""
        SELECT id, name, kind AS type, owner_id, fields, secret_names, hosts,
          is_for_all_workflows, created_at, updated_at, used_at
        FROM credentials WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "credential_workflow",
        sql.SQL("""
        SELECT credential_id, workflow_id FROM credential_workflows
        WHERE tenant_id = current_tenant()"""),
        [("credential_id", _NIL), ("workflow_id", _NIL)],
    ),
    _part(
        "workflow",
        sql.SQL("""
        SELECT id, name, description, tags, owner_id, visibility, latest_version, draft,
          created_at, updated_at, updated_by, deleted_at
        FROM workflows WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
        page=10,
        documents=("draft",),
    ),
    _part(
        "version",
        sql.SQL("""
        SELECT workflow_id, version, document, note, rolled_back_from, created_by, created_at
        FROM workflow_versions WHERE tenant_id = current_tenant()"""),
        [("workflow_id", _NIL), ("version", 0)],
        page=10,
        documents=("document",),
    ),
    _part(
        "share",
        sql.SQL("""
        SELECT workflow_id, id, user_id, role_id, level, granted_by, granted_at
        FROM workflow_permissions WHERE tenant_id = current_tenant()"""),
        [("workflow_id", _NIL), ("id", _NIL)],
    ),
    _part(
        "schedule",
        sql.SQL("""
        SELECT id, workflow_id, node_id, cron, time_zone, next_at, enabled FROM schedules
        WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "webhook",
        sql.SQL("""
        SELECT id, workflow_id, node_id, method, enabled FROM webhooks
        WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
    ),
    _part(
        "execution",
        sql.SQL("""
        SELECT id, workflow_id, version, status, trigger, started_by, input, output, error, cpu_ms,
          created_at, started_at, finished_at
        FROM executions WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
        page=100,
        documents=("input", "output", "error"),
    ),
    _part(
        "step",
        sql.SQL("""
        SELECT execution_id, seq, node_id, path, type, status, port, attempt, output, is_preview,
          error, started_at, duration_ms, meta
        FROM steps WHERE tenant_id = current_tenant()"""),
        [("execution_id", _NIL), ("seq", -1)],
        documents=("output", "error", "meta"),
    ),
    _part(
        "execution_log",
        sql.SQL("""
        SELECT execution_id, seq, at, level, node_id, message FROM execution_logs
        WHERE tenant_id = current_tenant()"""),
        [("execution_id", _NIL), ("seq", -1)],
    ),
    _part(  # what describes them; their contents are downloaded one by one
        "file",
        sql.SQL("""
        SELECT execution_id, encode(sha256, 'hex') AS sha256, size_bytes, name, media_type,
          created_at
        FROM files WHERE tenant_id = current_tenant()"""),
        [("execution_id", _NIL), ("sha256", "")],
    ),
    _part(
        "signal",
        sql.SQL("""
        SELECT execution_id, seq, name, payload, sent_by, at FROM signals
        WHERE tenant_id = current_tenant()"""),
        [("execution_id", _NIL), ("seq", -1)],
        page=50,
        documents=("payload",),
    ),
    _part(
        "approval",
        sql.SQL("""
        SELECT id, execution_id, workflow_id, step, request, approvers, expires_at, created_at,
          decision, decided_by, decided_at, answer
        FROM approvals WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
        documents=("request", "answer"),
    ),
    _part(
        "call",
        sql.SQL("""
        SELECT execution_id, step, called_id FROM calls WHERE tenant_id = current_tenant()"""),
        [("execution_id", _NIL), ("step", "")],
    ),
    _part(
        "audit",
        sql.SQL("""
        SELECT id, at, actor_kind, user_id, api_key_id, action, resource_type, resource_id, status,
          host(address) AS address, user_agent, request_id, before, after, details, seq
        FROM audit_logs WHERE tenant_id = current_tenant()"""),
        [("id", _NIL)],
        documents=("before", "after", "details"),
    ),
)
"""Every kind of thing, in the order of the export."""


async def load_page(tx: Transaction, part: Part, after: Sequence[Any]) -> list[Row]:
    """Return the things of a kind that come after a place."""
    return await tx.rows(part.statement, dict(zip(part.keys, after, strict=True)))
