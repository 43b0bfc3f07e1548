"""The stream that the page shows is one that the server could have sent."""

import re

from tests.architecture.repository import ROOT
from tests.integration.events.client import Event, events_in
from tests.integration.events.conftest import Follow
from tests.integration.events.records import Recorded
from thaiyyal.testing.platform import Person, Platform

_PAGE = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


def test_the_stream_of_the_page_is_as_it_comes(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    recorded.become("running")

    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            await client.until(1)
            recorded.record("began", "intent")
            recorded.record("outcome", output={"ok": True})
            recorded.become("succeeded")
            return await client.to_the_end()

    (stream,) = re.findall(r"^```text\n(retry: .*?)^```", _PAGE, re.MULTILINE | re.DOTALL)
    shown, came = events_in(stream), platform.run(read())

    assert [_outline(event) for event in shown] == [_outline(event) for event in came]


def _outline(event: Event) -> tuple[object, ...]:
    seq, status = event.data["seq"], event.data["status"]
    return event.name, event.id, seq, status, list(event.data), event.data.get("output")
