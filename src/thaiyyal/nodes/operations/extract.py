"""Pick one key of an object, or several keys into a smaller object.

A single field gives its value and fails when it is absent; several fields give an object of those
that exist, in the order asked for.
"""

from collections.abc import Iterator

from pydantic import Field

from thaiyyal.sdk import (
    Example,
    FieldProblem,
    Inputs,
    NodeType,
    NonEmptyText,
    Params,
    StepError,
    Text,
    Value,
    hints,
)


class ExtractParams(Params):
    field: NonEmptyText | None = Field(
        None,
        description="The one key whose value leaves.",
        json_schema_extra=hints(placeholder="name"),
    )
    fields: list[Text] | None = Field(
        None,
        description="The keys that a smaller object is made of, instead of one field.",
        json_schema_extra={"minItems": 1, "uniqueItems": True},
    )

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong with the choice of keys."""
        if self.field is None and self.fields is None:
            message = 'name a key in "field" or "fields"'
            yield FieldProblem("missing_field", "field", message, ("fields",))
        if self.fields is not None and not self.fields:
            yield FieldProblem("invalid_field", "fields", '"fields" must name at least one key')
        if self.fields is not None and len(set(self.fields)) < len(self.fields):
            yield FieldProblem("invalid_field", "fields", '"fields" names a key twice')


class Extract(NodeType[ExtractParams]):
    type = "extract"
    label = "Pick fields"
    group = "Operations"
    icon = "select"
    inputs = Inputs.ONE
    accepts = "object"
    examples = (
        Example(title="One", params={"field": "a"}, inputs=[{"a": 1, "b": 2}], out=1),
        Example(
            title="Some",
            params={"fields": ["b", "z"]},
            inputs=[{"a": 1, "b": 2}],
            out={"b": 2},
        ),
        Example(title="Absent", params={"field": "z"}, inputs=[{"a": 1}], error="missing_key"),
    )

    def run(self, params: ExtractParams, value: dict[str, Value]) -> Value:
        if params.field is not None:
            if params.field not in value:
                raise StepError("missing_key", f'the object has no key "{params.field}"')
            return value[params.field]
        return {key: value[key] for key in params.fields or () if key in value}
