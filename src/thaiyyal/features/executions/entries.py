"""Journal entries become rows, and rows become entries again. Pure; exact both ways.

A text that the database would not take, such as half a character, stands escaped in ``key`` and
``fact``, which are JSON; the columns that people search show it with a replacement.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import orjson

from thaiyyal.engine import Armed, Began, Entry, Fired, Intent, Outcome, Repeat, error_value
from thaiyyal.features.executions.payloads import Blob, json_text, payload_of
from thaiyyal.features.executions.sealing import Whole, step_place, whole_of
from thaiyyal.features.executions.writes import JournalRow
from thaiyyal.kernel.redaction import SecretValues
from thaiyyal.kernel.values import Value, dump_json
from thaiyyal.sdk import Effect, Emit, StepFailure
from thaiyyal.store.payload import pack_json, unpack
from thaiyyal.store.transaction import Row

Key: TypeAlias = tuple[str, str, int, str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Writer:
    """Writes the entries of one execution as rows: ``seq`` is the last number given.

    ``types``: node id -> its type. ``began``: when work in hand was begun. ``wholes``: what rows
    show masked, to be sealed.
    """

    types: Mapping[str, str]
    most_bytes: int
    seq: int = 0
    blobs: list[Blob] = field(default_factory=list)
    began: dict[Key, int] = field(default_factory=dict)
    secrets: SecretValues = field(default_factory=SecretValues)
    wholes: list[Whole] = field(default_factory=list)

    def row_of(self, entry: Entry, now: datetime) -> JournalRow:
        """Return an entry's row; what it needs of blobs is added to ``blobs``.

        Raises:
            LimitExceeded: The value is larger than what may be stored.
        """
        self.seq += 1
        match entry:
            case Began():
                began = orjson.dumps({"seed": entry.seed, "now_ms": entry.now_ms})
                return JournalRow(
                    self.seq, "began", "", "", None, "", "running", at=now, fact=began
                )
            case Intent():
                self.began[entry.key] = entry.at_ms
                fact = {"effect": entry.effect.value, "at_ms": entry.at_ms}
                return self._row("intent", entry.key, "running", now, fact=fact)
            case Outcome():
                return self._outcome(self._shown(entry) if self.secrets else entry, now)
            case Armed():
                return self._row("armed", entry.key, "", now, fact={"due_ms": entry.due_ms})
            case Fired():
                return self._row("fired", entry.key, "", now)
            case Repeat():
                return self._row("repeat", entry.key, "", now)

    def _shown(self, entry: Outcome) -> Outcome:
        """Return an outcome as it may be seen; the whole one, if it is another, is to be sealed."""
        value = entry.result.value if isinstance(entry.result, Emit) else entry.result
        text = json_text(value, most=self.most_bytes, what=f"the output of {entry.key[1]}")
        fact = _fact_of(entry)
        failure = masked_failure(entry.failure, self.secrets)
        is_shown = not self.secrets.is_in(text) and not self.secrets.is_in(dump_json(fact))
        if is_shown and failure == entry.failure:
            return entry
        place = step_place(self.seq)
        self.wholes.append(whole_of(place, text, self.secrets, fact=fact))
        return masked_outcome(entry, self.secrets)

    def _outcome(self, entry: Outcome, now: datetime) -> JournalRow:
        began_ms = self.began.pop(entry.key, None)
        started = None if began_ms is None else time_from_ms(began_ms)
        took = None if started is None else max(0.0, (now - started).total_seconds() * 1e3)
        row = self._row(
            "outcome",
            entry.key,
            "succeeded" if entry.failure is None else "failed",
            now,
            fact=_fact_of(entry),
        )
        row = row._replace(started_at=started, duration_ms=None if took is None else round(took, 3))
        if entry.failure is not None:
            error = dump_json(error_value(entry.failure)).encode()
            return row._replace(error=error, meta=_packed(entry.facts))
        result = entry.result if isinstance(entry.result, Emit) else Emit(entry.result)
        value, port, meta = result.value, result.port, result.meta
        text = json_text(value, most=self.most_bytes, what=f"the output of {entry.key[1]}")
        payload = payload_of(value, text)
        if payload.blob is not None:
            self.blobs.append(payload.blob)
        return row._replace(
            output=payload.stored,
            output_blob=payload.digest,
            is_preview=payload.is_preview,
            port=None if port is None else storable(port),
            meta=_packed(meta),
        )

    def _row(
        self,
        kind: str,
        key: Key,
        status: str,
        now: datetime,
        *,
        fact: Mapping[str, Any] | None = None,
    ) -> JournalRow:
        path, node_id, attempt, _ = key
        return JournalRow(
            self.seq,
            kind,
            storable(node_id),
            storable(_shown(path)),
            key_bytes(key),
            self.types.get(node_id, ""),
            status,
            attempt=attempt,
            at=now,
            fact=None if not fact else dump_json(dict(fact)).encode(),
        )


def masked_outcome(entry: Outcome, secrets: SecretValues) -> Outcome:
    """Return an outcome with its secrets masked."""
    mask: Callable[[Any], Any] = secrets.mask_value
    result, failure = entry.result, masked_failure(entry.failure, secrets)
    if not isinstance(result, Emit):
        result = secrets.mask_value(result)
    else:
        ports = None if result.ports is None else {k: mask(v) for k, v in result.ports.items()}
        meta = None if result.meta is None else mask(dict(result.meta))
        result = Emit(mask(result.value), result.port and mask(result.port), ports, meta)
    return replace(entry, result=result, failure=failure, facts=mask(dict(entry.facts)))


def masked_failure(failure: StepFailure | None, secrets: SecretValues) -> StepFailure | None:
    """Return a failure whose message may be shown."""
    if failure is None or not secrets:
        return failure
    return replace(failure, message=secrets.mask_message(failure.message))


def entry_of(row: Row) -> Entry | None:
    """Return the entry of a row; None of one that replays do not need."""
    kind = row["kind"]
    if kind in {"step", "status"}:
        return None
    fact = json.loads(row["fact"]) if row["fact"] else {}
    if kind == "began":
        return Began(fact["seed"], fact["now_ms"])
    key = key_of(row["key"])
    match kind:
        case "intent":
            return Intent(key, Effect(fact["effect"]), fact["at_ms"])
        case "outcome":
            return _outcome_of(row, key, fact)
        case "armed":
            return Armed(key, fact["due_ms"])
        case "fired":
            return Fired(key)
        case _:
            return Repeat(key)


def key_bytes(key: Key) -> bytes:
    """Return a key as JSON; half characters are escaped."""
    return json.dumps(key, separators=(",", ":")).encode()


def key_of(stored: bytes) -> Key:
    """Return a key from its JSON."""
    path, node_id, attempt, purpose = json.loads(stored)
    return path, node_id, attempt, purpose


def storable(text: str) -> str:
    """Return a text as the database takes it: no NUL, no half characters."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def time_from_ms(at_ms: float) -> datetime:
    """Return a time from milliseconds since 1970."""
    return _EPOCH + timedelta(milliseconds=at_ms)


