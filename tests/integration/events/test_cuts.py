"""However often a client is cut off, it misses nothing and sees nothing twice."""

import asyncio
from dataclasses import dataclass, field
from random import Random

import pytest

from tests.integration.events.client import Event
from tests.integration.events.conftest import Follow
from tests.integration.events.records import Recorded
from thaiyyal.testing.platform import Person, Platform

KINDS = ("began", "intent", "outcome", "armed", "fired", "repeat", "step", "status")
TOLD = frozenset({"intent", "outcome", "step", "status"})


@dataclass(slots=True)
class Written:
    """What is written into the records of several executions, at random, and must be told."""

    random: Random
    recorded: list[Recorded]
    wanted: dict[str, list[int]] = field(default_factory=dict)

    async def write(self) -> None:
        """Write everything, and end; whoever follows has turns in between."""
        open_ones = list(self.recorded)
        for one in open_ones:
            self.wanted[str(one.id)] = []
        while open_ones:
            one = self.random.choice(open_ones)
            one.is_told = self.random.random() < 0.8
            kinds = self.random.choices(KINDS, k=self.random.randint(1, 30))
            before = one.seq
            await asyncio.to_thread(one.record, *kinds, status="running")
            told = [before + n for n, kind in enumerate(kinds, 1) if kind in TOLD]
            self.wanted[str(one.id)] += told
            if one.seq > 60:
                one.is_told = True
                await asyncio.to_thread(one.become, "succeeded")
                self.wanted[str(one.id)].append(one.seq + 1)
                open_ones.remove(one)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("seed", range(6))
def test_a_client_that_is_cut_off_again_and_again_sees_everything_once(
    platform: Platform, owner: Person, follow: Follow, seed: int, number: int
) -> None:
    random = Random(seed)
    first = Recorded(platform, owner).make()
    rest = [Recorded(platform, owner, first.workflow_id) for _ in range(number - 1)]
    several = [first, *(one.make(has_workflow=True) for one in rest)]
    ids = "&".join(f"id={one.id}" for one in several)
    path = first.path if number == 1 else f"/executions/events?{ids}"
    written = Written(random, several)

    async def storm() -> list[Event]:
        writing = asyncio.create_task(written.write())
        seen, last = list[Event](), None
        while True:
            async with follow(path, owner, after=last) as client:
                if client.status == 204:
                    break
                wanted = random.randint(1, 25)
                events = (await client.until(wanted))[:wanted]
                seen += events
                last = events[-1].id if events else last
        await writing
        return seen

    seen = platform.run(storm())

    told: dict[str, list[int]] = {str(one.id): [] for one in several}
    for event in seen:
        if event.data["seq"] is not None:
            told[event.data["execution_id"]].append(event.data["seq"])
    assert told == written.wanted
