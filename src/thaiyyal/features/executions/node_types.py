"""The catalogue of node types: written out once, the same for everybody until the next start."""

from functools import cache

from starlette.responses import Response

from thaiyyal.features.executions.schemas import NodeTypes
from thaiyyal.features.routing import Call, Routes, WrittenOnce, written_once
from thaiyyal.kernel.permissions import Access
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
    return catalogue().answer(call)


@cache
def catalogue() -> WrittenOnce:
    """Return the catalogue."""
    return written_once({**describe_catalog(load_catalog()), "next_cursor": None})
