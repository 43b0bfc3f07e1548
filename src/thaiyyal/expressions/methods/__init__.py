"""The methods of texts and lists."""

from thaiyyal.expressions.arrow import Arrow
from thaiyyal.expressions.functions.lists import map_items, reverse_items, slice_of
from thaiyyal.expressions.methods import lists, parts, text
from thaiyyal.expressions.methods.entry import Method, Own, method

_ALL = (
    method("toUpperCase", text=Own(0, 0, text.upper_case, "text")),
    method("toLowerCase", text=Own(0, 0, text.lower_case, "text")),
    method("trim", text=Own(0, 0, text.trim, "text")),
    method(
        "includes",
        text=Own(1, 1, text.includes, "boolean"),
        elements=Own(1, 1, parts.includes, "boolean"),
    ),
    method("startsWith", text=Own(1, 1, text.starts_with, "boolean")),
    method("endsWith", text=Own(1, 1, text.ends_with, "boolean")),
    method("replace", text=Own(2, 2, text.replace, "text")),
    method("split", text=Own(1, 1, text.split, "list")),
    method(
        "slice",
        text=Own(1, 2, slice_of, "text"),
        elements=Own(0, 2, parts.slice_items, "list"),
    ),
    method(
        "indexOf",
        text=Own(1, 1, text.index_of, "number"),
        elements=Own(1, 1, parts.index_of, "number"),
    ),
    method("padStart", text=Own(1, 2, text.pad_start, "text")),
    method("padEnd", text=Own(1, 2, text.pad_end, "text")),
    method("repeat", text=Own(1, 1, text.repeat, "text")),
    method("map", elements=Own(1, 1, map_items, "list"), takes_arrow=True, grows=True),
    method("filter", elements=Own(1, 1, lists.filter_items, "list"), takes_arrow=True),
    method("flatMap", elements=Own(1, 1, lists.flat_map, "list"), takes_arrow=True, grows=True),
    method("find", elements=Own(1, 1, lists.find), takes_arrow=True),
    method("some", elements=Own(1, 1, lists.some, "boolean"), takes_arrow=True),
    method("every", elements=Own(1, 1, lists.every, "boolean"), takes_arrow=True),
    method("reduce", elements=Own(1, 2, lists.reduce), takes_arrow=True, grows=True),
    method("sort", elements=Own(0, 1, lists.sort, "list"), takes_arrow=True),
    method("join", elements=Own(0, 1, parts.join, "text")),
    method("reverse", elements=Own(0, 0, reverse_items, "list")),
    method("concat", elements=Own(1, None, parts.concat, "list"), grows=True),
    method("first", elements=Own(0, 0, parts.first)),
    method("last", elements=Own(0, 0, parts.last)),
)

METHODS: dict[str, Method] = {entry.name: entry for entry in _ALL}

__all__ = ["METHODS", "Arrow", "Method"]
