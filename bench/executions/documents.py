"""The workflows that are measured."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

Json = dict[str, Any]


def node(id_: str, type_: str, **data: Any) -> Json:
    """Return a node."""
    return {"id": id_, "type": type_, "data": data}


def chain(*nodes: Json) -> Json:
    """Return a document of nodes, each behind the one before."""
    edges = [{"source": before["id"], "target": after["id"]} for before, after in pairwise(nodes)]
    return {"nodes": list(nodes), "edges": edges}


def three_nodes() -> Json:
    """Return an input, a computation and an output."""
    return chain(*_THREE)


def webhook(answer: str, *nodes: Json, is_ephemeral: bool) -> Json:
    """Return a document whose first node is a webhook."""
    given = {"answer": answer, "ephemeral": is_ephemeral}
    return chain(node("hook", "webhook_trigger", **given), *nodes)


def three_nodes_by_webhook(*, is_ephemeral: bool) -> Json:
    """Return a webhook, a computation and an output."""
    return webhook("when_done", *_OF_THE_REQUEST, is_ephemeral=is_ephemeral)


def effects(count: int) -> Sequence[Json]:
    """Return nodes with an effect that does nothing, to be done one after the other."""
    return [node(f"effect{number}", "bench_effect") for number in range(count)]


def fibonacci(count: int, n: int) -> Json:
    """Return a chain of computations, each journaled as an effect."""
    return chain(*(node(f"fibo{number}", "bench_fibo", n=n) for number in range(count)))


def parallel_calls(url: str, count: int) -> Json:
    """Return HTTP requests that are sent at the same time, and a join."""
    calls = [node(f"call{number}", "http", url=url) for number in range(count)]
    edges = [{"source": call["id"], "target": "all"} for call in calls]
    return {"nodes": [*calls, node("all", "join")], "edges": edges}


def waiting(signal: str) -> Json:
    """Return an effect that is done, then a wait for a signal without an end."""
    return chain(*effects(1), node("wait", "wait_signal", name=signal))


_COMPUTED = (
    node("double", "expression", expression="input * 2"),
    node("show", "visualization", mode="text"),
)
_THREE = (node("five", "json_input", value=5), *_COMPUTED)
_OF_THE_REQUEST = (
    node("double", "expression", expression="input.body.age * 2"),
    node("show", "visualization", mode="text"),
)
