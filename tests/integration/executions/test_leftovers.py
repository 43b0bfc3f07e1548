"""What an execution leaves in memory: nothing that only the garbage collector would end."""

import gc
from typing import Any

import pytest

from tests.integration.executions.making import execute, make
from thaiyyal.engine.driver import Driver
from thaiyyal.engine.schedule import Scheduler
from thaiyyal.features.executions.live import Live
from thaiyyal.features.routing import CallContext
from thaiyyal.testing.platform import Platform


@pytest.mark.parametrize("kind", [CallContext, Live, Driver, Scheduler])
def test_a_request_that_was_answered_leaves_no_cycles(platform: Platform, kind: type[Any]) -> None:
    person = platform.make_tenant()
    workflow = make(platform, person)
    gc.collect()
    gc.disable()
    try:
        answer = execute(platform, person, workflow, {"input": 1}, query="?wait=30s")
        left = [one for one in gc.get_objects() if isinstance(one, kind)]
    finally:
        gc.enable()

    assert answer.status == 200
    assert not left
