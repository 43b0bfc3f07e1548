"""Turns: at most so many run, the others wait in the order in which they came. For one loop."""

import asyncio
from collections import deque

from thaiyyal.features.executions.errors import Busy


class Turn:
    """A place among those that run, or in the line before them."""

    def __init__(self) -> None:
        self.has_come = False
        self._decided = asyncio.Event()

    def come(self) -> None:
        """Let it run."""
        self.has_come = True
        self._decided.set()

    def give_up(self) -> None:
        """Wake who waits for it, without a turn."""
        self._decided.set()

    async def wait(self) -> bool:
        """Wait for the turn; return whether it has come, False when it was given up."""
        await self._decided.wait()
        return self.has_come


class Turns:
    """Gives turns: ``running`` at the same time, ``waiting`` in line."""

    def __init__(self, *, running: int, waiting: int) -> None:
        self._free = running
        self._most_waiting = waiting
        self._line: deque[Turn] = deque()

    def take(self) -> Turn:
        """Return a turn that has come or will; ``give_back`` has to follow.

        Raises:
            Busy: The line is full.
        """
        turn = Turn()
        if self._free:
            self._free -= 1
            turn.come()
        elif len(self._line) >= self._most_waiting:
            raise Busy
        else:
            self._line.append(turn)
        return turn

    def give_back(self, turn: Turn) -> None:
        """End a turn, whether it has come or not; the next in line gets it."""
        if not turn.has_come:
            self._line.remove(turn)
        elif self._line:
            self._line.popleft().come()
        else:
            self._free += 1
