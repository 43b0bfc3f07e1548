"""A tenant as JSON Lines, read page by page: memory holds one page, no transaction outlives it."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import orjson

from thaiyyal.features.audit import Change, record
from thaiyyal.features.routing import moment_text
from thaiyyal.features.tenancy.export.queries import PARTS, Part, load_page
from thaiyyal.features.tenancy.tenants.schemas import tenant_from_row
from thaiyyal.features.tenancy.tenants.service import get_own_tenant
from thaiyyal.kernel.actor import Actor, TenantScope
from thaiyyal.store.payload import unpack_json
from thaiyyal.store.transaction import Row
from thaiyyal.store.unit_of_work import Database

FORMAT = 1


async def begin_export(database: Database, scope: TenantScope, actor: Actor) -> Row:
    """Record that somebody takes everything out of the scope's tenant; return the tenant.

    Raises:
        NotFound: There is no such tenant.
    """
    async with database.begin(scope) as tx:
        tenant = await get_own_tenant(tx)
        await record(tx, actor, Change("tenant.exported", "tenant", tenant["id"]))
    return tenant


async def export_lines(database: Database, scope: TenantScope, tenant: Row) -> AsyncIterator[bytes]:
    """Yield lines of everything the scope's tenant has; the last one says how many came before.

    What changes meanwhile may be in it or not; a file without the last line is not whole.
    """
    head = {"kind": "tenant", "format": FORMAT, **tenant_from_row(tenant).model_dump(mode="json")}
    yield _dumped(head)
    counts: dict[str, int] = {}
    for part in PARTS:
        counts[part.kind] = 0
        async for page in _pages(database, scope, part):
            counts[part.kind] += len(page)
            yield b"".join(line_of(part, row) for row in page)
    yield _dumped({"kind": "end", "counts": counts})


def line_of(part: Part, row: Row) -> bytes:
    """Return one thing as a line."""
    shown = {name: _shown(value) for name, value in row.items() if name not in part.documents}
    documents = {name: _verbatim(row[name]) for name in part.documents}
    return _dumped({"kind": part.kind, **shown, **documents})


async def _pages(database: Database, scope: TenantScope, part: Part) -> AsyncIterator[list[Row]]:
    after: tuple[Any, ...] = part.start
    while True:
        async with database.begin(scope) as tx:
            page = await load_page(tx, part, after)
        if page:
            yield page
            after = tuple(page[-1][key] for key in part.keys)
        if len(page) < part.page:
            return


def _shown(value: Any) -> Any:
    return moment_text(value) if isinstance(value, datetime) else value


def _verbatim(stored: bytes | None) -> orjson.Fragment | None:
    return None if stored is None else orjson.Fragment(unpack_json(stored))


def _dumped(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
