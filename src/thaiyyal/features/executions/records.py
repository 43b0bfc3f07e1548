"""What is written down of an ended execution: its row, its steps, its blobs. Pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from thaiyyal.engine import ExecutionResult, Plan, Step, error_value
from thaiyyal.features.executions.assignment import FINAL, Finished, Outcome
from thaiyyal.features.executions.entries import masked_failure, storable
from thaiyyal.features.executions.payloads import (
    Blob,
    Payload,
    json_text,
    masked_text,
    payload_of,
    shortened,
)
from thaiyyal.features.executions.previews import bytes_of
from thaiyyal.features.executions.responding import responded_of
from thaiyyal.features.executions.sealing import OUTPUT, Whole, whole_of
from thaiyyal.features.executions.writes import JournalRow
from thaiyyal.kernel.errors import LimitExceeded
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.sdk import StepFailure
from thaiyyal.store.payload import pack_json

_QUICK_BYTES = 64 * 1024
_QUICK_STEPS = 300
ROW_BYTES = 150
"""About what a step takes besides its values."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about the end of a segment: ``rows`` are the steps that no journal row shows.

    ``whole``: the output, when it is shown masked.
    """

    finished: Finished
    output: Payload | None = None
    rows: tuple[JournalRow, ...] = ()
    blobs: tuple[Blob, ...] = ()
    whole: Whole | None = None

    @property
    def stored_bytes(self) -> int:
        """What it takes of the tenant's storage, besides the input and the journal."""
        size = 0 if self.output is None else len(self.output.stored)
        size += sum(len(row.output) for row in self.rows if row.output is not None)
        return size + len(self.rows) * ROW_BYTES + sum(len(blob.content) for blob in self.blobs)


@dataclass(slots=True)
class _Keeper:
    """Decides which values are kept whole, within what an execution may store in all."""

    left_bytes: int
    secrets: SecretValues
    blobs: dict[bytes, Blob] = field(default_factory=dict)
    known: dict[tuple[int, bool], Payload] = field(default_factory=dict)

    def keep(self, value: Value, *, is_whole: bool) -> Payload:
        """Return the stored form; a value that passes through many nodes is written out once."""
        key = (id(value), is_whole)
        if key not in self.known:
            self.known[key] = self._whole(value) if is_whole else shortened(value, self.secrets)
        return self.known[key]

    def add(self, payload: Payload) -> None:
        """Count a payload's blob, each digest once."""
        if payload.blob is not None:
            self.blobs[payload.blob.sha256] = payload.blob

    def _whole(self, value: Value) -> Payload:
        try:
            text = json_text(value, most=self.left_bytes, what="the output")
        except LimitExceeded:
            return shortened(value, self.secrets)
        payload = payload_of(*masked_text(value, text, self.secrets))
        if payload.blob is not None and payload.blob.sha256 not in self.blobs:
            self.left_bytes -= payload.blob.size_bytes
        self.add(payload)
        return payload


def is_quick(outcome: Outcome) -> bool:
    """Whether writing an execution down takes so little that the event loop may do it."""
    result = outcome.result
    if result is None:
        return True
    if len(result.plan.workflow.nodes) > _QUICK_STEPS:
        return False
    left = _QUICK_BYTES
    for value in (result.output, *_values(result)):
        left -= bytes_of(value, most=left)
        if left < 0:
            return False
    return True


def record_of(
    outcome: Outcome,
    *,
    most_bytes: int,
    after: int,
    shown: Container[str],
    secrets: SecretValues,
) -> Record:
    """Return what is written down of an outcome.

    An output of more than ``most_bytes`` is not kept: the execution failed then. ``after``: the
    last number used in the journal; ``shown``: nodes that have rows already; ``secrets`` are
    masked.
    """
    result = outcome.result
    if secrets and outcome.error is not None:
        outcome = replace(outcome, error=masked_failure(outcome.error, secrets))
    if outcome.kept is not None:
        return _kept_record(outcome, outcome.kept.value)
    if result is None:
        return Record(_finished(outcome, outcome.status, None, outcome.error))
    keeper = _Keeper(most_bytes, secrets)
    status, error, output, text = outcome.status, outcome.error, None, None
    whole = None
    if status == "succeeded":
        try:
            text = json_text(result.output, most=most_bytes, what="the output of the execution")
        except LimitExceeded as limit:
            status, error = "failed", StepFailure(limit.code, limit.message)
        else:
            if secrets.is_in(text):
                whole = whole_of(OUTPUT, text, secrets)
            value, text = masked_text(result.output, text, secrets)
            output = payload_of(value, text)
            keeper.add(output)
    rows = tuple(_step_rows(outcome, result, keeper, after=after, shown=shown))
    finished = _finished(outcome, status, text, error, cpu_s=result.run.cpu_s, secrets=secrets)
    return Record(finished, output, rows, tuple(keeper.blobs.values()), whole)


