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
from thaiyyal.sdk import Boolean, Example, FieldProblem, Inputs, NodeType, Params, Value

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
        "POST", description="The method that the address takes."
    )
    answer: Literal["at_once", "when_done", "respond_node"] = Field(
        "when_done",
        description="When the caller gets an answer: before the execution, after it with its "
        "output, or what the first respond node gives.",
    )
    content_types: list[Content] = Field(
        default=list(ALL_CONTENT), min_length=1, description="Which bodies are taken."
    )
    auth: Literal["none", "signature", "header"] = Field(
        "none", description="How the caller proves to know the secret of the address."
    )
    signature: SignatureAuth | None = Field(
        None, description="Where the signature is and how it is made; required for signature."
    )
    header: HeaderAuth | None = Field(
        None, description="Where the secret is for header; `Authorization: Bearer` if not given."
    )
    ephemeral: Boolean = Field(
        False, description="Record nothing of the executions that it starts."
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
