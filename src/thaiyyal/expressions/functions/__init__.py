"""The named functions of the language, one family per module."""

from thaiyyal.expressions.functions.dates import DATES
from thaiyyal.expressions.functions.entry import Function
from thaiyyal.expressions.functions.lists import LISTS
from thaiyyal.expressions.functions.numbers import NUMBERS
from thaiyyal.expressions.functions.objects import OBJECTS
from thaiyyal.expressions.functions.text import TEXT

FUNCTIONS: dict[str, Function] = {**LISTS, **NUMBERS, **OBJECTS, **TEXT, **DATES}

__all__ = ["FUNCTIONS", "Function"]
