"""What is measured: requests beside the bare client, slow calls side by side, bodies too large."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from thaiyyal.outbound import AddressPolicy, ExecutionOutbound, PlainOutbound, Rules
from thaiyyal.sdk.context import Request

_ROUNDS = 40
_REQUESTS = 300
_CALLS = 200
_POLICY = Rules(AddressPolicy(["127.0.0.0/8"]))

Ask = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: its numbers, and whether they hold."""

    name: str
    numbers: dict[str, Any]
    holds: bool


@dataclass(frozen=True, slots=True)
class Round:
    """Some requests one after the other, or a few at a time. ``cpu_us``: of each."""

    per_second: float
    cpu_us: float


async def measured(port: int) -> list[Case]:
    """Measure everything against the server at ``port``."""
    cases = [await _rate(port, clients) for clients in (1, 10)]
    cases.append(await _side_by_side(port))
    return cases + [_refusal(port, path) for path in ("large", "chunked", "bomb")]


def way_out() -> ExecutionOutbound:
    """Return the way out of an execution, as it is without a server around it."""

    async def policy() -> Rules:
        return _POLICY

    return ExecutionOutbound(PlainOutbound(), 10**9, policy=policy)


async def _rate(port: int, clients: int) -> Case:
    """Take turns with the bare client: what else the machine does, it does to both."""
    url = f"http://127.0.0.1:{port}/small"
    out, request = way_out(), Request("GET", url)
    async with aiohttp.ClientSession() as session:

        async def bare() -> None:
            async with session.get(url, allow_redirects=False) as answer:
                await answer.read()

        async def ours() -> None:
            await out.send(request)

        rounds = [
            (await _round(bare, clients), await _round(ours, clients)) for _ in range(_ROUNDS)
        ]
    await out.client.aclose()
    theirs, own = (_best(turns) for turns in zip(*rounds, strict=True))
    ratio = own.per_second / theirs.per_second
    numbers = {
        "bare_per_second": round(theirs.per_second),
        "per_second": round(own.per_second),
        "ratio": round(ratio, 3),
        "bare_cpu_us": round(theirs.cpu_us),
        "cpu_us": round(own.cpu_us),
    }
    return Case(f"small answers, {clients} at a time", numbers, ratio >= 0.7)


def _best(rounds: Sequence[Round]) -> Round:
    """Return the best of all: what was worse was the machine's other work."""
    return Round(max(one.per_second for one in rounds), min(one.cpu_us for one in rounds))


async def _round(ask: Ask, clients: int) -> Round:
    left = iter(range(_REQUESTS))

    async def work() -> None:
        for _ in left:
            await ask()

    cpu_s, started = time.process_time(), time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            tasks.create_task(work())
    per_second = _REQUESTS / (time.perf_counter() - started)
    return Round(per_second, (time.process_time() - cpu_s) / _REQUESTS * 1e6)


async def _side_by_side(port: int) -> Case:
    out, request = way_out(), Request("GET", f"http://127.0.0.1:{port}/slow")
    started = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(_CALLS):
            tasks.create_task(out.send(request))
    seconds = time.perf_counter() - started
    await out.client.aclose()
    return Case(f"{_CALLS} calls of 100 ms", {"seconds": round(seconds, 3)}, seconds < 0.6)


def _refusal(port: int, path: str) -> Case:
    command = [sys.executable, "-m", "bench.outbound.refusal", f"http://127.0.0.1:{port}/{path}"]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    code, extra_kib = found.stdout.split()
    extra_mb = int(extra_kib) / 1_000
    holds = code == "response_too_large" and extra_mb < 30
    return Case(f"1 GB refused: {path}", {"extra_mb": round(extra_mb, 1), "code": code}, holds)
