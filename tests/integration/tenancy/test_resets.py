"""Who may make a link that sets somebody's password."""

import asyncio
from uuid import uuid4

import pytest

from tests.integration.tenancy.people import (
    audit_of,
    bring_in,
    make_api_key,
    make_platform_owner,
)
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.api import ask
from thaiyyal.testing.platform import Person, Platform


def reset(platform: Platform, by: Person, whom: Person) -> tuple[int, str | None]:
    answer = platform.ask("POST", f"/users/{whom.id}/password-reset", by=by)
    return answer.status, answer.code


@pytest.mark.parametrize("role", ["admin", "editor", "viewer"])
def test_an_admin_resets_members_with_no_more_rights(platform: Platform, role: str) -> None:
    owner = platform.make_tenant()
    admin, member = platform.make_member(owner, "admin"), platform.make_member(owner, role)

    answer = platform.ask("POST", f"/users/{member.id}/password-reset", by=admin)

    assert answer.status == 201
    assert answer.json["path"] == f"/reset-password#token={answer.json['token']}"
    (entry,) = audit_of(platform, owner.tenant_id, "user.password_reset_started")
    assert (entry["user_id"], entry["resource_id"]) == (admin.id, str(member.id))
    assert answer.json["token"] not in str(entry)


def test_the_link_sets_a_new_password(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "editor")
    token = platform.ask("POST", f"/users/{member.id}/password-reset", by=owner).json["token"]
    body = {"token": token, "password": "a very new password"}

    done = platform.ask("POST", "/auth/password-reset", json=body)
    sign_in = {"email": member.email, "password": "a very new password"}

    assert done.status < 300, done.body
    assert platform.ask("POST", "/auth/login", json=sign_in).status == 200


def test_an_account_that_is_used_elsewhere_is_not_reset_from_here(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    member = platform.make_member(owner, "viewer")
    bring_in(platform, member, other, "viewer")

    assert reset(platform, owner, member) == (403, "account_used_elsewhere")


def test_the_account_of_the_platforms_owner_is_not_reset_by_a_tenant(platform: Platform) -> None:
    boss = make_platform_owner(platform)
    second = platform.make_member(boss, "owner")

    assert reset(platform, second, boss) == (403, "account_used_elsewhere")


def test_nobody_resets_somebody_with_more_rights_or_themselves(platform: Platform) -> None:
    owner = platform.make_tenant()
    admin = platform.make_member(owner, "admin")

    assert reset(platform, admin, owner) == (403, "outranked")
    assert reset(platform, admin, admin) == (403, "own_password")


def test_an_api_key_resets_nobody(platform: Platform) -> None:
    owner = platform.make_tenant()
    member = platform.make_member(owner, "nobody")
    key = make_api_key(platform, owner, ["users.update"])

    answer = platform.ask("POST", f"/users/{member.id}/password-reset", headers=key)

    assert (answer.status, answer.code) == (403, "sign_in_required")


def test_users_of_other_tenants_do_not_exist(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()

    assert reset(platform, owner, other) == (404, "not_found")


def test_the_platforms_owner_resets_everybody(platform: Platform) -> None:
    boss, owner = make_platform_owner(platform), platform.make_tenant()

    answer = platform.ask("POST", f"/platform/users/{owner.id}/password-reset", by=boss)
    missing = platform.ask("POST", f"/platform/users/{uuid4()}/password-reset", by=boss)
    refused = platform.ask("POST", f"/platform/users/{boss.id}/password-reset", by=owner)

    assert (answer.status, missing.status, refused.status) == (201, 404, 403)
    entries = audit_of(platform, PLATFORM, "user.password_reset_started")
    assert str(owner.id) in {entry["resource_id"] for entry in entries}


def _take_link(platform: Platform, token: str) -> tuple[int, str | None]:
    body = {"token": token, "password": "a very new password"}
    answer = platform.ask("POST", "/auth/password-reset", json=body)
    return answer.status, answer.code


def test_a_link_ends_when_its_user_joins_another_tenant(platform: Platform) -> None:
    """Else an administrator of the first one had a key to the second."""
    owner, other = platform.make_tenant(), platform.make_tenant()
    member = platform.make_member(owner, "viewer")
    token = platform.ask("POST", f"/users/{member.id}/password-reset", by=owner).json["token"]
    body = {"email": member.email, "role": "admin"}
    invitation = platform.ask("POST", "/invitations", by=other, json=body).json["token"]

    joined = platform.ask("POST", "/auth/invitations/accept", by=member, json={"token": invitation})

    assert joined.status == 200
    assert _take_link(platform, token) == (410, "link_invalid")


def test_a_link_ends_when_its_user_gets_another_role(platform: Platform) -> None:
    """Else an administrator made a link for a member, and took over who became an owner."""
    owner = platform.make_tenant()
    admin, member = platform.make_member(owner, "admin"), platform.make_member(owner, "viewer")
    token = platform.ask("POST", f"/users/{member.id}/password-reset", by=admin).json["token"]

    changed = platform.ask("PUT", f"/users/{member.id}", by=owner, json={"roles": ["owner"]})

    assert changed.status == 200
    assert _take_link(platform, token) == (410, "link_invalid")


def test_more_resets_at_once_than_connections_are_all_answered(platform: Platform) -> None:
    owner = platform.make_tenant()
    members = [platform.make_member(owner, "viewer") for _ in range(12)]

    async def reset_all() -> list[int]:
        paths = [f"/api/v1/users/{member.id}/password-reset" for member in members]
        asked = [ask(platform.web.asgi, "POST", path, headers=owner.headers) for path in paths]
        return [answer.status for answer in await asyncio.gather(*asked)]

    assert platform.run(reset_all()) == [201] * 12
