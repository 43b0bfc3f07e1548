"""The first owner: by a link that works once, or unattended."""

from collections.abc import Iterator
from typing import Any

import pytest

from thaiyyal.features.accounts.setup import create_owner_unattended, ensure_setup_link
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Platform, platform_on

PASSWORD = "correct horse battery"


@pytest.fixture
def fresh(postgres: EmbeddedServer) -> Iterator[Platform]:
    """A platform of one test, which nobody owns."""
    with platform_on(postgres) as platform:
        yield platform


def founder(token: str | None, **other: Any) -> dict[str, Any]:
    return {
        "token": token,
        "email": "Ada@Example.com",
        "password": PASSWORD,
        "name": "Ada",
        "tenant_name": "Zoë & Söhne",
        **other,
    }


def make_link(platform: Platform) -> str:
    token = platform.run(ensure_setup_link(platform.database))
    assert token is not None
    return token


def test_the_link_makes_an_owner_of_platform_and_tenant_who_is_signed_in(fresh: Platform) -> None:
    answer = fresh.ask("POST", "/auth/setup", json=founder(make_link(fresh)))

    assert answer.status == 201
    assert answer.json["user"]["email"] == "ada@example.com"
    assert answer.json["tenant"]["slug"] == "zoe-sohne"
    assert answer.json["tenant"]["roles"] == ["owner"]
    bearer = {"authorization": f"Bearer {answer.json['access_token']}"}
    assert fresh.ask("GET", "/me/sessions", headers=bearer).status == 200


def test_the_options_tell_whether_an_owner_is_missing(fresh: Platform) -> None:
    before = fresh.ask("GET", "/auth/options").json
    fresh.ask("POST", "/auth/setup", json=founder(make_link(fresh)))
    after = fresh.ask("GET", "/auth/options").json

    assert (before["needs_setup"], after["needs_setup"]) == (True, False)
    assert after["password_rules"]["min_characters"] == 12


def test_the_link_works_once(fresh: Platform) -> None:
    token = make_link(fresh)
    fresh.ask("POST", "/auth/setup", json=founder(token))

    again = fresh.ask("POST", "/auth/setup", json=founder(token, email="eve@example.com"))

    assert (again.status, again.code) == (410, "link_invalid")
    assert fresh.run(ensure_setup_link(fresh.database)) is None


def test_a_newer_link_ends_the_older_one(fresh: Platform) -> None:
    older, newer = make_link(fresh), make_link(fresh)

    assert fresh.ask("POST", "/auth/setup", json=founder(older)).status == 410
    assert fresh.ask("POST", "/auth/setup", json=founder(newer)).status == 201


@pytest.mark.parametrize("token", ["x", "tho_" + "0" * 49, "thr_" + "0" * 49], ids=len)
def test_what_is_no_link_is_refused(fresh: Platform, token: str) -> None:
    make_link(fresh)

    assert fresh.ask("POST", "/auth/setup", json=founder(token)).status == 410


def test_a_bad_password_leaves_the_link_good(fresh: Platform) -> None:
    token = make_link(fresh)

    refused = fresh.ask("POST", "/auth/setup", json=founder(token, password="short"))

    assert (refused.status, refused.code) == (422, "password_refused")
    assert refused.json["errors"][0]["pointer"] == "/body/password"
    assert fresh.ask("POST", "/auth/setup", json=founder(token)).status == 201


@pytest.mark.parametrize("field", ["role", "is_owner", "tenant_id", "user_id", "is_platform_owner"])
def test_nothing_else_can_be_set(fresh: Platform, field: str) -> None:
    answer = fresh.ask("POST", "/auth/setup", json=founder(make_link(fresh), **{field: "x"}))

    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"] == f"/body/{field}"


def test_an_unattended_owner_is_made_once(fresh: Platform) -> None:
    async def create() -> bool:
        return await create_owner_unattended(
            fresh.database, fresh.services, email="ada@example.com", password=PASSWORD
        )

    made, again = fresh.run(create()), fresh.run(create())
    answer = fresh.ask(
        "POST", "/auth/login", json={"email": "ada@example.com", "password": PASSWORD}
    )

    assert (made, again) == (True, False)
    assert answer.json["tenant"]["roles"] == ["owner"]


def test_the_first_tenant_begins_with_three_workflows(fresh: Platform) -> None:
    signed_in = fresh.ask("POST", "/auth/setup", json=founder(make_link(fresh))).json
    headers = {"Authorization": f"Bearer {signed_in['access_token']}"}

    found = fresh.ask("GET", "/workflows", headers=headers).json["items"]

    assert len(found) == 3
    assert all(one["version"] == 1 for one in found)
    assert {one["owner"]["id"] for one in found} == {signed_in["user"]["id"]}
