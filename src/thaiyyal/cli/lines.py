"""Cases on standard input, one JSON object a line; answers in the same order.

A broken line gets an answer that says so and does not stop the rest.
"""

import json
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from thaiyyal.kernel.errors import ThaiyyalError
from thaiyyal.kernel.values import dump_json, parse_json

MAX_LINE_BYTES = 256 * 1024 * 1024
MAX_CASE_DEPTH = 120
Case = dict[str, Any]
_LEADING_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d{1,15}(?=\s*[,}]))')


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that is no case; ``id`` is told where the line begins with one."""

    message: str
    id: str | int | None = None

    @property
    def failure(self) -> Case:
        return {"code": "bad_line", "message": self.message}


def read_cases(source: BinaryIO) -> Iterator[Case | BrokenLine]:
    """Yield each line's object, or what is wrong with the line."""
    while line := source.readline(MAX_LINE_BYTES + 1):
        if len(line) > MAX_LINE_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.readline(MAX_LINE_BYTES)
            yield BrokenLine("the line is longer than 256 MiB")
        elif line.strip():
            yield _case(line)


def _case(line: bytes) -> Case | BrokenLine:
    try:
        case = parse_json(line, duplicates="refuse", max_depth=MAX_CASE_DEPTH)
    except ThaiyyalError as error:
        return BrokenLine(error.message, _leading_id(line))
    if not isinstance(case, dict):
        return BrokenLine("the line is no JSON object")
    return case


def _leading_id(line: bytes) -> str | int | None:
    found = _LEADING_ID.match(line)
    try:
        id_: str | int | None = json.loads(found[1]) if found else None
        str(id_).encode()
    except ValueError:
        return None
    return id_


async def answer_lines(
    answer: Callable[[Case], Awaitable[Case]], refuse: Callable[[BrokenLine], Case]
) -> None:
    """Answer every line of standard input on standard output, flushed line by line."""
    for case in read_cases(sys.stdin.buffer):
        found = refuse(case) if isinstance(case, BrokenLine) else await answer(case)
        sys.stdout.write(dump_json(found) + "\n")
        sys.stdout.flush()
