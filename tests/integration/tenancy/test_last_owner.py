"""A tenant always has somebody who can act as its owner, whoever changes what at the same time."""

import asyncio

import pytest

from tests.integration.tenancy.people import as_owner
from thaiyyal.features.tenancy.members.service import LastOwner, change_member, remove_member
from thaiyyal.kernel.actor import Actor, ActorKind, TenantScope
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.transaction import Transaction
from thaiyyal.testing.platform import Person, Platform

CHANGES: list[tuple[str, object]] = [
    ("PUT", {"roles": ["admin"]}),
    ("PUT", {"roles": []}),
    ("PUT", {"status": "disabled"}),
    ("DELETE", None),
]


def owners(platform: Platform, tenant_id: object) -> int:
    rows = as_owner(
        platform,
        "SELECT m.user_id FROM members m JOIN user_roles ur USING (tenant_id, user_id)"
        " JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id"
        " WHERE m.tenant_id = %s AND m.status = 'active' AND r.name = 'owner'",
        [tenant_id],
    )
    return len(rows)


@pytest.mark.parametrize(("method", "body"), CHANGES, ids=repr)
def test_the_last_owner_stays(platform: Platform, method: str, body: object) -> None:
    owner = platform.make_tenant()

    answer = platform.ask(method, f"/users/{owner.id}", by=owner, json=body)

    assert (answer.status, answer.code) == (409, "last_owner")
    assert owners(platform, owner.tenant_id) == 1


@pytest.mark.parametrize(("method", "body"), CHANGES, ids=repr)
def test_one_of_two_owners_may_go(platform: Platform, method: str, body: object) -> None:
    owner = platform.make_tenant()
    platform.make_member(owner, "owner")

    answer = platform.ask(method, f"/users/{owner.id}", by=owner, json=body)

    assert answer.status in {200, 204}
    assert owners(platform, owner.tenant_id) == 1


def test_an_owner_who_is_disabled_does_not_count(platform: Platform) -> None:
    owner = platform.make_tenant()
    second = platform.make_member(owner, "owner")
    platform.ask("PUT", f"/users/{second.id}", by=owner, json={"status": "disabled"})

    answer = platform.ask("PUT", f"/users/{owner.id}", by=owner, json={"roles": ["admin"]})

    assert (answer.status, answer.code) == (409, "last_owner")


def test_an_owner_whose_account_is_closed_does_not_count(platform: Platform) -> None:
    owner = platform.make_tenant()
    second = platform.make_member(owner, "owner")
    as_owner(platform, "UPDATE users SET disabled_at = now() WHERE id = %s", [second.id])

    answer = platform.ask("DELETE", f"/users/{owner.id}", by=owner)

    assert (answer.status, answer.code) == (409, "last_owner")


@pytest.mark.parametrize("round_", range(5))
def test_two_owners_who_demote_each_other_at_once_leave_one(
    platform: Platform, round_: int
) -> None:
    first = platform.make_tenant()
    second = platform.make_member(first, "owner")

    async def demote(by: Person, whom: Person) -> str:
        async def work(tx: Transaction) -> None:
            if round_ % 2:
                await remove_member(tx, actor_of(by), whom.id)
            else:
                await change_member(tx, actor_of(by), whom.id, roles=["viewer"], status=None)

        try:
            await platform.database.repeat(TenantScope(by.tenant_id, by.id), work)
        except LastOwner:
            return "refused"
        return "done"

    async def race() -> list[str]:
        return [*await asyncio.gather(demote(first, second), demote(second, first))]

    assert sorted(platform.run(race())) == ["done", "refused"]
    assert owners(platform, first.tenant_id) == 1


def actor_of(person: Person) -> Actor:
    return Actor(
        ActorKind.USER,
        user_id=person.id,
        tenant_id=person.tenant_id,
        permissions=frozenset(Permission),
    )
