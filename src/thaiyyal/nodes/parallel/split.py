"""Hand the input to several named paths at once."""

from collections.abc import Iterator

from pydantic import Field

from thaiyyal.sdk import (
    Example,
    FieldProblem,
    Firing,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    Port,
    Value,
)


class SplitParams(Params):
    paths: list[NonEmptyText] = Field(
        description="The names of the ports on which the input leaves, all different.",
        json_schema_extra={"minItems": 1, "uniqueItems": True},
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong with the names."""
        if not self.paths:
            yield FieldProblem("invalid_field", "paths", '"paths" must name at least one path')
        if len(set(self.paths)) < len(self.paths):
            yield FieldProblem("invalid_field", "paths", '"paths" names a path twice')
        if "error" in self.paths:
            message = 'no path can be named "error": that port belongs to settings.on_error'
            yield FieldProblem("invalid_field", "paths", message)


class Split(NodeType[SplitParams]):
    type = "split"
    label = "Split"
    group = "Parallel & join"
    icon = "arrow-fork"
    inputs = Inputs.ONE
    firing = Firing.ALL
    outputs = (Port(each="paths"),)
    examples = (
        Example(title="Two paths", params={"paths": ["mail", "log"]}, inputs=[5], out=5),
        Example(title="No input", params={"paths": ["a"]}, error="missing_input"),
    )

    def run(self, params: SplitParams, value: Value) -> Value:
        return value
