"""Subscriptions: told of what they are about, as a set, and of everything when in doubt."""

import asyncio
from uuid import UUID

from thaiyyal.store.notices import Changed, Subscribers, changed_in, texts_of
from thaiyyal.testing.virtual_time import run_in_virtual_time

ONE, TWO, THREE = (UUID(int=n) for n in range(3))


def test_notices_grow_no_larger_than_what_is_subscribed_to() -> None:
    subscribers = Subscribers()

    async def scene() -> frozenset[UUID]:
        with subscribers.subscribe([ONE, TWO]) as subscription:
            for _ in range(1_000):
                subscribers.tell({ONE, THREE})
            return await subscription.changed(1.0)

    assert run_in_virtual_time(scene()) == {ONE}


def test_a_subscriber_is_told_once() -> None:
    subscribers = Subscribers()

    async def scene() -> tuple[frozenset[UUID], frozenset[UUID]]:
        with subscribers.subscribe([ONE]) as subscription:
            subscribers.tell({ONE})
            return await subscription.changed(1.0), await subscription.changed(1.0)

    assert run_in_virtual_time(scene()) == (frozenset([ONE]), frozenset())


def test_all_are_told_of_everything_when_something_may_have_been_missed() -> None:
    subscribers = Subscribers()

    async def scene() -> list[frozenset[UUID]]:
        with subscribers.subscribe([ONE, TWO]) as first, subscribers.subscribe([TWO]) as second:
            subscribers.tell_all()
            return [await first.changed(1.0), await second.changed(1.0)]

    assert run_in_virtual_time(scene()) == [{ONE, TWO}, {TWO}]


def test_a_subscriber_that_is_woken_has_news_of_nothing() -> None:
    subscribers = Subscribers()

    async def scene() -> tuple[frozenset[UUID], float]:
        with subscribers.subscribe([ONE]) as subscription:
            asyncio.get_running_loop().call_later(2.0, subscription.wake)
            return await subscription.changed(60.0), asyncio.get_running_loop().time()

    assert run_in_virtual_time(scene()) == (frozenset(), 2.0)


def test_nothing_is_left_of_subscriptions_that_have_ended() -> None:
    subscribers = Subscribers()

    async def scene() -> None:
        with subscribers.subscribe([ONE, TWO]), subscribers.subscribe([TWO]):
            pass

    run_in_virtual_time(scene())

    assert len(subscribers) == 0


def test_texts_are_short_enough_for_the_database_and_tell_everything() -> None:
    changed = Changed(
        frozenset(UUID(int=n) for n in range(500)),
        frozenset(UUID(int=2**127 + n) for n in range(90)),
    )

    texts = texts_of(changed)

    assert max(len(text) for text in texts) < 8_000
    assert frozenset[UUID]().union(*(changed_in(text).ids for text in texts)) == changed.ids
    assert texts_of(Changed()) == []
