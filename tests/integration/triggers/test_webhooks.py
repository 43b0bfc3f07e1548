"""Addresses and secrets of webhooks: who sees them, who changes them, how they are found."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.triggers.making import Json, audited, make, rows, triggers, webhook
from thaiyyal.features.accounts.key_holder import SealingKeys
from thaiyyal.features.accounts.keyring import Keyring, new_key
from thaiyyal.features.triggers import service, webhook_queries
from thaiyyal.features.triggers.addresses import digest_of
from thaiyyal.features.triggers.resealing import reseal_webhook_secrets
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.kernel.clock import utc_now
from thaiyyal.testing.platform import Person, Platform


def lookup(platform: Platform, path: str) -> Json | None:
    """Return whose address a path is."""

    async def found() -> dict[str, Any] | None:
        async with platform.database.begin() as tx:
            return await webhook_queries.find_webhook(
                tx, digest_of(path.removeprefix("/api/v1/hooks/"))
            )

    return platform.run(found())


def listened(
    platform: Platform, person: Person, id_: str, *, is_test: bool = False
) -> service.Webhook | None:
    """Return what a listener gets."""

    async def found() -> service.Webhook | None:
        keys = platform.services.get(SealingKeys)
        async with platform.database.begin(TenantScope(person.tenant_id)) as tx:
            return await service.load_webhook(tx, UUID(id_), keys=keys, is_test=is_test)

    return platform.run(found())


def opened(platform: Platform, person: Person, id_: str, keys: SealingKeys) -> str | None:
    """Return the secret of a webhook, by these keys."""

    async def found() -> service.Webhook | None:
        async with platform.database.begin(TenantScope(person.tenant_id)) as tx:
            return await service.load_webhook(tx, UUID(id_), keys=keys)

    webhook = platform.run(found())
    return None if webhook is None else webhook.secret


def loaded(
    platform: Platform, person: Person, id_: str, *, is_test: bool = False
) -> service.Webhook:
    found = listened(platform, person, id_, is_test=is_test)
    assert found is not None
    return found


def save_draft(platform: Platform, by: Person, id_: str, *nodes: Json) -> None:
    body = {"document": {"nodes": list(nodes)}}
    answer = platform.ask(
        "PUT", f"/workflows/{id_}/draft", by=by, json=body, headers={"If-Match": "*"}
    )
    assert answer.status == 200, answer.body


def test_a_webhook_can_be_tried_before_it_is_published(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)

    save_draft(platform, owner, id_, webhook(method="GET"))

    (made,) = triggers(platform, owner, id_)["webhooks"]
    assert (made["is_published"], made["method"]) == (False, "GET")
    assert lookup(platform, made["path"]) is None
    assert lookup(platform, made["test_path"]) is not None
    found = loaded(platform, owner, made["id"], is_test=True)
    assert (found.params.method, found.version) == ("GET", None)
    assert listened(platform, owner, made["id"]) is None


def test_publishing_opens_the_address_that_the_draft_had(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner)
    save_draft(platform, owner, id_, webhook())
    (before,) = triggers(platform, owner, id_)["webhooks"]

    platform.ask("POST", f"/workflows/{id_}/publish", by=owner, json={})

    (after,) = triggers(platform, owner, id_)["webhooks"]
    assert (after["path"], after["is_published"]) == (before["path"], True)
    assert lookup(platform, after["path"]) is not None


def test_a_test_address_does_what_the_draft_says(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook(method="POST"))
    (made,) = triggers(platform, owner, id_)["webhooks"]

    before = loaded(platform, owner, made["id"], is_test=True)
    save_draft(platform, owner, id_, webhook(method="PUT"))
    after = loaded(platform, owner, made["id"], is_test=True)

    assert (before.params.method, before.version) == ("POST", 1)
    assert (after.params.method, after.version) == ("PUT", None)
    assert loaded(platform, owner, made["id"]).params.method == "POST"


@pytest.mark.parametrize(
    "node",
    [
        webhook(method="BREW"),
        webhook(auth="signature"),
        {"id": "asked", "type": "webhook_trigger", "data": 7},
        {"id": "other", "type": "webhook_trigger"},
    ],
    ids=str,
)
def test_a_wrong_draft_can_be_saved_and_does_not_run(platform: Platform, node: Json) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    (made,) = triggers(platform, owner, id_)["webhooks"]

    save_draft(platform, owner, id_, node)

    found = listened(platform, owner, made["id"], is_test=True)
    assert found is None or found.params.method == "POST"
    assert loaded(platform, owner, made["id"]).version == 1


@pytest.mark.parametrize("id_", ["", 7, None, "x" * 300, "a\u0000", ["a"]], ids=repr)
def test_a_draft_with_an_odd_id_can_be_saved(platform: Platform, id_: object) -> None:
    owner = platform.make_tenant()
    workflow_id = make(platform, owner)

    save_draft(platform, owner, workflow_id, {"id": id_, "type": "webhook_trigger", "data": {}})

    assert triggers(platform, owner, workflow_id)["schedules"] == []


def test_both_addresses_are_found_until_the_workflow_is_deleted(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    (made,) = triggers(platform, owner, id_)["webhooks"]

    production, test = lookup(platform, made["path"]), lookup(platform, made["test_path"])

    assert production is not None
    assert test is not None
    assert (production["tenant_id"], str(production["webhook_id"])) == (
        owner.tenant_id,
        made["id"],
    )
    assert (production["is_test"], test["is_test"]) == (False, True)
    platform.ask("DELETE", f"/workflows/{id_}", by=owner)
    assert lookup(platform, made["path"]) is None
    assert lookup(platform, made["test_path"]) is None
    assert lookup(platform, "/api/v1/hooks/nothing") is None


def test_who_may_only_read_a_workflow_sees_no_address(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    viewer = platform.make_member(owner, "viewer")

    (found,) = triggers(platform, viewer, id_)["webhooks"]

    assert (found["path"], found["test_path"]) == (None, None)
    assert found["node_id"] == "asked"


@pytest.mark.parametrize("which", ["production", "test"])
def test_a_changed_address_closes_the_old_one(platform: Platform, which: str) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    (before,) = triggers(platform, owner, id_)["webhooks"]
    changed, kept = ("test_path", "path") if which == "test" else ("path", "test_path")

    answer = platform.ask(
        "POST", f"/workflows/{id_}/webhooks/{before['id']}/address", by=owner, json={"which": which}
    )

    assert answer.status == 200, answer.body
    assert answer.json[kept] == before[kept]
    assert lookup(platform, before[changed]) is None
    assert lookup(platform, answer.json[changed]) is not None
    assert audited(platform, before["id"]) == ["webhook.address_changed"]


@pytest.mark.parametrize("given", [None, "a secret of another".replace(" ", "-")])
def test_a_secret_is_shown_once_and_kept_sealed(platform: Platform, given: str | None) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook(auth="header"))
    (made,) = triggers(platform, owner, id_)["webhooks"]

    answer = platform.ask(
        "POST", f"/workflows/{id_}/webhooks/{made['id']}/secret", by=owner, json={"secret": given}
    )

    secret = answer.json["secret"]
    assert given in (None, secret)
    assert answer.json["webhook"]["has_secret"]
    assert loaded(platform, owner, made["id"]).secret == secret
    ((sealed,),) = rows(platform, "SELECT sealed_secret FROM webhooks WHERE id = %s", made["id"])
    assert secret.encode() not in bytes(sealed)
    assert secret not in str(triggers(platform, owner, id_))
    log = rows(platform, "SELECT details FROM audit_logs WHERE resource_id = %s", made["id"])
    assert secret not in str(log)


def test_a_listener_gets_what_the_node_says(platform: Platform) -> None:
    owner = platform.make_tenant()
    described = {"header": "X-Signature", "prefix": "sha256="}
    id_ = make(platform, owner, webhook(auth="signature", signature=described, method="PUT"))
    (made,) = triggers(platform, owner, id_)["webhooks"]

    found = loaded(platform, owner, made["id"])

    assert (found.params.method, found.params.auth, found.secret) == ("PUT", "signature", None)
    assert found.params.signature is not None
    assert found.params.signature.prefix == "sha256="
    assert (str(found.workflow_id), found.node_id, found.version) == (id_, "asked", 1)


@pytest.mark.parametrize("secret", ["short", "has a blank", "é" * 9, "x" * 501, "a\u0000bcdefgh"])
def test_a_secret_has_to_fit_into_a_header(platform: Platform, secret: str) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    (made,) = triggers(platform, owner, id_)["webhooks"]

    answer = platform.ask(
        "POST", f"/workflows/{id_}/webhooks/{made['id']}/secret", by=owner, json={"secret": secret}
    )

    assert answer.status == 422


def test_a_webhook_of_another_workflow_is_not_found(platform: Platform) -> None:
    owner = platform.make_tenant()
    one, other = make(platform, owner, webhook()), make(platform, owner, webhook())
    (made,) = triggers(platform, owner, other)["webhooks"]

    answer = platform.ask("POST", f"/workflows/{one}/webhooks/{made['id']}/address", by=owner)

    assert answer.status == 404


def test_secrets_are_sealed_anew_after_a_rotation(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = make(platform, owner, webhook())
    (made,) = triggers(platform, owner, id_)["webhooks"]
    path = f"/workflows/{id_}/webhooks/{made['id']}/secret"
    secret = platform.ask("POST", path, by=owner).json["secret"]
    keys = platform.services.get(SealingKeys).current().keys
    rotated = SealingKeys(Keyring((*keys, new_key(now=utc_now()))))
    only_new = SealingKeys(Keyring(rotated.current().keys[-1:]))

    count, unreadable = platform.run(reseal_webhook_secrets(platform.database, rotated))
    again, _ = platform.run(reseal_webhook_secrets(platform.database, rotated))

    assert (count >= 1, again, unreadable) == (True, 0, [])
    assert opened(platform, owner, made["id"], only_new) == secret
