"""SQL that searches the log: along one index, newest first, with a bound on what is looked at.

Conditions that no index serves are looked at in 20,000 entries a page at most. A page may therefore
have fewer entries than asked for, even none, and still not be the last one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from thaiyyal.features.audit.entry import Entry
from thaiyyal.features.audit.filters import Condition, Search, Way
from thaiyyal.store.transaction import Transaction

LOOKED_AT = 20_000

_COLUMNS = sql.SQL(
    "tenant_id, id, at, actor_kind, user_id, api_key_id, action, resource_type, resource_id,"
    " status, abbrev(address) AS address, user_agent, request_id, before, after, details, seq, hash"
)
_WAYS: Mapping[Way, sql.SQL] = {
    Way.REQUEST: sql.SQL("request_id = %(request_id)s"),
    Way.RESOURCE: sql.SQL("resource_id = %(resource_id)s"),
    Way.USER: sql.SQL("user_id = %(user_id)s"),
    Way.ADDRESS: sql.SQL("address = %(address)s::inet"),
    Way.ACTION: sql.SQL("action = %(action)s"),
    Way.ACTIONS: sql.SQL("action = wanted.name"),
    Way.TIME: sql.SQL("true"),
}
_CONDITIONS: Mapping[Condition, sql.SQL] = {
    Condition.REQUEST: sql.SQL("request_id = %(request_id)s"),
    Condition.RESOURCE: sql.SQL("resource_id = %(resource_id)s"),
    Condition.USER: sql.SQL("user_id = %(user_id)s"),
    Condition.NETWORK: sql.SQL("address <<= %(network)s::inet"),
    Condition.ACTIONS: sql.SQL("action = ANY(%(actions)s)"),
    Condition.RESOURCE_TYPE: sql.SQL("resource_type = %(resource_type)s"),
    Condition.STATUS: sql.SQL("status = %(status)s"),
    Condition.TEXT: sql.SQL(
        "(position(%(text)s::bytea IN before) > 0 OR position(%(text)s::bytea IN after) > 0"
        " OR position(%(text)s::bytea IN details) > 0)"
    ),
}
_WALK = sql.SQL(
    "SELECT * FROM audit_logs"
    " WHERE tenant_id = current_tenant() AND id >= %(lowest)s AND id < %(below)s AND {way}"
    " ORDER BY id DESC LIMIT %(looked_at)s"
)
_MERGED = sql.SQL(
    "SELECT found.* FROM unnest(%(actions)s::text[]) AS wanted (name)"
    " CROSS JOIN LATERAL ({walk}) AS found ORDER BY found.id DESC LIMIT %(looked_at)s"
)
_SEARCH = sql.SQL(
    "SELECT {columns} FROM ({walk}) AS walked WHERE {conditions} ORDER BY id DESC LIMIT %(most)s"
)
_LAST_LOOKED_AT = sql.SQL(
    "SELECT id FROM audit_logs"
    " WHERE tenant_id = current_tenant() AND id >= %(lowest)s AND id < %(below)s AND {way}"
    " ORDER BY id DESC OFFSET %(looked_at)s - 1 LIMIT 1"
)
_BY_ID = sql.SQL(
    "SELECT {columns} FROM audit_logs WHERE tenant_id = current_tenant() AND id = %(id)s"
).format(columns=_COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """Some entries, newest first; the search goes on below ``next_below``, None at its end."""

    entries: list[Entry]
    next_below: UUID | None


async def search_entries(
    tx: Transaction, search: Search, *, below: UUID | None, most: int
) -> Found:
    """Return up to ``most`` entries of the transaction's tenant with ids below ``below``."""
    params = {
        **search.params,
        "below": search.params["below"] if below is None else min(below, search.params["below"]),
        "most": most + 1,
        "looked_at": LOOKED_AT if search.conditions else most + 1,
    }
    entries = [Entry(**row) for row in await tx.rows(statement_of(search), params)]
    if len(entries) > most:
        return Found(entries[:most], entries[most - 1].id)
    if not search.conditions:
        return Found(entries, None)
    last = await tx.value(_LAST_LOOKED_AT.format(way=_WAYS[search.way]), params)
    return Found(entries, last)


async def entry_by_id(tx: Transaction, id_: UUID) -> Entry | None:
    """Return one entry of the transaction's tenant."""
    row = await tx.row(_BY_ID, {"id": id_})
    return None if row is None else Entry(**row)


def statement_of(search: Search) -> sql.Composed:
    """Return the one statement of a search, put together from constants."""
    walk = _WALK.format(way=_WAYS[search.way])
    if search.way is Way.ACTIONS:
        walk = _MERGED.format(walk=walk)
    conditions = sql.SQL(" AND ").join(
        [_CONDITIONS[one] for one in sorted(search.conditions)] or [sql.SQL("true")]
    )
    return _SEARCH.format(columns=_COLUMNS, walk=walk, conditions=conditions)
