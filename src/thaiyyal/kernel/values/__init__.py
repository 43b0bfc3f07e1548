"""Values, the JSON that travels along edges: numbers, equality, order, text form, JSON text."""

from thaiyyal.kernel.values.depth import MAX_DEPTH, check_depth, depth_of, size_of
from thaiyyal.kernel.values.equality import loosely_equal, strict_key, strictly_equal
from thaiyyal.kernel.values.json_text import BadJson, has_more_values, parse_json
from thaiyyal.kernel.values.numbers import (
    LARGEST_EXACT,
    NotFinite,
    is_integer,
    is_number,
    number_from_text,
    number_text,
    tidy_number,
)
from thaiyyal.kernel.values.order import rank_of, sorted_by, sorted_values
from thaiyyal.kernel.values.text import dump_json, text_form
from thaiyyal.kernel.values.value import Value

__all__ = [
    "LARGEST_EXACT",
    "MAX_DEPTH",
    "BadJson",
    "NotFinite",
    "Value",
    "check_depth",
    "depth_of",
    "dump_json",
    "has_more_values",
    "is_integer",
    "is_number",
    "loosely_equal",
    "number_from_text",
    "number_text",
    "parse_json",
    "rank_of",
    "size_of",
    "sorted_by",
    "sorted_values",
    "strict_key",
    "strictly_equal",
    "text_form",
    "tidy_number",
]
