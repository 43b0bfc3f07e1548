"""A server on the loopback address that notes who asked what, and may do something about it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from thaiyyal.testing.local_server import Answer, LocalServer, Received, json_answer

Asked = tuple[str, str]
"""The run and the step of a request."""


@dataclass(slots=True)
class Recording:
    """Requests by run and step, each with its key. ``before_answer``: called with the number of
    the request, counted from 1, while its sender waits."""

    keys: dict[Asked, list[str | None]] = field(default_factory=lambda: defaultdict(list))
    before_answer: Callable[[int], None] | None = None
    _number: int = 0
    _lock: Lock = field(default_factory=Lock)

    def server(self) -> LocalServer:
        """Return a server that records here."""
        return LocalServer(self._answer)

    def count(self, run: str, step: str) -> int:
        """Return how often a step has asked."""
        return len(self.keys.get((run, step), ()))

    def steps_of(self, run: str) -> set[str]:
        """Return which steps of a run have asked."""
        return {step for other, step in self.keys if other == run}

    def _answer(self, received: Received) -> Answer:
        run, step = received.headers["x-run"], received.headers["x-step"]
        with self._lock:
            self._number += 1
            number = self._number
            self.keys[run, step].append(received.headers.get("idempotency-key"))
        if self.before_answer is not None:
            self.before_answer(number)
        return json_answer({"run": run, "step": step})
