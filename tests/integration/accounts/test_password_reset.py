"""A new password by a link that works once."""

import asyncio

import pytest

from tests.integration.accounts.people import (
    NEW_PASSWORD,
    as_owner,
    entries,
    is_signed_in,
    make_member,
    make_person,
    refresh,
    sign_in,
    signed_in,
)
from thaiyyal.features.accounts.password_reset import create_password_reset_link
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform


def make_link(platform: Platform, person: Person) -> str:
    """Make a link as the command line does, in a transaction of no tenant."""

    async def made() -> str:
        async with platform.database.begin() as tx:
            return await create_password_reset_link(tx, person.id)

    return platform.run(made())


def use(platform: Platform, token: str, password: str = NEW_PASSWORD) -> Answer:
    body = {"token": token, "password": password}
    return platform.ask("POST", "/auth/password-reset", json=body)


def test_the_link_sets_a_password_and_ends_all_sessions(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)

    answer = use(platform, make_link(platform, person))

    assert answer.status == 204
    assert not is_signed_in(platform, tokens.access)
    assert refresh(platform, tokens.refresh).status == 401
    assert sign_in(platform, person).status == 401
    assert sign_in(platform, person, NEW_PASSWORD).status == 200
    (entry,) = entries(platform, "password.reset", person.id)
    assert (entry["tenant_id"], entry["details"]) == (person.tenant_id, {"sessions_ended": 2})


def test_an_administrators_link_works(platform: Platform) -> None:
    owner = platform.make_tenant()
    person = make_member(platform, owner)

    made = platform.ask("POST", f"/users/{person.id}/password-reset", by=owner)

    assert use(platform, made.json["token"]).status == 204
    assert sign_in(platform, person, NEW_PASSWORD).status == 200


def test_it_works_for_who_never_had_a_password(platform: Platform) -> None:
    person = platform.make_tenant()

    assert use(platform, make_link(platform, person)).status == 204
    assert sign_in(platform, person, NEW_PASSWORD).status == 200


def test_it_works_once(platform: Platform) -> None:
    person = make_person(platform)
    token = make_link(platform, person)
    use(platform, token)

    again = use(platform, token, "another quiet lantern")

    assert (again.status, again.code) == (410, "link_invalid")
    assert sign_in(platform, person, NEW_PASSWORD).status == 200
    (entry,) = entries(platform, "password.reset_refused", person.id)
    assert entry["status"] == "failure"


def test_of_many_at_once_one_sets_the_password(platform: Platform) -> None:
    token = make_link(platform, make_person(platform))

    async def one(number: int) -> int:
        body = {"token": token, "password": f"{NEW_PASSWORD} {number}"}
        path = "/api/v1/auth/password-reset"
        return (await ask(platform.web.asgi, "POST", path, json=body)).status

    async def race() -> list[int]:
        return await asyncio.gather(*(one(number) for number in range(4)))

    assert sorted(platform.run(race())) == [204, 410, 410, 410]


def test_it_lifts_a_lock_of_the_address(platform: Platform) -> None:
    person = make_person(platform)
    for number in range(5):
        sign_in(platform, person, "wrong horse battery", address=f"203.0.113.{number}")

    use(platform, make_link(platform, person))

    assert sign_in(platform, person, NEW_PASSWORD).status == 200


def test_a_newer_link_ends_the_older_one(platform: Platform) -> None:
    person = make_person(platform)
    older, newer = make_link(platform, person), make_link(platform, person)

    assert [use(platform, older).status, use(platform, newer).status] == [410, 204]


def test_a_changed_password_ends_links(platform: Platform) -> None:
    person = make_person(platform)
    tokens, token = signed_in(platform, person), make_link(platform, person)

    body = {"current": "correct horse battery", "new": NEW_PASSWORD}
    platform.ask("PUT", "/me/password", json=body, headers=tokens.headers)

    assert use(platform, token).status == 410


def test_a_weak_password_leaves_the_link_good(platform: Platform) -> None:
    person = make_person(platform)
    token = make_link(platform, person)

    weak = [use(platform, token, each) for each in ("short", f"{person.email} is me")]

    assert {(answer.status, answer.code) for answer in weak} == {(422, "password_refused")}
    assert use(platform, token).status == 204


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE one_time_links SET expires_at = now() WHERE user_id = %s",
        "UPDATE users SET disabled_at = now() WHERE id = %s",
    ],
    ids=["expired", "disabled user"],
)
def test_a_link_that_is_not_good_any_more_is_refused(platform: Platform, change: str) -> None:
    person = make_person(platform)
    token = make_link(platform, person)

    as_owner(platform, change, person.id)

    assert use(platform, token).status == 410


@pytest.mark.parametrize("token", ["x", "tho_" + "0" * 49, "thr_" + "0" * 49])
def test_what_is_no_link_is_refused(platform: Platform, token: str) -> None:
    assert use(platform, token).status == 410


def test_a_link_of_another_kind_sets_no_password(platform: Platform) -> None:
    owner = platform.make_tenant()
    body = {"email": "new@example.com", "role": "viewer"}
    invitation = platform.ask("POST", "/invitations", by=owner, json=body).json["token"]

    assert use(platform, invitation).status == 410


@pytest.mark.parametrize("field", ["user_id", "email", "tenant_id"])
def test_nothing_else_can_be_set(platform: Platform, field: str) -> None:
    token = make_link(platform, make_person(platform))
    body = {"token": token, "password": NEW_PASSWORD, field: "x"}

    assert platform.ask("POST", "/auth/password-reset", json=body).status == 422


def test_only_its_digest_is_stored(platform: Platform) -> None:
    token = make_link(platform, make_person(platform))

    assert token not in str(as_owner(platform, "SELECT * FROM one_time_links"))
