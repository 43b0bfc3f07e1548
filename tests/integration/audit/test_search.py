"""Searching a log over HTTP: filters, pages, whose log it is."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

import pytest

from tests.integration.audit.logs import Log, as_owner, change, log_of
from thaiyyal.features.audit import Change
from thaiyyal.features.audit.search_queries import LOOKED_AT
from thaiyyal.kernel.actor import Actor, ActorKind, Origin
from thaiyyal.kernel.ids import ApiKeyId, UserId
from thaiyyal.testing.platform import Person, Platform

SOMEBODY = UserId(UUID(int=7))


@pytest.fixture(scope="module")
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture(scope="module")
def log(platform: Platform, owner: Person) -> Log:
    """`tenant.created`, then these four."""
    log = log_of(platform, owner)
    key = Actor(
        ActorKind.API_KEY,
        SOMEBODY,
        owner.tenant_id,
        api_key_id=ApiKeyId(UUID(int=8)),
        origin=Origin("2001:db8::7", None, "request-2"),
    )
    nobody = Actor(ActorKind.ANONYMOUS, tenant_id=owner.tenant_id, origin=Origin("203.0.113.9"))
    log.write(Change("tenant.created", "workflow", "w1", after={"name": 'Zoë\'s "flow"'}))
    log.write(Change("audit.exported", "audit", "w2", before={"a": 1}), actor=key)
    log.write(Change("audit.trimmed", "audit", details={"note": "x"}, succeeded=False), actor=key)
    log.write(Change("tenant.created", "workflow", "w2"), actor=nobody)
    return log


def _ids(platform: Platform, by: Person, **asked: object) -> list[str]:
    answer = platform.ask("GET", f"/audit-logs?{urlencode(asked)}", by=by)
    assert answer.status == 200, answer.json
    return [item["id"] for item in answer.json["items"]]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({}, [4, 3, 2, 1, 0]),
        ({"action": "audit.trimmed"}, [3]),
        ({"action": "audit."}, [3, 2]),
        ({"action": "nothing."}, []),
        ({"action": "audit.", "status": "success"}, [2]),
        ({"user_id": SOMEBODY}, [3, 2]),
        ({"user_id": SOMEBODY, "action": "audit.exported"}, [2]),
        ({"resource_type": "audit"}, [3, 2]),
        ({"resource_id": "w2"}, [4, 2]),
        ({"resource_id": "w2", "resource_type": "audit"}, [2]),
        ({"status": "failure"}, [3]),
        ({"address": "203.0.113.9"}, [4]),
        ({"address": "203.0.113.0/24"}, [4, 1]),
        ({"address": "203.0.113.1/24"}, [4, 1]),
        ({"address": "2001:db8::/32"}, [3, 2]),
        ({"request_id": "request-2"}, [3, 2]),
        ({"q": 'Zoë\'s "flow"'}, [1]),
        ({"q": '"note":"x"'}, []),
        ({"q": "note"}, [3]),
        ({"from": "2020-01-01T00:00:00Z", "to": "2021-01-01T00:00:00Z"}, []),
        ({"from": "2020-01-01T00:00:00+14:00"}, [4, 3, 2, 1, 0]),
        ({"to": "0001-01-01T00:00:00+14:00"}, []),
    ],
)
def test_each_filter_gives_the_entries_it_asks_for(
    log: Log, owner: Person, asked: dict[str, object], places: list[int]
) -> None:
    written = [str(row["id"]) for row in log.rows("id")]

    assert _ids(log.platform, owner, **asked) == [written[place] for place in places]


def test_a_span_of_time_includes_its_beginning_and_not_its_end(log: Log, owner: Person) -> None:
    rows = log.rows("id")
    moments = [row["at"].isoformat(timespec="milliseconds") for row in rows]

    found = _ids(log.platform, owner, **{"from": moments[1], "to": moments[4]})

    expected = [row["id"] for row in rows if rows[1]["at"] <= row["at"] < rows[4]["at"]]
    assert found == [str(id_) for id_ in reversed(expected)]


def test_an_entry_shows_everything(log: Log, owner: Person) -> None:
    row = log.rows("id")[2]

    entry = log.platform.ask("GET", f"/audit-logs/{row['id']}", by=owner).json

    assert entry == {
        "id": str(row["id"]),
        "tenant_id": str(owner.tenant_id),
        "at": row["at"].isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "actor_kind": "api_key",
        "user_id": str(SOMEBODY),
        "api_key_id": str(UUID(int=8)),
        "action": "audit.exported",
        "resource_type": "audit",
        "resource_id": "w2",
        "status": "success",
        "address": "2001:db8::7",
        "user_agent": None,
        "request_id": "request-2",
        "before": {"a": 1},
        "after": None,
        "details": None,
        "seq": row["seq"],
        "hash": None if row["hash"] is None else row["hash"].hex(),
    }


def test_a_sealed_entry_shows_its_place_in_the_chain(platform: Platform) -> None:
    owner = platform.make_tenant()
    log_of(platform, owner).seal()

    (entry,) = platform.ask("GET", "/audit-logs", by=owner).json["items"]

    assert (entry["seq"], len(entry["hash"])) == (1, 64)


def _pages(platform: Platform, by: Person, query: str) -> list[list[str]]:
    pages, cursor = [], ""
    while True:
        answer = platform.ask("GET", f"/audit-logs?{query}{cursor}", by=by)
        assert answer.status == 200, answer.json
        pages.append([item["id"] for item in answer.json["items"]])
        if answer.json["next_cursor"] is None:
            return pages
        cursor = f"&cursor={answer.json['next_cursor']}"


@pytest.mark.parametrize(
    "query",
    ["limit=2", "limit=2&action=tenant.", "limit=2&action=tenant.created", "limit=2&q=revision"],
)
def test_pages_follow_each_other_without_a_gap(platform: Platform, query: str) -> None:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.write_many(6)
    written = [str(row["id"]) for row in reversed(log.rows("id"))]

    pages = _pages(platform, owner, query)

    assert {len(page) for page in pages[:-1]} == {2}
    assert [id_ for page in pages for id_ in page] == written[: 6 if "q=" in query else 7]


def test_a_rare_entry_is_found_over_pages_that_are_empty(platform: Platform) -> None:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.write(replace(change(1), details={"needle": True}))
    as_owner(
        platform,
        "INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status)"
        " SELECT %s, overlay(uuid7_floor(now() + make_interval(secs => 1 + n / 1000.0))::text"
        " PLACING '7' FROM 15)::uuid, now(), 'system', 'tenant.created', 'tenant', 'success'"
        " FROM generate_series(1, %s) n",
        owner.tenant_id,
        LOOKED_AT + 10,
    )

    pages = _pages(platform, owner, "q=needle")

    assert [len(page) for page in pages] == [0, 1]


def test_a_cursor_is_good_for_its_filters_only(log: Log, owner: Person) -> None:
    first = log.platform.ask("GET", "/audit-logs?limit=1&action=audit.", by=owner).json
    cursor = first["next_cursor"]

    other = log.platform.ask("GET", f"/audit-logs?status=success&cursor={cursor}", by=owner)

    assert (other.status, other.code) == (422, "bad_cursor")


@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday",
        "from=2026-01-01T00:00:00",
        "action=workflow",
        "action=" + "a" * 100 + ".",
        "user_id=1",
        "status=maybe",
        "address=300.1.1.1",
        "address=10.0.0.0/33",
        "address=fe80::1%25eth0",
        "resource_id=%00",
        "resource_id=" + "a" * 256,
        "resource_type=" + "a" * 51,
        "request_id=" + "a" * 65,
        "q=",
        "q=" + "a" * 101,
        "q=%ED%A0%80%00",
        "limit=0",
        "limit=201",
        "cursor=made-up",
        "actoin=workflow.",
    ],
)
def test_a_wrong_filter_is_refused_and_not_ignored(owner: Person, log: Log, query: str) -> None:
    answer = log.platform.ask("GET", f"/audit-logs?{query}", by=owner)

    assert answer.status == 422, answer.json


def test_a_log_that_somebody_made_unreadable_can_still_be_read(platform: Platform) -> None:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.as_owner("UPDATE audit_logs SET after = '{oh' WHERE tenant_id = %s", owner.tenant_id)

    (entry,) = platform.ask("GET", "/audit-logs", by=owner).json["items"]

    assert entry["after"] == "{oh"
