"""Keep values under a key for a time: set, get or delete an entry of a cache.

`get` gives the value, or null, and says on `hit` or `miss` which it was. When a set leaves more
entries than allowed, others are dropped: the least recently used, the least often used, or the
oldest.

With the scope `run` the entries belong to one execution and go with it. With `workflow` all
executions of the workflow share them, with `tenant` all workflows: such entries are JSON texts of
1 MiB at most, 10,000 in a cache, and may be gone sooner than `ttl` says.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.kernel.values import text_form
from thaiyyal.nodes.state.entries import Entries, Entry
from thaiyyal.sdk import (
    NO_INPUT,
    Context,
    Duration,
    Effect,
    EffectContext,
    Emit,
    Example,
    Firing,
    Inputs,
    Integer,
    NodeType,
    Params,
    Port,
    TemplateText,
    Text,
    Value,
    hints,
    missing_input,
)
from thaiyyal.sdk.shared_cache import CacheName, Keeping


class CacheParams(Params):
    cache_op: Literal["get", "set", "delete"] = Field(
        title="Operation",
        description="What to do with the entry.",
        json_schema_extra=hints(
            labels={"get": "Read it", "set": "Set it to the input", "delete": "Delete it"}
        ),
    )
    cache_key: TemplateText = Field(
        title="Key",
        description="Which entry; `{{ input.id }}` puts a value in.",
        json_schema_extra=hints(placeholder="rate-{{ input.currency }}"),
    )
    ttl: Duration = Field(
        300.0,
        title="Keep for",
        description="How long the entry lives.",
        json_schema_extra=hints(shown_when={"cache_op": ["set"]}),
    )
    scope: Literal["run", "workflow", "tenant"] = Field(
        "run",
        title="Shared by",
        description="Who sees the entries.",
        json_schema_extra=hints(
            labels={
                "run": "This execution",
                "workflow": "All executions of the workflow",
                "tenant": "All workflows",
            }
        ),
    )
    cache_name: Text = Field(
        "",
        title="Cache",
        description="Caches with different names keep their entries apart.",
        json_schema_extra=hints(advanced=True),
    )
    max_size: Annotated[Integer, Field(ge=1)] = Field(
        1000,
        title="Most entries",
        description="How many entries the cache keeps; beyond that others go.",
        json_schema_extra=hints(advanced=True, shown_when={"cache_op": ["set"]}, unit="entries"),
    )
    eviction: Literal["lru", "lfu", "fifo"] = Field(
        "lru",
        title="Goes first",
        description="Which entry goes when there are too many.",
        json_schema_extra=hints(
            advanced=True,
            shown_when={"cache_op": ["set"]},
            labels={
                "lru": "The least recently used",
                "lfu": "The least often used",
                "fifo": "The oldest",
            },
        ),
    )
    storage: Literal["memory"] = Field(
        "memory",
        description="Where the entries of one execution are kept.",
        json_schema_extra=hints(
            advanced=True, shown_when={"scope": ["run"]}, labels={"memory": "In memory"}
        ),
    )

    @property
    def shared(self) -> CacheName | None:
        """The cache that outlives the run, if it is one."""
        return None if self.scope == "run" else CacheName(self.scope, self.cache_name)

    def key(self, value: Value, context: Context) -> str:
        """Return the key of the entry for an input."""
        given = None if value is NO_INPUT else value
        return text_form(self.cache_key.call(given, context.environment))


class Cache(NodeType[CacheParams]):
    type = "cache"
    label = "Cache"
    group = "State"
    icon = "database"
    inputs = Inputs.OPTIONAL
    firing = Firing.EXTRA
    outputs = (
        Port("hit", when=("cache_op", ("get",))),
        Port("miss", when=("cache_op", ("get",))),
    )
    facts = ("found",)
    examples = (
        Example(title="Set", params={"cache_op": "set", "cache_key": "k"}, inputs=[1], out=1),
        Example(
            title="A miss",
            params={"cache_op": "get", "cache_key": "k"},
            inputs=[1],
            out=None,
            port="miss",
        ),
        Example(
            title="Shared by all executions of the workflow",
            params={"cache_op": "set", "cache_key": "k", "scope": "workflow", "ttl": "1h"},
            inputs=[{"rate": 1.1}],
            out={"rate": 1.1},
        ),
    )

    def effect_of(self, params: CacheParams) -> Effect:
        if params.shared is None:
            return Effect.PURE
        return Effect.READS if params.cache_op == "get" else Effect.IDEMPOTENT

    def store(self, params: CacheParams) -> tuple[str, str] | None:
        return ("cache", params.cache_name) if params.shared is None else None

    def run(self, params: CacheParams, value: Value, context: Context) -> Value | Emit:
        key, store = params.key(value, context), ("cache", params.cache_name)
        entries: Entries[str, Value] = context.state.stores.get(store) or Entries()
        now = context.clock_ms()
        found = entries.find(key, now)
        match params.cache_op:
            case "get":
                entries = entries.touched(key) if found else entries
                result = _got(found is not None, found.value if found else None)
            case "delete":
                entries = entries.without(key)
                result = _deleted(found is not None)
            case "set":
                entry = Entry(_given(value), now + round(params.ttl * 1000))
                entries = entries.with_entry(key, entry, now)
                entries = entries.shrunk(params.max_size, params.eviction, key)
                result = _kept(found is not None, value)
        context.state.put(context.state.stores, store, entries)
        return result

    async def run_effect(self, params: CacheParams, value: Value, context: EffectContext) -> Emit:
        key, cache = params.key(value, context), params.shared
        assert cache is not None
        match params.cache_op:
            case "get":
                found = await context.cache.get(cache, key)
                return _got(found is not None, found.value if found else None)
            case "delete":
                return _deleted(await context.cache.delete(cache, key))
            case "set":
                keeping = Keeping(params.ttl, params.max_size, params.eviction)
                given = _given(value)
                return _kept(await context.cache.set(cache, key, given, keeping), given)


def _given(value: Value) -> Value:
    if value is NO_INPUT:
        raise missing_input()
    return value


def _got(is_hit: bool, value: Value) -> Emit:  # noqa: FBT001 - named by the fact it becomes
    return Emit(value, port="hit" if is_hit else "miss", meta={"found": is_hit})


def _deleted(was_there: bool) -> Emit:  # noqa: FBT001
    return Emit(was_there, meta={"found": was_there})


def _kept(was_there: bool, value: Value) -> Emit:  # noqa: FBT001
    return Emit(value, meta={"found": was_there})
