"""Turns: so many run, the others wait in line."""

import asyncio

import pytest

from thaiyyal.features.executions.errors import Busy
from thaiyyal.features.executions.turns import Turns


def test_so_many_have_their_turn_at_once() -> None:
    turns = Turns(running=2, waiting=5)

    assert [turns.take().has_come for _ in range(4)] == [True, True, False, False]


def test_the_next_in_line_gets_a_turn_that_is_given_back() -> None:
    turns = Turns(running=1, waiting=5)
    first, second, third = turns.take(), turns.take(), turns.take()

    turns.give_back(first)

    assert (second.has_come, third.has_come) == (True, False)


def test_a_full_line_takes_nobody() -> None:
    turns = Turns(running=1, waiting=1)
    first, second = turns.take(), turns.take()

    with pytest.raises(Busy):
        turns.take()
    turns.give_back(second)
    turns.give_back(first)

    assert turns.take().has_come


def test_who_gives_up_is_woken_without_a_turn() -> None:
    turns = Turns(running=1, waiting=5)
    first, second, third = turns.take(), turns.take(), turns.take()

    async def wait() -> bool:
        second.give_up()
        return await second.wait()

    assert asyncio.run(wait()) is False
    turns.give_back(second)
    turns.give_back(first)
    assert third.has_come


def test_a_turn_that_comes_to_somebody_who_gave_up_goes_on_to_the_next() -> None:
    turns = Turns(running=1, waiting=5)
    first, second, third = turns.take(), turns.take(), turns.take()
    second.give_up()

    turns.give_back(first)
    turns.give_back(second)

    assert third.has_come
