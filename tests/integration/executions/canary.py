"""A secret that must be seen nowhere: a service that gives it back, and a search of everything."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson
import psycopg
from psycopg import sql

from tests.integration.executions.making import Json, as_owner, node
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.store.payload import unpack_json
from thaiyyal.testing.local_server import Answer, Received, json_answer
from thaiyyal.testing.platform import Person, Platform

CANARY = 'c4n4ry/"+é-9f8e7d6c'
TOKEN = "t0k3n-c4n4ry/9f8e7d6c=="


def echo(request: Received) -> Answer:
    """Answer with what proves who asks, in every spelling."""
    sent = request.headers.get("authorization", "")
    value = {
        "plain": sent,
        "base64": base64.b64encode(sent.encode()).decode(),
        "base64_url": base64.urlsafe_b64encode(f"x{sent}".encode()).decode(),
        "percent": quote(sent, safe=""),
        "json": json.dumps({"sent": sent}),
        sent: [sent.removeprefix("Bearer ")],
    }
    if request.path == "/large":
        value["large"] = "x" * 3_998 + sent + "y" * 200_000
    if request.path == "/fail":
        return json_answer(value, status=500)
    if request.path == "/raw":
        return Answer(200, b"0" * 70_000 + sent.encode(), (("Content-Type", "text/plain"),))
    return json_answer(value)


def credential(platform: Platform, by: Person, secret: str = TOKEN) -> Json:
    """Make a bearer token for services of this machine and all workflows."""
    body = {
        "name": "shop",
        "kind": "bearer",
        "fields": {"token": secret},
        "hosts": ["127.0.0.1"],
        "is_for_all_workflows": True,
    }
    answer = platform.ask("POST", "/credentials", by=by, json=body)
    assert answer.status == 201, answer.body
    made: Json = answer.json
    return made


def asking(id_: str, url: str, **more: Any) -> Json:
    """Return a node that asks a service with the credential."""
    return node(id_, "http", url=url, credential="shop", **more)


def found_in_database(platform: Platform, *secrets: str) -> list[str]:
    """Return where in the whole database a secret stands, as table and column."""
    values = SecretValues(secrets)
    found = set()
    with psycopg.connect(platform.owner_conninfo()) as connection:
        for schema, table in connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall():
            cursor = connection.execute(
                sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, table))
            )
            names = [column.name for column in cursor.description or ()]
            for row in cursor:
                found |= {
                    f"{table}.{name}"
                    for name, held in zip(names, row, strict=True)
                    if held is not None and any(map(values.is_in, _texts(held)))
                }
    return sorted(found)


def seen_through_api(platform: Platform, by: Person, execution: Json, *secrets: str) -> list[str]:
    """Return which routes about an execution show a secret."""
    at = f"/executions/{execution['id']}"
    seqs = [step["seq"] for step in _items(platform, by, f"{at}/steps?limit=200")]
    paths = [
        at,
        f"{at}/steps?limit=200",
        f"{at}/logs",
        f"/workflows/{execution['workflow_id']}{at}/events",
        "/executions?limit=200",
        "/approvals?limit=200",
        "/audit-logs?limit=200",
        "/tenant/export",
        *[f"{at}/steps/{seq}/output" for seq in seqs],
    ]
    values = SecretValues(secrets)
    answers = {path: platform.ask("GET", path, by=by) for path in paths}
    assert {answer.status for answer in answers.values()} == {200}, answers
    return [path for path, answer in answers.items() if values.is_in(answer.body)]


def sealed_places(platform: Platform, execution: Json) -> list[str]:
    """Return what is sealed of an execution."""
    rows = as_owner(
        platform,
        "SELECT place FROM sealed_values WHERE execution_id = %s ORDER BY place",
        [execution["id"]],
    )
    return [row["place"] for row in rows]


def _items(platform: Platform, by: Person, path: str) -> list[Json]:
    answer = platform.ask("GET", path, by=by)
    assert answer.status == 200, answer.body
    items: list[Json] = answer.json["items"]
    return items


def _texts(held: Any) -> Iterator[str | bytes]:
    if isinstance(held, bytes | memoryview):
        yield bytes(held)
        yield unpack_json(bytes(held))
    elif isinstance(held, str):
        yield held
    else:
        yield orjson.dumps(held, default=str)
