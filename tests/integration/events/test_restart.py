"""PostgreSQL goes away and comes back, and a stream goes on as if nothing had been."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.events.client import Event
from tests.integration.events.conftest import QUICK, opening
from tests.integration.events.records import Recorded
from thaiyyal.features.executions.events import StreamSettings
from thaiyyal.store.embedded import EmbeddedServer, Options, start_embedded
from thaiyyal.testing.platform import Person, Platform, platform_on, prepare_template
from thaiyyal.testing.postgres import temporary_folder

NEVER_LOOKS = StreamSettings(check_s=0.05, retry_s=0.05, look_s=3_600.0)


def _start(place: Path) -> EmbeddedServer:
    return start_embedded(place, options=Options(durable=False))


@pytest.fixture
def place() -> Iterator[Path]:
    with temporary_folder() as place:
        yield place


@pytest.mark.parametrize("settings", [QUICK, NEVER_LOOKS], ids=["looks", "is told"])
def test_a_stream_outlives_its_database(place: Path, settings: StreamSettings) -> None:
    server = _start(place)
    prepare_template(server)
    with platform_on(server, streams=settings) as platform:
        owner = platform.make_tenant()
        recorded = Recorded(platform, owner).make()
        recorded.record("outcome")

        events = platform.run(_read_through_an_absence(platform, place, recorded, owner))

        assert [event.data["seq"] for event in events] == [None, 1, 2, 3]
    platform.server.stop()


async def _read_through_an_absence(
    platform: Platform, place: Path, recorded: Recorded, owner: Person
) -> list[Event]:
    async with opening(platform)(recorded.path, owner) as client:
        await client.until(2)
        await platform.events.notices.heard()
        platform.server.stop()
        platform.server = _start(place)
        recorded.record("outcome")
        recorded.become("succeeded")
        return await client.to_the_end()
