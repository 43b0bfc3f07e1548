"""SQL of data keys, and of what they seal in credentials."""

from uuid import UUID

from thaiyyal.store.transaction import Row, Transaction

_ALL = """
SELECT id, wrapped, wrapper,
  greatest(0, extract(epoch FROM created_at - now()) + %(settled_s)s)::float AS settles_in_s,
  extract(epoch FROM now() - created_at)::float AS age_s
FROM data_keys WHERE tenant_id = current_tenant() ORDER BY created_at, id
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('data keys ' || current_tenant()::text, 0))"
_INSERT = """
INSERT INTO data_keys (tenant_id, id, wrapped, wrapper, created_at)
VALUES (current_tenant(), %(id)s, %(wrapped)s, %(wrapper)s, clock_timestamp())
"""
_REPLACE = """
UPDATE data_keys SET wrapped = %(wrapped)s, wrapper = %(wrapper)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND wrapped = %(old)s
"""
_SEALED = """
SELECT id, sealed, tokens FROM credentials
WHERE tenant_id = current_tenant() AND (%(after)s::uuid IS NULL OR id > %(after)s)
ORDER BY id LIMIT %(limit)s
"""
_REPLACE_SECRETS = """
UPDATE credentials SET sealed = %(new)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND sealed = %(old)s
"""
_REPLACE_TOKENS = """
UPDATE credentials SET tokens = %(new)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND tokens = %(old)s
"""
_HAS_KEYS_TO_TRY = "SELECT to_regprocedure('data_keys_to_try(integer)') IS NOT NULL"
_KEYS_TO_TRY = "SELECT tenant_id, wrapped, wrapper FROM data_keys_to_try(%(most)s)"


async def keys_to_try(tx: Transaction, *, most: int) -> list[Row]:
    """Return a key of each wrapper, of whichever tenant; none before the schema knows of it."""
    if not await tx.value(_HAS_KEYS_TO_TRY):
        return []
    return await tx.rows(_KEYS_TO_TRY, {"most": most})


async def all_keys(tx: Transaction, *, settled_s: float) -> list[Row]:
    """Return the tenant's keys, oldest first, with how long each has been there.

    ``settles_in_s``: until it is ``settled_s`` old.
    """
    return await tx.rows(_ALL, {"settled_s": settled_s})


async def lock_keys(tx: Transaction) -> None:
    """Let one transaction at a time add keys of the tenant."""
    await tx.run(_LOCK)


async def insert_key(tx: Transaction, id_: UUID, *, wrapped: bytes, wrapper: str) -> None:
    """Add a key, which is the newest from now on."""
    await tx.run(_INSERT, {"id": id_, "wrapped": wrapped, "wrapper": wrapper})


async def replace_wrapped(
    tx: Transaction, id_: UUID, *, old: bytes, wrapped: bytes, wrapper: str
) -> int:
    """Put a key that was wrapped anew in place, unless somebody else has; return how many."""
    given = {"id": id_, "old": old, "wrapped": wrapped, "wrapper": wrapper}
    return await tx.run(_REPLACE, given)


async def list_sealed(tx: Transaction, *, after: UUID | None, limit: int) -> list[Row]:
    """Return what is sealed in the tenant's credentials, by their ids."""
    return await tx.rows(_SEALED, {"after": after, "limit": limit})


async def replace_secrets(tx: Transaction, id_: UUID, *, old: bytes, new: bytes) -> int:
    """Put secrets that were sealed anew in place, unless they have changed; return how many."""
    return await tx.run(_REPLACE_SECRETS, {"id": id_, "old": old, "new": new})


async def replace_tokens(tx: Transaction, id_: UUID, *, old: bytes, new: bytes) -> int:
    """As ``replace_secrets``, for tokens that OAuth has given."""
    return await tx.run(_REPLACE_TOKENS, {"id": id_, "old": old, "new": new})
