"""Start a workflow when an execution of another one fails.

The other workflow names this one in its setting `on_error_workflow`. The value tells what failed:
`execution_id`, `workflow_id`, and `error` with code, message and node.
"""

from thaiyyal.nodes.trigger.passing import GROUP, passed_on
from thaiyyal.sdk import Example, Inputs, NodeType, Params, Value

_FAILED: dict[str, Value] = {
    "execution_id": "0194c2f1-7b1a-7d1e-8f00-000000000001",
    "workflow_id": "0194c2f1-7b1a-7d1e-8f00-000000000002",
    "error": {"code": "http_error", "message": "the server answered 503", "node": "fetch"},
}


class ErrorTriggerParams(Params):
    """Nothing to set."""


class ErrorTrigger(NodeType[ErrorTriggerParams]):
    type = "error_trigger"
    label = "Error trigger"
    group = GROUP
    is_trigger = True
    icon = "alert-triangle"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(title="What failed", params={}, inputs=[_FAILED], out=_FAILED),
        Example(title="Executed by hand, without an input", params={}, out=None),
    )

    def run(self, params: ErrorTriggerParams, value: Value) -> Value:
        return passed_on(value)
