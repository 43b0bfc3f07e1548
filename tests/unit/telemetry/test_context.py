"""What belongs to one request says so, and nothing else does."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from thaiyyal.telemetry import bind_actor, is_traceparent, request_context

Lines = Callable[[], list[dict[str, Any]]]
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
KEYS = ("request_id", "tenant_id", "user_id", "traceparent")


def correlation(line: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(line.get(key) for key in KEYS)


def test_every_line_of_a_request_carries_its_ids(lines: Lines) -> None:
    with request_context("r1", traceparent=TRACE):
        structlog.get_logger("thaiyyal.web").info("begun")
        bind_actor(tenant_id="t1", user_id="u1")
        logging.getLogger("library").warning("inside")
    structlog.get_logger("thaiyyal.web").info("outside")

    assert [correlation(line) for line in lines()] == [
        ("r1", None, None, TRACE),
        ("r1", "t1", "u1", TRACE),
        (None, None, None, None),
    ]


def test_requests_side_by_side_keep_their_own_ids(lines: Lines) -> None:
    log = structlog.get_logger("thaiyyal.web")

    async def request(name: str, mine: asyncio.Event, other: asyncio.Event) -> None:
        with request_context(name):
            bind_actor(tenant_id=f"tenant of {name}", user_id=None)
            mine.set()
            await other.wait()
            log.info("done", expected=name)

    async def both() -> None:
        first, second = asyncio.Event(), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(request("a", first, second))
            group.create_task(request("b", second, first))

    asyncio.run(both())

    for line in lines():
        assert line["request_id"] == line["expected"]
        assert line["tenant_id"] == f"tenant of {line['expected']}"


def test_the_ids_end_with_the_request_also_when_it_fails(lines: Lines) -> None:
    def fail() -> None:
        with request_context("r1"):
            bind_actor(tenant_id="t1", user_id="u1")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    structlog.get_logger("thaiyyal.web").info("later")

    assert correlation(lines()[0]) == (None, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        f"{TRACE}\n",
        f"{TRACE}-extra",
        TRACE.upper(),
        TRACE.replace("00-", "ff-", 1),
        f"00-{'0' * 32}-b7ad6b7169203331-01",
        f"00-0af7651916cd43dd8448eb211c80319c-{'0' * 16}-01",
    ],
)
def test_a_traceparent_that_is_none_is_left_out(text: str, lines: Lines) -> None:
    with request_context("r1", traceparent=text):
        structlog.get_logger("thaiyyal.web").info("request")

    assert not is_traceparent(text)
    assert "traceparent" not in lines()[0]
