"""The catalogue of node types: written out once, the same for everybody until the next start."""

import hashlib
from functools import cache

from starlette.responses import Response

from thaiyyal.features.executions.schemas import NodeTypes
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.permissions import Access
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.plugins import describe_catalog, load_catalog

routes = Routes("node types")


@routes.route(
    "GET",
    "/node-types",
    permission=Access.SIGNED_IN,
    response=NodeTypes,
    also=(304,),
)
async def list_node_types(call: Call) -> Response:
    """List all node types with their parameters, help and examples.

    Has an ETag: with `If-None-Match` the answer is 304 while nothing is new.
    """
    body, tag = catalogue()
    call.headers.update({"ETag": tag, "Cache-Control": "private, no-cache"})
    known = call.request.headers.get("if-none-match", "")
    if {"*", tag} & {one.strip().removeprefix("W/") for one in known.split(",")}:
        return Response(status_code=304)
    return Response(body, media_type="application/json")


@cache
def catalogue() -> tuple[bytes, str]:
    """Return the catalogue as JSON, and its ETag."""
    described: dict[str, Value] = {**describe_catalog(load_catalog()), "next_cursor": None}
    body = dump_json(described).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
