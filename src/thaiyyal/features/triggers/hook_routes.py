"""The addresses of webhooks. Public: whoever knows one may ask, and the webhook says who proves it.

An address takes one method; the others answer 405. Requests are not counted for anybody: they are
bounded by the executions that they start.
"""

from typing import Annotated
from urllib.parse import quote

from fastapi import Path
from starlette.responses import Response

from thaiyyal.features.routing import Allowance, Call, CallContext, Routes
from thaiyyal.features.triggers.receiving import HookRequest, Receiver
from thaiyyal.kernel.permissions import Access

routes = Routes("webhooks")
Address = Annotated[
    str, Path(max_length=100, description="The secret part of the address of a webhook.")
]
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


async def _answered(call: CallContext) -> Response:
    request = call.request
    body = b"" if request.method == "GET" else await request.body()
    raw = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
    asked = HookRequest(
        request.method,
        quote(request.path_params["address"], safe=""),
        raw,
        request.scope["query_string"].decode("latin-1"),
        body,
        call.actor.origin,
    )
    answer = await call.service(Receiver).answer(asked)
    response = Response(answer.body, answer.status)
    for name, value in answer.headers:
        response.headers[name] = value
    return response


def _declare(method: str) -> None:
    async def receive(call: Call, address: Address = "") -> Response:
        del address
        return await _answered(call)

    receive.__name__ = f"receive_{method.lower()}"
    receive.__doc__ = f"""Start what a webhook that takes {method} is for.

    The answer is what the webhook's node says: 202 at once, the output of the execution, or what a
    respond node of the workflow gives, with any status.
    """
    routes.route(
        method,
        "/hooks/{address}",
        permission=Access.PUBLIC,
        also=(202,),
        errors=(405, 415),
        raw=True,
        opens_transactions=True,
        allowance=Allowance.NONE,
        response=dict,
    )(receive)


for _method in _METHODS:
    _declare(_method)
