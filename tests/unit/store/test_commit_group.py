"""Many writers, one commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from thaiyyal.kernel.errors import Kind, ThaiyyalError
from thaiyyal.store.commit_group import CommitGroup


class Away(ThaiyyalError):
    """The database is not there."""

    code = "away"
    kind = Kind.UNAVAILABLE


class Refused(Exception):
    """The database does not take a write."""


class Log:
    """Takes groups down; ``gate`` holds the first one back, ``refuses`` are not taken."""

    def __init__(self, *, refuses: frozenset[int] = frozenset(), outages: int = 0) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Event()
        self._refuses = refuses
        self._outages = outages

    async def commit(self, items: Sequence[int]) -> list[str]:
        await self.gate.wait()
        if self._outages:
            self._outages -= 1
            raise Away("gone")
        if self._refuses.intersection(items):
            raise Refused(items)
        self.groups.append(list(items))
        return [f"wrote {item}" for item in items]


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]


def group_of(log: Log, *, most: int = 10, patience_s: float = 5.0) -> CommitGroup[int, str]:
    return CommitGroup(log.commit, most=most, patience_s=patience_s)


def test_what_comes_during_a_commit_shares_the_next_one() -> None:
    async def work() -> None:
        log = Log()
        group = group_of(log)
        first = group.write(1)
        await asyncio.sleep(0)
        others = [group.write(2), group.write(3)]
        log.gate.set()
        assert await asyncio.gather(first, *others) == ["wrote 1", "wrote 2", "wrote 3"]
        assert log.groups == [[1], [2, 3]]

    run(work)


@pytest.mark.parametrize(("number", "sizes"), [(10, [10]), (11, [10, 1])])
def test_a_group_has_at_most_so_many(number: int, sizes: list[int]) -> None:
    async def work() -> None:
        log = Log()
        log.gate.set()
        group = group_of(log, most=10)
        await asyncio.gather(*(group.write(n) for n in range(number)))
        assert [len(one) for one in log.groups] == sizes

    run(work)


def test_a_refused_write_spoils_only_its_own() -> None:
    async def work() -> None:
        log = Log(refuses=frozenset({2}))
        log.gate.set()
        group = group_of(log)
        found = await asyncio.gather(*(group.write(n) for n in (1, 2, 3)), return_exceptions=True)
        assert [found[0], found[2]] == ["wrote 1", "wrote 3"]
        assert isinstance(found[1], Refused)

    run(work)


def test_an_outage_is_waited_for() -> None:
    async def work() -> None:
        log = Log(outages=2)
        log.gate.set()
        assert await group_of(log).write(1) == "wrote 1"

    run(work)


def test_an_outage_without_end_is_told() -> None:
    async def work() -> None:
        log = Log(outages=100)
        log.gate.set()
        with pytest.raises(Away):
            await group_of(log, patience_s=0.0).write(1)

    run(work)


def test_a_writer_who_left_holds_nobody_up() -> None:
    async def work() -> None:
        log = Log()
        group = group_of(log)
        gone, other = group.write(1), group.write(2)
        await asyncio.sleep(0)
        gone.cancel()
        log.gate.set()
        assert await other == "wrote 2"

    run(work)


def test_a_flush_waits_for_all() -> None:
    async def work() -> None:
        log = Log()
        log.gate.set()
        group = group_of(log, most=1)
        for number in range(5):
            group.write(number)
        await group.flush()
        assert [one for group in log.groups for one in group] == [0, 1, 2, 3, 4]

    run(work)


def test_what_is_known_to_be_refused_is_not_tried() -> None:
    async def work() -> None:
        log = Log()
        log.gate.set()
        known = Refused("known")
        group = CommitGroup(
            log.commit, most=10, patience_s=5.0, refused=lambda n: known if n == 2 else None
        )
        found = await asyncio.gather(*(group.write(n) for n in (1, 2, 3)), return_exceptions=True)
        assert found == ["wrote 1", known, "wrote 3"]
        assert log.groups == [[1, 3]]

    run(work)


def test_a_refused_group_is_tried_again_in_parts() -> None:
    async def work() -> None:
        log = Log(refuses=frozenset({2}))
        log.gate.set()
        group = CommitGroup(
            log.commit, most=10, patience_s=5.0, parted=lambda items, error: [[0, 2, 3], [1]]
        )
        await asyncio.gather(*(group.write(n) for n in (1, 2, 3, 4)), return_exceptions=True)
        assert log.groups == [[1, 3, 4]]

    run(work)
