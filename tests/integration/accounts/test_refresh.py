"""Refresh: each token works once, and one that comes twice ends its session."""

import asyncio

import pytest

from tests.integration.accounts.people import (
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
from thaiyyal.testing.api import Answer, ask
from thaiyyal.testing.platform import Person, Platform


def next_tokens(platform: Platform, token: str) -> Tokens:
    answer = refresh(platform, token)
    assert answer.status == 200, answer.body
    return Tokens(answer.json["access_token"], answer.json["refresh_token"])


def session_of(platform: Platform, tokens: Tokens) -> str:
    me = platform.ask("GET", "/me", headers=tokens.headers)
    return str(me.json["session_id"])


def test_a_refresh_gives_new_tokens_of_the_same_session(platform: Platform) -> None:
    first = signed_in(platform, make_person(platform))

    second = next_tokens(platform, first.refresh)

    assert second.refresh != first.refresh
    assert session_of(platform, second) == session_of(platform, first)
    assert len(entries(platform, "session.refreshed", session_of(platform, second))) == 1


def test_a_token_that_comes_twice_ends_its_session(platform: Platform) -> None:
    first = signed_in(platform, make_person(platform))
    session = session_of(platform, first)
    second = next_tokens(platform, first.refresh)

    reused = refresh(platform, first.refresh)

    assert (reused.status, reused.code) == (401, "not_signed_in")
    assert refresh(platform, second.refresh).status == 401
    assert not is_signed_in(platform, first.access)
    assert not is_signed_in(platform, second.access)
    (entry,) = entries(platform, "session.refresh_reused", session)
    assert entry["status"] == "failure"


def test_reuse_leaves_other_sessions_alone(platform: Platform) -> None:
    person = make_person(platform)
    here, elsewhere = signed_in(platform, person), signed_in(platform, person)
    next_tokens(platform, here.refresh)

    refresh(platform, here.refresh)

    assert is_signed_in(platform, elsewhere.access)


def test_of_two_refreshes_at_once_one_wins_and_the_session_ends(platform: Platform) -> None:
    tokens = signed_in(platform, make_person(platform))

    async def one() -> Answer:
        body = {"refresh_token": tokens.refresh}
        return await ask(platform.web.asgi, "POST", "/api/v1/auth/refresh", json=body)

    async def race() -> list[Answer]:
        return await asyncio.gather(*(one() for _ in range(5)))

    answers = platform.run(race())

    assert sorted(answer.status for answer in answers) == [200, 401, 401, 401, 401]
    (won,) = [answer for answer in answers if answer.status == 200]
    assert refresh(platform, won.json["refresh_token"]).status == 401
    assert not is_signed_in(platform, won.json["access_token"])


@pytest.mark.parametrize(
    "token",
    ["x", "thr_" + "0" * 49, "thk_" + "0" * 49, "\u00e9" * 53],
    ids=["short", "sum", "kind", "letters"],
)
def test_what_is_no_token_is_refused_before_any_look_up(platform: Platform, token: str) -> None:
    answer = refresh(platform, token)

    assert (answer.status, answer.code) == (401, "token_invalid")


def test_without_a_token_one_is_not_signed_in(platform: Platform) -> None:
    bodies: list[dict[str, str] | None] = [{}, None]
    answers = [platform.ask("POST", "/auth/refresh", json=body) for body in bodies]

    assert {(answer.status, answer.code) for answer in answers} == {(401, "not_signed_in")}


def test_an_access_token_refreshes_nothing(platform: Platform) -> None:
    tokens = signed_in(platform, make_person(platform))

    answer = platform.ask("POST", "/auth/refresh", json={}, headers=tokens.headers)

    assert answer.status == 401


def test_a_disabled_user_cannot_go_on(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    as_owner(platform, "UPDATE users SET disabled_at = now() WHERE id = %s", person.id)

    answer = refresh(platform, tokens.refresh)

    assert answer.status == 401
    assert not is_signed_in(platform, tokens.access)


def test_in_a_suspended_tenant_nobody_goes_on_until_it_is_open_again(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)

    as_owner(platform, "UPDATE tenants SET status = 'suspended' WHERE id = %s", person.tenant_id)
    closed = refresh(platform, tokens.refresh)
    as_owner(platform, "UPDATE tenants SET status = 'active' WHERE id = %s", person.tenant_id)
    opened = refresh(platform, tokens.refresh)

    assert (closed.status, closed.code) == (403, "tenant_suspended")
    assert opened.status == 200


def test_who_left_the_tenant_goes_on_without_one(platform: Platform) -> None:
    owner = platform.make_tenant()
    person = make_member(platform, owner)
    tokens = signed_in(platform, person)

    as_owner(platform, "DELETE FROM members WHERE user_id = %s", person.id)
    answer = refresh(platform, tokens.refresh)

    assert (answer.status, answer.json["tenant"]) == (200, None)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sessions SET revoked_at = now() WHERE user_id = %s",
        "UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = %s",
    ],
    ids=["revoked", "expired"],
)
def test_a_session_that_has_ended_stays_ended(platform: Platform, change: str) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    as_owner(platform, change, person.id)

    assert refresh(platform, tokens.refresh).status == 401


def test_a_session_that_is_used_lasts_longer_but_not_for_ever(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    days = expiry_after(platform, person, tokens, began="20 days")
    again = signed_in(platform, person)
    at_last = expiry_after(platform, person, again, began="170 days")

    assert round(days) == 30
    assert round(at_last) == 10


def expiry_after(platform: Platform, person: Person, tokens: Tokens, *, began: str) -> float:
    """Return how many days a session has after a refresh, when it began so long ago."""
    as_owner(
        platform,
        "UPDATE sessions SET created_at = now() - %s::interval WHERE user_id = %s",
        began,
        person.id,
    )
    next_tokens(platform, tokens.refresh)
    (row,) = as_owner(
        platform,
        "SELECT extract(epoch FROM expires_at - now())::float / 86400 AS days FROM sessions"
        " WHERE user_id = %s ORDER BY last_used_at DESC LIMIT 1",
        person.id,
    )
    return float(row["days"])


@pytest.mark.parametrize("field", ["tenant_id", "session_id", "user_id"])
def test_nothing_else_can_be_set(platform: Platform, field: str) -> None:
    tokens = signed_in(platform, make_person(platform))
    body = {"refresh_token": tokens.refresh, field: "x"}

    assert platform.ask("POST", "/auth/refresh", json=body).status == 422
    assert refresh(platform, tokens.refresh).status == 200


def test_only_digests_of_tokens_are_stored(platform: Platform) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)

    rows = as_owner(platform, "SELECT * FROM refresh_tokens WHERE user_id = %s", person.id)

    assert [len(row["digest"]) for row in rows] == [32]
    assert tokens.refresh not in str(rows)


def test_a_sign_in_that_names_a_tenant_stays_there_when_refreshed(platform: Platform) -> None:
    person = make_person(platform)
    answer = sign_in(platform, person, tenant=str(person.tenant_id))

    refreshed = refresh(platform, answer.json["refresh_token"])

    assert refreshed.json["tenant"]["id"] == str(person.tenant_id)
