"""What every journal must keep: for the in-memory twin and for those that last.

Parametrize a test with ``JOURNAL_CHECKS`` and call each with a function that opens the journal of
an execution by its number. Opening one again gives the same record.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from thaiyyal.engine import (
    Armed,
    Began,
    Entry,
    Fired,
    Intent,
    Journal,
    Key,
    Outcome,
    Repeat,
)
from thaiyyal.kernel.values import Value
from thaiyyal.sdk import Effect, Emit, StepFailure

OpenJournal = Callable[[int], Awaitable[Journal]]
Check = Callable[[OpenJournal], Coroutine[Any, Any, None]]

BEGAN = Began(2**53 - 1, 1_700_000_000_000)
KEY: Key = ("loop[3]@1.inner[0]@2", "node", 2, "run")
WRITERS = 20
LARGE = 2_000_000
VALUES: Sequence[Value] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2**53,
    0.1,
    1e21,
    5e-324,
    1.7976931348623157e308,
    -0.5,
    "",
    "text",
    "a\x00b",
    "\ud800 alone",
    "\U0001f600",
    "\u2028\n\t\"'\\",
    [],
    {},
    [[], {}, [None]],
    {"b": 1, "a": 2, "10": 3, "9": 4, "": 5},
    {"\x00": "\udfff"},
]
FAILURES = [
    StepFailure("refused", "the service\x00 refused \ud800", "node", position=3),
    StepFailure("busy", "later", None, is_terminal=True, after_s=1.5),
]
ENTRIES: Sequence[Entry] = [
    *(Intent(KEY, effect, 1_700_000_000_001) for effect in Effect),
    Intent(("", "\x00 \ud800 \U0001f600", 1, "run"), Effect.READS, 0),
    *(Outcome(KEY, value) for value in VALUES),
    *(Outcome(KEY, Emit(value, meta={"ms": 0.5, "n": [1]})) for value in VALUES[:4]),
    Outcome(KEY, Emit("v", "true")),
    Outcome(KEY, Emit({"a": 1}, None, {"passed": [1], "failed": []}, {})),
    *(Outcome(KEY, failure=failure, facts={"status": 503}) for failure in FAILURES),
    Outcome(KEY, "paid", signals=(1, 2)),
    Armed(KEY, 1_700_000_000_000.25),
    Fired(KEY),
    Repeat(KEY),
    Began(BEGAN.seed, 1_700_000_999_999),
]


async def check_new_is_empty(open_journal: OpenJournal) -> None:
    """Nothing was recorded of an execution that has not begun."""
    journal = await open_journal(1)

    assert list(await journal.load()) == []


async def check_order_and_values(open_journal: OpenJournal) -> None:
    """What was written comes back in its order, exactly, whoever opens it."""
    journal = await open_journal(2)
    await journal.write([BEGAN])
    await journal.write(ENTRIES)

    found = await (await open_journal(2)).load()

    assert len(found) == len(ENTRIES) + 1
    for wrote, read in zip([BEGAN, *ENTRIES], found, strict=True):
        assert _exact(read) == _exact(wrote), f"{read} is not what was written: {wrote}"


async def check_nothing_to_write(open_journal: OpenJournal) -> None:
    """Writing nothing changes nothing."""
    journal = await open_journal(3)
    await journal.write([BEGAN])
    await journal.write([])

    assert list(await journal.load()) == [BEGAN]


async def check_large_values(open_journal: OpenJournal) -> None:
    """A value of some megabytes is not cut."""
    value: Any = {"text": "x\x00é" * (LARGE // 3), "list": list(range(10_000))}
    journal = await open_journal(4)
    await journal.write([BEGAN, Outcome(KEY, value)])

    assert list(await (await open_journal(4)).load()) == [BEGAN, Outcome(KEY, value)]


async def check_many_writers(open_journal: OpenJournal) -> None:
    """Executions that write at the same time do not mix, and each keeps its order."""
    journals = [await open_journal(100 + at) for at in range(WRITERS)]

    async def write(at: int) -> None:
        await journals[at].write([Began(at, at)])
        for count in range(10):
            await journals[at].write([Outcome(("", f"n{at}", count + 1, "run"), count)])

    await asyncio.gather(*(write(at) for at in range(WRITERS)))

    for at in range(WRITERS):
        outcomes = [Outcome(("", f"n{at}", count + 1, "run"), count) for count in range(10)]
        assert list(await (await open_journal(100 + at)).load()) == [Began(at, at), *outcomes]


JOURNAL_CHECKS: Sequence[Check] = (
    check_new_is_empty,
    check_order_and_values,
    check_nothing_to_write,
    check_large_values,
    check_many_writers,
)


def _exact(entry: Entry) -> str:
    """Return an entry as text that tells apart what compares equal: 1 and true, orders of keys.

    A whole number may come back as a float and the other way round: they are one JSON value.
    """
    return repr(_numbers_alike(_fields(entry)))


def _fields(entry: Entry) -> Any:
    found: dict[str, Any] = {"kind": type(entry).__name__}
    for name in type(entry).__slots__:
        value = getattr(entry, name)
        if isinstance(value, Emit | StepFailure):
            value = {"of": type(value).__name__} | {
                part: getattr(value, part) for part in type(value).__slots__
            }
        found[name] = value
    return found


def _numbers_alike(value: Any) -> Any:
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, dict):
        return {key: _numbers_alike(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers_alike(item) for item in value]
    return str(value) if isinstance(value, Effect) else value
