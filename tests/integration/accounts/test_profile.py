"""One's own account: who one is, what one is called, another password."""

import pytest

from tests.integration.accounts.people import (
    NEW_PASSWORD,
    PASSWORD,
    Tokens,
    as_owner,
    entries,
    is_signed_in,
    make_member,
    make_person,
    refresh,
    sign_in,
    signed_in,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Platform


def change(
    platform: Platform, tokens: Tokens, current: str = PASSWORD, new: str = NEW_PASSWORD
) -> Answer:
    body = {"current": current, "new": new}
    return platform.ask("PUT", "/me/password", json=body, headers=tokens.headers)


def test_one_sees_who_one_is_and_what_one_may_do(platform: Platform) -> None:
    person = make_member(platform, platform.make_tenant(), "viewer")
    tokens = signed_in(platform, person)

    me = platform.ask("GET", "/me", headers=tokens.headers).json

    assert (me["id"], me["email"]) == (str(person.id), person.email)
    assert me["tenant"]["roles"] == ["viewer"]
    assert me["permissions"] == me["tenant"]["permissions"]
    assert "workflows.read" in me["permissions"]
    assert (me["has_password"], me["has_second_factor"], me["is_platform_owner"]) == (
        True,
        False,
        False,
    )


def test_a_new_name_is_recorded_with_the_old_one(platform: Platform) -> None:
    person = make_person(platform)

    answer = platform.ask("PUT", "/me", json={"name": "Ada Lovelace"}, by=person)
    (entry,) = entries(platform, "user.renamed", person.id)

    assert (answer.status, answer.json["name"]) == (200, "Ada Lovelace")
    assert entry["after"] == {"name": "Ada Lovelace"}
    assert entry["before"]["name"].startswith("Owner of")


@pytest.mark.parametrize(
    "field", ["email", "email_verified", "is_platform_owner", "tenant_id", "role", "permissions"]
)
def test_nothing_but_the_name_can_be_changed(platform: Platform, field: str) -> None:
    person = make_person(platform)

    answer = platform.ask("PUT", "/me", json={"name": "A", field: True}, by=person)

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == f"/body/{field}"


def test_who_is_a_member_nowhere_can_still_change_the_account(platform: Platform) -> None:
    person = make_member(platform, platform.make_tenant())
    as_owner(platform, "DELETE FROM members WHERE user_id = %s", person.id)
    tokens = signed_in(platform, person)

    renamed = platform.ask("PUT", "/me", json={"name": "Nomad"}, headers=tokens.headers)

    assert renamed.status == 200
    assert change(platform, tokens).status == 204


def test_a_new_password_ends_all_other_sessions(platform: Platform) -> None:
    person = make_person(platform)
    here, elsewhere = signed_in(platform, person), signed_in(platform, person)

    answer = change(platform, here)

    assert answer.status == 204
    assert is_signed_in(platform, here.access)
    assert refresh(platform, here.refresh).status == 200
    assert not is_signed_in(platform, elsewhere.access)
    assert refresh(platform, elsewhere.refresh).status == 401
    assert sign_in(platform, person).status == 401
    assert sign_in(platform, person, NEW_PASSWORD).status == 200
    (entry,) = entries(platform, "password.changed", person.id)
    assert entry["details"] == {"sessions_ended": 2}


def test_the_current_password_is_needed(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)

    answer = change(platform, tokens, current="wrong horse battery")

    assert (answer.status, answer.code) == (422, "not_confirmed")
    assert answer.json["errors"][0]["pointer"] == "/body/current"
    assert sign_in(platform, person).status == 200
    (entry,) = entries(platform, "password.change_refused", person.id)
    assert entry["status"] == "failure"


def test_a_thief_of_a_session_cannot_try_passwords(platform: Platform) -> None:
    tokens = signed_in(platform, make_person(platform))

    for _ in range(5):
        change(platform, tokens, current="wrong horse battery")
    answer = change(platform, tokens)

    assert (answer.status, answer.code) == (429, "too_many_requests")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("tiny one", "password_too_short"),
        ("passwordpassword", "password_common"),
        ("123456789012", "password_predictable"),
        ("thaiyyal is nice", "password_personal"),
    ],
)
def test_a_weak_new_password_is_refused_with_the_reason(
    platform: Platform, new: str, code: str
) -> None:
    tokens = signed_in(platform, make_person(platform))

    answer = change(platform, tokens, new=new)

    assert (answer.status, answer.code) == (422, "password_refused")
    assert code in {error["code"] for error in answer.json["errors"]}
    assert new not in answer.body.decode()


def test_an_api_key_changes_nothing_about_the_account(platform: Platform) -> None:
    person = make_person(platform)
    key = platform.ask("POST", "/api-keys", by=person, json={"name": "k"}).json["key"]
    tried = {
        ("PUT", "/me"): {"name": "K"},
        ("PUT", "/me/password"): {"current": PASSWORD, "new": NEW_PASSWORD},
        ("GET", "/me/sessions"): None,
        ("GET", "/me/tenants"): None,
        ("DELETE", f"/me/sessions/{person.session_id}"): None,
        ("POST", "/me/totp"): None,
        ("POST", "/me/totp/confirm"): {"code": "123456"},
        ("DELETE", "/me/totp"): {"password": PASSWORD},
        ("POST", "/me/recovery-codes"): {"password": PASSWORD},
        ("POST", "/auth/logout-all"): None,
        ("POST", "/auth/tenant"): {"tenant_id": str(person.tenant_id)},
        ("POST", "/auth/invitations/accept"): {"token": "x"},
        ("POST", "/api-keys"): {"name": "another"},
    }

    answers = {
        (method, path): platform.ask(method, path, json=body, headers={"X-API-Key": key})
        for (method, path), body in tried.items()
    }

    assert {key: (a.status, a.code) for key, a in answers.items()} == dict.fromkeys(
        tried, (403, "sign_in_required")
    )
    assert platform.ask("GET", "/me", headers={"X-API-Key": key}).status == 200
