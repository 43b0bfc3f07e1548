"""People and looks behind the scenes that the tests of this folder share."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.rows import dict_row

from thaiyyal.features.tenancy import queries as tenancy
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.store.payload import unpack
from thaiyyal.testing.platform import Person, Platform


def as_owner(
    platform: Platform, statement: str, params: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """Run a statement as the schema's owner, who sees every tenant; return its rows."""
    with psycopg.connect(platform.owner_conninfo(), row_factory=dict_row) as connection:
        cursor = connection.execute(statement.encode(), params)
        return cursor.fetchall() if cursor.description else []


def make_platform_owner(platform: Platform) -> Person:
    """Make somebody who owns the platform, with a tenant of their own."""
    boss = platform.make_tenant()
    as_owner(platform, "INSERT INTO platform_owners (user_id) VALUES (%s)", [boss.id])
    return boss


def bring_in(platform: Platform, person: Person, into: Person, role: str) -> Person:
    """Make a person a member of another tenant too; return them as they act there."""

    async def join() -> None:
        async with platform.database.begin(TenantScope(into.tenant_id, person.id)) as tx:
            await tenancy.insert_member(tx, person.id)
            role_id = await tenancy.role_by_name(tx, role)
            assert role_id is not None
            await tenancy.grant_role(tx, user_id=person.id, role_id=role_id)

    platform.run(join())
    return platform.sign_in(person.id, into.tenant_id, person.email)


def make_role(platform: Platform, owner: Person, name: str, permissions: list[str]) -> str:
    """Make a custom role; return its id."""
    body = {"name": name, "permissions": permissions}
    answer = platform.ask("POST", "/roles", by=owner, json=body)
    assert answer.status == 201, answer.body
    return str(answer.json["id"])


def make_api_key(platform: Platform, person: Person, scopes: list[str]) -> dict[str, str]:
    """Make an API key of a person; return the header that carries it."""
    body = {"name": "k", "scopes": scopes, "expires_in_days": 1}
    answer = platform.ask("POST", "/api-keys", by=person, json=body)
    assert answer.status == 201, answer.body
    return {"X-API-Key": str(answer.json["key"])}


def audit_of(platform: Platform, tenant_id: Any, action: str) -> list[dict[str, Any]]:
    """Return the entries of an action in a log, oldest first, with their values read."""
    rows = as_owner(
        platform,
        "SELECT user_id, resource_id, before, after, details FROM audit_logs"
        " WHERE tenant_id = %s AND action = %s ORDER BY id",
        [tenant_id, action],
    )
    values = ("before", "after", "details")
    return [
        {**row, **{name: None if row[name] is None else unpack(row[name]) for name in values}}
        for row in rows
    ]
