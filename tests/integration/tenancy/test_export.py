"""The export of a tenant: everything of it, nothing of others, no secret."""

from collections import Counter
from typing import Any

import orjson
import pytest

from tests.integration.tenancy.filled import SECRETS, fill
from tests.integration.tenancy.people import as_owner, audit_of, make_role
from thaiyyal.features.tenancy.export import lines
from thaiyyal.features.tenancy.export.queries import PARTS
from thaiyyal.kernel.actor import TenantScope
from thaiyyal.testing.platform import Person, Platform

NOT_EXPORTED = {
    "audit_checkpoints": "belongs to the chain that seals the log",
    "audit_heads": "belongs to the chain that seals the log",
    "blobs": "contents of executions above 64 KiB",
    "cache_entries": "values that nodes keep for a time",
    "caches": "how much the caches hold",
    "credential_openings": "consents at other services that are under way",
    "data_keys": "keys that stay here",
    "file_chunks": "contents of files, which are downloaded one by one",
    "file_uploads": "files that are still coming in",
    "idempotency_keys": "answers of the last day",
    "limiters": "passes through rate limiters of the last moments",
    "sealed_values": "secrets in values of executions, sealed with a key that stays here",
    "sessions": "of people, not of the tenant",
}


def exported(platform: Platform, by: Person) -> list[dict[str, Any]]:
    answer = platform.ask("GET", "/tenant/export", by=by)
    assert answer.status == 200, answer.body
    return [orjson.loads(line) for line in answer.body.splitlines()]


def test_everything_of_the_tenant_is_in_its_export(platform: Platform) -> None:
    owner = platform.make_tenant()
    workflow = fill(platform, owner, text="ours")

    found = exported(platform, owner)

    counts = Counter(line["kind"] for line in found[1:-1])
    assert set(counts) == {part.kind for part in PARTS}
    assert found[0]["kind"] == "tenant"
    assert found[-1] == {"kind": "end", "counts": counts}
    versions = [line for line in found if line["kind"] == "version"]
    assert [line["version"] for line in versions] == [1, 2]
    assert versions[0]["workflow_id"] == str(workflow)
    assert versions[0]["document"] == {"nodes": [], "text": "ours", "a": 1, "A": [None, 1.5]}
    (member,) = [line for line in found if line["kind"] == "member"]
    assert member["email"] == owner.email
    assert "tenant.created" in {line["action"] for line in found if line["kind"] == "audit"}


def test_every_table_of_tenants_is_in_the_export_or_says_why_not(platform: Platform) -> None:
    tables = as_owner(
        platform,
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name = 'tenant_id' AND table_name !~ '_y[0-9]{4}m[0-9]{2}$'",
    )
    statements = " ".join(part.statement.as_string() for part in PARTS)

    missing = {row["table_name"] for row in tables if f"FROM {row['table_name']}" not in statements}

    assert missing == set(NOT_EXPORTED)


def test_no_secret_and_nothing_of_others_is_in_an_export(platform: Platform) -> None:
    owner, other = platform.make_tenant(), platform.make_tenant()
    fill(platform, owner, text="ours")
    fill(platform, other, text="theirs-canary")

    body = platform.ask("GET", "/tenant/export", by=owner).body.decode()

    assert "theirs-canary" not in body
    assert str(other.tenant_id) not in body
    assert other.email not in body
    for secret in (*SECRETS, "thk_hint", SECRETS[1].encode().hex()):
        assert secret not in body


def test_pages_lose_and_repeat_nothing(platform: Platform) -> None:
    owner = platform.make_tenant()
    fill(platform, owner, steps=450)

    steps = [line["node_id"] for line in exported(platform, owner) if line["kind"] == "step"]

    assert sorted(steps) == sorted(f"n{n}" for n in range(1, 451))


def test_memory_holds_one_page(platform: Platform) -> None:
    owner = platform.make_tenant()
    fill(platform, owner, steps=450)

    async def sizes() -> list[int]:
        scope = TenantScope(owner.tenant_id, owner.id)
        part = next(part for part in PARTS if part.kind == "step")
        return [len(page) async for page in lines._pages(platform.database, scope, part)]

    assert platform.run(sizes()) == [200, 200, 50]


def test_an_export_is_recorded_and_comes_as_a_file(platform: Platform) -> None:
    owner = platform.make_tenant("exported-one")

    answer = platform.ask("GET", "/tenant/export", by=owner)

    assert answer.headers["content-type"].startswith("application/jsonl")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="tenant-exported-one.jsonl"'
    )
    (entry,) = audit_of(platform, owner.tenant_id, "tenant.exported")
    assert entry["user_id"] == owner.id


@pytest.mark.parametrize("role", ["editor", "viewer", "reader of everything"])
def test_an_export_needs_its_permission(platform: Platform, role: str) -> None:
    owner = platform.make_tenant()
    make_role(platform, owner, "reader of everything", ["workflows.manage", "audit.export"])
    member = platform.make_member(owner, role)

    answer = platform.ask("GET", "/tenant/export", by=member)

    assert (answer.status, answer.code) == (403, "forbidden")
    assert audit_of(platform, owner.tenant_id, "tenant.exported") == []
