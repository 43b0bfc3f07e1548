"""Invitations into a tenant: made, listed, revoked, accepted once, by whom they are for."""

import asyncio
from typing import Any

import pytest

from tests.integration.tenancy.people import as_owner, audit_of
from thaiyyal.features.accounts.errors import BadLink
from thaiyyal.features.accounts.invitations import (
    InvitedSomebodyElse,
    accept_invitation,
    find_invitation,
)
from thaiyyal.kernel.actor import SYSTEM, TenantScope
from thaiyyal.testing.platform import Person, Platform


def invite(platform: Platform, by: Person, email: str, role: str = "viewer") -> Any:
    answer = platform.ask("POST", "/invitations", by=by, json={"email": email, "role": role})
    assert answer.status == 201, answer.body
    return answer.json


def states(platform: Platform, by: Person) -> list[str]:
    items = platform.ask("GET", "/invitations", by=by).json["items"]
    return [item["state"] for item in items]


async def accept(platform: Platform, token: str, person: Person, email: str) -> None:
    """Accept an invitation as a signed-in person whose address is ``email``."""
    async with platform.database.begin() as tx:
        found = await find_invitation(tx, token)
    async with platform.database.begin(TenantScope(found.tenant_id, person.id)) as tx:
        await accept_invitation(tx, SYSTEM, found.id, user_id=person.id, email=email)


def test_the_token_is_shown_once_and_only_its_digest_is_stored(platform: Platform) -> None:
    owner = platform.make_tenant()

    made = invite(platform, owner, "New@Example.COM")
    listed = platform.ask("GET", "/invitations", by=owner)
    got = platform.ask("GET", f"/invitations/{made['id']}", by=owner)

    assert made["email"] == "new@example.com"
    assert made["path"].endswith(f"#token={made['token']}")
    for answer in (listed, got):
        assert made["token"] not in answer.body.decode()
        assert "token" not in (answer.json.get("items") or [answer.json])[0]
    (row,) = as_owner(platform, "SELECT * FROM invitations WHERE id = %s", [made["id"]])
    assert made["token"] not in str(row)
    (entry,) = audit_of(platform, owner.tenant_id, "invitation.created")
    assert made["token"] not in str(entry)


def test_whoever_accepts_becomes_a_member_with_the_role(platform: Platform) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, guest.email, "editor")

    platform.run(accept(platform, made["token"], guest, guest.email))

    user = platform.ask("GET", f"/users/{guest.id}", by=owner).json
    assert [role["name"] for role in user["roles"]] == ["editor"]
    assert states(platform, owner) == ["accepted"]
    (entry,) = audit_of(platform, owner.tenant_id, "user.joined")
    assert entry["details"] == {"invitation_id": made["id"]}


def test_an_invitation_works_once_even_when_two_come_at_once(platform: Platform) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, guest.email)

    async def race() -> list[None | BaseException]:
        tries = [accept(platform, made["token"], guest, guest.email) for _ in range(3)]
        return [*await asyncio.gather(*tries, return_exceptions=True)]

    results = platform.run(race())

    assert results.count(None) == 1
    assert sum(isinstance(result, BadLink) for result in results) == 2


def test_an_invitation_is_for_one_address(platform: Platform) -> None:
    owner, thief = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, "somebody@else.example")

    with pytest.raises(InvitedSomebodyElse):
        platform.run(accept(platform, made["token"], thief, thief.email))

    assert platform.ask("GET", f"/users/{thief.id}", by=owner).status == 404
    assert states(platform, owner) == ["open"]


def test_a_new_invitation_ends_the_older_one(platform: Platform) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    old = invite(platform, owner, guest.email)
    new = invite(platform, owner, guest.email)

    with pytest.raises(BadLink):
        platform.run(accept(platform, old["token"], guest, guest.email))

    assert states(platform, owner) == ["open", "revoked"]
    platform.run(accept(platform, new["token"], guest, guest.email))


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE invitations SET expires_at = now() WHERE tenant_id = %s",
        "UPDATE invitations SET revoked_at = now() WHERE tenant_id = %s",
        "UPDATE tenants SET status = 'suspended' WHERE id = %s",
    ],
    ids=["expired", "revoked", "tenant suspended"],
)
def test_what_has_ended_lets_nobody_in(platform: Platform, ending: str) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, guest.email)
    as_owner(platform, ending, [owner.tenant_id])

    with pytest.raises(BadLink):
        platform.run(accept(platform, made["token"], guest, guest.email))


def test_revoking_is_recorded_once_and_can_be_repeated(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = invite(platform, owner, "x@y.example")

    for _ in range(2):
        assert platform.ask("DELETE", f"/invitations/{made['id']}", by=owner).status == 204

    assert states(platform, owner) == ["revoked"]
    assert len(audit_of(platform, owner.tenant_id, "invitation.revoked")) == 1


def test_an_accepted_invitation_cannot_be_revoked(platform: Platform) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, guest.email)
    platform.run(accept(platform, made["token"], guest, guest.email))

    answer = platform.ask("DELETE", f"/invitations/{made['id']}", by=owner)

    assert (answer.status, answer.code) == (409, "invitation_accepted")


