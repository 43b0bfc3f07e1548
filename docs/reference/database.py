"""Writes database.md, the schema as a migrated database describes itself.

``python docs/reference/database.py`` starts a throw-away PostgreSQL, migrates it and writes the
page; with ``--check`` it only says whether the page is what the catalog gives.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from thaiyyal.testing.platform import TEMPLATE, prepare_template
from thaiyyal.testing.postgres import temporary_server

PAGE = Path(__file__).with_name("database.md")
Row = dict[str, Any]
_APP = "thaiyyal_app"
_INTRODUCTION = """\
# Database

Written by `docs/reference/database.py` from the catalog of a migrated database; change the
revisions in `src/thaiyyal/store/migrations`, not this page. How to bring a database there is in
[Migrate the database](../howto/migrate-the-database.md), how tenants are kept apart in
[Tenants](../explain/tenancy.md).

## Roles

| role | is | may |
|---|---|---|
| `thaiyyal_owner` | the owner, for migrations and backups | change the schema, see all rows |
| `thaiyyal_app` | the application | what is granted below, within row-level security |

Neither is a superuser or bypasses row-level security; the program refuses to run as a role that
does. Nothing is granted to `PUBLIC`. Partitions are granted to nobody: they are reached through
their table only.

## Tenants

Each transaction says at its start for which tenant and which user it is (`thaiyyal.tenant_id`,
`thaiyyal.user_id`); policies compare rows with them. Every table with a `tenant_id` has it first
in its keys, so that no row can refer to one of another tenant. Row-level security is enabled and
forced; where nothing is set there are no rows. The policy `owner`, which every such table has,
lets `thaiyyal_owner` see all rows and is not repeated below.

## Conventions

- Ids are UUIDs of version 7. Times are `timestamptz`, set by the database.
- Documents, inputs, outputs, errors and audit entries are JSON text in `bytea`, above 2 KiB
  compressed with zstd, except in the audit log. `jsonb` is for what the program itself writes.
- Secrets are stored as digests, or sealed. Passwords are hashed with bcrypt.
- Tables that grow without end are partitioned by month, by range of an id that has its time in it.
  Partitions of this month and two more are made ahead; there is no default partition. A month of
  executions is dropped when it is older than what every tenant wants to keep.
