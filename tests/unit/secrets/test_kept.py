"""Secrets are remembered, asked for anew before that ends, and asked for once by many."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.secrets import (
    KeptSources,
    Reference,
    SecretRefused,
    SecretUnavailable,
    UnknownSecret,
)

T = TypeVar("T")
SHOP = Reference("vault", "kv/shop", "key")


class Place:
    """A place with one secret, which may be away."""

    def __init__(self) -> None:
        self.secret = "first"
        self.errors: list[ThaiyyalError] = []
        self.asked = 0
        self.is_open = True

    async def read(self, reference: Reference) -> str:
        """Return the secret, or the next error."""
        self.asked += 1
        await asyncio.sleep(0)
        if self.errors:
            raise self.errors.pop(0)
        return self.secret

    async def check(self) -> str:
        """All is well."""
        return "well"

    def close(self) -> None:
        """Let go."""
        self.is_open = False


class Bench:
    """Sources over a place, with a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        self.place = Place()
        self.sources = KeptSources(
            {"vault": self.place}, kept_s=100, monotonic=lambda: self.now, sleep=self._wait
        )

    async def read_at(self, now: float) -> str:
        """Read, and let what was begun in the background end."""
        self.now = now
        found = await self.sources.read(SHOP)
        for _ in range(5):
            await asyncio.sleep(0)
        return found

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end."""
    return asyncio.run(work)


def test_a_secret_is_asked_for_once_in_its_time() -> None:
    async def work(bench: Bench) -> list[int]:
        asked = []
        for now in (0, 79, 100):
            await bench.read_at(now)
            asked.append(bench.place.asked)
        return asked

    assert run(work(Bench())) == [1, 1, 2]


def test_a_rotated_secret_arrives_in_the_background_before_its_time_ends() -> None:
    async def work(bench: Bench) -> list[str]:
        found = [await bench.read_at(0)]
        bench.place.secret = "second"
        return [*found, await bench.read_at(80), await bench.read_at(81)]

    bench = Bench()
    assert run(work(bench)) == ["first", "first", "second"]
    assert bench.place.asked == 2


def test_a_refresh_asks_at_once_unless_the_secret_is_young() -> None:
    async def work(bench: Bench) -> list[str]:
        found = [await bench.read_at(0)]
        bench.place.secret = "second"
        for bench.now in (0.0, 9.9, 10.0, 10.1, 19.9):
            found.append(await bench.sources.refresh(SHOP))
        return found

    bench = Bench()
    assert run(work(bench)) == ["first", "first", "first", "second", "second", "second"]
    assert bench.place.asked == 2


def test_a_loop_of_refreshes_does_not_hammer_a_place_that_is_away() -> None:
    async def work(bench: Bench) -> set[str]:
        await bench.read_at(0)
        bench.place.errors = [SecretRefused("no") for _ in range(100)]
        bench.now = 10
        with pytest.raises(SecretRefused):
            await bench.sources.refresh(SHOP)
        found = set()
        for step in range(101, 200):
            bench.now = step / 10
            found.add(await bench.sources.refresh(SHOP))
        return found

    bench = Bench()
    assert run(work(bench)) == {"first"}
    assert bench.place.asked <= 2 + 5  # the refresh, and what is begun in the background


def test_of_many_who_ask_together_one_asks() -> None:
    async def work(bench: Bench) -> list[str]:
        return await asyncio.gather(*(bench.sources.read(SHOP) for _ in range(50)))

    bench = Bench()
    assert set(run(work(bench))) == {"first"}
    assert bench.place.asked == 1


def test_one_who_gives_up_does_not_spoil_it_for_the_others() -> None:
    async def work(bench: Bench) -> str:
        hasty, patient = (asyncio.create_task(bench.sources.read(SHOP)) for _ in range(2))
        await asyncio.sleep(0)
        hasty.cancel()
        return await patient

    assert run(work(Bench())) == "first"


def test_a_place_that_is_away_for_a_moment_is_asked_again() -> None:
    async def work(bench: Bench) -> str:
        bench.place.errors = [SecretUnavailable("away"), SecretUnavailable("away")]
        return await bench.read_at(0)

    bench = Bench()
    assert run(work(bench)) == "first"
    assert len(bench.waits) == 2


@pytest.mark.parametrize(
    ("error", "asked"),
    [(SecretUnavailable("away"), 3), (SecretRefused("no"), 1), (UnknownSecret("none"), 1)],
    ids=["away", "refused", "unknown"],
)
def test_what_cannot_be_had_is_an_error_that_is_forgotten_soon(
    error: ThaiyyalError, asked: int
) -> None:
    async def work(bench: Bench) -> None:
        bench.place.errors = [error] * asked
        for now in (0.0, 1.9):
            with pytest.raises(type(error)):
                await bench.read_at(now)
        assert bench.place.asked == asked
        assert await bench.read_at(2.0) == "first"

    run(work(Bench()))


def test_a_secret_stays_good_while_its_place_is_away_until_its_time_ends() -> None:
    async def work(bench: Bench) -> None:
        await bench.read_at(0)
        bench.place.errors = [SecretUnavailable("away")] * 20
        assert await bench.read_at(80) == "first"
        assert await bench.read_at(99) == "first"
        with pytest.raises(SecretUnavailable):
            await bench.read_at(100)

    run(work(Bench()))


def test_a_secret_that_was_deleted_is_gone_with_the_next_look() -> None:
    async def work(bench: Bench) -> None:
        await bench.read_at(0)
        bench.place.errors = [UnknownSecret("none")]
        assert await bench.read_at(80) == "first"
        with pytest.raises(UnknownSecret):
            await bench.read_at(81)

    run(work(Bench()))


def test_a_source_that_is_not_set_up_says_so() -> None:
    with pytest.raises(UnknownSecret, match="aws"):
        run(Bench().sources.read(Reference("aws", "shop")))


def test_the_end_ends_what_is_asked() -> None:
    async def work(bench: Bench) -> bool:
        asking = asyncio.create_task(bench.sources.read(SHOP))
        await asyncio.sleep(0)
        await bench.sources.aclose()
        await asyncio.gather(asking, return_exceptions=True)
        return asking.cancelled()

    bench = Bench()
    assert run(work(bench))
    assert not bench.place.is_open


def test_no_secret_is_shown_by_what_remembers_it() -> None:
    async def work(bench: Bench) -> str:
        await bench.read_at(0)
        return repr(vars(bench.sources))

    assert "first" not in run(work(Bench()))


@pytest.mark.parametrize(
    ("source", "setting"), [("vault", "secrets.vault_url"), ("aws", "secrets.aws_region")]
)
def test_a_source_that_is_not_set_up_names_the_setting(source: str, setting: str) -> None:
    sources = KeptSources({}, kept_s=100)

    with pytest.raises(UnknownSecret, match=setting):
        asyncio.run(sources.read(Reference(source, "kv/shop", "key")))
