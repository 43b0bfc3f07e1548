"""Following a chain finds whatever was done to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.unit.audit.chains import PLAIN, head_of, sealed
from thaiyyal.features.audit.chain import Place, ProblemKind, follow_chain, verify_chain
from thaiyyal.features.audit.entry import HASHED, Entry, entry_bytes

OTHER: dict[str, Any] = {
    "tenant_id": UUID(int=1),
    "id": UUID(int=2),
    "at": PLAIN.at + timedelta(microseconds=1),
    "actor_kind": "api_key",
    "user_id": None,
    "api_key_id": None,
    "action": "workflow.deleted",
    "resource_type": "tenant",
    "resource_id": None,
    "status": "failure",
    "address": "2001:db8::8",
    "user_agent": "",
    "request_id": None,
    "before": None,
    "after": b'{"version":3}',
    "details": b"",
}


def _kinds(entries: list[Entry], head: Place | None) -> tuple[ProblemKind | None, int | None]:
    problem = verify_chain(entries, head=head).problem
    return (None, None) if problem is None else (problem.kind, problem.seq)


def test_an_untouched_chain_is_right_to_its_end() -> None:
    entries = sealed(4)

    verdict = verify_chain(entries, head=head_of(entries))

    assert (verdict.entries, verdict.end, verdict.problem) == (4, head_of(entries), None)


def test_an_empty_log_is_right() -> None:
    assert verify_chain([], head=None).problem is None


@pytest.mark.parametrize("field", HASHED)
def test_a_change_in_any_field_is_found(field: str) -> None:
    entries = sealed(3)
    entries[1] = replace(entries[1], **{field: OTHER[field]})

    assert _kinds(entries, head_of(entries)) == (ProblemKind.ALTERED, 2)


@pytest.mark.parametrize(
    ("gone", "found"), [(0, 1), (1, 2), (2, 3)], ids=["the first", "a middle one", "the last"]
)
def test_an_entry_that_is_gone_is_found(gone: int, found: int) -> None:
    entries = sealed(3)
    head = head_of(entries)
    del entries[gone]

    assert _kinds(entries, head) == (ProblemKind.MISSING, found)


def test_entries_that_changed_places_are_found() -> None:
    first, second, third = sealed(3)
    swapped = [first, replace(third, seq=2, hash=second.hash), replace(second, seq=3)]

    assert _kinds(swapped, head_of(sealed(3))) == (ProblemKind.ALTERED, 2)


@pytest.mark.parametrize("seq", [1, 2, 0, -1])
def test_an_entry_that_was_put_in_is_found(seq: int) -> None:
    entries = sealed(3)
    entries.insert(2, replace(entries[0], id=UUID(int=9), seq=seq))

    assert _kinds(entries, head_of(entries)) == (ProblemKind.INSERTED, seq)


def test_an_entry_without_number_and_hash_has_no_place_in_a_chain() -> None:
    entries = [*sealed(1), replace(PLAIN, seq=None, hash=None)]

    assert _kinds(entries, head_of(sealed(1))) == (ProblemKind.INSERTED, 0)


@pytest.mark.parametrize(
    "head",
    [Place(3, bytes(32)), Place(2, head_of(sealed(2)).hash), None],
    ids=["another hash", "an earlier entry", "none"],
)
def test_a_changed_head_is_found(head: Place | None) -> None:
    assert _kinds(sealed(3), head)[0] is ProblemKind.HEAD_DIFFERS


def test_a_chain_goes_on_from_the_checkpoint_that_retention_left() -> None:
    entries = sealed(5)
    checkpoint, rest = head_of(entries[:2]), entries[2:]

    verdict = verify_chain(rest, checkpoint=checkpoint, head=head_of(entries))

    assert (verdict.entries, verdict.problem) == (3, None)


def test_a_changed_checkpoint_is_found() -> None:
    entries = sealed(5)

    verdict = verify_chain(entries[2:], checkpoint=Place(2, bytes(32)), head=head_of(entries))

    assert verdict.problem is not None
    assert verdict.problem.kind is ProblemKind.ALTERED


def test_a_log_that_was_rewritten_as_a_whole_does_not_fit_what_was_noted_before() -> None:
    noted = head_of(sealed(2))
    rewritten = sealed(3, Place(0, bytes(31) + b"\1"))

    verdict = follow_chain(rewritten, Place(0, bytes(31) + b"\1"), noted=noted)

    assert verdict.problem is not None
    assert (verdict.problem.kind, verdict.problem.seq) == (ProblemKind.NOTED_DIFFERS, 2)


def test_a_problem_names_the_entry() -> None:
    entries = sealed(2)
    entries[1] = replace(entries[1], action="workflow.deleted")

    problem = verify_chain(entries, head=None).problem

    assert problem is not None
    assert problem.entry_id == entries[1].id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"before": b"ab", "after": b""}, {"before": b"a", "after": b"b"}),
        ({"before": None}, {"before": b""}),
        ({"user_agent": None}, {"user_agent": ""}),
        ({"user_agent": "a", "request_id": None}, {"user_agent": None, "request_id": "a"}),
    ],
)
def test_no_two_entries_have_the_same_bytes(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert entry_bytes(replace(PLAIN, **one)) != entry_bytes(replace(PLAIN, **other))


def test_the_bytes_of_an_entry_never_change() -> None:
    assert head_of(sealed(1)).hash.hex() == (
        "f6a670be72a0df799e4d54e90deb2607f7d9c5bddb85df814e30d49efcaeffcb"
    )
