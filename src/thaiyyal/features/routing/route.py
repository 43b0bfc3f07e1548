"""Declarations of HTTP routes. One that names no permission cannot be written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from thaiyyal.kernel.permissions import Access, Permission

H = TypeVar("H", bound=Callable[..., Any])


class Allowance(StrEnum):
    """Which budget of requests a route is paid from."""

    REQUESTS = "requests"
    SIGN_IN = "sign_in"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Route:
    """One HTTP route.

    ``resource``: the permission is decided for one thing, by the handler, through
    ``call.authorize``; an answer of a handler that did not is never sent.
    ``creates``: honours ``Idempotency-Key``; with ``shows_secret`` the answer is not kept.
    ``opens_transactions``: the handler does so itself. ``raw``: the handler takes the call alone,
    reads the request itself and returns a response; ``request`` is then the shape of its body.
    ``errors``: statuses beyond those that every such route has. ``also``: further statuses of
    success, answered with the same shape, 304 with nothing.
    """

    method: str
    path: str
    permission: Permission | Access
    handler: Callable[..., Any]
    tag: str
    status: int
    response: Any
    resource: bool = False
    creates: bool = False
    shows_secret: bool = False
    opens_transactions: bool = False
    raw: bool = False
    request: Any = None
    errors: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    allowance: Allowance = Allowance.REQUESTS
    media_type: str = "application/json"
    max_body_bytes: int | None = None

    @property
    def name(self) -> str:
        """The operation id in the OpenAPI document."""
        return self.handler.__name__


class Routes:
    """The routes of one slice, collected by decorators."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self._routes: list[Route] = []

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)

    def route(
        self,
        method: str,
        path: str,
        *,
        permission: Permission | Access,
        status: int = 200,
        response: Any = None,
        resource: bool = False,
        creates: bool = False,
        shows_secret: bool = False,
        opens_transactions: bool = False,
        raw: bool = False,
        request: Any = None,
        errors: tuple[int, ...] = (),
        also: tuple[int, ...] = (),
        allowance: Allowance = Allowance.REQUESTS,
        media_type: str = "application/json",
        max_body_bytes: int | None = None,
    ) -> Callable[[H], H]:
        """Declare the decorated function as the handler of a route.

        ``response`` defaults to the function's return annotation, as its docstring is the
        description.
        """

        def declare(handler: H) -> H:
            declared = Route(
                method=method,
                path=path,
                permission=permission,
                handler=handler,
                tag=self.tag,
                status=status,
                response=response or handler.__annotations__.get("return"),
                resource=resource,
                creates=creates,
                shows_secret=shows_secret,
                opens_transactions=opens_transactions,
                raw=raw,
                request=request,
                errors=errors,
                also=also,
                allowance=allowance,
                media_type=media_type,
                max_body_bytes=max_body_bytes,
            )
            self._routes.append(declared)
            return handler

        return declare
