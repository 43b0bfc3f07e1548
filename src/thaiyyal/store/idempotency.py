"""Answers to creating requests, kept for a day under the key that the client chose."""

from dataclasses import dataclass

from psycopg.types.json import Jsonb

from thaiyyal.kernel.ids import UserId
from thaiyyal.store.transaction import Transaction

_CLAIM = """
INSERT INTO idempotency_keys (tenant_id, user_id, key, request_digest)
VALUES (current_tenant(), %(user_id)s, %(key)s, %(digest)s)
ON CONFLICT DO NOTHING
"""
_STORED = """
SELECT request_digest, status, body, headers FROM idempotency_keys
WHERE tenant_id = current_tenant() AND user_id = %(user_id)s AND key = %(key)s
"""
_STORE = """
UPDATE idempotency_keys SET status = %(status)s, body = %(body)s, headers = %(headers)s
WHERE tenant_id = current_tenant() AND user_id = %(user_id)s AND key = %(key)s
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it was given; ``digest`` tells for which request."""

    digest: bytes
    status: int
    body: bytes
    headers: dict[str, str]


async def claim_key(tx: Transaction, *, user_id: UserId, key: str, digest: bytes) -> Stored | None:
    """Claim a key for this transaction; return the answer if it has been used before."""
    named = {"user_id": user_id, "key": key}
    if await tx.run(_CLAIM, {**named, "digest": digest}):
        return None
    row = await tx.row(_STORED, named)
    if row is None:
        return None
    return Stored(row["request_digest"], row["status"], row["body"], row["headers"])


async def store_answer(tx: Transaction, *, user_id: UserId, key: str, answer: Stored) -> None:
    """Keep the answer of a claimed key."""
    params = {
        "user_id": user_id,
        "key": key,
        "status": answer.status,
        "body": answer.body,
        "headers": Jsonb(answer.headers),
    }
    await tx.run(_STORE, params)
