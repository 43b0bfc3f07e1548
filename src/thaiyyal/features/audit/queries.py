"""SQL of the audit log: writing, sealing, following the chain, retention. Searching is apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from thaiyyal.features.audit.chain import START, Place
from thaiyyal.features.audit.entry import Entry
from thaiyyal.kernel.ids import TenantId
from thaiyyal.store.transaction import Transaction

_INSERT = """
INSERT INTO audit_logs (tenant_id, id, at, actor_kind, user_id, api_key_id, action, resource_type,
  resource_id, status, address, user_agent, request_id, before, after, details)
VALUES (%(tenant_id)s, %(id)s, %(at)s, %(actor_kind)s, %(user_id)s, %(api_key_id)s, %(action)s,
  %(resource_type)s, %(resource_id)s, %(status)s, %(address)s::inet, %(user_agent)s,
  %(request_id)s, %(before)s, %(after)s, %(details)s)
"""
_SEAL = "SELECT seal_audit(%(most)s)"
_SEALED_AFTER = """
SELECT tenant_id, id, at, actor_kind, user_id, api_key_id, action, resource_type, resource_id,
  status, abbrev(address) AS address, user_agent, request_id, before, after, details, seq, hash
FROM audit_logs
WHERE tenant_id = current_tenant() AND seq BETWEEN %(seq)s AND %(seq)s + %(most)s
  AND (seq, id) > (%(seq)s, %(id)s)
ORDER BY seq, id LIMIT %(most)s
"""
_ENDS = """
SELECT h.seq AS head_seq, h.hash AS head_hash, c.seq AS checkpoint_seq, c.hash AS checkpoint_hash,
  EXISTS (SELECT FROM audit_logs
          WHERE tenant_id = current_tenant() AND seq <= coalesce(c.seq, 0)) AS is_before,
  EXISTS (SELECT FROM audit_logs
          WHERE tenant_id = current_tenant() AND seq > coalesce(h.seq, 0)) AS is_beyond
FROM (SELECT current_tenant() AS tenant_id) t
LEFT JOIN audit_heads h ON h.tenant_id = t.tenant_id
LEFT JOIN LATERAL (SELECT seq, hash FROM audit_checkpoints
                   WHERE tenant_id = t.tenant_id ORDER BY seq DESC LIMIT 1) c ON true
"""
_PLACE = """
SELECT seq, hash FROM audit_logs
WHERE tenant_id = current_tenant() AND seq = %(seq)s ORDER BY id LIMIT 1
"""
_TAIL = """
SELECT count(*) AS unsealed,
  (SELECT at FROM audit_logs WHERE tenant_id = current_tenant() AND seq IS NULL
   ORDER BY id LIMIT 1) AS oldest_at
FROM audit_logs WHERE tenant_id = current_tenant() AND seq IS NULL
"""
_TRIM = """
SELECT gone, last_seq AS seq, last_hash AS hash
FROM trim_audit(current_tenant(), now() - make_interval(days => %(days)s), %(most)s)
"""
_TENANTS = "SELECT id, slug, settings FROM tenants ORDER BY slug"
_FIND_TENANT = "SELECT find_tenant(%(slug)s)"
_FORGET_ERASED = "SELECT forget_erased_audit()"
_DROP_EMPTY_MONTHS = "SELECT drop_empty_audit_months()"

_LARGEST_ID = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Ends:
    """Between which places a chain is recorded to lie, and whether entries are outside."""

    checkpoint: Place
    head: Place | None
    is_before: bool
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class Tail:
    """Entries that no sealer has come to yet."""

    unsealed: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class TenantOfLog:
    """What upkeep has to know of a tenant."""

    id: TenantId
    slug: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trimmed:
    """How many entries retention removed, and the place of the last of them."""

    entries: int
    last: Place


async def insert_entry(tx: Transaction, entry: dict[str, Any]) -> None:
    """Write one entry; it is sealed later."""
    await tx.run(_INSERT, entry)


async def insert_entries(tx: Transaction, entries: Sequence[dict[str, Any]]) -> None:
    """Write several entries of one tenant."""
    if len(entries) == 1:
        await insert_entry(tx, entries[0])
    elif entries:
        await tx.run_many(_INSERT, entries)


async def seal(tx: Transaction, *, most: int) -> int:
    """Seal entries of all tenants; return how many. 0 also when another process does so."""
    return int(await tx.value(_SEAL, {"most": most}))


async def ends_of_chain(tx: Transaction) -> Ends:
    """Return where the tenant's chain begins and ends."""
    row = await tx.row(_ENDS)
    assert row is not None
    checkpoint = _place(row["checkpoint_seq"], row["checkpoint_hash"]) or START
    head = _place(row["head_seq"], row["head_hash"])
    return Ends(checkpoint, head, row["is_before"], row["is_beyond"])


async def sealed_after(
    tx: Transaction, seq: int, last_id: UUID | None, *, most: int
) -> list[Entry]:
    """Return sealed entries after a place in their order; ``last_id`` is the entry's there.

    Numbers have no gaps, so ``most`` entries are looked for among as many numbers: the statement
    is cheap whatever the planner believes of a log that was just sealed.
    """
    params = {"seq": seq, "id": last_id or _LARGEST_ID, "most": most}
    return [Entry(**row) for row in await tx.rows(_SEALED_AFTER, params)]


async def stored_place(tx: Transaction, seq: int) -> Place | None:
    """Return the place of a sealed entry as it is stored."""
    row = await tx.row(_PLACE, {"seq": seq})
    return None if row is None else _place(row["seq"], row["hash"])


async def unsealed_tail(tx: Transaction) -> Tail:
    """Return how much of the tenant's log is not sealed yet."""
    row = await tx.row(_TAIL)
    assert row is not None
    return Tail(row["unsealed"], row["oldest_at"])


async def trim(tx: Transaction, *, days: int, most: int) -> Trimmed | None:
    """Remove the oldest sealed entries that are older than ``days``; None when there is none."""
    row = await tx.row(_TRIM, {"days": days, "most": most})
    return None if row is None else Trimmed(row["gone"], Place(row["seq"], row["hash"]))


async def all_tenants(tx: Transaction) -> list[TenantOfLog]:
    """Return all tenants; the transaction's scope is the platform."""
    rows = await tx.rows(_TENANTS)
    return [TenantOfLog(TenantId(row["id"]), row["slug"], row["settings"]) for row in rows]


async def find_tenant(tx: Transaction, slug: str) -> TenantId | None:
    """Return the id of the tenant with a short name."""
    found = await tx.value(_FIND_TENANT, {"slug": slug})
    return None if found is None else TenantId(found)


async def forget_erased(tx: Transaction) -> int:
    """Remove what was written into logs of tenants after they were erased; return of how many."""
    return int(await tx.value(_FORGET_ERASED))


async def drop_empty_months(tx: Transaction) -> int:
    """Drop partitions that are long over and empty; return how many."""
    return int(await tx.value(_DROP_EMPTY_MONTHS))


def _place(seq: int | None, hash_: bytes | None) -> Place | None:
    return None if seq is None else Place(seq, hash_ or b"")
