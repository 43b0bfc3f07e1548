"""State types: what stays in the run between nodes, and how changes are taken back."""

import pytest

from thaiyyal.kernel.values import Value
from thaiyyal.nodes.state.accumulator import Accumulator
from thaiyyal.nodes.state.cache import Cache
from thaiyyal.nodes.state.counter import Counter
from thaiyyal.nodes.state.variable import Variable
from thaiyyal.sdk import Effect, Limits
from thaiyyal.testing.node_context import NodeContext
from thaiyyal.testing.node_harness import params_of, run_node


def test_a_variable_is_read_after_it_was_set() -> None:
    context = NodeContext()

    run_node(Variable, {"var_name": "v", "var_op": "set"}, [None], context=context)

    got = run_node(Variable, {"var_name": "v", "var_op": "get"}, context=context)
    assert (got.value, got.error) == (None, None)


def test_a_local_variable_is_left_to_the_enclosing_body() -> None:
    context = NodeContext()

    run_node(Variable, {"var_name": "v", "var_op": "set", "scope": "local"}, [1], context=context)

    assert context.locals == {"v": 1}


def test_setting_a_variable_can_be_taken_back() -> None:
    context = NodeContext()
    run_node(Variable, {"var_name": "v", "var_op": "set"}, [1], context=context)
    context.state.keep()
    run_node(Variable, {"var_name": "v", "var_op": "set"}, [2], context=context)

    context.state.roll_back()

    assert context.state.variables == {"v": 1}


def test_a_run_has_a_bounded_number_of_variables() -> None:
    context = NodeContext(limits=Limits(variables=1))
    data = {"var_name": "a", "var_op": "set"}

    assert run_node(Variable, data, [1], context=context).error is None
    assert run_node(Variable, data, [2], context=context).error is None
    again = run_node(Variable, {**data, "var_name": "b"}, [1], context=context)
    assert again.error == "limit_exceeded"


def test_set_without_a_value_is_a_missing_input() -> None:
    assert run_node(Variable, {"var_name": "v", "var_op": "set"}).error == "missing_input"


@pytest.mark.parametrize(
    ("op", "inputs", "totals"),
    [
        ("sum", [1, 2.5], [1, 3.5]),
        ("product", [2, 3], [2, 6]),
        ("concat", ["a", "b"], ["a", "ab"]),
        ("array", [1, [2]], [[1], [1, [2]]]),
        ("count", [None, "x"], [1, 2]),
    ],
)
def test_an_accumulator_grows(op: str, inputs: list[Value], totals: list[Value]) -> None:
    context = NodeContext()

    found = [run_node(Accumulator, {"accum_op": op}, [v], context=context).value for v in inputs]

    assert found == totals


def test_the_initial_value_counts_only_while_the_store_is_unused() -> None:
    context = NodeContext()
    first = {"accum_op": "sum", "initial_value": 10}

    assert run_node(Accumulator, first, context=context).value == 10
    assert run_node(Accumulator, {"accum_op": "sum"}, [1], context=context).value == 1
    assert run_node(Accumulator, first, context=context).value == 1


def test_a_store_belongs_to_one_operation() -> None:
    context = NodeContext()
    run_node(Accumulator, {"accum_op": "sum", "name": "s"}, [1], context=context)

    other = run_node(Accumulator, {"accum_op": "count", "name": "s"}, [1], context=context)

    assert other.error == "invalid_input"


@pytest.mark.parametrize(
    ("op", "initial"),
    [("sum", "1"), ("sum", True), ("concat", 1), ("array", {}), ("count", [])],
)
def test_an_initial_value_of_the_wrong_type_is_refused(op: str, initial: Value) -> None:
    data = {"accum_op": op, "initial_value": initial}

    assert run_node(Accumulator, data, [1]).error == "invalid_field"


@pytest.mark.parametrize(("op", "value"), [("sum", True), ("product", "2"), ("concat", 1)])
def test_an_input_of_the_wrong_type_is_refused(op: str, value: Value) -> None:
    assert run_node(Accumulator, {"accum_op": op}, [value]).error == "invalid_input"


def test_a_total_that_left_is_not_changed_by_later_inputs() -> None:
    context = NodeContext()
    first = run_node(Accumulator, {"accum_op": "array"}, [1], context=context).value

    run_node(Accumulator, {"accum_op": "array"}, [2], context=context)

    assert first == [1]


