"""Who asks in the filled database, and for what."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from tests.integration.plans.filled import as_admin, fill
from tests.integration.plans.plans import Plans, let_be_told, watched
from thaiyyal.kernel.ids import TenantId, UserId
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Person, Platform, platform_on
from thaiyyal.web.stack import Settings

# Of the largest tenant: the workflow, and the execution, that has more of everything than others.
_FACTS: LiteralString = """
SELECT t.id AS tenant,
  (SELECT workflow_id FROM workflow_versions WHERE tenant_id = t.id
   GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS workflow,
  (SELECT execution_id FROM steps WHERE tenant_id = t.id
   GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS execution,
  (SELECT user_id FROM members WHERE tenant_id = t.id ORDER BY user_id LIMIT 1) AS editor,
  (SELECT user_id FROM members WHERE tenant_id = t.id ORDER BY user_id OFFSET 2 LIMIT 1) AS partner,
  (SELECT id FROM api_keys WHERE tenant_id = t.id ORDER BY id LIMIT 1) AS api_key
FROM tenants t ORDER BY t.id LIMIT 1
"""
_OWNER: LiteralString = """
SELECT ur.user_id FROM user_roles ur
JOIN roles r ON r.tenant_id = ur.tenant_id AND r.id = ur.role_id
WHERE r.tenant_id = (SELECT min(id::text)::uuid FROM tenants) AND r.name = 'owner'
"""


@dataclass(frozen=True, slots=True)
class World:
    """The platform over the filled database; ``names``: what stands in paths.

    The partner has no role, but 80 workflows and 20 that are shared; the guest has nothing.
    """

    platform: Platform
    plans: Plans
    people: Mapping[str, Person]
    names: Mapping[str, UUID]
    this_month: str

    def get(self, path: str, by: str) -> Any:
        """Ask for something; return the answer as a value, and keep the plans of this request."""
        self.plans.told.clear()
        answer = self.platform.ask("GET", path.format_map(self.names), by=self.people[by])
        assert answer.status == 200, answer.body
        return answer.json


@contextmanager
def filled_world(server: EmbeddedServer) -> Iterator[World]:
    """Fill a database, then yield a platform over it whose statements tell their plans."""
    with platform_on(server) as first:
        fill(first)
        let_be_told(first)
        platform = Platform(server, first.database_name, _FREE, largest_pool=1)
    platform.run(platform.database.open())
    try:
        yield _world(platform)
    finally:
        platform.close()


def _world(platform: Platform) -> World:
    with as_admin(platform) as connection:
        cursor = connection.execute(_FACTS)
        assert cursor.description is not None
        facts = dict(
            zip([c.name for c in cursor.description], _row(cursor.fetchone()), strict=True)
        )
        owner = _row(connection.execute(_OWNER).fetchone())[0]
        connection.execute("DELETE FROM user_roles WHERE user_id = %s", [facts["partner"]])
        month = _row(connection.execute('SELECT to_char(now(), \'"_y"YYYY"m"MM\')').fetchone())[0]
    tenant = TenantId(facts["tenant"])
    people = {
        "owner": platform.sign_in(UserId(owner), tenant),
        "editor": platform.sign_in(UserId(facts["editor"]), tenant),
        "partner": platform.sign_in(UserId(facts["partner"]), tenant),
    }
    people["guest"] = platform.make_member(people["owner"], "none")
    return World(platform, watched(platform), people, facts, month)


def _row(found: tuple[Any, ...] | None) -> tuple[Any, ...]:
    assert found is not None
    return found


_FREE = Settings(requests_per_minute=1_000_000, sign_ins_per_minute_address=1_000_000)
