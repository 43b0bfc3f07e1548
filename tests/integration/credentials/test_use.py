"""What executions may use: credentials that are bound to their workflow and to the host, now."""

import base64
from collections.abc import Iterator
from functools import partial

import pytest

from tests.integration.credentials.keeping import (
    SECRET,
    Json,
    as_owner,
    calling,
    create,
    entries,
    made,
    run,
    seen_by,
    service,
    update,
    workflow,
)
from tests.integration.executions.making import ended, execute
from thaiyyal.features.credentials import routes
from thaiyyal.features.credentials.uses import page_of
from thaiyyal.testing.local_server import Answer, LocalServer, json_answer
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture
def shop() -> Iterator[LocalServer]:
    with service() as server:
        yield server


def error_of(execution: Json) -> str:
    """Return the code of an execution's error."""
    return str(execution["error"]["code"])


def bound(platform: Platform, by: Person, shop: LocalServer, **more: str) -> tuple[str, Json]:
    """Publish a workflow that asks a service, and bind a credential to it."""
    id_ = workflow(platform, by, calling(shop.url, **more))
    return id_, made(platform, by, workflow_ids=[id_])


def test_a_bound_workflow_sends_the_credential(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    id_, credential = bound(platform, owner, shop)

    done = run(platform, owner, id_)

    assert done["status"] == "succeeded"
    assert seen_by(shop) == [f"Bearer {SECRET}"]
    (entry,) = entries(platform, owner, "credential.used")
    assert entry["resource_id"] == credential["id"]
    assert entry["details"] == {
        "name": "shop",
        "workflow_id": id_,
        "execution_id": done["id"],
    }


def test_a_credential_is_known_by_its_id_too(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner)
    id_ = workflow(platform, owner, calling(shop.url, credential["id"]))
    update(platform, owner, credential["id"], workflow_ids=[id_])

    assert run(platform, owner, id_)["status"] == "succeeded"
    assert seen_by(shop) == [f"Bearer {SECRET}"]


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "urn:uuid:1", " "])
def test_what_cannot_be_a_name_is_an_unknown_credential(platform: Platform, name: str) -> None:
    owner = platform.make_tenant()
    made(platform, owner)

    done = run(platform, owner, workflow(platform, owner, calling("https://a.example", name)))

    assert (done["status"], done["error"]["code"]) == ("failed", "unknown_credential")


