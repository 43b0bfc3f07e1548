"""A stream ends when whoever opened it may not see it any more, and says why.

The platform's clock is the real one; the streams of these tests ask all the time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.integration.events.client import Event
from tests.integration.events.conftest import QUICK, opening
from tests.integration.events.records import Recorded
from thaiyyal.features.accounts.tokens import Claims, issue_access_token
from thaiyyal.kernel.ids import new_id
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import ISSUER, Person, Platform, platform_on


@pytest.fixture(scope="module")
def platform(postgres: EmbeddedServer) -> Iterator[Platform]:
    with platform_on(postgres, streams=QUICK) as platform:
        yield platform


@dataclass(frozen=True, slots=True)
class Scene:
    """A member of a tenant who follows an execution of its owner."""

    platform: Platform
    owner: Person
    member: Person
    recorded: Recorded

    def sql(self, statement: str, *params: Any) -> None:
        """Change something, as the schema's owner."""
        with psycopg.connect(self.platform.owner_conninfo()) as connection:
            connection.execute(statement.encode(), params)


def signed_out(scene: Scene) -> None:
    scene.sql("UPDATE sessions SET revoked_at = now() WHERE id = %s", scene.member.session_id)


def switched_off(scene: Scene) -> None:
    scene.sql("UPDATE users SET disabled_at = now() WHERE id = %s", scene.member.id)


def role_taken(scene: Scene) -> None:
    scene.sql("DELETE FROM user_roles WHERE user_id = %s", scene.member.id)


def permission_taken(scene: Scene) -> None:
    statement = "DELETE FROM role_permissions WHERE tenant_id = %s AND permission = %s"
    scene.sql(statement, scene.owner.tenant_id, "executions.read")


def no_member(scene: Scene) -> None:
    scene.sql("DELETE FROM members WHERE user_id = %s", scene.member.id)


def suspended(scene: Scene) -> None:
    scene.sql("UPDATE tenants SET status = 'suspended' WHERE id = %s", scene.owner.tenant_id)


def made_private(scene: Scene) -> None:
    statement = "UPDATE workflows SET visibility = 'private' WHERE id = %s"
    scene.sql(statement, scene.recorded.workflow_id)


def purged(scene: Scene) -> None:
    scene.sql("DELETE FROM executions WHERE id = %s", scene.recorded.id)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (signed_out, "not_signed_in"),
        (switched_off, "not_signed_in"),
        (role_taken, "not_found"),
        (permission_taken, "forbidden"),
        (no_member, "not_found"),
        (suspended, "not_found"),
        (made_private, "not_found"),
        (purged, "not_found"),
    ],
)
def test_a_stream_ends_with_the_right_to_see_it(
    platform: Platform, happens: Callable[[Scene], None], reason: str
) -> None:
    owner = platform.make_tenant()
    member, recorded = platform.make_member(owner, "editor"), Recorded(platform, owner).make()
    scene = Scene(platform, owner, member, recorded)

    async def read() -> list[Event]:
        async with opening(platform)(recorded.path, member) as client:
            await client.until(1)
            happens(scene)
            return await client.to_the_end()

    last = platform.run(read())[-1]

    assert (last.name, last.id, last.data["reason"]) == ("end", None, reason)


def test_nothing_is_told_after_the_right_is_gone(platform: Platform) -> None:
    owner = platform.make_tenant()
    member, recorded = platform.make_member(owner, "editor"), Recorded(platform, owner).make()
    scene = Scene(platform, owner, member, recorded)

    async def read() -> list[Event]:
        async with opening(platform)(recorded.path, member) as client:
            await client.until(1)
            made_private(scene)
            recorded.record("outcome")
            return await client.to_the_end()

    assert [event.name for event in platform.run(read())] == ["execution", "end"]


def test_a_slow_client_is_told_nothing_that_it_may_not_see_any_more(platform: Platform) -> None:
    owner = platform.make_tenant()
    member, recorded = platform.make_member(owner, "editor"), Recorded(platform, owner).make()
    scene = Scene(platform, owner, member, recorded)
    recorded.record(*["step"] * 100, output="x" * 3_900)

    async def read() -> tuple[int, list[Event]]:
        async with opening(platform)(recorded.path, member, room=2) as client:
            taken = len(await client.until(2))
            async with opening(platform)(recorded.path, member) as quicker:
                await quicker.until(1)
                role_taken(scene)
                await quicker.to_the_end()
            await client.read_on()
            return taken, await client.to_the_end()

    taken, events = platform.run(read())

    assert 0 < taken < len(events) < 50
    assert events[-1].data["reason"] == "not_found"


def test_a_revoked_key_ends_its_streams(platform: Platform) -> None:
    owner = platform.make_tenant()
    recorded = Recorded(platform, owner).make()
    body = {"name": "follows", "scopes": ["executions.read"], "expires_in_days": 1}
    made = platform.ask("POST", "/api-keys", by=owner, json=body).json
    nobody = Person(owner.id, owner.tenant_id, owner.session_id, "", "")

    async def read() -> list[Event]:
        opened = opening(platform)(recorded.path, nobody)
        opened.headers = {"X-API-Key": made["key"]}
        async with opened as client:
            await client.until(1)
            with psycopg.connect(platform.owner_conninfo()) as connection:
                statement = "UPDATE api_keys SET revoked_at = now() WHERE id = %s"
                connection.execute(statement, [made["id"]])
            return await client.to_the_end()

    assert platform.run(read())[-1].data["reason"] == "not_signed_in"


def test_a_stream_ends_when_its_token_expires_and_another_goes_on(platform: Platform) -> None:
    owner = platform.make_tenant()
    recorded = Recorded(platform, owner).make()
    recorded.record("outcome")
    short = _expiring(platform, owner, timedelta(seconds=2))

    async def read() -> tuple[list[Event], list[Event]]:
        async with opening(platform)(recorded.path, short) as client:
            cut = await client.to_the_end()
        recorded.record("outcome")
        recorded.become("succeeded")
        async with opening(platform)(recorded.path, owner, after=cut[-2].id) as client:
            return cut, await client.to_the_end()

    cut, rest = platform.run(read())

    assert [event.name for event in cut] == ["execution", "step", "end"]
    assert cut[-1].data["reason"] == "token_expired"
    assert [event.data["seq"] for event in rest] == [None, 2, 3]


def _expiring(platform: Platform, person: Person, after: timedelta) -> Person:
    now = datetime.now(UTC)
    claims = Claims(person.id, person.tenant_id, person.session_id, new_id(), now, now + after)
    token = issue_access_token(claims, keyring=platform.keyring, issuer=ISSUER)
    return Person(person.id, person.tenant_id, person.session_id, f"{uuid4()}", token)
