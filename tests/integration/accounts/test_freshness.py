"""What changes about a person is seen by every process within a second, without a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.integration.accounts.people import (
    NEW_PASSWORD,
    PASSWORD,
    as_owner,
    make_member,
    make_person,
    sign_in,
    signed_in,
)
from thaiyyal.features.accounts.authentication import Authenticator, Presented
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.kernel.actor import Actor, Origin
from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.clock import utc_now
from thaiyyal.testing.platform import ISSUER, Person, Platform


@dataclass(slots=True)
class Process:
    """Another process of the same platform, whose clock stands still until it is told."""

    platform: Platform
    now_s: float = 0.0
    gate: Authenticator = field(init=False)

    def __post_init__(self) -> None:
        self.gate = Authenticator(
            self.platform.database,
            lambda: self.platform.keyring,
            TokenCache(issuer=ISSUER),
            utc_now,
            lambda: self.now_s,
        )

    def actor(self, **presented: str) -> Actor | None:
        """Return who a credential is for, None for nobody."""
        try:
            return self.platform.run(self.gate.authenticate(Presented(**presented), Origin()))
        except NotSignedIn:
            return None


@pytest.fixture
def process(platform: Platform) -> Process:
    return Process(platform)


def everywhere(platform: Platform, by: dict[str, str], _: Person) -> None:
    platform.ask("POST", "/auth/logout-all", headers=by)


def here(platform: Platform, by: dict[str, str], _: Person) -> None:
    platform.ask("POST", "/auth/logout", json={}, headers=by)


def disable_user(platform: Platform, _: dict[str, str], person: Person) -> None:
    as_owner(platform, "UPDATE users SET disabled_at = now() WHERE id = %s", person.id)


def change_password_elsewhere(platform: Platform, _: dict[str, str], person: Person) -> None:
    other = sign_in(platform, person, address="203.0.113.1").json["access_token"]
    answer = platform.ask(
        "PUT",
        "/me/password",
        json={"current": PASSWORD, "new": NEW_PASSWORD},
        headers={"Authorization": f"Bearer {other}"},
    )
    assert answer.status == 204


@pytest.mark.parametrize(
    "end", [here, everywhere, change_password_elsewhere, disable_user], ids=lambda end: end.__name__
)
def test_the_end_of_a_session_is_seen_within_half_a_second(
    platform: Platform, process: Process, end: Callable[[Platform, dict[str, str], Person], Any]
) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    before = process.actor(access_token=tokens.access)

    end(platform, tokens.headers, person)
    process.now_s += 0.51

    assert before is not None
    assert process.actor(access_token=tokens.access) is None


def test_an_answer_is_not_kept_longer_by_being_asked_again(
    platform: Platform, process: Process
) -> None:
    tokens = signed_in(platform, make_person(platform))
    process.actor(access_token=tokens.access)
    here(platform, tokens.headers, make_person(platform))

    process.now_s += 0.3
    process.actor(access_token=tokens.access)
    process.now_s += 0.3

    assert process.actor(access_token=tokens.access) is None


def test_another_role_is_seen_within_half_a_second(platform: Platform, process: Process) -> None:
    owner = platform.make_tenant()
    person = make_member(platform, owner, "editor")
    tokens = signed_in(platform, person)
    before = process.actor(access_token=tokens.access)

    platform.ask("PUT", f"/users/{person.id}", by=owner, json={"roles": ["viewer"]})
    process.now_s += 0.51
    after = process.actor(access_token=tokens.access)

    assert before is not None
    assert after is not None
    assert "workflows.create" in before.permissions
    assert "workflows.create" not in after.permissions


def test_a_revoked_key_is_seen_within_half_a_second(platform: Platform, process: Process) -> None:
    owner = platform.make_tenant()
    made = platform.ask("POST", "/api-keys", by=owner, json={"name": "k"}).json
    before = process.actor(api_key=made["key"])

    platform.ask("DELETE", f"/api-keys/{made['id']}", by=owner)
    process.now_s += 0.51

    assert before is not None
    assert process.actor(api_key=made["key"]) is None


def test_a_closed_tenant_is_seen_within_half_a_second(platform: Platform, process: Process) -> None:
    person = make_person(platform)
    tokens = signed_in(platform, person)
    process.actor(access_token=tokens.access)

    as_owner(platform, "UPDATE tenants SET status = 'suspended' WHERE id = %s", person.tenant_id)
    process.now_s += 0.51
    after = process.actor(access_token=tokens.access)

    assert after is not None
    assert (after.is_suspended, after.permissions) == (True, frozenset())
