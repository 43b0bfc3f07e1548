"""What all triggers do when they run: they give the input of the execution."""

from thaiyyal.sdk import NO_INPUT, Value

GROUP = "Triggers"


def passed_on(value: Value) -> Value:
    """Return what a trigger gives: without an edge into it a node has the execution's input."""
    return None if value is NO_INPUT else value
