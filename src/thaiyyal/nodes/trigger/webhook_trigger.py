"""Start a workflow by an HTTP request to an address of its own.

Publishing the workflow gives the node two addresses, one for production and one for tests, and a
secret; none of them is in the document. The value is the request: `method`, `headers` (names in
lower case), `query`, `body`, and `content`, which says how the body was read.

The caller gets an answer at once, when the execution is done, or from a `respond` node.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from thaiyyal.nodes.trigger.passing import GROUP, passed_on
from thaiyyal.nodes.trigger.webhook_auth import HeaderAuth, SignatureAuth
from thaiyyal.sdk import Boolean, Example, FieldProblem, Inputs, NodeType, Params, Value, hints

Content = Literal["json", "form", "text", "binary"]
ALL_CONTENT: tuple[Content, ...] = ("json", "form", "text", "binary")
_REQUEST: dict[str, Value] = {
    "method": "POST",
    "headers": {"content-type": "application/json"},
    "query": {"from": "shop"},
    "body": {"order": 7},
    "content": "json",
}


class WebhookTriggerParams(Params):
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = Field(
        "POST", description="The HTTP method that the address takes."
    )
    answer: Literal["at_once", "when_done", "respond_node"] = Field(
        "when_done",
        description="When the caller gets an answer, and what is in it.",
        json_schema_extra=hints(
            labels={
                "at_once": "At once, without a result",
                "when_done": "When the execution is done, its output",
                "respond_node": "What the first respond node gives",
            }
        ),
    )
    content_types: list[Content] = Field(
        default=list(ALL_CONTENT),
        min_length=1,
        title="Bodies",
        description="Which kinds of bodies are taken; others are refused.",
        json_schema_extra={
            **hints(
                advanced=True,
                labels={
                    "json": "JSON",
                    "form": "Form",
                    "text": "Text",
                    "binary": "Anything else, as base64",
                },
            ),
            "uniqueItems": True,
        },
    )
    auth: Literal["none", "signature", "header"] = Field(
        "none",
        title="Proof of the caller",
        description="How a caller proves to know the secret of the address.",
        json_schema_extra=hints(
            labels={
                "none": "None: the address is enough",
                "signature": "A signature of the body",
                "header": "The secret in a header",
            }
        ),
    )
    signature: SignatureAuth | None = Field(
        None,
        description="Where the signature is and how it is made.",
        json_schema_extra=hints(shown_when={"auth": ["signature"]}),
    )
    header: HeaderAuth | None = Field(
        None,
        description="Where the secret is; `Authorization: Bearer` if nothing is given.",
        json_schema_extra=hints(shown_when={"auth": ["header"]}),
    )
    ephemeral: Boolean = Field(
        False,
        title="Record nothing",
        description="Store nothing of the executions that it starts; they do not survive the end "
        "of a process. Not together with an answer at once.",
        json_schema_extra=hints(
            advanced=True, shown_when={"answer": ["when_done", "respond_node"]}
        ),
    )

    def problems(self) -> Iterator[FieldProblem]:
        if self.auth == "signature" and self.signature is None:
            yield FieldProblem("missing_field", "signature", "is required for auth = signature")
        if self.ephemeral and self.answer == "at_once":
            message = (
                "cannot be on when the answer comes at once: nobody would see what became of it"
            )
            yield FieldProblem("invalid_field", "ephemeral", message, others=("answer",))


class WebhookTrigger(NodeType[WebhookTriggerParams]):
    type = "webhook_trigger"
    label = "Webhook"
    group = GROUP
    is_trigger = True
    icon = "webhook"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(
            title="The request of a shop, signed",
            params={"auth": "signature", "signature": {"header": "X-Signature-256"}},
            inputs=[_REQUEST],
            out=_REQUEST,
        ),
        Example(title="Executed by hand, without an input", params={"method": "GET"}, out=None),
        Example(
            title="A signature needs to be described",
            params={"auth": "signature"},
            error="missing_field",
        ),
    )

    def run(self, params: WebhookTriggerParams, value: Value) -> Value:
        return passed_on(value)