def ms_from_time(at: datetime) -> int:
    """Return milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _outcome_of(row: Row, key: Key, fact: dict[str, Any]) -> Outcome:
    signals = tuple(fact.get("signals", ()))
    if "failure" in fact:
        return Outcome(key, None, StepFailure(**fact["failure"]), fact.get("facts", {}), signals)
    value: Value = unpack(row["output"])
    if "emit" not in fact:
        return Outcome(key, value, signals=signals)
    emit = fact["emit"]
    return Outcome(key, Emit(value, emit["port"], emit["ports"], emit["meta"]), signals=signals)


def _fact_of(entry: Outcome) -> dict[str, Any]:
    fact: dict[str, Any] = {}
    if entry.signals:
        fact["signals"] = list(entry.signals)
    if entry.failure is not None:
        failure = entry.failure
        fact["failure"] = {
            "code": failure.code,
            "message": failure.message,
            "node": failure.node,
            "is_terminal": failure.is_terminal,
            "position": failure.position,
            "after_s": failure.after_s,
        }
        if entry.facts:
            fact["facts"] = dict(entry.facts)
    elif isinstance(entry.result, Emit):
        emit = entry.result
        fact["emit"] = {"port": emit.port, "ports": emit.ports, "meta": emit.meta}
    return fact


def _packed(meta: Mapping[str, Any] | None) -> bytes | None:
    return pack_json(dump_json(dict(meta)).encode()) if meta else None


def _shown(path: str) -> str:
    """Return a journal's path as people see it: without the attempts of containers.

    >>> _shown("loop[3]@1.inner[0]@2")
    'loop[3].inner[0]'
    """
    return ".".join(part.rpartition("@")[0] or part for part in path.split(".")) if path else ""
