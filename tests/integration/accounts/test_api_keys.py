"""API keys: shown once, never more than their maker may do, ended in time."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.integration.accounts.people import as_owner, entries
from thaiyyal.testing.api import Answer
from thaiyyal.testing.platform import Person, Platform


def make_key(platform: Platform, person: Person, **wish: Any) -> Answer:
    return platform.ask("POST", "/api-keys", by=person, json={"name": "a key", **wish})


def ask_with(platform: Platform, key: str, method: str, path: str) -> Answer:
    return platform.ask(method, path, headers={"X-API-Key": key})


def listed(platform: Platform, person: Person, query: str = "") -> list[dict[str, Any]]:
    answer = platform.ask("GET", f"/api-keys{query}", by=person)
    assert answer.status == 200, answer.body
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def test_a_key_acts_as_its_maker_in_this_tenant(platform: Platform) -> None:
    owner = platform.make_tenant()

    answer = make_key(platform, owner)
    me = ask_with(platform, answer.json["key"], "GET", "/me").json

    assert answer.status == 201
    assert answer.headers["location"] == f"/api/v1/api-keys/{answer.json['id']}"
    assert (me["id"], me["tenant"]["id"]) == (str(owner.id), str(owner.tenant_id))
    assert (me["api_key_id"], me["session_id"]) == (answer.json["id"], None)
    assert ask_with(platform, answer.json["key"], "GET", "/users").status == 200


def test_the_secret_is_shown_once_and_stored_as_a_digest(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = make_key(platform, owner).json

    (item,) = listed(platform, owner)
    (row,) = as_owner(platform, "SELECT * FROM api_keys WHERE id = %s", made["id"])

    assert "key" not in item
    assert item["hint"] == made["key"][:8]
    assert len(row["digest"]) == 32
    assert made["key"] not in str(row) + str(entries(platform, "api_key.created", made["id"]))


def test_it_lasts_ninety_days_if_nobody_says_otherwise(platform: Platform) -> None:
    owner = platform.make_tenant()
    spans = [lasts(make_key(platform, owner, **wish)) for wish in ({}, {"expires_in_days": 1})]

    assert [round(span / timedelta(days=1)) for span in spans] == [90, 1]


def lasts(answer: Answer) -> timedelta:
    created, expires = answer.json["created_at"], answer.json["expires_at"]
    return datetime.fromisoformat(expires) - datetime.fromisoformat(created)


@pytest.mark.parametrize(
    "wish",
    [
        {"expires_in_days": 0},
        {"expires_in_days": 366},
        {"expires_in_days": 1.5},
        {"expires_in_days": None},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"scopes": ["workflows.read"] * 101},
        {"name": ""},
        {"name": " "},
        {"name": "n" * 101},
        {"name": "nul\0"},
        {"user_id": "x"},
        {"tenant_id": "x"},
        {"role": "owner"},
    ],
    ids=str,
)
def test_bad_wishes_are_refused(platform: Platform, wish: dict[str, Any]) -> None:
    assert make_key(platform, platform.make_tenant(), **wish).status == 422


@pytest.mark.parametrize(
    "wish", [{"expires_in_days": 365}, {"name": "n" * 100}, {"scopes": ["workflows.read"] * 100}]
)
def test_wishes_at_the_limit_are_granted(platform: Platform, wish: dict[str, Any]) -> None:
    assert make_key(platform, platform.make_tenant(), **wish).status == 201


def test_scopes_narrow_what_a_key_may_do(platform: Platform) -> None:
    owner = platform.make_tenant()
    key = make_key(platform, owner, scopes=["users.read"]).json["key"]

    me = ask_with(platform, key, "GET", "/me").json

    assert me["permissions"] == ["users.read"]
    assert ask_with(platform, key, "GET", "/users").status == 200
    assert ask_with(platform, key, "GET", "/roles").status == 403


def test_nobody_gives_a_key_more_than_they_have(platform: Platform) -> None:
    viewer = platform.make_member(platform.make_tenant(), "viewer")

    answer = make_key(platform, viewer, scopes=["workflows.read", "workflows.delete"])

    assert (answer.status, answer.code) == (403, "escalation")
    assert listed(platform, viewer) == []


def test_a_key_loses_what_its_maker_loses(platform: Platform) -> None:
    owner = platform.make_tenant()
    person = platform.make_member(owner, "admin")
    key = make_key(platform, person).json["key"]

    platform.ask("PUT", f"/users/{person.id}", by=owner, json={"roles": ["viewer"]})

    assert "users.update" not in ask_with(platform, key, "GET", "/me").json["permissions"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE api_keys SET expires_at = now() WHERE user_id = %s",
        "UPDATE users SET disabled_at = now() WHERE id = %s",
        "UPDATE members SET status = 'disabled' WHERE user_id = %s",
        "DELETE FROM members WHERE user_id = %s",
    ],
    ids=["expired", "disabled user", "disabled member", "left the tenant"],
)
def test_a_key_that_has_ended_opens_nothing(platform: Platform, change: str) -> None:
    person = platform.make_member(platform.make_tenant(), "editor")
    key = make_key(platform, person).json["key"]

    as_owner(platform, change, person.id)

    assert ask_with(platform, key, "GET", "/me").status == 401


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = make_key(platform, owner).json

    answers = [platform.ask("DELETE", f"/api-keys/{made['id']}", by=owner) for _ in range(2)]
    (item,) = listed(platform, owner)

    assert [answer.status for answer in answers] == [204, 204]
    assert item["state"] == "revoked"
    assert ask_with(platform, made["key"], "GET", "/me").status == 401
    assert len(entries(platform, "api_key.revoked", made["id"])) == 1


def test_others_do_not_see_a_key_but_administrators_do(platform: Platform) -> None:
    owner = platform.make_tenant()
    maker, fellow = (platform.make_member(owner, "editor") for _ in range(2))
    made = make_key(platform, maker).json

    assert listed(platform, fellow) == []
    assert listed(platform, owner) == []
    assert [item["id"] for item in listed(platform, owner, "?all=true")] == [made["id"]]
    assert platform.ask("GET", "/api-keys?all=true", by=fellow).status == 403
    assert platform.ask("DELETE", f"/api-keys/{made['id']}", by=fellow).status == 404
    assert platform.ask("DELETE", f"/api-keys/{made['id']}", by=owner).status == 204


def test_keys_of_another_tenant_are_not_there(platform: Platform) -> None:
    ours, theirs = platform.make_tenant(), platform.make_tenant()
    made = make_key(platform, theirs).json

    answer = platform.ask("DELETE", f"/api-keys/{made['id']}", by=ours)

    assert answer.status == 404
    assert listed(platform, ours, "?all=true") == []
    assert ask_with(platform, made["key"], "GET", "/me").status == 200


def test_keys_are_listed_newest_first_in_pages(platform: Platform) -> None:
    owner = platform.make_tenant()
    made = [make_key(platform, owner, name=f"key {n}").json["id"] for n in range(3)]

    first = platform.ask("GET", "/api-keys?limit=2", by=owner).json
    rest = platform.ask("GET", f"/api-keys?limit=2&cursor={first['next_cursor']}", by=owner).json
    elsewhere = platform.ask("GET", f"/api-keys?all=true&cursor={first['next_cursor']}", by=owner)

    assert [item["id"] for item in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None
    assert (elsewhere.status, elsewhere.code) == (422, "bad_cursor")


def test_the_last_use_is_noted_once_a_minute(platform: Platform) -> None:
    made = make_key(platform, platform.make_tenant()).json
    uses = []
    for _ in range(2):
        ask_with(platform, made["key"], "GET", "/me")
        uses.append(last_use(platform, made["id"]))
    as_owner(
        platform,
        "UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = %s",
        made["id"],
    )
    ask_with(platform, made["key"], "GET", "/me")

    assert uses[0] is not None
    assert uses[0] == uses[1]
    assert last_use(platform, made["id"]) > uses[0]


def last_use(platform: Platform, id_: str) -> Any:
    (row,) = as_owner(platform, "SELECT last_used_at FROM api_keys WHERE id = %s", id_)
    return row["last_used_at"]


def test_nobody_has_more_than_a_hundred(platform: Platform) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO api_keys (tenant_id, id, user_id, name, hint, digest, scopes, expires_at)"
        " SELECT %s, gen_random_uuid(), %s, 'k', 'thk_', sha256(n::text::bytea || %s::text::bytea),"
        " '{}', now() + interval '1 day' FROM generate_series(1, 99) n",
        owner.tenant_id,
        owner.id,
        owner.tenant_id,
    )

    answers = [make_key(platform, owner) for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 409]
    assert answers[1].code == "too_many_api_keys"


def test_a_request_sent_twice_makes_one_key_and_shows_it_once(platform: Platform) -> None:
    owner = platform.make_tenant()
    answers = [
        platform.ask(
            "POST", "/api-keys", by=owner, json={"name": "k"}, headers={"Idempotency-Key": "once"}
        )
        for _ in range(2)
    ]

    assert [answer.status for answer in answers] == [201, 409]
    assert answers[1].code == "already_done"
    assert len(listed(platform, owner)) == 1


def test_who_acts_in_no_tenant_makes_no_key(platform: Platform) -> None:
    person = platform.make_member(platform.make_tenant(), "editor")
    as_owner(platform, "DELETE FROM members WHERE user_id = %s", person.id)

    assert make_key(platform, person).status == 403


def test_a_key_makes_no_keys(platform: Platform) -> None:
    """Else a stolen one made others, which outlive it."""
    person = platform.make_tenant()
    key = make_key(platform, person).json["key"]
    wish = {"name": "k", "scopes": ["usage.read"]}

    answer = platform.ask("POST", "/api-keys", json=wish, headers={"X-API-Key": key})

    assert (answer.status, answer.code) == (403, "sign_in_required")
