"""A database of each module with the schema in it, and the application's way to it."""

import psycopg
import pytest

from tests.integration.store.opening import Place
from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE
from thaiyyal.testing.postgres import fresh_database


@pytest.fixture(scope="module")
def place(postgres: EmbeddedServer) -> Place:
    place = Place(postgres, fresh_database(postgres, TEMPLATE))
    with place.admin() as admin:
        admin.execute("ALTER ROLE thaiyyal_app SET deadlock_timeout = '20ms'")
        admin.execute("CREATE TABLE things (name text PRIMARY KEY, amount integer NOT NULL)")
        admin.execute("ALTER TABLE things OWNER TO thaiyyal_owner")
        admin.execute("GRANT ALL ON things TO thaiyyal_app")
    return place


@pytest.fixture(autouse=True)
def _empty(place: Place) -> None:
    with psycopg.connect(place.owner, autocommit=True) as owner:
        owner.execute("TRUNCATE things")
        owner.execute("INSERT INTO things VALUES ('a', 0), ('b', 0)")
