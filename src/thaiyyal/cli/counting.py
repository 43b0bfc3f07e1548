"""One line on a terminal that counts what is done; nothing in a pipe."""

from thaiyyal.cli.status_line import StatusLine


class Counting(StatusLine):
    """Tells how much of what is done. Use as a context manager; ``tell`` takes note."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self._what = what

    def tell(self, done: int, of: int) -> None:
        """Take note."""
        self.show(f"{self._what}: {done} of {of}")
