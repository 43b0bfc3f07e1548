"""Answer the request that started the execution: status, headers and body.

The caller of a webhook with `answer` = `respond_node` gets what the first node of this type gives.
The execution goes on. Without a body the input is the body. A text is sent as it is, anything else
as JSON, null as nothing.

Headers that speak for the whole site (cookies, its security) or for the connection are refused.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from thaiyyal.nodes.http_exchange.templated import BodyTemplate, HeaderTemplates, filled
from thaiyyal.nodes.trigger.passing import GROUP, passed_on
from thaiyyal.sdk import (
    Context,
    Example,
    Inputs,
    Integer,
    NodeType,
    Params,
    TemplateText,
    Value,
    hints,
    invalid,
    invalid_input,
)

_REFUSED = frozenset(
    (
        "clear-site-data",
        "content-encoding",
        "content-security-policy",
        "keep-alive",
        "service-worker-allowed",
        "set-cookie",
        "strict-transport-security",
        "te",
        "trailer",
        "upgrade",
        "x-content-type-options",
    )
)
_BREAKS = frozenset("\r\n\0")


def _allowed(headers: dict[str, TemplateText]) -> dict[str, TemplateText]:
    for name in headers:
        if name.lower() in _REFUSED or name.lower().startswith("proxy-"):
            raise invalid(f'"{name}" cannot be given: it is the platform\'s own')
    return headers


class RespondParams(Params):
    status: Integer = Field(
        200, ge=200, le=599, description="The HTTP status of the answer, such as 200 or 404."
    )
    headers: Annotated[HeaderTemplates, AfterValidator(_allowed)] | None = Field(
        None,
        description="Headers of the answer; `{{ input.id }}` puts a value in.",
        json_schema_extra=hints(advanced=True),
    )
    body: BodyTemplate = Field(
        None,
        description="What the caller gets: JSON or a text, with templates in its texts. The input "
        "of this node if it is left out.",
    )


class Respond(NodeType[RespondParams]):
    type = "respond"
    label = "Respond"
    group = GROUP
    icon = "arrow-back-up"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(
            title="Made, with a part of the input",
            params={"status": 201, "body": {"id": "{{ input.order }}"}},
            inputs=[{"order": 7}],
            out={"status": 201, "headers": {}, "body": {"id": 7}},
        ),
        Example(
            title="The input is the body",
            params={"headers": {"Cache-Control": "no-store"}},
            inputs=["hello"],
            out={"status": 200, "headers": {"Cache-Control": "no-store"}, "body": "hello"},
        ),
        Example(
            title="Cookies are the platform's",
            params={"headers": {"Set-Cookie": "a=b"}},
            error="invalid_field",
        ),
    )

    def run(self, params: RespondParams, value: Value, context: Context) -> Value:
        given = passed_on(value)
        environment = context.environment
        headers: dict[str, Value] = {
            name: _header(name, template.render(given, environment))
            for name, template in (params.headers or {}).items()
        }
        body = given if params.body is None else filled(params.body, given, environment)
        return {"status": params.status, "headers": headers, "body": body}


def _header(name: str, text: str) -> str:
    if not _BREAKS.isdisjoint(text):
        raise invalid_input(f'the header "{name}" must not contain line breaks or NUL')
    return text
