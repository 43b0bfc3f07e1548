"""What is known of tenants without room, and how a group that met one is tried again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from thaiyyal.features.executions.errors import NoRoom
from thaiyyal.features.executions.fullness import Fullness, parts_of
from thaiyyal.features.executions.writes import Ending, NewExecution, Write
from thaiyyal.features.tenancy.quotas import Metric
from thaiyyal.kernel.ids import ExecutionId, TenantId, WorkflowId

FULL, OTHER = TenantId(UUID(int=1)), TenantId(UUID(int=2))
AT = datetime(2026, 1, 1, tzinfo=UTC)
_NOTHING: dict[str, Any] = dict.fromkeys(NewExecution._fields)


@dataclass(slots=True)
class Clock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


def starting(tenant: TenantId = FULL, *, size: int = 0, status: str = "queued") -> Write:
    new = NewExecution(**{**_NOTHING, "status": status})
    return Write(
        tenant, ExecutionId(UUID(int=9)), WorkflowId(UUID(int=8)), 0, new=new, stored_bytes=size
    )


def going_on(tenant: TenantId = FULL, *also: Write) -> Write:
    ending = Ending("failed", None, None, None, 0, 0, AT, 0, None, None, 0)
    ids = ExecutionId(UUID(int=9)), WorkflowId(UUID(int=8))
    return Write(tenant, *ids, 1, ending=ending, also=also)


def test_what_asks_for_as_much_as_was_refused_is_refused() -> None:
    full = Fullness(Clock())
    full.learn(starting(size=100), NoRoom(Metric.STORAGE_BYTES, FULL))

    found = [full.refusal_of(starting(size=size)) for size in (99, 100, 101)]

    assert [None if one is None else one.metric for one in found] == [
        None, Metric.STORAGE_BYTES, Metric.STORAGE_BYTES,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "write", [starting(OTHER), going_on(), starting(status="succeeded")],
    ids=["another tenant", "one that began", "one that takes no place"],
)  # fmt: skip
def test_what_asks_for_none_of_it_is_not_refused(write: Write) -> None:
    full = Fullness(Clock())
    full.learn(starting(status="running"), NoRoom(Metric.ACTIVE_EXECUTIONS, FULL))

    assert full.refusal_of(starting(status="running")) is not None
    assert full.refusal_of(write) is None


@pytest.mark.parametrize(("after_s", "is_refused"), [(0.9, True), (1.0, False)])
def test_it_is_known_for_a_second(after_s: float, is_refused: bool) -> None:
    clock = Clock()
    full = Fullness(clock)
    full.learn(starting(), NoRoom(Metric.EXECUTIONS, FULL))

    clock.now_s = after_s

    assert (full.refusal_of(starting()) is not None) is is_refused


def test_it_is_forgotten_when_there_may_be_room_again() -> None:
    full = Fullness(Clock())
    full.learn(starting(), NoRoom(Metric.EXECUTIONS, FULL))

    full.forget(FULL, Metric.EXECUTIONS)

    assert full.refusal_of(starting()) is None


def test_only_what_a_full_tenant_starts_comes_alone() -> None:
    writes = [
        starting(OTHER), going_on(), going_on(), starting(), going_on(FULL, starting()),
        going_on(), going_on(OTHER),
    ]  # fmt: skip

    parts = parts_of(writes, NoRoom(Metric.EXECUTIONS, FULL))

    assert parts == [[0, 6], [1, 2], [3], [4], [5]]


def test_what_is_refused_for_another_reason_comes_alone() -> None:
    assert parts_of([starting(), going_on()], ValueError()) == [[0], [1]]
