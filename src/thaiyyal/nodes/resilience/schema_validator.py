"""Check a value against a JSON Schema.

A value that fits leaves on valid, unchanged. Any other leaves on invalid as an object with the
value (data) and a list of what is wrong (errors): where, what and which rule. With strict on, the
step fails instead. Drafts 4, 6, 7 and 2020-12 are understood; a schema may refer to parts of
itself only.
"""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import (
    Boolean,
    Context,
    Emit,
    Example,
    Firing,
    NodeType,
    Params,
    Port,
    StepError,
    hints,
    invalid,
)
from thaiyyal.sdk.json_schema import BadSchema, CompiledSchema, Mismatch, compile_schema

_NAMED_IN_MESSAGE = 3


def _compiled(value: Value) -> CompiledSchema:
    try:
        return compile_schema(value)
    except BadSchema as err:
        raise invalid(str(err)) from err


class SchemaValidatorParams(Params):
    json_schema: Annotated[
        CompiledSchema,
        PlainValidator(_compiled),
        WithJsonSchema({"type": ["object", "boolean"], "format": "json"}),
    ] = Field(
        alias="schema",
        title="JSON Schema",
        description="The schema that the value must fit.",
        json_schema_extra=hints(placeholder='{"type": "object", "required": ["id"]}'),
    )
    strict: Boolean = Field(
        False,
        title="Fail when it does not fit",
        description="Off: the value leaves on `invalid` with what is wrong.",
    )


class SchemaValidator(NodeType[SchemaValidatorParams]):
    """A gate for values of the right form."""

    type = "schema_validator"
    label = "Schema validator"
    group = "Error handling & limits"
    icon = "clipboard-check"
    firing = Firing.CHOICE
    outputs = (Port("valid"), Port("invalid"))
    facts = ("error_count",)
    examples = (
        Example(
            title="An order that fits",
            params={"schema": {"type": "object", "required": ["id"]}},
            inputs=[{"id": 7}],
            out={"id": 7},
            port="valid",
        ),
        Example(
            title="An order without id",
            params={"schema": {"type": "object", "required": ["id"]}},
            inputs=[{"total": 5}],
            out={
                "data": {"total": 5},
                "errors": [
                    {
                        "path": "",
                        "message": '"id" is a required property',
                        "keyword": "required",
                    }
                ],
            },
            port="invalid",
        ),
        Example(
            title="Strict: stop when the value does not fit",
            params={"schema": {"type": "number", "minimum": 10}, "strict": True},
            inputs=[5],
            error="schema_invalid",
        ),
    )

    def run(self, params: SchemaValidatorParams, value: Value, context: Context) -> Emit:
        found = params.json_schema.mismatches(value, check=context.check)
        if not found:
            return Emit(value, port="valid", meta={"error_count": 0})
        if params.strict:
            raise _failure(found)
        errors: list[Value] = [
            {"path": one.path, "message": one.message, "keyword": one.keyword} for one in found
        ]
        result: dict[str, Value] = {"data": value, "errors": errors}
        return Emit(result, port="invalid", meta={"error_count": len(errors)})


def _failure(found: list[Mismatch]) -> StepError:
    named = _sentences(found[:_NAMED_IN_MESSAGE])
    more = len(found) - _NAMED_IN_MESSAGE
    tail = f"; and {more} more" if more > 0 else ""
    return StepError("schema_invalid", f"the value does not fit the schema: {named}{tail}")


def _sentences(found: Iterable[Mismatch]) -> str:
    return "; ".join(f"{one.path or 'the value'}: {one.message}" for one in found)
