"""Attempts of those who may change a credential to get at a secret that they do not know."""

from collections.abc import Callable, Iterator

import pytest

from tests.integration.credentials.keeping import (
    SECRET,
    Json,
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
from thaiyyal.testing.local_server import Answer, LocalServer, json_answer
from thaiyyal.testing.platform import Platform

TOKENS: Json = {
    "token_url": "https://id.example.org/token",
    "client_id": "c",
    "client_secret": SECRET,
}


@pytest.fixture
def thief() -> Iterator[LocalServer]:
    with service() as server:
        yield server


@pytest.mark.parametrize(
    ("kind", "fields", "hosts", "change", "names"),
    [
        ("bearer", {"token": SECRET}, ["a.example"], {"hosts": ["b.example"]}, ["token"]),
        (
            "bearer",
            {"token": SECRET},
            ["a.example"],
            {"hosts": ["a.example", "b.example"]},
            ["token"],
        ),
        ("bearer", {"token": SECRET}, ["a.example"], {"hosts": ["*"]}, ["token"]),
        (
            "basic",
            {"username": "u", "password": SECRET},
            ["*"],
            {"fields": {"base_url": "https://b.example"}},
            ["password"],
        ),
        (
            "api_key",
            {"name": "X-Key", "key": SECRET},
            ["a.example"],
            {"fields": {"place": "query"}},
            ["key"],
        ),
        (
            "oauth2_client_credentials",
            TOKENS,
            ["a.example"],
            {"fields": {"token_url": "https://thief.example/token"}},
            ["client_secret"],
        ),
        (
            "oauth2_authorization_code",
            {**TOKENS, "authorize_url": "https://id.example.org/ask"},
            ["a.example"],
            {"fields": {"authorize_url": "https://thief.example/ask"}},
            ["client_secret"],
        ),
        (
            "smtp",
            {"host": "mail.example", "sender": "a@b.example", "username": "u", "password": SECRET},
            ["*"],
            {"fields": {"host": "thief.example"}},
            ["password"],
        ),
        (
            "smtp",
            {"host": "mail.example", "sender": "a@b.example", "username": "u", "password": SECRET},
            ["*"],
            {"fields": {"security": "none"}},
            ["password"],
        ),
    ],
)
def test_secrets_do_not_go_elsewhere_unless_they_are_given_again(
    platform: Platform, kind: str, fields: Json, hosts: list[str], change: Json, names: list[str]
) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner, kind=kind, fields=fields, hosts=hosts)

    refused = update(platform, owner, before["id"], **change)
    secrets = dict.fromkeys(names, "well known")
    again = {**change, "fields": {**change.get("fields", {}), **secrets}}
    allowed = update(platform, owner, before["id"], **again)

    assert (refused.status, refused.code) == (409, "secrets_required")
    assert [error["pointer"] for error in refused.json["errors"]] == [
        f"/body/fields/{name}" for name in names
    ]
    assert allowed.status == 200, allowed.body


def test_fewer_hosts_need_no_secret(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner, hosts=["*.example.org"])

    answer = update(platform, owner, before["id"], hosts=["api.example.org"])

    assert (answer.status, answer.json["hosts"]) == (200, ["api.example.org"])


def test_another_kind_begins_without_the_secrets_of_before(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner)

    without = update(platform, owner, before["id"], kind="api_key", fields={"name": "X-Key"})
    named = update(
        platform,
        owner,
        before["id"],
        kind="api_key",
        fields={"name": "X-Key", "key": "a-new-key"},
        hosts=["127.0.0.1"],
    )

    assert (without.status, without.code) == (422, "invalid_credential")
    assert named.status == 200
    assert named.json["secrets"] == {"key": {"is_set": True}}


def test_a_test_goes_only_to_hosts_that_the_credential_is_for(
    platform: Platform, thief: LocalServer
) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner, hosts=["api.example.org"])

    answer = platform.ask(
        "POST", f"/credentials/{credential['id']}/test", by=owner, json={"url": thief.url}
    )

    assert (answer.status, answer.json["ok"]) == (200, False)
    assert thief.received == []


def test_a_test_goes_only_where_the_rules_allow(platform: Platform) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner, hosts=["169.254.169.254"])

    answer = platform.ask(
        "POST",
        f"/credentials/{credential['id']}/test",
        by=owner,
        json={"url": "http://169.254.169.254/latest/meta-data"},
    )

    assert answer.json["ok"] is False
    assert "refused by the network policy" in answer.json["reason"]


def test_a_test_follows_no_redirect_with_the_credential(
    platform: Platform, thief: LocalServer
) -> None:
    owner = platform.make_tenant()
    credential = made(platform, owner)
    away = Answer(302, headers=(("Location", thief.url),))
    with LocalServer(lambda _: away) as first:
        platform.ask(
            "POST", f"/credentials/{credential['id']}/test", by=owner, json={"url": first.url}
        )

        assert seen_by(first) == [f"Bearer {SECRET}"]

    assert seen_by(thief) in ([], [None])


