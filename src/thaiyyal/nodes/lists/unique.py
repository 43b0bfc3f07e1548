"""Drop repeated items: the first of each stays.

Items are compared whole, or by one of their fields; 1 and "1" differ, the order of keys does not
matter. Objects without the field all stay.
"""

from collections.abc import Callable, Hashable
from typing import Any

from pydantic import Field

from thaiyyal.kernel.values import strict_key
from thaiyyal.nodes.lists.fields import SLICE
from thaiyyal.sdk import (
    Context,
    Emit,
    Example,
    Inputs,
    NodeType,
    Params,
    Text,
    Value,
    hints,
)


class UniqueParams(Params):
    field: Text = Field(
        "",
        title="Compare by",
        description="The field of the items to compare by; the whole items if it is empty.",
        json_schema_extra=hints(placeholder="id"),
    )


class Unique(NodeType[UniqueParams]):
    type = "unique"
    label = "Unique"
    group = "Lists"
    icon = "fingerprint"
    inputs = Inputs.ONE
    accepts = "list"
    aliases = {"by_field": "field"}
    facts = ("input_count", "output_count", "removed")
    examples = (
        Example(title="Values", params={}, inputs=[[1, "1", 1]], out=[1, "1"]),
        Example(
            title="By field",
            params={"field": "id"},
            inputs=[[{"id": 1, "n": "a"}, {"id": 1, "n": "b"}]],
            out=[{"id": 1, "n": "a"}],
        ),
    )

    def run(self, params: UniqueParams, items: list[Value], context: Context) -> Emit:
        kept = _kept(items, params.field, context.check)
        removed = len(items) - len(kept)
        meta = {"input_count": len(items), "output_count": len(kept), "removed": removed}
        return Emit(kept, meta=meta)


def _kept(items: list[Value], field: str, check: Callable[[], None]) -> list[Value]:
    seen: set[Hashable] = set()
    kept: list[Value] = []
    for at in range(0, len(items), SLICE):
        check()
        part = items[at : at + SLICE]
        keys = _plain_keys(part, field)
        if keys is None:
            _keep_any(part, field, seen, kept)
            continue
        firsts = dict(zip(reversed(keys), reversed(part), strict=True))  # the earliest stays
        new = [key for key in dict.fromkeys(keys) if key not in seen]
        seen.update(new)
        kept += [firsts[key] for key in new]
    return kept


def _plain_keys(part: list[Any], field: str) -> list[Any] | None:
    """Return numbers and texts to compare by, which are their own keys; None: look closer."""
    try:
        keys = [record[field] for record in part] if field else part
    except (KeyError, TypeError):
        return None
    return keys if set(map(type, keys)) <= {str, int, float} else None


def _keep_any(part: list[Value], field: str, seen: set[Hashable], kept: list[Value]) -> None:
    for item in part:
        compared = item
        if field and type(item) is dict:
            if field not in item:
                kept.append(item)
                continue
            compared = item[field]
        key = strict_key(compared)
        if key not in seen:
            seen.add(key)
            kept.append(item)
