"""Cases on standard input, one JSON object a line; answers in the same order.

A broken line gets an answer that says so and does not stop the rest.
"""

import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, BinaryIO

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import dump_json, parse_json

MAX_LINE_BYTES = 256 * 1024 * 1024
MAX_CASE_DEPTH = 120
Case = dict[str, Any]


def read_cases(source: BinaryIO) -> Iterator[Case | ThaiyyalError]:
    """Yield each line's object, or the error that its text is."""
    while line := source.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE_BYTES)
            yield ThaiyyalError("the line is longer than 256 MiB", code="bad_line")
        elif line.strip():
            yield _case(line)


def _case(line: bytes) -> Case | ThaiyyalError:
    try:
        case = parse_json(line, duplicates="refuse", max_depth=MAX_CASE_DEPTH)
    except ThaiyyalError as error:
        return ThaiyyalError(error.message, code="bad_line")
    if not isinstance(case, dict):
        return ThaiyyalError("the line is no JSON object", code="bad_line")
    return case


async def answer_lines(
    answer: Callable[[Case], Awaitable[Case]], refuse: Callable[[ThaiyyalError], Case]
) -> None:
    """Answer every line of standard input on standard output, flushed line by line."""
    for case in read_cases(sys.stdin.buffer):
        found = refuse(case) if isinstance(case, ThaiyyalError) else await answer(case)
        sys.stdout.write(dump_json(found) + "\n")
        sys.stdout.flush()
