"""Values that travel along edges: JSON, its numbers, equality, order and text forms."""

from thaiyyal.kernel.values.depth import MAX_DEPTH, check_depth, depth_of, size_of
from thaiyyal.kernel.values.equality import loosely_equal, strict_key, strictly_equal
from thaiyyal.kernel.values.json_text import DuplicateKey, InvalidJson, parse_json
from thaiyyal.kernel.values.numbers import (
    LARGEST_EXACT,
    NotFinite,
    is_integer,
    is_number,
    number_from_text,
    number_text,
    tidy_number,
)
from thaiyyal.kernel.values.order import rank_key, sorted_by, sorted_values
from thaiyyal.kernel.values.text import dump_json, text_form
from thaiyyal.kernel.values.value import Value

__all__ = [
    "LARGEST_EXACT",
    "MAX_DEPTH",
    "DuplicateKey",
    "InvalidJson",
    "NotFinite",
    "Value",
    "check_depth",
    "depth_of",
    "dump_json",
    "is_integer",
    "is_number",
    "loosely_equal",
    "number_from_text",
    "number_text",
    "parse_json",
    "rank_key",
    "size_of",
    "sorted_by",
    "sorted_values",
    "strict_key",
    "strictly_equal",
    "text_form",
    "tidy_number",
]
