"""What a bare cell or XML text stands for when types are inferred."""

import re
from math import isinf

from thaiyyal.kernel.values import Value, tidy_number

JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

_is_json_number = JSON_NUMBER.fullmatch
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
MAY_BE_TYPED = frozenset("-0123456789tfn")
"""The first characters of every text that is not simply itself."""


def value_from_cell(cell: str) -> Value:
    """Return the boolean, null, number or text that a cell stands for.

    A number too large for a double stays a text: infinity is no value.

    >>> [value_from_cell(cell) for cell in ("true", "1e5", "007", "1e999", "")]
    [True, 100000, '007', '1e999', '']
    """
    if cell[:1] not in MAY_BE_TYPED:
        return cell
    if cell in _WORDS:
        return _WORDS[cell]
    if not _is_json_number(cell):
        return cell
    number = float(cell)
    return cell if isinf(number) else tidy_number(number)
