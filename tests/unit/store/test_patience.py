"""Work that waits for a database that is away."""

import asyncio

import pytest

from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.store.patience import while_away


def test_work_is_done_again_until_the_database_is_back() -> None:
    left = [DatabaseUnavailable("away"), DatabaseUnavailable("away")]

    async def work() -> str:
        if left:
            raise left.pop()
        return "done"

    assert asyncio.run(while_away(work)) == "done"
    assert left == []


def test_other_errors_are_passed_on_at_once() -> None:
    tries = []

    async def work() -> None:
        tries.append(1)
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        asyncio.run(while_away(work))
    assert len(tries) == 1


def test_whoever_waits_may_give_up() -> None:
    async def away() -> None:
        raise DatabaseUnavailable("away")

    async def main() -> None:
        async with asyncio.timeout(0.01):
            await while_away(away)

    with pytest.raises(TimeoutError):
        asyncio.run(main())
