"""What belongs to one request says so, and nothing else does."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from thaiyyal.telemetry import bind_actor

Lines = Callable[[], list[dict[str, Any]]]


def correlation(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(key) for key in ("request_id", "trace_id", "tenant_id", "user_id"))


def test_every_line_of_a_request_carries_its_ids(lines: Lines) -> None:
    log = structlog.get_logger("thaiyyal.web")

    with bound_contextvars(request_id="r1", trace_id="t0"):
        log.info("begun")
        bind_actor(tenant_id="t1", user_id="u1")
        logging.getLogger("library").warning("inside")

    assert [correlation(line) for line in lines()] == [
        ("r1", "t0", None, None),
        ("r1", "t0", "t1", "u1"),
    ]


def test_a_field_of_the_event_beats_the_one_of_the_request(lines: Lines) -> None:
    with bound_contextvars(request_id="r1"):
        structlog.get_logger("thaiyyal.web").info("linked", request_id="r2")

    assert lines()[0]["request_id"] == "r2"


def test_requests_side_by_side_keep_their_own_ids(lines: Lines) -> None:
    log = structlog.get_logger("thaiyyal.web")

    async def request(name: str, mine: asyncio.Event, other: asyncio.Event) -> None:
        with bound_contextvars(request_id=name):
            bind_actor(tenant_id=f"tenant of {name}", user_id=f"user of {name}")
            mine.set()
            await other.wait()
            log.info("done", expected=name)

    async def both() -> None:
        first, second = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(request("a", first, second))
            group.create_task(request("b", second, first))

    asyncio.run(both())

    found = lines()
    assert sorted(line["expected"] for line in found) == ["a", "b"]
    for line in found:
        name = line["expected"]
        assert correlation(line) == (name, None, f"tenant of {name}", f"user of {name}")
