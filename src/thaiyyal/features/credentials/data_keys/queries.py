"""SQL of data keys."""

from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_ALL = "SELECT id, wrapped, wrapper FROM data_keys ORDER BY created_at, id"
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('data keys ' || current_tenant()::text, 0))"
_INSERT = """
INSERT INTO data_keys (tenant_id, id, wrapped, wrapper)
VALUES (current_tenant(), %(id)s, %(wrapped)s, %(wrapper)s)
"""


async def all_keys(tx: Transaction) -> list[Row]:
    """Return the tenant's keys, oldest first."""
    return await tx.rows(_ALL)


async def lock_keys(tx: Transaction) -> None:
    """Let one transaction at a time add keys of the tenant."""
    await tx.run(_LOCK)


async def insert_key(tx: Transaction, id_: UUID, *, wrapped: bytes, wrapper: str) -> None:
    """Add a key, which is the newest from now on."""
    await tx.run(_INSERT, {"id": id_, "wrapped": wrapped, "wrapper": wrapper})
