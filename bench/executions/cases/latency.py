"""How soon a queued execution is done, one at a time, by a worker that has nothing else to do."""

from bench.executions.documents import chain, effects
from bench.executions.figures import Figure, percentile
from bench.executions.following import asker, seconds_to_result
from bench.executions.rig import Rig, started_rig

_COUNT, _WARM = 200, 20
_INSIDE = """
SELECT extract(epoch FROM started_at - created_at)::float8 * 1000,
  extract(epoch FROM finished_at - created_at)::float8 * 1000
FROM executions ORDER BY created_at
"""


async def latency(seconds: float) -> list[Figure]:
    """Measure from the request to the event that tells of the end."""
    del seconds
    with started_rig(runs_queued=False) as rig, rig.workers(1):
        workflow = rig.publish(chain(*effects(1)))
        who = asker(rig.port, workflow, f"authorization: Bearer {rig.token}")
        times = [await seconds_to_result(who) for _ in range(_WARM + _COUNT)][_WARM:]
        facts = {"p95 ms": 1e3 * percentile(times, 95), **_inside(rig)}
    p50 = 1e3 * percentile(times, 50)
    return [Figure("queued, request to result, one at a time, p50", p50, "ms", facts=facts)]


def _inside(rig: Rig) -> dict[str, float]:
    """Return how long it took until they began and ended, by the clock of the processes."""
    rows = rig.rows(_INSIDE)[_WARM:]
    return {
        "begun after p50 ms": percentile([row[0] for row in rows], 50),
        "ended after p50 ms": percentile([row[1] for row in rows], 50),
    }