"""
_TABLES = """
SELECT c.oid, c.relname AS name, obj_description(c.oid) AS comment,
  pg_get_partkeydef(c.oid) AS partition_key, c.relpersistence = 'u' AS is_unlogged
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND c.relname <> 'alembic_version'
ORDER BY c.relname
"""
_COLUMNS = """
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS is_needed,
  pg_get_expr(d.adbin, d.adrelid) AS standard, col_description(a.attrelid, a.attnum) AS comment
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %(table)s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_CONSTRAINTS = """
SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
WHERE conrelid = %(table)s AND contype IN ('p', 'u', 'f', 'c')
ORDER BY array_position(ARRAY['p', 'u', 'f', 'c'], contype::text), conname
"""
_INDEXES = """
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
WHERE i.indrelid = %(table)s AND c.oid IS NULL ORDER BY 1
"""
_POLICIES = """
SELECT polname AS name, polcmd::text AS command,
  pg_get_expr(polqual, polrelid) AS condition, pg_get_expr(polwithcheck, polrelid) AS written,
  polroles::regrole[]::text[] AS roles
FROM pg_policy WHERE polrelid = %(table)s ORDER BY polname
"""
_GRANTS = """
SELECT lower(g.privilege_type) AS privilege, NULL::text[] AS columns
FROM pg_class c, aclexplode(c.relacl) g
WHERE c.oid = %(table)s AND g.grantee = %(role)s::regrole
UNION ALL
SELECT lower(g.privilege_type), array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_attribute a, aclexplode(a.attacl) g
WHERE a.attrelid = %(table)s AND g.grantee = %(role)s::regrole GROUP BY 1
ORDER BY 1
"""
_FUNCTIONS = """
SELECT p.proname AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
  pg_get_function_result(p.oid) AS result, p.prosecdef AS is_definer,
  has_function_privilege(%(role)s, p.oid, 'EXECUTE') AS is_granted,
  obj_description(p.oid) AS comment
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_COMMANDS = {"*": "all", "r": "select", "a": "insert", "w": "update", "d": "delete"}


def page(conninfo: str) -> str:
    """Return the page about the database that ``conninfo`` connects to."""
    with psycopg.connect(conninfo, row_factory=dict_row) as connection:

        def rows(statement: str, **params: object) -> list[Row]:
            return connection.execute(statement.encode(), params).fetchall()

        tables = rows(_TABLES)
        parts = [_INTRODUCTION, "## Tables\n", *_contents(tables)]
        for table in tables:
            found = {name: rows(text, table=table["oid"]) for name, text in _OF_TABLE.items()}
            grants = rows(_GRANTS, table=table["oid"], role=_APP)
            parts += ["\n".join(_table(table, {**found, "grants": grants}))]
        parts += ["\n".join(_functions(rows(_FUNCTIONS, role=_APP)))]
    return "\n".join(parts) + "\n"


_OF_TABLE = {
    "columns": _COLUMNS,
    "constraints": _CONSTRAINTS,
    "indexes": _INDEXES,
    "policies": _POLICIES,
}


def _contents(tables: Sequence[Row]) -> Iterator[str]:
    yield "| table | has |"
    yield "|---|---|"
    for table in tables:
        yield f"| [{table['name']}](#{table['name']}) | {_cell(table['comment'])} |"
    yield ""


def _table(table: Row, of: dict[str, list[Row]]) -> Iterator[str]:
    yield f"### {table['name']}\n"
    yield f"{table['comment']}\n"
    yield from _columns(of["columns"])
    yield from (f"- `{_one_line(each['definition'])}`" for each in of["constraints"])
    yield from (f"- index {_index(each['definition'])}" for each in of["indexes"])
    if table["partition_key"]:
        yield f"- partitioned by month: `{table['partition_key']}`"
    if table["is_unlogged"]:
        yield "- not logged: emptied when PostgreSQL crashes"
    yield from (_policy(each) for each in of["policies"] if each["name"] != "owner")
    if not of["policies"]:
        yield "- no row-level security: the same for everybody"
    yield f"- the application may: {_grants(of['grants'])}\n"


def _columns(columns: Sequence[Row]) -> Iterator[str]:
    yield "| column | type | default | |"
    yield "|---|---|---|---|"
    for column in columns:
        kind = column["type"].replace("timestamp with time zone", "timestamptz")
        null = "" if column["is_needed"] else " or null"
        standard = f"`{column['standard']}`" if column["standard"] else ""
        yield f"| `{column['name']}` | {kind}{null} | {standard} | {_cell(column['comment'])} |"
    yield ""


def _index(definition: str) -> str:
    """Return an index as its own name and what it is over.

    >>> _index("CREATE UNIQUE INDEX i ON public.t USING btree (a) WHERE b")
    '`i`: unique `(a) WHERE b`'
    """
    before, _, over = _one_line(definition).partition(" USING ")
    unique = "unique " if "UNIQUE" in before else ""
    return f"`{before.split()[-3]}`: {unique}`{over.removeprefix('btree ')}`"


def _policy(policy: Row) -> str:
    written = policy["written"]
    also = f", writes `{_one_line(written)}`" if written not in {None, policy["condition"]} else ""
    condition = _one_line(policy["condition"])
    return f"- policy `{policy['name']}`, {_COMMANDS[policy['command']]}: `{condition}`{also}"


def _grants(grants: Sequence[Row]) -> str:
    told = [
        each["privilege"] + (f" ({', '.join(each['columns'])})" if each["columns"] else "")
        for each in grants
    ]
    return ", ".join(told) or "nothing"


def _functions(functions: Sequence[Row]) -> Iterator[str]:
    yield "## Functions\n"
    yield "*As the owner*: runs with the rights of `thaiyyal_owner` (`SECURITY DEFINER`), with a"
    yield "fixed search path. *app*: the application may execute it.\n"
    yield "| function | returns | as the owner | app | does |"
    yield "|---|---|---|---|---|"
    for each in functions:
        name = f"`{each['name']}({each['arguments']})`"
        definer, granted = ("yes" if each[key] else "" for key in ("is_definer", "is_granted"))
        result, does = f"`{each['result']}`", _cell(each["comment"])
        yield f"| {name} | {result} | {definer} | {granted} | {does} |"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str | None) -> str:
    return _one_line(text or "").replace("|", "\\|")


def main() -> int:
    """Write the page, or compare it; 1 when it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    is_check = parser.parse_args().check
    with temporary_server() as server:
        prepare_template(server)
        text = page(server.conninfo(user="thaiyyal_owner", database=TEMPLATE))
    if not is_check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write("docs/reference/database.md is out of date: run docs/reference/database.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
