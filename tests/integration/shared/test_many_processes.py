"""Many processes at one limiter: no window has more passes than allowed, and no turn is lost."""

import multiprocessing
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from tests.integration.shared.reserving import Asking, reserve_in_process
from thaiyyal.sdk.pacing import Pace
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.redis_server import RedisServer

_PROCESSES, _EACH = 4, 30


def _passes(asking: Asking) -> list[float]:
    """Return when each pass is due, in order."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(_PROCESSES) as pool:
        found: Sequence[Sequence[float]] = pool.map(
            reserve_in_process, [asking] * _PROCESSES, chunksize=1
        )
    return sorted(at for one in found for at in one)


@pytest.mark.parametrize("strategy", ["sliding_window", "fixed_window"])
@pytest.mark.parametrize("store", ["postgres", "redis"])
def test_many_processes_keep_the_pace_together(
    store: str, strategy: Any, platform: Platform, request: pytest.FixtureRequest
) -> None:
    tenant_id, pace = platform.make_tenant().tenant_id, Pace(20, 3_600.0, strategy)
    server: RedisServer | None = (
        request.getfixturevalue("redis_server") if store == "redis" else None
    )
    conninfo = platform.server.conninfo(user="thaiyyal_app", database=platform.database_name)
    asking = Asking(conninfo, server.url if server else None, str(tenant_id), pace, _EACH)

    passes = _passes(asking)

    in_hour = Counter(round((at - passes[0]) / pace.per_s) for at in passes)
    assert in_hour == dict.fromkeys(range(_PROCESSES * _EACH // pace.most), pace.most)
