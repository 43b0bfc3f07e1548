"""Somebody with all rights in the database changes a log; verifying it tells so."""

from dataclasses import replace
from typing import Any

import pytest

from tests.integration.audit.logs import Log, new_log
from thaiyyal.features.audit.chain import Place, ProblemKind
from thaiyyal.kernel.authorize import NotFound
from thaiyyal.testing.platform import Platform

_AT = "UPDATE audit_logs SET {} WHERE tenant_id = %s AND seq = 3"
_DELETE = "DELETE FROM audit_logs WHERE tenant_id = %s AND {}"


@pytest.fixture
def log(platform: Platform) -> Log:
    log = new_log(platform)
    log.write_many(6)
    log.seal()
    return log


def _found(log: Log, **asked: Any) -> tuple[ProblemKind | None, int | None]:
    problem = log.verify(**asked).verdict.problem
    return (None, None) if problem is None else (problem.kind, problem.seq)


@pytest.mark.parametrize(
    "change",
    [
        "id = 'ffffffff-0000-7000-8000-000000000000'::uuid",
        "at = at + interval '1 millisecond'",
        "actor_kind = 'system'",
        "user_id = NULL",
        "api_key_id = gen_random_uuid()",
        "action = 'tenant.deleted'",
        "resource_type = 'tenant'",
        "resource_id = NULL",
        "status = 'failure'",
        "address = '203.0.113.8'",
        "address = '203.0.113.7/24'",
        "user_agent = 'Mozilla/5.1'",
        "request_id = 'request-2'",
        "before = '{\"revision\":4}'",
        "after = NULL",
        "details = '{}'",
        "hash = sha256('')",
        "hash = NULL",
    ],
)
def test_a_changed_column_is_found(log: Log, change: str) -> None:
    # An id decides about the partition; this one stays in its month.
    change = change.replace("ffffffff-0000", str(log.rows()[2]["id"])[:13])
    log.as_owner(_AT.format(change), log.tenant_id)

    assert _found(log) == (ProblemKind.ALTERED, 3)


def test_an_entry_moved_to_another_tenant_is_missing_here_and_too_much_there(log: Log) -> None:
    other = new_log(log.platform)
    log.as_owner(_AT.format("tenant_id = %s"), other.tenant_id, log.tenant_id)

    assert _found(log) == (ProblemKind.MISSING, 3)
    assert _found(other) == (ProblemKind.HEAD_DIFFERS, 0)


@pytest.mark.parametrize(
    ("gone", "found"),
    [("seq = 1", 1), ("seq = 3", 3), ("seq = 6", 6), ("seq > 2", 3), ("true", 1)],
    ids=["the first", "a middle one", "the last", "the rest", "all"],
)
def test_a_deleted_entry_is_found(log: Log, gone: str, found: int) -> None:
    log.as_owner(_DELETE.format(gone), log.tenant_id)

    assert _found(log) == (ProblemKind.MISSING, found)


def test_entries_in_another_order_are_found(log: Log) -> None:
    log.as_owner(
        "UPDATE audit_logs SET seq = 7 - seq WHERE tenant_id = %s AND seq IN (3, 4)", log.tenant_id
    )

    assert _found(log) == (ProblemKind.ALTERED, 3)


@pytest.mark.parametrize(
    ("seq", "kind"),
    [
        (0, ProblemKind.INSERTED),
        (3, ProblemKind.INSERTED),
        (6, ProblemKind.INSERTED),
        (7, ProblemKind.HEAD_DIFFERS),
        (10**12, ProblemKind.HEAD_DIFFERS),
    ],
)
def test_an_inserted_entry_is_found(log: Log, seq: int, kind: ProblemKind) -> None:
    log.as_owner(
        "INSERT INTO audit_logs (tenant_id, id, at, actor_kind, action, resource_type, status,"
        " seq, hash) SELECT tenant_id, overlay(id::text PLACING 'ffff' FROM 20)::uuid, at,"
        " actor_kind, action, resource_type, status, %s, hash"
        " FROM audit_logs WHERE tenant_id = %s AND seq = 6",
        seq,
        log.tenant_id,
    )

    assert _found(log)[0] is kind


