"""Registration: closed, by invitation, or open."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.integration.accounts.people import (
    PASSWORD,
    as_owner,
    bearer,
    make_member,
    make_person,
    sign_in,
    signed_in,
)
from thaiyyal.features.accounts.settings import AccountSettings, Registration
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform, platform_on


def invite(platform: Platform, owner: Person, email: str, role: str = "editor") -> str:
    body = {"email": email, "role": role}
    answer = platform.ask("POST", "/invitations", by=owner, json=body)
    assert answer.status == 201, answer.body
    return str(answer.json["token"])


def form(email: str, **more: Any) -> dict[str, Any]:
    return {"email": email, "password": PASSWORD, "name": "Grace", **more}


def register(platform: Platform, email: str, **more: Any) -> Answer:
    return platform.ask("POST", "/auth/register", json=form(email, **more))


def accept(platform: Platform, token: str, headers: dict[str, str]) -> Answer:
    body = {"token": token}
    return platform.ask("POST", "/auth/invitations/accept", json=body, headers=headers)


@pytest.fixture
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


def fresh(name: str, owner: Person) -> str:
    """Return an address that nobody in the module has."""
    return f"{name}-{owner.id.hex[-12:]}@example.com"


def test_without_an_invitation_nobody_gets_an_account(platform: Platform) -> None:
    answer = register(platform, "grace@example.com")
    (entry, *_) = as_owner(
        platform,
        "SELECT * FROM audit_logs WHERE action = 'user.registration_refused' ORDER BY id DESC",
    )

    assert (answer.status, answer.code) == (403, "registration_closed")
    assert (entry["tenant_id"], entry["status"]) == (PLATFORM, "failure")


def test_an_invitation_makes_a_member_with_its_role(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)

    answer = register(platform, email.upper(), invitation=invite(platform, owner, email))
    me = platform.ask("GET", "/me", headers=bearer(answer.json["access_token"])).json

    assert answer.status == 201
    assert answer.json["tenant"]["id"] == str(owner.tenant_id)
    assert answer.json["tenant"]["roles"] == ["editor"]
    assert (me["email"], me["email_verified"]) == (email, False)
    assert sign_in(platform, email).status == 200


@pytest.mark.parametrize(("by_platform", "is_vouched"), [(True, True), (False, False)])
def test_only_who_runs_the_platform_vouches_for_an_address(
    platform: Platform, owner: Person, by_platform: bool, is_vouched: bool
) -> None:
    """Whoever invites sees the link, and can register as somebody else with it."""
    if by_platform:
        as_owner(platform, "INSERT INTO platform_owners (user_id) VALUES (%s)", owner.id)
    email, guest = fresh("grace", owner), make_person(platform)

    made = register(platform, email, invitation=invite(platform, owner, email))
    accept(platform, invite(platform, owner, guest.email), signed_in(platform, guest).headers)
    found = [platform.ask("GET", "/me", headers=bearer(made.json["access_token"])).json]
    found.append(platform.ask("GET", "/me", by=guest).json)

    assert [me["email_verified"] for me in found] == [is_vouched, is_vouched]


def test_what_happened_is_in_the_tenants_log(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)
    answer = register(platform, email, invitation=invite(platform, owner, email))

    rows = as_owner(
        platform,
        "SELECT action FROM audit_logs WHERE tenant_id = %s AND user_id = %s ORDER BY id",
        owner.tenant_id,
        answer.json["user"]["id"],
    )

    actions = [row["action"] for row in rows]
    assert actions == ["user.registered", "user.joined", "session.started"]


def test_an_invitation_works_once(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)
    token = invite(platform, owner, email)
    register(platform, email, invitation=token)

    again = register(platform, email, invitation=token)

    assert (again.status, again.code) == (410, "link_invalid")


def test_of_many_at_once_one_registers(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)
    body = form(email, invitation=invite(platform, owner, email))

    async def one() -> int:
        answer = await ask(platform.web.asgi, "POST", "/api/v1/auth/register", json=body)
        return answer.status

    async def race() -> list[int]:
        return await asyncio.gather(*(one() for _ in range(4)))

    statuses = sorted(platform.run(race()))

    assert statuses[0] == 201
    assert set(statuses[1:]) <= {409, 410}
    assert len(as_owner(platform, "SELECT 1 FROM users WHERE email = %s", email)) == 1


def test_an_invitation_is_for_one_address(platform: Platform, owner: Person) -> None:
    token = invite(platform, owner, fresh("grace", owner))

    answer = register(platform, fresh("eve", owner), invitation=token)

    assert (answer.status, answer.code) == (403, "invited_somebody_else")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE invitations SET expires_at = now() WHERE tenant_id = %s",
        "UPDATE invitations SET revoked_at = now() WHERE tenant_id = %s",
        "UPDATE tenants SET status = 'suspended' WHERE id = %s",
    ],
    ids=["expired", "revoked", "suspended tenant"],
)
def test_an_invitation_that_is_not_good_any_more_is_refused(
    platform: Platform, owner: Person, change: str
) -> None:
    email = fresh("grace", owner)
    token = invite(platform, owner, email)
    as_owner(platform, change, owner.tenant_id)

    registered = register(platform, email, invitation=token)
    seen = platform.ask("POST", "/auth/invitations/preview", json={"token": token})

    assert [registered.status, seen.status] == [410, 410]


@pytest.mark.parametrize("token", ["x", "tho_" + "0" * 49, "thr_" + "0" * 49])
def test_what_is_no_invitation_is_refused(platform: Platform, token: str) -> None:
    registered = register(platform, "grace@example.com", invitation=token)
    seen = platform.ask("POST", "/auth/invitations/preview", json={"token": token})

    assert [registered.status, seen.status] == [410, 410]


def test_a_link_that_is_not_good_is_recorded(platform: Platform, owner: Person) -> None:
    body = {"token": "tho_" + "0" * 49}
    request_id = f"refused-{owner.id}"
    platform.ask("POST", "/auth/invitations/preview", json=body)

    accept(platform, body["token"], {**owner.headers, "x-request-id": request_id})
    rows = as_owner(
        platform,
        "SELECT tenant_id, request_id FROM audit_logs WHERE action = 'invitation.refused'",
    )

    assert {"tenant_id": owner.tenant_id, "request_id": request_id} in rows
    assert PLATFORM in {row["tenant_id"] for row in rows}


def test_a_preview_shows_what_one_is_invited_to(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)
    token = invite(platform, owner, email, role="viewer")

    seen = platform.ask("POST", "/auth/invitations/preview", json={"token": token}).json

    assert (seen["email"], seen["role"]) == (email, "viewer")
    assert set(seen) == {"tenant_name", "role", "email", "expires_at"}


def test_a_weak_password_leaves_the_invitation_good(platform: Platform, owner: Person) -> None:
    email = fresh("grace", owner)
    token = invite(platform, owner, email)

    weak = register(platform, email, invitation=token, password="grace is here")

    assert (weak.status, weak.code) == (422, "password_refused")
    assert register(platform, email, invitation=token).status == 201


@pytest.mark.parametrize(
    "field", ["role", "tenant_id", "role_id", "is_platform_owner", "email_verified", "id"]
)
def test_nothing_else_can_be_set(platform: Platform, owner: Person, field: str) -> None:
    email = fresh("grace", owner)
    token = invite(platform, owner, email)

    answer = register(platform, email, invitation=token, **{field: "owner"})

    assert answer.status == 422
    assert register(platform, email, invitation=token).json["tenant"]["roles"] == ["editor"]


@pytest.mark.parametrize(
    "email", ["", "no address", "nul\0@example.com", "\u0430da@example.com", "a" * 255]
)
def test_what_is_no_address_is_refused(platform: Platform, email: str) -> None:
    assert register(platform, email, invitation="x").status == 422


def test_who_has_an_account_accepts_with_it(platform: Platform, owner: Person) -> None:
    person = make_person(platform)
    token = invite(platform, owner, person.email)
    tokens = signed_in(platform, person)

    taken = register(platform, person.email, invitation=token)
    accepted = accept(platform, token, tokens.headers)
    body = {"tenant_id": str(owner.tenant_id)}
    there = platform.ask("POST", "/auth/tenant", json=body, headers=tokens.headers)

    assert (taken.status, taken.code) == (409, "email_taken")
    assert (accepted.status, accepted.json["roles"]) == (200, ["editor"])
    assert there.json["tenant"]["id"] == str(owner.tenant_id)
    assert accept(platform, token, tokens.headers).status == 410


def test_an_invitation_of_somebody_else_is_not_accepted(platform: Platform, owner: Person) -> None:
    person = make_person(platform)
    token = invite(platform, owner, fresh("grace", owner))

    answer = accept(platform, token, person.headers)

    assert (answer.status, answer.code) == (403, "invited_somebody_else")


def test_an_invitation_does_not_bring_a_disabled_member_back(
    platform: Platform, owner: Person
) -> None:
    person = make_person(platform)
    token = invite(platform, owner, person.email, role="admin")
    as_owner(
        platform,
        "INSERT INTO members (tenant_id, user_id, status) VALUES (%s, %s, 'disabled')",
        owner.tenant_id,
        person.id,
    )

    answer = accept(platform, token, person.headers)

    assert answer.status == 410
    assert (
        as_owner(
            platform,
            "SELECT 1 FROM user_roles WHERE tenant_id = %s AND user_id = %s",
            owner.tenant_id,
            person.id,
        )
        == []
    )


def test_one_who_was_removed_can_be_invited_again(platform: Platform, owner: Person) -> None:
    person = make_member(platform, owner)
    platform.ask("DELETE", f"/users/{person.id}", by=owner)
    token = invite(platform, owner, person.email, role="viewer")

    answer = accept(platform, token, signed_in(platform, person).headers)

    assert (answer.status, answer.json["roles"]) == (200, ["viewer"])


@pytest.fixture(scope="module")
def open_platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    settings = AccountSettings(registration=Registration.OPEN)
    with platform_on(postgres, accounts=settings) as platform:
        yield platform


@pytest.fixture(scope="module")
def closed_platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    settings = AccountSettings(registration=Registration.CLOSED, invitation=timedelta(hours=2))
    with platform_on(postgres, accounts=settings) as platform:
        yield platform


def test_where_registration_is_open_everybody_gets_a_tenant_of_their_own(
    open_platform: Platform,
) -> None:
    one = register(open_platform, "grace@example.com", tenant_name="Navy")
    other = register(open_platform, "ada@example.com", tenant_name="Navy")
    me = open_platform.ask("GET", "/me", headers=bearer(one.json["access_token"])).json

    assert (one.status, one.json["tenant"]["slug"]) == (201, "navy")
    assert one.json["tenant"]["roles"] == ["owner"]
    assert other.json["tenant"]["slug"].startswith("navy-")
    assert (me["email_verified"], me["is_platform_owner"]) == (False, False)


def test_an_address_is_registered_once(open_platform: Platform) -> None:
    register(open_platform, "twice@example.com")

    again = register(open_platform, "Twice@Example.com")

    assert (again.status, again.code) == (409, "email_taken")


def test_where_it_is_closed_not_even_an_invitation_helps(closed_platform: Platform) -> None:
    owner = make_person(closed_platform)
    token = invite(closed_platform, owner, "grace@example.com")

    answer = register(closed_platform, "grace@example.com", invitation=token)

    assert (answer.status, answer.code) == (403, "registration_closed")


def test_an_invitation_lasts_as_long_as_the_settings_say(closed_platform: Platform) -> None:
    owner = closed_platform.make_tenant()
    body = {"email": "late@example.com", "role": "viewer"}

    made = closed_platform.ask("POST", "/invitations", by=owner, json=body).json
    lasts = datetime.fromisoformat(made["expires_at"]) - datetime.fromisoformat(made["created_at"])

    assert abs(lasts - timedelta(hours=2)) < timedelta(seconds=5)
