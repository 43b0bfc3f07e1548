"""How many streams there may be, and that they neither hold connections nor hold up an end."""

from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from tests.integration.events.client import Client, Event
from tests.integration.events.conftest import QUICK, opening
from tests.integration.events.records import Recorded
from thaiyyal.features.executions.events import Streams
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Person, Platform, platform_on


@pytest.fixture
def platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    with platform_on(postgres, streams=QUICK) as platform:
        yield platform


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture
def recorded(platform: Platform, owner: Person) -> Recorded:
    return Recorded(platform, owner).make()


async def opened(
    stack: AsyncExitStack, platform: Platform, path: str, by: Person, number: int
) -> list[Client]:
    """Open streams one after the other; they end with the stack."""
    return [await stack.enter_async_context(opening(platform)(path, by)) for _ in range(number)]


def test_a_user_has_so_many_streams_and_no_more(
    platform: Platform, owner: Person, recorded: Recorded
) -> None:
    other = platform.make_member(owner, "editor")

    async def read() -> tuple[list[int], str, int, int]:
        async with AsyncExitStack() as stack:
            mine = await opened(stack, platform, recorded.path, owner, QUICK.of_user + 1)
            (another,) = await opened(stack, platform, recorded.path, other, 1)
            mine[0].leave()
            await mine[0].to_the_end()
            (again,) = await opened(stack, platform, recorded.path, owner, 1)
            return [one.status for one in mine], mine[-1].text, another.status, again.status

    statuses, refusal, another, again = platform.run(read())

    assert statuses == [200] * QUICK.of_user + [429]
    assert '"too_many_streams"' in refusal
    assert (another, again) == (200, 200)


def test_a_process_has_so_many_streams_and_no_more(
    platform: Platform, owner: Person, recorded: Recorded
) -> None:
    members = [platform.make_member(owner, "viewer") for _ in range(QUICK.of_process + 1)]

    async def read() -> list[Client]:
        async with AsyncExitStack() as stack:
            return [
                client
                for member in members
                for client in await opened(stack, platform, recorded.path, member, 1)
            ]

    clients = platform.run(read())

    assert [client.status for client in clients] == [200] * QUICK.of_process + [503]
    assert '"streams_full"' in clients[-1].text
    assert clients[-1].answered["retry-after"] == "5"
    assert len(platform.services.get(Streams)) == 0


def test_a_client_that_does_not_read_holds_no_connection(
    platform: Platform, owner: Person, recorded: Recorded
) -> None:
    recorded.record(*["step"] * 100, output="x" * 3_900)
    recorded.become("succeeded")
    members = [platform.make_member(owner, "viewer") for _ in range(4)]

    async def read() -> list[Event]:
        async with AsyncExitStack() as stack:
            slow = [
                await stack.enter_async_context(opening(platform)(recorded.path, one, room=2))
                for one in members
            ]
            for one in slow:
                await one.until(2)
            async with AsyncExitStack() as lent:
                for _ in range(platform.database.settings.largest):
                    await lent.enter_async_context(platform.database.begin())
            await slow[0].read_on()
            return await slow[0].to_the_end()

    assert [event.data["seq"] for event in platform.run(read())] == [None, *range(1, 102)]


def test_a_quiet_stream_beats(platform: Platform, owner: Person, recorded: Recorded) -> None:
    async def read() -> str:
        async with opening(platform)(recorded.path, owner) as client:
            await client.until_text("\n:\n\n:\n\n")
            return client.text

    assert platform.run(read()).startswith("retry: 50\n\n")


def test_streams_end_at_once_when_the_process_does(
    platform: Platform, owner: Person, recorded: Recorded
) -> None:
    async def read() -> list[Event]:
        async with opening(platform)(recorded.path, owner) as client:
            await client.until(1)
            platform.services.get(Streams).end_all()
            return await client.to_the_end()

    assert platform.run(read())[-1].data["reason"] == "shutting_down"