def test_an_entry_taken_out_of_the_chain_is_missing_even_when_it_is_sealed_again(log: Log) -> None:
    log.as_owner(_AT.format("seq = NULL, hash = NULL"), log.tenant_id)
    before = _found(log)
    log.seal()

    assert (before, _found(log)) == ((ProblemKind.MISSING, 3), (ProblemKind.MISSING, 3))


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_heads SET hash = sha256('')", ProblemKind.HEAD_DIFFERS),
        ("UPDATE audit_heads SET seq = seq - 1", ProblemKind.HEAD_DIFFERS),
        ("UPDATE audit_heads SET seq = seq + 1", ProblemKind.MISSING),
        ("DELETE FROM audit_heads", ProblemKind.HEAD_DIFFERS),
    ],
)
def test_a_changed_head_is_found(log: Log, statement: str, kind: ProblemKind) -> None:
    log.as_owner(f"{statement} WHERE tenant_id = %s", log.tenant_id)

    assert _found(log)[0] is kind


def test_a_head_that_was_changed_before_more_was_sealed_is_found(log: Log) -> None:
    log.as_owner("UPDATE audit_heads SET hash = sha256('') WHERE tenant_id = %s", log.tenant_id)
    log.write_many(2)
    log.seal()

    assert _found(log) == (ProblemKind.ALTERED, 7)


def test_a_forged_checkpoint_is_found(log: Log) -> None:
    log.as_owner("DELETE FROM audit_logs WHERE tenant_id = %s AND seq <= 2", log.tenant_id)
    log.as_owner(
        "INSERT INTO audit_checkpoints (tenant_id, seq, hash) VALUES (%s, 2, sha256(''))",
        log.tenant_id,
    )

    assert _found(log) == (ProblemKind.ALTERED, 3)


def test_what_was_cut_off_the_end_with_its_head_is_found_by_a_noted_place(log: Log) -> None:
    noted = log.verify().verdict.end
    log.as_owner("DELETE FROM audit_logs WHERE tenant_id = %s AND seq > 4", log.tenant_id)
    log.as_owner(
        "UPDATE audit_heads h SET seq = 4, hash = l.hash FROM audit_logs l"
        " WHERE h.tenant_id = %s AND l.tenant_id = h.tenant_id AND l.seq = 4",
        log.tenant_id,
    )

    assert _found(log) == (None, None)
    assert _found(log, noted=noted) == (ProblemKind.NOTED_DIFFERS, 6)


def test_a_log_that_goes_through_a_noted_place_is_right(log: Log) -> None:
    noted = log.verify().verdict.end
    log.write_many(3)
    log.seal()

    assert _found(log, noted=noted) == (None, None)
    assert _found(log, noted=replace(noted, hash=bytes(32))) == (ProblemKind.NOTED_DIFFERS, 6)


def test_entries_that_wait_for_the_sealer_are_told(log: Log) -> None:
    log.write_many(2)

    found = log.verify()

    assert (found.verdict.entries, found.verdict.problem, found.tail.unsealed) == (6, None, 2)
    assert found.tail.oldest_at == log.rows("id")[-2]["at"]


def test_a_large_log_is_verified_piece_by_piece(log: Log) -> None:
    first = log.verify(most=4)
    rest = log.verify(most=4, after=first.verdict.end.seq)

    assert (first.verdict.entries, first.is_complete) == (4, False)
    assert (rest.verdict.entries, rest.is_complete, rest.verdict.problem) == (2, True, None)


def test_verifying_after_an_entry_that_is_not_there_is_refused(log: Log) -> None:
    with pytest.raises(NotFound):
        log.verify(after=7)


def test_an_empty_log_is_right(platform: Platform) -> None:
    found = new_log(platform).verify()

    assert (found.verdict.end, found.head, found.verdict.problem) == (
        Place(0, bytes(32)),
        None,
        None,
    )
