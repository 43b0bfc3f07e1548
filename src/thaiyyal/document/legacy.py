"""Reading older spellings: nodes without a type, renamed fields, edges with a condition.

Everything here is a pure rewrite of plain JSON; the canonical name wins when both are given.
"""

from collections.abc import Callable, Mapping

from thaiyyal.kernel.values import Value

Data = Mapping[str, Value]
Rule = Callable[[Data], bool]


def _has(*keys: str) -> Rule:
    return lambda data: all(key in data for key in keys)


def _any(*keys: str) -> Rule:
    return lambda data: any(key in data for key in keys)


def _expression(data: Data) -> bool:
    text = data.get("expression")
    return isinstance(text, str) and text != ""


_RULES: tuple[tuple[Rule, str], ...] = (
    (_has("value"), "number"),
    (_has("text"), "text_input"),
    (_has("boolean_value"), "boolean_input"),
    (_has("date_value"), "date_input"),
    (_has("datetime_value"), "datetime_input"),
    (_has("mode"), "visualization"),
    (_has("op"), "operation"),
    (_has("text_op"), "text_operation"),
    (_has("url"), "http"),
    (_has("condition", "true_path"), "condition"),
    (_has("condition"), "filter"),
    (_has("expression", "initial_value"), "reduce"),
    (_expression, "expression"),
    (_has("var_name", "var_op"), "variable"),
    (_any("field", "fields"), "extract"),
    (_has("transform_type"), "transform"),
    (_has("accum_op"), "accumulator"),
    (_has("counter_op"), "counter"),
    (_has("cases"), "switch"),
    (_has("join_strategy"), "join"),
    (_has("paths"), "split"),
    (_has("duration"), "delay"),
    (_has("cache_op", "cache_key"), "cache"),
    (_any("context_name", "context_values"), "context_variable"),
    (_any("max_attempts", "backoff_strategy"), "retry"),
    (_any("fallback_value", "continue_on_error"), "try_catch"),
    (_has("timeout", "timeout_action"), "timeout"),
)


def infer_type(data: Data) -> str | None:
    """Return the node type that the keys of ``data`` suggest, or None.

    >>> infer_type({"value": 3}), infer_type({"condition": "x"}), infer_type({})
    ('number', 'filter', None)
    """
    return next((name for rule, name in _RULES if rule(data)), None)


def with_current_names(
    data: Data, aliases: Mapping[str, str], nullable: frozenset[str]
) -> dict[str, Value]:
    """Return ``data`` without nulls (but for ``nullable`` fields) and under current names."""
    given = {k: v for k, v in data.items() if v is not None or k in nullable}
    for old, new in aliases.items():
        if old in given:
            value = given.pop(old)
            given.setdefault(new, value)
    return given
