"""Routes of the audit log: a tenant's own, and the platform's for its owner."""

from typing import Annotated
from uuid import UUID

import orjson
from fastapi import Query
from starlette.responses import Response, StreamingResponse

from thaiyyal.features.audit.export import MEDIA_TYPE, begin_export, export_lines
from thaiyyal.features.audit.filters import search_for
from thaiyyal.features.audit.schemas import (
    AuditEntry,
    AuditFilters,
    AuditSearch,
    AuditVerification,
    VerifyQuery,
    entry_from,
    verification_from,
)
from thaiyyal.features.audit.search_queries import entry_by_id, search_entries
from thaiyyal.features.audit.verify import verify_log
from thaiyyal.features.routing import Call, CallContext, CursorSigner, Page, Routes
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.store.transaction import Transaction

routes = Routes("audit")
VERIFIED_AT_ONCE = 50_000
"""Entries that one request verifies; ``next_after`` leads on."""


@routes.route("GET", "/audit-logs", permission=Permission.AUDIT_READ)
async def search_audit_log(call: Call, search: Annotated[AuditSearch, Query()]) -> Page[AuditEntry]:
    """Search the audit log, newest entries first.

    Conditions without an index are looked at in 20,000 entries a page: a page may have fewer items
    than asked for, and there are more as long as `next_cursor` is not null.
    """
    return await _search(call, call.tx, search)


@routes.route(
    "GET",
    "/audit-logs/export",
    permission=Permission.AUDIT_EXPORT,
    opens_transactions=True,
    media_type=MEDIA_TYPE,
)
async def export_audit_log(call: Call, filters: Annotated[AuditFilters, Query()]) -> Response:
    """Download the audit log as JSON Lines, newest entries first. The download is recorded."""
    return await _export(call, call.actor.scope, filters)


@routes.route(
    "GET",
    "/audit-logs/verify",
    permission=Permission.AUDIT_READ,
    opens_transactions=True,
    errors=(404,),
)
async def verify_audit_log(call: Call, asked: Annotated[VerifyQuery, Query()]) -> AuditVerification:
    """Verify that no entry was changed, removed or put in.

    At most 50,000 entries a request; go on with `after` while `next_after` is not null.
    """
    return await _verify(call, call.actor.scope, asked)


@routes.route("GET", "/audit-logs/{entry_id}", permission=Permission.AUDIT_READ)
async def read_audit_entry(call: Call, entry_id: UUID) -> AuditEntry:
    """Get one entry of the audit log."""
    return await _entry(call.tx, entry_id)


@routes.route("GET", "/platform/log", permission=Access.PLATFORM, opens_transactions=True)
async def search_platform_log(
    call: Call, search: Annotated[AuditSearch, Query()]
) -> Page[AuditEntry]:
    """Search the platform's own log: what belongs to no tenant, failed sign-ins among it."""
    async with call.database.begin(_platform(call)) as tx:
        return await _search(call, tx, search)


@routes.route(
    "GET",
    "/platform/log/export",
    permission=Access.PLATFORM,
    opens_transactions=True,
    media_type=MEDIA_TYPE,
)
async def export_platform_log(call: Call, filters: Annotated[AuditFilters, Query()]) -> Response:
    """Download the platform's own log as JSON Lines. The download is recorded."""
    return await _export(call, _platform(call), filters)


@routes.route(
    "GET",
    "/platform/log/verify",
    permission=Access.PLATFORM,
    opens_transactions=True,
    errors=(404,),
)
async def verify_platform_log(
    call: Call, asked: Annotated[VerifyQuery, Query()]
) -> AuditVerification:
    """Verify that the platform's own log is what was written."""
    return await _verify(call, _platform(call), asked)


@routes.route(
    "GET", "/platform/log/{entry_id}", permission=Access.PLATFORM, opens_transactions=True
)
async def read_platform_entry(call: Call, entry_id: UUID) -> AuditEntry:
    """Get one entry of the platform's own log."""
    async with call.database.begin(_platform(call)) as tx:
        return await _entry(tx, entry_id)


async def _search(call: CallContext, tx: Transaction, asked: AuditSearch) -> Page[AuditEntry]:
    signer, purpose = call.service(CursorSigner), _purpose(tx.scope, asked)
    below = None
    if asked.cursor is not None:
        below = UUID(str(signer.read(purpose, asked.cursor)[0]))
    found = await search_entries(tx, search_for(asked.filters()), below=below, most=asked.limit)
    following = found.next_below
    return Page(
        items=[entry_from(entry) for entry in found.entries],
        next_cursor=None if following is None else signer.write(purpose, [str(following)]),
    )


async def _entry(tx: Transaction, entry_id: UUID) -> AuditEntry:
    entry = await entry_by_id(tx, entry_id)
    if entry is None:
        raise NotFound("there is no such entry in this audit log")
    return entry_from(entry)


async def _export(call: CallContext, scope: TenantScope, filters: AuditFilters) -> Response:
    asked = filters.model_dump(mode="json", by_alias=True, exclude_none=True)
    await begin_export(call.database, scope, call.actor, asked)
    return StreamingResponse(
        export_lines(call.database, scope, filters.filters()),
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="audit-log.jsonl"'},
    )


async def _verify(call: CallContext, scope: TenantScope, asked: VerifyQuery) -> AuditVerification:
    found = await verify_log(
        call.database, scope, after=asked.after, most=VERIFIED_AT_ONCE, noted=asked.noted
    )
    return verification_from(found)


def _platform(call: CallContext) -> TenantScope:
    return TenantScope(PLATFORM, call.actor.user_id)


def _purpose(scope: TenantScope, asked: AuditFilters) -> str:
    """Return what a cursor belongs to: this log under these filters."""
    fields = {"limit", "cursor"}
    filters = asked.model_dump(mode="json", exclude=fields, exclude_none=True)
    return f"audit {scope.tenant_id} {orjson.dumps(filters, option=orjson.OPT_SORT_KEYS).decode()}"
