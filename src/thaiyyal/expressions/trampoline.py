"""Runs functions that call each other deeply without using the interpreter's stack.

A step is a generator: it yields another step to have it carried out and is sent its result.
"""

from collections.abc import Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Steps: TypeAlias = Generator["Steps[T]", T, T]


def finished(result: T) -> Steps[T]:
    """Return a step that has its result already."""
    yield from ()
    return result


def carry_out(step: Steps[T]) -> T:
    """Carry out a step and all it asks for; return its result."""
    waiting: list[Steps[T]] = []
    current = step
    result: T | None = None
    while True:
        try:
            inner = current.send(result)  # type: ignore[arg-type]
        except StopIteration as done:
            result = done.value
            if not waiting:
                return done.value  # type: ignore[no-any-return]
            current = waiting.pop()
        else:
            waiting.append(current)
            current, result = inner, None
