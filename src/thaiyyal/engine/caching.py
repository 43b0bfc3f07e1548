"""Results of nodes with ``settings.cache_ttl``: their keys, and what is kept.

A key covers all that a result may depend on: the type, its parameters and inputs, and of the
names that its texts can see those that occur in them. Words are compared, not trees: a name too
many costs a hit, never a wrong result.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any

from thaiyyal.document.fields import code_texts
from thaiyyal.document.model import Node
from thaiyyal.engine.ports import ResultCache
from thaiyyal.engine.run import RegionContext
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Emit

_WORD = re.compile(r"\w+")
_CLOCK = frozenset({"now", "today"})


async def cached_result(
    cache: ResultCache, node: Node, inputs: Sequence[Value], context: RegionContext
) -> tuple[str | None, Emit | None]:
    """Return the key of a result, None if it cannot be kept, and the result if it is there."""
    key = key_of(node, inputs, context)
    found = await cache.get(key) if key is not None else None
    if found is None:
        return key, None
    return key, Emit(found.value, found.port, found.ports, {**(found.meta or {}), "cached": True})


async def keep_result(
    cache: ResultCache, key: str | None, result: Value | Emit, ttl_s: float
) -> None:
    """Keep the result of a step that succeeded."""
    if key is not None:
        await cache.put(key, result if isinstance(result, Emit) else Emit(result), ttl_s)


def key_of(node: Node, inputs: Sequence[Value], context: RegionContext) -> str | None:
    """Return the key of what a node gives in this place, or None when it has none."""
    params = node.params.model_dump(exclude={"label"})
    parts = [node.type.type, params, list(inputs), _seen(node, context)]
    try:
        text = json.dumps(parts)
    except (TypeError, ValueError):
        return None  # parameters of a plugin that are no JSON
    return hashlib.sha256(text.encode()).hexdigest()


def _seen(node: Node, context: RegionContext) -> dict[str, Any]:
    """Return what the texts of a node can see besides its inputs."""
    words = {word for text in code_texts(node.params) for word in _WORD.findall(text.text)}
    environment = context.environment
    variables = environment.variables
    names = variables if node.dynamic_variables else node.variable_names
    return {
        "loop": {name: value for name, value in environment.loop.items() if name in words},
        "variables": {name: variables[name] for name in sorted(names) if name in variables},
        "nodes": {id_: environment.nodes.get(id_) for id_ in sorted(node.references)},
        "context": environment.context if "context" in words else None,
        "now": environment.now_ms if words & _CLOCK else None,
    }
