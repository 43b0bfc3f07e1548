"""Reshape between lists and objects.

`to_array` collects all inputs in a list; `to_object` makes an object of a list key, value, key,
value …; `flatten` takes all nesting out of a list; `keys` and `values` list those of an object.
"""

from typing import Literal

from pydantic import Field

from thaiyyal.sdk import (
    Context,
    Example,
    Inputs,
    NodeType,
    Params,
    StepError,
    Value,
    hints,
    invalid_input,
)


class TransformParams(Params):
    transform_type: Literal["to_array", "to_object", "flatten", "keys", "values"] = Field(
        title="Reshape",
        description="What becomes of the input.",
        json_schema_extra=hints(
            labels={
                "to_array": "A list of all inputs",
                "to_object": "An object from key, value, key, value …",
                "flatten": "A list without lists inside",
                "keys": "The keys of an object",
                "values": "The values of an object",
            }
        ),
    )


class Transform(NodeType[TransformParams]):
    type = "transform"
    label = "Reshape"
    group = "Operations"
    icon = "transform"
    inputs = Inputs.MANY
    examples = (
        Example(
            title="Collect", params={"transform_type": "to_array"}, inputs=[1, [2]], out=[1, [2]]
        ),
        Example(
            title="Pairs to an object",
            params={"transform_type": "to_object"},
            inputs=[["a", 1, "b", 2]],
            out={"a": 1, "b": 2},
        ),
        Example(
            title="A key without value",
            params={"transform_type": "to_object"},
            inputs=[["a"]],
            error="invalid_input",
        ),
    )

    def run(self, params: TransformParams, values: list[Value], context: Context) -> Value:
        value = values[0]
        match params.transform_type:
            case "to_array":
                return list(values)
            case "to_object":
                return _object_of(value)
            case "flatten":
                return _flat(value, context)
            case "keys" | "values" as part:
                if not isinstance(value, dict):
                    raise invalid_input("needs an object as its input")
                return list(value) if part == "keys" else list(value.values())


def _object_of(value: Value) -> Value:
    if not isinstance(value, list):
        raise invalid_input("needs a list of keys and values as its input")
    if len(value) % 2:
        raise invalid_input("the last key of the list has no value")
    made: dict[str, Value] = {}
    for at in range(0, len(value), 2):
        key = value[at]
        if not isinstance(key, str):
            raise invalid_input(f"item {at} of the list must be a text: it is used as a key")
        made[key] = value[at + 1]
    return made


def _flat(value: Value, context: Context) -> Value:
    if not isinstance(value, list):
        raise invalid_input("needs a list as its input")
    most = context.limits.list_length
    out: list[Value] = []
    steps = 0
    walks = [iter(value)]
    while walks:
        for item in walks[-1]:
            steps += 1
            if steps % 4096 == 0:
                context.check()
            if isinstance(item, list):
                walks.append(iter(item))
                break
            out.append(item)
        else:
            walks.pop()
        if len(out) > most:
            raise StepError("limit_exceeded", f"the list would be longer than {most} items")
    return out
