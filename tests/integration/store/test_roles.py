"""The program refuses to work as a role that row-level security does not bind."""

import asyncio

import pytest

from tests.integration.store.opening import Place
from thaiyyal.store.errors import DatabaseMisuse
from thaiyyal.store.unit_of_work import Database

ROLES = {
    "superuser": "CREATE ROLE {} LOGIN SUPERUSER",
    "bypasses row-level security": "CREATE ROLE {} LOGIN BYPASSRLS",
    "makes roles": "CREATE ROLE {} LOGIN CREATEROLE",
    "member of the owner": "CREATE ROLE {} LOGIN IN ROLE thaiyyal_owner",
    "may become the owner": "CREATE ROLE {} LOGIN NOINHERIT IN ROLE thaiyyal_owner",
    "member of a superuser": "CREATE ROLE {} LOGIN IN ROLE thaiyyal_admin",
    "owns a table": "CREATE ROLE {0} LOGIN; CREATE TABLE t_{0} (); ALTER TABLE t_{0} OWNER TO {0}",
}


async def _open(conninfo: str) -> None:
    database = Database(conninfo)
    try:
        await database.open()
    finally:
        await database.close()


@pytest.mark.parametrize("kind", ROLES)
def test_a_role_that_stands_above_the_law_is_refused(place: Place, kind: str) -> None:
    name = f"r{list(ROLES).index(kind)}"
    with place.admin() as admin:
        admin.execute(ROLES[kind].format(name))
        admin.execute(f"GRANT CONNECT ON DATABASE {place.name} TO {name}")

    with pytest.raises(DatabaseMisuse, match="thaiyyal_app"):
        asyncio.run(_open(place.server.conninfo(user=name, database=place.name)))


def test_the_owner_is_refused(place: Place) -> None:
    with pytest.raises(DatabaseMisuse):
        asyncio.run(_open(place.owner))


def test_a_superuser_in_disguise_is_refused(place: Place) -> None:
    with place.admin() as admin:
        admin.execute("CREATE ROLE disguised LOGIN SUPERUSER")
        admin.execute("ALTER ROLE disguised SET role = 'thaiyyal_app'")

    with pytest.raises(DatabaseMisuse):
        asyncio.run(_open(place.server.conninfo(user="disguised", database=place.name)))


def test_a_role_of_its_own_name_with_the_rights_of_the_application_is_taken(place: Place) -> None:
    with place.admin() as admin:
        admin.execute("CREATE ROLE another_app LOGIN IN ROLE thaiyyal_app")

    asyncio.run(_open(place.server.conninfo(user="another_app", database=place.name)))
