"""Sign-in: who gets in, what others are told, when nobody is listened to any more."""

import asyncio
import json
from collections import Counter
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from tests.integration.accounts.people import (
    PASSWORD,
    as_owner,
    bearer,
    entries,
    make_member,
    make_person,
    sign_in,
    signed_in,
)
from thaiyyal.features.accounts.passwords import PasswordHasher
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.api import ask
from thaiyyal.testing.platform import Person, Platform

WRONG = "wrong horse battery"


def fail(platform: Platform, email: Person | str, times: int, *, net: str = "203.0.113") -> None:
    """Fail to sign in, from a new address each time."""
    for number in range(times):
        answer = sign_in(platform, email, WRONG, address=f"{net}.{number + 1}")
        assert answer.status == 401


def test_the_right_password_opens_a_session_in_the_persons_tenant(platform: Platform) -> None:
    person = make_person(platform)

    answer = sign_in(platform, person)

    assert answer.status == 200
    assert answer.json["token_type"] == "Bearer"
    assert answer.json["expires_in_s"] == 900
    assert answer.json["user"]["id"] == str(person.id)
    assert answer.json["tenant"]["id"] == str(person.tenant_id)
    assert "workflows.create" in answer.json["tenant"]["permissions"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_a_sign_in_is_recorded_with_where_it_came_from(platform: Platform) -> None:
    person = make_person(platform)

    answer = platform.ask(
        "POST",
        "/auth/login",
        json={"email": person.email, "password": PASSWORD},
        headers={"user-agent": "a browser"},
        address="203.0.113.9",
    )
    me = platform.ask("GET", "/me", headers=bearer(answer.json["access_token"])).json
    (entry,) = entries(platform, "session.started", me["session_id"])

    assert (entry["tenant_id"], entry["user_id"]) == (person.tenant_id, person.id)
    assert (str(entry["address"]), entry["user_agent"]) == ("203.0.113.9", "a browser")
    assert entry["after"] == {"email": person.email, "method": "password"}


@pytest.mark.parametrize("spelling", ["upper", "spaces"])
def test_an_address_has_one_spelling(platform: Platform, spelling: str) -> None:
    person = make_person(platform)
    typed = person.email.upper() if spelling == "upper" else f"  {person.email} "

    assert sign_in(platform, typed).status == 200


def test_answers_do_not_tell_whether_the_account_exists(platform: Platform) -> None:
    person, disabled = make_person(platform), make_person(platform)
    as_owner(platform, "UPDATE users SET disabled_at = now() WHERE id = %s", disabled.id)

    answers = [
        sign_in(platform, person, WRONG),
        sign_in(platform, "nobody@example.com"),
        sign_in(platform, "no address"),
        sign_in(platform, "nul\0@example.com"),
        sign_in(platform, platform.make_member(person, "viewer")),
        sign_in(platform, disabled),
    ]

    told = {(a.status, a.code, a.json["detail"]) for a in answers}
    assert told == {(401, "sign_in_failed", "the e-mail address or the password is wrong")}
    assert all("www-authenticate" in answer.headers for answer in answers)


def test_an_unknown_address_costs_the_same_work(platform: Platform) -> None:
    person, hasher = make_person(platform), platform.services.get(PasswordHasher)
    runs, work = [], []

    for email in (person.email, "nobody@example.com"):
        before = hasher.runs
        work.append(statements_of(platform, email))
        runs.append(hasher.runs - before)

    assert runs == [1, 1]
    assert work[0].total() > 5
    assert work[0] == work[1]


def statements_of(platform: Platform, email: str) -> Counter[str]:
    """Return which statements a refused sign-in sends; every one of them counts as slow here."""
    usual = platform.database.settings
    platform.database.settings = replace(usual, slow_statement_ms=-1.0)
    try:
        with capture_logs() as logs:
            assert sign_in(platform, email, WRONG).status == 401
    finally:
        platform.database.settings = usual
    return Counter(log["statement"] for log in logs if log["event"] == "slow_statement")


def test_a_refusal_is_recorded_in_the_persons_tenant(platform: Platform) -> None:
    person = make_person(platform)

    sign_in(platform, person, WRONG)
    (entry,) = entries(platform, "session.refused", person.id)

    assert (entry["tenant_id"], entry["status"]) == (person.tenant_id, "failure")
    assert entry["actor_kind"] == "anonymous"
    assert entry["details"] == {"because": "sign_in_failed"}


def test_a_refusal_of_an_unknown_address_is_in_the_platforms_log_without_it(
    platform: Platform,
) -> None:
    sign_in(platform, "ghost@example.com", WRONG)
    rows = as_owner(
        platform,
        "SELECT * FROM audit_logs WHERE tenant_id = %s AND resource_type = 'address'",
        PLATFORM,
    )

    assert rows
    assert not [row for row in rows if "ghost" in str(row)]


def test_after_five_failures_even_the_right_password_is_refused(platform: Platform) -> None:
    person = make_person(platform)

    fail(platform, person, 5)
    answer = sign_in(platform, person)

    assert (answer.status, answer.code) == (429, "sign_in_locked")
    assert 890 <= int(answer.headers["retry-after"]) <= 900


def test_after_four_failures_it_is_not(platform: Platform) -> None:
    person = make_person(platform)

    fail(platform, person, 4)

    assert sign_in(platform, person).status == 200


def test_an_unknown_address_is_locked_alike(platform: Platform) -> None:
    fail(platform, "unknown@example.com", 5)

    answer = sign_in(platform, "UNKNOWN@example.com")

    assert (answer.status, answer.code) == (429, "sign_in_locked")


def test_a_sign_in_forgets_the_failures_before_it(platform: Platform) -> None:
    person = make_person(platform)

    fail(platform, person, 4)
    sign_in(platform, person)
    fail(platform, person, 4, net="198.51.100")

    assert sign_in(platform, person).status == 200


def test_the_lock_ends_by_itself_and_begins_afresh(platform: Platform) -> None:
    person = make_person(platform)
    fail(platform, person, 5)

    as_owner(platform, "UPDATE sign_in_attempts SET locked_until = now() - interval '1 second'")
    fail(platform, person, 4, net="198.51.100")

    assert sign_in(platform, person).status == 200


def test_failures_long_ago_do_not_count(platform: Platform) -> None:
    person = make_person(platform)
    fail(platform, person, 4)

    as_owner(platform, "UPDATE sign_in_attempts SET last_at = now() - interval '16 minutes'")
    fail(platform, person, 4, net="198.51.100")

    assert sign_in(platform, person).status == 200


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_many_tries_at_once_are_no_more_than_five(platform: Platform, known: bool) -> None:
    email = make_person(platform).email if known else "crowd@example.com"

    async def one(number: int) -> int:
        answer = await ask(
            platform.web.asgi,
            "POST",
            "/api/v1/auth/login",
            json={"email": email, "password": WRONG},
            address=f"203.0.113.{number + 1}",
        )
        return answer.status

    async def rush() -> list[int]:
        return await asyncio.gather(*(one(number) for number in range(20)))

    assert Counter(platform.run(rush())) == {401: 5, 429: 15}


def test_no_address_that_was_typed_is_stored(platform: Platform) -> None:
    fail(platform, "secret-address@example.com", 1)

    rows = as_owner(platform, "SELECT * FROM sign_in_attempts")
    passes = as_owner(platform, "SELECT key FROM passes")

    assert rows
    assert "secret-address" not in str(rows) + str(passes)


def test_one_place_signs_in_to_one_address_five_times_a_minute(platform: Platform) -> None:
    person = make_person(platform)

    answers = [sign_in(platform, person, address="203.0.113.77") for _ in range(6)]
    elsewhere = sign_in(platform, person, address="203.0.113.78")

    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert answers[-1].code == "too_many_requests"
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert elsewhere.status == 200


def test_the_addresses_of_one_ipv6_network_are_one_place(platform: Platform) -> None:
    person = make_person(platform)

    answers = [sign_in(platform, person, address=f"2001:db8::{n}") for n in range(1, 7)]
    elsewhere = sign_in(platform, person, address="2001:db8:0:1::1")

    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert elsewhere.status == 200


def test_who_is_a_member_nowhere_signs_in_without_a_tenant(platform: Platform) -> None:
    owner = platform.make_tenant()
    person = make_member(platform, owner)
    as_owner(platform, "DELETE FROM members WHERE user_id = %s", person.id)

    answer = sign_in(platform, person)
    me = platform.ask("GET", "/me", headers=bearer(answer.json["access_token"]))

    assert (answer.status, answer.json["tenant"]) == (200, None)
    assert (me.json["tenant"], me.json["permissions"]) == (None, [])


@pytest.mark.parametrize("status", ["suspended", "deleting"])
def test_a_closed_tenant_is_passed_over(platform: Platform, status: str) -> None:
    person = make_person(platform)
    as_owner(platform, "UPDATE tenants SET status = %s WHERE id = %s", status, person.tenant_id)

    answer = sign_in(platform, person)
    wanted = sign_in(platform, person, tenant=str(person.tenant_id))

    assert (answer.status, answer.json["tenant"]) == (200, None)
    assert (wanted.status, wanted.code) == (403, "tenant_suspended")


def test_a_person_of_two_tenants_begins_in_the_one_used_last_or_the_one_named(
    platform: Platform,
) -> None:
    person, other = make_person(platform), platform.make_tenant()
    join(platform, person, other)

    first = sign_in(platform, person, tenant=str(other.tenant_id)).json["tenant"]["id"]
    then = sign_in(platform, person).json["tenant"]["id"]
    by_slug = sign_in(platform, person, tenant=slug_of(platform, person)).json["tenant"]["id"]

    assert (first, then, by_slug) == (
        str(other.tenant_id),
        str(other.tenant_id),
        str(person.tenant_id),
    )


def join(platform: Platform, person: Person, other: Person) -> None:
    """Make a person a member of somebody's tenant."""
    as_owner(
        platform,
        "INSERT INTO members (tenant_id, user_id) VALUES (%s, %s)",
        other.tenant_id,
        person.id,
    )


def slug_of(platform: Platform, person: Person) -> str:
    (row,) = as_owner(platform, "SELECT slug FROM tenants WHERE id = %s", person.tenant_id)
    return str(row["slug"])


def test_somebody_elses_tenant_is_not_there_and_no_failure_is_counted(platform: Platform) -> None:
    person, other = make_person(platform), platform.make_tenant()

    answers = [
        sign_in(platform, person, tenant=str(other.tenant_id), address=f"203.0.113.{n}")
        for n in range(6)
    ]

    assert {answer.status for answer in answers} == {404}
    assert sign_in(platform, person).status == 200


def test_a_disabled_member_signs_in_without_that_tenant(platform: Platform) -> None:
    owner = platform.make_tenant()
    person = make_member(platform, owner)
    as_owner(platform, "UPDATE members SET status = 'disabled' WHERE user_id = %s", person.id)

    answer = sign_in(platform, person)

    assert (answer.status, answer.json["tenant"]) == (200, None)


def test_a_hash_of_another_cost_is_replaced_at_sign_in(platform: Platform) -> None:
    person = make_person(platform)
    hashed = platform.run(PasswordHasher(cost=5).hash(PASSWORD))
    as_owner(
        platform, "UPDATE user_secrets SET password_hash = %s WHERE user_id = %s", hashed, person.id
    )

    signed_in(platform, person)
    (row,) = as_owner(
        platform, "SELECT password_hash FROM user_secrets WHERE user_id = %s", person.id
    )

    assert row["password_hash"].startswith("$2b$04$")
    assert sign_in(platform, person).status == 200


@pytest.mark.parametrize("field", ["tenant_id", "role", "is_platform_owner", "user_id", "owner_id"])
def test_nothing_else_can_be_set(platform: Platform, field: str) -> None:
    answer = sign_in(platform, make_person(platform), **{field: "x"})

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == f"/body/{field}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "a" * 255),
        ("email", 7),
        ("password", ""),
        ("password", "p" * 1_025),
        ("password", None),
        ("totp", ""),
        ("totp", "1" * 65),
        ("tenant", "t" * 501),
        ("tenant", "nul\0"),
        ("cookie", "perhaps"),
    ],
    ids=str,
)
def test_bad_fields_are_refused_without_repeating_them(
    platform: Platform, field: str, value: object
) -> None:
    body = b'{"email": "a@example.com", "password": "p"}'
    answer = platform.ask("POST", "/auth/login", body=patched(body, field, value), headers=JSON)

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == f"/body/{field}"
    assert "ppp" not in answer.body.decode()


JSON = {"content-type": "application/json"}


def patched(body: bytes, field: str, value: object) -> bytes:
    """Return a JSON text with one field changed; half characters stay what they are."""
    return json.dumps({**json.loads(body), field: value}).encode()