def _kept_record(outcome: Outcome, value: Value) -> Record:
    """Return what is written down of an execution whose result was known already."""
    text = dump_json(value).encode()
    output = payload_of(value, text)
    blobs = () if output.blob is None else (output.blob,)
    return Record(_finished(outcome, outcome.status, text, None), output, (), blobs)


def error_text(error: StepFailure) -> bytes:
    """Return an error as JSON text."""
    return dump_json(error_value(error)).encode()


def _finished(
    outcome: Outcome,
    status: str,
    output: bytes | None,
    error: StepFailure | None,
    *,
    cpu_s: float = 0.0,
    secrets: SecretValues | None = None,
) -> Finished:
    responded = None if outcome.result is None else responded_of(outcome.result)
    return Finished(
        status=status,
        output=output,
        error=None if error is None else error_text(error),
        started_at=outcome.started_at,
        finished_at=outcome.finished_at if status in FINAL else None,
        cpu_ms=round(cpu_s * 1_000),
        responded=masked_answer(responded, secrets) if secrets else responded,
    )


def masked_answer(
    responded: dict[str, Value] | None, secrets: SecretValues
) -> dict[str, Value] | None:
    """Return what a respond node gave as it may be sent."""
    shown = secrets.mask_value(responded)
    return shown if isinstance(shown, dict) else None


def _step_rows(
    outcome: Outcome,
    result: ExecutionResult,
    keeper: _Keeper,
    *,
    after: int,
    shown: Container[str],
) -> Iterator[JournalRow]:
    kept_whole, secrets = _kept_whole(result.plan), keeper.secrets
    is_final = outcome.status in FINAL
    seq = after
    for id_, step in result.steps().items():
        if id_ in shown or (not is_final and step.status == "skipped"):
            continue
        seq += 1
        meta: dict[str, Any] = dict(step.meta or {})
        attempts = meta.pop("attempts", 1)
        took_ms = None if step.took_s is None else round(step.took_s * 1_000, 3)
        if meta.get("ms") == took_ms:
            meta.pop("ms", None)
        if secrets:
            meta, step = (
                {key: secrets.mask_value(one) for key, one in meta.items()},
                replace(step, error=masked_failure(step.error, secrets)),
            )
        output = keeper.keep(step.output, is_whole=id_ in kept_whole) if step.has_output else None
        yield JournalRow(
            seq,
            "step",
            storable(id_),
            storable(step.path),
            None,
            result.plan.workflow.by_id[id_].type.type,
            step.status,
            None if step.port is None else storable(secrets.mask_text(step.port)),
            attempts,
            None if output is None else output.stored,
            None if output is None else output.digest,
            output is not None and output.is_preview,
            None if step.error is None else error_text(step.error),
            outcome.finished_at,
            _time_of(outcome, step),
            took_ms,
            pack_json(dump_json(meta).encode()) if meta else None,
        )


def _kept_whole(plan: Plan) -> frozenset[str]:
    """Return the nodes whose outputs cannot be computed again, or are what people look for."""
    found = {plan.top.nodes[slot].id for slot in plan.top.results}
    bodies = [plan.top]
    for body in bodies:  # grows while it is read
        found |= {node.id for node in body.nodes if not node.is_pure and node.body is None}
        bodies += [node.body for node in body.nodes if node.body is not None]
    return frozenset(found)


def _values(result: ExecutionResult) -> Iterator[Any]:
    yield from result.frame.values
    for frame in result.run.last_frames.values():
        yield from frame.values


def _time_of(outcome: Outcome, step: Step) -> datetime | None:
    if step.started is None or outcome.started_at is None:
        return None
    return outcome.started_at + timedelta(seconds=max(0.0, step.started - outcome.began_s))
