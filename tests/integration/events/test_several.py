"""Several executions on one stream, and going on where one was cut off."""

import pytest

from tests.integration.events.client import Event
from tests.integration.events.conftest import Follow
from tests.integration.events.records import Recorded
from thaiyyal.testing.platform import Person, Platform


def path_of(*followed: Recorded) -> str:
    return "/executions/events?" + "&".join(f"id={one.id}" for one in followed)


def seqs_of(events: list[Event], one: Recorded) -> list[int]:
    """Return the places of an execution's recorded events, in the order in which they came."""
    return [
        event.data["seq"]
        for event in events
        if event.data.get("execution_id") == str(one.id) and event.data["seq"] is not None
    ]


@pytest.fixture
def two(platform: Platform, owner: Person, recorded: Recorded) -> tuple[Recorded, Recorded]:
    other = Recorded(platform, owner, recorded.workflow_id).make(has_workflow=True)
    return recorded, other


def test_a_stream_of_several_ends_with_the_last_of_them(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], follow: Follow
) -> None:
    first, second = two

    async def read() -> list[Event]:
        async with follow(path_of(first, second), owner) as client:
            await client.until(2)
            first.record("intent", "outcome")
            first.become("succeeded")
            await client.until(5)
            second.record("intent", "outcome")
            second.become("cancelled")
            return await client.to_the_end()

    events = platform.run(read())

    assert (seqs_of(events, first), seqs_of(events, second)) == ([1, 2, 3], [1, 2, 3])
    assert events[-1].data["status"] == "cancelled"


def test_each_event_is_a_place_to_go_on_from(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], follow: Follow
) -> None:
    for one in two:
        one.record("began", "intent", "outcome")
        one.become("succeeded")

    async def read(after: str | None) -> list[Event]:
        async with follow(path_of(*reversed(two)), owner, after=after) as client:
            return await client.to_the_end()

    whole = platform.run(read(None))
    rests = [platform.run(read(event.id)) for event in whole]

    for place, rest in enumerate(rests):
        for one in two:
            seen = seqs_of(whole[: place + 1], one)
            assert seen + seqs_of(rest, one) == [2, 3, 4]


def test_whoever_knows_the_end_is_told_that_there_is_no_more(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], follow: Follow
) -> None:
    for one in two:
        one.record("outcome")
        one.become("succeeded")

    async def read(path: str) -> list[Event]:
        async with follow(path, owner) as client:
            return await client.to_the_end()

    for path in (two[0].path, path_of(*two)):
        last = platform.run(read(path))[-1].id
        answer = platform.ask("GET", path, by=owner, headers={"Last-Event-ID": str(last)})
        assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize(
    "text", ["x", "-1", "1.5", "99999999999", "2147483647", "4", "\uff11", "A" * 400]
)
def test_an_id_that_is_none_of_the_stream_is_refused(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], text: str
) -> None:
    two[0].record("outcome", "outcome", "outcome")

    answers = [
        platform.ask(
            "GET", path, by=owner, headers={"Last-Event-ID": text.encode().decode("latin-1")}
        )
        for path in (two[0].path, path_of(*two))
    ]

    assert {(answer.status, answer.code) for answer in answers} == {(422, "bad_event_id")}


def test_an_id_of_other_executions_is_refused(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], follow: Follow
) -> None:
    async def first_id() -> str | None:
        async with follow(path_of(*two), owner) as client:
            return (await client.until(1))[0].id

    other = Recorded(platform, owner).make()
    headers = {"Last-Event-ID": str(platform.run(first_id()))}
    answer = platform.ask("GET", path_of(two[0], other), by=owner, headers=headers)

    assert (answer.status, answer.code) == (422, "bad_event_id")


def test_a_stream_is_of_fifty_executions_at_most(platform: Platform, owner: Person) -> None:
    first = Recorded(platform, owner).make()
    rest = [Recorded(platform, owner, first.workflow_id).make(has_workflow=True) for _ in range(50)]
    for one in (first, *rest):
        one.become("succeeded")

    answers = [platform.ask("GET", path_of(first, *rest[:number]), by=owner) for number in (49, 50)]

    assert [answer.status for answer in answers] == [200, 422]


def test_nothing_to_follow_is_an_empty_stream(platform: Platform, owner: Person) -> None:
    answer = platform.ask("GET", "/executions/events", by=owner)

    assert (answer.status, answer.body) == (200, b"")


def test_one_that_is_not_there_is_none_of_several(
    platform: Platform, owner: Person, recorded: Recorded
) -> None:
    gone = Recorded(platform, owner)

    assert platform.ask("GET", path_of(recorded, gone), by=owner).status == 404


def test_places_that_nothing_was_recorded_at_are_no_hindrance(
    platform: Platform, owner: Person, two: tuple[Recorded, Recorded], follow: Follow
) -> None:
    for one, seq in zip(two, (3, 5_000), strict=True):
        one.record("step")
        one.seq = seq
        one.record("step")
        one.become("succeeded")

    async def read() -> list[Event]:
        async with follow(path_of(*two), owner) as client:
            return await client.to_the_end()

    events = platform.run(read())

    assert (seqs_of(events, two[0]), seqs_of(events, two[1])) == ([1, 4, 5], [1, 5_001, 5_002])
