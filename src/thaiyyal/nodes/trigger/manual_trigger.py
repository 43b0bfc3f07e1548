"""Start a workflow by hand or through the API; the value is the input of the execution."""

from thaiyyal.nodes.trigger.passing import GROUP, passed_on
from thaiyyal.sdk import Example, Inputs, NodeType, Params, Value


class ManualTriggerParams(Params):
    """Nothing to set."""


class ManualTrigger(NodeType[ManualTriggerParams]):
    type = "manual_trigger"
    label = "Manual trigger"
    group = GROUP
    is_trigger = True
    icon = "player-play"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(title="The input passes", params={}, inputs=[{"order": 7}], out={"order": 7}),
        Example(title="Without an input", params={}, out=None),
    )

    def run(self, params: ManualTriggerParams, value: Value) -> Value:
        return passed_on(value)
