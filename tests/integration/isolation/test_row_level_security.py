"""Tenants are kept apart by the database itself: raw SQL as the application's role."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege, RaiseException

from tests.integration.isolation import tables
from thaiyyal.kernel.ids import new_id
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import Person, platform_on

_ISOLATED = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass"


@dataclass(frozen=True, slots=True)
class World:
    """Two tenants with a row in every table, and how to connect."""

    ours: Person
    theirs: Person
    app: str
    owner: Connection[Any]
    tenant_tables: list[str]


@pytest.fixture(scope="module")
def world(postgres: EmbeddedServer) -> Iterator[World]:
    with platform_on(postgres) as platform:
        ours, theirs = platform.make_tenant("ours"), platform.make_tenant("theirs")
        with psycopg.connect(platform.owner_conninfo(), autocommit=True) as owner:
            for person in (ours, theirs):
                tables.fill(owner, tenant=person.tenant_id, user=person.id, id_=new_id())
            names = [row[0] for row in owner.execute(tables.TENANT_TABLES)]
            app = postgres.conninfo(user="thaiyyal_app", database=platform.database_name)
            yield World(ours, theirs, app, owner, names)


@pytest.fixture
def app(world: World) -> Iterator[Connection[Any]]:
    with psycopg.connect(world.app) as connection:
        yield connection
        connection.rollback()


def _scope(app: Connection[Any], tenant: UUID | None, user: UUID | None = None) -> None:
    app.execute(
        "SELECT set_config('thaiyyal.tenant_id', %s, true),"
        " set_config('thaiyyal.user_id', %s, true)",
        [str(tenant or ""), str(user or "")],
    )


def _column(table: str) -> str:
    return "user_id" if table in tables.USER_TABLES else "tenant_id"


def _id(person: Person, table: str) -> UUID:
    return person.id if table in tables.USER_TABLES else person.tenant_id


def _all_tables(world: World) -> list[str]:
    return [*world.tenant_tables, *tables.USER_TABLES]


def test_every_table_is_isolated_or_listed_as_a_catalogue(world: World) -> None:
    found = [
        row[0]
        for row in world.owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') AND NOT relispartition"
        )
    ]

    assert set(found) == set(_all_tables(world)) | tables.WITHOUT_POLICY


def test_row_level_security_is_enabled_and_forced(world: World) -> None:
    partitions = [row[0] for row in world.owner.execute(tables.PARTITIONS)]
    checked = [*_all_tables(world), *partitions, "tenants", "users", "passes"]

    loose = [
        name for name in checked if world.owner.execute(_ISOLATED, [name]).fetchone() != (True,)
    ]

    assert loose == []


def test_every_table_has_a_row_of_both_tenants(world: World) -> None:
    empty = [
        table
        for table in _all_tables(world)
        for person in (world.ours, world.theirs)
        if tables.count(world.owner, table, _column(table), _id(person, table)) == 0
    ]

    assert empty == []


def test_without_a_tenant_nothing_is_seen(world: World, app: Connection[Any]) -> None:
    seen = {
        table: tables.count(app, table, _column(table), _id(world.ours, table))
        for table in _all_tables(world)
        if _may(app, table, "SELECT")
    }

    assert {table: n for table, n in seen.items() if n} == {}
    assert len(seen) > 20


def test_only_the_scopes_rows_are_seen(world: World, app: Connection[Any]) -> None:
    _scope(app, world.ours.tenant_id, world.ours.id)
    wrong = []
    for table in _all_tables(world):
        if _may(app, table, "SELECT"):
            ours = tables.count(app, table, _column(table), _id(world.ours, table))
            theirs = tables.count(app, table, _column(table), _id(world.theirs, table))
            if not ours or theirs:
                wrong.append((table, ours, theirs))

    assert wrong == []


@pytest.mark.parametrize("scope", ["none", "wrong"])
def test_rows_of_others_cannot_be_changed_or_deleted(
    world: World, app: Connection[Any], scope: str
) -> None:
    touched = []
    for table in _all_tables(world):
        for verb, text in _CHANGES.items():
            with app.transaction(force_rollback=True):
                if scope == "wrong":
                    _scope(app, world.theirs.tenant_id, world.theirs.id)
                if _may(app, table, verb) and _change(app, world, table, text):
                    touched.append((table, verb))

    assert touched == []


@pytest.mark.parametrize("scope", ["none", "wrong"])
def test_rows_cannot_be_written_for_others(world: World, app: Connection[Any], scope: str) -> None:
    written = []
    for table in _all_tables(world):
        row = _one_row(world, table)
        with app.transaction(force_rollback=True):
            if scope == "wrong":
                _scope(app, world.theirs.tenant_id, world.theirs.id)
            try:
                with app.transaction():
                    _insert(app, table, row)
            except InsufficientPrivilege:
                continue
            written.append(table)

    assert written == []


def test_the_tenants_own_rows_can_be_written_again(world: World, app: Connection[Any]) -> None:
    refused = []
    leaves = [table for table in tables.ROWS if table not in _REFERENCED]
    for table in leaves:
        row = _one_row(world, table)
        with app.transaction(force_rollback=True):
            _scope(app, world.ours.tenant_id, world.ours.id)
            if not (_may(app, table, "DELETE") and _may(app, table, "INSERT")):
                continue
            app.execute(
                sql.SQL("DELETE FROM {} WHERE {} = %s").format(
                    sql.Identifier(table), sql.Identifier(_column(table))
                ),
                [_id(world.ours, table)],
            )
            try:
                with app.transaction():
                    _insert(app, table, row)
            except InsufficientPrivilege:
                refused.append(table)

    assert refused == []


def test_partitions_cannot_be_reached_by_name(world: World) -> None:
    reached = []
    with psycopg.connect(world.app, autocommit=True) as app:
        for (name,) in world.owner.execute(tables.PARTITIONS).fetchall():
            for text in ("SELECT * FROM {}", "DELETE FROM {}", "TRUNCATE {}"):
                try:
                    app.execute(sql.SQL(text).format(sql.Identifier(name)))
                except InsufficientPrivilege:
                    continue
                reached.append((name, text))

    assert reached == []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE workflows DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON workflows",
        "SET ROLE thaiyyal_owner",
        "TRUNCATE workflows CASCADE",
        "CREATE TABLE mine (x int)",
        "UPDATE audit_logs SET action = 'x'",
        "DELETE FROM audit_logs",
        "INSERT INTO audit_heads VALUES (gen_random_uuid(), 1, '', now())",
        "INSERT INTO platform_owners (user_id) VALUES (gen_random_uuid())",
        "UPDATE workflow_versions SET note = 'x'",
        "UPDATE permissions SET name = 'x'",
        "UPDATE plans SET limits = '{}'",
        "SELECT drop_partition('executions', '2020-01-01')",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_the_application_cannot_get_around_it(world: World, statement: str) -> None:
    with psycopg.connect(world.app, autocommit=True) as app, pytest.raises(InsufficientPrivilege):
        app.execute(statement)


def test_functions_of_the_owner_have_a_fixed_search_path(world: World) -> None:
    loose = world.owner.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND NOT coalesce(proconfig::text ~ 'search_path=public, (queue, )?pg_temp', false)"
    ).fetchall()

    assert loose == []


def test_functions_of_the_owner_are_for_the_roles_that_they_are_granted_to(world: World) -> None:
    everybodys = world.owner.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner)))"
        " WHERE grantee = 0)"
    ).fetchall()

    assert everybodys == []


def test_entries_of_the_audit_log_cannot_be_written_for_others(
    world: World, app: Connection[Any]
) -> None:
    _scope(app, world.theirs.tenant_id, world.theirs.id)

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute(_AUDIT_ENTRY, [world.ours.tenant_id, new_id()])


def test_the_log_of_others_cannot_be_trimmed(world: World, app: Connection[Any]) -> None:
    _scope(app, world.theirs.tenant_id, world.theirs.id)

    with pytest.raises(RaiseException, match="by its own tenant only"):
        app.execute("SELECT trim_audit(%s, now() - interval '40 days', 10)", [world.ours.tenant_id])


_AUDIT_ENTRY = """
INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status)
VALUES (%s, %s, now(), 'system', 'a', 'r', 'success')
"""
_CHANGES = {
    "UPDATE": "UPDATE {t} SET {c} = {c} WHERE {c} = %s",
    "DELETE": "DELETE FROM {t} WHERE {c} = %s",
}
_REFERENCED = {"workflows", "sessions", "executions"}


def _may(app: Connection[Any], table: str, verb: str) -> bool:
    found = app.execute("SELECT has_table_privilege(%s, %s)", [table, verb]).fetchone()
    return found == (True,)


def _change(app: Connection[Any], world: World, table: str, text: str) -> int:
    """Return how many rows of our tenant a statement touched."""
    statement = sql.SQL(text).format(t=sql.Identifier(table), c=sql.Identifier(_column(table)))
    return app.execute(statement, [_id(world.ours, table)]).rowcount


def _one_row(world: World, table: str) -> Any:
    statement = sql.SQL("SELECT to_jsonb(t)::text FROM {} t WHERE {} = %s LIMIT 1").format(
        sql.Identifier(table), sql.Identifier(_column(table))
    )
    found = world.owner.execute(statement, [_id(world.ours, table)]).fetchone()
    assert found is not None, table
    return found[0]


def _insert(app: Connection[Any], table: str, row: str) -> None:
    statement = sql.SQL("INSERT INTO {t} SELECT * FROM jsonb_populate_record(NULL::{t}, %s)")
    app.execute(statement.format(t=sql.Identifier(table)), [row])
