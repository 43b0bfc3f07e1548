"""The result of a body: its terminals by one rule, the same for a container and for the run."""

from collections.abc import Iterator

from thaiyyal.engine.frame import DEAD, UNSET, Frame
from thaiyyal.kernel.values import Value

_SHOWN = frozenset({"visualization", "renderer"})


def result_of(frame: Frame) -> Value:
    """Return the value of a body that ended.

    Exactly one visualization or renderer among the terminals that succeeded: its value; else one
    terminal: its value; several: an object by node id in document order; none: null.
    """
    slots = list(_succeeded(frame))
    nodes = frame.body.nodes
    without_context = [slot for slot in slots if not nodes[slot].is_context]
    slots = without_context or slots
    shown = [slot for slot in slots if nodes[slot].node.type.type in _SHOWN]
    if len(shown) == 1:
        slots = shown
    if not slots:
        return None
    if len(slots) == 1:
        value: Value = frame.values[slots[0]]
        return value
    return {nodes[slot].id: frame.values[slot] for slot in slots}


def terminal_values(frame: Frame) -> list[Value]:
    """Return the values of the terminals that succeeded, in document order."""
    return [frame.values[slot] for slot in _succeeded(frame)]


def _succeeded(frame: Frame) -> Iterator[int]:
    for slot in frame.body.results:
        value = frame.values[slot]
        if value is not DEAD and value is not UNSET and slot not in frame.errors:
            yield slot
