"""Data keys of tenants: made once, remembered, bound to them, never at rest in the clear."""

import asyncio

import pytest

from tests.integration.secrets.keys_of_tenants import Counted, as_owner, process
from thaiyyal.features.accounts.errors import UnreadableSecret
from thaiyyal.features.credentials.data_keys import KeysUnavailable
from thaiyyal.testing.platform import Platform

AAD = b"what for"


def test_what_one_process_seals_another_opens(platform: Platform) -> None:
    tenant, wrapper = platform.make_tenant().tenant_id, Counted()
    box = platform.run(process(platform, wrapper).of(tenant))

    other = platform.run(process(platform, wrapper).of(tenant))

    assert other.open(box.seal(b"secret", aad=AAD), aad=AAD) == b"secret"


def test_of_processes_that_begin_together_one_makes_the_key(platform: Platform) -> None:
    tenant, wrapper = platform.make_tenant().tenant_id, Counted()
    processes = [process(platform, wrapper) for _ in range(6)]

    async def together() -> set[bytes]:
        boxes = await asyncio.gather(*(each.of(tenant) for each in processes))
        return {box.keys[box.newest] for box in boxes}

    keys = platform.run(together())
    rows = as_owner(platform, "SELECT wrapped FROM data_keys WHERE tenant_id = %s", tenant)
    assert len(keys) == len(rows) == 1
    assert keys.pop() not in bytes(rows[0]["wrapped"])


def test_many_who_want_a_box_at_once_share_one_load(platform: Platform) -> None:
    tenant, wrapper = platform.make_tenant().tenant_id, Counted()
    platform.run(process(platform, wrapper).of(tenant))
    keys, before = process(platform, wrapper), wrapper.asked

    async def together() -> None:
        await asyncio.gather(*(keys.of(tenant) for _ in range(50)))

    platform.run(together())

    assert wrapper.asked == before + 1


def test_one_who_gives_up_does_not_spoil_it_for_the_others(platform: Platform) -> None:
    tenant = platform.make_tenant().tenant_id
    keys = process(platform, Counted())

    async def together() -> bool:
        hasty, patient = (asyncio.create_task(keys.of(tenant)) for _ in range(2))
        await asyncio.sleep(0)
        hasty.cancel()
        box = await patient
        return box.tenant_id == tenant

    assert platform.run(together())


def test_a_box_is_remembered_for_a_minute(platform: Platform) -> None:
    tenant, wrapper, now = platform.make_tenant().tenant_id, Counted(), [0.0]
    keys = process(platform, wrapper, monotonic=lambda: now[0])
    asked = []

    for now[0] in (0.0, 59.9, 60.0):
        platform.run(keys.of(tenant))
        asked.append(wrapper.asked)

    made, kept, again = asked
    assert (kept, again) == (made, made + 1)


def test_without_what_wraps_nothing_is_sealed_and_the_error_says_so(platform: Platform) -> None:
    tenant, wrapper, now = platform.make_tenant().tenant_id, Counted(is_away=True), [0.0]
    keys = process(platform, wrapper, monotonic=lambda: now[0])
    with pytest.raises(KeysUnavailable):
        platform.run(keys.of(tenant))
    wrapper.is_away = False
    platform.run(keys.of(tenant))
    wrapper.is_away = True

    platform.run(keys.of(tenant))
    now[0] = 60.0
    with pytest.raises(KeysUnavailable):
        platform.run(keys.of(tenant))

    wrapper.is_away = False
    assert platform.run(keys.of(tenant)).tenant_id == tenant


def test_a_key_that_was_moved_to_another_tenant_is_unreadable(platform: Platform) -> None:
    ada, bob = (platform.make_tenant().tenant_id for _ in range(2))
    wrapper = Counted()
    box = platform.run(process(platform, wrapper).of(ada))
    sealed = box.seal(b"secret", aad=AAD)

    as_owner(platform, "UPDATE data_keys SET tenant_id = %s WHERE tenant_id = %s", bob, ada)

    with pytest.raises(UnreadableSecret):
        platform.run(process(platform, wrapper).of(bob))
    others = platform.run(process(platform, wrapper).of(ada))
    with pytest.raises(UnreadableSecret):
        others.open(sealed, aad=AAD)


def test_a_new_key_opens_at_once_and_seals_when_everybody_knows_it(platform: Platform) -> None:
    tenant, wrapper = platform.make_tenant().tenant_id, Counted()
    first = platform.run(process(platform, wrapper).of(tenant))
    as_owner(
        platform,
        "INSERT INTO data_keys SELECT tenant_id, gen_random_uuid(), wrapped, wrapper, now() "
        "FROM data_keys WHERE tenant_id = %s",
        tenant,
    )

    early = platform.run(process(platform, wrapper, settled_s=3_600).of(tenant))
    late = platform.run(process(platform, wrapper, settled_s=0).of(tenant))

    assert (early.newest, len(early.keys)) == (first.newest, 2)
    assert late.newest != first.newest
    assert early.open(late.seal(b"secret", aad=AAD), aad=AAD) == b"secret"
