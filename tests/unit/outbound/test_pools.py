"""Connections are kept, and never for another policy, certificate or host."""

import asyncio
from dataclasses import dataclass, field

import aiohttp
import pytest

from tests.unit.outbound.raw_server import asked, raw_server
from thaiyyal.outbound import (
    AddressPolicy,
    ClientCertificate,
    Credential,
    ExecutionOutbound,
    Lists,
    PlainOutbound,
    Policy,
    Rules,
)
from thaiyyal.outbound.connector import MOST_PER_HOST
from thaiyyal.outbound.pools import Pools
from thaiyyal.sdk.context import Request

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"


@dataclass
class Counting:
    """Answers requests; counts them for each connection."""

    requests: list[int] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(self.requests)
        self.requests.append(0)
        while await asked(reader):
            self.requests[place] += 1
            writer.write(GOOD)


def policy(network: str = "127.0.0.0/8", *, deny: str = "") -> Rules:
    return Rules(AddressPolicy([network]), tenant=Lists(deny_domains=(deny,) if deny else ()))


def requests_per_connection(
    policies: list[Policy], hosts: list[str], tenants: list[str] | None = None
) -> list[int]:
    server = Counting()

    async def lookup(host: str) -> list[str]:
        return ["127.0.0.1"]

    async def main() -> None:
        client = PlainOutbound(lookup=lookup)
        async with raw_server(server.serve) as port:
            whose = tenants or [""] * len(hosts)
            for one, host, tenant in zip(policies, hosts, whose, strict=True):
                request = Request("GET", f"http://{host}:{port}/")
                await client.exchange(request, policy=one, credential=Credential(), tenant=tenant)
            await client.aclose()

    asyncio.run(main())
    return server.requests


def test_a_connection_serves_one_request_after_the_other() -> None:
    assert requests_per_connection([policy(), policy()], ["a.example"] * 2) == [2]


def test_a_connection_serves_no_other_policy() -> None:
    policies: list[Policy] = [policy(), policy(deny="b.example"), policy("127.0.0.0/9"), policy()]

    assert requests_per_connection(policies, ["a.example"] * 4) == [2, 1, 1]


def test_a_connection_serves_no_other_tenant() -> None:
    tenants = ["a", "b", "a"]

    assert requests_per_connection([policy()] * 3, ["a.example"] * 3, tenants) == [2, 1]


def test_the_waiting_requests_of_a_tenant_take_no_connection_of_another() -> None:
    asked_for, may_answer = asyncio.Semaphore(0), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"/slow" in await asked(reader):
            asked_for.release()
            await may_answer.wait()
        writer.write(GOOD)

    async def main() -> tuple[int, int]:
        client = PlainOutbound()
        async with raw_server(serve) as port:

            async def statuses_of(path: str, tenant: str) -> int:
                way = ExecutionOutbound(client, 1, policy=_loopback, tenant=tenant)
                return (await way.send(Request("GET", f"http://127.0.0.1:{port}{path}"))).status

            slow = asyncio.gather(
                *(statuses_of("/slow", "crowd") for _ in range(MOST_PER_HOST + 1))
            )
            for _ in range(MOST_PER_HOST):
                await asked_for.acquire()
            found = await asyncio.wait_for(statuses_of("/", "other"), 10.0)
            may_answer.set()
            waited = await slow
            await client.aclose()
            return found, len(waited)

    assert asyncio.run(main()) == (200, MOST_PER_HOST + 1)


async def _loopback() -> Policy:
    return policy()


def test_a_connection_serves_no_other_name_of_the_same_address() -> None:
    assert requests_per_connection([policy()] * 2, ["a.example", "b.example"]) == [1, 1]


def opened(keys: list[tuple[Policy, ClientCertificate | None]], *, most: int = 100) -> list[bool]:
    """Use pools one after the other; return for each session whether it was closed."""
    sessions: list[aiohttp.ClientSession] = []

    def open_session(
        tenant: str, policy: Policy, shown: ClientCertificate | None
    ) -> aiohttp.ClientSession:
        sessions.append(aiohttp.ClientSession())
        return sessions[-1]

    async def main() -> list[bool]:
        pools = Pools(open_session, most=most)
        for one, shown in keys:
            pools.give_back(pools.take(one, shown))
        await asyncio.gather(*pools.closing)
        seen = [session.closed for session in sessions]
        await pools.aclose()
        return seen

    return asyncio.run(main())


def test_each_certificate_has_its_own_pool() -> None:
    one, other = ClientCertificate("a", "b"), ClientCertificate("a", "c")

    assert len(opened([(policy(), None), (policy(), one), (policy(), other), (policy(), one)])) == 3


def test_the_pool_unused_for_longest_is_closed_when_there_are_too_many() -> None:
    a, b, c = (policy(deny=f"{name}.example") for name in "abc")

    assert opened([(a, None), (b, None), (a, None), (c, None)], most=2) == [False, True, False]


def test_a_pool_in_use_is_not_closed() -> None:
    async def main() -> list[bool]:
        pools = Pools(lambda tenant, policy, shown: aiohttp.ClientSession(), most=1)
        first = pools.take(policy(deny="a.example"), None)
        second = pools.take(policy(deny="b.example"), None)
        pools.give_back(second)
        await asyncio.gather(*pools.closing)
        seen = [first.session.closed, second.session.closed]
        pools.give_back(first)
        await pools.aclose()
        return seen

    assert asyncio.run(main()) == [False, True]


@pytest.mark.parametrize("number", [150])
def test_many_tenants_leave_no_more_pools_than_allowed(number: int) -> None:
    closed = opened([(policy(deny=f"t{tenant}.example"), None) for tenant in range(number)])

    assert closed.count(False) == 100
