"""The names that generated code can reach: there are no others, not even Python's own."""

from thaiyyal.expressions import access, operators, runtime
from thaiyyal.expressions.arrow import Arrow
from thaiyyal.expressions.dates import Date
from thaiyyal.expressions.errors import EvaluationError
from thaiyyal.expressions.functions import FUNCTIONS
from thaiyyal.expressions.functions.entry import list_of
from thaiyyal.expressions.limits import Budget, fit_list_length
from thaiyyal.expressions.methods import METHODS
from thaiyyal.kernel.values import LARGEST_EXACT

_PYTHON = (type, int, float, str, list, dict, len, range, KeyError, TypeError, IndexError)
_LIBRARY = (
    Arrow,
    Budget,
    Date,
    EvaluationError,
    access.get_field,
    access.get_field_optional,
    access.get_index,
    access.get_index_optional,
    fit_list_length,
    list_of,
    operators.divide,
    operators.greater,
    operators.greater_equal,
    operators.leave,
    operators.less,
    operators.less_equal,
    operators.multiply,
    operators.negate,
    operators.plus,
    operators.power,
    operators.remainder,
    operators.subtract,
    runtime.add,
    runtime.all_nodes,
    runtime.built,
    runtime.contains_member,
    runtime.equal,
    runtime.identical,
    runtime.join_texts,
    runtime.locate,
    runtime.parts,
    runtime.read_context,
    runtime.read_member,
    runtime.read_member_optional,
    runtime.read_name,
    runtime.read_node,
    runtime.read_optional,
    runtime.read_variable,
    runtime.text_of,
    runtime.weigh_text,
)

GLOBALS: dict[str, object] = {
    "__builtins__": {},
    **{entry.__name__: entry for entry in (*_PYTHON, *_LIBRARY)},
    **{f"f_{name}": function.call for name, function in FUNCTIONS.items()},
    **{f"m_{name}": method.call for name, method in METHODS.items()},
    "BREAK": access.BREAK,
    "LARGEST": LARGEST_EXACT,
    "LONG_TEXT": runtime.LONG_TEXT,
    "NO_ARROW": Arrow(lambda *_: None),
}
