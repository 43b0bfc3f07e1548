"""`Idempotency-Key`: claimed in the transaction that creates, so that a twin waits for its end."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from thaiyyal.features.routing.call import CallContext
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.kernel.ids import UserId
from thaiyyal.store.idempotency import Stored, claim_key, store_answer
from thaiyyal.store.transaction import Transaction

_KEYED = b"\x01"


class KeyReused(ThaiyyalError):
    """The key was used for another request."""

    code = "idempotency_key_reused"
    kind = Kind.CONFLICT


class AlreadyDone(ThaiyyalError):
    """The key was used for this request, whose answer had a secret in it and was not kept."""

    code = "already_done"
    kind = Kind.CONFLICT


class BadKey(ThaiyyalError):
    """The key is no usable text."""

    code = "bad_idempotency_key"


class RequestDigests:
    """Tells requests apart. Bodies hold secrets, so that digests say nothing without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, request: bytes) -> bytes:
        """Return the digest of a request, marked with how it was made."""
        return _KEYED + hmac.digest(self._key, request, hashlib.sha256)

    def matches(self, stored: bytes, request: bytes) -> bool:
        """Whether a stored digest is that of ``request``; earlier releases stored one unkeyed."""
        if len(stored) == hashlib.sha256().digest_size:
            return hmac.compare_digest(stored, hashlib.sha256(request).digest())
        return hmac.compare_digest(stored, self.of(request))


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that a request came with. ``stored``: the answer, when the request came before."""

    user_id: UserId
    key: str
    digest: bytes
    stored: Stored | None = None

    async def keep(
        self,
        tx: Transaction,
        status: int,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the answer; status 0 says that it is not to be shown again."""
        answer = Stored(self.digest, status, body, dict(headers or {}))
        await store_answer(tx, user_id=self.user_id, key=self.key, answer=answer)


async def claim(call: CallContext, tx: Transaction) -> Claim | None:
    """Claim the key of a request; None when it has none, or nobody's tenant to claim it in.

    A twin that comes meanwhile waits for the transaction's end.

    Raises:
        BadKey: The key is no usable text.
        KeyReused: The key belongs to a different request.
        AlreadyDone: It was this request, and its answer is not shown again.
    """
    key = call.request.headers.get("idempotency-key")
    user_id = call.actor.user_id
    if key is None or user_id is None or call.actor.tenant_id is None:
        return None
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise BadKey("an Idempotency-Key has 1 to 200 printable characters")
    digests, request = call.service(RequestDigests), await _told(call)
    digest = digests.of(request)
    stored = await claim_key(tx, user_id=user_id, key=key, digest=digest)
    if stored is not None and not digests.matches(stored.digest, request):
        raise KeyReused("this Idempotency-Key was used for a different request; take a new one")
    if stored is not None and not stored.status:
        raise AlreadyDone("this was done before; its answer is shown only once")
    return Claim(user_id, key, digest, stored)


async def _told(call: CallContext) -> bytes:
    """Return what tells a request from others."""
    request = call.request
    head = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return head + await request.body()
