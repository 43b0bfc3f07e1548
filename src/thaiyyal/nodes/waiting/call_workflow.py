"""Execute another workflow, and go on with its output once it has ended.

The other execution gets the input of this node, or what `input` says. When it fails, this node
fails with the code `workflow_failed`. Without `wait` it goes on by itself, and what leaves is an
object with its id in `execution`.
"""

from typing import Annotated

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Boolean,
    Effect,
    EffectContext,
    Emit,
    Example,
    ExpressionText,
    Inputs,
    Integer,
    NodeType,
    Params,
    PositiveDuration,
    StepError,
    TemplateText,
    Value,
    hints,
    invalid_input,
)


class CallWorkflowParams(Params):
    workflow: TemplateText = Field(
        description="The workflow to execute, by its id; a template works.",
        json_schema_extra=hints(format="workflow"),
    )
    version: Annotated[Integer, Field(ge=1)] | None = Field(
        None,
        description="The number of the version to execute; the published one if it is left out.",
        json_schema_extra=hints(advanced=True),
    )
    input: ExpressionText | None = Field(
        None,
        description="What the other execution gets; the input of this node if it is left out.",
        json_schema_extra=hints(placeholder="input.order"),
    )
    wait: Boolean = Field(
        True,
        title="Wait for its end",
        description="Off: go on at once, with the id of the other execution.",
    )
    timeout: PositiveDuration | None = Field(
        None,
        title="Give up after",
        description="How long to wait for its end; the other execution goes on after that.",
        json_schema_extra=hints(shown_when={"wait": [True]}, placeholder="10m"),
    )


class CallWorkflow(NodeType[CallWorkflowParams]):
    type = "call_workflow"
    label = "Call a workflow"
    group = "Waiting"
    icon = "arrows-split-2"
    # Starting is known by the step, so that repeating it is harmless; what is left is waiting.
    effect = Effect.WAITS
    inputs = Inputs.OPTIONAL
    facts = ("execution",)
    examples = (
        Example(
            title="Start and go on",
            params={"workflow": "invoices", "wait": False},
            inputs=[{"id": 7}],
            out={"execution": "invoices-1"},
        ),
        Example(
            title="It takes too long",
            params={"workflow": "invoices", "input": "input.id", "timeout": "10m"},
            inputs=[{"id": 7}],
            error="timeout",
        ),
    )

    async def run(self, params: CallWorkflowParams, value: Value, context: EffectContext) -> Emit:
        given = None if value is NO_INPUT else value
        workflow = params.workflow.render(given, context.environment)
        if not workflow:
            raise invalid_input('"workflow" is empty here; it must be the id of a workflow')
        passed = params.input.call(given, context.environment) if params.input else given
        step = context.step_key
        execution = await context.calls.start_workflow(step, workflow, params.version, passed)
        if not params.wait:
            return Emit({"execution": execution}, meta={"execution": execution})
        signal = await context.signal(f"workflow:{step}", expires_s=params.timeout)
        if signal is None:
            told = f"the execution {execution} of the called workflow has not ended in time"
            raise StepError("timeout", told, meta={"execution": execution})
        return _output_of(signal.payload, execution)


def _output_of(ended: Value, execution: str) -> Emit:
    end = ended if isinstance(ended, dict) else {}
    if end.get("status") == "succeeded":
        return Emit(end.get("output"), meta={"execution": execution})
    error = end.get("error")
    if not isinstance(error, dict):
        error = {"code": str(end.get("status") or "unknown"), "message": "it has no output"}
    message = f"the called workflow failed: {error.get('code')}: {error.get('message')}"
    raise StepError("workflow_failed", message, meta={"execution": execution, "error": error})
