"""What an execution answers to who started it, when a respond node says so. Pure."""

from thaiyyal.engine import ExecutionResult
from thaiyyal.engine.frame import DEAD, UNSET
from thaiyyal.kernel.values import Value

_RESPOND = "respond"


def responded_of(result: ExecutionResult) -> dict[str, Value] | None:
    """Return the value of the first respond node that ran, if one did."""
    found: tuple[float, Value] | None = None
    for frame in (result.frame, *result.run.last_frames.values()):
        for node in frame.body.nodes:
            value, ended = frame.values[node.slot], frame.ended[node.slot]
            if node.node.type.type != _RESPOND or value is DEAD or value is UNSET:
                continue
            if found is None or ended < found[0]:
                found = (ended, value)
    return found[1] if found is not None and isinstance(found[1], dict) else None
