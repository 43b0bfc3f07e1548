"""What a long durable flow costs: 40 short effects in a row, and 10 that compute."""

import time

import orjson

from bench.executions.documents import Json, fibonacci
from bench.executions.figures import Figure, percentile
from bench.executions.rig import Rig, started_rig

_ROUNDS, _COMPUTED = 20, 3
_MOST_S, _MOST_OVERHEAD = 0.2, 3.0


async def flows(seconds: float) -> list[Figure]:
    """Measure both, one at a time, as a caller who waits sees them."""
    del seconds
    with started_rig() as rig:
        return [_short(rig), _computing(rig)]


def _short(rig: Rig) -> Figure:
    workflow = rig.publish(fibonacci(40, 10))
    _timed(rig, workflow)
    times, writes = [], []
    for _ in range(_ROUNDS):
        before = rig.writes()
        times.append(_timed(rig, workflow)[0])
        writes.append(rig.writes() - before)
    facts = {
        "best s": min(times),
        "p95 s": percentile(times, 95),
        "commits": percentile(writes, 50),
    }
    name = "40 effects fibo(10) in a row, request to result"
    return Figure(name, percentile(times, 50), "s", most=_MOST_S, facts=facts)


def _computing(rig: Rig) -> Figure:
    workflow = rig.publish(fibonacci(10, 33))
    rounds = [_timed(rig, workflow) for _ in range(_COMPUTED)]
    whole, plain = min(rounds, key=lambda one: overhead(*one))
    facts = {"request s": whole, "calls s": plain}
    name = "10 effects fibo(33), more than the calls alone"
    return Figure(name, overhead(whole, plain), "%", most=_MOST_OVERHEAD, facts=facts)


def overhead(whole: float, plain: float) -> float:
    """Return by how many percent the whole is longer than what was to be done.

    >>> overhead(1.25, 1.0)
    25.0
    """
    return 100 * (whole - plain) / plain


def _timed(rig: Rig, workflow: str) -> tuple[float, float]:
    """Execute; return seconds from request to result, and those inside the function."""
    began = time.perf_counter()
    ended: Json = rig.ask(f"/workflows/{workflow}/execute?wait=60s", {"input": 0.0})
    whole = time.perf_counter() - began
    if ended["status"] != "succeeded":
        raise ValueError(orjson.dumps(ended).decode()[:1_000])
    return whole, float(ended["output"])
