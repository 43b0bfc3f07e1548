"""What wraps keys is away: requests and steps say so, and nothing is stored unsealed."""

import pytest
from structlog.testing import capture_logs

from tests.integration.credentials.keeping import Json, calling, create, made, run, workflow
from tests.integration.secrets.keys_of_tenants import as_owner
from thaiyyal.features.credentials.data_keys import DataKeys
from thaiyyal.features.executions import known_secrets
from thaiyyal.kernel.ids import TenantId
from thaiyyal.testing.platform import Platform

CANARY = "canary-8a41e0"
BEARER: Json = {"kind": "bearer", "fields": {"token": CANARY}, "hosts": ["127.0.0.1"]}


def _take_away(platform: Platform, tenant: TenantId) -> None:
    """Let the tenant's keys be wrapped by what is not set up here."""
    platform.run(platform.services.get(DataKeys).of(tenant))
    statement = "UPDATE data_keys SET wrapper = 'aws_kms:elsewhere' WHERE tenant_id = %s"
    as_owner(platform, statement, tenant)
    platform.services.get(DataKeys).forget(tenant)


def test_a_credential_cannot_be_made_and_nothing_of_it_is_stored(platform: Platform) -> None:
    owner = platform.make_tenant()
    _take_away(platform, owner.tenant_id)

    with capture_logs() as lines:
        answer = create(platform, owner, **BEARER)
        again = create(platform, owner, **BEARER)

    assert again.json["detail"] == answer.json["detail"]
    assert "ask who runs the platform" in answer.json["detail"]
    told = [line["detail"] for line in lines if line["event"] == "secrets_not_reached"]
    assert len(told) == 1
    assert "secrets.aws_region" in told[0]
    assert (answer.status, answer.code) == (503, "keys_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert CANARY.encode() not in answer.body
    statement = "SELECT id FROM credentials WHERE tenant_id = %s"
    assert as_owner(platform, statement, owner.tenant_id) == []


def test_a_step_that_needs_a_credential_fails_with_the_code_and_a_sentence(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_secrets, "_KEPT_S", 3_600.0)  # it was started before
    owner = platform.make_tenant()
    made(platform, owner, **BEARER, is_for_all_workflows=True)
    asks = workflow(platform, owner, calling("http://127.0.0.1:9/"))
    run(platform, owner, asks)
    _take_away(platform, owner.tenant_id)

    ended = run(platform, owner, asks)

    assert ended["status"] == "failed"
    assert ended["error"]["code"] == "credential_unavailable"
    told = ended["error"]["message"]
    assert "ask who runs the platform" in told
    assert "secrets.aws_region" not in told


def test_a_test_of_a_credential_tells_nothing_of_the_place(platform: Platform) -> None:
    owner = platform.make_tenant()
    id_ = made(platform, owner, **BEARER)["id"]
    _take_away(platform, owner.tenant_id)

    answer = platform.ask("POST", f"/credentials/{id_}/test", by=owner, json={})

    assert answer.json["ok"] is False
    assert "ask who runs the platform" in answer.json["reason"]
    assert "secrets.aws_region" not in answer.json["reason"]