@pytest.mark.parametrize(("status", "ok"), [(200, True), (401, False)])
def test_a_test_tells_how_it_went_and_is_recorded(
    platform: Platform, status: int, *, ok: bool
) -> None:
    owner = platform.make_tenant()
    with LocalServer(lambda got: json_answer(dict(got.headers), status=status)) as mirror:
        fields = {"token": SECRET, "base_url": mirror.url}
        credential = made(platform, owner, fields=fields)
        answer = platform.ask("POST", f"/credentials/{credential['id']}/test", by=owner)

    assert (answer.json["ok"], answer.json["status"]) == (ok, status)
    assert SECRET not in answer.body.decode()
    (entry,) = entries(platform, owner, "credential.tested")
    assert entry["status"] == ("success" if ok else "failure")


def test_who_may_not_change_a_credential_cannot_test_it(
    platform: Platform, thief: LocalServer
) -> None:
    owner = platform.make_tenant()
    editor, viewer = (platform.make_member(owner, role) for role in ("editor", "viewer"))
    credential = made(platform, owner)

    answers = [
        platform.ask(
            "POST", f"/credentials/{credential['id']}/test", by=person, json={"url": thief.url}
        )
        for person in (editor, viewer)
    ]

    assert [answer.status for answer in answers] == [403, 403]
    assert thief.received == []


def test_no_secret_is_in_any_answer_entry_or_line_of_the_log(
    platform: Platform, thief: LocalServer, capfd: pytest.CaptureFixture[str]
) -> None:
    owner = platform.make_tenant()
    id_ = workflow(platform, owner, calling(thief.url))
    credential = made(platform, owner, workflow_ids=[id_])
    path = f"/credentials/{credential['id']}"
    run(platform, owner, id_)
    update(platform, owner, credential["id"], fields={"token": SECRET, "retries": 1})
    update(platform, owner, credential["id"], hosts=["*"])
    platform.ask("POST", f"{path}/test", by=owner, json={"url": thief.url})

    shown = [
        platform.ask("GET", each, by=owner).body.decode()
        for each in (
            path,
            "/credentials",
            f"{path}/uses",
            "/audit-logs?limit=200",
            "/tenant/export",
        )
    ]

    assert [text for text in shown if SECRET in text] == []
    assert SECRET not in "".join(capfd.readouterr())


def test_a_foreign_reference_is_refused(platform: Platform) -> None:
    owner = platform.make_tenant()
    body = {
        "name": "kept",
        "kind": "bearer",
        "fields": {"token": "vault:kv/data/other#key"},
        "hosts": ["a.example"],
    }

    answer = platform.ask("POST", "/credentials", by=owner, json=body)

    assert (answer.status, answer.code) == (403, "foreign_secret")


def keeping_all(url: str) -> Json:
    """Return a document with one request, whose result is kept as that of the workflow."""
    return calling(url) | {"settings": {"result_cache_ttl": "1h"}}


def keeping_one(url: str) -> Json:
    """Return a document with one request, whose result is kept as that of the node."""
    document = calling(url)
    document["nodes"][0]["settings"] = {"cache_ttl": "1h"}
    return document


@pytest.mark.parametrize("keeping", [keeping_all, keeping_one])
def test_a_copy_of_a_workflow_finds_no_result_that_a_credential_has_brought(
    platform: Platform, keeping: Callable[[str], Json]
) -> None:
    owner = platform.make_tenant()
    with service() as server:
        document = keeping(server.url)
        bound, copy = (workflow(platform, owner, document) for _ in range(2))
        made(platform, owner, workflow_ids=[bound])

        first, again, copied = (
            run(platform, owner, id_, input={"n": 1}) for id_ in (bound, bound, copy)
        )

    assert first["output"] == again["output"] == {"ok": True}
    assert len(server.received) == 1
    assert copied["status"] == "failed"
    assert copied["error"]["code"] == "unknown_credential"


def test_that_secrets_may_go_in_the_open_needs_them_and_is_in_the_log(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner)
    fields = {"allow_plain_http": True}

    without = update(platform, owner, before["id"], fields=fields)
    given = update(platform, owner, before["id"], fields={**fields, "token": SECRET})
    found = entries(platform, owner, "credential.updated")

    assert (without.status, without.code) == (409, "secrets_required")
    assert (given.status, given.json["fields"]["allow_plain_http"]) == (200, True)
    assert [entry["details"].get("loosened") for entry in found] == [["allow_plain_http"]]


def test_what_is_off_is_as_what_is_left_out(platform: Platform) -> None:
    owner = platform.make_tenant()
    before = made(platform, owner)

    off = update(platform, owner, before["id"], fields={"allow_plain_http": False})

    assert off.status == 200, off.body


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("https://id.example/ask", {}, 201),
        ("http://id.example/ask", {}, 422),
        ("http://93.184.216.34/ask", {}, 422),
        ("http://10.1.2.3/ask", {}, 201),
        ("http://localhost:8080/ask", {}, 201),
        ("http://id.example/ask", {"allow_plain_http": True}, 201),
    ],
)
def test_a_person_is_asked_over_tls(
    platform: Platform, url: str, more: dict[str, bool], status: int
) -> None:
    fields = {
        "authorize_url": url,
        "token_url": "https://id.example/token",
        "client_id": "us",
        "client_secret": SECRET,
        **more,
    }

    answer = create(
        platform, platform.make_tenant(), kind="oauth2_authorization_code", fields=fields
    )

    assert answer.status == status, answer.body
