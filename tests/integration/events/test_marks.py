"""Whether anything about somebody has changed is one question for all who are asked about."""

from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest

from thaiyyal.features.accounts.authentication import Authenticator, Presented, Standing
from thaiyyal.features.accounts.token_cache import TokenCache
from thaiyyal.kernel.actor import Origin
from thaiyyal.kernel.authorize import NotSignedIn
from thaiyyal.kernel.clock import utc_now
from thaiyyal.kernel.permissions import Permission
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.store.errors import DatabaseUnavailable
from thaiyyal.testing.platform import ISSUER, Person, Platform, platform_on


@dataclass(slots=True)
class Process:
    """A process of the platform, whose clock stands still until it is told."""

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

    def standing(self, **presented: str) -> Standing:
        """Return what tells who somebody is by now."""
        given = Presented(**presented)
        actor = self.platform.run(self.gate.authenticate(given, Origin()))
        return self.gate.again(given, Origin(), actor)

    def sql(self, statement: str, *params: Any) -> None:
        """Change something, as the schema's owner."""
        with psycopg.connect(self.platform.owner_conninfo()) as connection:
            connection.execute(statement.encode(), params)


@pytest.fixture
def process(platform: Platform) -> Process:
    return Process(platform)


@pytest.fixture
def member(platform: Platform) -> Person:
    return platform.make_member(platform.make_tenant(), "editor")


def test_nobody_is_looked_up_while_nothing_changes(process: Process, member: Person) -> None:
    standing = process.standing(access_token=member.token)
    for _ in range(2):
        first = process.platform.run(standing())
        process.now_s += 0.3

    again = process.platform.run(standing())

    assert again is first


def test_a_change_is_seen_after_a_fifth_of_a_second(process: Process, member: Person) -> None:
    standing = process.standing(access_token=member.token)
    process.platform.run(standing())
    process.now_s += 0.3
    process.platform.run(standing())
    process.sql("DELETE FROM user_roles WHERE user_id = %s", member.id)

    before = process.platform.run(standing())
    process.now_s += 0.21
    after = process.platform.run(standing())

    assert Permission.EXECUTIONS_READ in before.permissions
    assert after.permissions == frozenset()


def test_whoever_was_signed_out_is_nobody(process: Process, member: Person) -> None:
    standing = process.standing(access_token=member.token)
    process.platform.run(standing())
    process.sql("UPDATE sessions SET revoked_at = now() WHERE id = %s", member.session_id)
    process.now_s += 0.21

    with pytest.raises(NotSignedIn):
        process.platform.run(standing())


def test_a_change_between_two_questions_is_not_passed_over(
    process: Process, member: Person
) -> None:
    standing = process.standing(access_token=member.token)
    process.sql("DELETE FROM user_roles WHERE user_id = %s", member.id)

    assert process.platform.run(standing()).permissions == frozenset()


def test_the_database_is_asked_once_for_everybody(postgres: EmbeddedServer) -> None:
    with platform_on(postgres) as platform:
        process, owner = Process(platform), platform.make_tenant()
        people = [platform.make_member(owner, "viewer") for _ in range(20)]
        standings = [process.standing(access_token=person.token) for person in people]
        for _ in range(2):
            for standing in standings:
                platform.run(standing())
            process.now_s += 1
        platform.run(standings[0]())
        platform.run(platform.database.close())

        found = [platform.run(standing()).user_id for standing in standings]
        process.now_s += 1
        with pytest.raises(DatabaseUnavailable):
            platform.run(standings[0]())

    assert found == [person.id for person in people]
