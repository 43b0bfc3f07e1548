"""Set or read a variable of the run; expressions read it by its name or as `variables.<name>`.

A local variable is forgotten at the end of the container it is set in; others live as long as the
run.
"""

from typing import Literal

from pydantic import Field

from thaiyyal.sdk import (
    NO_INPUT,
    Context,
    Example,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    StepError,
    Value,
    hints,
    missing_input,
)


class VariableParams(Params):
    var_op: Literal["get", "set"] = Field(
        title="Operation",
        description="Read the variable, or set it to the input.",
        json_schema_extra=hints(labels={"get": "Read it", "set": "Set it to the input"}),
    )
    var_name: NonEmptyText = Field(
        title="Variable",
        description="Its name; expressions read it by the name or as `variables.<name>`.",
        json_schema_extra=hints(placeholder="total"),
    )
    scope: Literal["global", "workflow", "local"] = Field(
        "workflow",
        title="Lives until",
        description="How long the variable is there.",
        json_schema_extra=hints(
            advanced=True,
            shown_when={"var_op": ["set"]},
            labels={
                "global": "The end of the execution (global)",
                "workflow": "The end of the execution",
                "local": "The end of the container around the node",
            },
        ),
    )


class Variable(NodeType[VariableParams]):
    type = "variable"
    label = "Variable"
    group = "State"
    icon = "variable"
    inputs = Inputs.OPTIONAL
    examples = (
        Example(title="Set", params={"var_name": "n", "var_op": "set"}, inputs=[3], out=3),
        Example(
            title="Not set yet",
            params={"var_name": "n", "var_op": "get"},
            error="unknown_variable",
        ),
    )

    def store(self, params: VariableParams) -> tuple[str, str] | None:
        return ("variable", params.var_name)

    def run(self, params: VariableParams, value: Value, context: Context) -> Value:
        variables = context.state.variables
        if params.var_op == "get":
            if params.var_name not in variables:
                message = f'the variable "{params.var_name}" has not been set'
                raise StepError("unknown_variable", message)
            return variables[params.var_name]
        if value is NO_INPUT:
            raise missing_input()
        if params.var_name not in variables and len(variables) >= context.limits.variables:
            most = context.limits.variables
            raise StepError("limit_exceeded", f"a run has at most {most} variables")
        if params.scope == "local":
            context.set_local(params.var_name, value)
        else:
            context.state.put(variables, params.var_name, value)
        return value
