"""Partitions of the log that are long over and empty are dropped, and no others."""

from tests.integration.audit.logs import as_owner
from thaiyyal.features.audit.jobs import trim
from thaiyyal.testing.platform import Platform

_MAKE = (
    "CREATE TABLE {name} PARTITION OF audit_logs"
    " FOR VALUES FROM ('{low}-0000-0000-0000-000000000000')"
    " TO ('{high}-0000-0000-0000-000000000000')"
)
_NAMES = (
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits"
    " WHERE inhparent = 'audit_logs'::regclass"
)


def _names(platform: Platform) -> set[str]:
    return {row["name"] for row in as_owner(platform, _NAMES)}


def test_an_empty_month_of_the_past_is_dropped(platform: Platform) -> None:
    before = _names(platform)
    as_owner(platform, _MAKE.format(name="audit_logs_y2001m01", low="00e32f07", high="00e3cead"))

    platform.run(trim(platform.database, default_days=365))

    assert _names(platform) == before


def test_a_month_with_an_entry_left_is_kept(platform: Platform) -> None:
    as_owner(platform, _MAKE.format(name="audit_logs_y2001m02", low="00e3cead", high="00e45ee1"))
    as_owner(
        platform,
        "INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status)"
        " VALUES (gen_random_uuid(), '00e3cead-0000-7000-8000-000000000000', now(), 'system',"
        " 'a.b', 'c', 'success')",
    )

    platform.run(trim(platform.database, default_days=365))

    assert "audit_logs_y2001m02" in _names(platform)
