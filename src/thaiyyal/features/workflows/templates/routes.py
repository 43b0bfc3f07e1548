"""The route that shows the templates: the same for everybody until the next start."""

from functools import cache

from starlette.responses import Response

from thaiyyal.features.routing import Call, Routes, WrittenOnce, written_once
from thaiyyal.features.workflows.templates.schemas import Templates
from thaiyyal.features.workflows.templates.shelf import templates
from thaiyyal.kernel.permissions import Access

routes = Routes("workflows")


@routes.route(
    "GET",
    "/workflow-templates",
    permission=Access.SIGNED_IN,
    response=Templates,
    also=(304,),
)
async def list_templates(call: Call) -> Response:
    """List the workflows that one can begin with, each with a document that runs.

    Has an ETag: with `If-None-Match` the answer is 304 while nothing is new.
    """
    return _written().answer(call)


@cache
def _written() -> WrittenOnce:
    shown = [template.as_value() for template in templates().values()]
    return written_once({"items": [*shown], "next_cursor": None})
