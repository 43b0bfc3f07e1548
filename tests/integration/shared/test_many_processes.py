"""Many processes at one limiter: no window has more passes than allowed, and no turn is lost."""

import multiprocessing
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from tests.integration.shared.reserving import Asking, reserve_in_process
from thaiyyal.nodes.resilience.pacing import Pace
from thaiyyal.testing.platform import Platform
from thaiyyal.testing.redis_server import RedisServer

_PROCESSES, _EACH = 4, 30


def _passes(asking: Asking) -> list[float]:
    """Return when each pass is due, as the processes' own clock tells, in order."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(_PROCESSES) as pool:
        found: Sequence[Sequence[float]] = pool.map(
            reserve_in_process, [asking] * _PROCESSES, chunksize=1
        )
    return sorted(at for one in found for at in one)


def _assert_paced(passes: list[float], pace: Pace) -> None:
    assert len(passes) == _PROCESSES * _EACH
    slack_s = 0.25  # between the store's clock and the moment at which a process learns of it
    spans = zip(passes, passes[pace.most :], strict=False)
    assert all(later - earlier >= pace.per_s - slack_s for earlier, later in spans)
    assert all(earlier <= later for earlier, later in pairwise(passes))


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

    _assert_paced(passes, pace)
