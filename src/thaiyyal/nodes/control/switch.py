"""Branch in many: the input leaves on the port of the first case that holds.

Cases are tried in order; the last one is the default and takes what no other case wants. Several
cases may lead to the same port.
"""

from collections.abc import Iterator

from pydantic import ConfigDict, Field, model_validator

from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    ExpressionText,
    FieldProblem,
    Firing,
    Inputs,
    NodeType,
    Params,
    Port,
    Text,
    Value,
    hints,
)


class SwitchCase(Params):
    model_config = ConfigDict(title="Case")

    @model_validator(mode="before")
    @classmethod
    def _default_needs_no_condition(cls, data: object) -> object:
        if isinstance(data, dict) and data.get("is_default") is True:
            return {key: value for key, value in data.items() if key != "when"}
        return data

    when: ExpressionText | None = Field(
        None,
        description="The case is taken when this is truthy and no case before it was.",
        json_schema_extra=hints(placeholder="input > 100", shown_when={"is_default": [False]}),
    )
    output_path: Text | None = Field(
        None,
        title="Port",
        description="The port on which the input leaves; `default` for the last case if empty.",
        json_schema_extra=hints(format="port", placeholder="large"),
    )
    is_default: Boolean | None = Field(
        None,
        title="Default",
        description="Take what no other case wants; the last case is the default, and only that.",
        json_schema_extra={"default": False},
    )


class SwitchParams(Params):
    cases: list[SwitchCase] = Field(
        description="Tried in order, the first that holds is taken; the last one is the default.",
        json_schema_extra={"minItems": 1},
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong with the list of cases."""
        if not self.cases:
            yield FieldProblem("invalid_field", "cases", '"cases" must not be empty')
            return
        defaults = [at for at, case in enumerate(self.cases) if case.is_default]
        if defaults != [len(self.cases) - 1]:
            message = 'exactly one case is the default ("is_default": true), and it is the last one'
            yield FieldProblem("invalid_field", "cases", message)
        for at, case in enumerate(self.cases):
            for field in ("when", "output_path"):
                if not case.is_default and not getattr(case, field):
                    path = f"cases.{at}.{field}"
                    yield FieldProblem("missing_field", path, f'"{path}" is required')


class Switch(NodeType[SwitchParams]):
    type = "switch"
    label = "Switch"
    group = "Control flow"
    icon = "git-branch"
    inputs = Inputs.ONE
    firing = Firing.CHOICE
    outputs = (Port(each="cases", field="output_path", default="default"),)
    facts = ("case_index",)
    examples = (
        Example(
            title="By size",
            params={
                "cases": [
                    {"when": "input > 100", "output_path": "large"},
                    {"is_default": True, "output_path": "small"},
                ]
            },
            inputs=[250],
            out=250,
            port="large",
        ),
        Example(
            title="The default",
            params={"cases": [{"when": "input > 1", "output_path": "a"}, {"is_default": True}]},
            inputs=[0],
            out=0,
            port="default",
        ),
    )

    def run(self, params: SwitchParams, value: Value, context: Context) -> Emit:
        environment = context.environment
        last = len(params.cases) - 1
        for at, case in enumerate(params.cases):
            if at == last or (case.when and case.when.truth(value, environment)):
                port = case.output_path or "default"
                return Emit(value, port=port, meta={"case_index": at})
        raise AssertionError("the last case takes everything")
