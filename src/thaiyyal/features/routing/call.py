"""One request on its way through a handler: who calls, in which transaction, with what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from thaiyyal.features.routing.services import Services
from thaiyyal.kernel.actor import Actor
from thaiyyal.kernel.authorize import Resource, authorize
from thaiyyal.kernel.permissions import Access, Permission
from thaiyyal.store.transaction import Transaction
from thaiyyal.store.unit_of_work import Database

T = TypeVar("T")


@dataclass(slots=True)
class CallContext:
    """What a handler works with. ``status`` and ``headers`` are those of the answer.

    ``again``: who stands behind the request's credential by now, for answers that take long.
    """

    actor: Actor
    database: Database
    services: Services
    request: Request
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)
    authorized: set[Permission | Access] = field(default_factory=set)
    transaction: Transaction | None = None
    again: Callable[[], Awaitable[Actor]] | None = None

    def start_with(self, transaction: Transaction | None) -> None:
        """Forget what an earlier try, which was rolled back, wanted to answer."""
        self.transaction = transaction
        self.status = None
        self.headers.clear()
        self.cookies.clear()
        self.authorized.clear()

    @property
    def tx(self) -> Transaction:
        """The request's transaction; a route that opens its own has none."""
        if self.transaction is None:
            raise LookupError("this route opens its own transactions")
        return self.transaction

    def authorize(self, permission: Permission | Access, resource: Resource | None = None) -> None:
        """Check a permission and remember that it was checked.

        Raises:
            NotSignedIn, Forbidden, NotFound: As ``kernel.authorize`` says.
        """
        authorize(self.actor, permission, resource)
        self.authorized.add(permission)

    def service(self, kind: type[T]) -> T:
        """Return the program's one thing of this type."""
        return self.services.get(kind)


async def current_call(request: Request) -> CallContext:
    """Return the call that ``web`` prepared for this request; a coroutine needs no thread."""
    call: CallContext = request.state.call
    return call


Call = Annotated[CallContext, Depends(current_call)]
