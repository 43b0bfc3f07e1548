"""What is left of a tenant that was deleted: nothing."""

from datetime import timedelta

import pytest

from tests.integration.tenancy.filled import fill, rows_of
from tests.integration.tenancy.people import as_owner, audit_of, bring_in, make_platform_owner
from thaiyyal.features.tenancy.tenants import erase_deleted_tenants, erasure
from thaiyyal.kernel.ids import PLATFORM
from thaiyyal.testing.platform import Person, Platform

AT_ONCE = timedelta()
WITHOUT_TENANT = {
    "identities",
    "one_time_links",
    "platform_owners",
    "recovery_codes",
    "refresh_tokens",
    "user_secrets",
    "users",
    "workers",
}
"""Tables of people and processes, in which no column is a tenant's."""


def delete(platform: Platform, owner: Person) -> None:
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]
    answer = platform.ask("DELETE", "/tenant", by=owner, json={"confirm": slug})
    assert answer.status == 202


def test_no_row_of_an_erased_tenant_is_left_in_any_table(platform: Platform) -> None:
    owner, neighbour = platform.make_tenant(), platform.make_tenant()
    for person in (owner, neighbour):
        fill(platform, person)
    before, kept = rows_of(platform, owner.tenant_id), rows_of(platform, neighbour.tenant_id)
    delete(platform, owner)

    platform.run(erase_deleted_tenants(platform.database, grace=AT_ONCE))

    assert {name for name, count in before.items() if not count} == WITHOUT_TENANT
    assert not any(rows_of(platform, owner.tenant_id).values())
    assert rows_of(platform, neighbour.tenant_id) == kept


def test_an_erasure_is_in_the_platforms_log(platform: Platform) -> None:
    owner = platform.make_tenant()
    slug = platform.ask("GET", "/tenant", by=owner).json["slug"]
    delete(platform, owner)

    platform.run(erase_deleted_tenants(platform.database, grace=AT_ONCE))

    entries = audit_of(platform, PLATFORM, "tenant.erased")
    (entry,) = [one for one in entries if one["resource_id"] == str(owner.tenant_id)]
    assert entry["before"] == {"slug": slug, "name": slug}


def test_a_deletion_can_be_taken_back_for_a_day(platform: Platform) -> None:
    owner = platform.make_tenant()
    delete(platform, owner)

    platform.run(erase_deleted_tenants(platform.database))
    fresh = rows_of(platform, owner.tenant_id)["tenants"]
    as_owner(
        platform,
        "UPDATE tenants SET updated_at = now() - interval '25 hours' WHERE id = %s",
        [owner.tenant_id],
    )
    platform.run(erase_deleted_tenants(platform.database))

    assert fresh == 1
    assert rows_of(platform, owner.tenant_id)["tenants"] == 0


@pytest.mark.parametrize("status", ["active", "suspended"])
def test_other_tenants_are_never_erased(platform: Platform, status: str) -> None:
    owner = platform.make_tenant()
    as_owner(
        platform,
        "UPDATE tenants SET status = %s, updated_at = '2000-01-01' WHERE id = %s",
        [status, owner.tenant_id],
    )

    platform.run(erase_deleted_tenants(platform.database, grace=AT_ONCE))
    direct = as_owner(platform, "SELECT erase_tenant(%s, 10) AS gone", [owner.tenant_id])

    assert direct == [{"gone": None}]
    assert rows_of(platform, owner.tenant_id)["tenants"] == 1


def test_much_is_erased_some_rows_at_a_time(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = platform.make_tenant()
    fill(platform, owner, steps=25)
    delete(platform, owner)
    monkeypatch.setattr(erasure, "ROWS_AT_ONCE", 10)

    first = as_owner(platform, "SELECT erase_tenant(%s, 10) AS gone", [owner.tenant_id])
    left = rows_of(platform, owner.tenant_id)["steps"]
    platform.run(erase_deleted_tenants(platform.database, grace=AT_ONCE))

    assert (first, left) == ([{"gone": False}], 15)
    assert not any(rows_of(platform, owner.tenant_id).values())


def test_people_go_with_their_last_tenant(platform: Platform) -> None:
    owner, other, boss = (
        platform.make_tenant(),
        platform.make_tenant(),
        make_platform_owner(platform),
    )
    alone, elsewhere = platform.make_member(owner, "viewer"), platform.make_member(owner, "viewer")
    bring_in(platform, elsewhere, other, "viewer")
    bring_in(platform, boss, owner, "viewer")
    as_owner(platform, "DELETE FROM members WHERE tenant_id = %s", [boss.tenant_id])
    delete(platform, owner)

    platform.run(erase_deleted_tenants(platform.database, grace=AT_ONCE))

    people = [alone.id, elsewhere.id, boss.id]
    left = as_owner(platform, "SELECT id FROM users WHERE id = ANY(%s)", [people])
    assert {row["id"] for row in left} == {elsewhere.id, boss.id}
    assert platform.ask("GET", "/permissions", by=alone).status == 401
