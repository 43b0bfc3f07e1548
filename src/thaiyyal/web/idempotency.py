"""`Idempotency-Key`: a creating request that is sent twice creates once and is answered alike."""

import hashlib
from collections.abc import Awaitable, Callable

from starlette.responses import Response

from thaiyyal.features.routing import CallContext, Route
from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.store.idempotency import Stored, claim_key, store_answer
from thaiyyal.store.transaction import Transaction

_KEPT_HEADERS = ("location", "etag", "content-type")


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


async def once(
    route: Route, call: CallContext, tx: Transaction, create: Callable[[], Awaitable[Response]]
) -> Response:
    """Return what ``create`` answers, or answered when this key came before.

    The key is claimed first: a twin that comes meanwhile waits for this transaction's end.

    Raises:
        KeyReused: The key belongs to a different request.
        AlreadyDone: It was this request, and its answer is not shown again.
    """
    key = call.request.headers.get("idempotency-key")
    if key is None or call.actor.user_id is None or call.actor.tenant_id is None:
        return await create()
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise BadKey("an Idempotency-Key has 1 to 200 printable characters")
    digest = await _digest(call)
    stored = await claim_key(tx, user_id=call.actor.user_id, key=key, digest=digest)
    if stored is not None:
        return _again(stored, digest)
    response = await create()
    if route.shows_secret:
        await store_answer(
            tx, user_id=call.actor.user_id, key=key, answer=Stored(digest, 0, b"", {})
        )
        return response
    headers = {k: v for k, v in response.headers.items() if k in _KEPT_HEADERS}
    answer = Stored(digest, response.status_code, bytes(response.body), headers)
    await store_answer(tx, user_id=call.actor.user_id, key=key, answer=answer)
    return response


def _again(stored: Stored, digest: bytes) -> Response:
    if stored.digest != digest:
        raise KeyReused("this Idempotency-Key was used for a different request; take a new one")
    if not stored.status:
        raise AlreadyDone("this was done before; its answer is shown only once")
    return Response(
        stored.body,
        stored.status,
        headers={**stored.headers, "Idempotent-Replayed": "true"},
    )


async def _digest(call: CallContext) -> bytes:
    request = call.request
    head = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(head + await request.body()).digest()
