"""Look-ups of one tenant leave threads for those of others, also when nobody waits for them."""

import asyncio

import pytest

from thaiyyal.outbound.shared_lookups import SharedLookups


class Slow:
    """A name service; names that begin with slow wait until they may be told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_answer = asyncio.Event()

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        if host.startswith("slow"):
            await self.may_answer.wait()
        return ["192.0.2.1"]


async def settled() -> None:
    """Let everything happen that waits for nothing."""
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_tenant_has_so_many_look_ups_at_a_time() -> None:
    async def main() -> tuple[list[str], list[str], list[list[str]]]:
        service = Slow()
        lookups = SharedLookups(service, each=2)
        slow = asyncio.gather(*(lookups.of("crowd")(f"slow{n}") for n in range(3)))
        await settled()
        first = list(service.asked)
        other = await lookups.of("other")("a.example")
        service.may_answer.set()
        return first, other, await slow

    first, other, slow = asyncio.run(main())

    assert first == ["slow0", "slow1"]
    assert other == ["192.0.2.1"]
    assert slow == [["192.0.2.1"]] * 3


def test_a_look_up_that_nobody_waits_for_still_counts() -> None:
    async def main() -> tuple[list[str], list[str]]:
        service = Slow()
        lookup = SharedLookups(service, each=1).of("crowd")
        given_up = asyncio.ensure_future(lookup("slow"))
        await settled()
        given_up.cancel()
        following = asyncio.ensure_future(lookup("a.example"))
        await settled()
        meanwhile = list(service.asked)
        service.may_answer.set()
        await following
        return meanwhile, service.asked

    meanwhile, asked = asyncio.run(main())

    assert meanwhile == ["slow"]
    assert asked == ["slow", "a.example"]


def test_a_look_up_that_fails_makes_room() -> None:
    async def failing(host: str) -> list[str]:
        raise OSError("no such name")

    async def main() -> None:
        lookup = SharedLookups(failing, each=1).of("crowd")
        for _ in range(2):
            with pytest.raises(OSError, match="no such name"):
                await lookup("a.example")

    asyncio.run(main())
