"""What generated code calls besides the library: names, limits, and where an error happened."""

from collections.abc import Iterator, Mapping

from thaiyyal.expressions import access, operators
from thaiyyal.expressions.access import BREAK
from thaiyyal.expressions.arrow import Arrow
from thaiyyal.expressions.dates import Date, Operand
from thaiyyal.expressions.environment import Env
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.functions.entry import list_of
from thaiyyal.expressions.limits import (
    MAX_LIST,
    MAX_TEXT,
    STEPS_BETWEEN_CHECKS,
    Budget,
    fit_list_length,
    fit_text,
    fit_text_length,
)
from thaiyyal.expressions.methods import METHODS
from thaiyyal.kernel.values import LARGEST_EXACT, Value

FILENAME = "<expression>"
MAX_SIZE = 20_000_000
LONG_TEXT = 4_096
CHARACTERS_A_STEP = 64


def locate(error: EvaluationError) -> None:
    """Give an error the position of the generated line it comes from."""
    if error.position is not None:
        return
    place = error.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_filename == FILENAME:
            error.position = place.tb_lineno - 1
        place = place.tb_next


def read_name(env: Env, value: Value, name: str) -> Value:
    """Return what a bare name stands for that nothing binds."""
    if name in env.variables:
        return env.variables[name]
    if isinstance(value, dict) and name in value:
        return value[name]
    raise _unknown(f"there is no name {name[:60]!r}: no variable and no field of the input")


def read_variable(env: Env, name: str) -> Value:
    """Return a workflow variable."""
    if name in env.variables:
        return env.variables[name]
    raise _unknown(f"there is no workflow variable {name[:60]!r}")


def read_context(env: Env, name: str) -> Value:
    """Return a context value."""
    if name in env.context:
        return env.context[name]
    raise _unknown(f"there is no context value {name[:60]!r}")


def read_node(env: Env, name: str) -> Value:
    """Return the value of another node."""
    try:
        return env.nodes[name]
    except KeyError:
        raise _unknown(f"there is no value of a node {name[:60]!r} here") from None


def read_optional(store: Mapping[str, Value], name: str) -> Value:
    """Return a member of variables, context or node, or null."""
    try:
        return store[name]
    except KeyError:
        return None


def read_member(store: Mapping[str, Value], key: Operand) -> Value:
    """Return the member of variables, context or node that a computed key names."""
    name = _name_text(key)
    try:
        return store[name]
    except KeyError:
        raise _unknown(f"there is no {name[:60]!r} here") from None


def read_member_optional(store: Mapping[str, Value], key: Operand) -> Value:
    """Return such a member, or null."""
    return read_optional(store, _name_text(key))


def _name_text(key: Operand) -> str:
    if isinstance(key, str):
        return key
    if type(key) is int or type(key) is float:
        return operators.text_of(key)
    kind = operators.kind_of(key)
    raise EvaluationError("type_error", f"a key is a text or a number, not {kind}")


def all_nodes(env: Env) -> dict[str, Value]:
    """Return the values of all nodes as one object."""
    return {name: env.nodes[name] for name in env.nodes}


def _unknown(message: str) -> EvaluationError:
    return EvaluationError("unknown_name", message)


def parts(
    budget: Budget, items: list[Value], cost: int, length: int = STEPS_BETWEEN_CHECKS
) -> Iterator[list[Value]]:
    """Yield a list in parts, each paid for with ``cost`` steps an item."""
    for start in range(0, len(items), length):
        part = items[start : start + length]
        budget.charge(len(part) * cost)
        yield part


def built(budget: Budget, value: Value) -> Value:
    """Return a new value that must not be nested too deep or be too large to write out."""
    size = operators.measure(value)
    if size > MAX_SIZE:
        raise EvaluationError("limit_exceeded", f"a value has more than {MAX_SIZE:,} parts")
    budget.charge(min(size, STEPS_BETWEEN_CHECKS))
    return value


def charged(budget: Budget, left: Operand, right: Operand) -> None:
    """Pay for looking through a list or object."""
    if isinstance(left, (list, dict)):
        budget.charge(operators.measure(left))
    if isinstance(right, (list, dict)):
        budget.charge(operators.measure(right))


def add(budget: Budget, left: Operand, right: Operand) -> Value:
    """Return ``left + right``."""
    charged(budget, left, right)
    return operators.add(left, right)


def equal(budget: Budget, left: Operand, right: Operand) -> bool:
    """Return ``left == right``."""
    charged(budget, left, None)
    return operators.equal(left, right)


def identical(budget: Budget, left: Operand, right: Operand) -> bool:
    """Return ``left === right``."""
    charged(budget, left, None)
    return operators.identical(left, right)


def contains_member(budget: Budget, left: Operand, right: Operand) -> bool:
    """Return ``left in right``."""
    return operators.contains_member(left, right, budget)


def text_of(budget: Budget, value: Operand) -> str:
    """Return the text form of any value."""
    charged(budget, value, None)
    return operators.text_of(value)


def weigh_text(budget: Budget, text: str) -> None:
    """Pay for a long new text, so that many of them cannot fill the memory."""
    fit_text(text)
    budget.charge(len(text) // CHARACTERS_A_STEP)


def join_texts(*texts: str) -> str:
    """Return texts one after the other; their length is known before they are joined."""
    fit_text_length(sum(map(len, texts)))
    return "".join(texts)
