"""The page of the database says what the catalog of a migrated database says."""

import runpy
from pathlib import Path
from typing import Any

import psycopg

from thaiyyal.store.embedded import EmbeddedServer
from thaiyyal.testing.platform import TEMPLATE

_SCRIPT = Path(__file__).parents[3] / "docs" / "reference" / "database.py"
_WITHOUT_COMMENT = """
SELECT 'table ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
  AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'alembic_version'
  AND obj_description(oid) IS NULL
UNION ALL
SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  AND obj_description(oid) IS NULL
"""


def _conninfo(server: EmbeddedServer) -> str:
    return server.conninfo(user="thaiyyal_owner", database=TEMPLATE)


def test_the_page_is_what_the_catalog_gives(postgres: EmbeddedServer) -> None:
    generate: dict[str, Any] = runpy.run_path(str(_SCRIPT))

    written = _SCRIPT.with_suffix(".md").read_text(encoding="utf-8")

    assert written == generate["page"](_conninfo(postgres)), "run docs/reference/database.py"


def test_every_table_and_function_has_a_comment(postgres: EmbeddedServer) -> None:
    with psycopg.connect(_conninfo(postgres)) as connection:
        assert connection.execute(_WITHOUT_COMMENT).fetchall() == []
