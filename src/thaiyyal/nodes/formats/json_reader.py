"""JSON text to a value for nodes: the last of duplicate keys wins, errors name their place."""

from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.values import BadJson, Value, parse_json
from thaiyyal.nodes.formats.bad_text import bad_text, too_large


def read_json(text: str, *, max_items: int) -> Value:
    """Return the value of a JSON text.

    Raises:
        StepError: ``parse_error`` with its place; ``limit_exceeded`` when it is nested too deep
            or holds a list of more than ``max_items``.
    """
    try:
        value = parse_json(text, duplicates="last")
    except BadJson as err:
        reason = err.message.partition(": ")[2] or err.message
        line, column = max(err.line, 1), max(err.column, 1)
        raise bad_text("JSON", reason, line=line, column=column) from err
    except LimitExceeded as err:
        raise too_large(err.message) from err
    # A list of n items has n - 1 commas: nearly every text is cleared without a walk.
    if text.count(",") >= max_items and _longest_list(value) > max_items:
        raise too_large(f"a list of the text has more than {max_items} items")
    return value


def _longest_list(value: Value) -> int:
    longest = 0
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            longest = max(longest, len(part))
            waiting += [child for child in part if isinstance(child, (list, dict))]
        elif isinstance(part, dict):
            waiting += [child for child in part.values() if isinstance(child, (list, dict))]
    return longest
