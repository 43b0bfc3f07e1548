"""Routes that help with writing expressions. They store nothing and reach nothing."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from starlette.responses import Response

from thaiyyal.features.executions.expressions.catalogue import language
from thaiyyal.features.executions.expressions.preview import Question, preview
from thaiyyal.features.executions.expressions.schemas import (
    ExpressionPreview,
    Functions,
    PreviewExpression,
)
from thaiyyal.features.routing import Call, Routes
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.permissions import Access
from thaiyyal.kernel.values import dump_json

routes = Routes("expressions")
_LOOP = ("item", "index", "items", "accumulator")
_aside = ThreadPoolExecutor(1, thread_name_prefix="expressions")


@routes.route(
    "POST",
    "/expressions/preview",
    permission=Access.SIGNED_IN,
    opens_transactions=True,
    response=ExpressionPreview,
    max_body_bytes=1024 * 1024,
)
async def preview_expression(call: Call, body: PreviewExpression) -> Response:
    """Compute an expression or a template with given values, without storing anything.

    A fault is an answer too: `ok` is false and `error` says where it is. It takes 100 ms at most;
    of a value of more than 64 KiB the beginning is shown, and `is_preview` is true. With the format
    `items` the text is computed for the first five elements of `input`.
    """
    question = Question(
        body.text,
        body.format,
        body.input,
        nodes=body.nodes,
        variables=body.variables,
        context=body.context,
        loop={name: getattr(body, name) for name in _LOOP if name in body.model_fields_set},
    )
    now_ms = round(utc_now().timestamp() * 1_000)
    work = partial(_written, question, now_ms=now_ms)
    text = await asyncio.get_running_loop().run_in_executor(_aside, work)
    return Response(text, media_type="application/json")


def _written(question: Question, *, now_ms: int) -> bytes:
    return dump_json(preview(question, now_ms=now_ms)).encode()


@routes.route(
    "GET",
    "/expressions/functions",
    permission=Access.SIGNED_IN,
    response=Functions,
    also=(304,),
)
async def list_functions(call: Call) -> Response:
    """List the functions, methods and names of expressions, with an example each.

    Has an ETag: with `If-None-Match` the answer is 304 while nothing is new.
    """
    return language().answer(call)
