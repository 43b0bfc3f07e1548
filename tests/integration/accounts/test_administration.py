"""Administering accounts without a server: who may be closed, what is sealed anew."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.integration.accounts.people import as_owner, entries, make_person
from thaiyyal.features.accounts.administration import resealing, service
from thaiyyal.features.accounts.administration.resealing import reseal_second_factors
from thaiyyal.features.accounts.api_keys.service import Wish, create_key_for
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.accounts.second_factor.check import open_totp_secret, seal_totp_secret
from thaiyyal.features.tenancy.rank import Escalation
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.permissions import Permission
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture
def two_owners(platform: Platform) -> Iterator[tuple[Person, Person]]:
    """The only two who own the platform."""
    before = as_owner(platform, "DELETE FROM platform_owners RETURNING user_id")
    both = make_person(platform), make_person(platform)
    for each in both:
        as_owner(platform, "INSERT INTO platform_owners (user_id) VALUES (%s)", each.id)
    yield both
    as_owner(platform, "DELETE FROM platform_owners")
    for row in before:
        as_owner(platform, "INSERT INTO platform_owners (user_id) VALUES (%s)", row["user_id"])


def test_of_two_owners_one_stays_also_when_both_are_disabled_at_once(
    platform: Platform, two_owners: tuple[Person, Person]
) -> None:
    emails = [each.email for each in two_owners]

    async def both() -> list[bool | BaseException]:
        tries = (service.disable_user(platform.database, email) for email in emails)
        return await asyncio.gather(*tries, return_exceptions=True)

    ended = platform.run(both())

    assert ended.count(True) == 1
    assert [type(each) for each in ended if each is not True] == [service.LastPlatformOwner]


def test_a_closed_account_is_told_of_once(platform: Platform) -> None:
    person = make_person(platform)
    email = person.email

    first = platform.run(service.disable_user(platform.database, email))
    again = platform.run(service.disable_user(platform.database, email))

    assert (first, again) == (True, False)
    assert len(entries(platform, "account.disabled", person.id)) == 1


def test_the_list_goes_on_after_a_page(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    people = {make_person(platform).email for _ in range(3)}
    monkeypatch.setattr(service, "PAGE", 2)

    async def listed() -> list[str]:
        return [row["email"] async for row in service.every_user(platform.database)]

    found = platform.run(listed())

    assert people <= set(found)
    assert found == sorted(set(found))


def _seal(platform: Platform, person: Person, keyring: Keyring) -> Person:
    """Give a person a second factor that this keyring has sealed."""
    sealed = seal_totp_secret(SealingKeys(keyring), "JBSWY3DPEHPK3PXP", person.id)
    statement = "UPDATE user_secrets SET totp_secret = %s WHERE user_id = %s"
    as_owner(platform, statement, sealed, person.id)
    return person


def test_what_an_older_key_sealed_is_sealed_anew_once(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [make_person(platform) for _ in range(3)]
    old = Keyring((new_key(now=utc_now()),))
    for each in people:
        _seal(platform, each, old)
    rotated = SealingKeys(old.with_key(new_key(now=utc_now())))
    monkeypatch.setattr(resealing, "PAGE", 2)
    lost = _seal(platform, make_person(platform), Keyring((new_key(now=utc_now()),)))

    resealed = platform.run(reseal_second_factors(platform.database, rotated))
    again = platform.run(reseal_second_factors(platform.database, rotated))

    newest = SealingKeys(Keyring((rotated.current().newest,)))
    for each in people:
        (row,) = as_owner(
            platform, "SELECT totp_secret FROM user_secrets WHERE user_id = %s", each.id
        )
        assert open_totp_secret(newest, row["totp_secret"], each.id) == "JBSWY3DPEHPK3PXP"
    assert (resealed.count, again.count) == (3, 0)
    assert resealed.unreadable == [lost.id]


def test_a_key_never_gets_more_than_its_member_may_do(platform: Platform) -> None:
    viewer = platform.make_member(platform.make_tenant(), "viewer")

    async def made(scopes: frozenset[Permission] | None) -> list[str]:
        async with platform.database.begin(TenantScope(viewer.tenant_id, viewer.id)) as tx:
            wish = Wish("import", scopes, timedelta(days=1))
            key = await create_key_for(tx, wish)
        found: list[str] = key.row["scopes"]
        return found

    everything = platform.run(made(None))

    assert "workflows.read" in everything
    assert "workflows.create" not in everything
    with pytest.raises(Escalation):
        platform.run(made(frozenset({Permission.WORKFLOWS_CREATE})))
