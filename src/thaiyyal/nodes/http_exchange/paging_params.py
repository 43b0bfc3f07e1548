"""Parameters of pages: how the pages of a resource follow each other, and what is on them."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, JsonValue, field_validator, model_validator

from thaiyyal.nodes.http_exchange.paths import read_path
from thaiyyal.sdk import FieldProblem, Integer, NonEmptyText, Params, Text, hints, invalid

Strategy = Literal["offset_limit", "page_number", "cursor", "link_header"]


def _shown_for(
    *strategies: Strategy,
    unit: str | None = None,
    placeholder: str | None = None,
    advanced: bool = False,
) -> dict[str, JsonValue]:
    """Return the hints of a field that matters with some strategies only."""
    return hints(
        shown_when={"strategy": strategies}, unit=unit, placeholder=placeholder, advanced=advanced
    )


def begin_with(strategy: str) -> Callable[[dict[str, Any]], None]:
    """Return what puts the field ``strategy`` in front of the fields that depend on it."""

    def arrange(schema: dict[str, Any]) -> None:
        fields = schema["properties"]
        first = list(fields).index("page_size")
        rest = [name for name in fields if name != strategy]
        names = [*rest[:first], strategy, *rest[first:]]
        schema["properties"] = {name: _depending(fields[name], strategy) for name in names}

    return arrange


def _depending(field: dict[str, Any], strategy: str) -> dict[str, Any]:
    condition = field.get("shown_when")
    if condition is None or condition["field"] != "strategy":
        return field
    return {**field, "shown_when": {**condition, "field": strategy}}


StrategyField = Annotated[
    Strategy,
    Field(
        title="Pages follow by",
        description="How a request says which page it wants.",
        json_schema_extra=hints(
            labels={
                "offset_limit": "Offset: how many items to skip",
                "page_number": "Page number",
                "cursor": "Cursor from the page before",
                "link_header": "Link header of the page before",
            }
        ),
    ),
]


class PagingParams(Params):
    """How to go from page to page, whatever the strategy is called."""

    page_size: Integer = Field(
        100,
        ge=1,
        description="How many items one page holds.",
        json_schema_extra=_shown_for("offset_limit", "page_number", "cursor", unit="items"),
    )
    max_pages: Integer = Field(
        10,
        ge=1,
        le=1000,
        title="Most pages",
        description="Reading stops behind so many pages.",
        json_schema_extra=hints(unit="pages"),
    )
    max_items: Integer | None = Field(
        None,
        ge=1,
        title="Most items",
        description="Reading stops at so many items, the rest is cut off; no bound if it is left "
        "out.",
        json_schema_extra=hints(unit="items"),
    )
    results_path: Text = Field(
        "",
        title="Path of the list",
        description="Where the list is in the body of a page, such as `data.items`; the body "
        "itself if it is empty.",
        json_schema_extra=hints(placeholder="data.items"),
    )
    total_count_path: Text = Field(
        "",
        title="Path of the total",
        description="Where the number of all items is in the body; without it a page that is not "
        "full is the last.",
        json_schema_extra=_shown_for("offset_limit", "page_number", placeholder="meta.total"),
    )
    next_cursor_path: Text = Field(
        "",
        title="Path of the next cursor",
        description="Where the place of the next page is in the body; a page without is the last.",
        json_schema_extra=_shown_for("cursor", placeholder="meta.next"),
    )
    offset_param: NonEmptyText = Field(
        "offset",
        title="Parameter of the offset",
        description="Name of the query parameter that says how many items to skip.",
        json_schema_extra=_shown_for("offset_limit", advanced=True),
    )
    limit_param: NonEmptyText | None = Field(
        None,
        title="Parameter of the page size",
        description="Name of the query parameter with the page size. If it is left out: `limit` "
        "with offsets, none with cursors.",
        json_schema_extra=_shown_for("offset_limit", "cursor", advanced=True),
    )
    page_param: NonEmptyText = Field(
        "page",
        title="Parameter of the page number",
        description="Name of the query parameter with the number of the page.",
        json_schema_extra=_shown_for("page_number", advanced=True),
    )
    start_page: Integer = Field(
        1,
        title="First page",
        description="The number of the first page, often 0 or 1.",
        json_schema_extra=_shown_for("page_number", advanced=True),
    )
    per_page_param: NonEmptyText = Field(
        "per_page",
        title="Parameter of the page size",
        description="Name of the query parameter with the page size.",
        json_schema_extra=_shown_for("page_number", advanced=True),
    )
    cursor_param: NonEmptyText = Field(
        "cursor",
        title="Parameter of the cursor",
        description="Name of the query parameter with the place of the page.",
        json_schema_extra=_shown_for("cursor", advanced=True),
    )
    link_header: NonEmptyText = Field(
        "Link",
        title="Header with the link",
        description="Name of the header with the link to the next page.",
        json_schema_extra=_shown_for("link_header", advanced=True),
    )

    @field_validator("results_path", "total_count_path", "next_cursor_path")
    @classmethod
    def _is_path(cls, text: str) -> str:
        if read_path(text) is None:
            raise invalid('must be a path such as "data.items" or "pages[0].list"')
        return text

    @property
    def way(self) -> Strategy:
        """Return the strategy; each form of the parameters has its own name for it."""
        raise NotImplementedError

    def problems(self) -> Iterator[FieldProblem]:
        if self.way == "cursor" and not self.next_cursor_path:
            yield FieldProblem(
                "missing_field", "next_cursor_path", "is required for the strategy cursor"
            )


class Pagination(PagingParams):
    """The object ``pagination`` of the http node."""

    model_config = ConfigDict(json_schema_extra=begin_with("strategy"))

    strategy: StrategyField

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {name: entry for name, entry in data.items() if entry is not None}

    @property
    def way(self) -> Strategy:
        return self.strategy
