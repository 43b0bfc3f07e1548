"""When the next pass through a limiter is allowed. Pure.

The same arithmetic is done by the database and by Redis (`store/shared`), on the same records.
"""

from dataclasses import dataclass
from typing import Literal

GROUPS = 1_000
"""Most groups of passes that a sliding window remembers; above, passes are counted in groups."""


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``most`` passes per ``per_s`` seconds, counted by ``strategy``."""

    most: int
    per_s: float
    strategy: Literal["fixed_window", "sliding_window", "token_bucket"] = "fixed_window"

    def next_pass(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        """Return the seconds to wait and the record of passes with this one in it.

        Args:
            passes: The record so far, or None. Fixed window: its start, passes in it. Sliding
                window: passes in it, then for each group the last one's time and how many. Token
                bucket: when it is full again.
            now_s: The time now, seconds.
        """
        match self.strategy:
            case "fixed_window":
                return self._fixed(passes, now_s)
            case "sliding_window":
                return self._sliding(passes, now_s)
            case "token_bucket":
                return self._bucket(passes, now_s)

    def _fixed(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        start, count = (passes[0], int(passes[1])) if passes else (now_s, 0)
        if now_s >= start + self.per_s:
            start, count = now_s, 0
        if count >= self.most:
            start, count = start + self.per_s, 0
        return max(0.0, start - now_s), (start, count + 1.0)

    def _sliding(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        # A group counts until its last pass is over: never too many, at most a group too few.
        total, *groups = passes or (0.0,)
        first, at_s = self._first_in_window(total, groups, now_s), now_s
        total -= sum(groups[1:first:2])
        if total >= self.most:
            at_s = max(now_s, groups[first] + self.per_s)
            groups[first + 1] -= 1
            total -= 1
            first += 0 if groups[first + 1] else 2
        kept = groups[first:]
        if kept and kept[-1] < self.group:
            kept[-2:] = [max(kept[-2], at_s), kept[-1] + 1]
        else:
            kept += [at_s, 1.0]
        return at_s - now_s, (total + 1, *kept)

    def _first_in_window(self, total: float, groups: list[float], now_s: float) -> int:
        first = 0
        while first < len(groups) and (
            groups[first] <= now_s - self.per_s or total - groups[first + 1] >= self.most
        ):
            total -= groups[first + 1]
            first += 2
        return first

    @property
    def group(self) -> int:
        """How many passes a sliding window counts as one."""
        return -(-self.most // GROUPS)

    def _bucket(
        self, passes: tuple[float, ...] | None, now_s: float
    ) -> tuple[float, tuple[float, ...]]:
        # The generic cell rate algorithm (ITU-T I.371): one number, the theoretical arrival time.
        each = self.per_s / self.most
        arrival = max(passes[0] if passes else now_s, now_s)
        wait = max(0.0, arrival - (self.per_s - each) - now_s)
        return wait, (arrival + each,)
