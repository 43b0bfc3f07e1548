"""Signing out, everywhere and elsewhere; going on in another tenant."""

import pytest

from tests.integration.accounts.people import (
    Tokens,
    as_owner,
    bearer,
    entries,
    is_signed_in,
    make_person,
    refresh,
    signed_in,
)
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform


def sign_out(platform: Platform, *, by: Tokens | None = None, token: str | None = None) -> Answer:
    headers = by.headers if by else None
    body = {"refresh_token": token} if token else {}
    return platform.ask("POST", "/auth/logout", json=body, headers=headers)


@pytest.mark.parametrize("by", ["access token", "refresh token", "used refresh token"])
def test_signing_out_ends_the_session(platform: Platform, by: str) -> None:
    tokens = signed_in(platform, make_person(platform))
    session = platform.ask("GET", "/me", headers=tokens.headers).json["session_id"]
    last = tokens.refresh
    if by == "used refresh token":
        last = refresh(platform, tokens.refresh).json["refresh_token"]

    if by == "access token":
        answer = sign_out(platform, by=tokens)
    else:
        answer = sign_out(platform, token=tokens.refresh)

    assert answer.status == 204
    assert not is_signed_in(platform, tokens.access)
    assert refresh(platform, last).status == 401
    assert len(entries(platform, "session.ended", session)) == 1


def test_signing_out_twice_is_no_error(platform: Platform) -> None:
    tokens = signed_in(platform, make_person(platform))

    answers = [sign_out(platform, by=tokens).status for _ in range(2)]

    assert answers == [204, 204]


@pytest.mark.parametrize("token", [None, "x", "thr_" + "0" * 49])
def test_nobody_cannot_sign_out(platform: Platform, token: str | None) -> None:
    answers = [sign_out(platform, token=token), sign_out(platform, by=Tokens("a.b.c", ""))]

    assert {answer.status for answer in answers} == {401}


def test_signing_out_leaves_other_sessions_alone(platform: Platform) -> None:
    person = make_person(platform)
    here, elsewhere = signed_in(platform, person), signed_in(platform, person)

    sign_out(platform, by=here)

    assert is_signed_in(platform, elsewhere.access)


def test_signing_out_everywhere_ends_all_sessions_of_the_person(platform: Platform) -> None:
    person, other = make_person(platform), make_person(platform)
    here, elsewhere = signed_in(platform, person), signed_in(platform, person)
    theirs = signed_in(platform, other)

    answer = platform.ask("POST", "/auth/logout-all", headers=here.headers)

    assert answer.json["ended"] == 3  # with the one that the test platform made
    assert not is_signed_in(platform, here.access)
    assert refresh(platform, elsewhere.refresh).status == 401
    assert is_signed_in(platform, theirs.access)
    (entry,) = entries(platform, "session.all_ended", person.id)
    assert entry["details"] == {"ended": 3}


def test_sessions_are_listed_newest_first_in_pages(platform: Platform) -> None:
    person = make_person(platform)
    signed_in(platform, person)
    here = signed_in(platform, person)

    first = platform.ask("GET", "/me/sessions?limit=2", headers=here.headers).json
    cursor = first["next_cursor"]
    rest = platform.ask("GET", f"/me/sessions?limit=2&cursor={cursor}", headers=here.headers).json

    assert [item["is_current"] for item in first["items"]] == [True, False]
    assert [item["id"] for item in rest["items"]] == [str(person.session_id)]
    assert rest["next_cursor"] is None
    assert first["items"][0]["address"] == "127.0.0.1"


def test_a_session_can_be_ended_from_another_one(platform: Platform) -> None:
    person = make_person(platform)
    here, lost = signed_in(platform, person), signed_in(platform, person)
    id_ = platform.ask("GET", "/me", headers=lost.headers).json["session_id"]

    answers = [
        platform.ask("DELETE", f"/me/sessions/{id_}", headers=here.headers).status for _ in range(2)
    ]

    assert answers == [204, 404]
    assert not is_signed_in(platform, lost.access)
    assert is_signed_in(platform, here.access)


def test_an_access_token_ends_with_its_session(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    session_id = platform.ask("GET", "/me", headers=tokens.headers).json["session_id"]

    as_owner(platform, "UPDATE sessions SET expires_at = now() WHERE id = %s", session_id)

    assert not is_signed_in(platform, tokens.access)


def test_sessions_of_others_are_not_there(platform: Platform) -> None:
    person, other = make_person(platform), make_person(platform)
    tokens = signed_in(platform, person)

    answer = platform.ask("DELETE", f"/me/sessions/{other.session_id}", headers=tokens.headers)
    listed = platform.ask("GET", "/me/sessions", headers=tokens.headers).json["items"]

    assert answer.status == 404
    assert str(other.session_id) not in {item["id"] for item in listed}
    assert is_signed_in(platform, other.token)


def test_going_on_in_another_tenant_changes_what_one_may_do(platform: Platform) -> None:
    person, other = make_person(platform), platform.make_tenant()
    join(platform, person, other)
    tokens = signed_in(platform, person, tenant=str(person.tenant_id))

    answer = switch(platform, tokens, other)
    me = platform.ask("GET", "/me", headers=bearer(answer.json["access_token"])).json
    refreshed = refresh(platform, tokens.refresh).json

    assert answer.json["refresh_token"] is None
    assert (me["tenant"]["id"], me["permissions"]) == (str(other.tenant_id), [])
    assert refreshed["tenant"]["id"] == str(other.tenant_id)
    (entry,) = entries(platform, "session.tenant_switched", me["session_id"])
    assert entry["tenant_id"] == other.tenant_id


def test_one_goes_on_only_where_one_is_a_member(platform: Platform) -> None:
    person, other = make_person(platform), platform.make_tenant()
    tokens = signed_in(platform, person)

    stranger = switch(platform, tokens, other)
    join(platform, person, other)
    as_owner(platform, "UPDATE members SET status = 'disabled' WHERE user_id = %s", person.id)
    disabled = switch(platform, tokens, other)
    as_owner(platform, "UPDATE members SET status = 'active' WHERE user_id = %s", person.id)
    as_owner(platform, "UPDATE tenants SET status = 'suspended' WHERE id = %s", other.tenant_id)
    closed = switch(platform, tokens, other)

    assert [stranger.status, disabled.status] == [404, 404]
    assert (closed.status, closed.code) == (403, "tenant_suspended")


def test_own_tenants_are_listed_by_name_in_pages(platform: Platform) -> None:
    person = make_person(platform)
    for slug in ("zz-last", "a-first"):
        join(platform, person, platform.make_tenant(slug))
    tokens = signed_in(platform, person, tenant=str(person.tenant_id))

    first = platform.ask("GET", "/me/tenants?limit=2", headers=tokens.headers).json
    cursor = first["next_cursor"]
    rest = platform.ask("GET", f"/me/tenants?limit=2&cursor={cursor}", headers=tokens.headers).json

    names = [item["name"] for item in first["items"] + rest["items"]]
    assert (names[0], names[2]) == ("a-first", "zz-last")
    assert [item["is_current"] for item in first["items"]] == [False, True]


def join(platform: Platform, person: Person, other: Person) -> None:
    """Make a person a member, without a role, of somebody's tenant."""
    as_owner(
        platform,
        "INSERT INTO members (tenant_id, user_id) VALUES (%s, %s)",
        other.tenant_id,
        person.id,
    )


def switch(platform: Platform, tokens: Tokens, to: Person) -> Answer:
    body = {"tenant_id": str(to.tenant_id)}
    return platform.ask("POST", "/auth/tenant", json=body, headers=tokens.headers)
