"""Verifying over HTTP."""

import pytest

from tests.integration.audit.logs import Log, log_of
from thaiyyal.testing.platform import Person, Platform


@pytest.fixture(scope="module")
def owner(platform: Platform) -> Person:
    return platform.make_tenant()


@pytest.fixture(scope="module")
def log(platform: Platform, owner: Person) -> Log:
    log = log_of(platform, owner)
    log.write_many(3)
    return log


def test_verifying_tells_where_the_chain_ends(platform: Platform) -> None:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.write_many(2)
    log.seal()
    last = log.rows()[-1]

    found = platform.ask("GET", "/audit-logs/verify", by=owner).json

    end = {"seq": 3, "hash": last["hash"].hex()}
    assert (found["ok"], found["entries"], found["end"], found["head"]) == (True, 3, end, end)
    assert (found["problem"], found["next_after"], found["unsealed"]) == (None, None, 0)


def test_verifying_tells_the_first_problem(platform: Platform) -> None:
    owner = platform.make_tenant()
    log = log_of(platform, owner)
    log.write_many(2)
    log.seal()
    changed = log.rows()[1]["id"]
    log.as_owner("UPDATE audit_logs SET status = 'failure' WHERE id = %s", changed)

    found = platform.ask("GET", "/audit-logs/verify", by=owner).json

    assert (found["ok"], found["entries"], found["problem"]["kind"]) == (False, 1, "altered")
    assert (found["problem"]["seq"], found["problem"]["entry_id"]) == (2, str(changed))


def test_verifying_after_an_entry_that_is_not_there_is_refused(owner: Person, log: Log) -> None:
    answer = log.platform.ask("GET", "/audit-logs/verify?after=1000000", by=owner)

    assert (answer.status, answer.code) == (404, "not_found")


def test_a_noted_place_needs_its_number_and_its_hash(owner: Person, log: Log) -> None:
    answer = log.platform.ask("GET", "/audit-logs/verify?noted_seq=1", by=owner)

    assert (answer.status, answer.code) == (422, "invalid_request")
