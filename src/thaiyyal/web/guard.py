"""What every request passes before its handler, in one order: who, how often, whether, how much.

The body is read last, when it is known that somebody may send it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from thaiyyal.features.audit import Change, record_refusal
from thaiyyal.features.routing import CallContext, Route, Services
from thaiyyal.kernel.actor import ANONYMOUS, Actor, Origin
from thaiyyal.kernel.authorize import Forbidden, authorize, refuse_suspended
from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.permissions import Access
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database
from thaiyyal.telemetry import bind_actor
from thaiyyal.web.body import Bounds, read_body
from thaiyyal.web.idempotency import once
from thaiyyal.web.limits import Limits

Inner = Callable[[Request], Awaitable[Response]]
Authenticate = Callable[[Request, Origin], Awaitable[Actor]]
Again = Callable[[Request, Origin, Actor], Callable[[], Awaitable[Actor]] | None]


class UncheckedAnswer(RuntimeError):
    """A handler answered without the decision that its route promises: a bug, answered by 500."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The way of a request from its headers to its committed transaction."""

    database: Database
    services: Services
    authenticate: Authenticate
    again: Again
    limits: Limits
    bounds: Bounds

    async def answer(self, route: Route, request: Request, inner: Inner) -> Response:
        """Return the answer of ``inner``, if the request may have it."""
        origin = origin_of(request)
        actor = await self._actor_of(route, request, origin)
        request.scope["state"]["actor"] = actor
        if actor.tenant_id is not None:
            bind_actor(tenant_id=str(actor.tenant_id), user_id=str(actor.user_id))
        budget = await self.limits.take(route, actor)
        try:
            refuse_suspended(actor, route.permission)
            if not route.resource:
                authorize(actor, route.permission)
            await read_body(route, request, self.bounds)
            call = CallContext(actor, self.database, self.services, request)
            call.again = self.again(request, origin, actor)
            response = await self._carry_out(route, call, inner)
        except Forbidden as error:
            await self._record_refusal(route, actor, request, error)
            raise
        finally:
            # It leads back to the request: without this only the collector ends them.
            request.scope["state"].pop("call", None)
        response.headers.update(budget)
        return response

    async def _actor_of(self, route: Route, request: Request, origin: Origin) -> Actor:
        if route.permission is Access.PUBLIC:
            return Actor(ANONYMOUS.kind, origin=origin)
        return await self.authenticate(request, origin)

    async def _carry_out(self, route: Route, call: CallContext, inner: Inner) -> Response:
        request = call.request

        async def work(tx: Transaction | None) -> Response:
            call.start_with(tx)
            request.scope["state"]["call"] = call
            if tx is not None and route.creates:
                response = await once(route, call, tx, lambda: inner(request))
            else:
                response = await inner(request)
            if route.resource and route.permission not in call.authorized:
                raise UncheckedAnswer(f"{route.name} answered without deciding {route.permission}")
            if tx is not None:
                response.headers.update(tx.told)
            return response

        if route.opens_transactions:
            return await work(None)
        return await self.database.repeat(call.actor.scope, work)

    async def _record_refusal(
        self, route: Route, actor: Actor, request: Request, error: ThaiyyalError
    ) -> None:
        details: dict[str, Any] = {
            "permission": str(route.permission),
            "route": f"{route.method} {route.path}",
            "code": error.code,
        }
        change = Change(
            "authorization.refused",
            "route",
            next(iter(request.path_params.values()), None),
            details=details,
            succeeded=False,
        )
        await record_refusal(self.database, actor, change)


def origin_of(request: Request) -> Origin:
    """Return where a request came from, as the middleware found out."""
    state = request.scope.setdefault("state", {})
    address = state.get("client_ip") or (request.client.host if request.client else None)
    return Origin(address, request.headers.get("user-agent"), state.get("request_id"))
