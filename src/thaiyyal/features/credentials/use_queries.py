"""SQL of what executions use: a credential with what is sealed, and whether a workflow may."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg import sql

from thaiyyal.store.transaction import Row, Transaction

_COLUMNS = sql.SQL("""
SELECT c.id, c.name, c.kind, c.fields, c.hosts, c.sealed, c.tokens, c.generation, c.revision,
  c.is_for_all_workflows OR EXISTS (SELECT FROM credential_workflows b
    WHERE b.tenant_id = c.tenant_id AND b.credential_id = c.id
      AND b.workflow_id = %(workflow)s::uuid) AS is_bound
FROM credentials c
WHERE c.tenant_id = current_tenant()
""")
_BY_NAME = _COLUMNS + sql.SQL("AND c.name = %(name)s")
_BY_ID = _COLUMNS + sql.SQL("AND c.id = %(id)s")
_BY_NAMES = _COLUMNS + sql.SQL("AND (c.name = ANY(%(names)s) OR c.id = ANY(%(ids)s::uuid[]))")
_TOUCH = """
UPDATE credentials SET used_at = now()
WHERE tenant_id = current_tenant() AND id = %(id)s
  AND (used_at IS NULL OR used_at < now() - interval '1 minute')
"""
_CLAIM_TOKENS = """
UPDATE credentials SET renewing_until = now() + make_interval(secs => %(lasts_s)s)
WHERE tenant_id = current_tenant() AND id = %(id)s
  AND (renewing_until IS NULL OR renewing_until <= now())
RETURNING renewing_until
"""
_RELEASE_TOKENS = """
UPDATE credentials SET renewing_until = NULL
WHERE tenant_id = current_tenant() AND id = %(id)s AND renewing_until = %(until)s
"""
_STORE_TOKENS = """
UPDATE credentials SET tokens = %(tokens)s
WHERE tenant_id = current_tenant() AND id = %(id)s AND generation = %(generation)s
"""


async def find(tx: Transaction, name: str, *, workflow: UUID | None) -> Row | None:
    """Return a credential by its id, or else by its name: a name cannot stand before an id."""
    id_ = _id(name)
    row = None if id_ is None else await load(tx, id_, workflow=workflow)
    if row is not None or not _can_be_a_name(name):
        return row
    return await tx.row(_BY_NAME, {"name": name, "workflow": workflow})


async def load(tx: Transaction, id_: UUID, *, workflow: UUID | None = None) -> Row | None:
    """Return a credential by its id."""
    return await tx.row(_BY_ID, {"id": id_, "workflow": workflow})


async def all_named(tx: Transaction, names: Sequence[str], *, workflow: UUID) -> list[Row]:
    """Return the credentials that have these names or ids."""
    ids = [id_ for id_ in map(_id, names) if id_ is not None]
    return await tx.rows(
        _BY_NAMES, {"names": [*filter(_can_be_a_name, names)], "ids": ids, "workflow": workflow}
    )


async def touch(tx: Transaction, id_: UUID) -> None:
    """Tell that a credential is used now, to the minute."""
    await tx.run(_TOUCH, {"id": id_})


async def claim_tokens(tx: Transaction, id_: UUID, *, lasts_s: float) -> datetime | None:
    """Let one process at a time get tokens for a credential; None: another one does.

    Returns until when, which is what ``release_tokens`` wants.
    """
    until: datetime | None = await tx.value(_CLAIM_TOKENS, {"id": id_, "lasts_s": lasts_s})
    return until


async def release_tokens(tx: Transaction, id_: UUID, *, until: datetime) -> None:
    """Let others get tokens, unless they do already."""
    await tx.run(_RELEASE_TOKENS, {"id": id_, "until": until})


async def store_tokens(tx: Transaction, id_: UUID, *, tokens: bytes, generation: int) -> bool:
    """Keep sealed tokens; False: the credential is another one by now."""
    params = {"id": id_, "tokens": tokens, "generation": generation}
    return await tx.run(_STORE_TOKENS, params) > 0


def _can_be_a_name(text: str) -> bool:
    """Whether a text is one that the database can hold; documents name anything."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
