"""A stream of one execution tells how it stands, every step, and its end, once, in order."""

from tests.integration.events.client import Client, Event
from tests.integration.events.conftest import Follow, opening
from tests.integration.events.records import Recorded
from thaiyyal.testing.platform import Person, Platform


def told(events: list[Event]) -> list[tuple[str, str | None, str]]:
    """Return the names of events, their ids, and the status that they tell."""
    return [(event.name, event.id, event.data.get("status", "")) for event in events]


def test_what_has_ended_is_told_again_from_the_first_step(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    recorded.record("began", "intent", "armed", "fired", "outcome", "step")
    recorded.become("failed", error={"code": "broken", "message": "It broke.", "node": "n5"})

    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            return await client.to_the_end()

    events = platform.run(read())

    assert told(events) == [
        ("execution", "0", "failed"),
        ("step", "2", "running"),
        ("step", "5", "succeeded"),
        ("step", "6", "succeeded"),
        ("execution", "7", "failed"),
    ]
    assert [event.data["seq"] for event in events] == [None, 2, 5, 6, 7]
    assert events[-1].data["error"]["code"] == "broken"
    assert events[-1].data["duration_ms"] is not None


def test_what_happens_is_told_as_it_happens(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            await client.until(1)
            recorded.become("running")
            await client.until(2)
            recorded.record("began", "intent")
            await client.until(3)
            recorded.record("outcome", output={"n": 1})
            recorded.become("succeeded")
            return await client.to_the_end()

    events = platform.run(read())

    assert told(events) == [
        ("execution", "0", "queued"),
        ("execution", "0", "running"),
        ("step", "2", "running"),
        ("step", "3", "succeeded"),
        ("execution", "4", "succeeded"),
    ]
    assert events[3].data["output"] == {"n": 1}


def test_news_that_nobody_told_of_are_found(
    quick_platform: Platform,
) -> None:
    platform, quick = quick_platform, opening(quick_platform)
    owner = platform.make_tenant()
    recorded = Recorded(platform, owner, is_told=False).make()

    async def read() -> list[Event]:
        async with quick(recorded.path, owner) as client:
            await client.until(1)
            recorded.record("step")
            await client.until(2)
            recorded.become("succeeded")
            return await client.to_the_end()

    assert told(platform.run(read())) == [
        ("execution", "0", "queued"),
        ("step", "1", "succeeded"),
        ("execution", "2", "succeeded"),
    ]


def test_outputs_are_told_as_far_as_4_kib(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    recorded.record("outcome", output="x" * 50_000)
    recorded.record("step", output=["short"])
    recorded.become("succeeded")

    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            return await client.to_the_end()

    large, small = platform.run(read())[1:3]

    assert (large.data["is_preview"], large.data["output"]) == (True, "x" * 1_000)
    assert (small.data["is_preview"], small.data["output"]) == (False, ["short"])


def test_stored_json_with_line_ends_is_one_event(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    recorded.become("failed", error={"code": "broken", "message": "two\nlines"})
    recorded.restore_error(b'{\n "code": "broken",\r\n "message": "two\\nlines"}')

    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            return await client.to_the_end()

    assert platform.run(read())[-1].data["error"] == {"code": "broken", "message": "two\nlines"}


def test_a_long_record_comes_whole_and_in_order(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    recorded.record(*["step"] * 1_300, output="x" * 3_000)
    recorded.become("succeeded")

    async def read() -> list[Event]:
        async with follow(recorded.path, owner) as client:
            return await client.to_the_end()

    assert [event.data["seq"] for event in platform.run(read())[1:]] == list(range(1, 1_302))


def test_the_answer_is_neither_kept_nor_compressed(
    platform: Platform, owner: Person, recorded: Recorded, follow: Follow
) -> None:
    async def read() -> Client:
        async with follow(recorded.path, owner, more={"Accept-Encoding": "zstd, gzip"}) as client:
            await client.until(1)
            return client

    answered = platform.run(read()).answered

    assert answered["content-type"] == "text/event-stream; charset=utf-8"
    assert answered["cache-control"] == "no-store"
    assert answered["x-accel-buffering"] == "no"
    assert "content-encoding" not in answered


def test_whoever_may_not_see_an_execution_cannot_follow_it(
    platform: Platform, owner: Person
) -> None:
    private = Recorded(platform, owner).make(visibility="private")
    colleague, stranger = platform.make_member(owner, "editor"), platform.make_tenant()
    nothing = platform.make_member(owner, "nothing")
    shared = Recorded(platform, owner).make()

    answers = [
        platform.ask("GET", private.path, by=colleague),
        platform.ask("GET", private.path, by=stranger),
        platform.ask("GET", shared.path, by=nothing),
        platform.ask("GET", f"/executions/events?id={private.id}", by=colleague),
        platform.ask("GET", shared.path.replace(str(shared.workflow_id), str(shared.id)), by=owner),
        platform.ask("GET", shared.path),
    ]

    assert [answer.status for answer in answers] == [404, 404, 404, 404, 404, 401]
