"""Parameters of one request and of its pages: the form of http and paginator."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from thaiyyal.nodes.http_exchange.paths import read_path
from thaiyyal.nodes.http_exchange.templated import (
    BodyTemplate,
    HeaderTemplates,
    QueryTemplate,
    UrlTemplate,
)
from thaiyyal.sdk import (
    Boolean,
    Duration,
    Effect,
    FieldProblem,
    Integer,
    NonEmptyText,
    Params,
    TemplateText,
    Text,
    invalid,
)

Strategy = Literal["offset_limit", "page_number", "cursor", "link_header"]
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ExchangeParams(Params):
    """What every request says, paged or not."""

    url: UrlTemplate = Field(description="Where to send the request: an http or https address.")
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] = Field(
        "GET", description="What to do there; GET reads."
    )
    query: QueryTemplate | None = Field(
        None, description="Parameters put behind the url; null leaves one out, a list repeats it."
    )
    headers: HeaderTemplates | None = Field(None, description="Headers to send, name to text.")
    body: BodyTemplate = Field(None, description="What to send; texts inside are templates.")
    body_type: Literal["json", "text", "form", "multipart", "file"] | None = Field(
        None,
        description="How to send the body: text for a text, json otherwise; file: a file that "
        "another node has saved.",
    )
    credential: NonEmptyText | None = Field(
        None, description="Name of the credential that proves who asks."
    )
    idempotency_key: Boolean = Field(
        False,
        description="Send an Idempotency-Key, the same in every attempt of this step, so that a "
        "server that knows such keys carries a write out once; an own header goes first.",
    )
    timeout: Duration = Field(30.0, description="Longest time for the whole exchange.")
    follow_redirects: Boolean = Field(True, description="Whether to follow redirects.")
    max_redirects: Integer = Field(10, ge=0, description="How many redirects to follow at most.")
    response: Literal["auto", "json", "text", "bytes"] = Field(
        "auto", description="How to read the answer; auto goes by its content type."
    )
    full_response: Boolean = Field(
        False, description="Give status, headers, body and url instead of the body alone."
    )
    fail_on_status: Boolean | None = Field(
        None,
        description="Fail when the status is not 2xx; on unless the full response is wanted.",
    )

    @property
    def is_failing_on_status(self) -> bool:
        if self.fail_on_status is None:
            return not self.full_response
        return self.fail_on_status

    def effect(self) -> Effect:
        """Return what sending this request twice would mean."""
        if self.method in _READING:
            return Effect.READS
        return Effect.IDEMPOTENT if self.sends_key or self._has_own_key else Effect.WRITES

    @property
    def sends_key(self) -> bool:
        """Whether a key made from the step is sent."""
        return self.idempotency_key and self.method not in _READING and not self._has_own_key

    @property
    def _has_own_key(self) -> bool:
        return any(name.lower() == "idempotency-key" for name in self.headers or {})

    def problems(self) -> Iterator[FieldProblem]:
        if self.body is None:
            return
        if self.method in ("GET", "HEAD"):
            yield FieldProblem("invalid_field", "body", f"{self.method} sends no body")
        if self.body_type in ("form", "multipart") and _is_no_object(self.body):
            message = f"must be an object to be sent as {self.body_type}"
            yield FieldProblem("invalid_field", "body", message)


class PagingParams(Params):
    """How to go from page to page, whatever the strategy is called."""

    page_size: Integer = Field(100, ge=1, description="How many items one page holds.")
    max_pages: Integer = Field(10, ge=1, le=1000, description="How many pages to read at most.")
    max_items: Integer | None = Field(
        None, ge=1, description="How many items to keep at most; the rest is cut off."
    )
    results_path: Text = Field(
        "", description="Where the list is in the body, such as data.items; empty: the body."
    )
    total_count_path: Text = Field("", description="Where the number of all items is.")
    next_cursor_path: Text = Field("", description="Where the next page's cursor is.")
    offset_param: NonEmptyText = Field("offset", description="Query name of the offset.")
    limit_param: NonEmptyText | None = Field(
        None, description="Query name of the page size; limit for offsets, none for cursors."
    )
    page_param: NonEmptyText = Field("page", description="Query name of the page number.")
    start_page: Integer = Field(1, description="Number of the first page.")
    per_page_param: NonEmptyText = Field("per_page", description="Query name of the page size.")
    cursor_param: NonEmptyText = Field("cursor", description="Query name of the cursor.")
    link_header: NonEmptyText = Field("Link", description="Header with the link to the next page.")

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

    strategy: Strategy = Field(description="How the pages of the resource follow each other.")

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {name: entry for name, entry in data.items() if entry is not None}

    @property
    def way(self) -> Strategy:
        return self.strategy


class HttpParams(ExchangeParams):
    """Parameters of the http node."""

    pagination: Pagination | None = Field(
        None, description="Read page after page and join the lists; absent: one request."
    )
    save_as: TemplateText | None = Field(
        None,
        description="Keep a 2xx answer as a file of the execution under this name and pass on what "
        "describes it; an empty name stands for the one that the server gives.",
    )

    def problems(self) -> Iterator[FieldProblem]:
        yield from super().problems()
        for found in self.pagination.problems() if self.pagination else ():
            yield FieldProblem(found.code, f"pagination.{found.field}", found.message)
        if self.save_as is not None and self.pagination:
            yield FieldProblem("invalid_field", "save_as", "cannot be combined with pagination")
        if self.save_as is not None and self.method == "HEAD":
            yield FieldProblem("invalid_field", "save_as", "is for methods whose answer has a body")


class PaginatorParams(ExchangeParams, PagingParams):
    """Parameters of the paginator: those of the request and of the pages side by side."""

    pagination_strategy: Strategy = Field(
        description="How the pages of the resource follow each other."
    )

    @property
    def way(self) -> Strategy:
        return self.pagination_strategy

    def problems(self) -> Iterator[FieldProblem]:
        yield from ExchangeParams.problems(self)
        yield from PagingParams.problems(self)


def _is_no_object(body: object) -> bool:
    # A text with a template in it may become an object when the node runs.
    if isinstance(body, TemplateText):
        return "{{" not in body.text
    return not isinstance(body, dict)
