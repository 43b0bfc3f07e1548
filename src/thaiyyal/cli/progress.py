"""One line on a terminal that says what runs; nothing in a pipe."""

from thaiyyal.cli.status_line import StatusLine
from thaiyyal.engine import ExecutionEvent, StepEvent


class Progress(StatusLine):
    """Counts steps as they end. Use as a context manager; ``listen`` is the listener."""

    def __init__(self) -> None:
        super().__init__("running")
        self._done = 0

    def listen(self, event: StepEvent | ExecutionEvent) -> None:
        """Take note of an event."""
        if isinstance(event, StepEvent):
            self._done += event.status != "running"
            self.show(f"{self._done} steps done, at {event.node}")
