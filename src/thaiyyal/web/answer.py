"""A handler's result becomes a response, encoded once."""

from typing import Any

import orjson
from pydantic import BaseModel
from starlette.responses import Response

from thaiyyal.features.routing import CallContext, Route


def response_from(result: Any, route: Route, call: CallContext) -> Response:
    """Return the response of a result: a shape, nothing, or a response that is one already."""
    if isinstance(result, Response):
        response = result
    elif result is None:
        response = Response(status_code=call.status or route.status)
    else:
        response = Response(
            _encoded(result), status_code=call.status or route.status, media_type=route.media_type
        )
    response.headers.update(call.headers)
    for cookie in call.cookies:
        response.headers.append("set-cookie", cookie)
    return response


def _encoded(result: Any) -> bytes:
    if isinstance(result, BaseModel):
        return result.__pydantic_serializer__.to_json(result)
    return orjson.dumps(result)
