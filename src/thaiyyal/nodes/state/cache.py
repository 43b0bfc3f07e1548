"""Keep values under a key for a time: set, get or delete an entry of the run's cache.

`get` gives the value, or null, and says on `hit` or `miss` which it was. When a set leaves more
entries than allowed, others are dropped: the least recently used, the least often used, or the
oldest.
"""

from typing import Annotated, Literal

from pydantic import Field

from thaiyyal.kernel.values import text_form
from thaiyyal.nodes.state.entries import Entries, Entry
from thaiyyal.sdk import (
    NO_INPUT,
    Context,
    Duration,
    Emit,
    Example,
    Firing,
    Inputs,
    Integer,
    NodeType,
    Params,
    TemplateText,
    Value,
    missing_input,
)

_KEY = ("cache", "")


class CacheParams(Params):
    cache_op: Literal["get", "set", "delete"] = Field(description="What to do with the entry.")
    cache_key: TemplateText = Field(description="Key of the entry; `{{ input.id }}` works here.")
    ttl: Duration = Field(300.0, description="How long an entry lives.")
    max_size: Annotated[Integer, Field(ge=1)] = Field(1000, description="Most entries to keep.")
    eviction: Literal["lru", "lfu", "fifo"] = Field("lru", description="Which entry goes first.")
    storage: Literal["memory"] = Field("memory", description="Where entries are kept.")


class Cache(NodeType[CacheParams]):
    type = "cache"
    label = "Cache"
    group = "State"
    icon = "database"
    inputs = Inputs.OPTIONAL
    firing = Firing.EXTRA
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
    )

    def ports(self, params: CacheParams) -> tuple[str, ...]:
        return ("hit", "miss") if params.cache_op == "get" else ()

    def store(self, params: CacheParams) -> tuple[str, str] | None:
        return _KEY

    def run(self, params: CacheParams, value: Value, context: Context) -> Value | Emit:
        given = None if value is NO_INPUT else value
        key = text_form(params.cache_key.call(given, context.environment))
        entries: Entries = context.state.stores.get(_KEY) or Entries()
        now = context.clock_ms()
        found = entries.find(key, now)
        match params.cache_op:
            case "get":
                _keep(context, entries.touched(key) if found else entries)
                port = "hit" if found else "miss"
                shown = found.value if found else None
                return Emit(shown, port=port, meta={"found": found is not None})
            case "delete":
                _keep(context, entries.without(key))
                return Emit(found is not None, meta={"found": found is not None})
            case "set":
                if value is NO_INPUT:
                    raise missing_input()
                entry = Entry(value, now + round(params.ttl * 1000))
                kept = entries.with_entry(key, entry, now)
                _keep(context, kept.shrunk(params.max_size, params.eviction, key))
                return Emit(value, meta={"found": found is not None})


def _keep(context: Context, entries: Entries) -> None:
    context.state.put(context.state.stores, _KEY, entries)
