"""What raw handlers read of a request by themselves, refused in the words of all other routes."""

from typing import Any, TypeVar
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError

from thaiyyal.features.routing.call import CallContext

S = TypeVar("S", bound=BaseModel)
T = TypeVar("T")
DOCUMENTED_ONLY = UUID(int=0)
"""A raw handler names its path's parameters for the OpenAPI document and reads them itself."""


def id_in_path(call: CallContext, name: str) -> UUID:
    """Return an id of the path.

    Raises:
        RequestValidationError: It is none.
    """
    try:
        return UUID(call.request.path_params[name])
    except ValueError as error:
        place = {"loc": ("path", name), "type": "uuid_parsing", "msg": "must be a UUID"}
        raise RequestValidationError([place]) from error


def in_query(call: CallContext, name: str, kind: TypeAdapter[T], default: T) -> T:
    """Return a parameter of the query; the last one counts, as everywhere.

    Raises:
        RequestValidationError: It is not of its kind.
    """
    query: bytes = call.request.scope["query_string"]
    if not query:
        return default
    text = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)).get(name)
    return default if text is None else _checked(kind, text, ("query", name))


def in_header(call: CallContext, name: str, kind: TypeAdapter[T], default: T) -> T:
    """Return a header.

    Raises:
        RequestValidationError: It is not of its kind.
    """
    text = call.request.headers.get(name)
    return default if text is None else _checked(kind, text, ("header", name))


async def body_as(call: CallContext, shape: type[S], default: S) -> S:
    """Return the body in its shape; what was read and parsed already is not read again.

    Raises:
        RequestValidationError: It has another shape.
    """
    if not await call.request.body():
        return default
    try:
        return shape.model_validate(await call.request.json())
    except ValidationError as error:
        raise RequestValidationError(_placed(error, ("body",))) from error


def _checked(kind: TypeAdapter[T], text: str, place: tuple[str, ...]) -> T:
    try:
        return kind.validate_python(text)
    except ValidationError as error:
        raise RequestValidationError(_placed(error, place)) from error


def _placed(error: ValidationError, place: tuple[str, ...]) -> list[dict[str, Any]]:
    found = error.errors(include_url=False)
    return [{**one, "loc": (*place, *one["loc"])} for one in found]