def test_members_are_not_invited(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "viewer")
    body = {"email": member.email.upper(), "role": "admin"}

    answer = platform.ask("POST", "/invitations", by=owner, json=body)

    assert (answer.status, answer.code) == (409, "already_member")


def test_open_invitations_count_as_users(platform: Platform) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'users', 3)",
        [owner.tenant_id],
    )
    first = invite(platform, owner, "a@x.example")
    invite(platform, owner, "b@x.example")
    body = {"email": "c@x.example", "role": "viewer"}

    full = platform.ask("POST", "/invitations", by=owner, json=body)
    again = invite(platform, owner, "b@x.example")
    platform.ask("DELETE", f"/invitations/{first['id']}", by=owner)
    room = platform.ask("POST", "/invitations", by=owner, json=body)

    assert (full.status, full.code, full.json["metric"]) == (429, "quota_exceeded", "users")
    assert again["state"] == "open"
    assert room.status == 201


def test_nobody_comes_into_a_full_tenant(platform: Platform) -> None:
    owner, guest = platform.make_tenant(), platform.make_tenant()
    made = invite(platform, owner, guest.email)
    as_owner(
        platform,
        "INSERT INTO quotas (tenant_id, metric, amount) VALUES (%s, 'users', 1)",
        [owner.tenant_id],
    )
    body = {"token": made["token"]}

    answer = platform.ask("POST", "/auth/invitations/accept", by=guest, json=body)

    assert (answer.status, answer.code) == (429, "quota_exceeded")
    assert states(platform, owner) == ["open"]


def test_a_repeated_request_shows_the_token_no_second_time(platform: Platform) -> None:
    owner = platform.make_tenant()
    body, key = {"email": "once@x.example", "role": "viewer"}, {"Idempotency-Key": "k"}

    first = platform.ask("POST", "/invitations", by=owner, json=body, headers=key)
    second = platform.ask("POST", "/invitations", by=owner, json=body, headers=key)

    assert (first.status, second.status, second.code) == (201, 409, "already_done")
    assert len(states(platform, owner)) == 1


def test_invitations_are_listed_by_state_in_pages(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = [invite(platform, owner, f"p{n}@x.example")["id"] for n in range(3)]
    platform.ask("DELETE", f"/invitations/{made[0]}", by=owner)

    first = platform.ask("GET", "/invitations?state=open&limit=1", by=owner).json
    path = f"/invitations?state=open&limit=1&cursor={first['next_cursor']}"
    second = platform.ask("GET", path, by=owner).json

    assert [item["id"] for item in first["items"] + second["items"]] == [made[2], made[1]]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"email": "no address", "role": "viewer"}, "email_invalid"),
        ({"email": "\u0430dmin@example.com", "role": "viewer"}, "email_invalid"),
        ({"email": "a@x.example", "role": "nobody"}, "role_unknown"),
        ({"email": "a@x.example", "role": ["viewer"]}, "invalid_request"),
        ({"email": "a" * 255, "role": "viewer"}, "invalid_request"),
        ({"email": "a@x.example"}, "invalid_request"),
        ({"email": "a@x.example", "role": "viewer", "tenant_id": "t"}, "invalid_request"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_bad_invitations_are_refused(platform: Platform, body: object, code: str) -> None:
    owner = platform.make_tenant()

    answer = platform.ask("POST", "/invitations", by=owner, json=body)

    assert (answer.status, answer.code) == (422, code)


@pytest.mark.parametrize(
    ("method", "body"),
    [("PUT", {"roles": ["viewer"]}), ("PUT", {"status": "disabled"}), ("DELETE", None)],
    ids=["demoted", "disabled", "removed"],
)
def test_invitations_end_with_the_rights_of_who_made_them(
    platform: Platform, method: str, body: object
) -> None:
    owner = platform.make_tenant()
    admin = platform.make_member(owner, "admin")
    invite(platform, admin, f"by-admin-{admin.id}@example.com", "admin")
    invite(platform, owner, f"by-owner-{admin.id}@example.com")

    answer = platform.ask(method, f"/users/{admin.id}", by=owner, json=body)

    assert answer.status in {200, 204}
    assert states(platform, owner) == ["open", "revoked"]
    (entry,) = audit_of(platform, owner.tenant_id, "invitation.revoked")
    assert entry["details"] == {"invited_by": str(admin.id), "ended": 1}


def test_invitations_stay_when_who_made_them_gets_more_rights(platform: Platform) -> None:
    owner = platform.make_tenant()
    admin = platform.make_member(owner, "admin")
    invite(platform, admin, f"by-admin-{admin.id}@example.com")

    answer = platform.ask("PUT", f"/users/{admin.id}", by=owner, json={"roles": ["admin", "owner"]})

    assert answer.status == 200
    assert states(platform, owner) == ["open"]
