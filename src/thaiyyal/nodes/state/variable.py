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
    missing_input,
)


class VariableParams(Params):
    var_name: NonEmptyText = Field(description="Name of the variable.")
    var_op: Literal["get", "set"] = Field(description="Read it, or set it to the input.")
    scope: Literal["global", "workflow", "local"] = Field(
        "workflow", description="local: forgotten at the end of the enclosing container."
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
