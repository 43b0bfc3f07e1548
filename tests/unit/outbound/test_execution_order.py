"""The order in which everything leaves, and what each place in it does to the others."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from thaiyyal.outbound import (
    Breakers,
    ClientSettings,
    Credential,
    Dues,
    ExecutionOutbound,
    HostLimiter,
)
from thaiyyal.outbound.breaker import Key
from thaiyyal.sdk import Pace, Request, Response, StepError
from thaiyyal.testing.scripted_client import Script, ScriptedClient, statuses
from thaiyyal.testing.virtual_time import run_in_virtual_time

GET = Request("GET", "https://a.example/x", credential="shop")
RETRYING = Credential(client=ClientSettings(retries=2))


@dataclass(slots=True)
class Always:
    """The same credential under every name."""

    credential: Credential

    async def find(self, name: str) -> Credential | None:
        return self.credential

    async def renew(self, name: str, refused: Credential) -> Credential | None:
        return None


@dataclass(slots=True)
class Told:
    """Limits that note each turn and tell the waits that they were given."""

    trace: list[str]
    waits: list[float] = field(default_factory=list)
    keys: list[tuple[str, int]] = field(default_factory=list)

    async def reserve(self, key: str, pace: Pace) -> float:
        self.trace.append("limiter")
        self.keys.append((key, pace.most))
        return self.waits.pop(0) if self.waits else 0.0


class Traced(Breakers):
    """Breakers that note who enters and with what they are left."""

    def __init__(self, trace: list[str], *, failures: int = 0) -> None:
        super().__init__(failures=failures, clock_s=loop_time)
        self.trace = trace

    def enter(self, key: Key) -> bool:
        self.trace.append("breaker")
        return super().enter(key)

    def leave(self, key: Key, *, failed: bool | None, is_probe: bool) -> None:
        self.trace.append(f"failed: {failed}")
        super().leave(key, failed=failed, is_probe=is_probe)


def loop_time() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True)
class Way:
    """A way out whose every place writes into one trace."""

    script: Script
    credential: Credential = RETRYING
    waits: list[float] = field(default_factory=list)
    limit: int = 10
    most: int = 5
    failures: int = 0
    trace: list[str] = field(default_factory=list)
    way: ExecutionOutbound = field(init=False)
    limits: Told = field(init=False)

    def __post_init__(self) -> None:
        async def script(request: Request, credential: Credential) -> Response:
            self.trace.append("exchange")
            return await self.script(request, credential)

        self.limits = Told(self.trace, self.waits)
        self.way = ExecutionOutbound(
            ScriptedClient(script),
            self.limit,
            credentials=Always(self.credential),
            limiter=HostLimiter(self.limits, self.most, 1.0, dues=Dues(loop_time)),
            breakers=Traced(self.trace, failures=self.failures),
            draw=lambda: 0.5,
        )

    def send(self, request: Request = GET) -> tuple[object, float]:
        """Return the status or the error's code, and the seconds that it took."""

        async def main() -> tuple[object, float]:
            return await self.outcome(request), loop_time()

        return run_in_virtual_time(main())

    async def outcome(self, request: Request) -> object:
        try:
            return (await self.way.send(request)).status
        except StepError as error:
            return error.code


def slow(seconds: float) -> Script:
    async def script(request: Request, credential: Credential) -> Response:
        await asyncio.sleep(seconds)
        return Response(200, request.url, {}, b"")

    return script


def failing(code: str) -> Script:
    async def script(request: Request, credential: Credential) -> Response:
        raise StepError(code, "it failed")

    return script


def test_limiter_breaker_exchange_and_from_the_start_again() -> None:
    way = Way(statuses(503, 200))

    assert way.send()[0] == 200
    once = ["limiter", "breaker", "exchange"]
    assert way.trace == [*once, "failed: True", *once, "failed: False"]


def test_redirects_go_through_the_whole_order_as_well() -> None:
    way = Way(statuses(302, 200, location="https://b.example/"))

    assert way.send()[0] == 200
    assert way.trace.count("limiter") == way.trace.count("breaker") == 2
    assert [key for key, _ in way.limits.keys] == ["host a.example", "host b.example"]


def test_the_limit_on_requests_refuses_before_anybody_takes_a_turn() -> None:
    way = Way(statuses(200), limit=0)

    assert way.send()[0] == "limit_exceeded"
    assert way.trace == []


def test_repetitions_count_as_requests_of_the_execution() -> None:
    way = Way(statuses(503), limit=2)

    assert way.send()[0] == "limit_exceeded"
    assert way.trace.count("exchange") == 2


def test_the_wait_for_a_turn_comes_before_the_breaker_and_within_the_time() -> None:
    way = Way(slow(1.0), waits=[4.0])

    assert way.send() == (200, 5.0)
    assert way.trace[:2] == ["limiter", "breaker"]