def test_counters_of_one_name_share_their_count() -> None:
    context = NodeContext()
    ops: list[dict[str, object]] = [
        {"counter_op": "increment", "initial_value": 10},
        {"counter_op": "increment", "delta": 5},
        {"counter_op": "decrement", "delta": 0.5},
        {"counter_op": "get"},
        {"counter_op": "get", "name": "other", "initial_value": 3},
        {"counter_op": "reset"},
    ]

    assert [run_node(Counter, op, context=context).value for op in ops] == [
        11,
        16,
        15.5,
        15.5,
        3,
        0,
    ]


def cache(context: NodeContext, op: str, key: str, *values: Value, **data: object) -> Value:
    fields = {"cache_op": op, "cache_key": key, **data}
    result = run_node(Cache, fields, list(values), context=context)
    return result.port if op == "get" else result.value


def test_a_cached_null_is_a_hit() -> None:
    context = NodeContext()

    cache(context, "set", "k", None)

    assert cache(context, "get", "k") == "hit"


def test_an_entry_expires_at_the_end_of_its_time() -> None:
    context = NodeContext()
    cache(context, "set", "k", 1, ttl="2s")

    context.now_ms += 1_999
    before = cache(context, "get", "k")
    context.now_ms += 1

    assert (before, cache(context, "get", "k")) == ("hit", "miss")


def test_a_time_of_nothing_expires_at_once() -> None:
    context = NodeContext()

    cache(context, "set", "k", 1, ttl="0")

    assert cache(context, "get", "k") == "miss"


def test_delete_says_whether_there_was_an_entry() -> None:
    context = NodeContext()
    cache(context, "set", "k", 1)

    assert cache(context, "delete", "k") is True
    assert cache(context, "delete", "k") is False


@pytest.mark.parametrize(("eviction", "gone"), [("lru", "b"), ("lfu", "b"), ("fifo", "a")])
def test_a_full_cache_drops_an_entry(eviction: str, gone: str) -> None:
    context = NodeContext()
    rules: dict[str, object] = {"max_size": 2, "eviction": eviction}
    cache(context, "set", "a", 1, **rules)
    cache(context, "set", "b", 1, **rules)
    cache(context, "get", "a")

    cache(context, "set", "c", 1, **rules)

    assert [key for key in "abc" if cache(context, "get", key) == "miss"] == [gone]


def test_the_key_is_the_text_of_its_template() -> None:
    context = NodeContext()

    cache(context, "set", "{{ input.id }}", {"id": 7})

    assert cache(context, "get", "7") == "hit"


@pytest.mark.parametrize("scope", ["workflow", "tenant"])
def test_a_shared_cache_does_not_end_with_the_run(scope: str) -> None:
    first = NodeContext()
    entry = {"cache_key": "{{ input.id }}", "scope": scope}
    run_node(Cache, {**entry, "cache_op": "set"}, [{"id": 1}], context=first)

    later = NodeContext(cache=first.cache)
    got = run_node(Cache, {**entry, "cache_op": "get"}, [{"id": 1}], context=later)
    deleted = run_node(Cache, {**entry, "cache_op": "delete"}, [{"id": 1}], context=later)
    missed = run_node(Cache, {**entry, "cache_op": "get"}, [{"id": 1}], context=first)

    assert (got.value, got.port, got.meta) == ({"id": 1}, "hit", {"found": True})
    assert deleted.value is True
    assert (missed.value, missed.port) == (None, "miss")


def test_caches_with_other_names_and_scopes_are_apart() -> None:
    context = NodeContext()
    entry = {"cache_op": "set", "cache_key": "k", "cache_name": "a", "scope": "workflow"}
    run_node(Cache, entry, [1], context=context)

    others = [{"cache_name": "b"}, {"scope": "tenant"}, {"scope": "run"}, {}]
    ports = [
        run_node(Cache, {**entry, **other, "cache_op": "get"}, context=context).port
        for other in others
    ]

    assert ports == ["miss", "miss", "miss", "hit"]


def test_a_shared_cache_is_an_effect_and_one_of_the_run_is_not() -> None:
    entry = {"cache_op": "set", "cache_key": "k"}
    effects = [
        Cache().effect_of(params_of(Cache(), {**entry, **more}))
        for more in (
            {},
            {"scope": "workflow"},
            {"scope": "tenant", "cache_op": "delete"},
            {"scope": "tenant", "cache_op": "get"},
        )
    ]

    assert effects == [Effect.PURE, Effect.IDEMPOTENT, Effect.IDEMPOTENT, Effect.READS]


def test_a_shared_set_without_a_value_is_a_missing_input() -> None:
    entry = {"cache_op": "set", "cache_key": "k", "scope": "tenant"}

    assert run_node(Cache, entry).error == "missing_input"
