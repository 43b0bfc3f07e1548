"""Stored passwords: what is the same password, what is refused, how much may wait."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import bcrypt
import pytest

from thaiyyal.features.accounts.errors import Busy
from thaiyyal.features.accounts.passwords import PasswordHasher, password_digest
from thaiyyal.kernel.errors import Kind

T = TypeVar("T")
GOOD = "violet turnip at noon"


@pytest.fixture
def hasher() -> Iterator[PasswordHasher]:
    made = PasswordHasher(cost=4)
    yield made
    made.close()


def run(work: Callable[[], Awaitable[T]]) -> T:
    async def main() -> T:
        return await work()

    return asyncio.run(main())


def same(hasher: PasswordHasher, stored: str, typed: str) -> bool:
    async def work() -> bool:
        return await hasher.verify(typed, await hasher.hash(stored))

    return run(work)


def test_a_password_is_known_again_and_another_is_not(hasher: PasswordHasher) -> None:
    assert same(hasher, GOOD, GOOD)
    assert not same(hasher, GOOD, GOOD.upper())
    assert not same(hasher, GOOD, "")


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("caf\u00e9 turnip", "cafe\u0301 turnip"), ("violet turnip", "violet\u00a0turnip")],
    ids=["composed", "no-break space"],
)
def test_the_same_keys_give_the_same_password(
    hasher: PasswordHasher, stored: str, typed: str
) -> None:
    assert same(hasher, stored, typed)


def test_look_alikes_are_other_passwords(hasher: PasswordHasher) -> None:
    assert not same(hasher, "violet turnip 1", "violet turnip \uff11")


@pytest.mark.parametrize("tail", ["x", "\x00", "\x00y"])
def test_every_character_counts_beyond_72_bytes_and_after_nul(
    hasher: PasswordHasher, tail: str
) -> None:
    assert same(hasher, "v" * 100 + tail, "v" * 100 + tail)
    assert not same(hasher, "v" * 100 + tail, "v" * 100)


def test_a_password_above_the_limit_is_never_right(hasher: PasswordHasher) -> None:
    assert same(hasher, "v" * 1024, "v" * 1024)
    assert not same(hasher, "v" * 1024, "v" * 1025)


def test_the_hash_is_bcrypt_of_the_documented_digest(hasher: PasswordHasher) -> None:
    hashed = run(lambda: hasher.hash(GOOD))

    assert hashed.startswith("$2b$04$")
    assert len(password_digest(GOOD)) == 44
    assert password_digest("") == b"6HDNRn4bTcmDwiVnKbaBUiWBeHBBktnoOZ/1VgxpWH0="
    assert bcrypt.checkpw(password_digest(GOOD), hashed.encode())


def test_two_hashes_of_one_password_differ(hasher: PasswordHasher) -> None:
    assert run(lambda: hasher.hash(GOOD)) != run(lambda: hasher.hash(GOOD))


@pytest.mark.parametrize(
    "hashed", [None, "", "x", "$2b$04$short", "$1$abc$def", "$2b$04$" + "." * 53]
)
def test_no_usable_hash_means_no(hasher: PasswordHasher, hashed: str | None) -> None:
    assert not run(lambda: hasher.verify(GOOD, hashed))


def test_an_unknown_account_costs_one_check_of_the_same_cost(
    hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    real = bcrypt.checkpw

    def watched(digest: bytes, stored: bytes) -> bool:
        seen.append(stored)
        return real(digest, stored)

    monkeypatch.setattr(bcrypt, "checkpw", watched)

    run(lambda: hasher.verify(GOOD, None))

    assert [stored[:7] for stored in seen] == [b"$2b$04$"]


def test_another_cost_asks_for_a_new_hash(hasher: PasswordHasher) -> None:
    hashed = run(lambda: hasher.hash(GOOD))
    dearer = PasswordHasher(cost=5)

    assert not hasher.needs_rehash(hashed)
    assert dearer.needs_rehash(hashed)
    assert hasher.needs_rehash("")
    assert run(lambda: dearer.verify(GOOD, hashed))
    dearer.close()


def test_what_waits_beyond_the_bound_is_refused_and_room_comes_back() -> None:
    hasher = PasswordHasher(cost=4, threads=1, waiting=1)
    gate = threading.Event()

    async def work() -> bool:
        slow = asyncio.create_task(hasher._run(gate.wait))
        waits = asyncio.create_task(hasher.hash(GOOD))
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            await hasher.hash(GOOD)
        assert refused.value.kind is Kind.UNAVAILABLE
        gate.set()
        await slow
        return await hasher.verify(GOOD, await waits)

    assert asyncio.run(work())
    hasher.close()


def test_one_who_gives_up_waiting_leaves_room() -> None:
    hasher = PasswordHasher(cost=4, threads=1, waiting=1)
    gate = threading.Event()

    async def work() -> str:
        slow = asyncio.create_task(hasher._run(gate.wait))
        waits = asyncio.create_task(hasher.hash(GOOD))
        await asyncio.sleep(0)
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        next_one = asyncio.create_task(hasher.hash(GOOD))
        await asyncio.sleep(0)
        gate.set()
        await slow
        return await next_one

    assert asyncio.run(work()).startswith("$2b$")
    hasher.close()