def test_a_turn_that_comes_too_late_is_refused_at_once() -> None:
    way = Way(statuses(200), waits=[31.0])

    assert way.send() == ("limit_exceeded", 0.0)
    assert way.trace == ["limiter"]


def test_turns_that_nobody_can_use_are_not_taken() -> None:
    async def main() -> tuple[list[object], int]:
        way = Way(statuses(200), waits=[31.0])
        outcomes = []
        for pause_s in (0.0, 0.5, 1.0):
            await asyncio.sleep(pause_s)
            outcomes.append(await way.outcome(GET))
        return outcomes, way.trace.count("limiter")

    # The turn that was taken first is due in 31 s, in 30.5 s, and at last within the time.
    assert run_in_virtual_time(main()) == (["limit_exceeded", "limit_exceeded", 200], 2)


def test_a_named_client_has_a_limiter_of_its_own_beside_that_of_the_platform() -> None:
    own = Credential(client=ClientSettings(most=2, per_s=60.0))
    both, alone = Way(statuses(200), own), Way(statuses(200), own, most=0)

    both.send()
    alone.send()

    assert both.limits.keys == [("host a.example", 5), ("client shop a.example", 2)]
    assert alone.limits.keys == [("client shop a.example", 2)]


def test_without_limits_nobody_asks_for_a_turn() -> None:
    way = Way(statuses(200), most=0)

    assert way.send()[0] == 200
    assert "limiter" not in way.trace


def test_an_attempt_has_its_share_of_the_time_that_is_left() -> None:
    ends: list[float] = []

    async def script(request: Request, credential: Credential) -> Response:
        try:
            await asyncio.sleep(1_000)
        finally:
            ends.append(loop_time())
        raise AssertionError("nobody waits that long")

    way = Way(script)
    outcome, seconds = way.send()

    # 30 s for three attempts: 10 s, then half of what is left after a wait of 0.25 s, and so on.
    assert outcome == "timeout"
    assert ends[0] == 10.0
    assert ends[1] == 10.25 + (30.0 - 10.25) / 2
    assert ends[2] == seconds == 30.0
    assert way.trace.count("failed: True") == 3


def test_without_repetitions_an_attempt_has_all_the_time() -> None:
    way = Way(slow(29.0), Credential())

    assert way.send() == (200, 29.0)


def test_the_whole_time_that_ends_counts_against_the_host() -> None:
    way = Way(slow(31.0), Credential())

    assert way.send() == ("timeout", 30.0)
    assert way.trace[-1] == "failed: True"


def test_a_request_that_is_cancelled_tells_nothing_about_the_host() -> None:
    async def main() -> list[str]:
        way = Way(slow(10.0), Credential())
        step = asyncio.create_task(way.way.send(GET))
        await asyncio.sleep(1.0)
        step.cancel()
        await asyncio.wait([step])
        assert step.cancelled()
        return way.trace

    assert run_in_virtual_time(main())[-1] == "failed: None"


def test_a_host_that_keeps_failing_is_left_alone_for_all_executions_of_the_tenant() -> None:
    way = Way(failing("connect_error"), Credential(), failures=3)

    outcomes = [way.send()[0] for _ in range(5)]

    assert outcomes == ["connect_error"] * 5
    assert way.trace.count("exchange") == 3


def test_repetition_waits_until_the_host_is_no_longer_left_alone() -> None:
    async def recovering(request: Request, credential: Credential) -> Response:
        return Response(200 if loop_time() >= 20.0 else 500, request.url, {}, b"")

    way = Way(recovering, Credential(client=ClientSettings(retries=5)), failures=2)
    way.way.breakers = Traced(way.trace, failures=2)
    request = Request("GET", GET.url, credential="shop", timeout_s=120.0)

    outcome, seconds = way.send(request)

    assert outcome == 200
    assert seconds > 30.0
    assert way.trace.count("exchange") == 3


@pytest.mark.parametrize("code", ["tls_error", "invalid_response", "response_too_large"])
def test_other_failures_neither_open_a_breaker_nor_are_repeated(code: str) -> None:
    way = Way(failing(code), failures=1)

    assert way.send()[0] == code
    assert way.trace == ["limiter", "breaker", "exchange", "failed: None"]


def test_a_limiter_that_does_not_answer_ends_with_the_time() -> None:
    way = Way(statuses(200))
    never: Callable[[str, Pace], Awaitable[float]] = lambda key, pace: asyncio.sleep(1e6, 0.0)  # noqa: E731
    way.way.limiter = HostLimiter(_Limits(never), 1)

    assert way.send() == ("timeout", 30.0)


@dataclass(frozen=True, slots=True)
class _Limits:
    asked: Callable[[str, Pace], Awaitable[float]]

    async def reserve(self, key: str, pace: Pace) -> float:
        return await self.asked(key, pace)
