"""Whose log somebody may read: the tenant's with the permission, the platform's as its owner."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.integration.audit.logs import Log, as_owner, log_of
from thaiyyal.features.audit import Change
from thaiyyal.kernel.ids import PLATFORM, new_id
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture(scope="module")
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture(scope="module")
def log(platform: Platform, owner: Person) -> Log:
    log = log_of(platform, owner)
    log.write_many(3)
    return log


_READS: list[Callable[[str], str]] = [
    lambda _: "/audit-logs",
    lambda id_: f"/audit-logs/{id_}",
    lambda _: "/audit-logs/export",
    lambda _: "/audit-logs/verify",
]


def test_another_tenant_sees_nothing_of_a_log(platform: Platform, log: Log) -> None:
    stranger = platform.make_tenant()
    theirs = [str(row["id"]) for row in log.rows()]

    found = platform.ask("GET", f"/audit-logs?user_id={log.actor.user_id}", by=stranger)
    exported = platform.ask("GET", "/audit-logs/export", by=stranger)
    entry = platform.ask("GET", f"/audit-logs/{theirs[0]}", by=stranger)

    seen = (found.body + exported.body).decode()
    assert [id_ for id_ in theirs if id_ in seen] == []
    assert (entry.status, entry.code) == (404, "not_found")


@pytest.mark.parametrize("role", ["editor", "viewer"])
@pytest.mark.parametrize("path", _READS)
def test_members_without_the_permission_are_refused(
    log: Log, owner: Person, role: str, path: Callable[[str], str]
) -> None:
    member = log.platform.make_member(owner, role)

    answer = log.platform.ask("GET", path(str(log.rows()[0]["id"])), by=member)

    assert (answer.status, answer.code) == (403, "forbidden")


@pytest.mark.parametrize("path", _READS)
def test_owners_of_tenants_do_not_see_the_log_of_the_platform(
    log: Log, owner: Person, path: Callable[[str], str]
) -> None:
    of_platform = path(str(new_id())).replace("/audit-logs", "/platform/log")

    answer = log.platform.ask("GET", of_platform, by=owner)

    assert (answer.status, answer.code) == (403, "forbidden")


def test_the_platform_s_owner_reads_its_log_and_no_tenant_s(
    platform: Platform, platform_owner: Person, log: Log
) -> None:
    of_platform = replace(log, tenant_id=PLATFORM)
    of_platform.write(Change("session.refused", "session", "s1", succeeded=False))
    of_platform.seal()

    found = _platform_log(platform, platform_owner, "?resource_id=s1")
    entry = _platform_log(platform, platform_owner, f"/{found['items'][0]['id']}")
    verified = _platform_log(platform, platform_owner, "/verify")
    exported = platform.ask("GET", "/platform/log/export", by=platform_owner).body.splitlines()

    assert entry == found["items"][0]
    assert entry["tenant_id"] == str(PLATFORM)
    assert verified["ok"]
    assert [line for line in exported if str(log.tenant_id).encode() in line] == []


@pytest.fixture
def platform_owner(platform: Platform) -> Person:
    person = platform.make_tenant()
    as_owner(
        platform,
        "INSERT INTO platform_owners (user_id) VALUES (%s) ON CONFLICT DO NOTHING",
        person.id,
    )
    return person


def _platform_log(platform: Platform, by: Person, path: str) -> Any:
    answer = platform.ask("GET", f"/platform/log{path}", by=by)
    assert answer.status == 200, answer.json
    return answer.json
