"""One line of help, with an example and what it gives."""

from dataclasses import dataclass
from typing import Final, Literal

from thaiyyal.kernel.values import Value, dump_json

EXAMPLES_AT_MS: Final = 1_769_860_800_000
"""What ``now()`` is in the examples: 2026-01-31T12:00:00Z."""

Returns = Literal["number", "boolean", "text", "list", "object", "date", "any"]
Receiver = Literal["text", "list"]


@dataclass(frozen=True, slots=True)
class Help:
    """A function, or a method of one kind of receiver (``of``).

    ``signature``: with ``?`` behind arguments that may be left out and ``…`` for any number.
    ``code``: an example, whose value is ``gives``.
    """

    signature: str
    returns: Returns
    purpose: str
    code: str
    gives: Value
    of: Receiver | None = None

    @property
    def name(self) -> str:
        """What is called."""
        return self.signature.partition("(")[0]

    @property
    def example(self) -> str:
        """The example with its value, as one line."""
        return f"{self.code} -> {dump_json(self.gives)}"


@dataclass(frozen=True, slots=True)
class NameHelp:
    """A name that is there without a declaration; ``formats``: the fields in which it is bound."""

    name: str
    purpose: str
    formats: tuple[str, ...]
