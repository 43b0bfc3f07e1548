"""Parameters of one request and of its pages: the form of http and paginator."""

from collections.abc import Iterator
from typing import Literal

from pydantic import ConfigDict, Field

from thaiyyal.nodes.http_exchange.paging_params import (
    Pagination,
    PagingParams,
    Strategy,
    StrategyField,
    begin_with,
)
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
    hints,
)

_CREDENTIALS = (
    "basic",
    "bearer",
    "api_key",
    "headers",
    "oauth2_client_credentials",
    "oauth2_authorization_code",
    "certificate",
    "http_client",
)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ExchangeParams(Params):
    """What every request says, paged or not."""

    url: UrlTemplate = Field(
        description="The http or https address to ask; `{{ input.id }}` puts a value in.",
        json_schema_extra={
            **hints(placeholder="https://api.example.com/orders/{{ input.id }}"),
            "minLength": 1,
        },
    )
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] = Field(
        "GET", description="The HTTP method; GET, HEAD and OPTIONS only read."
    )
    query: QueryTemplate | None = Field(
        None,
        description="Parameters put behind the address; null leaves one out, a list repeats it.",
    )
    headers: HeaderTemplates | None = Field(
        None, description="Headers to send; `{{ input.id }}` puts a value in."
    )
    body: BodyTemplate = Field(
        None,
        description="What to send: JSON or a text, with templates in its texts.",
        json_schema_extra=hints(
            shown_when={"method": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]}
        ),
    )
    body_type: Literal["json", "text", "form", "multipart", "file"] | None = Field(
        None,
        title="Send the body as",
        description="How the body is written. If it is left out, a text is sent as text and "
        "anything else as JSON. A file is one that another node has saved.",
        json_schema_extra=hints(
            shown_when={"method": ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]},
            labels={
                "json": "JSON",
                "text": "Text",
                "form": "Form",
                "multipart": "Form with files (multipart)",
                "file": "A saved file",
            },
        ),
    )
    credential: NonEmptyText | None = Field(
        None,
        description="The credential that proves who asks.",
        json_schema_extra=hints(format="credential", credential_kinds=_CREDENTIALS),
    )
    idempotency_key: Boolean = Field(
        False,
        title="Send an idempotency key",
        description="Send the same `Idempotency-Key` in every attempt of this step, so that a "
        "server that knows such keys carries a write out once. A header of that name in Headers "
        "goes first.",
        json_schema_extra=hints(
            advanced=True, shown_when={"method": ["POST", "PUT", "PATCH", "DELETE"]}
        ),
    )
    timeout: Duration = Field(
        30.0,
        description="The longest time for the whole exchange.",
        json_schema_extra=hints(advanced=True),
    )
    follow_redirects: Boolean = Field(
        True,
        description="Go where the server says the resource has moved to.",
        json_schema_extra=hints(advanced=True),
    )
    max_redirects: Integer = Field(
        10,
        ge=0,
        title="Most redirects",
        description="How many redirects to follow before the step fails.",
        json_schema_extra=hints(advanced=True, shown_when={"follow_redirects": [True]}),
    )
    response: Literal["auto", "json", "text", "bytes"] = Field(
        "auto",
        title="Read the answer as",
        description="How the body of the answer becomes a value.",
        json_schema_extra=hints(
            advanced=True,
            labels={
                "auto": "What its content type says",
                "json": "JSON",
                "text": "Text",
                "bytes": "Bytes, as base64",
            },
        ),
    )
    full_response: Boolean = Field(
        False,
        title="Give the full response",
        description="Give an object of status, headers, body and url instead of the body alone.",
        json_schema_extra=hints(advanced=True),
    )
    fail_on_status: Boolean | None = Field(
        None,
        title="Fail on a bad status",
        description="Fail the step when the status is not 200 to 299. If it is left out, it is on "
        "unless the full response is given.",
        json_schema_extra=hints(advanced=True),
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


class HttpParams(ExchangeParams):
    """Parameters of the http node."""

    pagination: Pagination | None = Field(
        None,
        title="Pages",
        description="Read page after page and join their lists; one request if it is left out.",
        json_schema_extra=hints(advanced=True),
    )
    save_as: TemplateText | None = Field(
        None,
        title="Save as a file",
        description="Keep a good answer as a file of the execution under this name and pass on "
        "what describes it. Empty for the name that the server gives. Not together with pages.",
        json_schema_extra=hints(advanced=True, placeholder="report-{{ input.id }}.pdf"),
    )

    def problems(self) -> Iterator[FieldProblem]:
        yield from super().problems()
        for found in self.pagination.problems() if self.pagination else ():
            yield FieldProblem(found.code, f"pagination.{found.field}", found.message)
        if self.save_as is not None and self.pagination:
            yield FieldProblem("invalid_field", "save_as", "cannot be combined with pagination")
        if self.save_as is not None and self.method == "HEAD":
            yield FieldProblem("invalid_field", "save_as", "is for methods whose answer has a body")


class PaginatorParams(PagingParams, ExchangeParams):
    """Parameters of the paginator: those of the request and of the pages side by side."""

    model_config = ConfigDict(json_schema_extra=begin_with("pagination_strategy"))

    pagination_strategy: StrategyField

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
