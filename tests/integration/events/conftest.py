"""What the tests of events need: a platform, and somebody who follows streams of it."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.integration.events.client import Client
from tests.integration.events.records import Recorded
from thaiyyal.features.executions.events import StreamSettings
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Person, Platform, platform_on

QUICK = StreamSettings(
    of_user=3, of_process=4, beat_s=0.05, check_s=0.02, look_s=0.05, retry_s=0.05
)
Follow = Callable[..., Client]


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture
def recorded(platform: Platform, owner: Person) -> Recorded:
    return Recorded(platform, owner).make()


@pytest.fixture
def follow(platform: Platform) -> Follow:
    """Return what opens a stream; ``after`` is the id of the last event that is known."""
    return opening(platform)


@pytest.fixture(scope="module")
def quick_platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform whose streams look and beat without being told, all the time."""
    with platform_on(postgres, streams=QUICK) as platform:
        yield platform


def opening(platform: Platform) -> Follow:
    def open_stream(
        path: str,
        by: Person,
        *,
        after: str | None = None,
        more: Mapping[str, str] | None = None,
        room: int | None = None,
    ) -> Client:
        resumed = {} if after is None else {"Last-Event-ID": after}
        headers = {**by.headers, **resumed, **(more or {})}
        return Client(platform.web.asgi, path, headers, room)

    return open_stream
