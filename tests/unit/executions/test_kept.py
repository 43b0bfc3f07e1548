"""Which part of a journal a retry keeps."""

import json
from typing import Any

import pytest

from thaiyyal.features.executions.again.kept import kept_of
from thaiyyal.features.executions.entries import key_bytes

Row = dict[str, Any]


def row(seq: int, kind: str, node: str = "", *, path: str = "", attempt: int = 1,
        purpose: str = "run", status: str = "", **fact: Any) -> Row:  # fmt: skip
    key = key_bytes((path, node, attempt, purpose)) if node else None
    return {
        "seq": seq,
        "kind": kind,
        "key": key,
        "fact": json.dumps(fact).encode() if fact else None,
        "status": status,
    }


def begun(seq: int, node: str, effect: str = "idempotent", **more: Any) -> Row:
    return row(seq, "intent", node, effect=effect, at_ms=0, **more)


def done(seq: int, node: str, status: str = "succeeded", **more: Any) -> Row:
    return row(seq, "outcome", node, status=status, **more)


BEGAN = row(1, "began", seed=1, now_ms=0)


def test_what_succeeded_is_kept_and_what_failed_is_not() -> None:
    rows = [BEGAN, begun(2, "a"), done(3, "a"), begun(4, "b"), done(5, "b", "failed")]

    kept = kept_of(rows, "b")

    assert (kept.seqs, kept.unknown) == ((1, 2, 3), ())


def test_all_attempts_of_what_failed_are_left_out() -> None:
    rows = [
        BEGAN,
        begun(2, "b"),
        done(3, "b", "failed"),
        row(4, "armed", "b", purpose="retry", due_ms=1),
        row(5, "fired", "b", purpose="retry"),
        begun(6, "b", attempt=2),
        done(7, "b", "failed", attempt=2),
    ]

    assert kept_of(rows, "b").seqs == (1,)


def test_the_same_node_elsewhere_is_kept() -> None:
    rows = [
        BEGAN,
        begun(2, "b", path="loop[0]@1"),
        done(3, "b", path="loop[0]@1"),
        begun(4, "b", path="loop[1]@1"),
        done(5, "b", "failed", path="loop[1]@1"),
    ]

    assert kept_of(rows, "b").seqs == (1, 2, 3)


def test_a_failure_that_something_came_after_is_kept() -> None:
    rows = [BEGAN, begun(2, "a"), done(3, "a", "failed"), begun(4, "b"), done(5, "b")]

    assert kept_of(rows, "a").seqs == (1, 2, 3, 4, 5)


def test_a_failure_of_another_node_than_that_of_the_end_is_kept() -> None:
    rows = [BEGAN, begun(2, "a"), done(3, "a", "failed")]

    assert kept_of(rows, "computed").seqs == (1, 2, 3)


def test_a_timeout_that_ended_it_is_left_out() -> None:
    rows = [
        BEGAN,
        begun(2, "a"),
        done(3, "a"),
        row(4, "armed", "slow", purpose="timeout", due_ms=1),
        begun(5, "slow"),
        row(6, "fired", "slow", purpose="timeout"),
    ]

    assert kept_of(rows, "slow").seqs == (1, 2, 3)


@pytest.mark.parametrize(
    ("effect", "unknown"), [("writes", ("b",)), ("idempotent", ()), ("reads", ()), ("waits", ())]
)
def test_work_in_hand_is_left_out_and_named_if_it_must_not_be_repeated(
    effect: str, unknown: tuple[str, ...]
) -> None:
    rows = [BEGAN, begun(2, "a"), begun(3, "b", effect), done(4, "a")]

    kept = kept_of(rows, None)

    assert (kept.seqs, kept.unknown) == ((1, 2, 4), unknown)


def test_what_was_to_be_repeated_is_not_unknown_any_more() -> None:
    rows = [BEGAN, begun(2, "b", "writes"), row(3, "repeat", "b")]

    assert kept_of(rows, None).unknown == ()


def test_signals_go_with_what_has_used_them() -> None:
    rows = [
        BEGAN,
        begun(2, "a", "waits"),
        done(3, "a", signals=[1, 4]),
        begun(5, "b", "waits"),
        done(6, "b", "failed", signals=[2]),
    ]

    assert kept_of(rows, "b").signals == (1, 4)
