"""A creating request that is sent twice with one key creates once."""

from hashlib import sha256
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
import pytest

from tests.integration.routes.documented import Documented
from tests.integration.routes.things import Tenant
from tests.integration.routes.trying import ROUTES, body_for, name_of, recorded
from tests.integration.routes.world import World, make_tenant
from thaiyyal.features.routing import Route
from thaiyyal.testing.api import Answer

CREATING = [route for route in ROUTES if route.creates]


@pytest.mark.parametrize("route", CREATING, ids=name_of)
def test_a_request_sent_twice_with_one_key_is_carried_out_once(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.fresh_for(route)
    path, body = tenant.path(route.path), body_for(route, documented, tenant)
    ids, key = [str(uuid4()), str(uuid4())], str(uuid4())

    first, again = (
        world.platform.ask(
            route.method,
            path,
            by=tenant.owner,
            json=body,
            headers={"Idempotency-Key": key, "X-Request-ID": id_, "If-Match": "*"},
        )
        for id_ in ids
    )

    assert first.status == route.status, first.body
    assert recorded(world.platform, ids[1]) == []
    if route.shows_secret:
        assert (again.status, again.code) == (409, "already_done")
    else:
        assert _what_was_made(again.json) == _what_was_made(first.json)
        assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("route", CREATING, ids=name_of)
def test_a_key_that_was_used_is_good_for_no_other_request(
    world: World, documented: Documented, route: Route
) -> None:
    tenant = world.fresh_for(route)
    path, body = tenant.path(route.path), body_for(route, documented, tenant)
    headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*"}
    owner = tenant.owner
    first = world.platform.ask(route.method, path, by=owner, json=body, headers=headers)

    other = world.platform.ask(route.method, f"{path}?x=1", by=owner, json=body, headers=headers)

    assert first.status == route.status
    assert (other.status, other.code) == (409, "idempotency_key_reused")


def _what_was_made(answer: Any) -> Any:
    """Return what must not differ: an execution goes on in the meantime, its id stays."""
    return answer.get("id", answer)


CREDENTIAL = b'{"name":"a","kind":"bearer","fields":{"token":"0123456789"},"hosts":["a.example"]}'
PLAIN = sha256(b"POST /api/v1/credentials?\n" + CREDENTIAL).digest()


def _make_credential(tenant: Tenant, key: str) -> Answer:
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
    return tenant.platform.ask(
        "POST", "/credentials", by=tenant.owner, body=CREDENTIAL, headers=headers
    )


def _as_owner(tenant: Tenant, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(tenant.platform.owner_conninfo()) as connection:
        return connection.execute(statement, values).fetchall()


def test_a_stored_digest_tells_nothing_of_the_body_to_who_has_not_the_key(world: World) -> None:
    tenant, key = make_tenant(world.platform), str(uuid4())

    answer = _make_credential(tenant, key)
    found = _as_owner(tenant, "SELECT request_digest FROM idempotency_keys WHERE key = %s", key)

    assert (answer.status, len(found)) == (201, 1)
    assert PLAIN not in found[0][0]


def test_what_an_earlier_release_has_stored_is_answered_again(world: World) -> None:
    tenant, key = make_tenant(world.platform), str(uuid4())
    first = _make_credential(tenant, key)
    _as_owner(
        tenant,
        "UPDATE idempotency_keys SET request_digest = %s WHERE key = %s RETURNING 1",
        PLAIN,
        key,
    )

    again = _make_credential(tenant, key)

    assert (again.status, again.json["id"]) == (201, first.json["id"])
    assert again.headers["idempotent-replayed"] == "true"
