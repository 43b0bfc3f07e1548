"""What the doctor says of Redis."""

from pathlib import Path

from thaiyyal.cli.checkup import Finding, Status, run_checks
from thaiyyal.cli.redis_checks import REDIS_CHECKS, of_facts
from thaiyyal.settings import load_settings
from thaiyyal.store.shared.redis_link import RedisFacts
from thaiyyal.testing.redis_server import RedisServer

_MIB = 1024 * 1024


def _found(folder: Path, url: str | None) -> list[Finding]:
    environment = {"THAIYYAL_REDIS_URL": url} if url else {}
    loaded = load_settings({"data_dir": folder}, environment, None)
    return list(run_checks(REDIS_CHECKS, loaded))


def test_without_a_redis_all_is_well(tmp_path: Path) -> None:
    assert [finding.status for finding in _found(tmp_path, None)] == [Status.OK]


def test_a_redis_that_may_grow_without_end_is_a_warning(
    tmp_path: Path, redis_server: RedisServer
) -> None:
    (finding,) = _found(tmp_path, redis_server.url)

    assert finding.status is Status.WARNING
    assert "maxmemory" in finding.message


def test_a_redis_that_does_not_answer_is_unreachable_and_its_password_is_not_told(
    tmp_path: Path,
) -> None:
    (finding,) = _found(tmp_path, "redis://:very-secret@127.0.0.1:1/0")

    assert finding.status is Status.UNREACHABLE
    assert "very-secret" not in finding.message


def test_a_redis_with_bounds_is_well_unless_it_refuses_what_is_new() -> None:
    statuses = [
        of_facts(RedisFacts("7.0.15", policy, _MIB, 100 * _MIB)).status
        for policy in ("volatile-lru", "noeviction")
    ]

    assert statuses == [Status.OK, Status.WARNING]
