"""Keys are rotated while others read: nothing is unreadable at any moment, cut off or not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, uuid4

import pytest

from tests.integration.secrets.keys_of_tenants import Counted, as_owner, process, ring
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.credentials.data_keys import (
    KeyringWrapper,
    KeysUnavailable,
    KeyWrapper,
    TransitWrapper,
    Wrapped,
    Wrappers,
)
from thaiyyal.features.credentials.data_keys.renewal import Renewal, Renewed
from thaiyyal.features.credentials.data_keys.rewrapping import Rewrapped, rewrap
from thaiyyal.features.credentials.sealing import SECRETS, TOKENS
from thaiyyal.kernel.ids import TenantId
from thaiyyal.secrets import VaultLink, VaultOptions
from thaiyyal.testing.openbao_server import ROOT, OpenBao
from thaiyyal.testing.platform import Platform

T = TypeVar("T")
SECRET = b'{"password":"canary-90d1"}'
PER_TENANT = 5


@dataclass(slots=True)
class Stock:
    """Some tenants with credentials, and who reads all of them."""

    platform: Platform
    tenants: list[TenantId]

    async def read_all(self, wrapper: KeyWrapper) -> None:
        """Open everything as a process that has just begun."""
        keys = process(self.platform, wrapper, settled_s=0)
        for tenant in self.tenants:
            for row in self.sealed(tenant):
                box = await keys.of(tenant)
                opened = box.open(bytes(row["sealed"]), aad=SECRETS + row["id"].bytes)
                tokens = box.open(bytes(row["tokens"]), aad=TOKENS + row["id"].bytes)
                assert (opened, tokens) == (SECRET, SECRET)

    async def while_reading(self, wrapper: KeyWrapper, work: Awaitable[T]) -> T:
        """Do something while everything is read over and over."""
        rotating = asyncio.ensure_future(work)
        while not rotating.done():
            await self.read_all(wrapper)
        await self.read_all(wrapper)
        return await rotating

    def sealed(self, tenant: TenantId) -> list[dict[str, Any]]:
        statement = "SELECT id, sealed, tokens FROM credentials WHERE tenant_id = %s"
        return as_owner(self.platform, statement, tenant)

    def key_rows(self) -> list[dict[str, Any]]:
        statement = "SELECT id, tenant_id, wrapper FROM data_keys WHERE tenant_id = ANY(%s)"
        return as_owner(self.platform, statement, self.tenants)

    def age(self) -> None:
        """Let two hours pass for the keys that are there."""
        statement = (
            "UPDATE data_keys SET created_at = created_at - interval '2 hours' "
            "WHERE tenant_id = ANY(%s)"
        )
        as_owner(self.platform, statement, self.tenants)


def _stock(platform: Platform, wrapper: KeyWrapper) -> Stock:
    stock = Stock(platform, [platform.make_tenant().tenant_id for _ in range(4)])
    for tenant in stock.tenants:
        box = platform.run(process(platform, wrapper).of(tenant))
        for number in range(PER_TENANT):
            id_ = uuid4()
            as_owner(
                platform,
                "INSERT INTO credentials (tenant_id, id, name, kind, sealed, tokens) "
                "VALUES (%s, %s, %s, 'basic', %s, %s)",
                *(tenant, id_, f"number {number}"),
                *(box.seal(SECRET, aad=purpose + id_.bytes) for purpose in (SECRETS, TOKENS)),
            )
    return stock


def _quietly(_done: int, _of: int) -> None:
    """Tell nobody."""


def _rewrap(stock: Stock, wrapper: KeyWrapper) -> Awaitable[Rewrapped]:
    return rewrap(stock.platform.database, wrapper, stock.tenants, tell=_quietly)


def _renew(stock: Stock, wrapper: KeyWrapper, **options: Any) -> Awaitable[Renewed]:
    renewal = Renewal(stock.platform.database, wrapper, **{"settled_s": 0, **options})
    return renewal.run(stock.tenants, tell=_quietly)


def test_all_is_read_while_keys_are_wrapped_anew(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    wrapper.keyring = ring(wrapper.keyring)

    found = platform.run(stock.while_reading(wrapper, _rewrap(stock, wrapper)))
    again = platform.run(_rewrap(stock, wrapper))

    newest = f"keyring:{wrapper.keyring.newest.id}"
    assert {row["wrapper"] for row in stock.key_rows()} == {newest} == {found.wrapper}
    assert (found.count, again.count, found.unreadable) == (4, 0, [])


class Failing(Counted):
    """A wrapper that goes away after it has wrapped a few."""

    left = 3

    async def wrap(self, plain: bytes, *, owner: bytes) -> Wrapped:
        """As a keyring does, a few times."""
        self.left -= 1
        if self.left < 0:
            raise KeysUnavailable("it went away")
        return await super().wrap(plain, owner=owner)


def test_wrapping_anew_that_was_cut_off_goes_on(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    wrapper.keyring = ring(wrapper.keyring)

    with pytest.raises(KeysUnavailable):
        platform.run(_rewrap(stock, Failing(wrapper.keyring)))
    platform.run(stock.read_all(wrapper))
    found = platform.run(_rewrap(stock, wrapper))

    assert found.count == 2
    assert {row["wrapper"] for row in stock.key_rows()} == {found.wrapper}


def test_all_is_read_while_keys_move_from_the_keyring_to_transit(
    platform: Platform, openbao: OpenBao
) -> None:
    keyring = KeyringWrapper(SealingKeys(ring()))
    stock = _stock(platform, keyring)
    name = f"key{uuid4().hex}"
    openbao.ask("POST", f"transit/keys/{name}")
    transit = TransitWrapper(VaultLink(VaultOptions(openbao.url, ROOT)), name)
    both = Wrappers(transit, [keyring])

    found = platform.run(stock.while_reading(both, _rewrap(stock, both)))
    platform.run(stock.read_all(Wrappers(transit)))
    back = platform.run(_rewrap(stock, Wrappers(keyring, [transit])))
    platform.run(stock.read_all(Wrappers(keyring)))
    both.close()

    assert (found.count, back.count) == (4, 4)
    assert found.wrapper == f"vault_transit:transit/{name}:v1"


def test_a_key_that_nothing_unwraps_keeps_the_others_from_nothing(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    as_owner(
        platform,
        "UPDATE data_keys SET wrapped = 'rubbish' WHERE tenant_id = %s",
        stock.tenants[1],
    )
    wrapper.keyring = ring(wrapper.keyring)

    found = platform.run(_rewrap(stock, wrapper))

    assert (found.count, found.unreadable) == (3, [stock.tenants[1]])


def test_all_is_read_while_tenants_get_new_data_keys(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    stock.age()

    found = platform.run(stock.while_reading(wrapper, _renew(stock, wrapper)))
    again = platform.run(_renew(stock, wrapper))

    assert (found.keys, found.resealed, found.unreadable) == (4, 4 * PER_TENANT, [])
    assert (again.keys, again.resealed) == (0, 0)
    for tenant in stock.tenants:
        box = platform.run(process(platform, wrapper, settled_s=0).of(tenant))
        assert len(box.keys) == 2
        assert not any(
            box.needs_resealing(bytes(sealed))
            for row in stock.sealed(tenant)
            for sealed in (row["sealed"], row["tokens"])
        )


def test_new_data_keys_that_were_cut_off_go_on(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    stock.age()

    with pytest.raises(KeysUnavailable):
        platform.run(_renew(stock, Failing(wrapper.keyring)))
    platform.run(stock.read_all(wrapper))
    found = platform.run(_renew(stock, wrapper))

    assert (found.keys, found.resealed) == (1, 4 * PER_TENANT)
    assert len(stock.key_rows()) == 8
    platform.run(stock.read_all(wrapper))


def test_it_is_waited_until_every_server_knows_a_new_key(platform: Platform) -> None:
    wrapper, waits = Counted(), list[float]()
    stock = _stock(platform, wrapper)
    stock.age()

    async def pass_time(seconds: float) -> None:
        waits.append(seconds)
        stock.age()

    found = platform.run(_renew(stock, wrapper, settled_s=90, sleep=pass_time))

    assert found.resealed == 4 * PER_TENANT
    assert len(waits) == 1
    assert 0 < waits[0] <= 90


def test_a_credential_that_is_changed_meanwhile_stays_as_it_was_changed(
    platform: Platform,
) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    stock.age()
    tenant, row = stock.tenants[0], stock.sealed(stock.tenants[0])[0]
    changed = as_changed(platform, wrapper, tenant, row["id"])

    async def change(_seconds: float) -> None:
        stock.age()
        statement = "UPDATE credentials SET sealed = %s WHERE id = %s"
        as_owner(platform, statement, changed, row["id"])

    platform.run(_renew(stock, wrapper, settled_s=90, sleep=change))

    box = platform.run(process(platform, wrapper, settled_s=0).of(tenant))
    now = next(each for each in stock.sealed(tenant) if each["id"] == row["id"])
    assert box.open(bytes(now["sealed"]), aad=SECRETS + row["id"].bytes) == b"changed"


def as_changed(platform: Platform, wrapper: KeyWrapper, tenant: TenantId, id_: UUID) -> bytes:
    """Return other secrets of a credential, sealed as a server does."""
    box = platform.run(process(platform, wrapper).of(tenant))
    return box.seal(b"changed", aad=SECRETS + id_.bytes)


def test_what_no_key_opens_is_told_and_keeps_the_others_from_nothing(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    stock.age()
    lost = stock.sealed(stock.tenants[2])[0]["id"]
    as_owner(platform, "UPDATE credentials SET sealed = 'rubbish' WHERE id = %s", lost)

    found = platform.run(_renew(stock, wrapper))

    assert found.unreadable == [lost]
    assert found.resealed == 4 * PER_TENANT - 1


def _gone_by(stock: Stock) -> Callable[[float], Awaitable[None]]:
    """Return a sleep that takes no time, and that the keys take for two hours."""

    async def pass_time(_seconds: float) -> None:
        stock.age()

    return pass_time


def _lose_key(stock: Stock, tenant: TenantId) -> None:
    statement = "UPDATE data_keys SET wrapped = 'rubbish' WHERE tenant_id = %s"
    as_owner(stock.platform, statement, tenant)


def test_a_tenant_whose_key_is_lost_keeps_the_others_from_nothing(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    lost = stock.tenants[0]
    _lose_key(stock, lost)

    found = platform.run(_renew(stock, wrapper, settled_s=90, sleep=_gone_by(stock)))

    assert (found.keys, found.young, found.locked) == (1, 3, [])
    assert set(found.unreadable) == {row["id"] for row in stock.sealed(lost)}


def test_a_lost_key_gets_its_successor_once(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    _lose_key(stock, stock.tenants[0])

    first = platform.run(_renew(stock, wrapper))
    again = platform.run(_renew(stock, wrapper))

    assert (first.keys, first.young) == (1, 3)
    assert (again.keys, again.young) == (0, 4)


def test_a_tenant_whose_key_is_lost_seals_again_with_a_new_one(platform: Platform) -> None:
    wrapper = Counted()
    stock = _stock(platform, wrapper)
    stock.age()
    _lose_key(stock, stock.tenants[0])

    found = platform.run(_renew(stock, wrapper))

    box = platform.run(process(platform, wrapper, settled_s=0).of(stock.tenants[0]))
    assert box.open(box.seal(SECRET, aad=b"x"), aad=b"x") == SECRET
    assert set(found.unreadable) == {row["id"] for row in stock.sealed(stock.tenants[0])}
    assert (found.locked, found.resealed) == ([], 3 * PER_TENANT)
