"""From the live values at a node to the argument of its ``run``."""

from collections.abc import Sequence
from typing import Any

from thaiyyal.kernel.values import Value
from thaiyyal.sdk import NO_INPUT, Inputs, NodeType, invalid_input, missing_input

_KINDS = {"list": (list, "a list"), "text": (str, "a text"), "object": (dict, "an object")}


def argument_of(kind: NodeType[Any], inputs: Sequence[Value]) -> Any:
    """Return what ``run`` gets; raise missing_input or invalid_input."""
    match kind.inputs:
        case Inputs.NONE:
            return NO_INPUT
        case Inputs.ANY:
            return list(inputs)
        case Inputs.MANY:
            if not inputs:
                raise missing_input()
            return list(inputs)
    if not inputs:
        if kind.inputs == Inputs.ONE:
            raise missing_input()
        return NO_INPUT
    if kind.accepts != "any":
        wanted, words = _KINDS[kind.accepts]
        if type(inputs[0]) is not wanted:
            raise invalid_input(f"needs {words} as its input")
    return inputs[0]