def test_a_use_is_recorded_once_for_each_execution(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    data = {"url": shop.url, "credential": "shop"}
    nodes = [{"id": f"ask{n}", "type": "http", "data": data} for n in range(3)]
    id_ = workflow(platform, owner, {"nodes": nodes, "edges": []})
    made(platform, owner, workflow_ids=[id_])

    run(platform, owner, id_)

    assert len(seen_by(shop)) == 3
    assert len(entries(platform, owner, "credential.used")) == 1


def test_a_use_shows_when_the_credential_was_used(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    id_, credential = bound(platform, owner, shop)

    run(platform, owner, id_)

    got = platform.ask("GET", f"/credentials/{credential['id']}", by=owner).json
    assert credential["used_at"] is None
    assert got["used_at"] is not None


def test_an_unbound_workflow_is_refused_and_that_is_recorded(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    made(platform, owner)
    id_ = workflow(platform, owner, calling(shop.url))

    done = run(platform, owner, id_)

    assert error_of(done) == "unknown_credential"
    assert seen_by(shop) == []
    (entry,) = entries(platform, owner, "credential.refused")
    assert entry["status"] == "failure"
    assert entry["details"]["workflow_id"] == id_


def test_the_credential_of_another_tenant_does_not_exist(
    platform: Platform, shop: LocalServer
) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    foreign = made(platform, other, is_for_all_workflows=True)

    by_name = run(platform, owner, workflow(platform, owner, calling(shop.url)))
    by_id = run(platform, owner, workflow(platform, owner, calling(shop.url, foreign["id"])))

    assert [error_of(by_name), error_of(by_id)] == ["unknown_credential"] * 2
    assert seen_by(shop) == []
    assert entries(platform, other, "credential.refused") == []


def test_a_host_that_the_credential_is_not_for_gets_nothing(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_ = workflow(platform, owner, calling(shop.url))
    made(platform, owner, hosts=["api.example.org"], workflow_ids=[id_])

    assert error_of(run(platform, owner, id_)) == "unknown_credential"
    assert shop.received == []


def test_a_redirect_to_another_origin_carries_no_credential(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    away = Answer(302, headers=(("Location", f"{shop.url}/elsewhere"),))
    with LocalServer(lambda _: away) as first:
        id_, _ = bound(platform, owner, first)
        run(platform, owner, id_)

        assert seen_by(first) == [f"Bearer {SECRET}"]

    assert seen_by(shop) == [None]


def test_a_draft_uses_only_what_its_workflow_is_bound_to(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    drafted = [
        platform.ask("POST", "/workflows", by=owner, json={"name": "w"}).json["id"] for _ in "12"
    ]
    for id_ in drafted:
        path, body = f"/workflows/{id_}/draft", {"document": calling(shop.url)}
        saved = platform.ask("PUT", path, by=owner, json=body, headers={"If-Match": "*"})
        assert saved.status == 200, saved.body
    made(platform, owner, workflow_ids=[drafted[0]])

    done = [run(platform, owner, id_, draft=True) for id_ in drafted]

    assert [each["status"] for each in done] == ["succeeded", "failed"]
    assert seen_by(shop) == [f"Bearer {SECRET}"]


def test_a_workflow_that_is_called_is_the_one_that_counts(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    called = workflow(platform, owner, calling(shop.url))
    call = {"id": "call", "type": "call_workflow", "data": {"workflow": called}}
    caller = workflow(platform, owner, {"nodes": [call], "edges": []})
    made(platform, owner, workflow_ids=[caller])

    done = ended(platform, owner, execute(platform, owner, caller).json)

    assert done["status"] == "failed"
    assert seen_by(shop) == []
    (entry,) = entries(platform, owner, "credential.refused")
    assert entry["details"]["workflow_id"] == called


@pytest.mark.parametrize("how", ["unbound", "deleted"])
def test_what_is_taken_away_is_gone_for_the_next_execution(
    platform: Platform, shop: LocalServer, how: str
) -> None:
    owner = platform.make_tenant()
    id_, credential = bound(platform, owner, shop)
    run(platform, owner, id_)

    if how == "unbound":
        update(platform, owner, credential["id"], workflow_ids=[])
    else:
        platform.ask("DELETE", f"/credentials/{credential['id']}", by=owner)

    assert error_of(run(platform, owner, id_)) == "unknown_credential"
    assert len(shop.received) == 1


@pytest.mark.parametrize("source", ["credential", "tenant"])
def test_sealed_bytes_of_another_row_cannot_be_opened(
    platform: Platform, shop: LocalServer, source: str
) -> None:
    owner = platform.make_tenant()
    other = platform.make_tenant() if source == "tenant" else owner
    id_, credential = bound(platform, owner, shop)
    foreign = made(platform, other, name="other", fields={"token": "of another"})
    as_owner(
        platform,
        "UPDATE credentials SET sealed = (SELECT sealed FROM credentials WHERE id = %s) "
        "WHERE id = %s",
        foreign["id"],
        credential["id"],
    )

    done = run(platform, owner, id_)

    assert done["status"] == "failed"
    assert shop.received == []


def test_a_changed_byte_makes_a_secret_unreadable(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    id_, credential = bound(platform, owner, shop)
    as_owner(
        platform,
        "UPDATE credentials SET sealed = set_byte(sealed, length(sealed) - 1, "
        "get_byte(sealed, length(sealed) - 1) # 1) WHERE id = %s",
        credential["id"],
    )

    assert error_of(run(platform, owner, id_)) == "credential_unavailable"
    assert shop.received == []


def test_no_secret_is_stored_in_clear_text(platform: Platform) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner)

    (row,) = as_owner(
        platform, "SELECT c::text AS everything FROM credentials c WHERE id = %s", credential["id"]
    )

    assert SECRET not in row["everything"]
    assert SECRET.encode().hex() not in row["everything"]


@pytest.mark.parametrize(
    ("kind", "fields", "header", "value"),
    [
        (
            "basic",
            {"username": "u", "password": SECRET},
            "authorization",
            "Basic " + base64.b64encode(f"u:{SECRET}".encode()).decode(),
        ),
        ("api_key", {"name": "X-Key", "key": SECRET}, "x-key", SECRET),
        (
            "api_key",
            {"name": "Authorization", "prefix": "Token", "key": SECRET},
            "authorization",
            f"Token {SECRET}",
        ),
        ("headers", {"headers": {"X-One": SECRET, "X-Two": "second"}}, "x-one", SECRET),
        ("http_client", {"default_headers": {"X-From": "us"}}, "x-from", "us"),
    ],
)
def test_each_kind_sends_what_it_stands_for(
    platform: Platform, shop: LocalServer, kind: str, fields: Json, header: str, value: str
) -> None:
    owner = platform.make_tenant()
    id_ = workflow(platform, owner, calling(shop.url))
    made(platform, owner, kind=kind, fields=fields, workflow_ids=[id_])

    run(platform, owner, id_)

    (received,) = shop.received
    assert received.headers[header] == value


def test_a_key_in_the_query_is_sent_there(platform: Platform, shop: LocalServer) -> None:
    owner = platform.make_tenant()
    id_ = workflow(platform, owner, calling(f"{shop.url}/?q=1"))
    fields = {"place": "query", "name": "key", "key": SECRET}
    made(platform, owner, kind="api_key", fields=fields, workflow_ids=[id_])

    run(platform, owner, id_)

    (received,) = shop.received
    assert received.query == [("q", "1"), ("key", SECRET)]


def test_uses_are_the_workflows_that_name_a_credential(
    platform: Platform, shop: LocalServer
) -> None:
    owner = platform.make_tenant()
    id_, credential = bound(platform, owner, shop)
    unbound = workflow(platform, owner, calling(shop.url))
    workflow(platform, owner, calling(shop.url, "something else"))

    uses = platform.ask("GET", f"/credentials/{credential['id']}/uses", by=owner).json["items"]

    assert [(use["workflow_id"], use["is_bound"]) for use in uses] == [
        (id_, True),
        (unbound, False),
    ]


def test_a_service_that_repeats_the_secret_is_masked_in_what_is_shown(
    platform: Platform,
) -> None:
    owner = platform.make_tenant()
    with LocalServer(lambda got: json_answer(dict(got.headers))) as mirror:
        id_, _ = bound(platform, owner, mirror)
        done = run(platform, owner, id_)

    steps = platform.ask("GET", f"/executions/{done['id']}/steps", by=owner)
    assert done["status"] == "succeeded"
    assert SECRET not in str(done) + steps.body.decode()


def test_a_viewer_cannot_make_one(platform: Platform) -> None:
    viewer = platform.make_member(platform.make_tenant(), "viewer")

    assert create(platform, viewer).status == 403


@pytest.mark.parametrize("bound", ["stored", "unpacked"])
def test_uses_come_in_pages_of_so_many_bytes(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner)
    ids = [workflow(platform, owner, calling("https://a.example")) for _ in range(3)]
    if bound == "stored":
        monkeypatch.setattr(routes, "MOST_STORED_BYTES", 1)
    else:
        monkeypatch.setattr(routes, "page_of", partial(page_of, most_bytes=1))

    path, found = f"/credentials/{credential['id']}/uses?limit=50", []
    cursor: str | None = ""
    while cursor is not None:
        page = platform.ask("GET", path + cursor, by=owner).json
        found.append([use["workflow_id"] for use in page["items"]])
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"

    assert found == [[id_] for id_ in ids]
