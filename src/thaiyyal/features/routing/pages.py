"""Lists come in pages: some items, and a cursor to the next ones."""

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import ConfigDict

from thaiyyal.features.routing.schema import Schema

T = TypeVar("T")


class Page(Schema, Generic[T]):
    """One page of a list. ``next_cursor`` is null on the last one."""

    model_config = ConfigDict(
        json_schema_extra={"description": "One page; `next_cursor` is null on the last one."}
    )

    items: list[T]
    next_cursor: str | None = None


Limit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=1_000, description="The `next_cursor` of the page before this one."),
]
