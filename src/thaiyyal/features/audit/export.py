"""The log as JSON Lines, one entry a line, read from the database page by page."""

from collections.abc import AsyncIterator, Mapping

import orjson

from thaiyyal.features.audit.entry import Entry
from thaiyyal.features.audit.filters import Filters, search_for
from thaiyyal.features.audit.record import Change, record
from thaiyyal.features.audit.search_queries import search_entries
from thaiyyal.features.audit.text import readable
from thaiyyal.features.routing import moment_text
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.kernel.values import Value
from thaiyyal.store.unit_of_work import Database

PAGE = 200
MEDIA_TYPE = "application/jsonl"


def entry_line(entry: Entry) -> bytes:
    """Return an entry as one line; ``before``, ``after``, ``details`` are the texts as stored."""
    value = {
        "id": str(entry.id),
        "tenant_id": str(entry.tenant_id),
        "at": moment_text(entry.at),
        "actor_kind": entry.actor_kind,
        "user_id": entry.user_id,
        "api_key_id": entry.api_key_id,
        "action": entry.action,
        "resource_type": entry.resource_type,
        "resource_id": entry.resource_id,
        "status": entry.status,
        "address": entry.address,
        "user_agent": entry.user_agent,
        "request_id": entry.request_id,
        "before": _verbatim(entry.before),
        "after": _verbatim(entry.after),
        "details": _verbatim(entry.details),
        "seq": entry.seq,
        "hash": None if entry.hash is None else entry.hash.hex(),
    }
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


async def begin_export(
    database: Database, scope: TenantScope, actor: Actor, asked: Mapping[str, Value]
) -> None:
    """Record that the log is being downloaded, and which part of it."""
    async with database.begin(scope) as tx:
        await record(tx, actor, Change("audit.exported", "audit", details={"filters": {**asked}}))


async def export_lines(
    database: Database, scope: TenantScope, filters: Filters
) -> AsyncIterator[bytes]:
    """Yield pages of lines, the newest entries first. No transaction outlives its page."""
    search, below = search_for(filters), None
    while True:
        async with database.begin(scope) as tx:
            found = await search_entries(tx, search, below=below, most=PAGE)
        if found.entries:
            yield b"".join(map(entry_line, found.entries))
        below = found.next_below
        if below is None:
            return


def _verbatim(text: bytes | None) -> orjson.Fragment | None:
    return None if text is None else orjson.Fragment(readable(text))
