"""`Idempotency-Key`: a creating request that is sent twice creates once and is answered alike."""

from collections.abc import Awaitable, Callable

from starlette.responses import Response

from thaiyyal.features.routing import CallContext, Route, claim
from thaiyyal.kernel.authorize import Resource
from thaiyyal.store.idempotency import Stored
from thaiyyal.store.transaction import Transaction

_KEPT_HEADERS = ("location", "etag", "content-type")


async def once(
    route: Route, call: CallContext, tx: Transaction, create: Callable[[], Awaitable[Response]]
) -> Response:
    """Return what ``create`` answers, or answered when this key came before.

    Raises:
        BadKey, KeyReused, AlreadyDone: As ``claim`` says.
    """
    claimed = await claim(call, tx)
    if claimed is None:
        return await create()
    if claimed.stored is not None:
        if route.resource:
            # Whoever has seen the answer may see it again, as far as the API key of now allows.
            call.authorize(route.permission, Resource(owner_id=call.actor.user_id))
        return _again(claimed.stored)
    response = await create()
    if route.shows_secret:
        await claimed.keep(tx, 0)
        return response
    headers = {k: v for k, v in response.headers.items() if k in _KEPT_HEADERS}
    await claimed.keep(tx, response.status_code, bytes(response.body), headers)
    return response


def _again(stored: Stored) -> Response:
    return Response(
        stored.body,
        stored.status,
        headers={**stored.headers, "Idempotent-Replayed": "true"},
    )
